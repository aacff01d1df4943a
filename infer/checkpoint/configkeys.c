/* The keys of config.json: see configkeys.h. The lists below hold for all families; a family's own
 * keys (familykeys.c) come before them. */
#include "infer/checkpoint/configkeys.h"

#include "infer/jsonfile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    ROLE_NO_MATH, /* metadata, training, or how the reference runs it */
    ROLE_NEUTRAL, /* changes the mathematics unless null, false, 0, or empty */
    ROLE_ONE,     /* changes the mathematics unless null or 1 */
    ROLE_TRUE,    /* changes the mathematics unless null or true */
} KeyRole;

typedef struct {
    KeyRole role;
    const char *name;
} KnownKey;

static const KnownKey KNOWN[] = {
    {ROLE_NEUTRAL, "add_cross_attention"},
    {ROLE_NEUTRAL, "alibi"},
    {ROLE_NEUTRAL, "apply_residual_connection_post_layernorm"},
    {ROLE_NEUTRAL, "attention_bias"},
    {ROLE_NEUTRAL, "attn_logit_softcapping"},
    {ROLE_NEUTRAL, "auto_map"}, /* code of its own */
    {ROLE_NEUTRAL, "clip_qkv"},
    {ROLE_NEUTRAL, "compression_config"},
    {ROLE_NEUTRAL, "final_logit_softcapping"},
    {ROLE_NEUTRAL, "is_encoder_decoder"},
    {ROLE_NEUTRAL, "layer_types"},
    {ROLE_NEUTRAL, "max_window_layers"},
    {ROLE_NEUTRAL, "mlp_bias"},
    {ROLE_NEUTRAL, "per_layer_config"},
    {ROLE_NEUTRAL, "pruned_heads"},
    {ROLE_NEUTRAL, "qk_layernorm"},
    {ROLE_NEUTRAL, "quantization_config"},
    {ROLE_NEUTRAL, "query_pre_attn_scalar"},
    {ROLE_NEUTRAL, "rope_interleaved"},
    {ROLE_NEUTRAL, "rope_local_base_freq"},
    {ROLE_NEUTRAL, "rope_parameters"},
    {ROLE_NEUTRAL, "rope_scaling"},
    {ROLE_NEUTRAL, "sliding_window"},
    {ROLE_NEUTRAL, "sliding_window_pattern"},
    {ROLE_NEUTRAL, "text_config"},
    {ROLE_NEUTRAL, "use_bidirectional_attention"},
    {ROLE_NEUTRAL, "use_mrope"},
    {ROLE_NEUTRAL, "use_sliding_window"},
    {ROLE_NEUTRAL, "vision_config"},

    {ROLE_ONE, "attention_multiplier"},
    {ROLE_ONE, "embedding_multiplier"},
    {ROLE_ONE, "logit_scale"},
    {ROLE_ONE, "logits_scaling"},
    {ROLE_ONE, "partial_rotary_factor"},
    {ROLE_ONE, "residual_multiplier"},

    {ROLE_TRUE, "rotary"},
    {ROLE_TRUE, "scale_attn_weights"},

    {ROLE_NO_MATH, "_attn_implementation"},
    {ROLE_NO_MATH, "_attn_implementation_autoset"},
    {ROLE_NO_MATH, "_attn_implementation_internal"},
    {ROLE_NO_MATH, "_commit_hash"},
    {ROLE_NO_MATH, "_experts_implementation"},
    {ROLE_NO_MATH, "_flash_attn_2_enabled"},
    {ROLE_NO_MATH, "_name_or_path"},
    {ROLE_NO_MATH, "_num_labels"},
    {ROLE_NO_MATH, "_sliding_window_pattern"}, /* what layer_types was made from */
    {ROLE_NO_MATH, "activation"}, /* in Falcon 3's files, beside hidden_act, which decides */
    {ROLE_NO_MATH, "architectures"},
    {ROLE_NO_MATH, "attention_dropout"},
    {ROLE_NO_MATH, "attention_probs_dropout_prob"},
    {ROLE_NO_MATH, "attn_implementation"},
    {ROLE_NO_MATH, "attn_pdrop"},
    {ROLE_NO_MATH, "bad_words_ids"},
    {ROLE_NO_MATH, "begin_suppress_tokens"},
    {ROLE_NO_MATH, "bos_token_id"},
    {ROLE_NO_MATH, "cache_implementation"},
    {ROLE_NO_MATH, "chunk_size_feed_forward"},
    {ROLE_NO_MATH, "classifier_dropout"},
    {ROLE_NO_MATH, "cross_attention_hidden_size"},
    {ROLE_NO_MATH, "custom_pipelines"},
    {ROLE_NO_MATH, "decoder_start_token_id"},
    {ROLE_NO_MATH, "diversity_penalty"},
    {ROLE_NO_MATH, "do_sample"},
    {ROLE_NO_MATH, "dtype"},
    {ROLE_NO_MATH, "early_stopping"},
    {ROLE_NO_MATH, "embd_pdrop"},
    {ROLE_NO_MATH, "embed_dropout"},
    {ROLE_NO_MATH, "encoder_no_repeat_ngram_size"},
    {ROLE_NO_MATH, "exponential_decay_length_penalty"},
    {ROLE_NO_MATH, "ff_factor"}, /* in Falcon 2's; ffn_hidden_size decides */
    {ROLE_NO_MATH, "finetuning_task"},
    {ROLE_NO_MATH, "forced_bos_token_id"},
    {ROLE_NO_MATH, "forced_eos_token_id"},
    {ROLE_NO_MATH, "gradient_checkpointing"},
    {ROLE_NO_MATH, "hidden_dropout"},
    {ROLE_NO_MATH, "hidden_dropout_prob"},
    {ROLE_NO_MATH, "id2label"},
    {ROLE_NO_MATH, "initializer_range"},
    {ROLE_NO_MATH, "is_decoder"},
    {ROLE_NO_MATH, "is_llama_config"},
    {ROLE_NO_MATH, "keys_to_ignore_at_inference"},
    {ROLE_NO_MATH, "label2id"},
    {ROLE_NO_MATH, "length_penalty"},
    {ROLE_NO_MATH, "max_length"},
    {ROLE_NO_MATH, "max_sequence_length"}, /* Llama 1's; the context is max_position_embeddings */
    {ROLE_NO_MATH, "min_length"},
    {ROLE_NO_MATH, "model_max_length"},
    {ROLE_NO_MATH, "model_type"}, /* chose the family */
    {ROLE_NO_MATH, "n_ctx"},      /* GPT-2's second word for n_positions; nobody reads it */
    {ROLE_NO_MATH, "n_special"},
    {ROLE_NO_MATH, "name_or_path"},
    {ROLE_NO_MATH, "no_repeat_ngram_size"},
    {ROLE_NO_MATH, "num_beam_groups"},
    {ROLE_NO_MATH, "num_beams"},
    {ROLE_NO_MATH, "num_labels"},
    {ROLE_NO_MATH, "num_return_sequences"},
    {ROLE_NO_MATH, "output_attentions"},
    {ROLE_NO_MATH, "output_hidden_states"},
    {ROLE_NO_MATH, "output_past"},
    {ROLE_NO_MATH, "output_scores"},
    {ROLE_NO_MATH, "pad_token_id"},
    {ROLE_NO_MATH, "predict_special_tokens"},
    {ROLE_NO_MATH, "prefix"},
    {ROLE_NO_MATH, "pretraining_tp"}, /* cut products into sums of the same; nobody reads it now */
    {ROLE_NO_MATH, "problem_type"},
    {ROLE_NO_MATH, "remove_invalid_values"},
    {ROLE_NO_MATH, "reorder_and_upcast_attn"}, /* upcasts to f32, which is what is used here */
    {ROLE_NO_MATH, "repetition_penalty"},
    {ROLE_NO_MATH, "resid_dropout"},
    {ROLE_NO_MATH, "resid_pdrop"},
    {ROLE_NO_MATH, "return_dict"},
    {ROLE_NO_MATH, "return_dict_in_generate"},
    {ROLE_NO_MATH, "sep_token_id"},
    {ROLE_NO_MATH, "summary_activation"},
    {ROLE_NO_MATH, "summary_first_dropout"},
    {ROLE_NO_MATH, "summary_proj_to_labels"},
    {ROLE_NO_MATH, "summary_type"},
    {ROLE_NO_MATH, "summary_use_proj"},
    {ROLE_NO_MATH, "suppress_tokens"},
    {ROLE_NO_MATH, "task_specific_params"},
    {ROLE_NO_MATH, "temperature"},
    {ROLE_NO_MATH, "tf_legacy_loss"},
    {ROLE_NO_MATH, "tie_encoder_decoder"},
    {ROLE_NO_MATH, "tie_last_hidden_states"},
    {ROLE_NO_MATH, "tokenizer_class"},
    {ROLE_NO_MATH, "top_k"},
    {ROLE_NO_MATH, "top_p"},
    {ROLE_NO_MATH, "torch_dtype"},
    {ROLE_NO_MATH, "torchscript"},
    {ROLE_NO_MATH, "transformers.js_config"},
    {ROLE_NO_MATH, "transformers_version"},
    {ROLE_NO_MATH, "typical_p"},
    {ROLE_NO_MATH, "unsloth_fixed"},
    {ROLE_NO_MATH, "unsloth_version"},
    {ROLE_NO_MATH, "use_bfloat16"},
    {ROLE_NO_MATH, "use_cache"},
};

