/* Which characters a vocabulary may join: where two stand side by side that no merge joins, a text
 * falls apart, and merging goes on in each part alone.
 *
 * Built once, then read-only. Start from (CharPairs){0}. */
#ifndef ROTE_CHARPAIRS_H
#define ROTE_CHARPAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ASCII, which makes up most text, has a bit for each pair. */
enum { CHARPAIRS_ASCII = 128 };

typedef struct {
    uint64_t ascii[CHARPAIRS_ASCII][CHARPAIRS_ASCII / 64];
    uint64_t *slots; /* [n_slots] the other pairs: (left << 21 | right) + 1; 0: free */
    size_t n_slots;  /* a power of two */
    size_t n;
} CharPairs;

void charpairs_add(CharPairs *p, uint32_t left, uint32_t right);
bool charpairs_has(const CharPairs *p, uint32_t left, uint32_t right);
void charpairs_free(CharPairs *p);

#endif
