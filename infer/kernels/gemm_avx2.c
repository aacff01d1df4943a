/* The product's inner loops with AVX2 and FMA in f32, for "f32 chain" and, as a stand-in, for "bf16
 * pairs": see gemm.h.
 *
 * A tile is 6 rows x 16 columns: 12 accumulators of 8 floats, 2 registers for the panel's step, 1
 * or 2 for the broadcast of x: all 16. Lane j of an accumulator is column j's chain. A sum of pairs is
 * a chain over numbers that are rounded to bf16, the two of each pair exchanged. */
#include "infer/kernels/gemm.h"

#if defined(__x86_64__)
#include "infer/kernels/flush.h"

#include <float.h>
#include <immintrin.h>
#include <math.h>
#include <string.h>

#pragma GCC push_options
#pragma GCC target("avx2,fma,f16c")
#include "infer/kernels/put_lanes.h"
#pragma GCC pop_options

enum { TILE_ROWS = 6, PANEL_COLS = 16, LANES = 8 };

#define AVX2        __attribute__((target("avx2,fma,f16c")))
#define AVX2_INLINE AVX2 __attribute__((always_inline)) static inline

/* `rows` is a constant at each call, so that the loops over it vanish and acc lives in registers.
 * Rows of x are reached from every third one, at 0, 1 and 2 strides. */
AVX2_INLINE void tile_of(const size_t rows, float *y, const float *x, size_t x_stride,
                         const float *panel, size_t k, bool resume)
{
    const size_t y_stride = GEMM_Y_STRIDE;
    __m256 acc[TILE_ROWS][2];
#pragma GCC unroll 6
    for (size_t i = 0; i < rows; i++) {
        _mm_prefetch((const char *)(y + i * y_stride), _MM_HINT_T0);
        acc[i][0] = acc[i][1] = _mm256_setzero_ps();
    }
    if (resume)
#pragma GCC unroll 6
        for (size_t i = 0; i < rows; i++) {
            acc[i][0] = _mm256_loadu_ps(y + i * y_stride);
            acc[i][1] = _mm256_loadu_ps(y + i * y_stride + LANES);
        }
    const float *third[(TILE_ROWS + 2) / 3];
#pragma GCC unroll 2
    for (size_t i = 0; i < (rows + 2) / 3; i++)
        third[i] = x + 3 * i * x_stride;
    for (size_t kk = 0; kk < k; kk++) {
        const __m256 b0 = _mm256_load_ps(panel), b1 = _mm256_load_ps(panel + LANES);
        panel += PANEL_COLS;
#pragma GCC unroll 6
        for (size_t i = 0; i < rows; i++) {
            const __m256 a = _mm256_broadcast_ss(third[i / 3] + i % 3 * x_stride);
            acc[i][0] = _mm256_fmadd_ps(a, b0, acc[i][0]);
            acc[i][1] = _mm256_fmadd_ps(a, b1, acc[i][1]);
        }
#pragma GCC unroll 2
        for (size_t i = 0; i < (rows + 2) / 3; i++)
            third[i]++;
    }
#pragma GCC unroll 6
    for (size_t i = 0; i < rows; i++) {
        _mm256_storeu_ps(y + i * y_stride, acc[i][0]);
        _mm256_storeu_ps(y + i * y_stride + LANES, acc[i][1]);
    }
}

#define TILE_CASE(n)                                                                               \
    case n:                                                                                        \
        tile_of(n, y, from, stride, panel, k, resume);                                             \
        break;

AVX2 static void tile(float *y, const unsigned char *x, size_t row_bytes, const void *panel,
                      size_t rows, size_t k, bool resume, const unsigned char *ahead)
{
    (void)ahead;
    const float *from = (const float *)(const void *)x;
    const size_t stride = row_bytes / sizeof *from;
    switch (rows) {
        TILE_CASE(6)
        TILE_CASE(5)
        TILE_CASE(4)
        TILE_CASE(3)
        TILE_CASE(2)
        TILE_CASE(1)
    }
}

