/* config.json: see config.h. Names and defaults are those of transformers' configuration classes
 * (4.38 to 5.x). */
#include "infer/checkpoint/config.h"

#include "infer/jsonfile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE_MOST = INT32_MAX };

typedef enum {
    KEY_USED,    /* read below */
    KEY_NO_MATH, /* metadata, training, or how the reference runs it */
    KEY_NEUTRAL, /* changes the mathematics unless null, false, 0, or empty */
    KEY_ONE,     /* as KEY_NEUTRAL, and 1 is neutral, too */
} KeyRole;

typedef struct {
    const char *name;
    KeyRole role;
} ConfigKey;

static const ConfigKey KEYS[] = {
    {"model_type", KEY_USED},
    {"vocab_size", KEY_USED},
    {"hidden_size", KEY_USED},
    {"intermediate_size", KEY_USED},
    {"num_hidden_layers", KEY_USED},
    {"num_attention_heads", KEY_USED},
    {"num_key_value_heads", KEY_USED},
    {"head_dim", KEY_USED},
    {"max_position_embeddings", KEY_USED},
    {"rms_norm_eps", KEY_USED},
    {"rope_theta", KEY_USED},
    {"rope_parameters", KEY_USED},
    {"rope_scaling", KEY_USED},
    {"layer_types", KEY_USED},
    {"hidden_act", KEY_USED},
    {"hidden_activation", KEY_USED},
    {"tie_word_embeddings", KEY_USED},
    {"eos_token_id", KEY_USED},

    {"attention_bias", KEY_NEUTRAL},
    {"mlp_bias", KEY_NEUTRAL},
    {"attn_logit_softcapping", KEY_NEUTRAL},
    {"final_logit_softcapping", KEY_NEUTRAL},
    {"query_pre_attn_scalar", KEY_NEUTRAL},
    {"sliding_window", KEY_NEUTRAL},
    {"sliding_window_pattern", KEY_NEUTRAL},
    {"use_sliding_window", KEY_NEUTRAL},
    {"rope_local_base_freq", KEY_NEUTRAL},
    {"use_bidirectional_attention", KEY_NEUTRAL},
    {"quantization_config", KEY_NEUTRAL},
    {"compression_config", KEY_NEUTRAL},
    {"add_cross_attention", KEY_NEUTRAL},
    {"is_encoder_decoder", KEY_NEUTRAL},
    {"pruned_heads", KEY_NEUTRAL},
    {"per_layer_config", KEY_NEUTRAL},
    {"auto_map", KEY_NEUTRAL}, /* code of its own */
    {"text_config", KEY_NEUTRAL},
    {"vision_config", KEY_NEUTRAL},
    {"partial_rotary_factor", KEY_ONE},
    {"pretraining_tp", KEY_ONE},

    {"_attn_implementation", KEY_NO_MATH},
    {"_attn_implementation_autoset", KEY_NO_MATH},
    {"_attn_implementation_internal", KEY_NO_MATH},
    {"_commit_hash", KEY_NO_MATH},
    {"_experts_implementation", KEY_NO_MATH},
    {"_name_or_path", KEY_NO_MATH},
    {"architectures", KEY_NO_MATH},
    {"attention_dropout", KEY_NO_MATH},
    {"attn_implementation", KEY_NO_MATH},
    {"bad_words_ids", KEY_NO_MATH},
    {"begin_suppress_tokens", KEY_NO_MATH},
    {"bos_token_id", KEY_NO_MATH},
    {"chunk_size_feed_forward", KEY_NO_MATH},
    {"cross_attention_hidden_size", KEY_NO_MATH},
    {"decoder_start_token_id", KEY_NO_MATH},
    {"diversity_penalty", KEY_NO_MATH},
    {"do_sample", KEY_NO_MATH},
    {"dtype", KEY_NO_MATH},
    {"early_stopping", KEY_NO_MATH},
    {"encoder_no_repeat_ngram_size", KEY_NO_MATH},
    {"exponential_decay_length_penalty", KEY_NO_MATH},
    {"finetuning_task", KEY_NO_MATH},
    {"forced_bos_token_id", KEY_NO_MATH},
    {"forced_eos_token_id", KEY_NO_MATH},
    {"gradient_checkpointing", KEY_NO_MATH},
    {"hidden_dropout", KEY_NO_MATH},
    {"id2label", KEY_NO_MATH},
    {"initializer_range", KEY_NO_MATH},
    {"is_decoder", KEY_NO_MATH},
    {"label2id", KEY_NO_MATH},
    {"length_penalty", KEY_NO_MATH},
    {"max_length", KEY_NO_MATH},
    {"min_length", KEY_NO_MATH},
    {"name_or_path", KEY_NO_MATH},
    {"no_repeat_ngram_size", KEY_NO_MATH},
    {"num_beam_groups", KEY_NO_MATH},
    {"num_beams", KEY_NO_MATH},
    {"num_labels", KEY_NO_MATH},
    {"num_return_sequences", KEY_NO_MATH},
    {"output_attentions", KEY_NO_MATH},
    {"output_hidden_states", KEY_NO_MATH},
    {"output_scores", KEY_NO_MATH},
    {"pad_token_id", KEY_NO_MATH},
    {"prefix", KEY_NO_MATH},
    {"problem_type", KEY_NO_MATH},
    {"remove_invalid_values", KEY_NO_MATH},
    {"repetition_penalty", KEY_NO_MATH},
    {"return_dict", KEY_NO_MATH},
    {"return_dict_in_generate", KEY_NO_MATH},
    {"sep_token_id", KEY_NO_MATH},
    {"suppress_tokens", KEY_NO_MATH},
    {"task_specific_params", KEY_NO_MATH},
    {"temperature", KEY_NO_MATH},
    {"tf_legacy_loss", KEY_NO_MATH},
    {"tie_encoder_decoder", KEY_NO_MATH},
    {"tie_last_hidden_states", KEY_NO_MATH},
    {"tokenizer_class", KEY_NO_MATH},
    {"top_k", KEY_NO_MATH},
    {"top_p", KEY_NO_MATH},
    {"torch_dtype", KEY_NO_MATH},
    {"torchscript", KEY_NO_MATH},
    {"transformers_version", KEY_NO_MATH},
    {"typical_p", KEY_NO_MATH},
    {"unsloth_fixed", KEY_NO_MATH},
    {"unsloth_version", KEY_NO_MATH},
    {"use_bfloat16", KEY_NO_MATH},
    {"use_cache", KEY_NO_MATH},
};

