/* Bottom-k sampling: of all documents offered, the k eligible ones with the smallest keys.
 *
 * Memory is k slots that are reused, and 8 bytes for each short document that could still stand in
 * front of the k-th (twice that between two prunings). The content does not depend on the order of
 * the offers. Offers come from one thread at a time; bottomk_wants from any.
 * Source: Cohen & Kaplan 2007, bottom-k sketches. */
#ifndef ROTE_BOTTOMK_H
#define ROTE_BOTTOMK_H

#include "corpus/corpus.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct BottomK BottomK;

/* k and prefix_tokens are at least 1. */
BottomK *bottomk_open(size_t k, size_t prefix_tokens);

/* False when no document of this hash can be in the sample or counted as too short any more. */
bool bottomk_wants(const BottomK *b, uint64_t hash);

/* Offers an eligible document: keeps a copy of d->id and of the prefix_tokens d->ids if it belongs
 * to the smallest k so far. d->shard is kept as a pointer; its bytes order equal hashes. */
void bottomk_add(BottomK *b, const SampledDoc *d);

/* Offers a document that is too short. */
void bottomk_add_short(BottomK *b, uint64_t hash);

/* Ends the offers: the sample in its order, *n documents, valid until bottomk_close. */
SampledDoc *bottomk_docs(BottomK *b, size_t *n);

/* Short documents with a hash below the last sampled one's; all of them when fewer than k are
 * sampled. */
uint64_t bottomk_short(const BottomK *b);

/* Accepts NULL. */
void bottomk_close(BottomK *b);

#endif
