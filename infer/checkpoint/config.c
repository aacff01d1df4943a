/* config.json -> facts: see config.h. What each key is called in which family, and what a
 * missing one means, is in familykeys.c; here is what it says. */
#include "infer/checkpoint/config.h"

#include "infer/checkpoint/configkeys.h"
#include "infer/checkpoint/configlayers.h"
#include "infer/checkpoint/configrope.h"
#include "infer/jsonfile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_MOST = INT32_MAX };

QkvLayout config_qkv_plain(const Config *c)
{
    return (QkvLayout){
        .q_group = c->n_heads / c->n_kv_heads * c->head_dim,
        .k = c->n_heads * c->head_dim,
        .v = (c->n_heads + c->n_kv_heads) * c->head_dim,
        .kv_step = c->head_dim,
        .n = (c->n_heads + 2 * c->n_kv_heads) * c->head_dim,
    };
}

QkvLayout config_qkv_grouped(const Config *c)
{
    const size_t queries = c->n_heads / c->n_kv_heads * c->head_dim;
    return (QkvLayout){
        .q_group = queries + 2 * c->head_dim,
        .k = queries,
        .v = queries + c->head_dim,
        .kv_step = queries + 2 * c->head_dim,
        .n = (c->n_heads + 2 * c->n_kv_heads) * c->head_dim,
    };
}

void config_start(Config *c, const Family *f)
{
    *c = (Config){
        .family = f,
        .parts = f->parts,
        .norm = f->norm,
        .norm_eps = f->norm_eps,
        .norm_offset = f->norm_offset,
        .qk_norm = f->qk_norm,
        .gated = f->gated,
        .parallel = f->parallel,
        .pairs = f->pairs,
    };
}

int config_finish(Config *c, Arena *a, Err *e)
{
    if (c->n_heads % c->n_kv_heads != 0) {
        err_set(e, ERR_FORMAT,
                "%zu heads cannot share %zu key/value heads: the number of heads is no multiple",
                c->n_heads, c->n_kv_heads);
        return -1;
    }
    c->qkv = c->family->qkv == QKV_FUSED_GROUPED ? config_qkv_grouped(c) : config_qkv_plain(c);
    c->embedding_scale = c->family->embedding_scaled ? (float)sqrt((double)c->dim) : 1.0f;
    const float scale = c->family->unscaled ? 1.0f : (float)(1 / sqrt((double)c->head_dim));
    c->layers = arena_alloc(a, c->n_layers, sizeof *c->layers);
    for (size_t i = 0; i < c->n_layers; i++)
        c->layers[i] = (LayerFacts){.attention_scale = scale};
    return 0;
}

/* The sizes; those with `follows` are computed where they are null. */
static int sizes_read(Config *c, const ConfigKeys *k, Err *e)
{
    const struct {
        FactName fact;
        size_t most;
        size_t *out;
        bool follows;
    } SIZES[] = {
        {FACT_VOCAB, SIZE_MOST, &c->vocab, false},
        {FACT_DIM, SIZE_MOST, &c->dim, false},
        {FACT_LAYERS, CONFIG_LAYERS_MOST, &c->n_layers, false},
        {FACT_HEADS, SIZE_MOST, &c->n_heads, false},
        {FACT_CONTEXT, SIZE_MOST, &c->context, false},
        {FACT_FFN, SIZE_MOST, &c->ffn_dim, true},
        {FACT_KV_HEADS, SIZE_MOST, &c->n_kv_heads, true},
        {FACT_HEAD_DIM, CONFIG_HEAD_DIM_MOST, &c->head_dim, true},
    };
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        const int given = configkeys_size(k, SIZES[i].fact, SIZES[i].most, SIZES[i].out, e);
        if (given == 0 && !SIZES[i].follows)
            err_set(e, ERR_FORMAT, "%s is null where an integer is expected",
                    k->facts[SIZES[i].fact].name);
        if (given < 0 || (given == 0 && !SIZES[i].follows))
            return -1;
    }
    const char *dim = k->facts[FACT_DIM].name, *heads = k->facts[FACT_HEADS].name;
    c->n_kv_heads = c->n_kv_heads ? c->n_kv_heads : c->n_heads;
    if (c->family->heads_divide_dim && c->dim % c->n_heads != 0) {
        err_set(e, ERR_FORMAT, "%s is %zu, which is no multiple of %s, %zu", dim, c->dim, heads,
                c->n_heads);
        return -1;
    }
    c->head_dim = c->head_dim ? c->head_dim : c->dim / c->n_heads;
    if (c->head_dim < 1 || c->head_dim > CONFIG_HEAD_DIM_MOST) {
        err_set(e, ERR_FORMAT,
                "%s %zu and %s %zu give heads of %zu dimensions; it must lie in 1 .. %d", dim,
                c->dim, heads, c->n_heads, c->head_dim, CONFIG_HEAD_DIM_MOST);
        return -1;
    }
    c->ffn_dim = c->ffn_dim ? c->ffn_dim : 4 * c->dim;
    if (c->ffn_dim > SIZE_MOST) {
        err_set(e, ERR_FORMAT, "%s is %zu; four times that is too much", dim, c->dim);
        return -1;
    }
    return 0;
}

