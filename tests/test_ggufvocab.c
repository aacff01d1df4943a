/* Vocabularies in GGUF files: the published libraries' ids and texts (golden files made by
 * tests/oracle/ggufvocab_golden.py), what is refused and with which sentence, BOS, digests, files
 * without a vocabulary. */
#include "tests/ggufmaker.h"
#include "tests/testing.h"
#include "tests/tokencheck.h"

#include "audit/base/hash.h"
#include "audit/base/utf8.h"
#include "infer/infer.h"

#define GOLDEN      "tests/golden/ggufvocab/"
#define SHARED_GGUF SHARED_DATA "/tokenizers/"

enum { STRINGS = 3000 };

/* ---- against the golden files ---- */

typedef struct {
    const char *name;         /* of the golden file */
    const char *file;         /* NULL: cross.gguf with another tokenizer.ggml.pre ... */
    const char *pre;          /* ... this one; NULL: none */
    const char *architecture; /* and this general.architecture */
    bool pieces;              /* SentencePiece: other strings, 8 digits of the hash, not 4 */
    bool lossless;            /* decoding what was encoded gives the text back */
    int bos;                  /* the id that is put first; -1: none */
} Vocabulary;

static const Vocabulary vocabularies[] = {
    {"gpt-2", NULL, "gpt-2", "gpt2", false, true, -1},
    {"gpt-2", NULL, NULL, "gpt2", false, true, -1},
    {"gpt-2", NULL, "phi-2", "phi2", false, true, -1},
    {"olmo", NULL, "olmo", "olmo", false, false, -1},
    {"olmo", NULL, "gpt-2", "gptneox", false, false, -1},
    {"olmo", NULL, "default", "gptneox", false, false, -1},
    {"llama-bpe", NULL, "llama-bpe", "llama", false, true, 0},
    {"llama-bpe", NULL, "llama3", "llama", false, true, 0},
    {"llama-bpe", NULL, "llama-v3", "llama", false, true, 0},
    {"llama-bpe", NULL, "falcon3", "llama", false, true, 0},
    {"qwen2", NULL, "qwen2", "qwen2", false, false, -1},
    {"qwen35", NULL, "qwen35", "qwen35", false, false, -1},
    {"falcon", NULL, "falcon", "falcon", false, true, -1},
    {"dbrx", NULL, "dbrx", "olmo2", false, true, -1},
    {"starcoder", NULL, "starcoder", "starcoder2", false, true, -1},
    {"starcoder", NULL, "smollm", "llama", false, true, -1},
    {"command-r", NULL, "command-r", "command-r", false, false, -1},
    {"deepseek-llm", NULL, "deepseek-llm", "llama", false, true, -1},
    {"deepseek-coder", NULL, "deepseek-coder", "llama", false, true, -1},
    {"deepseek-v3", NULL, "deepseek-v3", "deepseek2", false, true, -1},
    {"tekken", NULL, "tekken", "llama", false, true, 0},
    {"gpt-4o", NULL, "gpt-4o", "gpt-oss", false, true, -1},
    {"gpt-2-shared", SHARED_GGUF "gpt-2.gguf", NULL, NULL, false, true, -1},
    {"gpt-neox-shared", SHARED_GGUF "gpt-neox.gguf", NULL, NULL, false, false, -1},
    {"gemma", GOLDEN "gemma.gguf", NULL, NULL, true, false, 2},
    {"llama", GOLDEN "llama.gguf", NULL, NULL, true, false, 1},
    {"rules", GOLDEN "rules.gguf", NULL, NULL, true, false, 1},
    {"unknown", GOLDEN "unknown.gguf", NULL, NULL, true, false, 1},
};

/* A key with its value, as it stands in another file. */
static void copy_value(GgufMaker *m, const GgufValue *v)
{
    char *key = mem_copy(v->key.s, v->key.n);
    ggufmaker_key(m, key, v->type, "", 0);
    if (v->type == GGUF_STRING)
        ggufmaker_number(&m->keys, v->bytes.n, 8);
    if (v->type == GGUF_ARRAY) {
        ggufmaker_number(&m->keys, v->element, 4);
        ggufmaker_number(&m->keys, v->n, 8);
    }
    buf_add_str(&m->keys, v->bytes);
    free(key);
}

