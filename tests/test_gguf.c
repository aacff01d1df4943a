/* GGUF files: what is read. (What is damaged: test_ggufdamage.c.) */
#include "tests/testing.h"

#include "tests/ggufmaker.h"

#include "audit/base/filemap.h"
#include "infer/kernels/dtype.h"

static void both_versions_are_read(void **state)
{
    (void)state;
    for (uint32_t version = 2; version <= 3; version++) {
        GgufMaker m;
        Buf b = {0};
        Arena a = {0};
        Err e = {0};
        Gguf g;
        ggufmaker_sample(&m, version);
        ggufmaker_file(&m, &b);
        if (gguf_parse(&g, buf_str(&b), &a, &e) != 0)
            fail_msg("%s", e.text);
        assert_int_equal(g.version, version);
        assert_int_equal(g.n_values, 17);
        assert_true(str_equal_c(g.values[1].key, "u8"));
        assert_int_equal(g.n_tensors, 2);
        const Tensor *t = &g.tensors[0];
        assert_string_equal(t->name, "b");
        assert_int_equal(t->dtype, DTYPE_F32);
        assert_int_equal(t->n_dims, 2);
        assert_int_equal(t->shape[0], 2);
        assert_int_equal(t->shape[1], 3);
        assert_int_equal(t->bytes.n, 24);
        assert_int_equal(t->bytes.s[0], 1);
        t = &g.tensors[1];
        assert_string_equal(t->name, "a.weight");
        assert_string_equal(t->dtype_name, "Q4_0");
        assert_int_equal(t->dtype, DTYPE_Q4_0);
        assert_int_equal(t->shape[2], 64);
        assert_int_equal(t->n_elements, 128);
        assert_int_equal(t->bytes.n, 72);
        assert_ptr_equal(t->bytes.s + 72, b.s + b.n);
        arena_free(&a);
        buf_free(&b);
    }
}

static void values_are_found(void **state)
{
    (void)state;
    GgufMaker m;
    Buf b = {0};
    Arena a = {0};
    Err e = {0};
    Gguf g;
    ggufmaker_sample(&m, 3);
    ggufmaker_file(&m, &b);
    assert_int_equal(gguf_parse(&g, buf_str(&b), &a, &e), 0);

    uint64_t x = 7;
    assert_int_equal(gguf_integer(&g, "absent", &x, &e), 0);
    assert_int_equal(x, 7);
    assert_int_equal(gguf_integer(&g, "u8", &x, &e), 1);
    assert_int_equal(x, 254);
    assert_int_equal(gguf_integer(&g, "u16", &x, &e), 1);
    assert_int_equal(x, 0x8001);
    assert_int_equal(gguf_integer(&g, "i16", &x, &e), 1);
    assert_int_equal(x, 0x4001);
    assert_int_equal(gguf_integer(&g, "u32", &x, &e), 1);
    assert_true(x == 4000000000u);
    assert_int_equal(gguf_integer(&g, "u64", &x, &e), 1);
    assert_true(x == 0xf807060504030201u);
    assert_int_equal(gguf_integer(&g, "i64", &x, &e), 1);
    assert_true(x == 0x0807060504030201u);
    double d = 3;
    assert_int_equal(gguf_real(&g, "absent", &d, &e), 0);
    assert_true(d == 3);
    assert_int_equal(gguf_real(&g, "f32", &d, &e), 1);
    assert_true(d == (double)-0.1f);
    assert_int_equal(gguf_real(&g, "f64", &d, &e), 1);
    assert_true(d == 0.1);
    bool y = false;
    assert_int_equal(gguf_bool(&g, "bool", &y, &e), 1);
    assert_true(y);
    Str s;
    assert_int_equal(gguf_string(&g, "general.architecture", &s, &e), 1);
    assert_true(str_equal_c(s, "llama"));

    const GgufValue *v = NULL;
    assert_int_equal(gguf_array(&g, "i16s", GGUF_I16, &v, &e), 1);
    assert_int_equal(v->n, 3);
    assert_true(gguf_element_integer(v, 0) == 1);
    assert_true((int64_t)gguf_element_integer(v, 1) == -1);
    assert_true((int64_t)gguf_element_integer(v, 2) == -32768);
    assert_int_equal(gguf_array(&g, "f32s", GGUF_F32, &v, &e), 1);
    assert_true(gguf_element_real(v, 0) == 1.5 && gguf_element_real(v, 1) == -2);
    assert_int_equal(gguf_array(&g, "bools", GGUF_BOOL, &v, &e), 1);
    assert_true(gguf_element_integer(v, 0) == 1 && gguf_element_integer(v, 1) == 0);
    assert_int_equal(gguf_array(&g, "nothing", GGUF_U64, &v, &e), 1);
    assert_int_equal(v->n, 0);
    assert_int_equal(gguf_array(&g, "strings", GGUF_STRING, &v, &e), 1);
    size_t at = 0;
    s = gguf_next_string(v, &at);
    assert_int_equal(s.n, 2);
    assert_memory_equal(s.s, "a\0", 2);
    assert_int_equal(gguf_next_string(v, &at).n, 0);
    assert_true(str_equal_c(gguf_next_string(v, &at), "b"));
    assert_int_equal(at, v->bytes.n);
    arena_free(&a);
    buf_free(&b);
}

