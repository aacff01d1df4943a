/* config.json and generation_config.json from an enemy: refused with a sentence, or facts that keep
 * their promises. */
#include "infer/checkpoint/config.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool kept)
{
    if (!kept)
        abort();
}

static void eos_check(const Config *c)
{
    for (size_t i = 0; i < c->n_eos; i++)
        promise(c->eos[i] < c->vocab);
}

static void facts_check(const Config *c)
{
    promise(c->family && c->vocab && c->dim && c->ffn_dim && c->n_layers && c->n_kv_heads &&
            c->head_dim && c->context);
    promise(c->n_heads % c->n_kv_heads == 0 && c->norm_eps > 0 && isfinite(c->norm_eps));
    promise(c->qkv.n == (c->n_heads + 2 * c->n_kv_heads) * c->head_dim);
    promise(c->tied == !(c->parts & PART_UNTIED));
    for (size_t r = 0; r < CONFIG_ROPES; r++) {
        promise(c->ropes[r].dim % 2 == 0 && c->ropes[r].dim <= c->head_dim);
        for (size_t i = 0; i < c->ropes[r].dim / 2; i++)
            promise(!isnan(c->ropes[r].inv_freq[i]));
    }
    for (size_t i = 0; i < c->n_layers; i++)
        promise(c->layers[i].rope < CONFIG_ROPES && c->layers[i].attention_scale > 0);
    eos_check(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a = {0};
    Err e = {0};
    Config c;
    const Str text = {(const char *)data, size};
    if (config_parse(&c, text, &a, &e) == 0)
        facts_check(&c);
    else
        promise(e.kind == ERR_FORMAT);
    c = (Config){.vocab = 1000};
    if (config_parse_generation(&c, text, &a, &e) == 0)
        eos_check(&c);
    arena_free(&a);
    return 0;
}
