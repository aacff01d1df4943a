/* The facts of a GGUF file's metadata: against those of the same checkpoint's config.json, for
 * every architecture (tests/oracle/gguf_golden.py made both), and the sentence for what is
 * refused. */
#include "tests/testing.h"

#include "tests/ggufmaker.h"

#include "audit/base/file.h"
#include "infer/checkpoint/ggufconfig.h"

#include <math.h>

#define GOLDEN "tests/golden/gguf/"

typedef struct {
    const char *folder;
    bool neighbours;    /* the container permutes queries and keys */
    bool rope_is_close; /* frequencies agree to rounding only: the container's are worked out */
} Pair;

static const Pair PAIRS[] = {
    {"gemma", false, false},   {"gemma2", false, false},         {"gemma3", false, false},
    {"llama", true, false},    {"llama3", true, true},           {"llama-linear", true, false},
    {"mistral", true, false},  {"falcon7", false, false},        {"falcon40", false, false},
    {"gptneox", false, false}, {"gptneox-serial", false, false}, {"olmo", true, false},
    {"olmo2", false, false},   {"qwen2", false, false},          {"qwen2-yarn", false, false},
    {"qwen3", false, false},   {"gpt2", false, false},           {"quantized", false, false},
};

static void file_load(Buf *b, const char *folder, const char *name)
{
    char path[128];
    Err e = {0};
    snprintf(path, sizeof path, GOLDEN "%s/%s", folder, name);
    if (file_read(path, b, &e) != 0)
        fail_msg("%s", e.text);
}

static void sizes_compare(const Config *h, const Config *g)
{
    assert_int_equal(g->vocab, h->vocab);
    assert_int_equal(g->dim, h->dim);
    assert_int_equal(g->ffn_dim, h->ffn_dim);
    assert_int_equal(g->n_layers, h->n_layers);
    assert_int_equal(g->n_heads, h->n_heads);
    assert_int_equal(g->n_kv_heads, h->n_kv_heads);
    assert_int_equal(g->head_dim, h->head_dim);
    assert_int_equal(g->context, h->context);
}

static void facts_compare(const Config *h, const Config *g, const Pair *p)
{
    assert_int_equal(g->norm, h->norm);
    assert_true(g->norm_eps == h->norm_eps);
    assert_true(g->norm_offset == 0);
    assert_int_equal(g->qk_norm, h->qk_norm);
    assert_int_equal(g->activation, h->activation);
    assert_int_equal(g->gated, h->gated);
    assert_int_equal(g->parallel, h->parallel);
    assert_true(g->embedding_scale == h->embedding_scale);
    assert_true(g->attention_softcap == h->attention_softcap);
    assert_true(g->logit_softcap == h->logit_softcap);
    assert_true(g->clip_qkv == h->clip_qkv);
    assert_int_equal(g->pairs, p->neighbours ? PAIRS_NEIGHBOURS : h->pairs);
    assert_int_equal(g->tied, h->tied);
    assert_int_equal(g->parts & PART_UNTIED, h->parts & PART_UNTIED);
    assert_int_equal(g->parts & PART_FFN_NORM, h->parts & PART_FFN_NORM);
    assert_int_equal(g->n_eos, h->n_eos);
    assert_memory_equal(g->eos, h->eos, h->n_eos * sizeof *h->eos);
    /* Queries first, whatever the family's safetensors do. */
    assert_int_equal(g->qkv.k, g->n_heads * g->head_dim);
    assert_int_equal(g->qkv.v, (g->n_heads + g->n_kv_heads) * g->head_dim);
    assert_int_equal(g->qkv.n, h->qkv.n);
    for (size_t i = 0; i < h->n_layers; i++) {
        assert_int_equal(g->layers[i].window, h->layers[i].window);
        assert_int_equal(g->layers[i].rope, h->layers[i].rope);
        assert_true(g->layers[i].attention_scale == h->layers[i].attention_scale);
    }
}

static void ropes_compare(const Config *h, const Config *g, const Pair *p)
{
    for (size_t r = 0; r < CONFIG_ROPES; r++) {
        const Rope *x = &h->ropes[r], *y = &g->ropes[r];
        bool is_used = false;
        for (size_t i = 0; i < h->n_layers; i++)
            is_used = is_used || h->layers[i].rope == r;
        if (!is_used)
            continue;
        assert_int_equal(y->dim, x->dim);
        if (x->dim == 0)
            continue;
        assert_true(y->factor == x->factor);
        for (size_t i = 0; i < x->dim / 2; i++) {
            const float most = p->rope_is_close ? 4e-7f * x->inv_freq[i] : 0;
            if (!(fabsf(x->inv_freq[i] - y->inv_freq[i]) <= most))
                fail_msg("rope %zu, pair %zu: %a from config.json, %a from GGUF", r, i,
                         (double)x->inv_freq[i], (double)y->inv_freq[i]);
        }
    }
}

