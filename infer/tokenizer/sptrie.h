/* A set of byte strings, each with a number, searched from a text's position onwards.
 *
 * The transitions of all nodes stand in one open-addressing table keyed by (node, byte), so that
 * building takes time proportional to the bytes of the strings, whatever they are. Read-only once
 * built: any number of threads may search. */
#ifndef ROTE_SPTRIE_H
#define ROTE_SPTRIE_H

#include "audit/base/str.h"

#include <stddef.h>
#include <stdint.h>

enum { SPTRIE_ROOT = 0 };
#define SPTRIE_NONE UINT32_MAX

typedef struct {
    uint64_t key;   /* (node << 8 | byte) + 1; 0: free */
    uint32_t node;  /* where the byte leads */
    uint32_t value; /* of the string that ends there; SPTRIE_NONE: none does */
} SpTrieEdge;

typedef struct {
    SpTrieEdge *edges;
    size_t capacity; /* of edges, a power of two */
    uint32_t n_nodes;
    size_t longest; /* bytes of the longest string; 0: the trie is empty */
} SpTrie;

/* Start from (SpTrie){0}. Adds a string of at least one byte; the last value given for one string
 * stands. Total bytes of the strings must be below 2^31. */
void sptrie_add(SpTrie *t, Str string, uint32_t value);

void sptrie_free(SpTrie *t);

/* Where the edge of `node` by `byte` stands, or the free place where it would. capacity > 0. */
static inline SpTrieEdge *sptrie_slot(const SpTrie *t, uint32_t node, uint8_t byte)
{
    const uint64_t key = ((uint64_t)node << 8 | byte) + 1;
    for (size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> 32);; i++) {
        SpTrieEdge *edge = &t->edges[i & (t->capacity - 1)];
        if (edge->key == key || edge->key == 0)
            return edge;
    }
}

/* The edge that leaves `node` by `byte`, or NULL. */
static inline const SpTrieEdge *sptrie_step(const SpTrie *t, uint32_t node, uint8_t byte)
{
    if (t->capacity == 0)
        return NULL;
    const SpTrieEdge *edge = sptrie_slot(t, node, byte);
    return edge->key ? edge : NULL;
}

/* Bytes of the longest string of the set that text begins with; 0: none. */
size_t sptrie_longest(const SpTrie *t, Str text);

#endif
