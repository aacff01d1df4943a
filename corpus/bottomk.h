/* Bottom-k sampling: of all documents offered, the k eligible ones with the smallest keys.
 *
 * Memory is k slots that are reused, and 24 bytes for each missed record that could still stand in
 * front of the k-th (twice that between two prunings). The content does not depend on the order of
 * the offers. Offers come from one thread at a time; bottomk_wants from any.
 *
 * With bottomk_dedup, of documents with the same prefix only the first in sample order is eligible.
 * Its key is the smallest of theirs, so what is kept are the k smallest keys of prefixes, and one
 * pass still finds them: a prefix that was displaced comes back only by a smaller key.
 * Source: Cohen & Kaplan 2007, bottom-k sketches (of keys that occur more than once: section 2). */
#ifndef ROTE_BOTTOMK_H
#define ROTE_BOTTOMK_H

#include "corpus/corpus.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct BottomK BottomK;

/* k and prefix_tokens are at least 1. */
BottomK *bottomk_open(size_t k, size_t prefix_tokens);

/* Leaves out duplicates; before the first offer. */
void bottomk_dedup(BottomK *b);

/* False when no record of this hash can be in the sample or be counted as missed any more. */
bool bottomk_wants(const BottomK *b, uint64_t hash);

/* Offers an eligible document: keeps a copy of it, with its id, cluster, text and ids, if it belongs
 * to the smallest k so far. d->shard is kept as a pointer; its bytes order equal hashes. */
void bottomk_add(BottomK *b, const SampledDoc *d);

/* Offers a record that cannot be sampled. */
void bottomk_add_miss(BottomK *b, const Miss *m);

/* Ends the offers: the sample in its order, *n documents, valid until bottomk_close. */
SampledDoc *bottomk_docs(BottomK *b, size_t *n);

/* The hash below which a missed record counts: the last sampled document's. UINT64_MAX, and all
 * count, when fewer than k are sampled. */
uint64_t bottomk_end(const BottomK *b);

/* Fills drawn, too_short, empty, with_nul, duplicates_left_out, malformed, malformed_of and misses of
 * *s: the sampled documents and the missed records that count. The rest of *s stays as it is. */
void bottomk_count(BottomK *b, SourceSample *s);

/* Accepts NULL. */
void bottomk_close(BottomK *b);

#endif