static void containers_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        Buf json = {0}, file = {0};
        Arena a = {0};
        Err e = {0};
        Config h, c;
        Gguf g;
        print_message("%s\n", PAIRS[i].folder);
        file_load(&json, PAIRS[i].folder, "config.json");
        file_load(&file, PAIRS[i].folder, "model.gguf");
        if (config_parse(&h, buf_str(&json), &a, &e) != 0 ||
            gguf_parse(&g, buf_str(&file), &a, &e) != 0 || ggufconfig_parse(&c, &g, &a, &e) != 0)
            fail_msg("%s: %s", PAIRS[i].folder, e.text);
        sizes_compare(&h, &c);
        facts_compare(&h, &c, &PAIRS[i]);
        ropes_compare(&h, &c, &PAIRS[i]);
        arena_free(&a);
        buf_free(&json);
        buf_free(&file);
    }
}

/* ---- files made key by key ---- */

/* A Llama of two layers, as its converter writes it but for the tensors that no size is read from.
 * */
static void llama_make(GgufMaker *m, const char *arch)
{
    char key[64];
    *m = (GgufMaker){.version = 3};
    ggufmaker_string(m, "general.architecture", arch);
    static const struct {
        const char *name;
        uint32_t value;
    } SIZES[] = {{"context_length", 32},      {"embedding_length", 8},
                 {"block_count", 2},          {"feed_forward_length", 12},
                 {"attention.head_count", 2}, {"attention.head_count_kv", 1},
                 {"attention.key_length", 4}, {"attention.value_length", 4}};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        snprintf(key, sizeof key, "%s.%s", arch, SIZES[i].name);
        ggufmaker_u32(m, key, SIZES[i].value);
    }
    snprintf(key, sizeof key, "%s.attention.layer_norm_rms_epsilon", arch);
    ggufmaker_f32(m, key, 1e-6f);
    ggufmaker_u32(m, "tokenizer.ggml.eos_token_id", 2);
    ggufmaker_tensor(m, "token_embd.weight", 0, (uint64_t[]){8, 10}, 2, 320);
    ggufmaker_tensor(m, "blk.0.attn_output.weight", 0, (uint64_t[]){8, 8}, 2, 256);
}

static int made_parse(GgufMaker *m, Config *c, Arena *a, Err *e)
{
    Buf b = {0};
    Gguf g;
    ggufmaker_file(m, &b);
    const Str copy = arena_str(a, buf_str(&b)); /* lives as long as the config */
    buf_free(&b);
    if (gguf_parse(&g, copy, a, e) != 0)
        fail_msg("%s", e->text);
    return ggufconfig_parse(c, &g, a, e);
}

static void keys_are_read(void **state)
{
    (void)state;
    GgufMaker m;
    Arena a = {0};
    Err e = {0};
    Config c;
    llama_make(&m, "llama");
    ggufmaker_u32(&m, "tokenizer.ggml.eot_token_id", 7);
    ggufmaker_u32(&m, "tokenizer.ggml.eom_token_id", 2);
    ggufmaker_u32(&m, "llama.attention.sliding_window", 5);
    ggufmaker_u32(&m, "llama.expert_count", 0);
    ggufmaker_f32(&m, "llama.rope.freq_base", 500.0f);
    ggufmaker_tensor(&m, "output.weight", 0, (uint64_t[]){8, 10}, 2, 320);
    ggufmaker_tensor(&m, "blk.0.attn_q.bias", 0, (uint64_t[]){8}, 1, 32);
    if (made_parse(&m, &c, &a, &e) != 0)
        fail_msg("%s", e.text);
    assert_string_equal(c.family->name, "Llama");
    assert_int_equal(c.n_eos, 2);
    assert_int_equal(c.eos[0], 2);
    assert_int_equal(c.eos[1], 7);
    assert_int_equal(c.layers[0].window, 5);
    assert_int_equal(c.layers[1].window, 5);
    assert_false(c.tied);
    assert_int_equal(c.parts, PART_UNTIED | PART_QKV_BIAS);
    assert_true(fabsf(c.ropes[0].inv_freq[1] - 1 / sqrtf(500.0f)) < 1e-7f);
    assert_int_equal(c.pairs, PAIRS_NEIGHBOURS);

    /* Gemma 1's end of turn is written by the converter, whatever the checkpoint is. */
    llama_make(&m, "gemma");
    ggufmaker_u32(&m, "tokenizer.ggml.eot_token_id", 7);
    if (made_parse(&m, &c, &a, &e) != 0)
        fail_msg("%s", e.text);
    assert_int_equal(c.n_eos, 1);

    /* Layers that slide, one by one; the reference's defaults. */
    llama_make(&m, "gemma2");
    ggufmaker_array(&m, "gemma2.attention.sliding_window_pattern", GGUF_BOOL, 2, "\0\1", 2);
    if (made_parse(&m, &c, &a, &e) != 0)
        fail_msg("%s", e.text);
    assert_int_equal(c.layers[0].window, 0);
    assert_int_equal(c.layers[1].window, 4096);
    assert_true(c.attention_softcap == 50 && c.logit_softcap == 30);
    arena_free(&a);
}

