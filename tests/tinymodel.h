/* Writes a random Gemma checkpoint, f32, into a folder: for tests that need one with a certain
 * flaw. */
#ifndef ROTE_TESTS_TINYMODEL_H
#define ROTE_TESTS_TINYMODEL_H

#include "tests/engine.h"

/* Large enough that a step is divided among threads and the vocabulary into chunks. */
enum {
    TINY_VOCAB = 531,
    TINY_DIM = 64,
    TINY_FFN = 200,
    TINY_LAYERS = 2,
    TINY_HEADS = 4,
    TINY_KV_HEADS = 2,
    TINY_HEAD_DIM = 18,
    TINY_CONTEXT = 700,
};

typedef struct {
    const char *config; /* more members for config.json, ending in a comma; NULL: none */
    const char *leave;  /* a tensor that is not written */
    const char *extra;  /* a tensor that is written in addition, f32 [1] */
    bool head;          /* lm_head.weight is written, too */
    bool head_is_copy;  /* ... and equals the embedding */
    const char *poison; /* a tensor whose last element is NaN */
    /* Ids i and i + twins have the same embedding where i / twins is even: exact ties; 0: none. */
    size_t twins;
    size_t ffn;  /* 0: TINY_FFN */
    float apart; /* by which the last element of the second of twins is larger: near-ties */
} TinyModel;

typedef struct {
    Buf header, data;
    uint64_t seed;
    const TinyModel *t;
} TinyWriter;

static inline void tiny_tensor(TinyWriter *w, const char *name, size_t rows, size_t cols,
                               float size, uint64_t seed)
{
    if (w->t->leave && strcmp(w->t->leave, name) == 0)
        return;
    const size_t begin = w->data.n, n = rows * (cols ? cols : 1);
    for (size_t i = 0; i < n; i++) {
        float f = random_float(&seed) * size;
        if (w->t->twins && rows == TINY_VOCAB && i / cols / w->t->twins % 2 == 1) {
            memcpy(&f, w->data.s + w->data.n - w->t->twins * cols * sizeof f, sizeof f);
            f += i % cols + 1 == cols ? w->t->apart : 0;
        }
        if (w->t->poison && strcmp(w->t->poison, name) == 0 && i + 1 == n)
            f = (float)__builtin_nan("");
        buf_add(&w->data, (const char *)&f, sizeof f);
    }
    buf_printf(&w->header, "%s\"%s\":{\"dtype\":\"F32\",\"shape\":[%zu", w->header.n > 1 ? "," : "",
               name, rows);
    if (cols)
        buf_printf(&w->header, ",%zu", cols);
    buf_printf(&w->header, "],\"data_offsets\":[%zu,%zu]}", begin, w->data.n);
}

static inline size_t tiny_ffn(const TinyModel *t)
{
    return t->ffn > 0 ? t->ffn : TINY_FFN;
}

static inline void tiny_layer(TinyWriter *w, size_t layer)
{
    const size_t ffn = tiny_ffn(w->t);
    const struct {
        const char *name;
        size_t rows, cols;
        float size;
    } rows[] = {
        {"input_layernorm", TINY_DIM, 0, 0.5f},
        {"post_attention_layernorm", TINY_DIM, 0, 0.5f},
        {"self_attn.q_proj", TINY_HEADS * TINY_HEAD_DIM, TINY_DIM, 0.25f},
        {"self_attn.k_proj", TINY_KV_HEADS * TINY_HEAD_DIM, TINY_DIM, 0.25f},
        {"self_attn.v_proj", TINY_KV_HEADS * TINY_HEAD_DIM, TINY_DIM, 0.25f},
        {"self_attn.o_proj", TINY_DIM, TINY_HEADS * TINY_HEAD_DIM, 0.25f},
        {"mlp.gate_proj", ffn, TINY_DIM, 0.3f},
        {"mlp.up_proj", ffn, TINY_DIM, 0.3f},
        {"mlp.down_proj", TINY_DIM, ffn, 0.2f},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[128];
        snprintf(name, sizeof name, "model.layers.%zu.%s.weight", layer, rows[i].name);
        tiny_tensor(w, name, rows[i].rows, rows[i].cols, rows[i].size, 100 * layer + i);
    }
}

static inline void tinymodel_write(const char *folder, const TinyModel *t)
{
    TinyWriter w = {.t = t};
    buf_add_char(&w.header, '{');
    tiny_tensor(&w, "model.embed_tokens.weight", TINY_VOCAB, TINY_DIM, 0.15f, 7);
    for (size_t i = 0; i < TINY_LAYERS; i++)
        tiny_layer(&w, i);
    tiny_tensor(&w, "model.norm.weight", TINY_DIM, 0, 3, 8);
    if (t->head)
        tiny_tensor(&w, "lm_head.weight", TINY_VOCAB, TINY_DIM, 0.15f, t->head_is_copy ? 7 : 9);
    if (t->extra)
        tiny_tensor(&w, t->extra, 1, 0, 1, 10);
    buf_add_char(&w.header, '}');

    Buf file = {0};
    for (int i = 0; i < 8; i++)
        buf_add_char(&file, (char)(w.header.n >> (8 * i)));
    buf_add_str(&file, buf_str(&w.header));
    buf_add_str(&file, buf_str(&w.data));
    free(test_file(folder, "model.safetensors", file.s, file.n));
    buf_clear(&file);
    buf_printf(&file,
               "{%s\"model_type\":\"gemma\",\"vocab_size\":%d,\"hidden_size\":%d,"
               "\"intermediate_size\":%d,\"num_hidden_layers\":%d,\"num_attention_heads\":%d,"
               "\"num_key_value_heads\":%d,\"head_dim\":%d,\"max_position_embeddings\":%d,"
               "\"rms_norm_eps\":1e-6}",
               t->config ? t->config : "", TINY_VOCAB, TINY_DIM, (int)tiny_ffn(t), TINY_LAYERS,
               TINY_HEADS, TINY_KV_HEADS, TINY_HEAD_DIM, TINY_CONTEXT);
    free(test_file(folder, "config.json", file.s, file.n));
    buf_free(&file);
    buf_free(&w.header);
    buf_free(&w.data);
}

static inline Model *tinymodel_open(const char *folder, const TinyModel *t)
{
    Err e = {0};
    tinymodel_write(folder, t);
    Model *m = model_open(folder, &e);
    if (!m)
        fail_msg("%s", e.text);
    return m;
}

#endif
