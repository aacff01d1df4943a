/* Keys of GGUF metadata: see ggufkeys.h. */
#include "infer/checkpoint/ggufkeys.h"

#include "infer/checkpoint/ggufvalue.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { SIZE_MOST = INT32_MAX };

static const GgufArch ARCHS[] = {
    {.name = "gemma", .activation = ACTIVATION_GELU_TANH, .may = MAY_TURN},
    {.name = "gemma2",
     .activation = ACTIVATION_GELU_TANH,
     .may = MAY_TURN | MAY_SLIDE | MAY_SLIDE_BY_LAYER | MAY_CAP_SCORES | MAY_CAP_LOGITS,
     .window = 4096,
     .window_pattern = 2,
     .attention_softcap = 50,
     .logit_softcap = 30,
     .layers_scaled_by_dim = 46},
    {.name = "gemma3",
     .activation = ACTIVATION_GELU_TANH,
     .may = MAY_TURN | MAY_SLIDE | MAY_SLIDE_BY_LAYER | MAY_TURN_LOCALLY | MAY_CAP_LOGITS,
     .window_pattern = 6,
     .layers_scaled_by_dim = 62},
    {.name = "llama",
     .activation = ACTIVATION_SILU,
     .neighbours = true,
     .may = MAY_TURN | MAY_FREQUENCIES | MAY_SLIDE,
     .layout = "Meta AI original pth"},
    {.name = "falcon",
     .activation = ACTIVATION_GELU,
     .parallel = true,
     .may = MAY_TURN,
     .layout = "jploski"},
    {.name = "gptneox",
     .activation = ACTIVATION_GELU,
     .may = MAY_TURN | MAY_TURN_PARTLY | MAY_BE_PARALLEL},
    {.name = "olmo", .activation = ACTIVATION_SILU, .neighbours = true, .may = MAY_TURN | MAY_CLIP},
    {.name = "olmo2", .activation = ACTIVATION_SILU, .may = MAY_TURN},
    {.name = "qwen2", .activation = ACTIVATION_SILU, .may = MAY_TURN},
    {.name = "qwen3", .activation = ACTIVATION_SILU, .may = MAY_TURN},
    {.name = "gpt2", .activation = ACTIVATION_GELU_TANH},
};

typedef enum {
    KEY_USED,    /* read below, where `may` allows */
    KEY_NO_MATH, /* says nothing about the mathematics */
    KEY_NEUTRAL, /* changes the mathematics unless 0 or false */
    KEY_ONE,     /* as KEY_NEUTRAL, and 1 is neutral, too */
} KeyRole;

