/* Where a string stands in a text. */
#ifndef ROTE_TEXTFIND_H
#define ROTE_TEXTFIND_H

#include "audit/base/str.h"

#include <stddef.h>
#include <string.h>

/* The first place in text[from, n) where `string`, of at least one byte, stands; n: nowhere. */
static inline size_t textfind(Str text, size_t from, Str string)
{
    while (text.n - from >= string.n) {
        const char *at = memchr(text.s + from, string.s[0], text.n - from - string.n + 1);
        if (!at)
            break;
        from = (size_t)(at - text.s);
        if (memcmp(at, string.s, string.n) == 0)
            return from;
        from++;
    }
    return text.n;
}

#endif
