/* SentencePiece tokenizers: the published library's ids and texts (golden files made by
 * tests/oracle/tokenizer_golden.py), hostile files, the policy of a checkpoint directory. */
#include "tests/testing.h"
#include "tests/tokencheck.h"

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "audit/base/hash.h"
#include "audit/base/mem.h"
#include "audit/base/pool.h"
#include "infer/infer.h"

#include <stdlib.h>
#include <string.h>

#define GOLDEN "tests/golden/tokenizer/"

enum { STRINGS = 5400, LONG_STRINGS = 12 };

/* ---- against the golden files ---- */

typedef struct {
    const char *name, *file;
} Vocabulary;

static const Vocabulary vocabularies[] = {
    {"bpe-cross", GOLDEN "bpe-cross.model"},
    {"bpe-gemma", GOLDEN "bpe-gemma.model"},
    {"bpe-rules", GOLDEN "bpe-rules.model"},
    {"bpe-suffix", GOLDEN "bpe-suffix.model"},
    {"bpe-tied", GOLDEN "bpe-tied.model"},
    {"bpe-unused", GOLDEN "bpe-unused.model"},
    {"unigram-bytes", GOLDEN "unigram-bytes.model"},
    {"unigram-rules", GOLDEN "unigram-rules.model"},
    {"unigram-suffix", GOLDEN "unigram-suffix.model"},
    {"unigram-tied", GOLDEN "unigram-tied.model"},
    {"mistral-v1", SHARED_DATA "/tokenizers/mistral-v1.model"},
    {"small-unigram", SHARED_DATA "/tokenizers/small-unigram.model"},
    {"truth-a", SHARED_DATA "/truth-a/model/tokenizer.model"},
};

static void ids_and_texts_are_the_library_s(void **state)
{
    const Vocabulary *v = *state;
    test_need(v->file);
    Fragments f = fragments_read(GOLDEN "fragments.txt", NULL);
    Tokenizer *t = open_good(v->file);
    Encoder x = {.t = t};
    char golden[256];
    snprintf(golden, sizeof golden, GOLDEN "%s.hashes", v->name);
    strings_check(&x, &f, golden, STRINGS, LONG_STRINGS, 8, false);
    encoder_free(&x);
    tokenizer_close(t);
    fragments_free(&f);
}

static void fragments_have_the_library_s_ids(void **state)
{
    const Vocabulary *v = *state;
    test_need(v->file);
    Fragments f = fragments_read(GOLDEN "fragments.txt", NULL);
    Tokenizer *t = open_good(v->file);
    Encoder x = {.t = t};
    Buf ours = {0};
    char path[256];
    snprintf(path, sizeof path, GOLDEN "%s.ids", v->name);
    char *golden = golden_lines(path);
    char *line = golden;
    for (size_t i = 0; i < f.n; i++) {
        char *end = strchr(line, '\n');
        assert_non_null(end);
        *end = '\0';
        encode(&x, f.all[i]);
        buf_clear(&ours);
        for (size_t k = 0; k < x.n; k++)
            buf_printf(&ours, k ? " %u" : "%u", x.ids[k]);
        if (strcmp(buf_cstr(&ours), line) != 0)
            fail_msg("%s: line %zu of fragments.txt gives\n%s instead of\n%s", v->name, i + 1,
                     buf_cstr(&ours), line);
        line = end + 1;
    }
    assert_int_equal(*line, '\0');
    free(golden);
    buf_free(&ours);
    encoder_free(&x);
    tokenizer_close(t);
    fragments_free(&f);
}

/* ---- promises of the header ---- */

static void only_the_wanted_ids_are_written(void **state)
{
    (void)state;
    Tokenizer *t = open_good(GOLDEN "bpe-gemma.model");
    TokenizerScratch *s = NULL;
    uint32_t all[64], some[64];
    const Str text = str_of("the first of the  arguments\n\n\xff is 17");
    const size_t n = tokenizer_encode(t, &s, text, all, 64);
    assert_in_range(n, 15, 40);
    for (size_t want = 0; want <= n; want++) {
        memset(some, 0xEE, sizeof some);
        assert_int_equal(tokenizer_encode(t, &s, text, some, want), n);
        assert_memory_equal(some, all, want * sizeof *all);
        assert_int_equal(some[want], 0xEEEEEEEE);
    }
    assert_int_equal(tokenizer_encode(t, &s, (Str){NULL, 0}, NULL, 0), 0);
    tokenizer_scratch_free(s);
    tokenizer_scratch_free(NULL);
    tokenizer_close(t);
    tokenizer_close(NULL);
}