/* Keys behind the architecture's name. */
static const struct {
    const char *name;
    KeyRole role;
    unsigned may; /* used only by architectures that have one of these bits; 0: by all */
} KEYS[] = {
    {"context_length", KEY_USED, 0},
    {"embedding_length", KEY_USED, 0},
    {"block_count", KEY_USED, 0},
    {"feed_forward_length", KEY_USED, 0},
    {"vocab_size", KEY_USED, 0},
    {"tensor_data_layout", KEY_USED, 0},
    {"attention.head_count", KEY_USED, 0},
    {"attention.head_count_kv", KEY_USED, 0},
    {"attention.key_length", KEY_USED, 0},
    {"attention.value_length", KEY_USED, 0},
    {"attention.causal", KEY_USED, 0},
    /* Of the two the family's kind of norm has one; the other is passed over. */
    {"attention.layer_norm_epsilon", KEY_USED, 0},
    {"attention.layer_norm_rms_epsilon", KEY_USED, 0},
    {"attention.clamp_kqv", KEY_USED, MAY_CLIP},
    {"attention.sliding_window", KEY_USED, MAY_SLIDE},
    {"attention.sliding_window_pattern", KEY_USED, MAY_SLIDE_BY_LAYER},
    {"attn_logit_softcapping", KEY_USED, MAY_CAP_SCORES},
    {"final_logit_softcapping", KEY_USED, MAY_CAP_LOGITS},
    {"use_parallel_residual", KEY_USED, MAY_BE_PARALLEL},
    {"rope.dimension_count", KEY_USED, MAY_TURN},
    {"rope.freq_base", KEY_USED, MAY_TURN},
    {"rope.freq_base_swa", KEY_USED, MAY_TURN_LOCALLY},
    {"rope.scale_linear", KEY_USED, MAY_TURN},
    {"rope.scaling.type", KEY_USED, MAY_TURN},
    {"rope.scaling.factor", KEY_USED, MAY_TURN},
    {"rope.scaling.original_context_length", KEY_USED, MAY_TURN},
    {"rope.scaling.yarn_attn_factor", KEY_USED, MAY_TURN},
    {"rope.scaling.yarn_beta_fast", KEY_USED, MAY_TURN},
    {"rope.scaling.yarn_beta_slow", KEY_USED, MAY_TURN},
    {"rope.scaling.attn_factor", KEY_ONE, 0},
    {"rope.scaling.yarn_ext_factor", KEY_ONE, 0},
    {"rope.scaling.yarn_log_multiplier", KEY_NEUTRAL, 0},
    {"rope.scaling.finetuned", KEY_NO_MATH, 0},
    {"attention.max_alibi_bias", KEY_NEUTRAL, 0},
    {"attention.scale", KEY_NEUTRAL, 0},
    {"attention.temperature_scale", KEY_NEUTRAL, 0},
    {"embedding_scale", KEY_ONE, 0},
    {"residual_scale", KEY_ONE, 0},
    {"logit_scale", KEY_ONE, 0},
    {"expert_count", KEY_NEUTRAL, 0},
    {"expert_used_count", KEY_NEUTRAL, 0},
    {"nextn_predict_layers", KEY_NEUTRAL, 0},
    {"pooling_type", KEY_NEUTRAL, 0},
};

const char *ggufkeys_name(const GgufKeys *k, const char *suffix)
{
    return arena_printf(k->a, "%s.%s", k->arch->name, suffix);
}

bool ggufkeys_given(const GgufKeys *k, const char *suffix)
{
    return gguf_find(k->g, ggufkeys_name(k, suffix)) != NULL;
}

int ggufkeys_integer(const GgufKeys *k, const char *suffix, uint64_t *out)
{
    return gguf_integer(k->g, ggufkeys_name(k, suffix), out, k->e);
}

int ggufkeys_real(const GgufKeys *k, const char *suffix, double *out)
{
    const char *key = ggufkeys_name(k, suffix);
    const int rc = gguf_real(k->g, key, out, k->e);
    if (rc > 0 && !(*out >= 0 && isfinite(*out))) {
        err_set(k->e, ERR_FORMAT, "%s is %g, not a finite number of at least 0", key, *out);
        return -1;
    }
    return rc;
}

int ggufkeys_positive(const GgufKeys *k, const char *suffix, double *out)
{
    const int rc = ggufkeys_real(k, suffix, out);
    if (rc > 0 && !(*out > 0)) {
        err_set(k->e, ERR_FORMAT, "%s is not above 0", ggufkeys_name(k, suffix));
        return -1;
    }
    return rc;
}

int ggufkeys_missing(const GgufKeys *k, const char *suffix)
{
    err_set(k->e, ERR_FORMAT, "%s is missing", ggufkeys_name(k, suffix));
    return -1;
}

int ggufkeys_size(const GgufKeys *k, const char *suffix, uint64_t otherwise, size_t *out)
{
    uint64_t n = otherwise;
    const int rc = ggufkeys_integer(k, suffix, &n);
    if (rc < 0)
        return -1;
    if (rc == 0 && otherwise == 0)
        return ggufkeys_missing(k, suffix);
    if (n < 1 || n > SIZE_MOST) {
        err_set(k->e, ERR_FORMAT, "%s is %" PRIu64 ", not between 1 and %d",
                ggufkeys_name(k, suffix), n, SIZE_MOST);
        return -1;
    }
    *out = (size_t)n;
    return 0;
}