static void values_of_other_types_are_refused(void **state)
{
    (void)state;
    static const struct {
        char wanted;
        const char *key, *says;
    } CASES[] = {
        {'i', "i8", "i8 is -2; it cannot be negative"},
        {'i', "i32", "i32 is -1; it cannot be negative"},
        {'i', "f32", "f32 is of type f32 where an integer is expected"},
        {'i', "bool", "bool is of type bool where an integer is expected"},
        {'i', "i16s", "i16s is of type array where an integer is expected"},
        {'r', "u32", "u32 is of type u32 where f32 or f64 is expected"},
        {'b', "u8", "u8 is of type u8 where bool is expected"},
        {'s', "bool", "bool is of type bool where string is expected"},
        {'a', "i16s", "i16s is an array of i16 where an array of i32 is expected"},
        {'a', "u8", "u8 is of type u8 where an array of i32 is expected"},
    };
    GgufMaker m;
    Buf b = {0};
    Arena a = {0};
    Err e = {0};
    Gguf g;
    ggufmaker_sample(&m, 3);
    ggufmaker_file(&m, &b);
    assert_int_equal(gguf_parse(&g, buf_str(&b), &a, &e), 0);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *key = CASES[i].key;
        uint64_t x;
        double d;
        bool y;
        Str s;
        const GgufValue *v;
        const int rc = CASES[i].wanted == 'i'   ? gguf_integer(&g, key, &x, &e)
                       : CASES[i].wanted == 'r' ? gguf_real(&g, key, &d, &e)
                       : CASES[i].wanted == 'b' ? gguf_bool(&g, key, &y, &e)
                       : CASES[i].wanted == 's' ? gguf_string(&g, key, &s, &e)
                                                : gguf_array(&g, key, GGUF_I32, &v, &e);
        assert_int_equal(rc, -1);
        assert_int_equal(e.kind, ERR_FORMAT);
        assert_string_equal(e.text, CASES[i].says);
    }
    arena_free(&a);
    buf_free(&b);
}

/* Name, block and bytes as the format's list has them (ggml.h, ggml-common.h), by number. */
static void every_tensor_type_has_its_size(void **state)
{
    (void)state;
    static const struct {
        uint32_t type;
        const char *name;
        uint64_t block, bytes;
        Dtype dtype;
    } CASES[] = {
        {0, "F32", 1, 4, DTYPE_F32},           {1, "F16", 1, 2, DTYPE_F16},
        {2, "Q4_0", 32, 18, DTYPE_Q4_0},       {3, "Q4_1", 32, 20, DTYPE_Q4_1},
        {6, "Q5_0", 32, 22, DTYPE_Q5_0},       {7, "Q5_1", 32, 24, DTYPE_Q5_1},
        {8, "Q8_0", 32, 34, DTYPE_Q8_0},       {9, "Q8_1", 32, 36, DTYPE_OTHER},
        {10, "Q2_K", 256, 84, DTYPE_Q2_K},     {11, "Q3_K", 256, 110, DTYPE_Q3_K},
        {12, "Q4_K", 256, 144, DTYPE_Q4_K},    {13, "Q5_K", 256, 176, DTYPE_Q5_K},
        {14, "Q6_K", 256, 210, DTYPE_Q6_K},    {15, "Q8_K", 256, 292, DTYPE_OTHER},
        {16, "IQ2_XXS", 256, 66, DTYPE_OTHER}, {17, "IQ2_XS", 256, 74, DTYPE_OTHER},
        {18, "IQ3_XXS", 256, 98, DTYPE_OTHER}, {19, "IQ1_S", 256, 50, DTYPE_OTHER},
        {20, "IQ4_NL", 32, 18, DTYPE_OTHER},   {21, "IQ3_S", 256, 110, DTYPE_OTHER},
        {22, "IQ2_S", 256, 82, DTYPE_OTHER},   {23, "IQ4_XS", 256, 136, DTYPE_OTHER},
        {24, "I8", 1, 1, DTYPE_OTHER},         {25, "I16", 1, 2, DTYPE_OTHER},
        {26, "I32", 1, 4, DTYPE_OTHER},        {27, "I64", 1, 8, DTYPE_OTHER},
        {28, "F64", 1, 8, DTYPE_OTHER},        {29, "IQ1_M", 256, 56, DTYPE_OTHER},
        {30, "BF16", 1, 2, DTYPE_BF16},        {34, "TQ1_0", 256, 54, DTYPE_OTHER},
        {35, "TQ2_0", 256, 66, DTYPE_OTHER},   {39, "MXFP4", 32, 17, DTYPE_OTHER},
        {40, "NVFP4", 64, 36, DTYPE_OTHER},    {41, "Q1_0", 128, 18, DTYPE_OTHER},
        {42, "Q2_0", 64, 18, DTYPE_OTHER},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        GgufMaker m = {.version = 3};
        Buf b = {0};
        Arena a = {0};
        Err e = {0};
        Gguf g;
        ggufmaker_tensor(&m, "a", CASES[i].type, (uint64_t[]){2 * CASES[i].block, 3}, 2,
                         (size_t)CASES[i].bytes * 6);
        ggufmaker_file(&m, &b);
        if (gguf_parse(&g, buf_str(&b), &a, &e) != 0)
            fail_msg("%s: %s", CASES[i].name, e.text);
        assert_string_equal(g.tensors[0].dtype_name, CASES[i].name);
        assert_int_equal(g.tensors[0].dtype, CASES[i].dtype);
        assert_int_equal(g.tensors[0].bytes.n, CASES[i].bytes * 6);
        /* One element more than blocks hold. */
        m = (GgufMaker){.version = 3};
        ggufmaker_tensor(&m, "a", CASES[i].type, (uint64_t[]){CASES[i].block + 1}, 1, 1000);
        ggufmaker_file(&m, &b);
        assert_int_equal(gguf_parse(&g, buf_str(&b), &a, &e), CASES[i].block == 1 ? 0 : -1);
        if (CASES[i].block > 1)
            assert_non_null(strstr(e.text, "no multiple of"));
        arena_free(&a);
        buf_free(&b);
    }
}

