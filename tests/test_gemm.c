/* The matrix product: every kernel gives the bits of its definition, on odd sizes, unaligned
 * weights and strange numbers, however its weights are packed; and stays near float64. */
#include "tests/engine.h"

#include "infer/kernels/kernel.h"

#include <math.h>

/* Every kernel of every arithmetic, and whether this processor runs it. */
static const struct {
    const GemmKernel *g;
    const char *needs; /* NULL: any processor */
} KERNELS[] = {
    {&gemm_portable, NULL},         {&gemm_pairs_portable, NULL},
#if defined(__x86_64__)
    {&gemm_avx2, "avx2"},           {&gemm_pairs_avx2, "avx2"},   {&gemm_avx512, "avx512"},
    {&gemm_pairs_avx512, "avx512"}, {&gemm_avx512bf16, "bf16"},   {&gemm_amx, "amx"},
#endif
};

enum { N_KERNELS = sizeof KERNELS / sizeof *KERNELS };

static bool processor_has(const char *what)
{
#if defined(__x86_64__)
    if (strcmp(what, "avx2") == 0)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (strcmp(what, "avx512") == 0)
        return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
    if (strcmp(what, "bf16") == 0)
        return __builtin_cpu_supports("avx512bf16") && processor_has("avx512");
    return gemm_amx_allowed();
#else
    (void)what;
    return false;
#endif
}

/* NULL where it cannot run; said once, so that nobody takes the rest for all. */
static const GemmKernel *kernel_at(size_t i)
{
    static bool said[N_KERNELS];
    if (!KERNELS[i].needs || processor_has(KERNELS[i].needs))
        return KERNELS[i].g;
    if (!said[i])
        print_message("this processor has no %s: its kernels are not tested\n", KERNELS[i].needs);
    said[i] = true;
    return NULL;
}

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

/* ---- the definitions of gemm.h, by the letter ---- */

static float rounded(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits = gemm_round_bits(bits);
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Numbers below 2^-126 count as zero. */
static float flushed(float x)
{
    return fabsf(x) < 0x1p-126f ? copysignf(0, x) : x;
}

static float fma_flushed(float a, float b, float c)
{
    return flushed(fmaf(flushed(a), flushed(b), flushed(c)));
}

/* Element k of a row of n as bf16's definitions see it. */
static float element(const float *x, size_t k, size_t n)
{
    return k < n ? rounded(x[k]) : 0;
}

static float sum_pairs(const float *x, const float *w, size_t n)
{
    float acc = 0;
    for (size_t k = 0; k < n; k += 2) {
        acc = fma_flushed(element(x, k + 1, n), element(w, k + 1, n), acc);
        acc = fma_flushed(element(x, k, n), element(w, k, n), acc);
    }
    return acc;
}

static float sum_tiles(const float *x, const float *w, size_t n)
{
    float acc = 0;
    for (size_t k = 0; k < n; k += 32) {
        float even = 0, odd = 0;
        for (size_t i = k; i < k + 32; i += 2) {
            even = fma_flushed(element(x, i, n), element(w, i, n), even);
            odd = fma_flushed(element(x, i + 1, n), element(w, i + 1, n), odd);
        }
        acc = flushed(acc + flushed(even + odd));
    }
    return acc;
}

static float sum_chain(const float *x, const float *w, size_t n)
{
    float acc = 0;
    for (size_t k = 0; k < n; k++)
        acc = fmaf(x[k], w[k], acc);
    return acc;
}

static float defined(const GemmKernel *g, const float *x, const Weight *w, size_t row)
{
    static const struct {
        const char *arithmetic;
        float (*sum)(const float *x, const float *w, size_t n);
    } ALL[] = {{"f32 chain", sum_chain}, {"bf16 pairs", sum_pairs}, {"bf16 tiles", sum_tiles}};
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++)
        if (strcmp(g->arithmetic, ALL[i].arithmetic) == 0)
            return ALL[i].sum(x, w->dense + row * w->w.n_in, w->w.n_in);
    fail_msg("%s is no arithmetic", g->arithmetic);
    return 0;
}

static bool rounds(const GemmKernel *g)
{
    return strncmp(g->arithmetic, "bf16", 4) == 0;
}