/* cross.gguf, cut as another family does. */
static char *variant(const char *dir, const char *pre, const char *architecture)
{
    Buf file = {0}, out = {0};
    Arena a = {0};
    Err e = {0};
    Gguf g;
    GgufMaker m = {.version = 3};
    assert_int_equal(file_read(GOLDEN "cross.gguf", &file, &e), 0);
    assert_int_equal(gguf_parse(&g, buf_str(&file), &a, &e), 0);
    ggufmaker_string(&m, "general.architecture", architecture);
    if (pre)
        ggufmaker_string(&m, "tokenizer.ggml.pre", pre);
    for (size_t i = 0; i < g.n_values; i++) {
        const Str key = g.values[i].key;
        if (!str_equal_c(key, "general.architecture") && !str_equal_c(key, "tokenizer.ggml.pre"))
            copy_value(&m, &g.values[i]);
    }
    ggufmaker_file(&m, &out);
    char *path = test_file(dir, "cross.gguf", buf_str(&out).s, out.n);
    buf_free(&file);
    buf_free(&out);
    arena_free(&a);
    return path;
}

static Encoder encoder_open(const char *path)
{
    return (Encoder){.t = open_good(path)};
}

/* Of encoder_open: the tokenizer is its own. */
static void encoder_close(Encoder *x)
{
    encoder_free(x);
    tokenizer_close((Tokenizer *)(uintptr_t)x->t);
}

static void compare(const Vocabulary *v, Encoder *x)
{
    Fragments f = fragments_read("tests/golden/tokenizer/fragments.txt",
                                 v->pieces ? NULL : "tests/golden/tokenizerjson/fragments.txt");
    char golden[200];
    snprintf(golden, sizeof golden, GOLDEN "%s.hashes", v->name);
    strings_check(x, &f, golden, STRINGS, 0, v->pieces ? 8 : 4, v->lossless);
    fragments_free(&f);
}

static void ids_and_texts_are_the_library_s(void **state)
{
    const Vocabulary *v = *state;
    if (v->file)
        test_need(v->file);
    void *dir = NULL;
    assert_int_equal(test_folder_make(&dir), 0);
    char *path = v->file ? strdup(v->file) : variant(dir, v->pre, v->architecture);
    Encoder x = encoder_open(path);
    compare(v, &x);
    assert_int_equal(tokenizer_adds_bos(x.t), v->bos >= 0);
    if (v->bos >= 0)
        assert_int_equal(tokenizer_bos(x.t), v->bos);
    encoder_close(&x);
    free(path);
    assert_int_equal(test_folder_remove(&dir), 0);
}

/* The ids that the project of the file publishes beside it. */
static void gpt_2_gives_its_published_ids(void **state)
{
    static const char *const mark = "\n__ggml_vocab_test__\n";
    (void)state;
    test_need(SHARED_GGUF "gpt-2.inp");
    Encoder x = encoder_open(SHARED_GGUF "gpt-2.gguf");
    Buf in = {0}, out = {0}, ids = {0};
    Err e = {0};
    assert_int_equal(file_read(SHARED_GGUF "gpt-2.inp", &in, &e), 0);
    assert_int_equal(file_read(SHARED_GGUF "gpt-2.out", &out, &e), 0);
    const char *text = buf_cstr(&in), *line = buf_cstr(&out);
    size_t n = 0;
    for (const char *end; (end = strstr(text, mark)); text = end + strlen(mark), n++) {
        encode(&x, (Str){text, (size_t)(end - text)});
        buf_clear(&ids);
        for (size_t i = 0; i < x.n; i++)
            buf_printf(&ids, " %u", x.ids[i]);
        buf_add_char(&ids, '\n');
        if (strncmp(line, buf_cstr(&ids), ids.n) != 0)
            fail_msg("string %zu: %s instead of %.*s", n, buf_cstr(&ids), (int)strcspn(line, "\n"),
                     line);
        line += ids.n;
    }
    assert_true(n > 30);
    buf_free(&in);
    buf_free(&out);
    buf_free(&ids);
    encoder_close(&x);
}

/* ---- small files ---- */

typedef struct {
    const char *text;
    int32_t type;
    float score;
} Token;

