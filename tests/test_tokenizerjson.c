/* tokenizer.json: the published library's ids and texts (golden files made by
 * tests/oracle/tokenizerjson_golden.py), what is refused and with which sentence, hostile values. */
#include "tests/testing.h"
#include "tests/tokencheck.h"

#include "audit/base/hash.h"
#include "audit/base/utf8.h"
#include "infer/infer.h"

#define GOLDEN "tests/golden/tokenizerjson/"

enum { STRINGS = 3000 };

/* ---- against the golden files ---- */

typedef struct {
    const char *name;
    bool lossless; /* decoding what was encoded gives the text back */
    int bos;       /* the id that is put first; -1: none */
} Vocabulary;

static const Vocabulary vocabularies[] = {
    {"gpt2", true, -1},   {"gpt-neox", false, -1},  {"llama3", true, 551},
    {"qwen2", false, -1}, {"falcon", true, -1},     {"starcoder", true, -1},
    {"tekken", true, 1},  {"llama2", false, 1},     {"mistral3", false, 1},
    {"gemma", false, 2},  {"odd-bytes", false, -1}, {"odd-unknown", false, -1},
};

static Tokenizer *open_golden(const char *name)
{
    char path[200];
    snprintf(path, sizeof path, GOLDEN "%s.json", name);
    return open_good(path);
}

static void ids_and_texts_are_the_library_s(void **state)
{
    const Vocabulary *v = *state;
    Fragments f = fragments_read("tests/golden/tokenizer/fragments.txt", GOLDEN "fragments.txt");
    Tokenizer *t = open_golden(v->name);
    Encoder x = {.t = t};
    char golden[200];
    snprintf(golden, sizeof golden, GOLDEN "%s.hashes", v->name);
    strings_check(&x, &f, golden, STRINGS, 0, 4, v->lossless);
    assert_int_equal(tokenizer_adds_bos(t), v->bos >= 0);
    if (v->bos >= 0)
        assert_int_equal(tokenizer_bos(t), v->bos);
    encoder_free(&x);
    tokenizer_close(t);
    fragments_free(&f);
}

/* ---- small files ---- */

/* A byte-level tokenizer of a few tokens, with one part of it changed. */
static char *small_file(const char *dir, const char *from, const char *to)
{
    static const char whole[] =
        "{\"version\": \"1.0\", \"added_tokens\": [{\"id\": 5, \"content\": \"<x>\", "
        "\"special\": true, \"single_word\": false, \"lstrip\": false, \"rstrip\": false, "
        "\"normalized\": false}], \"normalizer\": null, "
        "\"pre_tokenizer\": {\"type\": \"ByteLevel\", \"add_prefix_space\": false}, "
        "\"post_processor\": null, \"decoder\": {\"type\": \"ByteLevel\"}, "
        "\"model\": {\"type\": \"BPE\", \"dropout\": null, \"unk_token\": null, "
        "\"vocab\": {\"a\": 0, \"b\": 1, \"ab\": 2, \"\\u0120\": 3, \"aba\": 4}, "
        "\"merges\": [\"a b\", [\"ab\", \"a\"]]}}";
    const char *at = strstr(whole, from);
    assert_non_null(at);
    Buf b = {0};
    buf_add(&b, whole, (size_t)(at - whole));
    buf_add_c(&b, to);
    buf_add_c(&b, at + strlen(from));
    char *path = test_file(dir, "tokenizer.json", b.s, b.n);
    buf_free(&b);
    return path;
}

typedef struct {
    const char *from, *to;
    const char *error; /* part of the sentence */
} Refusal;