/* In float64, of the numbers that the kernel multiplies; *size is the sum of the terms' sizes. */
static double exact(const float *x, const Weight *w, size_t row, bool bf16, double *size)
{
    double sum = 0;
    *size = 0;
    for (size_t k = 0; k < w->w.n_in; k++) {
        const float a = x[k], b = w->dense[row * w->w.n_in + k];
        const double p = bf16 ? (double)rounded(a) * (double)rounded(b) : (double)a * (double)b;
        sum += p;
        *size += fabs(p);
    }
    return sum;
}

static bool same_bits(float a, float b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

/* ---- a product with everything around it ---- */

typedef struct {
    const GemmKernel *g;
    GemmScratch scratch[3];
    Pool *pool;
    GemmOperand x;
    unsigned char *stored;
} Setup;

static Setup setup_make(const GemmKernel *g, int threads, const float *x, size_t stride, size_t m,
                        size_t k)
{
    Err e = {0};
    Setup s = {.g = g, .pool = pool_open(threads, &e), .x = gemm_operand_make(g, m, k)};
    for (int i = 0; i < threads; i++)
        s.scratch[i] = gemm_scratch_make(m);
    for (size_t i = 0; i < m; i++)
        gemm_put(g, &s.x, i, 0, x + i * stride, k);
    return s;
}

static void setup_free(Setup *s)
{
    for (int i = 0; i < pool_threads(s->pool); i++)
        gemm_scratch_free(&s->scratch[i]);
    gemm_operand_free(&s->x);
    pool_close(s->pool);
    free(s->stored);
}

/* Packed once, where the kernel can. */
static bool setup_store(Setup *s, const Matrix *w)
{
    const size_t bytes = gemm_stored_bytes(s->g, w);
    if (bytes == 0)
        return false;
    s->stored = mem_aligned(bytes, 1);
    for (size_t i = 0; i < gemm_stored_panels(w); i++)
        gemm_store_panel(s->g, &s->scratch[0], w, i, s->stored);
    return true;
}

/* Where units are copied to. */
typedef struct {
    float *y, *beside;
    size_t stride, m;
} Target;

static void take_unit(void *ctx, int thread, size_t first, size_t n, float *y)
{
    const Target *t = ctx;
    (void)thread;
    for (size_t i = 0; i < t->m; i++, y += GEMM_Y_STRIDE) {
        memcpy(t->y + i * t->stride + first, y, n * sizeof *y);
        if (t->beside)
            memcpy(t->beside + i * t->stride + first, y + GEMM_UNIT_COLS / 2, n * sizeof *y);
        for (size_t j = 0; j < n; j++) /* a taker may write over its unit */
            y[j] = -1;
    }
}

static void product(Setup *s, const Weight *w, float *y, size_t stride, size_t m)
{
    Target t = {.y = y, .stride = stride, .m = m};
    const GemmJob job = {.w = {&w->w, s->stored}, .take = take_unit, .ctx = &t};
    gemm_run(s->g, s->scratch, s->pool, &s->x, m, &job, 1);
}

static void check_bits(const GemmKernel *g, const char *how, const float *y, size_t ys,
                       const float *x, size_t xs, const Weight *w, size_t m)
{
    const size_t n = w->w.n_out, k = w->w.n_in;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < n; j++) {
            double size;
            const double want = exact(x + i * xs, w, j, rounds(g), &size);
            if (!same_bits(y[i * ys + j], defined(g, x + i * xs, w, j)) ||
                fabs((double)y[i * ys + j] - want) > 1.2e-7 * (double)k * size)
                fail_msg("%s, %s, %s, %s: m %zu n %zu k %zu: [%zu,%zu] is %a, want %a (%.9g)", g->name,
                         g->arithmetic, DTYPES[w->w.dtype].name, how, m, n, k, i, j,
                         (double)y[i * ys + j], (double)defined(g, x + i * xs, w, j), want);
        }
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
    Setup s = setup_make(g, 1, x, xs, m, k);
    product(&s, &w, y, ys, m);
    check_bits(g, "packed each time", y, ys, x, xs, &w, m);
    if (setup_store(&s, &w.w)) {
        memset(y, 0xff, m * ys * sizeof *y);
        product(&s, &w, y, ys, m);
        check_bits(g, "packed once", y, ys, x, xs, &w, m);
    }
    setup_free(&s);
    free(x);
    free(y);
    weight_free(&w);
}

