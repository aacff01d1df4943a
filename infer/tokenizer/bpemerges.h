/* The merges of a BPE vocabulary, and merging: the pair of the lowest rank first, then the leftmost.
 *
 * Source: Sennrich et al. 2016. Immutable once filled: any number of threads may merge, each with a
 * word of its own. */
#ifndef ROTE_BPEMERGES_H
#define ROTE_BPEMERGES_H

#include "infer/tokenizer/idsink.h"

#include <stddef.h>
#include <stdint.h>

typedef struct BpeMerges BpeMerges;

/* Room for n merges. */
BpeMerges *bpemerges_open(size_t n);
void bpemerges_close(BpeMerges *m); /* accepts NULL */

/* Ids `left` and `right`, side by side, become `result`. The rank is the number of calls before this
 * one, fewer than 2^32; of two calls with one pair the last stands. */
void bpemerges_add(BpeMerges *m, uint32_t left, uint32_t right, uint32_t result);

/* What merging works on: one thread's memory. Start from (BpeWord){0}; end with bpeword_free. */
typedef struct {
    struct BpeSymbol *symbols; /* [n] */
    size_t n, room;
    struct BpeLink *links; /* [n] of a long word */
    size_t room_links;
    struct BpeCandidate *heap;
    size_t n_heap, room_heap;
} BpeWord;

static inline void bpeword_clear(BpeWord *w)
{
    w->n = 0;
}

/* Adds a symbol behind the last. id is not UINT32_MAX. */
void bpeword_add(BpeWord *w, uint32_t id);
void bpeword_free(BpeWord *w);

/* Merges the word's symbols and adds what is left to `out`. The word's symbols are used up. Time
 * n log n for n symbols. */
void bpemerges_run(const BpeMerges *m, BpeWord *w, IdSink *out);

#endif
