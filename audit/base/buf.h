/* A growing run of bytes. Start from (Buf){0}; the owner frees it with buf_free, which leaves it
 * empty and usable. */
#ifndef ROTE_BUF_H
#define ROTE_BUF_H

#include "audit/base/str.h"

#include <stddef.h>

typedef struct {
    char *s;
    size_t n;        /* bytes in use */
    size_t capacity; /* bytes allocated */
} Buf;

/* Room for `more` bytes behind the n in use; the pointer to them is returned, n is not moved. */
char *buf_reserve(Buf *b, size_t more);

void buf_add(Buf *b, const char *s, size_t n);
void buf_add_str(Buf *b, Str s);
void buf_add_c(Buf *b, const char *c);
void buf_add_char(Buf *b, char c);
__attribute__((format(printf, 2, 3))) void buf_printf(Buf *b, const char *fmt, ...);

/* Forgets the content, keeps the memory. */
void buf_clear(Buf *b);

/* The content; valid until the next call that changes b. An empty Buf gives a non-NULL empty
 * string. */
Str buf_str(const Buf *b);

/* The content with a NUL behind it, which is not counted in n; valid until the next change. */
const char *buf_cstr(Buf *b);

void buf_free(Buf *b);

#endif
