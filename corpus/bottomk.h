/* Bottom-k sampling: of all documents offered, the k eligible ones with the smallest keys.
 *
 * Memory is k slots that are reused, and 24 bytes for each missed record that could still stand in
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

/* A record that was drawn and cannot be sampled: too short, or malformed. */
typedef enum { MISS_SHORT, MISS_EMPTY, MISS_MALFORMED } MissKind;

typedef struct {
    uint64_t hash, record_bytes;
    uint32_t n_tokens; /* fewer than the prefix has */
    uint8_t kind;      /* MissKind */
    uint8_t fault;     /* FaultKind of a malformed one */
    bool has_nul;
} Miss;

/* k and prefix_tokens are at least 1. */
BottomK *bottomk_open(size_t k, size_t prefix_tokens);

/* False when no record of this hash can be in the sample or be counted as missed any more. */
bool bottomk_wants(const BottomK *b, uint64_t hash);

/* Offers an eligible document: keeps a copy of d->id and of the prefix_tokens d->ids if it belongs
 * to the smallest k so far. d->shard is kept as a pointer; its bytes order equal hashes. */
void bottomk_add(BottomK *b, const SampledDoc *d);

/* Offers a record that cannot be sampled. */
void bottomk_add_miss(BottomK *b, const Miss *m);

/* Ends the offers: the sample in its order, *n documents, valid until bottomk_close. */
SampledDoc *bottomk_docs(BottomK *b, size_t *n);

/* The hash below which a missed record counts: the last sampled document's. UINT64_MAX, and all
 * count, when fewer than k are sampled. */
uint64_t bottomk_end(const BottomK *b);

/* Fills drawn, too_short, empty, with_nul, malformed and malformed_of of *s: the sampled documents
 * and the missed records that count. The rest of *s stays as it is. */
void bottomk_count(const BottomK *b, SourceSample *s);

/* Accepts NULL. */
void bottomk_close(BottomK *b);

#endif