static const Refusal refusals[] = {
    {"\"version\":", "\"version\"", "is not valid JSON: line 1"},
    {"\"1.0\"", "\"2.0\"", "version is not \"1.0\""},
    {"\"BPE\"", "\"WordPiece\"", "model: the type WordPiece is not implemented; BPE is"},
    {"\"model\"", "\"modal\"", "model: is missing: this is no tokenizer.json"},
    {"\"dropout\": null", "\"dropout\": 0.1", "dropout makes ids random"},
    {"\"unk_token\": null", "\"end_of_word_suffix\": \"</w>\"", "end_of_word_suffix is not"},
    {"\"unk_token\": null", "\"continuing_subword_prefix\": \"##\"", "continuing_subword_prefix"},
    {"\"unk_token\": null", "\"unk_token\": \"?\"", "unk_token \"?\" is no token of vocab"},
    {"\"unk_token\": null", "\"byte_fallback\": 1", "byte_fallback is an integer where true or"},
    {"\"a b\"", "\"a\"", "merge 0 is neither \"a b\" nor"},
    {"\"a b\"", "\"a b c\"", "merge 0 is neither \"a b\" nor"},
    {"\"a b\"", "\"a c\"", "merge 0 needs \"c\", which is no token"},
    {"\"a b\"", "\"b a\"", "merge 0 needs \"ba\", which is no token"},
    {"[\"ab\", \"a\"]", "[\"ab\"]", "merge 1 is neither"},
    {"\"ab\": 2", "\"ab\": 1", "id 1 is given to "},
    {"\"ab\": 2", "\"ab\": -2", "the id of a token is -2; it must lie in 0 .."},
    {"\"ab\": 2", "\"ab\": 4000000000", "the id of a token is 4000000000; it must lie in 0 .."},
    {"\"ab\": 2", "\"ab\": 2.5", "\"ab\": the id of a token is a number with a fraction"},
    {"\"ab\": 2", "\"a\": 2", "is not valid JSON: line 1"},
    {"\"id\": 5", "\"id\": 6", "\"<x>\" has id 6 in added_tokens, but the tokenizers library"},
    {"\"id\": 5", "\"ID\": 5", "added_tokens[0]: id is missing"},
    {"\"lstrip\": false", "\"lstrip\": 0", "added_tokens[0]: lstrip is missing, or is not"},
    {"\"normalizer\": null", "\"normalizer\": {\"type\": \"NFKC\"}",
     "normalizer: the kind NFKC is not implemented"},
    {"\"normalizer\": null",
     "\"normalizer\": {\"type\": \"Sequence\", \"normalizers\": ["
     "{\"type\": \"Replace\", \"pattern\": {\"String\": \"a\"}, \"content\": \"aaaaaaaaa\"}, "
     "{\"type\": \"Replace\", \"pattern\": {\"String\": \"a\"}, \"content\": \"aaaaaaaaa\"}]}",
     "normalizer: step 1 (from 0): makes a text more than 64 times as long"},
    {"\"normalizer\": null", "\"normalizer\": {\"type\": \"Lowercase\"}", "the kind Lowercase"},
    {"\"normalizer\": null",
     "\"normalizer\": {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"a\"}, \"content\": \"\"}",
     "a Replace of a Regex is not implemented"},
    {"{\"type\": \"ByteLevel\", \"add_prefix_space\": false}", "{\"type\": \"BertPreTokenizer\"}",
     "pre_tokenizer: the kind BertPreTokenizer is not implemented"},
    {"{\"type\": \"ByteLevel\", \"add_prefix_space\": false}",
     "{\"type\": \"Split\", \"pattern\": {\"Regex\": \"(?<=a)b\"}, \"behavior\": \"Isolated\"}",
     "pre_tokenizer: Split: "},
    {"{\"type\": \"ByteLevel\", \"add_prefix_space\": false}",
     "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"ByteLevel\"}, "
     "{\"type\": \"ByteLevel\"}]}",
     "a second ByteLevel is not implemented"},
    {"{\"type\": \"ByteLevel\", \"add_prefix_space\": false}", "{\"pattern\": 1}",
     "pre_tokenizer: type is missing"},
    {"\"decoder\": {\"type\": \"ByteLevel\"}", "\"decoder\": {\"type\": \"WordPiece\"}",
     "decoder: the kind WordPiece is not implemented"},
    {"\"decoder\": {\"type\": \"ByteLevel\"}", "\"decoder\": {\"type\": \"Fuse\"}",
     "decoder: is not ByteLevel where the pre_tokenizer has a ByteLevel"},
    {"\"post_processor\": null", "\"post_processor\": {\"type\": \"Odd\"}",
     "post_processor: Odd: the kind is not implemented"},
    {"\"post_processor\": null",
     "\"post_processor\": {\"type\": \"BertProcessing\", \"cls\": [\"<x>\", 9]}",
     "post_processor puts an id before a text that is no token"},
    {"\"post_processor\": null",
     "\"post_processor\": {\"type\": \"TemplateProcessing\", \"single\": [{\"Sequence\": "
     "{\"id\": \"A\"}}, {\"Sequence\": {\"id\": \"A\"}}]}",
     "single does not hold the text A once"},
};

static void what_would_be_wrong_is_refused(void **state)
{
    const char *dir = *state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const Refusal *r = &refusals[i];
        char *path = small_file(dir, r->from, r->to);
        Err e = {0};
        Tokenizer *t = tokenizer_open(path, &e);
        if (t)
            fail_msg("case %zu opens: %s", i, r->to);
        assert_int_equal(e.kind, ERR_FORMAT);
        if (!strstr(e.text, r->error) || strncmp(e.text, path, strlen(path)) != 0)
            fail_msg("case %zu: \"%s\" does not say \"%s\"", i, e.text, r->error);
        free(path);
    }
}