/* Published sizes of which the container's readers know that scores are scaled by other than
 * head_dim. */
static void scale_follows_the_size(void **state)
{
    (void)state;
    static const struct {
        const char *arch;
        uint32_t n_layers;
        float scale;
    } CASES[] = {
        {"gemma2", 46, 0.25f}, {"gemma2", 42, 0.5f}, {"gemma3", 62, 0.25f},
        {"gemma3", 46, 0.5f},  {"llama", 46, 0.5f},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        GgufMaker m = {.version = 3};
        Arena a = {0};
        Err e = {0};
        Config c;
        char key[64];
        const char *arch = CASES[i].arch;
        ggufmaker_string(&m, "general.architecture", arch);
        static const char *const NAMES[] = {"context_length",       "embedding_length",
                                            "block_count",          "feed_forward_length",
                                            "attention.head_count", "attention.key_length"};
        const uint32_t values[] = {32, 32, CASES[i].n_layers, 12, 2, 4};
        for (size_t k = 0; k < sizeof NAMES / sizeof *NAMES; k++) {
            snprintf(key, sizeof key, "%s.%s", arch, NAMES[k]);
            ggufmaker_u32(&m, key, values[k]);
        }
        snprintf(key, sizeof key, "%s.attention.layer_norm_rms_epsilon", arch);
        ggufmaker_f32(&m, key, 1e-6f);
        ggufmaker_tensor(&m, "token_embd.weight", 0, (uint64_t[]){32, 1}, 2, 128);
        ggufmaker_tensor(&m, "blk.0.attn_output.weight", 0, (uint64_t[]){8, 32}, 2, 1024);
        for (uint32_t k = 0; k < CASES[i].n_layers; k++) {
            snprintf(key, sizeof key, "blk.%u.x", k);
            ggufmaker_tensor(&m, key, 24, (uint64_t[]){1}, 1, 1);
        }
        if (made_parse(&m, &c, &a, &e) != 0)
            fail_msg("%s", e.text);
        assert_true(c.layers[CASES[i].n_layers - 1].attention_scale == CASES[i].scale);
        arena_free(&a);
    }
}

/* A key more, or another value for one that is there: `type` and `bits` are written as they are. */
typedef struct {
    const char *arch, *key;
    GgufType type;
    uint64_t bits;
    const char *text; /* of a string */
    const char *says;
} Refusal;

