/* A GGUF file from an enemy: refused with a sentence, or all that it holds can be read; and its
 * configuration refused with a sentence, or facts that keep config.h's promises. */
#include "infer/checkpoint/ggufconfig.h"
#include "infer/checkpoint/ggufvalue.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The sanitizer sees a byte outside; the sum keeps the compiler from leaving the reads out. */
static size_t touch(Str s)
{
    size_t sum = 0;
    for (size_t i = 0; i < s.n; i++)
        sum += (unsigned char)s.s[i];
    return sum;
}

static size_t value_read(const GgufValue *v)
{
    size_t sum = touch(v->key) + touch(v->bytes), at = 0;
    if (v->type != GGUF_ARRAY)
        return sum;
    for (uint64_t i = 0; i < v->n; i++)
        if (v->element == GGUF_STRING)
            sum += touch(gguf_next_string(v, &at));
        else if (v->element == GGUF_F32 || v->element == GGUF_F64)
            sum += gguf_element_real(v, i) > 0;
        else
            sum += gguf_element_integer(v, i) > 0;
    if (v->element == GGUF_STRING && at != v->bytes.n)
        abort();
    return sum;
}

static void typed_read(const Gguf *g)
{
    static const char *const KEYS[] = {"a", "split.count", "general.alignment"};
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        Err e = {0};
        uint64_t integer;
        double real;
        bool flag;
        Str string;
        const GgufValue *array;
        const int rc[] = {gguf_integer(g, KEYS[i], &integer, &e), gguf_real(g, KEYS[i], &real, &e),
                          gguf_bool(g, KEYS[i], &flag, &e), gguf_string(g, KEYS[i], &string, &e),
                          gguf_array(g, KEYS[i], GGUF_U8, &array, &e)};
        int n_found = 0;
        for (size_t k = 0; k < sizeof rc / sizeof *rc; k++)
            n_found += rc[k] > 0;
        if (n_found > 1 || (n_found > 0 && !gguf_find(g, KEYS[i])))
            abort();
    }
}

static void config_read(const Gguf *g, size_t size, Arena *a)
{
    Err e = {0};
    Config c;
    if (ggufconfig_parse(&c, g, a, &e) != 0) {
        if (e.kind != ERR_FORMAT)
            abort();
        return;
    }
    const size_t most = INT32_MAX;
    if (c.vocab < 1 || c.vocab > most || c.dim < 1 || c.dim > most || c.ffn_dim < 1 ||
        c.ffn_dim > most || c.n_layers < 1 || c.n_layers > size || c.n_heads < 1 ||
        c.n_kv_heads < 1 || c.n_heads % c.n_kv_heads != 0 || c.head_dim < 1 || c.context < 1 ||
        !(c.norm_eps >= 0) || c.n_eos > 3)
        abort();
    for (size_t i = 0; i < c.n_eos; i++)
        if (c.eos[i] >= c.vocab || (i > 0 && c.eos[i] <= c.eos[i - 1]))
            abort();
    for (size_t i = 0; i < c.n_layers; i++) {
        const Rope *r = &c.ropes[c.layers[i].rope];
        if (r->dim % 2 != 0 || r->dim > c.head_dim || !(c.layers[i].attention_scale > 0))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena a = {0};
    Err e = {0};
    Gguf g;
    if (gguf_parse(&g, (Str){(const char *)data, size}, &a, &e) == 0) {
        size_t sum = 0, covered = 0;
        for (size_t i = 0; i < g.n_values; i++)
            sum += value_read(&g.values[i]);
        for (size_t i = 0; i < g.n_tensors; i++) {
            sum += touch(g.tensors[i].bytes);
            covered += g.tensors[i].bytes.n;
        }
        if (covered > size || sum > 600 * size)
            abort();
        typed_read(&g);
        config_read(&g, size, &a);
    } else if (e.kind != ERR_FORMAT) {
        abort();
    }
    arena_free(&a);
    return 0;
}