/* Names of transformers' activations. */
static int activation_find(const json_t *v, const char *key, const Family *f, Activation *out,
                           Err *e)
{
    static const struct {
        const char *name;
        Activation activation;
    } NAMES[] = {
        {"gelu", ACTIVATION_GELU},
        {"gelu_python", ACTIVATION_GELU},
        {"gelu_new", ACTIVATION_GELU_TANH},
        {"gelu_fast", ACTIVATION_GELU_TANH},
        {"gelu_accurate", ACTIVATION_GELU_TANH},
        {"gelu_pytorch_tanh", ACTIVATION_GELU_TANH},
        {"gelu_python_tanh", ACTIVATION_GELU_TANH},
        {"silu", ACTIVATION_SILU},
        {"swish", ACTIVATION_SILU},
        {"relu", ACTIVATION_RELU},
    };
    const char *name = v ? json_string_value(v) : NULL;
    for (size_t i = 0; name && i < sizeof NAMES / sizeof *NAMES; i++)
        if (strcmp(NAMES[i].name, name) == 0) {
            *out = NAMES[i].activation;
            return 0;
        }
    err_set(e, ERR_FORMAT, "%s \"%.100s\" is not implemented for %s", key,
            name ? name
            : v  ? jsonfile_kind(v)
                 : "null",
            f->name);
    return -1;
}

/* Gemma's first release said hidden_act "gelu" and meant the tanh approximation; the reference
 * takes it so. hidden_activation was added to repair this, and older releases of the reference
 * obeyed it where newer ones do not read it: it may only say the same. */
static int activation_read(Config *c, const ConfigKeys *k, Err *e)
{
    const ConfigKey *first = &k->facts[FACT_ACTIVATION],
                    *second = &k->facts[FACT_ACTIVATION_REPAIRED];
    if (activation_find(first->value, first->name, c->family, &c->activation, e) != 0)
        return -1;
    if (!configkeys_has(k, FACT_ACTIVATION_REPAIRED))
        return 0;
    Activation repaired = ACTIVATION_GELU_TANH;
    const json_t *v = second->value;
    if (v && !json_is_null(v) && activation_find(v, second->name, c->family, &repaired, e) != 0)
        return -1;
    const bool first_is_tanh =
        c->activation == ACTIVATION_GELU_TANH || c->activation == ACTIVATION_GELU;
    if (!first_is_tanh || repaired != ACTIVATION_GELU_TANH) {
        const ConfigKey *bad = first_is_tanh ? second : first;
        err_set(e, ERR_FORMAT, "%s \"%.100s\" is not implemented for %s", bad->name,
                json_string_value(bad->value), c->family->name);
        return -1;
    }
    c->activation = ACTIVATION_GELU_TANH;
    return 0;
}

/* Falcon has three forms of block. The newest groups queries with their keys and values, and
 * reads with two norms or one; the one of Falcon 7B is parallel with one norm; the oldest is
 * sequential. In both older ones all queries share one key/value head, or each has its own. */
