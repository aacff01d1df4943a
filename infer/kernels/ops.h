/* What happens to a row between the matrix products.
 *
 * One source in lanes (ops_lanes.h, attention_lanes.h), compiled for each instruction set: all give
 * the same bits. Each function works on one row, on the calling thread, in an order that depends on
 * nothing but the row. None can fail; NaN and infinities travel through to the logits. */
#ifndef ROTE_OPS_H
#define ROTE_OPS_H

#include <stddef.h>
#include <stdint.h>

/* Positions of a key/value cache come in blocks of this many. */
enum { ATTENTION_BLOCK = 16 };

/* What a chunk of the vocabulary has to say about one row. */
typedef struct {
    float best, second; /* largest logits; second = best where two tie */
    uint32_t best_id;   /* the lowest that has it */
    float sum;          /* of exp(logit - best) */
    uint32_t bad_id;    /* the lowest whose logit is not finite; TALLY_NONE: all are finite */
} Tally;

#define TALLY_NONE UINT32_MAX

typedef struct {
    /* y[i] = x[i] / sqrt(mean of x^2 + eps) * w[i]; all [dim]. y must not alias x.
     * Source: Zhang & Sennrich 2019, eq. 4. */
    void (*norm)(float *y, const float *x, const float *w, size_t dim, float eps);

    /* x[i] += d[i] */
    void (*add)(float *x, const float *d, size_t n);

    /* gate[i] = gelu(gate[i]) * up[i], the tanh approximation of GELU. Source: Hendrycks & Gimpel
     * 2016, section 2; Shazeer 2020 for the product. */
    void (*geglu)(float *gate, const float *up, size_t n);

    /* Rotates the pairs (x[i], x[i + half]) by the angles whose cosines and sines are given, all
     * [half]. y may alias x. Source: Su et al. 2021; the pairing of GPT-NeoX. */
    void (*rotate)(float *y, const float *x, const float *cos, const float *sin, size_t half);

    /* Attention of n_heads query heads of one row, which share a key/value head, over the first
     * n_positions of its cache.
     *   out, q  [n_heads, head_dim]
     *   keys    [block][head_dim][ATTENTION_BLOCK]: position p is in block p / ATTENTION_BLOCK
     *   values  [position][v_stride], v_stride = head_dim rounded up to 16, the rest zero
     *   scores  scratch, n_heads x n_positions rounded up to ATTENTION_BLOCK floats
     * out = softmax(scale * q k) v. Sums: dot products in order of head_dim; the softmax's in 16
     * partial sums; the weighted values in order of position. */
    void (*attend)(float *out, const float *q, size_t n_heads, size_t head_dim, const float *keys,
                   const float *values, size_t v_stride, size_t n_positions, float scale,
                   float *scores);

    /* Of the logits of ids first .. first + n - 1, n >= 1. */
    Tally (*tally)(const float *logits, size_t n, uint32_t first);
} Ops;

extern const Ops ops_portable, ops_avx2, ops_avx512;

#endif