/* Beside the text part of a checkpoint that sees images, too: the images' share. The text part's
 * own facts that may stand out here (eos_token_id, tie_word_embeddings) are read by config.c. */
static const char *const OUTER[] = {
    "boi_token_index", "boi_token_id",        "eoi_token_index", "eoi_token_id",
    "eos_token_id",    "image_token_index",   "image_token_id",  "mm_tokens_per_image",
    "text_config",     "tie_word_embeddings", "vision_config",
};

static bool is_neutral(const json_t *v, KeyRole role)
{
    switch (json_typeof(v)) {
    case JSON_NULL:
        return true;
    case JSON_FALSE:
        return role == ROLE_NEUTRAL;
    case JSON_TRUE:
        return role == ROLE_TRUE;
    case JSON_INTEGER:
    case JSON_REAL:
        return (role == ROLE_NEUTRAL && json_number_value(v) == 0) ||
               (role == ROLE_ONE && json_number_value(v) == 1);
    case JSON_ARRAY:
        return role == ROLE_NEUTRAL && json_array_size(v) == 0;
    case JSON_OBJECT:
        return role == ROLE_NEUTRAL && json_object_size(v) == 0;
    case JSON_STRING:
        return false;
    }
    return false;
}

static int known_check(const Family *f, const char *name, const json_t *v, Err *e)
{
    size_t i = 0;
    while (i < sizeof KNOWN / sizeof *KNOWN && strcmp(KNOWN[i].name, name) != 0)
        i++;
    if (i == sizeof KNOWN / sizeof *KNOWN) {
        err_set(e, ERR_FORMAT,
                "%.200s is not known for %s; it could change what the model computes", name,
                f->name);
        return -1;
    }
    if (KNOWN[i].role == ROLE_NO_MATH || is_neutral(v, KNOWN[i].role))
        return 0;
    char *text = json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT);
    err_set(e, ERR_FORMAT,
            "%s is %.200s; it changes what the model computes and is not implemented for %s", name,
            text ? text : "unprintable", f->name);
    free(text);
    return -1;
}

