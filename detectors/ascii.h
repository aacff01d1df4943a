/* Classes of ASCII bytes, whatever the locale; any byte may be asked, none above 0x7F belongs.
 *
 * Private to detectors/. */
#ifndef ROTE_ASCII_H
#define ROTE_ASCII_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>

static inline bool ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool ascii_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool ascii_letter(char c)
{
    return ascii_upper(c) || ascii_lower(c);
}

static inline bool ascii_alnum(char c)
{
    return ascii_letter(c) || ascii_digit(c);
}

static inline bool ascii_hex(char c)
{
    return ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static inline char ascii_to_lower(char c)
{
    return ascii_upper(c) ? (char)(c + 32) : c;
}

static inline size_t ascii_count_digits(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ascii_digit(s.s[i]);
    return n;
}

/* The digits of s, as many as fit into out; returns how many s has. */
static inline size_t ascii_digits(Str s, char *out, size_t capacity)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (ascii_digit(s.s[i])) {
            if (n < capacity)
                out[n] = s.s[i];
            n++;
        }
    return n;
}

/* Whether s is `word` when case is ignored; word in lower case. */
static inline bool ascii_equal_fold(Str s, const char *word)
{
    size_t i = 0;
    for (; i < s.n && word[i]; i++)
        if (ascii_to_lower(s.s[i]) != word[i])
            return false;
    return i == s.n && !word[i];
}

#endif
