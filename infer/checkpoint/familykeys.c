/* Keys of config.json by family: see familykeys.h. Names and defaults are those of transformers'
 * configuration classes (5.23), older names those of its releases since 4.0 and of the files that
 * the families' authors published. Keys without influence, and keys that are refused, are in
 * configkeys.c. */
#include "infer/checkpoint/familykeys.h"

/* What the decoders that follow Llama call the same. */
#define SIZE_KEYS(vocab, dim, ffn, layers, heads)                                                  \
    {"vocab_size", FACT_VOCAB, vocab}, {"hidden_size", FACT_DIM, dim},                             \
        {"intermediate_size", FACT_FFN, ffn}, {"num_hidden_layers", FACT_LAYERS, layers},          \
    {                                                                                              \
        "num_attention_heads", FACT_HEADS, heads                                                   \
    }
#define ROPE_KEYS(theta)                                                                           \
    {"rope_theta", FACT_ROPE_THETA, theta}, {"rope_scaling", FACT_ROPE_SCALING, NULL},             \
    {                                                                                              \
        "rope_parameters", FACT_ROPE_PARAMETERS, NULL                                              \
    }

const FamilyKey FAMILYKEYS_GEMMA[] = {
    SIZE_KEYS("256000", "3072", "24576", "28", "16"),
    ROPE_KEYS("10000"),
    {"num_key_value_heads", FACT_KV_HEADS, "16"},
    {"head_dim", FACT_HEAD_DIM, "256"},
    {"max_position_embeddings", FACT_CONTEXT, "8192"},
    {"rms_norm_eps", FACT_NORM_EPS, "1e-6"},
    {"hidden_act", FACT_ACTIVATION, "\"gelu_pytorch_tanh\""},
    {"hidden_activation", FACT_ACTIVATION_REPAIRED, NULL},
    {"tie_word_embeddings", FACT_TIED, "true"},
    {"eos_token_id", FACT_EOS, "1"},
    {"attention_bias", FACT_ATTENTION_BIAS, "false"},
    {"layer_types", FACT_LAYER_TYPES, NULL},
    {0},
};

const FamilyKey FAMILYKEYS_GEMMA2[] = {
    SIZE_KEYS("256000", "2304", "9216", "26", "8"),
    ROPE_KEYS("10000"),
    {"num_key_value_heads", FACT_KV_HEADS, "4"},
    {"head_dim", FACT_HEAD_DIM, "256"},
    {"max_position_embeddings", FACT_CONTEXT, "8192"},
    {"rms_norm_eps", FACT_NORM_EPS, "1e-6"},
    {"hidden_activation", FACT_ACTIVATION, "\"gelu_pytorch_tanh\""},
    {"hidden_act", FACT_ACTIVATION, NULL},
    {"tie_word_embeddings", FACT_TIED, "true"},
    {"eos_token_id", FACT_EOS, "1"},
    {"attention_bias", FACT_ATTENTION_BIAS, "false"},
    {"query_pre_attn_scalar", FACT_QUERY_SCALAR, "256"},
    {"sliding_window", FACT_WINDOW, "4096"},
    {"sliding_window_size", FACT_WINDOW, NULL},
    {"layer_types", FACT_LAYER_TYPES, NULL},
    {"final_logit_softcapping", FACT_LOGIT_SOFTCAP, "30.0"},
    {"attn_logit_softcapping", FACT_ATTENTION_SOFTCAP, "50.0"},
    {0},
};

/* attn_logit_softcapping is not among them: the reference reads it and does nothing with it, so
 * that only its absence is sure to be meant. */
const FamilyKey FAMILYKEYS_GEMMA3[] = {
    SIZE_KEYS("262208", "2304", "9216", "26", "8"),
    ROPE_KEYS("1000000.0"),
    {"num_key_value_heads", FACT_KV_HEADS, "4"},
    {"head_dim", FACT_HEAD_DIM, "256"},
    {"max_position_embeddings", FACT_CONTEXT, "131072"},
    {"rms_norm_eps", FACT_NORM_EPS, "1e-6"},
    {"hidden_activation", FACT_ACTIVATION, "\"gelu_pytorch_tanh\""},
    {"hidden_act", FACT_ACTIVATION, NULL},
    {"tie_word_embeddings", FACT_TIED, "true"},
    {"eos_token_id", FACT_EOS, "1"},
    {"attention_bias", FACT_ATTENTION_BIAS, "false"},
    {"query_pre_attn_scalar", FACT_QUERY_SCALAR, "256"},
    {"rope_local_base_freq", FACT_ROPE_LOCAL_THETA, "10000.0"},
    {"sliding_window", FACT_WINDOW, "4096"},
    {"sliding_window_pattern", FACT_WINDOW_PATTERN, "6"},
    {"layer_types", FACT_LAYER_TYPES, NULL},
    {"final_logit_softcapping", FACT_LOGIT_SOFTCAP, NULL},
    {0},
};

