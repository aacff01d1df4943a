/* safetensors files and directories of them: what is read, and the sentence for what is damaged. */
#include "tests/engine.h"

#include "infer/checkpoint/safetensors.h"
#include "infer/checkpoint/weights.h"

/* The bytes of a file with this header and n bytes of data. */
static void file_build(Buf *b, const char *header, size_t n)
{
    buf_clear(b);
    const uint64_t length = strlen(header);
    for (int i = 0; i < 8; i++)
        buf_add_char(b, (char)(length >> (8 * i)));
    buf_add_c(b, header);
    for (size_t i = 0; i < n; i++)
        buf_add_char(b, (char)i);
}

#define TWO_TENSORS                                                                                \
    "{\"__metadata__\":{\"format\":\"pt\"},"                                                       \
    "\"b\":{\"dtype\":\"BF16\",\"shape\":[2,3],\"data_offsets\":[8,20]},"                          \
    "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}  "

static void tensors_are_found(void **state)
{
    (void)state;
    Buf b = {0};
    Arena arena = {0};
    Err e = {0};
    Tensor *t;
    size_t n;
    file_build(&b, TWO_TENSORS, 20);
    assert_int_equal(safetensors_parse(buf_str(&b), &arena, &t, &n, &e), 0);
    assert_int_equal(n, 2);
    assert_string_equal(t[0].name, "a");
    assert_int_equal(t[0].dtype, DTYPE_F32);
    assert_int_equal(t[0].n_dims, 1);
    assert_int_equal(t[0].bytes.n, 8);
    assert_string_equal(t[1].name, "b");
    assert_int_equal(t[1].dtype, DTYPE_BF16);
    assert_int_equal(t[1].shape[0], 2);
    assert_int_equal(t[1].shape[1], 3);
    assert_int_equal(t[1].n_elements, 6);
    assert_int_equal(t[1].bytes.s[0], 8);
    file_build(&b, "{}", 0);
    assert_int_equal(safetensors_parse(buf_str(&b), &arena, &t, &n, &e), 0);
    assert_int_equal(n, 0);
    /* A tensor without elements, one without dimensions. */
    file_build(&b,
               "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[0,0]},"
               "\"b\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}",
               1);
    assert_int_equal(safetensors_parse(buf_str(&b), &arena, &t, &n, &e), 0);
    assert_int_equal(t[1].n_elements, 1);
    buf_free(&b);
    arena_free(&arena);
}

#define ONE(dtype, shape, offsets)                                                                 \
    "{\"a\":{\"dtype\":" dtype ",\"shape\":" shape ",\"data_offsets\":" offsets "}}"

static void damage_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        size_t n_data;
        const char *says;
    } CASES[] = {
        {"", 8, "does not begin with '{'"},
        {" {}", 0, "does not begin with '{'"},
        {"{\"a\":", 0, "not valid JSON: line 1"},
        {"{} x", 0, "not valid JSON"},
        {"{\"a\":\"\xff\"}", 0, "not valid JSON"},
        {"{\"a\":1}", 0, "tensor \"a\": is an integer"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "exactly dtype, shape and data_offsets"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}", 4, "exactly"},
        {ONE("7", "[1]", "[0,4]"), 4, "dtype is an integer"},
        {ONE("\"F33\"", "[1]", "[0,4]"), 4, "dtype \"F33\" is not known"},
        {ONE("\"F32\"", "1", "[0,4]"), 4, "shape is an integer"},
        {ONE("\"F32\"", "[-1]", "[0,4]"), 4, "a shape's number is -1"},
        {ONE("\"F32\"", "[1.0]", "[0,4]"), 4, "a number with a fraction"},
        {ONE("\"F32\"", "[4294967296,4294967296]", "[0,0]"), 0, "does not fit 64 bits"},
        {ONE("\"F32\"", "[4611686018427387904]", "[0,0]"), 0, "data_offsets span 0 bytes"},
        {ONE("\"F32\"", "[99999999999999999999]", "[0,0]"), 0, "not valid JSON"},
        {ONE("\"F32\"", "[1]", "[0]"), 4, "not an array of two"},
        {ONE("\"F32\"", "[1]", "[4,0]"), 4, "data_offsets [4, 0] do not lie in the 4 bytes"},
        {ONE("\"F32\"", "[1]", "[0,5]"), 4, "do not lie in the 4 bytes"},
        {ONE("\"F32\"", "[1]", "[0,true]"), 4, "data_offsets[1] is true"},
        {ONE("\"F32\"", "[2]", "[0,4]"), 4, "span 4 bytes, but the shape has 2 elements of F32"},
        {ONE("\"F32\"", "[1]", "[4,8]"), 8, "nothing covers the bytes from 0"},
        {ONE("\"F32\"", "[1]", "[0,4]"), 5, "end at byte 4 of the data, but the file has 5"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
         "\"b\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[2,4]}}",
         4, "the one before it ends at 4"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
         "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
         4, "duplicate object key"},
        {"{\"__metadata__\":7}", 0, "__metadata__ is an integer"},
        {"{\"__metadata__\":{\"a\":7}}", 0, "\"a\" is an integer"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Buf b = {0};
        Arena arena = {0};
        Err e = {0};
        Tensor *t;
        size_t n;
        file_build(&b, CASES[i].header, CASES[i].n_data);
        assert_int_equal(safetensors_parse(buf_str(&b), &arena, &t, &n, &e), -1);
        assert_int_equal(e.kind, ERR_FORMAT);
        if (!strstr(e.text, CASES[i].says))
            fail_msg("%s\n  gives: %s", CASES[i].header, e.text);
        buf_free(&b);
        arena_free(&arena);
    }
}

