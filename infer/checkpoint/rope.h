/* Rotary positions: the frequencies of one table, with the scaling that longer contexts were
 * trained with. Sources: Su et al. 2021; Peng et al. 2023 (YaRN); Llama 3.1's model card. */
#ifndef ROTE_ROPE_H
#define ROTE_ROPE_H

#include "audit/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Position p turns pair i by the angle p * inv_freq[i]. */
typedef struct {
    size_t dim;            /* of each head's dimensions, the first `dim` are turned; 0: none */
    const float *inv_freq; /* [dim / 2], scaling applied */
    float factor;          /* cosines and sines are multiplied by it (YaRN); 1 elsewhere */
} Rope;

typedef enum { ROPE_PLAIN, ROPE_LINEAR, ROPE_LLAMA3, ROPE_YARN } RopeScaling;

/* What a configuration says about a table. Fields that a scaling does not read are 0. */
typedef struct {
    size_t dim; /* even */
    size_t
        span; /* inv_freq[i] = theta ^ -(2i / span); 0: dim. The share of a head that is turned may
                    be an odd number of dimensions: 3 turns 4, by powers in thirds */
    double theta;
    RopeScaling scaling;
    double factor;                            /* linear, llama3, yarn */
    double original_context;                  /* llama3, yarn */
    double low_freq_factor, high_freq_factor; /* llama3; not equal */
    double beta_fast, beta_slow;              /* yarn */
    double attention_factor;                  /* yarn; 0: by the formula */
    double mscale, mscale_all_dim;            /* yarn; 0: not given */
    bool no_truncate;                         /* yarn: `truncate` is false */
    const float *divisors; /* [dim / 2]: GGUF's rope_freqs.weight, inv_freq is divided by it; NULL:
                              none */
} RopeFacts;

/* In f32 with the reference's roundings (transformers' modeling_rope_utils). Cannot fail: values
 * were checked by who read them. */
Rope rope_make(const RopeFacts *f, Arena *a);

#endif
