/* Numbers that are not finite, wherever they lie, in every plain format. */
#include "tests/tinymodel.h"

#include "infer/checkpoint/model.h"

#include <math.h>

static const atomic_bool never = false;

static const char *const tensors[] = {
    "model.embed_tokens.weight",
    "model.norm.weight",
    "model.layers.0.input_layernorm.weight",
    "model.layers.1.post_attention_layernorm.weight",
    "model.layers.0.self_attn.q_proj.weight",
    "model.layers.1.self_attn.v_proj.weight",
    "model.layers.1.mlp.down_proj.weight",
};

static void a_sound_model_passes(void **state)
{
    Err e = {0};
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    for (int threads = 1; threads <= 3; threads++)
        assert_int_equal(model_check(m, threads, &never, &e), 0);
    const atomic_bool stop = true;
    assert_int_equal(model_check(m, 2, &stop, &e), -1);
    assert_int_equal(e.kind, ERR_NONE);
    model_close(m);
}

static void the_tensor_with_nan_is_named(void **state)
{
    for (size_t i = 0; i < sizeof tensors / sizeof *tensors; i++)
        for (int threads = 1; threads <= 2; threads++) {
            Err e = {0};
            Model *m = tinymodel_open(*state, &(TinyModel){.poison = tensors[i]});
            assert_int_equal(model_check(m, threads, &never, &e), -1);
            assert_int_equal(err_exit_code(&e), 3);
            if (!strstr(e.text, tensors[i]) || !strstr(e.text, "is NaN"))
                fail_msg("%s: %s", tensors[i], e.text);
            model_close(m);
        }
}

/* A model of one matrix in memory, so that a bad number can be put anywhere. */
typedef struct {
    Dtype dtype;
    size_t bytes;
    uint32_t most, infinite, nan; /* bits: the largest finite number, infinity, a NaN */
} Format;

static const Format formats[] = {
    {DTYPE_F32, 4, 0x7f7fffff, 0x7f800000, 0x7f800001},
    {DTYPE_F16, 2, 0x7bff, 0x7c00, 0x7c01},
    {DTYPE_BF16, 2, 0x7f7f, 0x7f80, 0x7fff},
};

static void every_place_is_looked_at(void **state)
{
    Err e = {0};
    Model *whole = tinymodel_open(*state, &(TinyModel){0});
    enum { ROWS = 37, COLUMNS = 83, N = ROWS * COLUMNS };
    for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
        const Format *x = &formats[f];
        unsigned char *data = malloc(N * x->bytes);
        for (size_t i = 0; i < N; i++) {
            const uint32_t bits = x->most | (i % 2 ? 1u << (8 * x->bytes - 1) : 0);
            memcpy(data + i * x->bytes, &bits, x->bytes);
        }
        Model m = *whole;
        m.config.n_layers = 0;
        m.frame =
            (Frame){.embedding = {.data = data, .dtype = x->dtype, .n_out = ROWS, .n_in = COLUMNS}};
        assert_int_equal(model_check(&m, 1, &never, &e), 0);
        for (size_t i = 0; i < N; i++) {
            const uint32_t bad[] = {x->infinite, x->nan, x->infinite | 1u << (8 * x->bytes - 1)};
            unsigned char saved[4];
            char where[64];
            memcpy(saved, data + i * x->bytes, x->bytes);
            memcpy(data + i * x->bytes, &bad[i % 3], x->bytes);
            assert_int_equal(model_check(&m, 1, &never, &e), -1);
            snprintf(where, sizeof where, "row %zu, column %zu is %s", i / COLUMNS, i % COLUMNS,
                     i % 3 == 1 ? "NaN" : "infinite");
            if (!strstr(e.text, where))
                fail_msg("%s: %s", where, e.text);
            memcpy(data + i * x->bytes, saved, x->bytes);
        }
        free(data);
    }
    model_close(whole);
}

static void the_digest_is_that_of_the_files(void **state)
{
    Err e = {0};
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    char hex[SHA256_HEX_BYTES], file[SHA256_HEX_BYTES], want[SHA256_HEX_BYTES];
    static const char *const names[] = {"config.json", "model.safetensors"};
    Buf lines = {0};
    for (size_t i = 0; i < 2; i++) {
        char *path = test_path(*state, names[i]);
        assert_int_equal(sha256_file(path, file, &e), 0);
        buf_printf(&lines, "%s  %s\n", file, names[i]);
        free(path);
    }
    sha256_bytes(lines.s, lines.n, want);
    buf_free(&lines);
    for (int threads = 1; threads <= 3; threads++) {
        assert_int_equal(model_digest(m, threads, &never, hex, &e), 0);
        assert_string_equal(hex, want);
    }
    const atomic_bool stop = true;
    assert_int_equal(model_digest(m, 1, &stop, hex, &e), -1);
    assert_int_equal(e.kind, ERR_NONE);
    model_close(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_sound_model_passes, test_folder_make, test_folder_remove),
        cmocka_unit_test_setup_teardown(the_tensor_with_nan_is_named, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(every_place_is_looked_at, test_folder_make,
                                        test_folder_remove),
        cmocka_unit_test_setup_teardown(the_digest_is_that_of_the_files, test_folder_make,
                                        test_folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
