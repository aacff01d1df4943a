/* GGUF files that are damaged, cut short or made to harm: each is refused with its sentence. */
#include "tests/testing.h"

#include "tests/ggufmaker.h"

typedef enum {
    DAMAGE_KEY_TWICE,
    DAMAGE_KEY_EMPTY,
    DAMAGE_VALUE_TYPE,
    DAMAGE_ELEMENT_TYPE,
    DAMAGE_NESTED,
    DAMAGE_BOOL,
    DAMAGE_BOOLS,
    DAMAGE_ARRAY_HUGE,
    DAMAGE_ARRAY_WRAPS,
    DAMAGE_STRINGS_HUGE,
    DAMAGE_STRING_LONG,
    DAMAGE_STRING_IN_ARRAY,
    DAMAGE_KEY_LONG,
    DAMAGE_ALIGNMENT_ZERO,
    DAMAGE_ALIGNMENT_ODD,
    DAMAGE_ALIGNMENT_TYPE,
    DAMAGE_ALIGNMENT_HUGE,
    DAMAGE_SPLIT,
    DAMAGE_SPLIT_TYPE,
    DAMAGE_NAME_TWICE,
    DAMAGE_NAME_NUL,
    DAMAGE_DIMS,
    DAMAGE_PRODUCT,
    DAMAGE_BYTES_WRAP,
    DAMAGE_TENSOR_TYPE,
    DAMAGE_TENSOR_TYPE_GONE,
    DAMAGE_TENSOR_TYPE_HUGE,
    DAMAGE_BLOCK,
    DAMAGE_OFFSET,
    DAMAGE_OFFSET_WRAPS,
    DAMAGE_OUTSIDE,
    DAMAGE_OVERLAP,
    DAMAGE_SAME_PLACE,
    DAMAGE_KEYS_HUGE,
    DAMAGE_TENSORS_HUGE,
} Damage;

