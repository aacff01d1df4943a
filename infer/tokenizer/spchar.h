/* Characters of UTF-8 text, as the SentencePiece library delimits them. */
#ifndef ROTE_SPCHAR_H
#define ROTE_SPCHAR_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* U+2581 LOWER ONE EIGHTH BLOCK, which stands for a space inside pieces. */
#define SPCHAR_SPACE "\xe2\x96\x81"
enum { SPCHAR_SPACE_BYTES = 3, SPCHAR_SPACE_CODE = 0x2581 };

/* Bytes of the character whose first byte this is, in text known to be UTF-8. */
static inline size_t spchar_bytes(char first)
{
    const unsigned char c = (unsigned char)first;
    return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* Code point of the character of n bytes (spchar_bytes) at s, in text known to be UTF-8. */
static inline uint32_t spchar_code(const char *s, size_t n)
{
    const unsigned char *c = (const unsigned char *)s;
    switch (n) {
    case 1:
        return c[0];
    case 2:
        return (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu);
    case 3:
        return (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu);
    default:
        return (c[0] & 0x07u) << 18 | (c[1] & 0x3Fu) << 12 | (c[2] & 0x3Fu) << 6 | (c[3] & 0x3Fu);
    }
}

/* Bytes of the character at s, of n bytes that may be anything, n >= 1; 0 when none begins there:
 * a stray continuation byte, a cut or overlong sequence, a surrogate, a code above U+10FFFF.
 * Source: RFC 3629. */
size_t spchar_valid(const char *s, size_t n);

bool spchar_all_valid(Str text);

#endif