/* What a small file says; a member that is NULL or 0 is what the kind usually has. */
typedef struct {
    const char *model, *pre, *architecture;
    const Token *tokens; /* ends with text = NULL */
    const char *merges[8];
    const char *without;   /* this key is left out */
    const char *key_true;  /* this key is there, and true */
    const char *key_false; /* or false */
    const char *bos_key;   /* this key is there ... */
    uint32_t bos;          /* ... with this id */
    bool names_control;    /* bos, eos and padding are all id 1 */
    size_t fewer_types, fewer_scores;
} Small;

static void add_tokens(GgufMaker *m, const Small *s, const char *key)
{
    Buf b = {0};
    uint64_t n = 0, n_left_out = 0;
    GgufType type = GGUF_STRING;
    for (const Token *t = s->tokens; t->text; t++, n++) {
        if (strcmp(key, "tokenizer.ggml.tokens") == 0) {
            ggufmaker_text(&b, t->text, strlen(t->text));
        } else if (strcmp(key, "tokenizer.ggml.scores") == 0) {
            type = GGUF_F32;
            n_left_out = s->fewer_scores;
            buf_add(&b, (const char *)&t->score, 4);
        } else {
            type = GGUF_I32;
            n_left_out = s->fewer_types;
            ggufmaker_number(&b, (uint64_t)(int64_t)t->type, 4);
        }
    }
    if (!s->without || strcmp(key, s->without) != 0)
        ggufmaker_array(m, key, type, n - n_left_out, buf_str(&b).s, b.n - 4 * n_left_out);
    buf_free(&b);
}

static void add_merges(GgufMaker *m, const Small *s)
{
    Buf b = {0};
    uint64_t n = 0;
    for (; s->merges[n]; n++)
        ggufmaker_text(&b, s->merges[n], strlen(s->merges[n]));
    if (!s->without || strcmp(s->without, "tokenizer.ggml.merges") != 0)
        ggufmaker_array(m, "tokenizer.ggml.merges", GGUF_STRING, n, buf_str(&b).s, b.n);
    buf_free(&b);
}

static const Token byte_tokens[] = {{"a", 1, 0},        {"b", 1, 0},   {"ab", 1, 0},
                                    {"\xc4\xa0", 1, 0}, {"<x>", 3, 0}, {NULL, 0, 0}};
static const Token piece_tokens[] = {{"<unk>", 2, 0}, {"<s>", 3, 0}, {"a", 1, -1},
                                     {"b", 1, -2},    {"ab", 1, -3}, {"\xe2\x96\x81", 1, -4},
                                     {"  ", 4, 0},    {"<u>", 3, 0}, {NULL, 0, 0}};

static char *small_file(const char *dir, Small s)
{
    GgufMaker m = {.version = 3};
    Buf out = {0};
    if (!s.model)
        s.model = "gpt2";
    const bool bytes = strcmp(s.model, "gpt2") == 0;
    if (!s.tokens)
        s.tokens = bytes ? byte_tokens : piece_tokens;
    if (bytes && !s.merges[0])
        s.merges[0] = "a b";
    ggufmaker_string(&m, "general.architecture", s.architecture ? s.architecture : "llama");
    ggufmaker_string(&m, "tokenizer.ggml.model", s.model);
    if (!s.without || strcmp(s.without, "tokenizer.ggml.pre") != 0)
        ggufmaker_string(&m, "tokenizer.ggml.pre", s.pre ? s.pre : "gpt-2");
    add_tokens(&m, &s, "tokenizer.ggml.tokens");
    add_tokens(&m, &s, "tokenizer.ggml.token_type");
    if (bytes)
        add_merges(&m, &s);
    else
        add_tokens(&m, &s, "tokenizer.ggml.scores");
    if (s.key_true)
        ggufmaker_bool(&m, s.key_true, true);
    if (s.key_false)
        ggufmaker_bool(&m, s.key_false, false);
    if (s.bos_key)
        ggufmaker_u32(&m, s.bos_key, s.bos);
    if (s.names_control) {
        ggufmaker_u32(&m, "tokenizer.ggml.bos_token_id", 1);
        ggufmaker_u32(&m, "tokenizer.ggml.eos_token_id", 1);
        ggufmaker_u32(&m, "tokenizer.ggml.padding_token_id", 1);
    }
    ggufmaker_file(&m, &out);
    char *path = test_file(dir, "small.gguf", buf_str(&out).s, out.n);
    buf_free(&out);
    return path;
}

