/* The body of ops.h's attend. Included once for each instruction set, after the pragma that names
 * it.
 *
 * Keys lie in blocks of 16 positions, dimension by dimension, so that a register holds one
 * dimension of 16 positions and a dot product is a chain in each lane: no sum crosses lanes. Up to
 * four query heads share each load of a key or value. How heads and blocks are grouped changes no
 * bit. */
#ifndef ROTE_ATTENTION_LANES_H
#define ROTE_ATTENTION_LANES_H

#include "infer/kernels/lanes.h"
#include "infer/kernels/ops.h"

/* scores[h][p] of `heads` heads for `blocks` blocks of positions; both constants at each call. */
LANES_INLINE void score_blocks(const size_t heads, const size_t blocks, float *scores,
                               size_t s_stride, const float *q, size_t head_dim, const float *keys,
                               float scale)
{
    Lanes acc[4][4];
#pragma GCC unroll 4
    for (size_t h = 0; h < heads; h++)
#pragma GCC unroll 4
        for (size_t b = 0; b < blocks; b++)
            acc[h][b] = lanes_all(0);
    for (size_t d = 0; d < head_dim; d++) {
        Lanes k[4];
#pragma GCC unroll 4
        for (size_t b = 0; b < blocks; b++)
            k[b] = lanes_load(keys + (b * head_dim + d) * ATTENTION_BLOCK);
#pragma GCC unroll 4
        for (size_t h = 0; h < heads; h++) {
            const Lanes one = lanes_all(q[h * head_dim + d]);
#pragma GCC unroll 4
            for (size_t b = 0; b < blocks; b++)
                acc[h][b] = lanes_fma(one, k[b], acc[h][b]);
        }
    }
#pragma GCC unroll 4
    for (size_t h = 0; h < heads; h++)
#pragma GCC unroll 4
        for (size_t b = 0; b < blocks; b++)
            lanes_store(scores + h * s_stride + b * ATTENTION_BLOCK, acc[h][b] * lanes_all(scale));
}

/* out[h][0 .. 16 * vecs) = weights[h][:] times `vecs` columns of 16 of the values; both constants
 * at each call. sums[h] is the softmax's denominator. */
LANES_INLINE void value_columns(const size_t heads, const size_t vecs, Lanes *out,
                                const float *weights, size_t s_stride, const float *values,
                                size_t v_stride, size_t n_positions, const float *sums)
{
    Lanes acc[4][4];
#pragma GCC unroll 4
    for (size_t h = 0; h < heads; h++)
#pragma GCC unroll 4
        for (size_t b = 0; b < vecs; b++)
            acc[h][b] = lanes_all(0);
    for (size_t p = 0; p < n_positions; p++) {
        Lanes v[4];
#pragma GCC unroll 4
        for (size_t b = 0; b < vecs; b++)
            v[b] = lanes_load(values + p * v_stride + b * LANES_N);
#pragma GCC unroll 4
        for (size_t h = 0; h < heads; h++) {
            const Lanes one = lanes_all(weights[h * s_stride + p]);
#pragma GCC unroll 4
            for (size_t b = 0; b < vecs; b++)
                acc[h][b] = lanes_fma(one, v[b], acc[h][b]);
        }
    }
#pragma GCC unroll 4
    for (size_t h = 0; h < heads; h++)
#pragma GCC unroll 4
        for (size_t b = 0; b < vecs; b++)
            out[h * vecs + b] = acc[h][b] * lanes_all(1.0f / sums[h]);
}

/* Turns scores 0 .. n - 1 into exp(score - largest), 0 for the first `skip` (< 16) and behind n, and
 * returns their sum. */
static float scores_exp(float *scores, size_t skip, size_t n, float cap)
{
    const size_t whole = n / LANES_N * LANES_N, rest = n - whole;
    Lanes top = lanes_all(-INFINITY), sum = lanes_all(0);
    if (cap > 0)
        for (size_t i = 0; i < n; i += LANES_N)
            lanes_store(scores + i,
                        lanes_tanh(lanes_load(scores + i) / lanes_all(cap)) * lanes_all(cap));
    if (rest > 0)
        lanes_store(scores + whole, lanes_load_some(scores + whole, rest, -INFINITY));
    for (size_t i = 0; i < skip; i++)
        scores[i] = -INFINITY;
    for (size_t i = 0; i < n; i += LANES_N)
        top = lanes_max(lanes_load(scores + i), top);
    const Lanes largest = lanes_all(lanes_largest(top));
    for (size_t i = 0; i < n; i += LANES_N) {
        const Lanes w = lanes_exp(lanes_load(scores + i) - largest);
        lanes_store(scores + i, w);
        sum += w;
    }
    return lanes_sum(sum);
}

/* `heads` heads, a constant at each call. Positions count from the block that holds `first`. */
LANES_INLINE void attend_heads(const size_t heads, float *out, const float *q, const float *keys,
                               const float *values, const AttendShape *a, float *scores)
{
    const size_t head_dim = a->head_dim, v_stride = a->v_stride;
    const size_t block = a->first / ATTENTION_BLOCK, skip = a->first % ATTENTION_BLOCK;
    const size_t n_positions = a->n_positions - block * ATTENTION_BLOCK;
    const size_t n_blocks = (n_positions + ATTENTION_BLOCK - 1) / ATTENTION_BLOCK;
    const size_t s_stride = n_blocks * ATTENTION_BLOCK;
    const size_t at_once = heads == 1 ? 4 : 2;
    keys += block * ATTENTION_BLOCK * head_dim;
    values += block * ATTENTION_BLOCK * v_stride;
    size_t b = 0;
    for (; b + at_once <= n_blocks; b += at_once)
        score_blocks(heads, at_once, scores + b * ATTENTION_BLOCK, s_stride, q, head_dim,
                     keys + b * ATTENTION_BLOCK * head_dim, a->scale);
    for (; b < n_blocks; b++)
        score_blocks(heads, 1, scores + b * ATTENTION_BLOCK, s_stride, q, head_dim,
                     keys + b * ATTENTION_BLOCK * head_dim, a->scale);
    float sums[4];
    for (size_t h = 0; h < heads; h++)
        sums[h] = scores_exp(scores + h * s_stride, skip, n_positions, a->softcap);
    size_t d = 0;
    for (; d + at_once * LANES_N <= head_dim; d += at_once * LANES_N) {
        Lanes r[16];
        value_columns(heads, at_once, r, scores, s_stride, values + d, v_stride, n_positions, sums);
        for (size_t h = 0; h < heads; h++)
            for (size_t i = 0; i < at_once; i++)
                lanes_store(out + h * head_dim + d + i * LANES_N, r[h * at_once + i]);
    }
    for (; d < head_dim; d += LANES_N) {
        Lanes r[4];
        const size_t n = head_dim - d < LANES_N ? head_dim - d : LANES_N;
        value_columns(heads, 1, r, scores, s_stride, values + d, v_stride, n_positions, sums);
        for (size_t h = 0; h < heads; h++)
            lanes_store_some(out + h * head_dim + d, r[h], n);
    }
}

static void ops_attend(float *out, const float *q, const float *keys, const float *values,
                       const AttendShape *a, float *scores)
{
    size_t h = 0;
    for (; h + 4 <= a->n_heads; h += 4)
        attend_heads(4, out + h * a->head_dim, q + h * a->head_dim, keys, values, a, scores);
    for (; h < a->n_heads; h++)
        attend_heads(1, out + h * a->head_dim, q + h * a->head_dim, keys, values, a, scores);
}

#endif