static void every_truncation_is_refused(void **state)
{
    (void)state;
    Buf b = {0};
    file_build(&b, TWO_TENSORS, 20);
    for (size_t cut = 0; cut < b.n; cut++) {
        Arena arena = {0};
        Err e = {0};
        Tensor *t;
        size_t n;
        char *exact = copy_of(b.s, cut, 1); /* so that reading behind the end is seen */
        assert_int_equal(safetensors_parse((Str){exact, cut}, &arena, &t, &n, &e), -1);
        assert_int_equal(e.kind, ERR_FORMAT);
        free(exact);
        arena_free(&arena);
    }
    buf_free(&b);
}

/* A flipped bit is refused, or only renames something: what is accepted still fits the file. */
static void every_flipped_bit_is_survived(void **state)
{
    (void)state;
    Buf b = {0};
    file_build(&b, TWO_TENSORS, 20);
    size_t refused = 0;
    for (size_t bit = 0; bit < 8 * (b.n - 20); bit++) {
        Arena arena = {0};
        Err e = {0};
        Tensor *t;
        size_t n;
        b.s[bit / 8] ^= (char)(1 << bit % 8);
        if (safetensors_parse(buf_str(&b), &arena, &t, &n, &e) == 0) {
            size_t covered = 0;
            for (size_t i = 0; i < n; i++)
                covered += t[i].bytes.n;
            assert_int_equal(covered, 20);
        } else {
            assert_int_equal(e.kind, ERR_FORMAT);
            refused++;
        }
        b.s[bit / 8] ^= (char)(1 << bit % 8);
        arena_free(&arena);
    }
    assert_true(refused > 1000);
    buf_free(&b);
}

static void one_file(const char *folder, const char *name, const char *tensor)
{
    Buf b = {0};
    char header[256];
    snprintf(header, sizeof header,
             "{\"%s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", tensor);
    file_build(&b, header, 4);
    free(test_file(folder, name, b.s, b.n));
    buf_free(&b);
}

static void index_write(const char *folder, const char *text)
{
    free(test_file(folder, "model.safetensors.index.json", text, strlen(text)));
}

static void refuse(const char *folder, ErrKind kind, const char *says)
{
    Err e = {0};
    Weights *w = weights_open(folder, &e);
    if (w || e.kind != kind || !strstr(e.text, says))
        fail_msg("want \"%s\", got %d: %s", says, e.kind, e.text);
}

static void directories_are_checked(void **state)
{
    const char *dir = *state;
    Err e = {0};
    refuse(dir, ERR_FORMAT, "neither model.safetensors nor");
    free(test_file(dir, "pytorch_model-00001-of-00002.bin", "x", 1));
    refuse(dir, ERR_FORMAT, "are pickles (pytorch_model-00001-of-00002.bin)");
    refuse(dir, ERR_FORMAT, "save_pretrained");

    index_write(dir, "{\"weight_map\":{\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"}}");
    refuse(dir, ERR_IO, "1.safetensors");
    static const char POINTER[] = "version https://git-lfs.github.com/spec/v1\noid sha256:00\n";
    free(test_file(dir, "1.safetensors", POINTER, sizeof POINTER - 1));
    refuse(dir, ERR_FORMAT, "1.safetensors: is a pointer of Git LFS");
    one_file(dir, "1.safetensors", "a");
    one_file(dir, "2.safetensors", "b");
    Weights *w = weights_open(dir, &e);
    assert_non_null(w);
    assert_int_equal(weights_files(w), 2);
    assert_string_equal(weights_find(w, "b")->file, "2.safetensors");
    assert_null(weights_find(w, "c"));
    weights_close(w);

    one_file(dir, "2.safetensors", "a");
    refuse(dir, ERR_FORMAT, "tensor \"a\" is in 1.safetensors and in 2.safetensors");
    one_file(dir, "2.safetensors", "c");
    refuse(dir, ERR_FORMAT, "weight_map places tensor \"b\" in 2.safetensors, where it is not");
    index_write(dir, "{\"weight_map\":{\"a\":\"1.safetensors\",\"d\":\"2.safetensors\"}}");
    refuse(dir, ERR_FORMAT, "weight_map places tensor \"d\"");
    one_file(dir, "3.safetensors", "a");
    static const struct {
        const char *index, *says;
    } BAD[] = {
        {"{\"weight_map\":{\"a\":\"1.safetensors\",\"x\":\"2.safetensors\"", "not valid JSON"},
        {"{}", "weight_map is missing"},
        {"{\"weight_map\":[]}", "weight_map is an array"},
        {"{\"weight_map\":{}}", "weight_map is empty"},
        {"{\"weight_map\":{\"a\":7}}", "\"a\" is not given the plain name"},
        {"{\"weight_map\":{\"a\":\"../1.safetensors\"}}", "plain name"},
        {"{\"weight_map\":{\"a\":\"/etc/passwd\"}}", "plain name"},
        {"{\"weight_map\":{\"a\":\"\"}}", "plain name"},
        {"{\"weight_map\":{\"a\":\"1.safetensors\",\"a\":\"3.safetensors\"}}", "duplicate"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        index_write(dir, BAD[i].index);
        refuse(dir, ERR_FORMAT, BAD[i].says);
    }
    /* One file takes precedence over the index, as in the reference. */
    one_file(dir, "model.safetensors", "whole");
    w = weights_open(dir, &e);
    assert_non_null(w);
    assert_non_null(weights_find(w, "whole"));
    weights_close(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tensors_are_found),
        cmocka_unit_test(damage_is_named),
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(every_flipped_bit_is_survived),
        cmocka_unit_test_setup_teardown(directories_are_checked, test_folder_make,
                                        test_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