#define KEY         "tokenizer.ggml."
#define TOKENS(...) ((const Token[]){__VA_ARGS__, {NULL, 0, 0}})

typedef struct {
    Small file;
    const char *error;
} Refusal;

static const Refusal refusals[] = {
    {{.model = "bert"}, KEY "model \"bert\" is not implemented; \"llama\" and \"gpt2\" are"},
    {{.model = "gemma4"}, KEY "model \"gemma4\" is not implemented"},
    {{.model = "t5"}, KEY "model \"t5\" is not implemented"},
    {{.pre = "bloom"}, KEY "pre \"bloom\" is not implemented"},
    {{.pre = "gpt-22"}, KEY "pre \"gpt-22\" is not implemented"},
    {{.pre = "default"}, KEY "pre is \"default\", and general.architecture \"llama\" does not"},
    {{.without = KEY "pre"}, KEY "pre is missing, and general.architecture \"llama\" does not"},
    {{.without = KEY "tokens"}, KEY "tokens is missing"},
    {{.without = KEY "token_type"}, KEY "token_type is missing"},
    {{.without = KEY "merges"}, KEY "merges is missing"},
    {{.model = "llama", .without = KEY "scores"}, KEY "scores is missing"},
    {{.fewer_types = 1}, KEY "token_type has 4 elements, but tokenizer.ggml.tokens has 5"},
    {{.model = "llama", .fewer_scores = 2}, KEY "scores has 6 elements, but tokenizer.ggml.t"},
    {{.merges = {"a b", "b a"}}, KEY "merges: merge 1: needs \"ba\", which is no token"},
    {{.merges = {"a c"}}, KEY "merges: merge 0: needs \"c\", which is no token"},
    {{.merges = {"ab"}}, KEY "merges: merge 0: \"ab\" is not two tokens with one space"},
    {{.merges = {"a b b"}}, KEY "merges: merge 0: \"a b b\" is not two tokens with one space"},
    {{.tokens = TOKENS({"a", 1, 0}, {"b", 1, 0}, {"a", 1, 0})},
     "tokens 0 and 2 have the same text \"a\""},
    {{.tokens = TOKENS({"a", 1, 0}, {"b", 3, 0}, {"b", 1, 0})},
     "tokens 1 and 2 have the same text \"b\""},
    {{.tokens = TOKENS({"a", 1, 0}, {"\xff", 1, 0})}, KEY "tokens: token 1 is not UTF-8"},
    {{.tokens = TOKENS({"a", 0, 0})}, KEY "token_type: token 0 has type 0; 1 to 6 are"},
    {{.tokens = TOKENS({"a", 1, 0}, {"b", 7, 0})}, KEY "token_type: token 1 has type 7"},
    {{.tokens = TOKENS({"a", -1, 0})}, KEY "token_type: token 0 has type -1"},
    {{.tokens = TOKENS({"<0x00>", 6, 0})}, "token 0 is of the type byte (6)"},
    {{.key_true = KEY "add_space_prefix"}, KEY "add_space_prefix beside tokenizer.ggml.model"},
    {{.key_true = KEY "remove_extra_whitespaces"}, KEY "remove_extra_whitespaces beside"},
    {{.key_true = KEY "normalizer.lowercase"}, KEY "normalizer.lowercase beside"},
    {{.model = "llama", .key_true = KEY "normalizer.lowercase"}, "lowercase is not implemented"},
    {{.key_true = KEY "add_bos_token"}, KEY "bos_token_id is missing, but tokenizer.ggml.add_"},
    {{.pre = "llama-bpe"}, KEY "bos_token_id is missing, but this kind of file puts BOS before"},
    {{.bos_key = KEY "bos_token_id", .bos = 5}, KEY "bos_token_id is 5, but there are 5 tokens"},
    {{.bos_key = KEY "eos_token_id", .bos = 9}, KEY "eos_token_id is 9, but there are 5 tokens"},
    {{.tokens = TOKENS({"a", 1, 0}, {"b", 1, 0}, {"ab", 1, 0}, {"[PAD3]", 5, 0}),
      .bos_key = KEY "bos_token_id",
      .bos = 3},
     KEY "bos_token_id is 3, which is no token"},
    {{.model = "llama", .tokens = TOKENS({"<unk>", 2, 0}, {"a", 1, 0}, {"a", 1, 0})},
     "pieces 1 and 2 have the same text"},
    {{.model = "llama", .tokens = TOKENS({"a", 1, 0}, {"b", 1, 0})},
     "none of 2 pieces is of the unknown type"},
    {{.model = "llama", .tokens = TOKENS({"<unk>", 2, 0}, {"", 1, 0})}, "piece 1 is empty"},
    {{.model = "llama", .tokens = TOKENS({"<unk>", 2, 0}, {"<0x00>", 6, 0})},
     "byte_fallback needs the 256 byte pieces"},
    {{.model = "llama", .tokens = TOKENS({"<unk>", 2, 0}, {"ab", 1, -1000}, {"bc", 1, -1000})},
     KEY "scores are all -1000: the file was converted from a tokenizer.json"},
    {{.model = "llama", .tokens = TOKENS({"<unk>", 2, 0}, {"ab", 1, -3.25F}, {"bc", 1, -7.5F})},
     "2 of 2 tokenizer.ggml.scores are no whole numbers: this is a unigram vocabulary"},
};

