/* Arenas: see arena.h. Blocks double in size up to a limit; a larger request gets a block of its
 * own. */
#include "audit/base/arena.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_FIRST_BLOCK = 4096, ARENA_LARGEST_BLOCK = 1 << 20, ARENA_ALIGN = 16 };

struct ArenaBlock {
    ArenaBlock *older;
    size_t bytes; /* of data */
    _Alignas(ARENA_ALIGN) char data[];
};

void *arena_alloc(Arena *a, size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / 4 / size)
        mem_out(n, size);
    const size_t want = (n * size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    if (!a->block || a->block->bytes - a->used_bytes < want) {
        size_t bytes = a->block ? a->block->bytes * 2 : ARENA_FIRST_BLOCK;
        if (bytes > ARENA_LARGEST_BLOCK)
            bytes = ARENA_LARGEST_BLOCK;
        if (bytes < want)
            bytes = want;
        ArenaBlock *b = mem_alloc(sizeof *b + bytes, 1);
        *b = (ArenaBlock){.older = a->block, .bytes = bytes};
        a->block = b;
        a->used_bytes = 0;
        a->total_bytes += bytes;
    }
    char *p = a->block->data + a->used_bytes;
    a->used_bytes += want;
    if (want > 0)
        memset(p, 0, want);
    return p;
}

Str arena_str(Arena *a, Str s)
{
    if (!s.s)
        return s;
    char *p = arena_alloc(a, s.n + 1, 1);
    if (s.n > 0)
        memcpy(p, s.s, s.n);
    return (Str){p, s.n};
}

char *arena_cstr(Arena *a, const char *c)
{
    const size_t n = strlen(c);
    char *p = arena_alloc(a, n + 1, 1);
    memcpy(p, c, n);
    return p;
}

char *arena_printf(Arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    const int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    assert(n >= 0);
    char *p = arena_alloc(a, (size_t)n + 1, 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

void arena_clear(Arena *a)
{
    while (a->block && a->block->older) {
        ArenaBlock *b = a->block;
        a->block = b->older;
        a->total_bytes -= b->bytes;
        free(b);
    }
    a->used_bytes = 0;
}

void arena_free(Arena *a)
{
    arena_clear(a);
    free(a->block);
    *a = (Arena){0};
}
