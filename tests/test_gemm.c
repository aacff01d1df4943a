/* The matrix product: every kernel gives the bits of the definition, on odd sizes, unaligned
 * weights and strange numbers; and stays near float64. */
#include "tests/engine.h"

#include "infer/kernels/gemm.h"

#include <math.h>

static const GemmKernel *kernel_at(size_t i)
{
#if defined(__x86_64__)
    if (i == 1 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return &gemm_avx2;
    if (i == 2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        return &gemm_avx512;
#endif
    return i == 0 ? &gemm_portable : NULL;
}

enum { N_KERNELS = 3 };

/* Random weights as a file holds them, at an odd address, and the same in f32. */
typedef struct {
    unsigned char *block;
    Matrix w;
    float *dense; /* [n_out, n_in] */
} Weight;

static void plain_fill(unsigned char *at, Dtype dtype, size_t n, uint64_t *seed)
{
    for (size_t i = 0; i < n; i++, at += DTYPES[dtype].block_bytes) {
        const float f = random_float(seed);
        const uint16_t half = (uint16_t)((random_next(seed) & 0x83ff) | 0x3000 |
                                         (random_next(seed) & 3) << 10); /* 2^-3 to 1, f16 */
        uint32_t bits;
        memcpy(&bits, &f, sizeof bits);
        const uint16_t upper = (uint16_t)(bits >> 16);
        memcpy(at,
               dtype == DTYPE_F32   ? (const void *)&f
               : dtype == DTYPE_F16 ? &half
                                    : &upper,
               DTYPES[dtype].block_bytes);
    }
}

static Weight weight_make(Dtype dtype, bool transposed, size_t n, size_t k, uint64_t *seed)
{
    const size_t rows = transposed ? k : n, cols = transposed ? n : k;
    const size_t row_bytes = dtype_bytes(dtype, cols);
    Weight r = {.block = mem_zero(rows * row_bytes + 1, 1),
                .dense = mem_alloc(rows * cols, sizeof(float))};
    r.w = (Matrix){r.block + 1, dtype, n, k, transposed};
    if (DTYPES[dtype].block == 1)
        plain_fill(r.block + 1, dtype, n * k, seed);
    else /* no f16 scale is 2 or more, wherever it stands */
        for (size_t i = 0; i < rows * row_bytes; i++)
            r.block[1 + i] = (unsigned char)(random_next(seed) & 0xbf);
    float *row = mem_alloc(cols, sizeof *row);
    for (size_t i = 0; i < rows; i++) {
        DTYPES[dtype].widen(row, r.w.data + i * row_bytes, cols);
        for (size_t j = 0; j < cols; j++)
            r.dense[transposed ? j * k + i : i * k + j] = row[j];
    }
    free(row);
    return r;
}

static void weight_free(Weight *w)
{
    free(w->block);
    free(w->dense);
}

/* The definition. */
static float chain(const float *x, const Weight *w, size_t row)
{
    float acc = 0;
    for (size_t k = 0; k < w->w.n_in; k++)
        acc = fmaf(x[k], w->dense[row * w->w.n_in + k], acc);
    return acc;
}

static double exact(const float *x, const Weight *w, size_t row, double *size)
{
    double sum = 0;
    *size = 0;
    for (size_t k = 0; k < w->w.n_in; k++) {
        const double p = (double)x[k] * (double)w->dense[row * w->w.n_in + k];
        sum += p;
        *size += fabs(p);
    }
    return sum;
}

static bool same_bits(float a, float b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static void check_product(const GemmKernel *g, Dtype dtype, bool transposed, size_t m, size_t n,
                          size_t k)
{
    uint64_t seed = m * 1000003 + n * 1009 + k;
    Weight w = weight_make(dtype, transposed, n, k, &seed);
    const size_t xs = k + 3, ys = n + 5;
    float *x = mem_alloc(m * xs, sizeof *x), *y = mem_alloc(m * ys, sizeof *y);
    for (size_t i = 0; i < m * xs; i++)
        x[i] = random_float(&seed);
    for (size_t i = 0; i < m * ys; i++)
        y[i] = 77;
    GemmScratch s = gemm_scratch_make();
    gemm_columns(g, &s, y, ys, x, xs, m, &w.w, 0, n);
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            double size;
            const double want = exact(x + i * xs, &w, j, &size);
            if (!same_bits(y[i * ys + j], chain(x + i * xs, &w, j)) ||
                fabs((double)y[i * ys + j] - want) > 1.2e-7 * (double)k * size)
                fail_msg("%s dtype %d m %zu n %zu k %zu: [%zu,%zu] is %.9g, want %.9g", g->name,
                         dtype, m, n, k, i, j, (double)y[i * ys + j], want);
        }
        for (size_t j = n; j < ys; j++) /* nothing is written behind a row */
            assert_true(y[i * ys + j] == 77);
    }
    gemm_scratch_free(&s);
    free(x);
    free(y);
    weight_free(&w);
}

static void every_kernel_computes_the_definition(void **state)
{
    (void)state;
    static const size_t SIZES[][3] = {
        {1, 1, 1},    {1, 31, 7},   {2, 32, 16},   {3, 33, 17},   {5, 16, 33},
        {6, 8, 64},   {7, 15, 255}, {13, 65, 31},  {14, 64, 32},  {15, 97, 100},
        {29, 40, 72}, {43, 9, 1},   {3, 35, 1024}, {4, 37, 2501}, {127, 33, 1029},
    };
    for (size_t i = 0; i < N_KERNELS; i++)
        for (size_t d = DTYPE_F32; d <= DTYPE_BF16; d++)
            for (size_t c = 0; kernel_at(i) && c < sizeof SIZES / sizeof *SIZES; c++)
                for (int transposed = 0; transposed < 2; transposed++)
                    check_product(kernel_at(i), (Dtype)d, transposed, SIZES[c][0], SIZES[c][1],
                                  SIZES[c][2]);
}

static void every_format_is_widened(void **state)
{
    (void)state;
    static const size_t SIZES[][3] = {
        {1, 1, 256}, {3, 33, 512}, {14, 64, 256}, {127, 35, 1280}, {300, 9, 1536}};
    for (size_t i = 0; i < N_KERNELS; i++)
        for (size_t d = DTYPE_BF16 + 1; d < DTYPE_OTHER; d++)
            for (size_t c = 0; kernel_at(i) && c < sizeof SIZES / sizeof *SIZES; c++)
                check_product(kernel_at(i), (Dtype)d, false, SIZES[c][0], SIZES[c][1], SIZES[c][2]);
    check_product(kernel_at(0), DTYPE_Q8_0, false, 2, 3, 32); /* less than the longest block */
}

/* Denormals, infinities, NaN, signed zeros, cancellation: the same bits as the definition. */
static void strange_numbers_pass_unharmed(void **state)
{
    (void)state;
    static const float STRANGE[] = {0.0f,      -0.0f,     1e-40f,   -3e-45f,   1.5f, -1e30f,
                                    3.4e38f,   -3.4e38f,  INFINITY, -INFINITY, NAN,  1e-20f,
                                    0x1p-126f, 0x1p-149f, 1.0f,     -1.0f};
    enum { N = 16, M = 16, K = 3 };
    float x[M * K], w[N * K], y[M * N];
    for (size_t i = 0; i < M; i++)
        for (size_t k = 0; k < K; k++) {
            x[i * K + k] = STRANGE[(i + k) % 16];
            w[i * K + k] = STRANGE[(i * 3 + k * 5) % 16];
        }
    const Weight weight = {.w = {(const unsigned char *)w, DTYPE_F32, N, K, false}, .dense = w};
    GemmScratch s = gemm_scratch_make();
    for (size_t g = 0; g < N_KERNELS; g++) {
        if (!kernel_at(g))
            continue;
        gemm_columns(kernel_at(g), &s, y, N, x, K, M, &weight.w, 0, N);
        for (size_t i = 0; i < M; i++)
            for (size_t j = 0; j < N; j++)
                assert_true(same_bits(y[i * N + j], chain(x + i * K, &weight, j)));
    }
    gemm_scratch_free(&s);
}

/* Each half-precision number, converted by each kernel's pack (as a product with 1). */
static void f16_is_widened_exactly(void **state)
{
    (void)state;
    enum { ALL = 65536 };
    uint16_t *w = mem_alloc(ALL, sizeof *w);
    float *y = mem_alloc(ALL, sizeof *y);
    for (size_t i = 0; i < ALL; i++)
        w[i] = (uint16_t)i;
    const Matrix matrix = {(const unsigned char *)w, DTYPE_F16, ALL, 1, false};
    const float one = 1;
    GemmScratch s = gemm_scratch_make();
    for (size_t g = 0; g < N_KERNELS; g++) {
        if (!kernel_at(g))
            continue;
        gemm_columns(kernel_at(g), &s, y, ALL, &one, 1, 1, &matrix, 0, ALL);
        for (size_t i = 0; i < ALL; i++) {
            const int exponent = (int)(i >> 10 & 31), mantissa = (int)(i & 1023);
            const double sign = i >> 15 ? -1 : 1;
            const double want = exponent == 31  ? (mantissa ? (double)NAN : sign * INFINITY)
                                : exponent == 0 ? sign * ldexp(mantissa, -24)
                                                : sign * ldexp(1024 + mantissa, exponent - 25);
            assert_true(isnan(want) ? isnan(y[i]) : (double)y[i] == want);
        }
    }
    gemm_scratch_free(&s);
    free(w);
    free(y);
}

/* Several products at once, on any number of threads, with any number of rows: the same bits for a
 * row, whatever else is computed beside it. */
static void threads_and_neighbours_change_nothing(void **state)
{
    (void)state;
    enum { K = 300, MOST = 70, STRIDE = 400 };
    uint64_t seed = 5;
    Weight a = weight_make(DTYPE_BF16, false, 333, K, &seed);
    Weight b = weight_make(DTYPE_F16, true, 40, K, &seed);
    float *x = mem_alloc(MOST * K, sizeof *x);
    float *ya = mem_alloc(MOST * STRIDE, sizeof *ya), *yb = mem_alloc(MOST * STRIDE, sizeof *yb);
    for (size_t i = 0; i < MOST * K; i++)
        x[i] = random_float(&seed);
    for (int threads = 1; threads <= 3; threads++) {
        Err e = {0};
        Pool *pool = pool_open(threads, &e);
        GemmScratch s[3];
        for (int i = 0; i < threads; i++)
            s[i] = gemm_scratch_make();
        for (size_t m = 0; m <= MOST; m += 14)
            for (size_t g = 0; g < N_KERNELS; g++) {
                if (!kernel_at(g) || (g == 0 && m > 14)) /* the plain twin is slow */
                    continue;
                const GemmJob jobs[] = {{&a.w, ya, STRIDE}, {&b.w, yb, STRIDE}};
                gemm_run(kernel_at(g), s, pool, x, K, m, jobs, 2);
                for (size_t i = 0; i < m; i += 5) {
                    for (size_t j = 0; j < 333; j += 37)
                        assert_true(same_bits(ya[i * STRIDE + j], chain(x + i * K, &a, j)));
                    for (size_t j = 0; j < 40; j += 3)
                        assert_true(same_bits(yb[i * STRIDE + j], chain(x + i * K, &b, j)));
                }
            }
        for (int i = 0; i < threads; i++)
            gemm_scratch_free(&s[i]);
        pool_close(pool);
    }
    free(x);
    free(ya);
    free(yb);
    weight_free(&a);
    weight_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kernel_computes_the_definition),
        cmocka_unit_test(every_format_is_widened),
        cmocka_unit_test(strange_numbers_pass_unharmed),
        cmocka_unit_test(f16_is_widened_exactly),
        cmocka_unit_test(threads_and_neighbours_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