static const FamilyKey *own_find(const Family *f, const char *name)
{
    for (const FamilyKey *k = f->keys; k->name; k++)
        if (strcmp(k->name, name) == 0)
            return k;
    return NULL;
}

static bool values_equal(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b))
        return json_number_value(a) == json_number_value(b);
    return json_equal(a, b);
}

/* One of the family's keys is in the file. Of two that say the same, null gives way. */
static int fact_take(ConfigKeys *k, const FamilyKey *key, const json_t *v, Err *e)
{
    ConfigKey *fact = &k->facts[key->fact];
    if (fact->value && !json_is_null(fact->value)) {
        if (json_is_null(v) || values_equal(v, fact->value))
            return 0;
        err_set(e, ERR_FORMAT, "%s and %s contradict each other", fact->name, key->name);
        return -1;
    }
    *fact = (ConfigKey){key->name, v, true};
    return 0;
}

int configkeys_read(ConfigKeys *k, const Family *f, json_t *root, Err *e)
{
    *k = (ConfigKeys){.family = f, .defaults = json_array()};
    const char *name;
    json_t *v;
    json_object_foreach(root, name, v)
    {
        const FamilyKey *own = own_find(f, name);
        if (own && own->fact == FACT_HARMLESS)
            continue;
        if (own ? fact_take(k, own, v, e) : known_check(f, name, v, e))
            return -1;
    }
    for (const FamilyKey *key = f->keys; key->name; key++) {
        ConfigKey *fact = &k->facts[key->fact];
        if (fact->name)
            continue;
        fact->name = key->name;
        if (key->missing) {
            fact->value = json_loads(key->missing, JSON_DECODE_ANY, NULL);
            json_array_append_new(k->defaults, (json_t *)fact->value);
        }
    }
    return 0;
}