static void every_kernel_computes_its_definition(void **state)
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
static void strange_numbers_are_treated_as_defined(void **state)
{
    (void)state;
    static const float STRANGE[] = {0.0f,      -0.0f,     1e-40f,   -3e-45f,   1.5f,        -1e30f,
                                    3.4e38f,   -3.4e38f,  INFINITY, -INFINITY, NAN,         1e-20f,
                                    0x1p-126f, 0x1p-149f, 1.0f,     -1.0f,     0x1.01p-126f};
    enum { COUNT = sizeof STRANGE / sizeof *STRANGE, N = 20, M = 35, K_MOST = 70 };
    static const size_t DEPTHS[] = {1, 2, 3, 33, K_MOST};
    float x[M * K_MOST], w[N * K_MOST], y[M * N];
    for (size_t c = 0; c < sizeof DEPTHS / sizeof *DEPTHS; c++) {
        const size_t k = DEPTHS[c];
        uint64_t seed = 99 + k;
        /* Mostly ordinary numbers where the rows are long: NaN would be all that is left. */
        for (size_t i = 0; i < M * k; i++)
            x[i] = k > 3 && random_next(&seed) % 16 ? random_float(&seed) * 1e-19f
                                                    : STRANGE[random_next(&seed) % COUNT];
        for (size_t i = 0; i < N * k; i++)
            w[i] = k > 3 && random_next(&seed) % 16 ? random_float(&seed) * 1e-19f
                                                    : STRANGE[random_next(&seed) % COUNT];
        const Weight weight = {.w = {(const unsigned char *)w, DTYPE_F32, N, k, false}, .dense = w};
        for (size_t g = 0; g < N_KERNELS; g++) {
            if (!kernel_at(g))
                continue;
            Setup s = setup_make(kernel_at(g), 1, x, k, M, k);
            for (int stored = 0; stored < 2; stored++) {
                if (stored && !setup_store(&s, &weight.w))
                    continue;
                product(&s, &weight, y, N, M);
                for (size_t i = 0; i < M; i++)
                    for (size_t j = 0; j < N; j++) {
                        const float want = defined(kernel_at(g), x + i * k, &weight, j);
                        if (!same_bits(y[i * N + j], want))
                            fail_msg("%s, %s, k %zu: [%zu,%zu] is %a, want %a", kernel_at(g)->name,
                                     kernel_at(g)->arithmetic, k, i, j, (double)y[i * N + j],
                                     (double)want);
                    }
            }
            setup_free(&s);
        }
    }
}

/* Each half-precision number, converted by each kernel's pack (as a product with 1). */
static void f16_is_widened(void **state)
{
    (void)state;
    enum { ALL = 65536 };
    uint16_t *w = mem_alloc(ALL, sizeof *w);
    float *y = mem_alloc(ALL, sizeof *y);
    for (size_t i = 0; i < ALL; i++)
        w[i] = (uint16_t)i;
    const Weight weight = {.w = {(const unsigned char *)w, DTYPE_F16, ALL, 1, false}};
    const float one = 1;
    for (size_t g = 0; g < N_KERNELS; g++) {
        if (!kernel_at(g))
            continue;
        Setup s = setup_make(kernel_at(g), 1, &one, 1, 1, 1);
        product(&s, &weight, y, ALL, 1);
        for (size_t i = 0; i < ALL; i++) {
            const int exponent = (int)(i >> 10 & 31), mantissa = (int)(i & 1023);
            const double sign = i >> 15 ? -1 : 1;
            double want = exponent == 31  ? (mantissa ? (double)NAN : sign * INFINITY)
                          : exponent == 0 ? sign * ldexp(mantissa, -24)
                                          : sign * ldexp(1024 + mantissa, exponent - 25);
            if (rounds(kernel_at(g)))
                want = (double)rounded((float)want);
            if (isnan(want) ? !isnan(y[i]) : (double)y[i] != want)
                fail_msg("%s, %s: f16 %04zx is %a, want %a", kernel_at(g)->name,
                         kernel_at(g)->arithmetic, i, (double)y[i], want);
        }
        setup_free(&s);
    }
    free(w);
    free(y);
}

