/* Hostile and odd .model files: each is read, or refused with a sentence that says what is wrong and
 * where. */
#include "tests/testing.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "infer/infer.h"

#include <stdlib.h>
#include <string.h>

#define GOLDEN "tests/golden/tokenizer/"

/* ---- writing ModelProto ---- */

static void put_varint(Buf *b, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        buf_add_char(b, (char)(v | 0x80));
    buf_add_char(b, (char)v);
}

static void put_number(Buf *b, unsigned field, uint64_t v)
{
    put_varint(b, field << 3);
    put_varint(b, v);
}

static void put_bytes(Buf *b, unsigned field, Str s)
{
    put_varint(b, field << 3 | 2);
    put_varint(b, s.n);
    buf_add_str(b, s);
}

static void put_piece(Buf *b, Str text, float score, unsigned type)
{
    Buf p = {0};
    uint32_t bits;
    memcpy(&bits, &score, sizeof bits);
    put_bytes(&p, 1, text);
    put_varint(&p, 2 << 3 | 5);
    for (int i = 0; i < 4; i++)
        buf_add_char(&p, (char)(bits >> (8 * i)));
    put_number(&p, 3, type);
    put_bytes(b, 1, buf_str(&p));
    buf_free(&p);
}

static void put_c(Buf *b, const char *text, unsigned type)
{
    put_piece(b, str_of(text), -1.0f, type);
}

enum { NORMAL = 1, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE };

/* <unk>, <s>, a, b, ab; BPE without byte fallback; no spaces added or removed. */
static void put_good_pieces(Buf *b)
{
    put_c(b, "<unk>", UNKNOWN);
    put_c(b, "<s>", CONTROL);
    put_c(b, "a", NORMAL);
    put_c(b, "b", NORMAL);
    put_c(b, "ab", NORMAL);
}

static void put_trainer(Buf *b, unsigned model_type, bool byte_fallback)
{
    Buf t = {0};
    put_number(&t, 3, model_type);
    put_number(&t, 35, byte_fallback);
    put_bytes(b, 2, buf_str(&t));
    buf_free(&t);
}

static void put_normalizer(Buf *b)
{
    Buf n = {0};
    put_bytes(&n, 1, str_of("identity"));
    for (unsigned field = 3; field <= 5; field++)
        put_number(&n, field, field == 5);
    put_bytes(b, 3, buf_str(&n));
    buf_free(&n);
}

static void put_good_specs(Buf *b)
{
    put_trainer(b, 2, false);
    put_normalizer(b);
}

/* ---- the table of faults ---- */

static void good(Buf *b)
{
    put_good_pieces(b);
    put_good_specs(b);
}

static void extensions_are_passed_over(Buf *b)
{
    good(b);
    put_number(b, 200, 1);
    put_bytes(b, 4, str_of("")); /* self_test_data of older trainers */
    put_bytes(b, 5, str_of("")); /* a denormalizer without rules */
}

static void empty(Buf *b)
{
    (void)b;
}

static void no_trainer(Buf *b)
{
    put_good_pieces(b);
    put_normalizer(b);
}

static void no_normalizer(Buf *b)
{
    put_good_pieces(b);
    put_trainer(b, 2, false);
}

static void word_model(Buf *b)
{
    put_good_pieces(b);
    put_trainer(b, 3, false);
    put_normalizer(b);
}

static void char_model(Buf *b)
{
    put_good_pieces(b);
    put_trainer(b, 4, false);
    put_normalizer(b);
}

static void future_model(Buf *b)
{
    put_good_pieces(b);
    put_trainer(b, 5, false);
    put_normalizer(b);
}

static void future_piece_type(Buf *b)
{
    put_good_pieces(b);
    put_c(b, "c", 7);
    put_good_specs(b);
}

static void same_piece_twice(Buf *b)
{
    put_good_pieces(b);
    put_c(b, "a", USER_DEFINED);
    put_good_specs(b);
}

static void empty_piece(Buf *b)
{
    put_good_pieces(b);
    put_c(b, "", NORMAL);
    put_good_specs(b);
}

static void no_unknown(Buf *b)
{
    put_c(b, "a", NORMAL);
    put_good_specs(b);
}

static void two_unknown(Buf *b)
{
    put_good_pieces(b);
    put_c(b, "<unk2>", UNKNOWN);
    put_good_specs(b);
}

static void nan_score(Buf *b)
{
    put_good_pieces(b);
    put_piece(b, str_of("c"), strtof("nan", NULL), NORMAL);
    put_good_specs(b);
}

