/* config.json: real files pass, what would change the mathematics is refused by name. */
#include "tests/engine.h"

#include "infer/checkpoint/config.h"

/* google's Gemma 2B, first release, with the keys of a PretrainedConfig written in full. */
static const char GEMMA_2B[] =
    "{\"_name_or_path\":\"\",\"architectures\":[\"GemmaForCausalLM\"],\"attention_bias\":false,"
    "\"attention_dropout\":0.0,\"bos_token_id\":2,\"eos_token_id\":1,\"head_dim\":256,"
    "\"hidden_act\":\"gelu\",\"hidden_activation\":null,\"hidden_size\":2048,"
    "\"initializer_range\":0.02,\"intermediate_size\":16384,\"max_position_embeddings\":8192,"
    "\"model_type\":\"gemma\",\"num_attention_heads\":8,\"num_hidden_layers\":18,"
    "\"num_key_value_heads\":1,\"pad_token_id\":0,\"rms_norm_eps\":1e-06,\"rope_scaling\":null,"
    "\"rope_theta\":10000.0,\"torch_dtype\":\"bfloat16\",\"transformers_version\":\"4.38.0.dev0\","
    "\"use_cache\":true,\"vocab_size\":256000,\"return_dict\":true,\"output_hidden_states\":false,"
    "\"output_attentions\":false,\"torchscript\":false,\"use_bfloat16\":false,"
    "\"tf_legacy_loss\":false,\"pruned_heads\":{},\"tie_word_embeddings\":true,"
    "\"chunk_size_feed_forward\":0,\"is_encoder_decoder\":false,\"is_decoder\":false,"
    "\"cross_attention_hidden_size\":null,\"add_cross_attention\":false,"
    "\"tie_encoder_decoder\":false,\"max_length\":20,\"min_length\":0,\"do_sample\":false,"
    "\"early_stopping\":false,\"num_beams\":1,\"num_beam_groups\":1,\"diversity_penalty\":0.0,"
    "\"temperature\":1.0,\"top_k\":50,\"top_p\":1.0,\"typical_p\":1.0,\"repetition_penalty\":1.0,"
    "\"length_penalty\":1.0,\"no_repeat_ngram_size\":0,\"encoder_no_repeat_ngram_size\":0,"
    "\"bad_words_ids\":null,\"num_return_sequences\":1,\"output_scores\":false,"
    "\"return_dict_in_generate\":false,\"forced_bos_token_id\":null,\"forced_eos_token_id\":null,"
    "\"remove_invalid_values\":false,\"exponential_decay_length_penalty\":null,"
    "\"suppress_tokens\":null,\"begin_suppress_tokens\":null,\"finetuning_task\":null,"
    "\"id2label\":{\"0\":\"LABEL_0\",\"1\":\"LABEL_1\"},\"label2id\":{\"LABEL_0\":0,\"LABEL_1\":1},"
    "\"tokenizer_class\":null,\"prefix\":null,\"sep_token_id\":null,"
    "\"decoder_start_token_id\":null,\"task_specific_params\":null,\"problem_type\":null}";

static void gemma_2b_is_read(void **state)
{
    (void)state;
    Arena a = {0};
    Err e = {0};
    Config c;
    if (config_parse(&c, str_of(GEMMA_2B), &a, &e) != 0)
        fail_msg("%s", e.text);
    assert_string_equal(c.family->name, "Gemma");
    assert_int_equal(c.vocab, 256000);
    assert_int_equal(c.dim, 2048);
    assert_int_equal(c.ffn_dim, 16384);
    assert_int_equal(c.n_layers, 18);
    assert_int_equal(c.n_heads, 8);
    assert_int_equal(c.n_kv_heads, 1);
    assert_int_equal(c.head_dim, 256);
    assert_int_equal(c.context, 8192);
    assert_true(c.norm_eps == 1e-6f);
    assert_true(c.rope_theta == 10000);
    assert_true(c.tied);
    assert_int_equal(c.n_eos, 1);
    assert_int_equal(c.eos[0], 1);
    assert_int_equal(config_parse_generation(
                         &c, str_of("{\"eos_token_id\":[107,1],\"temperature\":0.3}"), &a, &e),
                     0);
    assert_int_equal(c.n_eos, 2);
    assert_int_equal(c.eos[0], 1);
    assert_int_equal(c.eos[1], 107);
    assert_int_equal(config_parse_generation(&c, str_of("{\"eos_token_id\":null}"), &a, &e), 0);
    assert_int_equal(c.n_eos, 2);
    assert_int_equal(config_parse_generation(&c, str_of("{\"eos_token_id\":256000}"), &a, &e), -1);
    assert_non_null(strstr(e.text, "eos_token_id is 256000"));
    arena_free(&a);
}