static void what_would_be_wrong_is_refused(void **state)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        char *path = small_file(*state, refusals[i].file);
        Err e = {0};
        if (tokenizer_open(path, &e))
            fail_msg("case %zu opens: %s", i, refusals[i].error);
        assert_int_equal(e.kind, ERR_FORMAT);
        if (!strstr(e.text, refusals[i].error) || strncmp(e.text, path, strlen(path)) != 0)
            fail_msg("case %zu: \"%s\" does not say \"%s\"", i, e.text, refusals[i].error);
        assert_false(tokenizer_missing(path));
        free(path);
    }
}

typedef struct {
    Small file;
    const char *text, *ids; /* ids with a space before each */
    int bos;                /* -1: none is put first */
} Example;

static const Example examples[] = {
    {{.model = NULL}, "ab a<x>", " 2 3 0 4", -1},
    {{.bos_key = KEY "bos_token_id", .bos = 4}, "ab", " 2", -1},
    {{.bos_key = KEY "bos_token_id", .bos = 4, .key_true = KEY "add_bos_token"}, "", "", 4},
    {{.bos_key = KEY "bos_token_id", .bos = 4, .pre = "llama-bpe"}, "ab", " 2", 4},
    {{.bos_key = KEY "bos_token_id",
      .bos = 4,
      .pre = "llama-bpe",
      .key_false = KEY "add_bos_token"},
     "ab",
     " 2",
     -1},
    {{.tokens = TOKENS({"a", 1, 0}, {"b", 1, 0}, {"ab", 1, 0}, {"[PAD3]", 4, 0}, {"[", 1, 0},
                       {"P", 1, 0}, {"A", 1, 0}, {"D", 1, 0}, {"3", 1, 0}, {"]", 1, 0})},
     "[PAD3]",
     " 4 5 6 7 8 9",
     -1},
    /* A number that is not the token's own was no converter's. */
    {{.tokens = TOKENS({"a", 1, 0}, {"b", 1, 0}, {"ab", 1, 0}, {"[PAD4]", 4, 0})},
     "[PAD4]",
     " 3",
     -1},
    /* A merge may name an added token. */
    {{.tokens = TOKENS({"a", 1, 0}, {"b", 1, 0}, {"ab", 4, 0})}, "abab", " 2 2", -1},
    {{.model = "llama"}, "ab", " 5 4", 1},
    {{.model = "llama", .key_false = KEY "add_space_prefix"}, "ab", " 4", 1},
    {{.model = "llama", .key_false = KEY "add_bos_token"}, "ab", " 5 4", -1},
    {{.model = "llama", .key_true = KEY "remove_extra_whitespaces"}, "  a ", " 5 2", 1},
    {{.model = "llama", .key_false = KEY "add_space_prefix"}, "a  b<s>", " 2 6 3 0", 1},
    {{.model = "llama"}, "<u>", " 5 0", 1},
    {{.model = "llama", .architecture = "gemma2"}, "<u>", " 5 0", 1},
    {{.model = "llama", .names_control = true}, "<u>", " 5 0", 1},
    {{.model = "llama", .architecture = "gemma2", .names_control = true}, "<u><s>", " 5 7 0", 1},
    {{.model = "llama",
      .tokens = TOKENS({"<unk>", 3, 0}, {"a", 1, -1}, {"\xe2\x96\x81", 1, -2}),
      .bos_key = KEY "unknown_token_id",
      .bos = 0},
     "az",
     " 2 1 0",
     -1},
};