static void infinite_score(Buf *b)
{
    put_good_pieces(b);
    put_piece(b, str_of("c"), strtof("-inf", NULL), NORMAL);
    put_good_specs(b);
}

static void nul_in_piece(Buf *b)
{
    put_good_pieces(b);
    put_piece(b, (Str){"a\0b", 3}, -1.0f, NORMAL);
    put_good_specs(b);
}

static void broken_piece(Buf *b)
{
    put_good_pieces(b);
    put_c(b, "a\xe2\x96", NORMAL);
    put_good_specs(b);
}

static void byte_without_fallback(Buf *b)
{
    put_good_pieces(b);
    put_c(b, "<0x41>", BYTE);
    put_good_specs(b);
}

static void bytes_missing(Buf *b)
{
    put_good_pieces(b);
    for (unsigned i = 0; i < 255; i++) {
        char text[8];
        snprintf(text, sizeof text, "<0x%02X>", i);
        put_c(b, text, BYTE);
    }
    put_trainer(b, 2, true);
    put_normalizer(b);
}

static void odd_byte_piece(Buf *b)
{
    bytes_missing(b);
    put_c(b, "<0xFF>", BYTE);
    put_c(b, "<0xff>", BYTE);
}

static void denormalizer(Buf *b)
{
    good(b);
    Buf n = {0};
    put_bytes(&n, 2, str_of("rules"));
    put_bytes(b, 5, buf_str(&n));
    buf_free(&n);
}

static void future_field(Buf *b)
{
    good(b);
    put_number(b, 6, 1);
}

static void future_normalizer_field(Buf *b)
{
    good(b);
    Buf n = {0};
    put_number(&n, 7, 1);
    put_bytes(b, 3, buf_str(&n));
    buf_free(&n);
}

static void future_trainer_field(Buf *b)
{
    good(b);
    Buf n = {0};
    put_number(&n, 56, 1);
    put_bytes(b, 2, buf_str(&n));
    buf_free(&n);
}

static void wrong_wire_type(Buf *b)
{
    good(b);
    put_number(b, 1, 3);
}

static void group(Buf *b)
{
    good(b);
    put_varint(b, 201 << 3 | 3);
}

static void field_zero(Buf *b)
{
    good(b);
    put_number(b, 0, 3);
}

static void endless_number(Buf *b)
{
    good(b);
    for (int i = 0; i < 12; i++)
        buf_add_char(b, (char)0x8F);
}

static void length_beyond_the_end(Buf *b)
{
    good(b);
    put_varint(b, 1 << 3 | 2);
    put_varint(b, UINT64_MAX);
}

static void short_charsmap(Buf *b)
{
    put_good_pieces(b);
    put_trainer(b, 2, false);
    Buf n = {0};
    put_bytes(&n, 2, (Str){"\x08\0\0\0\1\2\3\4", 8});
    put_bytes(b, 3, buf_str(&n));
    buf_free(&n);
}

typedef struct {
    void (*write)(Buf *b);
    const char *error; /* part of the sentence; NULL: the file is good */
} Case;

static const Case cases[] = {
    {good, NULL},
    {extensions_are_passed_over, NULL},
    {empty, "is empty"},
    {no_trainer, "no trainer_spec: the file is cut short"},
    {no_normalizer, "no normalizer_spec: the file is cut short"},
    {word_model, "model_type WORD is not implemented"},
    {char_model, "model_type CHAR is not implemented"},
    {future_model, "model_type 5 is unknown"},
    {future_piece_type, "piece 5: byte 77: type 7 is unknown"},
    {same_piece_twice, "pieces 2 and 5 have the same text"},
    {empty_piece, "piece 5 is empty"},
    {no_unknown, "none of 1 pieces is of the unknown type"},
    {two_unknown, "pieces 0 and 5 are both of the unknown type"},
    {nan_score, "piece 5 has a score that is not a finite number"},
    {infinite_score, "piece 5 has a score that is not a finite number"},
    {nul_in_piece, "piece 5 holds a NUL byte"},
    {broken_piece, "piece 5: byte 69: piece is not UTF-8"},
    {byte_without_fallback, "piece 5 is a byte piece although byte_fallback is off"},
    {bytes_missing, "255 are there, and 255 pieces of the byte type"},
    {odd_byte_piece, "256 are there, and 257 pieces of the byte type"},
    {denormalizer, "denormalizer_spec has rules"},
    {future_field, "the model has a field 6 that"},
    {future_normalizer_field, "normalizer_spec has a field 7 that"},
    {future_trainer_field, "trainer_spec has a field 56 that"},
    {wrong_wire_type, "pieces has wire type 0 instead of 2"},
    {group, "wire type 3, which is not in use"},
    {field_zero, "0 is no field number"},
    {endless_number, "a number is longer than 10 bytes"},
    {length_beyond_the_end, "a field claims 18446744073709551615 bytes, 0 are left"},
    {short_charsmap, "precompiled_charsmap: 8 bytes cannot hold a trie of 8 bytes"},
};

