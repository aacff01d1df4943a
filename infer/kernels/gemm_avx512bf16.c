/* The product's inner loops with vdpbf16ps, for "bf16 pairs": see gemm.h.
 *
 * One instruction does two steps of 16 columns: acc = fma(odd x, odd w, acc), then the same of the even
 * ones. The tile is that of gemm_avx512.c, 14 rows x 32 columns, with pairs of bf16 in the place of
 * f32: 28 accumulators, and 28 instructions against 16 loads for each pair. */
#include "infer/kernels/gemm.h"

#if defined(__x86_64__)
#include "infer/kernels/pack_avx512.h"

#define AVX512BF16                                                                                 \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,avx2,fma,f16c")))
#define AVX512BF16_INLINE AVX512BF16 __attribute__((always_inline)) static inline

#include <float.h>
#include <math.h>
#include <string.h>

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c")
#include "infer/kernels/put_lanes.h"
#pragma GCC pop_options

enum { TILE_ROWS = 14, PANEL_COLS = PACK_COLS, LANES = PACK_LANES };

/* A pair of x in every lane. */
AVX512BF16_INLINE __m512bh pair_all(const unsigned char *x)
{
    int pair;
    memcpy(&pair, x, sizeof pair);
    return (__m512bh)_mm512_set1_epi32(pair);
}

/* `rows` is a constant at each call, so that the loops over it vanish and acc lives in registers.
 * Rows of x are reached from every third one, at 0, 1 and 2 strides: 14 pointers would not fit. */
AVX512BF16_INLINE void tile_of(const size_t rows, float *y, const unsigned char *x,
                               size_t row_bytes, const unsigned char *panel, size_t k, bool resume)
{
    __m512 acc[TILE_ROWS][2];
#pragma GCC unroll 14
    for (size_t i = 0; i < rows; i++) {
        const float *row = y + i * GEMM_Y_STRIDE;
        acc[i][0] = resume ? _mm512_loadu_ps(row) : _mm512_setzero_ps();
        acc[i][1] = resume ? _mm512_loadu_ps(row + LANES) : _mm512_setzero_ps();
    }
    const unsigned char *third[(TILE_ROWS + 2) / 3];
#pragma GCC unroll 5
    for (size_t i = 0; i < (rows + 2) / 3; i++)
        third[i] = x + 3 * i * row_bytes;
        /* Two pairs at a time: pointer steps compete with the products for their ports. */
#pragma GCC unroll 2
    for (size_t kk = 0; kk < k; kk += 2) {
        const __m512bh b0 = (__m512bh)_mm512_load_si512((const void *)panel);
        const __m512bh b1 = (__m512bh)_mm512_load_si512((const void *)(panel + 4 * LANES));
        panel += 4 * PANEL_COLS;
#pragma GCC unroll 14
        for (size_t i = 0; i < rows; i++) {
            const __m512bh a = pair_all(third[i / 3] + i % 3 * row_bytes);
            acc[i][0] = _mm512_dpbf16_ps(acc[i][0], a, b0);
            acc[i][1] = _mm512_dpbf16_ps(acc[i][1], a, b1);
        }
#pragma GCC unroll 5
        for (size_t i = 0; i < (rows + 2) / 3; i++)
            third[i] += 4;
    }
#pragma GCC unroll 14
    for (size_t i = 0; i < rows; i++) {
        _mm512_storeu_ps(y + i * GEMM_Y_STRIDE, acc[i][0]);
        _mm512_storeu_ps(y + i * GEMM_Y_STRIDE + LANES, acc[i][1]);
    }
}

#define TILE_CASE(n)                                                                               \
    case n:                                                                                        \
        tile_of(n, y, x, row_bytes, panel, k, resume);                                             \
        break;

AVX512BF16 static void tile(float *y, const unsigned char *x, size_t row_bytes, const void *panel,
                            size_t rows, size_t k, bool resume)
{
    switch (rows) {
        TILE_CASE(14)
        TILE_CASE(13)
        TILE_CASE(12)
        TILE_CASE(11)
        TILE_CASE(10)
        TILE_CASE(9)
        TILE_CASE(8)
        TILE_CASE(7)
        TILE_CASE(6)
        TILE_CASE(5)
        TILE_CASE(4)
        TILE_CASE(3)
        TILE_CASE(2)
        TILE_CASE(1)
    }
}

const GemmKernel gemm_avx512bf16 = {
    .name = "avx512bf16",
    .arithmetic = "bf16 pairs",
    .tile_rows = TILE_ROWS,
    .panel_cols = PANEL_COLS,
    .k_step = 2,
    .k_block = 512,
    .x_bytes = sizeof(uint16_t),
    .row_group = 1,
    .panel_bytes = sizeof(uint16_t),
    .put = put_bf16,
    .pack = pack_pairs,
    .store = pack_pairs,
    .tile = tile,
};
#endif