static void small_files_do_as_they_say(void **state)
{
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        char *path = small_file(*state, examples[i].file);
        Encoder x = encoder_open(path);
        Buf ids = {0};
        encode(&x, str_of(examples[i].text));
        for (size_t k = 0; k < x.n; k++)
            buf_printf(&ids, " %u", x.ids[k]);
        if (strcmp(buf_cstr(&ids), examples[i].ids) != 0)
            fail_msg("case %zu: %s instead of %s", i, buf_cstr(&ids), examples[i].ids);
        assert_int_equal(tokenizer_adds_bos(x.t), examples[i].bos >= 0);
        if (examples[i].bos >= 0)
            assert_int_equal(tokenizer_bos(x.t), examples[i].bos);
        buf_free(&ids);
        encoder_close(&x);
        free(path);
    }
}

/* ---- the file as a whole ---- */

static void digest_of(const char *dir, Small s, bool older, char hex[SHA256_HEX_BYTES])
{
    char *path = small_file(dir, s);
    if (older) { /* the version's number, and bytes that stand behind the metadata */
        Buf file = {0};
        Err e = {0};
        assert_int_equal(file_read(path, &file, &e), 0);
        file.s[4] = 2;
        buf_add(&file, "more", 4);
        free(path);
        path = test_file(dir, "older.gguf", buf_str(&file).s, file.n);
        buf_free(&file);
    }
    Encoder x = encoder_open(path);
    memcpy(hex, tokenizer_sha256(x.t), SHA256_HEX_BYTES);
    encoder_close(&x);
    free(path);
}

static void the_digest_is_of_what_decides(void **state)
{
    char first[SHA256_HEX_BYTES], other[SHA256_HEX_BYTES];
    digest_of(*state, (Small){.model = NULL}, false, first);
    digest_of(*state, (Small){.model = NULL}, true, other);
    assert_string_equal(first, other);
    digest_of(*state, (Small){.key_true = "llama.rope.something"}, false, other);
    assert_string_equal(first, other);
    digest_of(*state, (Small){.key_false = KEY "add_bos_token"}, false, other);
    assert_string_not_equal(first, other);
    digest_of(*state, (Small){.architecture = "gptneox"}, false, other);
    assert_string_not_equal(first, other);
}

/* The form that infer.h states, written out. */
static void the_digest_can_be_computed_by_hand(void **state)
{
    static const char form[] = "\x14\0\0\0\0\0\0\0general.architecture\x08\0\0\0"
                               "\x04\0\0\0\0\0\0\0gpt2"
                               "\x15\0\0\0\0\0\0\0tokenizer.ggml.merges\x09\0\0\0\x08\0\0\0"
                               "\0\0\0\0\0\0\0\0"
                               "\x14\0\0\0\0\0\0\0tokenizer.ggml.model\x08\0\0\0"
                               "\x04\0\0\0\0\0\0\0gpt2"
                               "\x19\0\0\0\0\0\0\0tokenizer.ggml.token_type\x09\0\0\0\x05\0\0\0"
                               "\x01\0\0\0\0\0\0\0\x01\0\0\0"
                               "\x15\0\0\0\0\0\0\0tokenizer.ggml.tokens\x09\0\0\0\x08\0\0\0"
                               "\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0a";
    char expected[SHA256_HEX_BYTES];
    GgufMaker m = {.version = 3};
    Buf out = {0};
    ggufmaker_array(&m, KEY "token_type", GGUF_I32, 1, "\1\0\0\0", 4);
    ggufmaker_array(&m, KEY "tokens", GGUF_STRING, 1, "\1\0\0\0\0\0\0\0a", 9);
    ggufmaker_array(&m, KEY "merges", GGUF_STRING, 0, "", 0);
    ggufmaker_string(&m, KEY "model", "gpt2");
    ggufmaker_string(&m, "general.architecture", "gpt2");
    ggufmaker_string(&m, "general.name", "another");
    ggufmaker_file(&m, &out);
    char *path = test_file(*state, "form.gguf", buf_str(&out).s, out.n);
    Encoder x = encoder_open(path);
    sha256_bytes(form, sizeof form - 1, expected);
    assert_string_equal(tokenizer_sha256(x.t), expected);
    encoder_close(&x);
    buf_free(&out);
    free(path);
}

