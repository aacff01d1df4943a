/* What stands beside a tokenizer file decides about BOS, is refused, or is told. */
#include "tests/testing.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/hash.h"
#include "infer/infer.h"

#include <stdlib.h>
#include <string.h>

#define GOLDEN "tests/golden/tokenizer/"

static void put_model(const char *dir, const char *golden)
{
    Buf b = {0};
    Err e = {0};
    assert_int_equal(file_read(golden, &b, &e), 0);
    free(test_file(dir, "tokenizer.model", b.s, b.n));
    buf_free(&b);
}

static void put_text(const char *dir, const char *name, const char *text)
{
    free(test_file(dir, name, text, strlen(text)));
}

/* ---- BOS ---- */

typedef struct {
    const char *config; /* tokenizer_config.json; NULL: none */
    int bos;            /* id; -1: none is added */
    const char *error;  /* part of the sentence; NULL: it opens */
} Case;

/* bpe-gemma: <pad> 0, <eos> 1, <bos> 2, <unk> 3, <mask> 4; no dummy prefix. */
static const Case gemma[] = {
    {NULL, 2, NULL},
    {"{}", 2, NULL},
    {"{\"add_bos_token\": true, \"add_eos_token\": true}", 2, NULL},
    {"{\"add_bos_token\": false}", -1, NULL},
    {"{\"add_bos_token\": false, \"model_max_length\": 1000000000000000019884624838656}", -1, NULL},
    {"{\"add_bos_token\": null}", 2, NULL},
    {"{\"bos_token\": \"<bos>\"}", 2, NULL},
    {"{\"bos_token\": {\"content\": \"<mask>\", \"special\": true}}", 4, NULL},
    {"{\"bos_token\": null}", -1, NULL},
    {"{\"bos_token\": null, \"add_bos_token\": false}", -1, NULL},
    {"{\"add_prefix_space\": false, \"do_lower_case\": false, \"sp_model_kwargs\": {}}", 2, NULL},
    {"{\"bos_token\": null, \"add_bos_token\": true}", 0, "but there is no BOS piece"},
    {"{\"bos_token\": \"<|start|>\"}", 0, "names the bos_token <|start|>, which is no piece"},
    {"{\"bos_token\": 2}", 0, "tokenizer_config.json: bos_token is not a string or null"},
    {"{\"add_bos_token\": \"yes\"}", 0, "add_bos_token is not true or false"},
    {"{\"do_lower_case\": true}", 0, "do_lower_case would change the ids"},
    {"{\"sp_model_kwargs\": {\"enable_sampling\": true}}", 0, "sp_model_kwargs would change"},
    {"{\"add_bos_token\": tru", 0, "tokenizer_config.json: is not valid JSON: line 1"},
    {"[]", 0, "where a JSON object is expected"},
    {"{\"added_tokens_decoder\": {\"x\": {\"content\": \"y\"}}}", 0, "x is no id with a content"},
};

static void bos_is_what_the_files_say(void **state)
{
    const char *dir = *state;
    put_model(dir, GOLDEN "bpe-gemma.model");
    for (size_t i = 0; i < sizeof gemma / sizeof gemma[0]; i++) {
        if (gemma[i].config)
            put_text(dir, "tokenizer_config.json", gemma[i].config);
        Err e = {0};
        Tokenizer *t = tokenizer_open(dir, &e);
        if (gemma[i].error) {
            assert_null(t);
            assert_int_equal(e.kind, ERR_FORMAT);
            if (!strstr(e.text, gemma[i].error) || strncmp(e.text, dir, strlen(dir)) != 0)
                fail_msg("case %zu: \"%s\" does not say \"%s\"", i, e.text, gemma[i].error);
            continue;
        }
        if (!t)
            fail_msg("case %zu: %s", i, e.text);
        assert_int_equal(tokenizer_adds_bos(t), gemma[i].bos >= 0);
        if (gemma[i].bos >= 0)
            assert_int_equal(tokenizer_bos(t), gemma[i].bos);
        tokenizer_close(t);
    }
}