const FamilyKey FAMILYKEYS_LLAMA[] = {
    SIZE_KEYS("32000", "4096", "11008", "32", "32"),
    ROPE_KEYS("10000"),
    {"num_key_value_heads", FACT_KV_HEADS, NULL},
    {"head_dim", FACT_HEAD_DIM, NULL},
    {"max_position_embeddings", FACT_CONTEXT, "2048"},
    {"rms_norm_eps", FACT_NORM_EPS, "1e-6"},
    {"hidden_act", FACT_ACTIVATION, "\"silu\""},
    {"tie_word_embeddings", FACT_TIED, "false"},
    {"eos_token_id", FACT_EOS, "2"},
    {"attention_bias", FACT_ATTENTION_BIAS, "false"},
    {"mlp_bias", FACT_FFN_BIAS, "false"},
    {"layer_types", FACT_LAYER_TYPES, NULL},
    {0},
};

const FamilyKey FAMILYKEYS_MISTRAL[] = {
    SIZE_KEYS("32000", "4096", "14336", "32", "32"),
    ROPE_KEYS("10000"),
    {"num_key_value_heads", FACT_KV_HEADS, "8"},
    {"head_dim", FACT_HEAD_DIM, NULL},
    {"max_position_embeddings", FACT_CONTEXT, "131072"},
    {"rms_norm_eps", FACT_NORM_EPS, "1e-6"},
    {"hidden_act", FACT_ACTIVATION, "\"silu\""},
    {"tie_word_embeddings", FACT_TIED, "false"},
    {"eos_token_id", FACT_EOS, "2"},
    {"sliding_window", FACT_WINDOW, "4096"},
    {"layer_types", FACT_LAYER_TYPES, NULL},
    {0},
};

const FamilyKey FAMILYKEYS_QWEN2[] = {
    SIZE_KEYS("151936", "4096", "22016", "32", "32"),
    ROPE_KEYS("10000"),
    {"num_key_value_heads", FACT_KV_HEADS, "32"},
    {"head_dim", FACT_HEAD_DIM, NULL},
    {"max_position_embeddings", FACT_CONTEXT, "32768"},
    {"rms_norm_eps", FACT_NORM_EPS, "1e-6"},
    {"hidden_act", FACT_ACTIVATION, "\"silu\""},
    {"tie_word_embeddings", FACT_TIED, "false"},
    {"eos_token_id", FACT_EOS, NULL},
    {"use_sliding_window", FACT_WINDOW_USED, "false"},
    {"sliding_window", FACT_WINDOW, "4096"},
    {"max_window_layers", FACT_WINDOW_LAYERS_AT, "28"},
    {"layer_types", FACT_LAYER_TYPES, NULL},
    {0},
};

const FamilyKey FAMILYKEYS_QWEN3[] = {
    SIZE_KEYS("151936", "4096", "22016", "32", "32"),
    ROPE_KEYS("10000"),
    {"num_key_value_heads", FACT_KV_HEADS, "32"},
    {"head_dim", FACT_HEAD_DIM, "128"},
    {"max_position_embeddings", FACT_CONTEXT, "32768"},
    {"rms_norm_eps", FACT_NORM_EPS, "1e-6"},
    {"hidden_act", FACT_ACTIVATION, "\"silu\""},
    {"tie_word_embeddings", FACT_TIED, "false"},
    {"eos_token_id", FACT_EOS, NULL},
    {"attention_bias", FACT_ATTENTION_BIAS, "false"},
    {"use_sliding_window", FACT_WINDOW_USED, "false"},
    {"sliding_window", FACT_WINDOW, "4096"},
    {"max_window_layers", FACT_WINDOW_LAYERS_AT, "28"},
    {"layer_types", FACT_LAYER_TYPES, NULL},
    {0},
};