static int falcon_read(Config *c, const ConfigKeys *k, Err *e)
{
    bool newest = false, multi_query = true;
    size_t norms = 0;
    if (!configkeys_has(k, FACT_NEW_DECODER))
        return 0;
    if (configkeys_bool(k, FACT_NEW_DECODER, &newest, e) < 0 ||
        configkeys_bool(k, FACT_MULTI_QUERY, &multi_query, e) < 0 ||
        configkeys_size(k, FACT_PARALLEL_NORMS, 2, &norms, e) < 0)
        return -1;
    if (newest && !c->parallel) {
        err_set(e, ERR_FORMAT,
                "parallel_attn is false, but new_decoder_architecture is true; this "
                "is not defined");
        return -1;
    }
    if (!newest && norms == 2) {
        err_set(e, ERR_FORMAT,
                "num_ln_in_parallel_attn is 2, but new_decoder_architecture is not "
                "true; this is not defined");
        return -1;
    }
    if (!newest && !multi_query && c->n_kv_heads != c->n_heads) {
        err_set(e, ERR_FORMAT, "%s is %zu, but multi_query is false, which needs as many as heads",
                k->facts[FACT_KV_HEADS].name, c->n_kv_heads);
        return -1;
    }
    if (!newest && multi_query)
        c->n_kv_heads = 1; /* whatever the file says: the reference does not read it then */
    if (newest && norms != 1)
        c->parts |= PART_FFN_NORM;
    if (!c->parallel)
        c->parts |= PART_SEQUENTIAL;
    return 0;
}

/* Which optional tensors there are. */
static int parts_read(Config *c, const ConfigKeys *k, Err *e)
{
    static const struct {
        FactName fact;
        unsigned parts;
    } PARTS[] = {
        {FACT_ATTENTION_BIAS, PART_QKV_BIAS | PART_OUT_BIAS},
        {FACT_FFN_BIAS, PART_FFN_BIAS},
        {FACT_BIAS, PART_QKV_BIAS | PART_OUT_BIAS | PART_FFN_BIAS},
    };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        bool there = false;
        if (configkeys_bool(k, PARTS[i].fact, &there, e) < 0)
            return -1;
        c->parts |= there ? PARTS[i].parts : 0;
    }
    if (configkeys_bool(k, FACT_PARALLEL, &c->parallel, e) < 0 ||
        configkeys_bool(k, FACT_TIED, &c->tied, e) < 0)
        return -1;
    c->parts |= c->tied ? 0 : PART_UNTIED;
    return falcon_read(c, k, e);
}

/* Numbers that are facts as they are. */
static int numbers_read(Config *c, const ConfigKeys *k, Err *e)
{
    const struct {
        FactName fact;
        float *out;
    } NUMBERS[] = {
        {FACT_NORM_EPS, &c->norm_eps},
        {FACT_ATTENTION_SOFTCAP, &c->attention_softcap},
        {FACT_LOGIT_SOFTCAP, &c->logit_softcap},
        {FACT_CLIP_QKV, &c->clip_qkv},
    };
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        double value;
        const int given = configkeys_number(k, NUMBERS[i].fact, &value, e);
        if (given < 0)
            return -1;
        if (given > 0)
            *NUMBERS[i].out = (float)value;
        if (given > 0 && !(*NUMBERS[i].out > 0 && isfinite(*NUMBERS[i].out))) {
            err_set(e, ERR_FORMAT, "%s is %g, which 32-bit numbers cannot hold",
                    k->facts[NUMBERS[i].fact].name, value);
            return -1;
        }
    }
    if (!(c->norm_eps > 0)) {
        err_set(e, ERR_FORMAT, "%s is not a number above 0", k->facts[FACT_NORM_EPS].name);
        return -1;
    }
    return 0;
}