/* ---- BOS of a tokenizer.json: its post_processor says it, nothing may say otherwise ---- */

typedef struct {
    bool template;      /* the file with a post_processor that puts <s> (id 1) first, or none */
    const char *config; /* tokenizer_config.json */
    const char *map;    /* special_tokens_map.json */
    const char
        *error; /* part of the sentence; NULL: it opens and does as its post_processor says */
} JsonCase;

static const JsonCase json_cases[] = {
    {true, NULL, NULL, NULL},
    {true, "{\"add_bos_token\": true, \"bos_token\": \"<s>\", \"legacy\": false}", NULL, NULL},
    {true, "{\"bos_token\": {\"content\": \"<s>\"}}", "{\"bos_token\": \"<s>\"}", NULL},
    {true, "{}", "{\"bos_token\": \"<s>\"}", NULL},
    {true, "{\"clean_up_tokenization_spaces\": true, \"add_prefix_space\": false}", NULL, NULL},
    {true, "{\"add_bos_token\": false}", NULL,
     "add_bos_token of tokenizer_config.json is false, but the post_processor of tokenizer.json"},
    {true, "{\"bos_token\": \"</s>\"}", NULL,
     "bos_token of tokenizer_config.json is </s>, but the post_processor of tokenizer.json puts id "
     "1"},
    {true, "{\"bos_token\": null}", NULL, "bos_token of tokenizer_config.json is null, but the"},
    {true, NULL, "{\"bos_token\": \"</s>\"}", "bos_token of special_tokens_map.json is </s>, but"},
    {true, "{\"bos_token\": \"<s>\"}", "{\"bos_token\": \"</s>\"}",
     "tokenizer_config.json has the bos_token <s> but special_tokens_map.json has </s>"},
    {true, "{\"add_prefix_space\": true}", NULL,
     "add_prefix_space of tokenizer_config.json is true but tokenizer.json adds none"},
    {true, "{\"do_lower_case\": true}", NULL, "do_lower_case would change the ids"},
    {false, NULL, NULL, NULL},
    {false, "{\"add_bos_token\": false, \"bos_token\": \"<|endoftext|>\"}", NULL, NULL},
    {false, "{\"bos_token\": \"<|endoftext|>\"}", NULL, NULL},
    {false, "{\"add_bos_token\": true, \"bos_token\": \"<|endoftext|>\"}", NULL,
     "add_bos_token of tokenizer_config.json is true, but the post_processor of tokenizer.json "
     "puts "
     "nothing"},
};

static void put_copy(const char *dir, const char *name, const char *golden)
{
    Buf b = {0};
    Err e = {0};
    assert_int_equal(file_read(golden, &b, &e), 0);
    free(test_file(dir, name, b.s, b.n));
    buf_free(&b);
}

static void put_or_remove(const char *dir, const char *name, const char *text)
{
    char *path = test_path(dir, name);
    unlink(path);
    free(path);
    if (text)
        put_text(dir, name, text);
}

static void bos_of_a_tokenizer_json_is_not_contradicted(void **state)
{
    const char *dir = *state;
    for (size_t i = 0; i < sizeof json_cases / sizeof json_cases[0]; i++) {
        const JsonCase *c = &json_cases[i];
        put_copy(dir, "tokenizer.json",
                 c->template ? "tests/golden/tokenizerjson/tekken.json"
                             : "tests/golden/tokenizerjson/gpt2.json");
        put_or_remove(dir, "tokenizer_config.json", c->config);
        put_or_remove(dir, "special_tokens_map.json", c->map);
        Err e = {0};
        Tokenizer *t = tokenizer_open(dir, &e);
        if (c->error) {
            assert_null(t);
            assert_int_equal(e.kind, ERR_FORMAT);
            if (!strstr(e.text, c->error) || strncmp(e.text, dir, strlen(dir)) != 0)
                fail_msg("case %zu: \"%s\" does not say \"%s\"", i, e.text, c->error);
            continue;
        }
        if (!t)
            fail_msg("case %zu: %s", i, e.text);
        assert_int_equal(tokenizer_adds_bos(t), c->template);
        if (c->template)
            assert_int_equal(tokenizer_bos(t), 1);
        tokenizer_close(t);
    }
}

