/* Growing bytes: see buf.h. */
#include "audit/base/buf.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *buf_reserve(Buf *b, size_t more)
{
    if (more > SIZE_MAX / 4 || b->n > SIZE_MAX / 4)
        mem_out(more, 1);
    if (b->capacity - b->n < more) {
        size_t want = b->capacity < 256 ? 256 : b->capacity * 2;
        if (want < b->n + more)
            want = b->n + more;
        b->s = mem_resize(b->s, want, 1);
        b->capacity = want;
    }
    return b->s + b->n;
}

void buf_add(Buf *b, const char *s, size_t n)
{
    if (n == 0)
        return;
    memcpy(buf_reserve(b, n), s, n);
    b->n += n;
}

void buf_add_str(Buf *b, Str s)
{
    buf_add(b, s.s, s.n);
}

void buf_add_c(Buf *b, const char *c)
{
    buf_add(b, c, strlen(c));
}

void buf_add_char(Buf *b, char c)
{
    *buf_reserve(b, 1) = c;
    b->n++;
}

void buf_printf(Buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    const int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    assert(n >= 0);
    vsnprintf(buf_reserve(b, (size_t)n + 1), (size_t)n + 1, fmt, again);
    va_end(again);
    b->n += (size_t)n;
}

void buf_clear(Buf *b)
{
    b->n = 0;
}

Str buf_str(const Buf *b)
{
    return (Str){b->s ? b->s : "", b->n};
}

const char *buf_cstr(Buf *b)
{
    *buf_reserve(b, 1) = '\0';
    return b->s;
}

void buf_free(Buf *b)
{
    free(b->s);
    *b = (Buf){0};
}