static void a_missing_tokenizer_is_told_from_a_broken_one(void **state)
{
    const char *dir = *state;
    GgufMaker m = {.version = 3};
    Buf out = {0};
    Err e = {0};
    assert_true(tokenizer_missing(dir));
    ggufmaker_string(&m, "general.architecture", "llama");
    ggufmaker_file(&m, &out);
    char *path = test_file(dir, "bare.gguf", buf_str(&out).s, out.n);
    assert_true(tokenizer_missing(path));
    assert_true(tokenizer_missing(dir));
    assert_null(tokenizer_open(path, &e));
    assert_non_null(strstr(e.text, KEY "model is missing"));
    free(test_file(dir, "bare.gguf", buf_str(&out).s, out.n - 1));
    assert_false(tokenizer_missing(path));
    ggufmaker_string(&m, KEY "model", "no_vocab");
    ggufmaker_file(&m, &out);
    free(test_file(dir, "bare.gguf", buf_str(&out).s, out.n));
    assert_true(tokenizer_missing(path));
    assert_int_equal(unlink(path), 0);
    free(path);
    path = small_file(dir, (Small){.model = NULL});
    assert_false(tokenizer_missing(path));
    assert_false(tokenizer_missing(dir));
    Encoder x = encoder_open(dir);
    assert_string_equal(tokenizer_file(x.t), path);
    assert_int_equal(tokenizer_size(x.t), 5);
    encoder_close(&x);
    free(path);
    free(test_file(dir, "config.json", "{}", 2));
    assert_true(tokenizer_missing(dir));
    free(test_file(dir, "tokenizer.json", "{", 1));
    assert_false(tokenizer_missing(dir));
    buf_free(&out);
}

static void every_cut_of_a_file_is_an_error(void **state)
{
    char *path = small_file(*state, (Small){.model = NULL});
    Buf file = {0};
    Err e = {0};
    assert_int_equal(file_read(path, &file, &e), 0);
    for (size_t n = 4; n < file.n; n++) {
        free(test_file(*state, "small.gguf", file.s, n));
        e = (Err){0};
        if (tokenizer_open(path, &e))
            fail_msg("%zu of %zu bytes open", n, file.n);
        assert_int_equal(e.kind, ERR_FORMAT);
    }
    buf_free(&file);
    free(path);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, test_folder_make, test_folder_remove)

int main(void)
{
    enum { N = sizeof vocabularies / sizeof vocabularies[0] };
    struct CMUnitTest tests[N + 7];
    char names[N][120];
    size_t n = 0;
    for (; n < N; n++) {
        const Vocabulary *v = &vocabularies[n];
        tests[n] = (struct CMUnitTest)cmocka_unit_test_prestate(ids_and_texts_are_the_library_s,
                                                                (void *)v);
        snprintf(names[n], sizeof names[n], "ids_and_texts_are_the_library_s %s %s %s", v->name,
                 v->pre ? v->pre : "-", v->architecture ? v->architecture : "-");
        tests[n].name = names[n];
    }
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(gpt_2_gives_its_published_ids);
    tests[n++] = (struct CMUnitTest)IN_FOLDER(what_would_be_wrong_is_refused);
    tests[n++] = (struct CMUnitTest)IN_FOLDER(small_files_do_as_they_say);
    tests[n++] = (struct CMUnitTest)IN_FOLDER(the_digest_is_of_what_decides);
    tests[n++] = (struct CMUnitTest)IN_FOLDER(the_digest_can_be_computed_by_hand);
    tests[n++] = (struct CMUnitTest)IN_FOLDER(a_missing_tokenizer_is_told_from_a_broken_one);
    tests[n++] = (struct CMUnitTest)IN_FOLDER(every_cut_of_a_file_is_an_error);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