const FamilyKey FAMILYKEYS_OLMO[] = {
    SIZE_KEYS("50304", "4096", "11008", "32", "32"),
    ROPE_KEYS("10000"),
    {"num_key_value_heads", FACT_KV_HEADS, NULL},
    {"head_dim", FACT_HEAD_DIM, NULL},
    {"max_position_embeddings", FACT_CONTEXT, "2048"},
    {"hidden_act", FACT_ACTIVATION, "\"silu\""},
    {"tie_word_embeddings", FACT_TIED, "false"},
    {"eos_token_id", FACT_EOS, "50279"},
    {"attention_bias", FACT_ATTENTION_BIAS, "false"},
    {"clip_qkv", FACT_CLIP_QKV, NULL},
    {0},
};

const FamilyKey FAMILYKEYS_OLMO2[] = {
    SIZE_KEYS("50304", "4096", "11008", "32", "32"),
    ROPE_KEYS("10000"),
    {"num_key_value_heads", FACT_KV_HEADS, NULL},
    {"head_dim", FACT_HEAD_DIM, NULL},
    {"max_position_embeddings", FACT_CONTEXT, "2048"},
    {"rms_norm_eps", FACT_NORM_EPS, "1e-5"},
    {"hidden_act", FACT_ACTIVATION, "\"silu\""},
    {"tie_word_embeddings", FACT_TIED, "false"},
    {"eos_token_id", FACT_EOS, "50279"},
    {"attention_bias", FACT_ATTENTION_BIAS, "false"},
    {0},
};

/* The older names are those of the files that Falcon's authors published first. auto_map names code
 * that came before the reference's own and computes the same. */
const FamilyKey FAMILYKEYS_FALCON[] = {
    {"vocab_size", FACT_VOCAB, "65024"},
    {"hidden_size", FACT_DIM, "4544"},
    {"n_embed", FACT_DIM, NULL},
    {"num_hidden_layers", FACT_LAYERS, "32"},
    {"n_layer", FACT_LAYERS, NULL},
    {"num_attention_heads", FACT_HEADS, "71"},
    {"n_head", FACT_HEADS, NULL},
    {"num_kv_heads", FACT_KV_HEADS, NULL},
    {"n_head_kv", FACT_KV_HEADS, NULL},
    {"ffn_hidden_size", FACT_FFN, NULL},
    {"max_position_embeddings", FACT_CONTEXT, "2048"},
    {"layer_norm_epsilon", FACT_NORM_EPS, "1e-5"},
    {"activation", FACT_ACTIVATION, "\"gelu\""},
    {"tie_word_embeddings", FACT_TIED, "true"},
    {"eos_token_id", FACT_EOS, "11"},
    ROPE_KEYS("10000"),
    {"bias", FACT_BIAS, "false"},
    {"parallel_attn", FACT_PARALLEL, "true"},
    {"new_decoder_architecture", FACT_NEW_DECODER, "false"},
    {"multi_query", FACT_MULTI_QUERY, "true"},
    {"num_ln_in_parallel_attn", FACT_PARALLEL_NORMS, NULL},
    {"auto_map", FACT_HARMLESS, NULL},
    {0},
};

const FamilyKey FAMILYKEYS_NEOX[] = {
    SIZE_KEYS("50432", "6144", "24576", "44", "64"),
    {"max_position_embeddings", FACT_CONTEXT, "2048"},
    {"layer_norm_eps", FACT_NORM_EPS, "1e-5"},
    {"hidden_act", FACT_ACTIVATION, "\"gelu\""},
    {"tie_word_embeddings", FACT_TIED, "false"},
    {"eos_token_id", FACT_EOS, "2"},
    {"rotary_emb_base", FACT_ROPE_THETA, "10000"},
    ROPE_KEYS(NULL),
    {"rotary_pct", FACT_ROTARY_SHARE, "0.25"},
    {"partial_rotary_factor", FACT_ROTARY_SHARE, NULL},
    {"attention_bias", FACT_ATTENTION_BIAS, "true"},
    {"use_parallel_residual", FACT_PARALLEL, "true"},
    {0},
};

