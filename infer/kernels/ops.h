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

/* What a chunk of the vocabulary has to say about one row. NaN is never best nor second. */
typedef struct {
    float best, second; /* largest logits; second = best where two tie */
    uint32_t best_id;   /* the lowest that has it */
    uint32_t second_id; /* the lowest but best_id that has `second`; TALLY_NONE: there is no other
                           logit above -FLT_MAX */
    float sum;          /* of exp(logit - best) */
    uint32_t bad_id;    /* the lowest whose logit is not finite; TALLY_NONE: all are finite */
} Tally;

#define TALLY_NONE UINT32_MAX

typedef struct {
    size_t n_heads, head_dim, v_stride;
    size_t first, n_positions; /* positions first .. n_positions - 1 are seen, at least one */
    float scale;
    float softcap; /* cap * tanh(score / cap); 0: none */
} AttendShape;

typedef struct {
    /* y[i] = x[i] / sqrt(mean of x^2 + eps) * w[i]; all [dim]. y may be x.
     * Source: Zhang & Sennrich 2019, eq. 4. */
    void (*norm)(float *y, const float *x, const float *w, size_t dim, float eps);

    /* y[i] = (x[i] - mean) / sqrt(variance + eps) * w[i] + bias[i]; all [dim]; bias NULL: none. y may
     * be x. Source: Ba et al. 2016, eq. 3. */
    void (*layer_norm)(float *y, const float *x, const float *w, const float *bias, size_t dim,
                       float eps);

    /* x[i] += d[i] */
    void (*add)(float *x, const float *d, size_t n);

    /* x[i] = f(x[i]) * times[i]; without the product where `times` is NULL. f is GELU in its tanh
     * approximation and exact (Hendrycks & Gimpel 2016, section 2), x times the logistic function
     * (Elfwing et al. 2017), or the positive part; with the product: Shazeer 2020. */
    void (*gelu_tanh)(float *x, const float *times, size_t n);
    void (*gelu)(float *x, const float *times, size_t n);
    void (*silu)(float *x, const float *times, size_t n);
    void (*relu)(float *x, const float *times, size_t n);

    /* x[i] = cap * tanh(x[i] / cap). Source: Gemma 2's report, 2408.00118, section 2. */
    void (*softcap)(float *x, float cap, size_t n);

    /* x[i] clamped to [-limit, limit]; NaN stays. */
    void (*clip)(float *x, float limit, size_t n);

    /* Rotates the pairs (x[i], x[i + half]) by the angles whose cosines and sines are given, all
     * [half]. y may be x. Source: Su et al. 2021; the pairing of GPT-NeoX. */
    void (*rotate)(float *y, const float *x, const float *cos, const float *sin, size_t half);

    /* y[i] = x[2i], y[half + i] = x[2i + 1]: from the pairing of GPT-J to that of GPT-NeoX. Queries
     * and keys parted alike have the same dot products. y must not alias x. */
    void (*part_neighbours)(float *y, const float *x, size_t half);

    /* Attention of n_heads query heads of one row, which share a key/value head, over the last
     * positions of its cache.
     *   out, q  [n_heads, head_dim]
     *   keys    [block][head_dim][ATTENTION_BLOCK]: position p is in block p / ATTENTION_BLOCK
     *   values  [position][v_stride], v_stride = head_dim rounded up to 16, the rest zero
     *   scores  scratch, n_heads x n_positions rounded up to ATTENTION_BLOCK floats
     * out = softmax(softcap(scale * q k)) v. Sums: dot products in order of head_dim; the softmax's
     * in 16 partial sums; the weighted values in order of position. */
    void (*attend)(float *out, const float *q, const float *keys, const float *values,
                   const AttendShape *shape, float *scores);

    /* Of the logits of ids first .. first + n - 1, n >= 1. */
    Tally (*tally)(const float *logits, size_t n, uint32_t first);
} Ops;

extern const Ops ops_portable, ops_avx2, ops_avx512;

#endif