static int by_id(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* An id or an array of ids. */
static int eos_read(Config *c, const json_t *v, Arena *a, Err *e)
{
    const size_t n = json_is_array(v) ? json_array_size(v) : 1;
    c->eos = arena_alloc(a, n, sizeof *c->eos);
    c->n_eos = n;
    for (size_t i = 0; i < n; i++) {
        uint64_t id;
        if (jsonfile_integer(json_is_array(v) ? json_array_get(v, i) : v, "eos_token_id", 0,
                             c->vocab - 1, &id, e) != 0)
            return -1;
        c->eos[i] = (uint32_t)id;
    }
    qsort(c->eos, n, sizeof *c->eos, by_id);
    return 0;
}

/* The family's own id is only a guess: a vocabulary that does not have it has none. */
static int eos_choose(Config *c, const ConfigKeys *k, const json_t *outer, Arena *a, Err *e)
{
    const ConfigKey *fact = &k->facts[FACT_EOS];
    const json_t *v = outer ? outer : fact->value;
    if (!v || json_is_null(v))
        return 0;
    if (!outer && !fact->in_file && (uint64_t)json_integer_value(v) >= c->vocab)
        return 0;
    return eos_read(c, v, a, e);
}

static int facts_read(Config *c, const ConfigKeys *k, const json_t *outer_eos, Arena *a, Err *e)
{
    if (sizes_read(c, k, e) || parts_read(c, k, e) || numbers_read(c, k, e) ||
        activation_read(c, k, e) || config_finish(c, a, e) || configrope_read(c, k, a, e) ||
        configlayers_read(c, k, e))
        return -1;
    return eos_choose(c, k, outer_eos, a, e);
}

static void families_list(char *text, size_t n)
{
    *text = '\0';
    for (size_t i = 0; family_at(i); i++)
        snprintf(text + strlen(text), n - strlen(text), "%s%s", i ? ", " : "",
                 family_at(i)->model_type);
}

/* By model_type; where there is none, by the class that saved the checkpoint. */
static const Family *family_read(const json_t *root, Err *e)
{
    const json_t *type = json_object_get(root, "model_type");
    const json_t *class = json_array_get(json_object_get(root, "architectures"), 0);
    const char *key = type || !class ? "model_type" : "architectures";
    const json_t *v = type || !class ? type : class;
    if (!json_is_string(v)) {
        err_set(e, ERR_FORMAT, "%s is %s", key, v ? jsonfile_kind(v) : "missing");
        return NULL;
    }
    const char *name = json_string_value(v);
    const Family *f = type ? family_find(name) : family_find_architecture(name);
    if (!f) {
        char known[512];
        families_list(known, sizeof known);
        err_set(e, ERR_FORMAT, "%s \"%.100s\" is not implemented; implemented: %s", key, name,
                known);
    }
    return f;
}

/* A text part inside a file that describes more. */
static json_t *nested_read(const Family *f, json_t *root, Err *e)
{
    json_t *inner = json_object_get(root, f->nested);
    if (!json_is_object(inner)) {
        err_set(e, ERR_FORMAT, "%s is %s where an object is expected", f->nested,
                inner ? jsonfile_kind(inner) : "missing");
        return NULL;
    }
    if (configkeys_check_outer(f, root, e) != 0)
        return NULL;
    const json_t *type = json_object_get(inner, "model_type");
    if (type && (!json_is_string(type) || strcmp(json_string_value(type), f->nested_type) != 0)) {
        err_set(e, ERR_FORMAT, "%s: model_type is not \"%s\"", f->nested, f->nested_type);
        return NULL;
    }
    const json_t *outer_tied = json_object_get(root, "tie_word_embeddings");
    const json_t *inner_tied = json_object_get(inner, "tie_word_embeddings");
    if (outer_tied && inner_tied && !json_equal(outer_tied, inner_tied)) {
        err_set(e, ERR_FORMAT, "tie_word_embeddings differs from the one in %s", f->nested);
        return NULL;
    }
    if (outer_tied && !inner_tied)
        json_object_set(inner, "tie_word_embeddings", (json_t *)outer_tied);
    return inner;
}

static int config_read(Config *c, json_t *root, Arena *a, Err *e)
{
    ConfigKeys k;
    const Family *f = family_read(root, e);
    if (!f)
        return -1;
    config_start(c, f);
    json_t *inner = f->nested ? nested_read(f, root, e) : root;
    if (!inner)
        return -1;
    int rc = configkeys_read(&k, f, inner, e);
    if (rc == 0)
        rc = facts_read(c, &k, f->nested ? json_object_get(root, "eos_token_id") : NULL, a, e);
    if (rc != 0 && f->nested)
        err_add(e, "%s", f->nested);
    configkeys_free(&k);
    return rc;
}

int config_parse(Config *c, Str text, Arena *a, Err *e)
{
    *c = (Config){0};
    json_t *root = jsonfile_parse(text, e);
    if (!root)
        return -1;
    const int rc = config_read(c, root, a, e);
    json_decref(root);
    return rc;
}

int config_parse_generation(Config *c, Str text, Arena *a, Err *e)
{
    json_t *root = jsonfile_parse(text, e);
    if (!root)
        return -1;
    const json_t *eos = json_object_get(root, "eos_token_id");
    const int rc = eos && !json_is_null(eos) ? eos_read(c, eos, a, e) : 0;
    json_decref(root);
    return rc;
}
