/* config.json and generation_config.json from an enemy: refused with a sentence, or facts that keep
 * their promises. */
#include "infer/checkpoint/config.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a = {0};
    Err e = {0};
    Config c;
    const Str text = {(const char *)data, size};
    if (config_parse(&c, text, &a, &e) == 0) {
        if (!c.family || !c.vocab || !c.dim || !c.ffn_dim || !c.n_layers || !c.n_kv_heads ||
            c.n_heads % c.n_kv_heads || c.head_dim % 2 || !(c.rope_theta > 0) || c.context < 1)
            abort();
        for (size_t i = 0; i < c.n_eos; i++)
            if (c.eos[i] >= c.vocab)
                abort();
    } else if (e.kind != ERR_FORMAT) {
        abort();
    }
    c = (Config){.vocab = 1000};
    if (config_parse_generation(&c, text, &a, &e) == 0)
        for (size_t i = 0; i < c.n_eos; i++)
            if (c.eos[i] >= c.vocab)
                abort();
    arena_free(&a);
    return 0;
}