const FamilyKey FAMILYKEYS_GPT2[] = {
    {"vocab_size", FACT_VOCAB, "50257"},
    {"n_embd", FACT_DIM, "768"},
    {"hidden_size", FACT_DIM, NULL},
    {"n_layer", FACT_LAYERS, "12"},
    {"num_hidden_layers", FACT_LAYERS, NULL},
    {"n_head", FACT_HEADS, "12"},
    {"num_attention_heads", FACT_HEADS, NULL},
    {"n_inner", FACT_FFN, NULL},
    {"n_positions", FACT_CONTEXT, "1024"},
    {"max_position_embeddings", FACT_CONTEXT, NULL},
    {"layer_norm_epsilon", FACT_NORM_EPS, "1e-5"},
    {"activation_function", FACT_ACTIVATION, "\"gelu_new\""},
    {"tie_word_embeddings", FACT_TIED, "true"},
    {"eos_token_id", FACT_EOS, "50256"},
    {"scale_attn_weights", FACT_SCALED, "true"},
    {"scale_attn_by_inverse_layer_idx", FACT_SCALED_BY_LAYER, "false"},
    {0},
};

const FamilyKey FAMILYKEYS_GPT_NEO[] = {
    {"vocab_size", FACT_VOCAB, "50257"},
    {"hidden_size", FACT_DIM, "2048"},
    {"num_layers", FACT_LAYERS, "24"},
    {"num_hidden_layers", FACT_LAYERS, NULL},
    {"num_heads", FACT_HEADS, "16"},
    {"num_attention_heads", FACT_HEADS, NULL},
    {"intermediate_size", FACT_FFN, NULL},
    {"max_position_embeddings", FACT_CONTEXT, "2048"},
    {"layer_norm_epsilon", FACT_NORM_EPS, "1e-5"},
    {"activation_function", FACT_ACTIVATION, "\"gelu_new\""},
    {"tie_word_embeddings", FACT_TIED, "true"},
    {"eos_token_id", FACT_EOS, "50256"},
    {"attention_types", FACT_ATTENTION_TYPES, "[[[\"global\", \"local\"], 12]]"},
    {"attention_layers", FACT_ATTENTION_LAYERS, NULL},
    {"window_size", FACT_WINDOW, "256"},
    {0},
};

const FamilyKey FAMILYKEYS_GPT_J[] = {
    {"vocab_size", FACT_VOCAB, "50400"},
    {"n_embd", FACT_DIM, "4096"},
    {"hidden_size", FACT_DIM, NULL},
    {"n_layer", FACT_LAYERS, "28"},
    {"num_hidden_layers", FACT_LAYERS, NULL},
    {"n_head", FACT_HEADS, "16"},
    {"num_attention_heads", FACT_HEADS, NULL},
    {"n_inner", FACT_FFN, NULL},
    {"n_positions", FACT_CONTEXT, "2048"},
    {"max_position_embeddings", FACT_CONTEXT, NULL},
    {"rotary_dim", FACT_ROTARY_DIM, "64"},
    {"layer_norm_epsilon", FACT_NORM_EPS, "1e-5"},
    {"activation_function", FACT_ACTIVATION, "\"gelu_new\""},
    {"tie_word_embeddings", FACT_TIED, "false"},
    {"eos_token_id", FACT_EOS, "50256"},
    {0},
};

/* As with Falcon, auto_map in the first files names code that the reference has taken over. */
const FamilyKey FAMILYKEYS_PHI[] = {
    SIZE_KEYS("51200", "2048", "8192", "24", "32"),
    ROPE_KEYS("10000"),
    {"num_key_value_heads", FACT_KV_HEADS, NULL},
    {"head_dim", FACT_HEAD_DIM, NULL},
    {"max_position_embeddings", FACT_CONTEXT, "2048"},
    {"layer_norm_eps", FACT_NORM_EPS, "1e-5"},
    {"hidden_act", FACT_ACTIVATION, "\"gelu_new\""},
    {"tie_word_embeddings", FACT_TIED, "false"},
    {"eos_token_id", FACT_EOS, "2"},
    {"partial_rotary_factor", FACT_ROTARY_SHARE, "0.5"},
    {"auto_map", FACT_HARMLESS, NULL},
    {0},
};