static void a_scratch_does_not_mix_tokenizers(void **state)
{
    (void)state;
    Tokenizer *a = open_good(GOLDEN "bpe-gemma.model"), *b = open_good(GOLDEN "bpe-cross.model");
    TokenizerScratch *s = NULL, *fresh = NULL;
    uint32_t mixed[32], alone[32];
    const Str text = str_of("arguments and parameters");
    tokenizer_encode(a, &s, text, mixed, 32);
    const size_t n = tokenizer_encode(b, &s, text, mixed, 32);
    assert_int_equal(tokenizer_encode(b, &fresh, text, alone, 32), n);
    assert_in_range(n, 1, 32);
    assert_memory_equal(mixed, alone, n * sizeof *alone);
    tokenizer_scratch_free(s);
    tokenizer_scratch_free(fresh);
    tokenizer_close(a);
    tokenizer_close(b);
}

static void decoding_gives_bytes(void **state)
{
    (void)state;
    Tokenizer *t = open_good(GOLDEN "unigram-bytes.model"); /* adds a dummy prefix */
    TokenizerScratch *s = NULL;
    uint32_t ids[64];
    const Str text = str_of("\xf0\x9f\xa7\xbf");
    size_t n = tokenizer_encode(t, &s, text, ids, 64);
    assert_int_equal(n, 5); /* a space, four bytes */
    Buf out = {0};
    tokenizer_decode(t, ids, n, true, &out);
    assert_string_equal(buf_cstr(&out), "\xf0\x9f\xa7\xbf");
    buf_clear(&out);
    tokenizer_decode(t, ids, n - 1, false, &out);
    assert_string_equal(buf_cstr(&out), " \xf0\x9f\xa7");
    tokenizer_decode(t, ids + n - 1, 1, true, &out);
    assert_string_equal(buf_cstr(&out), " \xf0\x9f\xa7\xbf");
    buf_clear(&out);
    const uint32_t odd[] = {1, 2, tokenizer_size(t), UINT32_MAX, 0};
    tokenizer_decode(t, odd, 5, true, &out); /* control, control, no pieces, unknown */
    assert_string_equal(buf_cstr(&out), " \xe2\x81\x87 ");
    buf_free(&out);
    tokenizer_scratch_free(s);
    tokenizer_close(t);
}

typedef struct {
    const Tokenizer *t;
    const Fragments *f;
    char hex[4][SHA256_HEX_BYTES];
} Shared;

static void encode_many(void *arg, int thread)
{
    Shared *shared = arg;
    Encoder x = {.t = shared->t};
    Sha256 *h = sha256_open();
    Buf text = {0};
    for (uint64_t i = 0; i < 300; i++) {
        string_at(shared->f, i, &text);
        encode(&x, buf_str(&text));
        sha256_add(h, x.ids, x.n * sizeof *x.ids);
    }
    sha256_hex(h, shared->hex[thread]);
    sha256_close(h);
    buf_free(&text);
    encoder_free(&x);
}

static void threads_share_a_tokenizer(void **state)
{
    (void)state;
    static const char *const files[] = {GOLDEN "bpe-rules.model", GOLDEN "unigram-rules.model"};
    Fragments f = fragments_read(GOLDEN "fragments.txt", NULL);
    Err e = {0};
    Pool *pool = pool_open(4, &e);
    assert_non_null(pool);
    for (size_t i = 0; i < 2; i++) {
        Tokenizer *t = open_good(files[i]);
        Shared shared = {.t = t, .f = &f};
        pool_run(pool, encode_many, &shared);
        for (int k = 1; k < 4; k++)
            assert_string_equal(shared.hex[k], shared.hex[0]);
        tokenizer_close(t);
    }
    pool_close(pool);
    fragments_free(&f);
}

int main(void)
{
    enum { N = sizeof vocabularies / sizeof vocabularies[0] };
    struct CMUnitTest tests[2 * N + 4];
    char names[2 * N][80];
    size_t n = 0;
    for (size_t i = 0; i < N; i++) {
        tests[n] = (struct CMUnitTest)cmocka_unit_test_prestate(ids_and_texts_are_the_library_s,
                                                                (void *)&vocabularies[i]);
        snprintf(names[n], sizeof names[n], "ids_and_texts_are_the_library_s %s",
                 vocabularies[i].name);
        tests[n].name = names[n];
        n++;
        tests[n] = (struct CMUnitTest)cmocka_unit_test_prestate(fragments_have_the_library_s_ids,
                                                                (void *)&vocabularies[i]);
        snprintf(names[n], sizeof names[n], "fragments_have_the_library_s_ids %s",
                 vocabularies[i].name);
        tests[n].name = names[n];
        n++;
    }
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(only_the_wanted_ids_are_written);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(a_scratch_does_not_mix_tokenizers);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(decoding_gives_bytes);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(threads_share_a_tokenizer);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
