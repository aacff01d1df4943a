/* Dequantisation against the reference's bits (tests/oracle/quant_golden.py says which reference).
 * */
#include "tests/testing.h"

#include "audit/base/buf.h"
#include "audit/base/file.h"
#include "infer/kernels/dtype.h"

#include <math.h>

/* Equal bits, or both NaN: which NaN is left open. */
static bool same(float a, float b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

typedef struct {
    Buf file;
    const unsigned char *blocks;
    const float *values; /* [n] */
    size_t n, block_bytes;
} Golden;

static void golden_read(Golden *g, const DtypeFacts *d)
{
    char path[64];
    Err e = {0};
    uint32_t head[3];
    snprintf(path, sizeof path, "tests/golden/quant/%s.bin", d->name);
    *g = (Golden){0};
    if (file_read(path, &g->file, &e) != 0)
        fail_msg("%s", e.text);
    assert_true(g->file.n > sizeof head);
    memcpy(head, g->file.s, sizeof head);
    assert_int_equal(head[1], d->block_bytes);
    assert_int_equal(head[2], d->block);
    g->n = (size_t)head[0] * head[2];
    g->block_bytes = (size_t)head[0] * head[1];
    assert_int_equal(g->file.n, sizeof head + g->block_bytes + g->n * sizeof(float));
    float *values = malloc(g->n * sizeof *values);
    assert_non_null(values);
    memcpy(values, g->file.s + sizeof head + g->block_bytes, g->n * sizeof *values);
    g->blocks = (const unsigned char *)g->file.s + sizeof head;
    g->values = values;
}

static void golden_free(Golden *g)
{
    free((void *)(uintptr_t)g->values);
    buf_free(&g->file);
}

/* At every alignment, into memory that ends where the values end. */
static void values_are_the_references(void **state)
{
    (void)state;
    int n_formats = 0;
    for (Dtype d = 0; d < DTYPE_OTHER; d++) {
        const DtypeFacts *facts = &DTYPES[d];
        if (facts->block == 1)
            continue;
        n_formats++;
        Golden g;
        golden_read(&g, facts);
        float *out = malloc(g.n * sizeof *out);
        assert_non_null(out);
        for (size_t shift = 0; shift < 5; shift++) {
            unsigned char *copy = malloc(g.block_bytes + shift);
            assert_non_null(copy);
            memcpy(copy + shift, g.blocks, g.block_bytes);
            memset(out, 0x55, g.n * sizeof *out);
            facts->widen(out, copy + shift, g.n);
            for (size_t i = 0; i < g.n; i++)
                if (!same(out[i], g.values[i]))
                    fail_msg("%s, block %zu, element %zu: %a, the reference has %a", facts->name,
                             i / facts->block, i % facts->block, (double)out[i],
                             (double)g.values[i]);
            free(copy);
        }
        free(out);
        golden_free(&g);
    }
    assert_int_equal(n_formats, 10);
}

/* A block's values do not depend on how many blocks are widened at once. */
static void blocks_stand_alone(void **state)
{
    (void)state;
    for (Dtype d = 0; d < DTYPE_OTHER; d++) {
        const DtypeFacts *facts = &DTYPES[d];
        if (facts->block == 1)
            continue;
        Golden g;
        golden_read(&g, facts);
        for (size_t i = 0; i < g.n / facts->block; i++) {
            float out[DTYPE_BLOCK_MOST + 1];
            out[facts->block] = 7;
            facts->widen(out, g.blocks + i * facts->block_bytes, facts->block);
            for (size_t k = 0; k < facts->block; k++)
                assert_true(same(out[k], g.values[i * facts->block + k]));
            assert_true(out[facts->block] == 7);
        }
        golden_free(&g);
    }
}

/* The golden blocks have what they are for: NaN, infinities, subnormals, negative zeros. */
static void golden_values_are_odd(void **state)
{
    (void)state;
    for (Dtype d = 0; d < DTYPE_OTHER; d++) {
        if (DTYPES[d].block == 1)
            continue;
        Golden g;
        golden_read(&g, &DTYPES[d]);
        size_t n_nan = 0, n_inf = 0, n_tiny = 0, n_ordinary = 0;
        for (size_t i = 0; i < g.n; i++) {
            const float x = fabsf(g.values[i]);
            n_nan += isnan(x);
            n_inf += isinf(x) != 0;
            n_tiny += x > 0 && x < 0x1p-13f; /* of a subnormal scale */
            n_ordinary += x > 0x1p-10f && x < 100;
        }
        if (!n_nan || !n_inf || !n_tiny || n_ordinary < g.n / 8)
            fail_msg("%s: %zu NaN, %zu infinite, %zu tiny, %zu ordinary of %zu", DTYPES[d].name,
                     n_nan, n_inf, n_tiny, n_ordinary, g.n);
        golden_free(&g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_the_references),
        cmocka_unit_test(blocks_stand_alone),
        cmocka_unit_test(golden_values_are_odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