/* The sizes, each required. */
static const struct {
    const char *name;
    size_t offset;
} SIZES[] = {
    {"vocab_size", offsetof(Config, vocab)},
    {"hidden_size", offsetof(Config, dim)},
    {"intermediate_size", offsetof(Config, ffn_dim)},
    {"num_hidden_layers", offsetof(Config, n_layers)},
    {"num_attention_heads", offsetof(Config, n_heads)},
    {"num_key_value_heads", offsetof(Config, n_kv_heads)},
    {"head_dim", offsetof(Config, head_dim)},
    {"max_position_embeddings", offsetof(Config, context)},
};

static bool is_neutral(const json_t *v, KeyRole role)
{
    switch (json_typeof(v)) {
    case JSON_NULL:
    case JSON_FALSE:
        return true;
    case JSON_INTEGER:
    case JSON_REAL:
        return json_number_value(v) == 0 || (role == KEY_ONE && json_number_value(v) == 1);
    case JSON_ARRAY:
        return json_array_size(v) == 0;
    case JSON_OBJECT:
        return json_object_size(v) == 0;
    case JSON_STRING:
    case JSON_TRUE:
        return false;
    }
    return false;
}

static const ConfigKey *key_find(const char *name)
{
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        if (strcmp(KEYS[i].name, name) == 0)
            return &KEYS[i];
    return NULL;
}

