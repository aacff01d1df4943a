/* The model in memory: facts, and where each weight lies. Immutable once open, shared by all
 * threads. */
#ifndef ROTE_MODEL_H
#define ROTE_MODEL_H

#include "infer/checkpoint/config.h"
#include "infer/checkpoint/weights.h"
#include "infer/infer.h"
#include "infer/kernels/matrix.h"

/* One transformer block. Norms are widened to f32 with the family's offset added. */
typedef struct {
    const float *attention_norm, *ffn_norm; /* [dim] */
    Matrix q;                               /* [n_heads * head_dim, dim] */
    Matrix k, v;                            /* [n_kv_heads * head_dim, dim] */
    Matrix o;                               /* [dim, n_heads * head_dim] */
    Matrix gate, up;                        /* [ffn_dim, dim] */
    Matrix down;                            /* [dim, ffn_dim] */
} Layer;

/* What stands outside the blocks. */
typedef struct {
    Matrix embedding;        /* [vocab, dim] */
    Matrix head;             /* [vocab, dim]; the embedding where they are tied */
    const float *final_norm; /* [dim] */
} Frame;

struct Model {
    Config config;
    Frame frame;
    Layer *layers; /* [config.n_layers] */
    Weights *weights;
    Arena arena;
    ModelInfo info;
    char config_sha256[SHA256_HEX_BYTES]; /* of config.json */
    char
        generation_sha256[SHA256_HEX_BYTES]; /* of generation_config.json; "" where there is none */
};

#endif
