/* The model in memory: facts, and where each weight lies. Immutable once open, shared by all
 * threads. */
#ifndef ROTE_MODEL_H
#define ROTE_MODEL_H

#include "infer/checkpoint/config.h"
#include "infer/checkpoint/weights.h"
#include "infer/infer.h"
#include "infer/kernels/matrix.h"

/* y = W x + bias. No data: the product is not there. */
typedef struct {
    Matrix w;
    const float *bias; /* [n_out], or NULL */
} Linear;

/* Widened to f32, the config's norm_offset added. weight NULL: no norm stands at this place. */
typedef struct {
    const float *weight;
    const float *bias; /* NULL: none */
} Norm;

/* One transformer block, its parts in the order in which a token passes them. */
typedef struct {
    Norm attention_norm;      /* [dim] */
    Linear q;                 /* [n_heads * head_dim, dim]; fused: all three, rows as Config.qkv */
    Linear k, v;              /* [n_kv_heads * head_dim, dim]; fused: not there */
    Norm q_norm, k_norm;      /* [head_dim], or over all heads */
    Linear o;                 /* [dim, n_heads * head_dim] */
    Norm attention_post_norm; /* [dim], of what attention adds to the stream */
    Norm ffn_norm;            /* [dim]; not there in a parallel block that shares attention_norm */
    Linear gate, up;          /* [ffn_dim, dim]; gate only where the config is gated */
    Linear down;              /* [dim, ffn_dim] */
    Norm ffn_post_norm;       /* [dim] */
} Layer;

/* What stands outside the blocks. */
typedef struct {
    Matrix embedding; /* [vocab, dim] */
    Matrix positions; /* [context, dim], added to the embedding; no data: rotary positions */
    Norm final_norm;  /* [dim] */
    Linear head;      /* [vocab, dim]; the embedding where they are tied */
} Frame;

struct Model {
    Config config;
    Frame frame;
    Layer *layers; /* [config.n_layers] */
    Weights *weights;
    Arena arena;
    ModelInfo info;
    char config_sha256[SHA256_HEX_BYTES]; /* of config.json; "" in a GGUF file */
    char
        generation_sha256[SHA256_HEX_BYTES]; /* of generation_config.json; "" where there is none */
};

#endif