/* The bits of numbers as f32; 0xbf800000 is -1 and 0xc0000000 is -2. */
enum {
    BITS_50 = 0x42480000,
    BITS_8 = 0x41000000,
    BITS_HALF = 0x3f000000,
    BITS_TENTH = 0x3dcccccd,
    BITS_NAN = 0x7fc00000,
    BITS_INFINITY = 0x7f800000,
};
static const Refusal REFUSALS[] = {
    {"llama", "llama.attention.q_lora_rank", GGUF_U32, 1, NULL,
     "key \"llama.attention.q_lora_rank\" is not known; it may change"},
    {"llama", "llama.expert_count", GGUF_U32, 8, NULL,
     "llama.expert_count is given; it changes what the model computes and is not implemented for "
     "Llama"},
    {"llama", "llama.attn_logit_softcapping", GGUF_F32, BITS_50, NULL,
     "llama.attn_logit_softcapping is given"},
    {"llama", "llama.attention.sliding_window_pattern", GGUF_U32, 2, NULL,
     "llama.attention.sliding_window_pattern is given"},
    {"olmo2", "olmo2.attention.sliding_window", GGUF_U32, 7, NULL,
     "olmo2.attention.sliding_window is given; it changes what the model computes and is not "
     "implemented for OLMo 2"},
    {"llama", "llama.attention.max_alibi_bias", GGUF_F32, BITS_8, NULL, "max_alibi_bias is"},
    {"llama", "llama.logit_scale", GGUF_F32, BITS_HALF, NULL, "llama.logit_scale is given"},
    {"llama", "llama.attention.causal", GGUF_BOOL, 0, NULL, "llama.attention.causal is false"},
    {"llama", "llama.tensor_data_layout", GGUF_STRING, 0, "jploski",
     "llama.tensor_data_layout \"jploski\" is not implemented"},
    {"llama", "llama.rope.scaling.type", GGUF_STRING, 0, "longrope",
     "llama.rope.scaling.type \"longrope\" is not implemented"},
    {"llama", "llama.rope.scaling.type", GGUF_STRING, 0, "yarn",
     "llama.rope.scaling.factor is missing"},
    {"llama", "llama.rope.scaling.factor", GGUF_F32, 0xc0000000, NULL,
     "llama.rope.scaling.factor is -2, not a finite number of at least 0"},
    {"llama", "llama.rope.freq_base", GGUF_F32, BITS_NAN, NULL, "llama.rope.freq_base is nan"},
    {"llama", "llama.rope.freq_base", GGUF_F32, 0, NULL, "llama.rope.freq_base is not above 0"},
    {"llama", "llama.rope.freq_base", GGUF_U32, 10000, NULL,
     "llama.rope.freq_base is of type u32 where f32 or f64 is expected"},
    {"llama", "llama.rope.dimension_count", GGUF_U32, 2, NULL,
     "llama.rope.dimension_count is 2, and a head has 4 dimensions"},
    {"llama", "llama.rope.scaling.yarn_log_multiplier", GGUF_F32, BITS_TENTH, NULL,
     "yarn_log_multiplier is given"},
    {"llama", "llama.vocab_size", GGUF_U32, 11, NULL,
     "llama.vocab_size is 11, but token_embd.weight has 10 rows"},
    {"llama", "tokenizer.ggml.eot_token_id", GGUF_U32, 10, NULL,
     "tokenizer.ggml.eot_token_id is 10, but there are 10 ids"},
    {"llama", "tokenizer.ggml.eot_token_id", GGUF_I32, 0xffffffff, NULL,
     "tokenizer.ggml.eot_token_id is -1; it cannot be negative"},
    {"llama", "general.type", GGUF_STRING, 0, "adapter",
     "general.type is \"adapter\": the file holds no whole model"},
    {"llama", "general.quantization_version", GGUF_U32, 1, NULL, "quantization_version is 1"},
    {"gemma3", "gemma3.attention.sliding_window", GGUF_U64, (uint64_t)1 << 40, NULL,
     "gemma3.attention.sliding_window is 1099511627776, above"},
    {"mamba", "x", GGUF_U8, 0, NULL,
     "general.architecture \"mamba\" is not implemented; implemented: gemma, gemma2, gemma3, "
     "llama, "
     "falcon, gptneox, olmo, olmo2, qwen2, qwen3, gpt2"},
};

static void refusals_name_the_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++) {
        const Refusal *r = &REFUSALS[i];
        GgufMaker m;
        Arena a = {0};
        Err e = {0};
        Config c;
        llama_make(&m, r->arch);
        if (r->text) {
            ggufmaker_string(&m, r->key, r->text);
        } else {
            static const unsigned BYTES[GGUF_TYPES] = {
                [GGUF_U8] = 1,  [GGUF_BOOL] = 1, [GGUF_U32] = 4,
                [GGUF_I32] = 4, [GGUF_F32] = 4,  [GGUF_U64] = 8};
            ggufmaker_key(&m, r->key, r->type, &r->bits, BYTES[r->type]);
        }
        if (made_parse(&m, &c, &a, &e) != -1)
            fail_msg("accepted, though %s", r->says);
        assert_int_equal(e.kind, ERR_FORMAT);
        if (!strstr(e.text, r->says))
            fail_msg("%s\n  is said: %s", r->says, e.text);
        arena_free(&a);
    }
}

