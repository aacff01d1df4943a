/* A trie in one hash table: see sptrie.h. */
#include "infer/tokenizer/sptrie.h"

#include "audit/base/mem.h"

#include <assert.h>
#include <stdlib.h>

static void grow(SpTrie *t)
{
    SpTrie larger = *t;
    larger.capacity = t->capacity ? t->capacity * 2 : 64;
    larger.edges = mem_zero(larger.capacity, sizeof *larger.edges);
    for (size_t i = 0; i < t->capacity; i++) {
        const SpTrieEdge *edge = &t->edges[i];
        if (edge->key)
            *sptrie_slot(&larger, (uint32_t)((edge->key - 1) >> 8), (uint8_t)(edge->key - 1)) =
                *edge;
    }
    free(t->edges);
    *t = larger;
}

void sptrie_add(SpTrie *t, Str string, uint32_t value)
{
    assert(string.n > 0 && t->n_nodes < UINT32_MAX / 2);
    SpTrieEdge *edge = NULL;
    uint32_t node = SPTRIE_ROOT;
    for (size_t i = 0; i < string.n; i++) {
        if ((size_t)t->n_nodes * 2 >= t->capacity)
            grow(t);
        const uint8_t byte = (uint8_t)string.s[i];
        edge = sptrie_slot(t, node, byte);
        if (edge->key == 0) {
            const uint64_t key = ((uint64_t)node << 8 | byte) + 1;
            *edge = (SpTrieEdge){key, ++t->n_nodes, SPTRIE_NONE};
        }
        node = edge->node;
    }
    edge->value = value;
    if (string.n > t->longest)
        t->longest = string.n;
}

void sptrie_free(SpTrie *t)
{
    free(t->edges);
    *t = (SpTrie){0};
}

size_t sptrie_longest(const SpTrie *t, Str text)
{
    size_t longest = 0;
    uint32_t node = SPTRIE_ROOT;
    for (size_t i = 0; i < text.n; i++) {
        const SpTrieEdge *edge = sptrie_step(t, node, (uint8_t)text.s[i]);
        if (!edge)
            break;
        if (edge->value != SPTRIE_NONE)
            longest = i + 1;
        node = edge->node;
    }
    return longest;
}