static int keys_check(json_t *root, const Family *family, Err *e)
{
    const char *name;
    json_t *v;
    json_object_foreach(root, name, v)
    {
        const ConfigKey *k = key_find(name);
        if (!k) {
            err_set(e, ERR_FORMAT,
                    "%.200s is not known for %s; it could change what the model computes", name,
                    family->name);
            return -1;
        }
        if (k->role >= KEY_NEUTRAL && !is_neutral(v, k->role)) {
            char *text = json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT);
            err_set(e, ERR_FORMAT,
                    "%s is %.200s; it changes what the model computes and is not implemented for "
                    "%s",
                    name, text ? text : "unprintable", family->name);
            free(text);
            return -1;
        }
    }
    return 0;
}

static const json_t *given(const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);
    return v && !json_is_null(v) ? v : NULL;
}

static int sizes_read(Config *c, const json_t *root, Err *e)
{
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        const json_t *v = json_object_get(root, SIZES[i].name);
        uint64_t n;
        if (!v) {
            err_set(e, ERR_FORMAT, "%s is missing", SIZES[i].name);
            return -1;
        }
        if (jsonfile_integer(v, SIZES[i].name, 1, SIZE_MOST, &n, e) != 0)
            return -1;
        *(size_t *)(void *)((char *)c + SIZES[i].offset) = (size_t)n;
    }
    if (c->n_heads % c->n_kv_heads != 0) {
        err_set(e, ERR_FORMAT,
                "num_attention_heads is %zu, which is no multiple of num_key_value_heads, %zu",
                c->n_heads, c->n_kv_heads);
        return -1;
    }
    if (c->head_dim % 2 != 0) {
        err_set(e, ERR_FORMAT, "head_dim is %zu; rotary positions need an even number",
                c->head_dim);
        return -1;
    }
    return 0;
}

/* A finite number above 0. */
static int positive_read(const json_t *v, const char *key, double *out, Err *e)
{
    if (!json_is_number(v) || !(json_number_value(v) > 0) || !isfinite(json_number_value(v))) {
        err_set(e, ERR_FORMAT, "%s is not a number above 0", key);
        return -1;
    }
    *out = json_number_value(v);
    return 0;
}

/* The kind in rope_scaling or rope_parameters (older name: "type") must be "default"; then only the
 * base may stand beside it. */
static int rope_object_read(json_t *object, const char *where, double *theta, Err *e)
{
    const char *key;
    json_t *v;
    if (!json_is_object(object)) {
        err_set(e, ERR_FORMAT, "%s is %s where an object is expected", where,
                jsonfile_kind(object));
        return -1;
    }
    json_object_foreach(object, key, v)
    {
        if (strcmp(key, "rope_theta") == 0) {
            if (positive_read(v, "rope_theta", theta, e) != 0) {
                err_add(e, "%s", where);
                return -1;
            }
        } else if (strcmp(key, "rope_type") == 0 || strcmp(key, "type") == 0) {
            if (!json_is_string(v) || strcmp(json_string_value(v), "default") != 0) {
                err_set(e, ERR_FORMAT, "%s: %s \"%.100s\" is not implemented", where, key,
                        json_is_string(v) ? json_string_value(v) : jsonfile_kind(v));
                return -1;
            }
        } else if (strcmp(key, "partial_rotary_factor") != 0 || !is_neutral(v, KEY_ONE)) {
            err_set(e, ERR_FORMAT, "%s: %.200s is not implemented", where, key);
            return -1;
        }
    }
    return 0;
}

static int rope_read(Config *c, json_t *root, Err *e)
{
    const json_t *plain = given(root, "rope_theta");
    double top = 0, nested = 0;
    if (plain && positive_read(plain, "rope_theta", &top, e) != 0)
        return -1;
    static const char *const OBJECTS[] = {"rope_scaling", "rope_parameters"};
    for (size_t i = 0; i < sizeof OBJECTS / sizeof *OBJECTS; i++)
        if (given(root, OBJECTS[i]) &&
            rope_object_read(json_object_get(root, OBJECTS[i]), OBJECTS[i], &nested, e) != 0)
            return -1;
    if (top > 0 && nested > 0 && top != nested) {
        err_set(e, ERR_FORMAT, "rope_theta is %g, but %g in rope_parameters", top, nested);
        return -1;
    }
    c->rope_theta = nested > 0 ? nested : top > 0 ? top : c->family->default_rope_theta;
    return 0;
}

