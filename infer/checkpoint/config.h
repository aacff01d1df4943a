/* config.json and generation_config.json of a Hugging Face checkpoint, turned into facts.
 *
 * Every key is in a table: implemented, known to be without influence on the mathematics, or known
 * to change it; the last is refused by name unless its value is the neutral one. A key in no table
 * is refused too: what is not known cannot be known to be harmless. */
#ifndef ROTE_CONFIG_H
#define ROTE_CONFIG_H

#include "audit/base/arena.h"
#include "audit/base/err.h"
#include "audit/base/str.h"
#include "infer/checkpoint/family.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const Family *family;
    size_t vocab, dim, ffn_dim, n_layers, n_heads, n_kv_heads, head_dim;
    size_t context; /* max_position_embeddings, at most 2^31 */
    float norm_eps; /* added to the mean square */
    double rope_theta;
    bool tied;     /* the head is the embedding */
    uint32_t *eos; /* [n_eos], ascending, in the arena */
    size_t n_eos;
} Config;

/* Of config.json's text. All sizes are at least 1 and at most 2^31 - 1, head_dim is even, n_heads
 * a multiple of n_kv_heads, and no product of two sizes overflows. 0, or -1 with ERR_FORMAT naming
 * the key. */
int config_parse(Config *c, Str text, Arena *a, Err *e);

/* Of generation_config.json's text, after config_parse: its eos_token_id replaces the one of
 * config.json, as in the reference. Everything else there is about sampling, which an audit does
 * not do: rote always takes the most probable token. */
int config_parse_generation(Config *c, Str text, Arena *a, Err *e);

#endif