/* Sizes that are missing, out of proportion, or contradicted by the tensors. */
static void sizes_are_compared(void **state)
{
    (void)state;
    static const struct {
        const char *key; /* the one that is changed; NULL: none */
        uint32_t value;  /* 0: the key is left out */
        uint64_t embedding[2], out[2];
        const char *says;
    } CASES[] = {
        {"context_length", 0, {8, 10}, {8, 8}, "llama.context_length is missing"},
        {"block_count", 0, {8, 10}, {8, 8}, "llama.block_count is missing"},
        {"block_count",
         2000000000,
         {8, 10},
         {8, 8},
         "llama.block_count is 2000000000, but the file "
         "has 2 tensors"},
        {"block_count", 3000000000u, {8, 10}, {8, 8}, "not between 1 and 2147483647"},
        {"attention.head_count", 3, {8, 10}, {8, 8}, "no multiple of attention.head_count, 3"},
        {"attention.head_count_kv", 3, {8, 10}, {8, 8}, "no multiple of head_count_kv, 3"},
        {"attention.key_length", 2000000000, {8, 10}, {8, 8}, "value_length is 4 and key_length"},
        {"attention.value_length", 8, {8, 10}, {8, 8}, "value_length is 8 and key_length 4"},
        {"embedding_length",
         16,
         {8, 10},
         {8, 8},
         "token_embd.weight has the shape [10, 8], but llama.embedding_length is 16"},
        {NULL,
         0,
         {8, 10},
         {16, 8},
         "2 heads of 4 dimensions make 8, but blk.0.attn_output.weight "
         "takes 16"},
    };
    static const char *const NAMES[] = {"context_length",       "embedding_length",
                                        "block_count",          "feed_forward_length",
                                        "attention.head_count", "attention.head_count_kv",
                                        "attention.key_length", "attention.value_length"};
    static const uint32_t VALUES[] = {32, 8, 2, 12, 2, 1, 4, 4};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        GgufMaker m = {.version = 3};
        Arena a = {0};
        Err e = {0};
        Config c;
        ggufmaker_string(&m, "general.architecture", "llama");
        const bool by_heads = CASES[i].key && strcmp(CASES[i].key, "attention.head_count") == 0;
        for (size_t k = 0; k < sizeof NAMES / sizeof *NAMES; k++) {
            char key[64];
            const bool changed = CASES[i].key && strcmp(NAMES[k], CASES[i].key) == 0;
            snprintf(key, sizeof key, "llama.%s", NAMES[k]);
            if (!(changed && CASES[i].value == 0) && !(by_heads && k >= 6))
                ggufmaker_u32(&m, key, changed ? CASES[i].value : VALUES[k]);
        }
        ggufmaker_f32(&m, "llama.attention.layer_norm_rms_epsilon", 1e-6f);
        ggufmaker_tensor(&m, "token_embd.weight", 0, CASES[i].embedding, 2, 320);
        ggufmaker_tensor(&m, "blk.0.attn_output.weight", 0, CASES[i].out, 2,
                         (size_t)(CASES[i].out[0] * CASES[i].out[1] * 4));
        if (made_parse(&m, &c, &a, &e) != -1)
            fail_msg("accepted, though %s", CASES[i].says);
        if (!strstr(e.text, CASES[i].says))
            fail_msg("%s\n  is said: %s", CASES[i].says, e.text);
        arena_free(&a);
    }
}

/* The tensor of divisors: the right number of them, finite, above 0, and alone. */
static void divisors_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *arch;
        uint64_t n;
        uint32_t bits;
        float factor;     /* of a linear scaling beside it; 0: none */
        const char *says; /* NULL: accepted */
    } CASES[] = {
        {"llama", 2, BITS_8, 0, NULL},
        {"llama", 3, BITS_8, 0, "rope_freqs.weight"},
        {"llama", 2, BITS_8, 2, "rope_freqs.weight"},
        {"gemma", 2, BITS_8, 0, "is not implemented for gemma"},
        {"llama", 2, 0, 0, "element 0 is 0"},
        {"llama", 2, 0xbf800000, 0, "element 0 is -1"},
        {"llama", 2, BITS_INFINITY, 0, "element 0 is inf"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        GgufMaker m;
        Arena a = {0};
        Err e = {0};
        Config c;
        llama_make(&m, CASES[i].arch);
        if (CASES[i].factor > 0)
            ggufmaker_f32(&m, "llama.rope.scaling.factor", CASES[i].factor);
        ggufmaker_tensor(&m, "rope_freqs.weight", 0, &CASES[i].n, 1, 0);
        for (uint64_t k = 0; k < CASES[i].n; k++)
            ggufmaker_number(&m.data, CASES[i].bits, 4);
        const int rc = made_parse(&m, &c, &a, &e);
        assert_int_equal(rc, CASES[i].says ? -1 : 0);
        if (CASES[i].says && !strstr(e.text, CASES[i].says))
            fail_msg("%s\n  is said: %s", CASES[i].says, e.text);
        if (!CASES[i].says)
            assert_true(c.ropes[0].inv_freq[0] == 1.0f / 8);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(containers_agree),       cmocka_unit_test(keys_are_read),
        cmocka_unit_test(scale_follows_the_size), cmocka_unit_test(refusals_name_the_key),
        cmocka_unit_test(sizes_are_compared),     cmocka_unit_test(divisors_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
