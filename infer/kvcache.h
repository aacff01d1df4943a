/* The keys and values of one document, all layers, in f32.
 *
 *   for each layer, for each key/value head:
 *     keys    [block][head_dim][ATTENTION_BLOCK]     16 positions side by side
 *     values  [position][v_stride]                   v_stride: head_dim rounded up to 16
 *
 * Laid out for ops.h's attend. Positions are written once, in order; going back (to try another
 * continuation) just writes over them. */
#ifndef ROTE_KVCACHE_H
#define ROTE_KVCACHE_H

#include "audit/base/mem.h"
#include "infer/checkpoint/config.h"
#include "infer/kernels/ops.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    float *data;
    size_t positions; /* a multiple of ATTENTION_BLOCK */
} KvCache;

static inline size_t kvcache_value_stride(const Config *c)
{
    return (c->head_dim + 15) / 16 * 16;
}

static inline size_t kvcache_positions(size_t tokens)
{
    return (tokens + ATTENTION_BLOCK - 1) / ATTENTION_BLOCK * ATTENTION_BLOCK;
}

/* Bytes for this many tokens; SIZE_MAX when that overflows. */
static inline size_t kvcache_bytes(const Config *c, size_t tokens)
{
    size_t n = (c->head_dim + kvcache_value_stride(c)) * sizeof(float);
    if (__builtin_mul_overflow(n, c->n_kv_heads, &n) ||
        __builtin_mul_overflow(n, c->n_layers, &n) ||
        __builtin_mul_overflow(n, kvcache_positions(tokens), &n))
        return SIZE_MAX;
    return n;
}

static inline KvCache kvcache_make(const Config *c, size_t tokens)
{
    const size_t bytes = kvcache_bytes(c, tokens);
    KvCache kv = {mem_aligned(bytes, 1), kvcache_positions(tokens)};
    if (kvcache_value_stride(c) > c->head_dim)
        memset(kv.data, 0, bytes); /* the columns of values behind head_dim must be zero */
    return kv;
}

static inline void kvcache_free(KvCache *kv)
{
    free(kv->data);
    *kv = (KvCache){0};
}

/* The keys of one head; its values follow kvcache_values_offset floats behind. */
static inline float *kvcache_keys(const KvCache *kv, const Config *c, size_t layer, size_t head)
{
    const size_t floats = kv->positions * (c->head_dim + kvcache_value_stride(c));
    return kv->data + (layer * c->n_kv_heads + head) * floats;
}

static inline float *kvcache_values(const KvCache *kv, const Config *c, size_t layer, size_t head)
{
    return kvcache_keys(kv, c, layer, head) + kv->positions * c->head_dim;
}

#endif