static void a_bad_file_is_refused_by_name(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Buf b = {0};
        cases[i].write(&b);
        char *path = test_file(*state, "x.model", buf_str(&b).s, b.n);
        Err e = {0};
        Tokenizer *t = tokenizer_open(path, &e);
        if (!cases[i].error && !t)
            fail_msg("case %zu: %s", i, e.text);
        if (cases[i].error) {
            assert_null(t);
            assert_int_equal(e.kind, ERR_FORMAT);
            if (!strstr(e.text, cases[i].error) || strncmp(e.text, path, strlen(path)) != 0)
                fail_msg("case %zu: \"%s\" does not say \"%s\"", i, e.text, cases[i].error);
        }
        tokenizer_close(t);
        free(path);
        buf_free(&b);
    }
}

/* What stands at the start of a file of no kind. */
static void other_kinds_are_named(void **state)
{
    static const char *const kinds[][2] = {
        {"version https://git-lfs.github.com/spec/v1\n", "pointer of Git LFS"},
        {"PK\3\4", "its first bytes are those of no tokenizer file"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char *path = test_file(*state, "x.model", kinds[i][0], strlen(kinds[i][0]));
        Err e = {0};
        assert_null(tokenizer_open(path, &e));
        assert_int_equal(e.kind, ERR_FORMAT);
        assert_non_null(strstr(e.text, kinds[i][1]));
        free(path);
    }
}

/* ---- damage ---- */

static void use(const Tokenizer *t)
{
    TokenizerScratch *s = NULL;
    Buf out = {0};
    uint32_t ids[64];
    const Str text = str_of("The quick  <sep>@@abab \xe2\x96\x81\xef\xbc\xa1 \xff parameters\n\n");
    const size_t n = tokenizer_encode(t, &s, text, ids, 64);
    for (size_t i = 0; i < n && i < 64; i++)
        assert_true(ids[i] < tokenizer_size(t));
    tokenizer_decode(t, ids, n < 64 ? n : 64, true, &out);
    buf_free(&out);
    tokenizer_scratch_free(s);
}

/* Opens the bytes; true if they are a tokenizer, which is then used. */
static bool try_bytes(const char *dir, const char *s, size_t n, Err *e)
{
    char *path = test_file(dir, "damaged.model", s, n);
    *e = (Err){0};
    Tokenizer *t = tokenizer_open(path, e);
    if (t)
        use(t);
    else
        assert_true(e->kind == ERR_FORMAT && strlen(e->text) > strlen(path) + 5);
    tokenizer_close(t);
    free(path);
    return t != NULL;
}

/* The last field of a trained file is the normalizer_spec: no shorter file has everything. */
static void a_file_cut_anywhere_is_refused(void **state)
{
    Buf b = {0};
    Err e = {0};
    assert_int_equal(file_read(GOLDEN "unigram-rules.model", &b, &e), 0);
    assert_true(try_bytes(*state, b.s, b.n, &e));
    for (size_t n = 0; n < b.n; n += n < 200 || b.n - n < 300 ? 1 : 37) {
        if (try_bytes(*state, b.s, n, &e))
            fail_msg("%zu of %zu bytes were read as a whole file", n, b.n);
    }
    buf_free(&b);
}

/* A flipped bit may leave a vocabulary that is as good as any; it must never do harm. */
static void a_flipped_bit_does_no_harm(void **state)
{
    static const char *const files[] = {GOLDEN "unigram-rules.model", GOLDEN "bpe-unused.model"};
    size_t n_refused = 0, n_tried = 0;
    for (size_t k = 0; k < 2; k++) {
        Buf b = {0};
        Err e = {0};
        assert_int_equal(file_read(files[k], &b, &e), 0);
        for (size_t bit = 3; bit < b.n * 8; bit += 101, n_tried++) {
            b.s[bit / 8] ^= (char)(1 << bit % 8);
            n_refused += !try_bytes(*state, b.s, b.n, &e);
            b.s[bit / 8] ^= (char)(1 << bit % 8);
        }
        buf_free(&b);
    }
    assert_in_range(n_refused, n_tried / 10, n_tried);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_bad_file_is_refused_by_name, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(other_kinds_are_named, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(a_file_cut_anywhere_is_refused, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(a_flipped_bit_does_no_harm, test_folder_make,
                                        test_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
