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

enum {
    TILE_ROWS = 14,
    PANEL_COLS = PACK_COLS,
    LANES = PACK_LANES,
    PAIR = 4, /* bytes */
    TWO = 2 * PAIR,
    LINE = LANES * PAIR,
    AHEAD = PUT_AHEAD_BYTES,
};

/* A pair of x in every lane. */
AVX512BF16_INLINE __m512bh pair_all(const unsigned char *x)
{
    int pair;
    memcpy(&pair, x, sizeof pair);
    return (__m512bh)_mm512_set1_epi32(pair);
}

/* Step, tile: as gemm_avx512.c's, a pair of steps in the place of one. */
AVX512BF16_INLINE void step_of(const size_t rows, __m512 acc[TILE_ROWS][2], const unsigned char *x,
                               const unsigned char *panel, const unsigned char *ahead)
{
    const __m512bh b0 = (__m512bh)_mm512_load_si512((const void *)panel);
    const __m512bh b1 = (__m512bh)_mm512_load_si512((const void *)(panel + LINE));
    __builtin_prefetch(ahead, 0, 2);
#pragma GCC unroll 14
    for (size_t i = 0; i < rows; i++) {
        const __m512bh a = pair_all(x + TWO * i);
        acc[i][0] = _mm512_dpbf16_ps(acc[i][0], a, b0);
        acc[i][1] = _mm512_dpbf16_ps(acc[i][1], a, b1);
    }
}

AVX512BF16_INLINE void tile_of(const size_t rows, float *y, const unsigned char *x,
                               const unsigned char *panel, size_t k, bool resume,
                               const unsigned char *ahead)
{
    __m512 acc[TILE_ROWS][2];
#pragma GCC unroll 14
    for (size_t i = 0; i < rows; i++) {
        const float *row = y + i * GEMM_Y_STRIDE, *next = row + rows * GEMM_Y_STRIDE;
        acc[i][0] = resume ? _mm512_loadu_ps(row) : _mm512_setzero_ps();
        acc[i][1] = resume ? _mm512_loadu_ps(row + LANES) : _mm512_setzero_ps();
        __builtin_prefetch(next, 1);
        __builtin_prefetch(next + LANES, 1);
    }
    size_t pairs = (k + 1) / 2;
    for (; pairs > 1; pairs -= 2) {
        step_of(rows, acc, x, panel, ahead);
        step_of(rows, acc, x + PAIR, panel + 2 * LINE, ahead + AHEAD);
        x += TILE_ROWS * TWO;
        panel += 4 * LINE;
        ahead += 2 * AHEAD;
    }
    if (pairs > 0)
        step_of(rows, acc, x, panel, ahead);
#pragma GCC unroll 14
    for (size_t i = 0; i < rows; i++) {
        _mm512_storeu_ps(y + i * GEMM_Y_STRIDE, acc[i][0]);
        _mm512_storeu_ps(y + i * GEMM_Y_STRIDE + LANES, acc[i][1]);
    }
}

#define TILE_CASE(n)                                                                               \
    case n:                                                                                        \
        tile_of(n, y, x, panel, k, resume, ahead);                                                 \
        break;

AVX512BF16 static void tile(float *y, const unsigned char *x, size_t row_bytes, const void *panel,
                            size_t rows, size_t k, bool resume, const unsigned char *ahead)
{
    (void)row_bytes; /* the rows of a group lie interleaved */
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

AVX512BF16 static void put_pairs(unsigned char *block, size_t row_bytes, size_t row, size_t k,
                                 const float *x, size_t n)
{
    uint32_t pairs[GEMM_K_BLOCK_MOST / 2];
    put_bf16((unsigned char *)pairs, 0, 0, 0, x, n);
    put_twos(block, row_bytes, TILE_ROWS, row, k / 2, pairs, (n + 1) / 2);
}

const GemmKernel gemm_avx512bf16 = {
    .name = "avx512bf16",
    .arithmetic = "bf16 pairs",
    .tile_rows = TILE_ROWS,
    .panel_cols = PANEL_COLS,
    .k_step = 2,
    .k_block = 512,
    .x_bytes = sizeof(uint16_t),
    .row_group = TILE_ROWS,
    .line_rows = TILE_ROWS,
    .put = put_pairs,
    .pack = pack_pairs,
    .store = pack_pairs,
    .tile = tile,
};
#endif