/* Transposes 8 x 8 floats in place: pairs, quads, then 128-bit halves. */
AVX2_INLINE void transpose(__m256 r[LANES])
{
    __m256 t[LANES];
#pragma GCC unroll 4
    for (size_t i = 0; i < LANES; i += 2) {
        t[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
        t[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
    }
#pragma GCC unroll 2
    for (size_t i = 0; i < LANES; i += 4) {
        r[i] = _mm256_shuffle_ps(t[i], t[i + 2], 0x44);
        r[i + 1] = _mm256_shuffle_ps(t[i], t[i + 2], 0xee);
        r[i + 2] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0x44);
        r[i + 3] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0xee);
    }
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; i++) {
        t[i] = _mm256_permute2f128_ps(r[i], r[4 + i], 0x20);
        t[4 + i] = _mm256_permute2f128_ps(r[i], r[4 + i], 0x31);
    }
#pragma GCC unroll 8
    for (size_t i = 0; i < LANES; i++)
        r[i] = t[i];
}

/* 8 weights widened to f32. */
AVX2_INLINE __m256 load_wide(const unsigned char *p, Dtype dtype)
{
    if (dtype == DTYPE_F32)
        return _mm256_loadu_ps((const float *)(const void *)p);
    const __m128i h = _mm_loadu_si128((const __m128i *)(const void *)p);
    if (dtype == DTYPE_F16)
        return _mm256_cvtph_ps(h);
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(h), 16));
}

/* 8 rows of W into half a panel, 8 steps of k at a time; the steps that are left, one by one. */
AVX2_INLINE void pack_half(float *panel, const unsigned char *w, const Dtype dtype,
                           size_t row_bytes, size_t k)
{
    const size_t element = dtype == DTYPE_F32 ? 4 : 2;
    size_t kk = 0;
    for (; kk + LANES <= k; kk += LANES) {
        __m256 r[LANES];
#pragma GCC unroll 8
        for (size_t i = 0; i < LANES; i++)
            r[i] = load_wide(w + i * row_bytes + kk * element, dtype);
        transpose(r);
#pragma GCC unroll 8
        for (size_t i = 0; i < LANES; i++)
            _mm256_store_ps(panel + (kk + i) * PANEL_COLS, r[i]);
    }
    for (; kk < k; kk++)
        for (size_t i = 0; i < LANES; i++)
            panel[kk * PANEL_COLS + i] = dtype_load(w + i * row_bytes, dtype, kk);
}

AVX2 static void pack_chain(void *panel, const unsigned char *w, Dtype dtype, size_t row_bytes,
                            size_t n, size_t k)
{
    float *to = panel;
    if (n < PANEL_COLS) { /* the matrix's last panel only */
        for (size_t kk = 0; kk < k; kk++)
            for (size_t j = 0; j < PANEL_COLS; j++)
                to[kk * PANEL_COLS + j] = j < n ? dtype_load(w + j * row_bytes, dtype, kk) : 0;
        return;
    }
    for (size_t half = 0; half < 2; half++) {
        const unsigned char *p = w + half * LANES * row_bytes;
        float *out = to + half * LANES;
        if (dtype == DTYPE_BF16)
            pack_half(out, p, DTYPE_BF16, row_bytes, k);
        else if (dtype == DTYPE_F16)
            pack_half(out, p, DTYPE_F16, row_bytes, k);
        else
            pack_half(out, p, DTYPE_F32, row_bytes, k);
    }
}

AVX2 static void pack_rounded(void *panel, const unsigned char *w, Dtype dtype, size_t row_bytes,
                              size_t n, size_t k)
{
    pack_chain(panel, w, dtype, row_bytes, n, k);
    panel_exchange(panel, PANEL_COLS, k);
}

#define AVX2_F32                                                                                   \
    .name = "avx2", .tile_rows = TILE_ROWS, .panel_cols = PANEL_COLS, .k_block = 256,              \
    .x_bytes = sizeof(float), .row_group = 1, .line_rows = 1, .tile = tile

const GemmKernel gemm_avx2 = {
    AVX2_F32, .arithmetic = "f32 chain", .k_step = 1, .put = put_plain, .pack = pack_chain,
};

const GemmKernel gemm_pairs_avx2 = {
    AVX2_F32,
    .arithmetic = "bf16 pairs",
    .k_step = 2,
    .put = put_exchanged,
    .pack = pack_rounded,
    .enter = flush_enter,
    .leave = flush_leave,
};
#endif