/* A small file; each case replaces or adds members. */
static const struct {
    const char *key, *value;
} PLAIN[] = {
    {"model_type", "\"gemma\""},  {"vocab_size", "101"},      {"hidden_size", "40"},
    {"intermediate_size", "72"},  {"num_hidden_layers", "2"}, {"num_attention_heads", "4"},
    {"num_key_value_heads", "2"}, {"head_dim", "16"},         {"max_position_embeddings", "128"},
    {"rms_norm_eps", "1e-6"},
};

/* The plain file with `key` set to `value`; NULL: without it. */
static void build(Buf *b, const char *key, const char *value)
{
    bool seen = false, first = true;
    buf_clear(b);
    buf_add_char(b, '{');
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
        const bool hit = key && strcmp(PLAIN[i].key, key) == 0;
        seen |= hit;
        if (hit && !value)
            continue;
        buf_printf(b, "%s\"%s\":%s", first ? "" : ",", PLAIN[i].key, hit ? value : PLAIN[i].value);
        first = false;
    }
    if (key && !seen)
        buf_printf(b, ",\"%s\":%s", key, value);
    buf_add_char(b, '}');
}

/* says: NULL when it must pass. */
static const struct {
    const char *key, *value, *says;
} CASES[] = {
    {NULL, NULL, NULL},
    {"model_type", NULL, "model_type is missing"},
    {"model_type", "7", "model_type is an integer"},
    {"model_type", "\"llama\"", "\"llama\" is not implemented; implemented: gemma"},
    {"vocab_size", NULL, "vocab_size is missing"},
    {"vocab_size", "0", "vocab_size is 0; it must lie in 1 .. 2147483647"},
    {"vocab_size", "-5", "vocab_size is -5"},
    {"vocab_size", "4294967296", "vocab_size is 4294967296"},
    {"vocab_size", "99999999999999999999", "not valid JSON"},
    {"vocab_size", "\"101\"", "vocab_size is a string"},
    {"hidden_size", "40.5", "hidden_size is a number with a fraction"},
    {"hidden_size", "null", "hidden_size is null"},
    {"head_dim", NULL, "head_dim is missing"},
    {"head_dim", "15", "head_dim is 15; rotary positions need an even number"},
    {"num_attention_heads", "5", "no multiple of num_key_value_heads, 2"},
    {"num_key_value_heads", NULL, "num_key_value_heads is missing"},
    {"rms_norm_eps", NULL, "rms_norm_eps is not a number above 0"},
    {"rms_norm_eps", "0", "rms_norm_eps is not a number above 0"},
    {"rms_norm_eps", "1e999", "not valid JSON"},
    {"rope_theta", "10000", NULL},
    {"rope_theta", "-1.0", "rope_theta is not a number above 0"},
    {"rope_theta", "\"x\"", "rope_theta is not a number above 0"},
    {"rope_scaling", "null", NULL},
    {"rope_scaling", "{\"type\":\"linear\",\"factor\":2.0}", "type \"linear\" is not implemented"},
    {"rope_scaling", "{\"factor\":2.0}", "rope_scaling: factor is not implemented"},
    {"rope_scaling", "[]", "rope_scaling is an array"},
    {"rope_parameters", "{\"rope_theta\":500.0,\"rope_type\":\"default\"}", NULL},
    {"rope_parameters", "{\"rope_theta\":500.0,\"rope_type\":\"yarn\"}", "\"yarn\""},
    {"rope_parameters", "{\"rope_theta\":0,\"rope_type\":\"default\"}", "rope_parameters: rope_th"},
    {"rope_parameters", "{\"partial_rotary_factor\":1.0}", NULL},
    {"rope_parameters", "{\"partial_rotary_factor\":0.5}", "partial_rotary_factor is not impl"},
    {"rope_parameters", "{\"full_attention\":{}}", "rope_parameters: full_attention"},
    {"hidden_act", "\"gelu\"", NULL},
    {"hidden_act", "\"gelu_pytorch_tanh\"", NULL},
    {"hidden_act", "\"silu\"", "hidden_act \"silu\" is not implemented for Gemma"},
    {"hidden_act", "3", "hidden_act \"an integer\""},
    {"hidden_activation", "null", NULL},
    {"hidden_activation", "\"gelu_pytorch_tanh\"", NULL},
    {"hidden_activation", "\"gelu\"", "hidden_activation \"gelu\" is not implemented"},
    {"hidden_activation", "\"relu\"", "hidden_activation \"relu\" is not implemented"},
    {"tie_word_embeddings", "false", NULL},
    {"tie_word_embeddings", "1", "tie_word_embeddings is an integer"},
    {"eos_token_id", "null", NULL},
    {"eos_token_id", "[1,5]", NULL},
    {"eos_token_id", "[]", NULL},
    {"eos_token_id", "101", "eos_token_id is 101; it must lie in 0 .. 100"},
    {"eos_token_id", "[1,-1]", "eos_token_id is -1"},
    {"eos_token_id", "\"</s>\"", "eos_token_id is a string"},
    {"layer_types", "null", NULL},
    {"layer_types", "[\"full_attention\",\"full_attention\"]", NULL},
    {"layer_types", "[\"full_attention\"]", "layer_types is not an array of 2"},
    {"layer_types", "[\"full_attention\",\"sliding_attention\"]", "layer_types[1] \"sliding_att"},
    {"attention_bias", "false", NULL},
    {"attention_bias", "true", "attention_bias is true; it changes what the model computes"},
    {"sliding_window", "null", NULL},
    {"sliding_window", "4096", "sliding_window is 4096"},
    {"attn_logit_softcapping", "50.0", "attn_logit_softcapping is 50.0"},
    {"final_logit_softcapping", "30", "final_logit_softcapping is 30"},
    {"query_pre_attn_scalar", "256", "query_pre_attn_scalar is 256"},
    {"quantization_config", "{\"bits\":4}", "quantization_config is {\"bits\":4}"},
    {"use_bidirectional_attention", "true", "use_bidirectional_attention is true"},
    {"use_bidirectional_attention", "null", NULL},
    {"partial_rotary_factor", "1.0", NULL},
    {"partial_rotary_factor", "0.25", "partial_rotary_factor is 0.25"},
    {"auto_map", "{\"AutoModelForCausalLM\":\"mine.Mine\"}", "auto_map is"},
    {"attention_dropout", "0.1", NULL},
    {"dtype", "\"bfloat16\"", NULL},
    {"some_new_trick", "null", "some_new_trick is not known for Gemma"},
};