/* The activation must be the tanh approximation of GELU. Gemma's first release said hidden_act
 * "gelu" and meant the approximation; the reference takes it so where hidden_activation, the key
 * that was added to repair this, is null or missing. "gelu" in hidden_activation means the exact
 * function, which is not implemented. */
static int activation_check(const json_t *root, const Family *family, Err *e)
{
    const json_t *repaired = given(root, "hidden_activation"), *first = given(root, "hidden_act");
    const json_t *v = repaired ? repaired : first;
    const char *key = repaired ? "hidden_activation" : "hidden_act";
    const char *name = v ? json_string_value(v) : family->default_activation;
    if (!name || (strcmp(name, "gelu_pytorch_tanh") != 0 && (repaired || strcmp(name, "gelu")))) {
        err_set(e, ERR_FORMAT, "%s \"%.100s\" is not implemented for %s", key,
                name ? name : jsonfile_kind(v), family->name);
        return -1;
    }
    return 0;
}

static int layer_types_check(const json_t *root, size_t n_layers, Err *e)
{
    const json_t *types = given(root, "layer_types");
    if (!types)
        return 0;
    if (!json_is_array(types) || json_array_size(types) != n_layers) {
        err_set(e, ERR_FORMAT, "layer_types is not an array of %zu kinds", n_layers);
        return -1;
    }
    for (size_t i = 0; i < n_layers; i++) {
        const json_t *v = json_array_get(types, i);
        if (!json_is_string(v) || strcmp(json_string_value(v), "full_attention") != 0) {
            err_set(e, ERR_FORMAT, "layer_types[%zu] \"%.100s\" is not implemented", i,
                    json_is_string(v) ? json_string_value(v) : jsonfile_kind(v));
            return -1;
        }
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

static int family_read(Config *c, const json_t *root, Err *e)
{
    const json_t *type = json_object_get(root, "model_type");
    if (!json_is_string(type)) {
        err_set(e, ERR_FORMAT, "model_type is %s", type ? jsonfile_kind(type) : "missing");
        return -1;
    }
    c->family = family_find(json_string_value(type));
    if (!c->family) {
        char known[256] = "";
        for (size_t i = 0; family_at(i); i++)
            snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s", i ? ", " : "",
                     family_at(i)->model_type);
        err_set(e, ERR_FORMAT, "model_type \"%.100s\" is not implemented; implemented: %s",
                json_string_value(type), known);
        return -1;
    }
    return 0;
}

static int config_read(Config *c, json_t *root, Arena *a, Err *e)
{
    if (family_read(c, root, e) || keys_check(root, c->family, e) || sizes_read(c, root, e) ||
        rope_read(c, root, e) || activation_check(root, c->family, e) ||
        layer_types_check(root, c->n_layers, e))
        return -1;
    const json_t *eps = json_object_get(root, "rms_norm_eps");
    double value;
    if (positive_read(eps, "rms_norm_eps", &value, e) != 0)
        return -1;
    c->norm_eps = (float)value;

    const json_t *tied = given(root, "tie_word_embeddings");
    if (tied && !json_is_boolean(tied)) {
        err_set(e, ERR_FORMAT, "tie_word_embeddings is %s", jsonfile_kind(tied));
        return -1;
    }
    c->tied = tied ? json_is_true(tied) : c->family->default_tied;

    const json_t *eos = json_object_get(root, "eos_token_id");
    if (eos && !json_is_null(eos))
        return eos_read(c, eos, a, e);
    if (!eos && c->family->default_eos < c->vocab) {
        c->eos = arena_alloc(a, 1, sizeof *c->eos);
        c->eos[c->n_eos++] = c->family->default_eos;
    }
    return 0;
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
    const json_t *eos = given(root, "eos_token_id");
    const int rc = eos ? eos_read(c, eos, a, e) : 0;
    json_decref(root);
    return rc;
}