typedef struct {
    const char *from, *to, *text;
    const char *ids; /* with spaces between */
} Example;

static const Example examples[] = {
    {"null", "null", "abab aba", "2 2 3 4"},
    {"null", "null", "a<x>b", "0 5 1"},
    {"null", "null", "", ""},
    {"null", "null", "zaz", "0"}, /* what has no token and no unk_token is left out */
    {"\"unk_token\": null", "\"unk_token\": \"b\"", "zzaz", "1 1 2"},
    {"\"unk_token\": null", "\"unk_token\": \"b\", \"fuse_unk\": true", "zzaz", "1 2"},
    {"\"add_prefix_space\": false", "\"add_prefix_space\": true", "ab<x> ab", "3 2 5 3 2"},
    {"\"lstrip\": false", "\"lstrip\": true", "a \n<x> b", "0 5 3 1"},
    {"\"rstrip\": false", "\"rstrip\": true", "a <x> \n b", "0 3 5 1"},
    {"\"single_word\": false", "\"single_word\": true", "a<x> <x>b <x>", "0 3 1 3 5"},
    {"[\"ab\", \"a\"]", "[\"ab\", \"a\"]], \"ignore_merges\": true, \"x\": [", "aba", "4"},
    {"[\"ab\", \"a\"]", "\"ab a\"", "aba", "4"},
};

static void small_files_do_as_they_say(void **state)
{
    const char *dir = *state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        char *path = small_file(dir, examples[i].from, examples[i].to);
        Err e = {0};
        Tokenizer *t = tokenizer_open(path, &e);
        if (!t)
            fail_msg("case %zu: %s", i, e.text);
        Encoder x = {.t = t};
        encode(&x, str_of(examples[i].text));
        Buf ids = {0};
        for (size_t k = 0; k < x.n; k++)
            buf_printf(&ids, k ? " %u" : "%u", x.ids[k]);
        if (strcmp(buf_cstr(&ids), examples[i].ids) != 0)
            fail_msg("case %zu: %s instead of %s", i, buf_cstr(&ids), examples[i].ids);
        buf_free(&ids);
        encoder_free(&x);
        tokenizer_close(t);
        free(path);
    }
}

/* ---- promises of the header ---- */

static void decoding_gives_bytes(void **state)
{
    (void)state;
    Tokenizer *t = open_golden("gemma");
    Encoder x = {.t = t};
    Buf out = {0};
    encode(&x, str_of("\xf0\x9f\xa7\xbf"));
    assert_int_equal(x.n, 4);
    tokenizer_decode(t, x.ids, 3, true, &out);
    assert_string_equal(buf_cstr(&out), "\xf0\x9f\xa7");
    tokenizer_decode(t, x.ids + 3, 1, false, &out);
    assert_string_equal(buf_cstr(&out), "\xf0\x9f\xa7\xbf");
    buf_clear(&out);
    const uint32_t odd[] = {tokenizer_size(t), UINT32_MAX, 2};
    tokenizer_decode(t, odd, 3, true, &out);
    assert_string_equal(buf_cstr(&out), "<bos>");
    buf_free(&out);
    encoder_free(&x);
    tokenizer_close(t);
}

/* A text is looked through in as many steps a byte as the longest token has bytes. */
static void a_very_long_added_token_is_refused(void **state)
{
    enum { MOST = 1024 };
    char token[MOST + 2];
    memset(token, 'q', sizeof token);
    token[MOST + 1] = 0;
    char *path = small_file(*state, "<x>", token);
    Err e = {0};
    assert_null(tokenizer_open(path, &e));
    assert_int_equal(e.kind, ERR_FORMAT);
    assert_non_null(strstr(e.text, "has 1025 bytes; more than 1024 are not implemented"));
    free(path);
    token[MOST] = 0;
    path = small_file(*state, "<x>", token);
    e = (Err){0};
    Tokenizer *t = tokenizer_open(path, &e);
    assert_non_null(t);
    tokenizer_close(t);
    free(path);
}

/* The text of an added token is not written in the byte alphabet, in which an e with an acute accent
 * stands for a byte. */
