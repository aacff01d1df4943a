/* Helpers of the tests of matching: random cases, and the edit distance as the textbook has it. */
#ifndef ROTE_TESTS_PLAINDISTANCE_H
#define ROTE_TESTS_PLAINDISTANCE_H

#include "tests/testing.h"

/* A generator of its own, so that every machine tries the same cases. Source: xorshift64*. */
static inline uint64_t random_next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static inline size_t random_below(uint64_t *state, size_t n)
{
    return (size_t)(random_next(state) >> 33) % n;
}

/* Wagner & Fischer 1974, row by row. */
static inline size_t plain_distance(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
    size_t *row = malloc((n_b + 1) * sizeof *row);
    assert_non_null(row);
    for (size_t j = 0; j <= n_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            best = row[j] + 1 < best ? row[j] + 1 : best;
            row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
        }
    }
    const size_t distance = row[n_b];
    free(row);
    return distance;
}

#endif