/* 0, false, and with KEY_ONE 1. */
static bool is_neutral(const GgufValue *v, KeyRole role)
{
    if (v->type == GGUF_STRING || v->type == GGUF_ARRAY)
        return false;
    const unsigned n = ggufvalue_type_bytes(v->type);
    const uint64_t bits = ggufvalue_number(v->bytes.s, n);
    if (bits == 0)
        return true;
    const GgufValue one = {.element = v->type, .n = 1, .bytes = v->bytes};
    if (role != KEY_ONE)
        return false;
    return v->type == GGUF_F32 || v->type == GGUF_F64 ? gguf_element_real(&one, 0) == 1 : bits == 1;
}

static int key_check(const GgufKeys *k, const GgufValue *v, Str suffix, const char *family)
{
    size_t i = 0;
    while (i < sizeof KEYS / sizeof *KEYS && !str_equal_c(suffix, KEYS[i].name))
        i++;
    if (i == sizeof KEYS / sizeof *KEYS) {
        err_set(k->e, ERR_FORMAT,
                "key \"%.*s\" is not known; it may change what the model computes, and is not "
                "implemented",
                (int)(v->key.n < 200 ? v->key.n : 200), v->key.s);
        return -1;
    }
    const bool used = KEYS[i].role == KEY_USED;
    if (KEYS[i].role == KEY_NO_MATH || (used && (!KEYS[i].may || KEYS[i].may & k->arch->may)) ||
        (!used && is_neutral(v, KEYS[i].role)))
        return 0;
    err_set(k->e, ERR_FORMAT,
            "%s.%s is given; it changes what the model computes and is not implemented for %s",
            k->arch->name, KEYS[i].name, family);
    return -1;
}

int ggufkeys_check(const GgufKeys *k, const char *family)
{
    const char *prefix = ggufkeys_name(k, "");
    for (size_t i = 0; i < k->g->n_values; i++) {
        const GgufValue *v = &k->g->values[i];
        const size_t n = strlen(prefix);
        if (str_starts(v->key, prefix) &&
            key_check(k, v, (Str){v->key.s + n, v->key.n - n}, family) != 0)
            return -1;
    }
    return 0;
}

static int general_check(const Gguf *g, Err *e)
{
    Str type = str_of("model");
    uint64_t version = 2;
    if (gguf_string(g, "general.type", &type, e) < 0 ||
        gguf_integer(g, "general.quantization_version", &version, e) < 0)
        return -1;
    if (!str_equal_c(type, "model")) {
        err_set(e, ERR_FORMAT, "general.type is \"%.*s\": the file holds no whole model",
                (int)(type.n < 100 ? type.n : 100), type.s);
        return -1;
    }
    if (version != 2) {
        err_set(e, ERR_FORMAT,
                "general.quantization_version is %" PRIu64
                "; only 2 is read: convert the checkpoint anew",
                version);
        return -1;
    }
    return 0;
}

int ggufkeys_open(GgufKeys *k, const Gguf *g, Arena *a, Err *e)
{
    Str name;
    *k = (GgufKeys){.g = g, .a = a, .e = e};
    if (general_check(g, e) != 0)
        return -1;
    const int rc = gguf_string(g, "general.architecture", &name, e);
    if (rc <= 0) {
        if (rc == 0)
            err_set(e, ERR_FORMAT, "general.architecture is missing");
        return -1;
    }
    const char *known = "";
    for (size_t i = 0; i < sizeof ARCHS / sizeof *ARCHS; i++) {
        known = arena_printf(a, "%s%s%s", known, i ? ", " : "", ARCHS[i].name);
        if (str_equal_c(name, ARCHS[i].name))
            k->arch = &ARCHS[i];
    }
    if (k->arch)
        return 0;
    err_set(e, ERR_FORMAT, "general.architecture \"%.*s\" is not implemented; implemented: %s",
            (int)(name.n < 100 ? name.n : 100), name.s, known);
    return -1;
}