static void an_added_token_decodes_to_its_text(void **state)
{
    char *path = small_file(*state, "<x>", "\\u00e9");
    Err e = {0};
    Tokenizer *t = tokenizer_open(path, &e);
    if (!t)
        fail_msg("%s", e.text);
    Encoder x = {.t = t};
    Buf out = {0};
    encode(&x, str_of("a\xc3\xa9"));
    assert_int_equal(x.n, 2);
    tokenizer_decode(t, x.ids, x.n, true, &out);
    assert_string_equal(buf_cstr(&out), "a\xc3\xa9");
    buf_free(&out);
    encoder_free(&x);
    tokenizer_close(t);
    free(path);
}

static void a_dummy_prefix_is_dropped_at_the_front_only(void **state)
{
    (void)state;
    Tokenizer *t = open_golden("llama2");
    Encoder x = {.t = t};
    Buf out = {0};
    encode(&x, str_of("the end"));
    tokenizer_decode(t, x.ids, x.n, true, &out);
    tokenizer_decode(t, x.ids, x.n, false, &out);
    assert_string_equal(buf_cstr(&out), "the end the end");
    buf_free(&out);
    encoder_free(&x);
    tokenizer_close(t);
}

/* What is quadratic somewhere does not come back from these. */
static void long_texts_of_one_kind_are_no_trouble(void **state)
{
    static const char *const units[] = {"a",        " ",         "\n",   "'",  "1",
                                        "\xc3\xa9", "e\xcc\x81", "\xff", "ab "};
    enum { BYTES = 1 << 20 };
    const Vocabulary *v = *state;
    Tokenizer *t = open_golden(v->name);
    Encoder x = {.t = t};
    Buf text = {0}, out = {0};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        buf_clear(&text);
        buf_clear(&out);
        while (text.n < BYTES)
            buf_add_c(&text, units[i]);
        encode(&x, buf_str(&text));
        assert_true(x.n <= 4 * text.n);
        tokenizer_decode(t, x.ids, x.n, true, &out);
        if (v->lossless && units[i][0] != '\xff')
            assert_true(str_equal(buf_str(&out), buf_str(&text)));
    }
    buf_free(&text);
    buf_free(&out);
    encoder_free(&x);
    tokenizer_close(t);
}

static void only_the_wanted_ids_are_written(void **state)
{
    (void)state;
    Tokenizer *t = open_golden("gpt2");
    TokenizerScratch *s = NULL;
    uint32_t all[64], some[64];
    const Str text = str_of("the first of the  arguments<|endoftext|>\n\n\xff is 17");
    const size_t n = tokenizer_encode(t, &s, text, all, 64);
    assert_in_range(n, 10, 40);
    for (size_t want = 0; want <= n; want++) {
        memset(some, 0xEE, sizeof some);
        assert_int_equal(tokenizer_encode(t, &s, text, some, want), n);
        assert_memory_equal(some, all, want * sizeof *all);
        assert_int_equal(some[want], 0xEEEEEEEE);
    }
    assert_int_equal(tokenizer_encode(t, &s, (Str){NULL, 0}, NULL, 0), 0);
    tokenizer_scratch_free(s);
    tokenizer_close(t);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, test_folder_make, test_folder_remove)

int main(void)
{
    enum { N = sizeof vocabularies / sizeof vocabularies[0] };
    struct CMUnitTest tests[2 * N + 6];
    char names[2 * N][80];
    size_t n = 0;
    for (size_t i = 0; i < N; i++) {
        void *v = (void *)&vocabularies[i];
        tests[n] = (struct CMUnitTest)cmocka_unit_test_prestate(ids_and_texts_are_the_library_s, v);
        snprintf(names[n], sizeof names[n], "ids_and_texts_are_the_library_s %s",
                 vocabularies[i].name);
        tests[n].name = names[n];
        n++;
        tests[n] =
            (struct CMUnitTest)cmocka_unit_test_prestate(long_texts_of_one_kind_are_no_trouble, v);
        snprintf(names[n], sizeof names[n], "long_texts_of_one_kind_are_no_trouble %s",
                 vocabularies[i].name);
        tests[n].name = names[n];
        n++;
    }
    tests[n++] = (struct CMUnitTest)IN_FOLDER(what_would_be_wrong_is_refused);
    tests[n++] = (struct CMUnitTest)IN_FOLDER(small_files_do_as_they_say);
    tests[n++] = (struct CMUnitTest)IN_FOLDER(a_very_long_added_token_is_refused);
    tests[n++] = (struct CMUnitTest)IN_FOLDER(an_added_token_decodes_to_its_text);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(decoding_gives_bytes);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(a_dummy_prefix_is_dropped_at_the_front_only);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(only_the_wanted_ids_are_written);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