/* Several products at once, one of them with another beside it, on any number of threads, with any number
 * of rows: the same bits for a row, whatever else is computed beside it. */
static void threads_and_neighbours_change_nothing(void **state)
{
    (void)state;
    enum { K = 300, MOST = 70, STRIDE = 400, N = 333 };
    uint64_t seed = 5;
    Weight a = weight_make(DTYPE_BF16, false, N, K, &seed);
    Weight b = weight_make(DTYPE_BF16, false, N, K, &seed);
    Weight c = weight_make(DTYPE_F16, true, 40, K, &seed);
    float *x = mem_alloc(MOST * K, sizeof *x), *y = mem_alloc(3 * MOST * STRIDE, sizeof *y);
    for (size_t i = 0; i < MOST * K; i++)
        x[i] = random_float(&seed);
    for (int threads = 1; threads <= 3; threads++)
        for (size_t m = 0; m <= MOST; m += 14)
            for (size_t g = 0; g < N_KERNELS; g++) {
                if (!kernel_at(g) || (strcmp(kernel_at(g)->name, "portable") == 0 && m > 14))
                    continue; /* the plain twin is slow */
                Setup s = setup_make(kernel_at(g), threads, x, K, m, K);
                Target together = {y, y + MOST * STRIDE, STRIDE, m};
                Target alone = {y + 2 * MOST * STRIDE, NULL, STRIDE, m};
                const GemmJob jobs[] = {
                    {.w = {&a.w, NULL},
                     .beside = {&b.w, NULL},
                     .take = take_unit,
                     .ctx = &together},
                    {.w = {&c.w, NULL}, .take = take_unit, .ctx = &alone, .unit_cols = 32}};
                gemm_run(kernel_at(g), s.scratch, s.pool, &s.x, m, jobs, 2);
                for (size_t i = 0; i < m; i += 5) {
                    for (size_t j = 0; j < N; j += 37) {
                        assert_true(same_bits(together.y[i * STRIDE + j],
                                              defined(kernel_at(g), x + i * K, &a, j)));
                        assert_true(same_bits(together.beside[i * STRIDE + j],
                                              defined(kernel_at(g), x + i * K, &b, j)));
                    }
                    for (size_t j = 0; j < 40; j += 3)
                        assert_true(same_bits(alone.y[i * STRIDE + j],
                                              defined(kernel_at(g), x + i * K, &c, j)));
                }
                setup_free(&s);
            }
    free(x);
    free(y);
    weight_free(&a);
    weight_free(&b);
    weight_free(&c);
}

/* To nearest, ties to even, against the definition in float64. */
static void rounding_is_to_nearest_even(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (size_t i = 0; i < 200000; i++) {
        uint32_t bits = (uint32_t)random_next(&seed);
        if (i % 4 == 0)
            bits &= 0xffff8000; /* ties, and numbers that are bf16 */
        float x;
        memcpy(&x, &bits, sizeof x);
        const float got = rounded(x);
        if (isnan(x)) {
            assert_true(isnan(got));
            continue;
        }
        const uint32_t low = bits & 0xffff0000, high = low + 0x10000;
        float down, up;
        memcpy(&down, &low, sizeof down);
        memcpy(&up, &high, sizeof up);
        const double at = (bits & 0xffff) / 65536.0; /* bf16s of one sign are evenly spaced here */
        const bool goes_up = at > 0.5 || (at == 0.5 && (low >> 16 & 1));
        assert_true(same_bits(got, goes_up ? up : down));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kernel_computes_its_definition),
        cmocka_unit_test(every_format_is_widened),
        cmocka_unit_test(strange_numbers_are_treated_as_defined),
        cmocka_unit_test(f16_is_widened),
        cmocka_unit_test(threads_and_neighbours_change_nothing),
        cmocka_unit_test(rounding_is_to_nearest_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