/* Adds what is wrong to a file that begins well. */
static void damage_keys(GgufMaker *m, Damage d)
{
    static const char LONG[] = "\xff\xff\xff\xff\xff\xff\xff\x7f";
    switch (d) {
    case DAMAGE_KEY_TWICE:
        ggufmaker_u32(m, "u8", 1);
        break;
    case DAMAGE_KEY_EMPTY:
        ggufmaker_u32(m, "", 1);
        break;
    case DAMAGE_VALUE_TYPE:
        ggufmaker_key(m, "x", (GgufType)13, "\1\0\0\0", 4);
        break;
    case DAMAGE_ELEMENT_TYPE:
        ggufmaker_array(m, "x", (GgufType)4711, 1, "\1", 1);
        break;
    case DAMAGE_NESTED:
        ggufmaker_array(m, "x", GGUF_ARRAY, 1, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
        break;
    case DAMAGE_BOOL:
        ggufmaker_key(m, "x", GGUF_BOOL, "\2", 1);
        break;
    case DAMAGE_BOOLS:
        ggufmaker_array(m, "x", GGUF_BOOL, 3, "\1\0\xff", 3);
        break;
    case DAMAGE_ARRAY_HUGE:
        ggufmaker_array(m, "x", GGUF_U8, (uint64_t)1 << 40, "\1", 1);
        break;
    case DAMAGE_ARRAY_WRAPS: /* times 8 it is 8 */
        ggufmaker_array(m, "x", GGUF_U64, ((uint64_t)1 << 61) + 1, "\1\2\3\4\5\6\7\10", 8);
        break;
    case DAMAGE_STRINGS_HUGE:
        ggufmaker_array(m, "x", GGUF_STRING, (uint64_t)1 << 40, "\0\0\0\0\0\0\0\0", 8);
        break;
    case DAMAGE_STRING_LONG:
        ggufmaker_key(m, "x", GGUF_STRING, LONG, 8);
        break;
    case DAMAGE_STRING_IN_ARRAY:
        ggufmaker_array(m, "x", GGUF_STRING, 2, "\0\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff",
                        16);
        break;
    case DAMAGE_KEY_LONG:
        m->n_keys++;
        buf_add(&m->keys, LONG, 8);
        break;
    case DAMAGE_ALIGNMENT_ZERO:
        ggufmaker_u32(m, "general.alignment", 0);
        break;
    case DAMAGE_ALIGNMENT_ODD:
        ggufmaker_u32(m, "general.alignment", 48);
        break;
    case DAMAGE_ALIGNMENT_TYPE:
        ggufmaker_key(m, "general.alignment", GGUF_U64, "\40\0\0\0\0\0\0\0", 8);
        break;
    case DAMAGE_ALIGNMENT_HUGE:
        ggufmaker_u32(m, "general.alignment", 0x80000000u);
        break;
    case DAMAGE_SPLIT:
        ggufmaker_key(m, "split.count", GGUF_U16, "\3\0", 2);
        break;
    case DAMAGE_SPLIT_TYPE:
        ggufmaker_string(m, "split.count", "3");
        break;
    case DAMAGE_KEYS_HUGE:
        m->n_keys = (uint64_t)1 << 62;
        break;
    case DAMAGE_TENSORS_HUGE:
        m->n_tensors = UINT64_MAX;
        break;
    default:
        break;
    }
}

static void damage_tensors(GgufMaker *m, Damage d)
{
    const uint64_t one = 1, four = 4;
    switch (d) {
    case DAMAGE_NAME_TWICE:
        ggufmaker_tensor(m, "b", 0, &one, 1, 4);
        break;
    case DAMAGE_NAME_NUL:
        m->n_tensors++;
        ggufmaker_text(&m->infos, "b\0c", 3);
        buf_add(&m->infos, "\1\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 24);
        break;
    case DAMAGE_DIMS:
        ggufmaker_tensor(m, "x", 0, (uint64_t[]){1, 1, 1, 1, 1}, 5, 4);
        break;
    case DAMAGE_PRODUCT:
        ggufmaker_tensor(m, "x", 0, (uint64_t[]){(uint64_t)1 << 32, (uint64_t)1 << 32}, 2, 4);
        break;
    case DAMAGE_BYTES_WRAP: /* times 4 it is 4 */
        ggufmaker_tensor(m, "x", 0, (uint64_t[]){((uint64_t)1 << 62) + 1}, 1, 4);
        break;
    case DAMAGE_TENSOR_TYPE:
        ggufmaker_tensor(m, "x", 43, &one, 1, 4);
        break;
    case DAMAGE_TENSOR_TYPE_GONE:
        ggufmaker_tensor(m, "x", 31, (uint64_t[]){32}, 1, 32);
        break;
    case DAMAGE_TENSOR_TYPE_HUGE:
        ggufmaker_tensor(m, "x", 0xffffffffu, &one, 1, 4);
        break;
    case DAMAGE_BLOCK: /* 512 elements, but no row is a whole block */
        ggufmaker_tensor(m, "x", 12, (uint64_t[]){128, 4}, 2, 288);
        break;
    case DAMAGE_OFFSET:
        ggufmaker_info(m, "x", 0, &one, 1, 4);
        break;
    case DAMAGE_OFFSET_WRAPS:
        ggufmaker_info(m, "x", 0, (uint64_t[]){16}, 1, (uint64_t)-32);
        break;
    case DAMAGE_OUTSIDE: /* from 104 bytes of data 96 are before it */
        ggufmaker_info(m, "x", 0, &four, 1, 96);
        break;
    case DAMAGE_OVERLAP:
        ggufmaker_info(m, "x", 0, &four, 1, 64);
        break;
    case DAMAGE_SAME_PLACE:
        ggufmaker_info(m, "x", 0, &one, 1, 0);
        break;
    default:
        break;
    }
}

static void damage_is_named(void **state)
{
    (void)state;
    static const struct {
        Damage damage;
        const char *says;
    } CASES[] = {
        {DAMAGE_KEY_TWICE, "key \"u8\" is there twice"},
        {DAMAGE_KEY_EMPTY, "key 17 of 18 is empty"},
        {DAMAGE_VALUE_TYPE, "key \"x\": byte 476: type 13 is none of the format's"},
        {DAMAGE_ELEMENT_TYPE, "type 4711 is none of the format's"},
        {DAMAGE_NESTED, "an array of arrays"},
        {DAMAGE_BOOL, "key \"x\": byte 480: 2 where a bool must be 0 or 1"},
        {DAMAGE_BOOLS, "255 where a bool"},
        {DAMAGE_ARRAY_HUGE, "1099511627776 elements are announced, but only"},
        {DAMAGE_ARRAY_WRAPS, "2305843009213693953 elements are announced"},
        {DAMAGE_STRINGS_HUGE, "1099511627776 strings are announced"},
        {DAMAGE_STRING_LONG, "a string takes 9223372036854775807 bytes, but only"},
        {DAMAGE_STRING_IN_ARRAY, "element 1: byte 508: a string takes 18446744073709551615"},
        {DAMAGE_KEY_LONG, "key 17 of 18: byte 475: a key takes 9223372036854775807 bytes"},
        {DAMAGE_ALIGNMENT_ZERO, "general.alignment is not a power of two of type u32"},
        {DAMAGE_ALIGNMENT_ODD, "general.alignment is not a power of two"},
        {DAMAGE_ALIGNMENT_TYPE, "general.alignment is not a power of two"},
        {DAMAGE_ALIGNMENT_HUGE, "24 bytes from offset 0 do not lie in the 0 bytes of data"},
        {DAMAGE_SPLIT, "split.count is 3: this is one of 3 parts of a model; make one file of them "
                       "with \"llama-gguf-split --merge NAME-00001-of-00003.gguf NAME.gguf\""},
        {DAMAGE_SPLIT_TYPE, "split.count is of type string where an integer is expected"},
        {DAMAGE_NAME_TWICE, "tensor \"b\" is there twice"},
        {DAMAGE_NAME_NUL, "the name of a tensor has a NUL in it"},
        {DAMAGE_DIMS, "tensor \"x\": byte 573: 5 dimensions; the format allows 4"},
        {DAMAGE_PRODUCT, "tensor \"x\": byte 593: the product of the sizes does not fit 64 bits"},
        {DAMAGE_BYTES_WRAP, "4611686018427387905 elements of F32 take more bytes than fit 64 bits"},
        {DAMAGE_TENSOR_TYPE, "tensor \"x\": byte 585: type 43 is unknown"},
        {DAMAGE_TENSOR_TYPE_GONE, "type 31 is unknown: it was withdrawn"},
        {DAMAGE_TENSOR_TYPE_HUGE, "type 4294967295 is unknown"},
        {DAMAGE_BLOCK, "tensor \"x\": the innermost size is 128, no multiple of 256, the elements "
                       "in a block of Q4_K"},
        {DAMAGE_OFFSET, "tensor \"x\": offset 4 is no multiple of the alignment, 32"},
        {DAMAGE_OFFSET_WRAPS, "64 bytes from offset 18446744073709551584 do not lie in the 104"},
        {DAMAGE_OUTSIDE, "tensor \"x\": 16 bytes from offset 96 do not lie in the 104 bytes"},
        {DAMAGE_OVERLAP, "tensors \"a.weight\" and \"x\" overlap in the file"},
        {DAMAGE_SAME_PLACE, "\"x\" and \"b\" overlap in the file"},
        {DAMAGE_KEYS_HUGE, "4611686018427387904 keys are announced, but only"},
        {DAMAGE_TENSORS_HUGE, "18446744073709551615 tensors are announced, but only"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        GgufMaker m;
        Buf b = {0};
        Arena a = {0};
        Err e = {0};
        Gguf g;
        ggufmaker_sample(&m, 3);
        damage_keys(&m, CASES[i].damage);
        damage_tensors(&m, CASES[i].damage);
        ggufmaker_file(&m, &b);
        if (gguf_parse(&g, buf_str(&b), &a, &e) != -1)
            fail_msg("accepted, though %s", CASES[i].says);
        assert_int_equal(e.kind, ERR_FORMAT);
        if (!strstr(e.text, CASES[i].says))
            fail_msg("%s\n  is said: %s", CASES[i].says, e.text);
        arena_free(&a);
        buf_free(&b);
    }
}

static void other_beginnings_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
        const char *says;
    } CASES[] = {
        {"", 0, "byte 0: the magic takes 4 bytes, but only 0 follow"},
        {"GGU", 3, "the magic takes 4 bytes, but only 3 follow"},
        {"GGML\3\0\0\0", 8, "byte 0: not \"GGUF\": this is not a GGUF file"},
        {"GGUF\0\0\0\3", 8, "a big-endian GGUF file"},
        {"GGUF\0\0\0\1", 8, "a big-endian GGUF file"},
        {"GGUF\1\0\0\0", 8, "GGUF version 1 is not read, only 2 and 3"},
        {"GGUF\0\0\0\0", 8, "GGUF version 0 is not read"},
        {"GGUF\4\0\0\0", 8, "GGUF version 4 is not read"},
        {"GGUF\3\0\0\0\0", 9, "the number of tensors takes 8 bytes, but only 1 follow"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Arena a = {0};
        Err e = {0};
        Gguf g;
        assert_int_equal(gguf_parse(&g, (Str){CASES[i].bytes, CASES[i].n}, &a, &e), -1);
        if (!strstr(e.text, CASES[i].says))
            fail_msg("%s\n  is said: %s", CASES[i].says, e.text);
        arena_free(&a);
    }
}

/* In memory of their own, so that the sanitizer sees a byte read behind the end. */
static void every_truncation_is_refused(void **state)
{
    (void)state;
    GgufMaker m;
    Buf b = {0};
    ggufmaker_sample(&m, 3);
    ggufmaker_file(&m, &b);
    for (size_t n = 0; n < b.n; n++) {
        Arena a = {0};
        Err e = {0};
        Gguf g;
        char *copy = malloc(n ? n : 1);
        assert_non_null(copy);
        memcpy(copy, b.s, n);
        if (gguf_parse(&g, (Str){copy, n}, &a, &e) != -1)
            fail_msg("accepted when cut at byte %zu of %zu", n, b.n);
        assert_int_equal(e.kind, ERR_FORMAT);
        assert_true(strstr(e.text, "cut short or is damaged") != NULL);
        free(copy);
        arena_free(&a);
    }
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damage_is_named),
        cmocka_unit_test(other_beginnings_are_named),
        cmocka_unit_test(every_truncation_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