void configkeys_free(ConfigKeys *k)
{
    json_decref(k->defaults);
}

int configkeys_check_outer(const Family *f, json_t *root, Err *e)
{
    const char *name;
    json_t *v;
    json_object_foreach(root, name, v)
    {
        size_t i = 0;
        while (i < sizeof OUTER / sizeof *OUTER && strcmp(OUTER[i], name) != 0)
            i++;
        if (i == sizeof OUTER / sizeof *OUTER && known_check(f, name, v, e) != 0)
            return -1;
    }
    return 0;
}

static const json_t *given(const ConfigKeys *k, FactName f)
{
    const json_t *v = k->facts[f].value;
    return v && !json_is_null(v) ? v : NULL;
}

int configkeys_size(const ConfigKeys *k, FactName f, size_t most, size_t *out, Err *e)
{
    const json_t *v = given(k, f);
    uint64_t n;
    if (!v)
        return 0;
    if (jsonfile_integer(v, k->facts[f].name, 1, most, &n, e) != 0)
        return -1;
    *out = (size_t)n;
    return 1;
}

int configkeys_positive(const json_t *v, const char *key, double *out, Err *e)
{
    if (!json_is_number(v) || !(json_number_value(v) > 0) || !isfinite(json_number_value(v))) {
        err_set(e, ERR_FORMAT, "%s is not a number above 0", key);
        return -1;
    }
    *out = json_number_value(v);
    return 0;
}

int configkeys_number(const ConfigKeys *k, FactName f, double *out, Err *e)
{
    const json_t *v = given(k, f);
    if (!v)
        return 0;
    return configkeys_positive(v, k->facts[f].name, out, e) == 0 ? 1 : -1;
}

int configkeys_bool(const ConfigKeys *k, FactName f, bool *out, Err *e)
{
    const json_t *v = k->facts[f].value;
    if (!v)
        return 0;
    if (!json_is_boolean(v)) {
        err_set(e, ERR_FORMAT, "%s is %s where true or false is expected", k->facts[f].name,
                jsonfile_kind(v));
        return -1;
    }
    *out = json_is_true(v);
    return 1;
}