/* ---- two files of one directory ---- */

static void files_that_differ_are_found(void **state)
{
    const char *dir = *state;
    const Str texts[] = {str_of(""), str_of("the first of two")};
    put_model(dir, GOLDEN "bpe-gemma.model");
    Err e = {0};
    Tokenizer *t = tokenizer_open(dir, &e);
    assert_non_null(t);
    assert_int_equal(tokenizer_agrees(t, texts, 2, &e), 0); /* there is no other */
    put_copy(dir, "tokenizer.json", "tests/golden/tokenizerjson/gemma.json");
    assert_int_equal(tokenizer_agrees(t, texts, 2, &e), -1);
    assert_int_equal(e.kind, ERR_FORMAT);
    assert_non_null(strstr(e.text, "tokenizer.model and tokenizer.json give different ids to one"));
    assert_int_equal(tokenizer_agrees(t, texts, 1, &e), 0);
    put_text(dir, "tokenizer.json", "{}");
    assert_int_equal(tokenizer_agrees(t, texts, 2, &e), -1);
    assert_non_null(strstr(e.text, "tokenizer.json: model: is missing"));
    tokenizer_close(t);
    /* <bos> is id 2 in both; one puts it first, the other does not. */
    put_copy(dir, "tokenizer.json", "tests/golden/tokenizerjson/gemma.json");
    put_text(dir, "tokenizer_config.json", "{\"add_bos_token\": false}");
    t = tokenizer_open(dir, &e);
    assert_non_null(t);
    assert_int_equal(tokenizer_agrees(t, texts, 1, &e), -1);
    assert_non_null(strstr(e.text, "put nothing before a text, but the post_processor of"));
    tokenizer_close(t);
}

static void a_model_by_its_own_path_stands_alone(void **state)
{
    const char *dir = *state;
    put_model(dir, GOLDEN "bpe-gemma.model");
    put_text(dir, "tokenizer_config.json", "{\"add_bos_token\": false}");
    char *path = test_path(dir, "tokenizer.model");
    Err e = {0};
    Tokenizer *t = tokenizer_open(path, &e);
    assert_non_null(t);
    assert_true(tokenizer_adds_bos(t));
    assert_string_equal(tokenizer_kind(t), "SentencePiece BPE");
    assert_string_equal(tokenizer_file(t), path);
    char hex[SHA256_HEX_BYTES];
    assert_int_equal(sha256_file(path, hex, &e), 0);
    assert_string_equal(tokenizer_sha256(t), hex);
    tokenizer_close(t);
    free(path);
}

/* ---- files ---- */

static void a_space_that_is_asked_away_is_refused(void **state)
{
    const char *dir = *state;
    put_model(dir, GOLDEN "unigram-bytes.model"); /* adds a dummy prefix */
    put_text(dir, "tokenizer_config.json", "{\"add_prefix_space\": false}");
    Err e = {0};
    assert_null(tokenizer_open(dir, &e));
    assert_non_null(strstr(e.text, "add_prefix_space"));
    put_text(dir, "tokenizer_config.json", "{\"add_prefix_space\": true}");
    Tokenizer *t = tokenizer_open(dir, &e);
    assert_non_null(t);
    assert_string_equal(tokenizer_kind(t), "SentencePiece unigram");
    tokenizer_close(t);
}

