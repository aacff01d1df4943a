/* Memory with one lifetime: many small allocations, one free.
 *
 * Name an Arena for its lifetime (run, source, scratch of one document). Pointers stay valid until
 * arena_clear or arena_free; nothing is moved. Not for use by two threads at once. Start from
 * (Arena){0}. */
#ifndef ROTE_ARENA_H
#define ROTE_ARENA_H

#include "audit/base/str.h"

#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct {
    ArenaBlock *block;  /* newest; older ones hang behind it */
    size_t used_bytes;  /* in the newest block */
    size_t total_bytes; /* asked of the system over all blocks */
} Arena;

/* n elements of `size` bytes, zeroed, aligned to 16. Never NULL. */
void *arena_alloc(Arena *a, size_t n, size_t size);

/* A copy of s with a NUL behind it (not counted). A "no string" stays one. */
Str arena_str(Arena *a, Str s);
char *arena_cstr(Arena *a, const char *c);
__attribute__((format(printf, 2, 3))) char *arena_printf(Arena *a, const char *fmt, ...);

/* All allocations end; one block is kept for reuse. */
void arena_clear(Arena *a);
void arena_free(Arena *a);

#endif
