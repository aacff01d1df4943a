/* Token ids as they lie in files: integers of some width. */
#ifndef ROTE_TOKENTYPE_H
#define ROTE_TOKENTYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    unsigned bytes; /* 1, 2, 4 or 8 */
    bool is_signed;
    bool is_big; /* the most significant byte first */
} TokenType;

/* Converts the n integers at `from`, which need not be aligned, to ids. Returns how many there are in
 * front of the first that is negative or larger than 2^32 - 1: n when all are ids. */
size_t tokentype_read(TokenType t, const char *from, size_t n, uint32_t *ids);

/* How many of the n integers stand in front of the first that is `id`; n when none is. */
size_t tokentype_find(TokenType t, const char *from, size_t n, uint32_t id);

#endif