static void a_directory_without_a_model_is_refused(void **state)
{
    const char *dir = *state;
    Err e = {0};
    assert_null(tokenizer_open(dir, &e));
    assert_non_null(strstr(e.text, "holds no tokenizer.model"));
    put_text(dir, "merges.txt", "#version: 0.2\n");
    assert_null(tokenizer_open(dir, &e));
    assert_non_null(strstr(e.text, "its vocab.json and merges.txt do not say how a text is cut"));
    put_text(dir, "tokenizer.json", "{}");
    assert_null(tokenizer_open(dir, &e));
    assert_int_equal(e.kind, ERR_FORMAT);
    assert_non_null(strstr(e.text, "tokenizer.json: model: is missing: this is no tokenizer.json"));
    put_model(dir, GOLDEN "bpe-cross.model"); /* both: the .model is taken */
    Tokenizer *t = tokenizer_open(dir, &e);
    assert_non_null(t);
    tokenizer_close(t);
    char *missing = test_path(dir, "none.model");
    assert_null(tokenizer_open(missing, &e));
    assert_int_equal(e.kind, ERR_IO);
    free(missing);
}

/* sha256sum tokenizer.model tokenizer_config.json | sha256sum */
static void the_digest_covers_the_configuration(void **state)
{
    const char *dir = *state;
    put_model(dir, GOLDEN "bpe-cross.model");
    put_text(dir, "tokenizer_config.json", "{\"add_bos_token\": true}");
    Err e = {0};
    Tokenizer *t = tokenizer_open(dir, &e);
    assert_non_null(t);
    Buf command = {0};
    buf_printf(&command, "cd '%s' && sha256sum tokenizer.model tokenizer_config.json | sha256sum",
               dir);
    FILE *f = popen(buf_cstr(&command), "r");
    assert_non_null(f);
    char hex[SHA256_HEX_BYTES];
    assert_non_null(fgets(hex, sizeof hex, f));
    pclose(f);
    assert_string_equal(tokenizer_sha256(t), hex);
    buf_free(&command);
    tokenizer_close(t);
}

static void tokens_added_later_are_told(void **state)
{
    const char *dir = *state;
    put_model(dir, GOLDEN "bpe-gemma.model");
    put_text(dir, "tokenizer_config.json",
             "{\"added_tokens_decoder\": {\"2\": {\"content\": \"<bos>\"},"
             " \"5\": {\"content\": \"<|fim|>\"}, \"90000\": {\"content\": \"<|x|>\"}}}");
    put_text(dir, "added_tokens.json", "{\"<mask>\": 4, \"<|y|>\": 90001}");
    Err e = {0};
    Tokenizer *t = tokenizer_open(dir, &e);
    if (!t)
        fail_msg("%s", e.text);
    const TokenizerAdded *added;
    assert_int_equal(tokenizer_added(t, &added), 3);
    assert_int_equal(added[0].id, 5);
    assert_true(str_equal_c(added[0].text, "<|fim|>"));
    assert_int_equal(added[1].id, 90000);
    assert_int_equal(added[2].id, 90001);
    assert_true(str_equal_c(added[2].text, "<|y|>"));
    /* Their text is text like any other. */
    TokenizerScratch *s = NULL;
    uint32_t ids[16];
    const size_t n = tokenizer_encode(t, &s, str_of("<|fim|>"), ids, 16);
    assert_in_range(n, 2, 16);
    for (size_t i = 0; i < n; i++)
        assert_int_not_equal(ids[i], 5);
    tokenizer_scratch_free(s);
    tokenizer_close(t);
    put_text(dir, "added_tokens.json", "{\"<mask>\": -4}");
    assert_null(tokenizer_open(dir, &e));
    assert_non_null(strstr(e.text, "added_tokens.json: <mask> has no id"));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(bos_is_what_the_files_say),
        IN_FOLDER(bos_of_a_tokenizer_json_is_not_contradicted),
        IN_FOLDER(files_that_differ_are_found),
        IN_FOLDER(a_model_by_its_own_path_stands_alone),
        IN_FOLDER(a_space_that_is_asked_away_is_refused),
        IN_FOLDER(a_directory_without_a_model_is_refused),
        IN_FOLDER(the_digest_covers_the_configuration),
        IN_FOLDER(tokens_added_later_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
