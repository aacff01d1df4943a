/* What byte-oriented compressions of the LZ77 kind have in common: a copy of what was written a
 * little before. */
#ifndef ROTE_LZCOPY_H
#define ROTE_LZCOPY_H

#include <stddef.h>
#include <string.h>

/* How many bytes beyond the copy's end lzcopy_fast may write. */
enum { LZCOPY_SLACK = 32 };

/* out[0 .. n) = out[-offset ..): where they overlap, the bytes repeat. offset >= 1. */
static inline void lzcopy(char *out, size_t offset, size_t n)
{
    const char *from = out - offset;
    if (offset >= n) {
        memcpy(out, from, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = from[i];
}

/* The same, faster; writes up to LZCOPY_SLACK bytes too many behind out + n. */
static inline void lzcopy_fast(char *out, size_t offset, size_t n)
{
    const char *from = out - offset;
    char *const end = out + n;
    if (offset >= 16) {
        do {
            memcpy(out, from, 16);
            out += 16;
            from += 16;
        } while (out < end);
        return;
    }
    /* The pattern is doubled until a step of 8 does not reach into itself. */
    if (offset < 8) {
        for (int i = 0; i < 8; i++)
            out[i] = from[i];
        out += 8;
        /* The smallest multiple of offset that is at least 8. */
        static const unsigned char steps[8] = {0, 8, 8, 9, 8, 10, 12, 14};
        from = out - steps[offset];
    }
    while (out < end) {
        memcpy(out, from, 8);
        out += 8;
        from += 8;
    }
}

#endif