/* What the format allows and files do: other alignments, padding of any bytes, a gap between
 * tensors, none at all, no dimensions, no elements. */
static void odd_files_are_read(void **state)
{
    (void)state;
    static const uint32_t ALIGNMENTS[] = {1, 8, 32, 4096};
    for (size_t i = 0; i < sizeof ALIGNMENTS / sizeof *ALIGNMENTS; i++) {
        GgufMaker m = {.version = 3, .alignment = ALIGNMENTS[i]};
        Buf b = {0};
        Arena a = {0};
        Err e = {0};
        Gguf g;
        ggufmaker_u32(&m, "general.alignment", ALIGNMENTS[i]);
        ggufmaker_key(&m, "split.count", GGUF_U16, "\1\0", 2);
        ggufmaker_tensor(&m, "scalar", 0, NULL, 0, 4);
        buf_add(&m.data, "gap", 3);
        ggufmaker_tensor(&m, "empty", 0, (uint64_t[]){5, 0}, 2, 0);
        ggufmaker_tensor(&m, "last", 24, (uint64_t[]){5}, 1, 5);
        ggufmaker_file(&m, &b);
        if (gguf_parse(&g, buf_str(&b), &a, &e) != 0)
            fail_msg("alignment %u: %s", ALIGNMENTS[i], e.text);
        assert_int_equal(g.tensors[0].n_elements, 1);
        assert_int_equal(g.tensors[0].bytes.n, 4);
        assert_int_equal(g.tensors[0].bytes.s[3], 4);
        assert_int_equal(g.tensors[1].n_elements, 0);
        assert_int_equal(g.tensors[1].bytes.n, 0);
        assert_int_equal(g.tensors[2].bytes.s[4], 5);
        arena_free(&a);
        buf_free(&b);
    }
    Gguf g;
    Arena a = {0};
    Err e = {0};
    const Str nothing = {"GGUF\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 24};
    assert_int_equal(gguf_parse(&g, nothing, &a, &e), 0);
    assert_int_equal(g.n_values + g.n_tensors, 0);
    arena_free(&a);
}

/* The vocabularies of other projects, as their converter wrote them. */
static void published_files_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *path, *model;
        uint64_t n_tokens;
    } CASES[] = {
        {SHARED_DATA "/tokenizers/gpt-2.gguf", "gpt2", 50257},
        {SHARED_DATA "/tokenizers/gpt-neox.gguf", "gptneox", 50254},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        test_need(CASES[i].path);
        Arena a = {0};
        Err e = {0};
        Gguf g;
        Str s;
        const GgufValue *tokens = NULL;
        FileMap *f = filemap_open(CASES[i].path, &e);
        assert_non_null(f);
        if (gguf_parse(&g, filemap_bytes(f), &a, &e) != 0)
            fail_msg("%s", e.text);
        assert_int_equal(gguf_string(&g, "general.architecture", &s, &e), 1);
        assert_true(str_equal_c(s, CASES[i].model));
        assert_int_equal(gguf_array(&g, "tokenizer.ggml.tokens", GGUF_STRING, &tokens, &e), 1);
        assert_true(tokens->n >= CASES[i].n_tokens);
        size_t at = 0;
        for (uint64_t k = 0; k < tokens->n; k++)
            gguf_next_string(tokens, &at);
        assert_int_equal(at, tokens->bytes.n);
        filemap_close(f);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_versions_are_read),
        cmocka_unit_test(values_are_found),
        cmocka_unit_test(values_of_other_types_are_refused),
        cmocka_unit_test(every_tensor_type_has_its_size),
        cmocka_unit_test(odd_files_are_read),
        cmocka_unit_test(published_files_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
