/* What a checkpoint's configuration says, as facts that the forward pass reads: one struct for
 * every family and both containers (config.json beside safetensors; the metadata of a GGUF file,
 * see ggufconfig.h).
 *
 * Every key is in a table: implemented, known to be without influence on the mathematics, or
 * known to change it; the last is refused by name unless its value is the neutral one. A key in
 * no table is refused too: what is not known cannot be known to be harmless. */
#ifndef ROTE_CONFIG_H
#define ROTE_CONFIG_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/str.h"
#include "infer/checkpoint/family.h"
#include "infer/checkpoint/rope.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rotary tables that a model can have: Gemma 3 turns local layers differently. */
enum { CONFIG_ROPES = 2 };

/* Where heads lie in a row that the attention's input products make, in floats. Query head i of
 * the group that shares key/value head g begins at g * q_group + i * head_dim; its key at
 * k + g * kv_step, its value at v + g * kv_step.
 *
 *   separate, or fused one behind the other:  q q q q | k k | v v
 *   fused group by group (GPT-NeoX, Falcon):  q q k v | q q k v */
typedef struct {
    size_t q_group, k, v, kv_step;
    size_t n; /* floats in a row: (n_heads + 2 * n_kv_heads) * head_dim */
} QkvLayout;

/* What may differ from layer to layer. */
typedef struct {
    size_t window;         /* positions that attention sees, the token's own included; 0: all */
    size_t rope;           /* which of Config's ropes turns queries and keys */
    float attention_scale; /* scores are multiplied by it: mostly 1 / sqrt(head_dim) */
} LayerFacts;

typedef struct {
    const Family *family;
    unsigned parts; /* PART_ bits of family.h: which of the family's optional tensors there are */
    size_t vocab, dim, ffn_dim, n_layers, n_heads, n_kv_heads, head_dim;
    size_t context; /* positions at most, at most 2^31 */

    NormKind norm;
    float norm_eps;    /* added to the mean square or the variance */
    float norm_offset; /* added to norms' stored weights: 1 for Gemma's safetensors */
    QkNorm qk_norm;
    Activation activation;
    bool gated;    /* down(activation(gate) * up), else down(activation(up)) */
    bool parallel; /* x + attention(..) + ffn(..), else one after the other */

    float embedding_scale;   /* 1, or sqrt(dim) rounded to f32 */
    float attention_softcap; /* s -> cap * tanh(s / cap) on scaled scores; 0: none */
    float logit_softcap;     /* the same on logits; 0: none */
    float clip_qkv;          /* queries, keys and values are clamped to +- this; 0: not */

    QkvLayout qkv;
    RopePairs pairs;
    Rope ropes[CONFIG_ROPES]; /* dim 0: none (positions are learned) */
    LayerFacts *layers;       /* [n_layers] */

    bool tied;     /* the head is the embedding */
    uint32_t *eos; /* [n_eos], ascending, in the arena */
    size_t n_eos;
} Config;

/* No model has more; what a false number can allocate is bounded by them before any tensor is
 * seen. */
enum { CONFIG_LAYERS_MOST = 65536, CONFIG_HEAD_DIM_MOST = 65536 };

/* Of config.json's text. Afterwards all sizes are at least 1 and at most 2^31 - 1, n_heads is a
 * multiple of n_kv_heads, rope dims are even and at most head_dim, and no product of two sizes
 * overflows. 0, or -1 with ERR_FORMAT naming the key. */
int config_parse(Config *c, Str text, Arena *a, Err *e);

/* For who reads a configuration, in either container: config_start puts in what all of a
 * family's models share; the reader adds sizes, parts and what differs; config_finish checks the
 * sizes against each other (ERR_FORMAT), derives what follows from them (embedding_scale), and
 * allocates `layers`, which see all positions and scale by 1 / sqrt(head_dim), or not at all
 * where the family does not. `qkv` is the layout of the family's safetensors. */
void config_start(Config *c, const Family *f);
int config_finish(Config *c, Arena *a, Err *e);

/* Of generation_config.json's text, after config_parse: its eos_token_id replaces the one of
 * config.json, as in the reference. Everything else there is about sampling, which an audit does
 * not do: rote always takes the most probable token. */
int config_parse_generation(Config *c, Str text, Arena *a, Err *e);

/* The layout of products that stand one behind the other, from the sizes in c. */
QkvLayout config_qkv_plain(const Config *c);
/* The layout of a product fused group by group. */
QkvLayout config_qkv_grouped(const Config *c);

#endif