static void keys_are_obeyed_or_refused(void **state)
{
    (void)state;
    Buf b = {0};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Arena a = {0};
        Err e = {0};
        Config c;
        build(&b, CASES[i].key, CASES[i].value);
        const int rc = config_parse(&c, buf_str(&b), &a, &e);
        const bool right = CASES[i].says
                               ? rc == -1 && e.kind == ERR_FORMAT && strstr(e.text, CASES[i].says)
                               : rc == 0;
        if (!right)
            fail_msg("%s: %s gives %d \"%s\"", CASES[i].key, CASES[i].value, rc, e.text);
        arena_free(&a);
    }
    buf_free(&b);
}

static void facts_follow_the_file(void **state)
{
    (void)state;
    static const char REST[] =
        "\"model_type\":\"gemma\",\"vocab_size\":101,\"hidden_size\":40,\"intermediate_size\":72,"
        "\"num_hidden_layers\":2,\"num_attention_heads\":4,\"num_key_value_heads\":2,"
        "\"head_dim\":16,\"max_position_embeddings\":128,\"rms_norm_eps\":0.5}";
    static const struct {
        const char *more;
        double theta;
        bool tied;
        size_t n_eos;
        const char *says;
    } FACTS[] = {
        {"{", 10000, true, 1, NULL},
        {"{\"rope_theta\":500,", 500, true, 1, NULL},
        {"{\"rope_parameters\":{\"rope_theta\":700.0},", 700, true, 1, NULL},
        {"{\"rope_theta\":700,\"rope_parameters\":{\"rope_theta\":700.0},", 700, true, 1, NULL},
        {"{\"rope_theta\":500,\"rope_parameters\":{\"rope_theta\":700.0},", 0, true, 1,
         "rope_theta is 500, but 700 in rope_parameters"},
        {"{\"tie_word_embeddings\":false,\"eos_token_id\":null,", 10000, false, 0, NULL},
        {"{\"eos_token_id\":[3,2,1],", 10000, true, 3, NULL},
        {"{\"hidden_size\":40,", 0, true, 0, "duplicate object key"},
        {"[{", 0, true, 0, "not valid JSON"},
        {"", 0, true, 0, "not valid JSON"},
    };
    for (size_t i = 0; i < sizeof FACTS / sizeof *FACTS; i++) {
        Buf b = {0};
        Arena a = {0};
        Err e = {0};
        Config c;
        buf_printf(&b, "%s%s", FACTS[i].more, REST);
        const int rc = config_parse(&c, buf_str(&b), &a, &e);
        if (FACTS[i].says) {
            assert_int_equal(rc, -1);
            assert_non_null(strstr(e.text, FACTS[i].says));
        } else {
            assert_int_equal(rc, 0);
            assert_true(c.rope_theta == FACTS[i].theta);
            assert_int_equal(c.tied, FACTS[i].tied);
            assert_int_equal(c.n_eos, FACTS[i].n_eos);
            assert_true(c.norm_eps == 0.5f);
        }
        buf_free(&b);
        arena_free(&a);
    }
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    for (size_t n = 0; n + 1 < sizeof GEMMA_2B - 1; n++) {
        Arena a = {0};
        Err e = {0};
        Config c;
        char *exact = copy_of(GEMMA_2B, n, 1);
        assert_int_equal(config_parse(&c, (Str){exact, n}, &a, &e), -1);
        assert_int_equal(e.kind, ERR_FORMAT);
        free(exact);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gemma_2b_is_read),
        cmocka_unit_test(keys_are_obeyed_or_refused),
        cmocka_unit_test(facts_follow_the_file),
        cmocka_unit_test(every_truncation_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
