/* The product's inner loops with AVX-512 in f32, for "f32 chain" and, where a processor multiplies no
 * bf16, for "bf16 pairs": see gemm.h.
 *
 * A tile is 14 rows x 32 columns: 28 accumulators of 16 floats, 2 registers for the panel's step,
 * 1 for the broadcast of x: 31 of 32. Each step of k costs 28 fused multiply-adds against 16 loads,
 * so the two multiply units decide. Lane j of an accumulator is column j's chain; no sum crosses
 * lanes. The 14 rows of x lie interleaved, [k / 2][14][2]: one stream for the processor to foresee
 * instead of 14, and one pointer.
 *
 * A sum of pairs is a chain over numbers that are rounded to bf16, the two of each pair exchanged. */
#include "infer/kernels/gemm.h"

#if defined(__x86_64__)
#include "infer/kernels/flush.h"
#include "infer/kernels/pack_avx512.h"

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
    AHEAD = PUT_AHEAD_BYTES,
};

/* One step of k. */
AVX512_INLINE void step_of(const size_t rows, __m512 acc[TILE_ROWS][2], const float *x,
                           const float *panel, const unsigned char *ahead)
{
    const __m512 b0 = _mm512_load_ps(panel), b1 = _mm512_load_ps(panel + LANES);
    __builtin_prefetch(ahead, 0, 2);
#pragma GCC unroll 14
    for (size_t i = 0; i < rows; i++) {
        const __m512 a = _mm512_set1_ps(x[2 * i]);
        acc[i][0] = _mm512_fmadd_ps(a, b0, acc[i][0]);
        acc[i][1] = _mm512_fmadd_ps(a, b1, acc[i][1]);
    }
}

/* `rows` is a constant at each call, so that the loops over it vanish and acc lives in registers. The
 * next tile's y is fetched at once, x of a later turn step by step: in one go its lines would hold up
 * the loads of this tile. */
AVX512_INLINE void tile_of(const size_t rows, float *y, const float *x, const float *panel,
                           size_t k, bool resume, const unsigned char *ahead)
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
    for (; k > 1; k -= 2) {
        step_of(rows, acc, x, panel, ahead);
        step_of(rows, acc, x + 1, panel + PANEL_COLS, ahead + AHEAD);
        x += 2 * TILE_ROWS;
        panel += 2 * PANEL_COLS;
        ahead += 2 * AHEAD;
    }
    if (k > 0)
        step_of(rows, acc, x, panel, ahead);
#pragma GCC unroll 14
    for (size_t i = 0; i < rows; i++) {
        _mm512_storeu_ps(y + i * GEMM_Y_STRIDE, acc[i][0]);
        _mm512_storeu_ps(y + i * GEMM_Y_STRIDE + LANES, acc[i][1]);
    }
}

#define TILE_CASE(n)                                                                               \
    case n:                                                                                        \
        tile_of(n, y, from, panel, k, resume, ahead);                                              \
        break;

AVX512 static void tile(float *y, const unsigned char *x, size_t row_bytes, const void *panel,
                        size_t rows, size_t k, bool resume, const unsigned char *ahead)
{
    const float *from = (const float *)(const void *)x;
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

/* 16 rows of W into half a panel, 16 steps of k at a time. Rows from n on are zero. */
AVX512_INLINE void pack_half(float *panel, const unsigned char *w, const Dtype dtype,
                             size_t row_bytes, size_t n, size_t k)
{
    for (size_t kk = 0; kk < k; kk += LANES) {
        __m512i r[LANES];
        const uint32_t mask = mask_of(k, kk, LANES);
#pragma GCC unroll 16
        for (size_t i = 0; i < LANES; i++) {
            const __mmask16 m = (__mmask16)(i < n ? mask : 0);
            const unsigned char *p = w + (i < n ? i : 0) * row_bytes;
            if (dtype == DTYPE_F32)
                r[i] = _mm512_maskz_loadu_epi32(m, p + 4 * kk);
            else
                r[i] =
                    _mm512_castps_si512(_mm512_cvtph_ps(_mm256_maskz_loadu_epi16(m, p + 2 * kk)));
        }
        transpose(r);
        const size_t left = k - kk < LANES ? k - kk : LANES;
        for (size_t i = 0; i < left; i++)
            _mm512_store_si512((void *)(panel + (kk + i) * PANEL_COLS), r[i]);
    }
}

/* bf16 is the upper half of an f32, so a pair splits by a shift and a mask. `odd_first` is a constant
 * at each call. The pairs may be the second half of the panel. */
AVX512_INLINE void widen(float *panel, const unsigned char *pairs, size_t k, const bool odd_first)
{
    const __m512i upper = _mm512_set1_epi32((int)0xffff0000);
    for (size_t kk = 0; kk < k; kk += 2, pairs += 4 * PANEL_COLS, panel += 2 * PANEL_COLS)
        for (size_t j = 0; j < PANEL_COLS; j += LANES) {
            const __m512i pair = _mm512_load_si512((const void *)(pairs + 4 * j));
            const __m512i even = _mm512_slli_epi32(pair, 16);
            const __m512i odd = _mm512_and_si512(pair, upper);
            _mm512_store_si512((void *)(panel + j), odd_first ? odd : even);
            _mm512_store_si512((void *)(panel + PANEL_COLS + j), odd_first ? even : odd);
        }
}

AVX512 static void widen_chain(void *panel, const unsigned char *pairs, size_t k)
{
    widen(panel, pairs, k, false);
}

AVX512 static void widen_pairs(void *panel, const unsigned char *pairs, size_t k)
{
    widen(panel, pairs, k, true);
}

/* Packs into the panel's second half; widening from there never overtakes itself. */
AVX512 static unsigned char *pack_behind(float *panel, const unsigned char *w, Dtype dtype,
                                         size_t row_bytes, size_t n, size_t k)
{
    float *pairs = panel + (k + 31) / 32 * 16 * PANEL_COLS;
    pack_pairs(pairs, w, dtype, row_bytes, n, k);
    return (unsigned char *)pairs;
}

AVX512 static void pack_chain(void *panel, const unsigned char *w, Dtype dtype, size_t row_bytes,
                              size_t n, size_t k)
{
    if (dtype == DTYPE_BF16) {
        widen_chain(panel, pack_behind(panel, w, dtype, row_bytes, n, k), k);
        return;
    }
    for (size_t half = 0; half < 2; half++) {
        const size_t from = half * LANES, rows = n > from ? n - from : 0;
        const unsigned char *p = w + (rows > 0 ? from : 0) * row_bytes;
        float *out = (float *)panel + from;
        if (dtype == DTYPE_F16)
            pack_half(out, p, DTYPE_F16, row_bytes, rows, k);
        else
            pack_half(out, p, DTYPE_F32, row_bytes, rows, k);
    }
}

AVX512 static void pack_rounded(void *panel, const unsigned char *w, Dtype dtype, size_t row_bytes,
                                size_t n, size_t k)
{
    widen_pairs(panel, pack_behind(panel, w, dtype, row_bytes, n, k), k);
}

AVX512 static void put_chain(unsigned char *block, size_t row_bytes, size_t row, size_t k,
                             const float *x, size_t n)
{
    put_twos(block, row_bytes, TILE_ROWS, row, k, x, n);
}

AVX512 static void put_rounded(unsigned char *block, size_t row_bytes, size_t row, size_t k,
                               const float *x, size_t n)
{
    uint32_t words[GEMM_K_BLOCK_MOST];
    put_exchanged((unsigned char *)words, 0, 0, 0, x, n);
    put_twos(block, row_bytes, TILE_ROWS, row, k, words, (n + 1) / 2 * 2);
}

#define AVX512_F32                                                                                 \
    .name = "avx512", .tile_rows = TILE_ROWS, .panel_cols = PANEL_COLS, .k_block = 256,            \
    .x_bytes = sizeof(float), .row_group = TILE_ROWS, .line_rows = TILE_ROWS, .store = pack_pairs, \
    .tile = tile

const GemmKernel gemm_avx512 = {
    AVX512_F32,       .arithmetic = "f32 chain", .k_step = 1,
    .put = put_chain, .pack = pack_chain,        .unstore = widen_chain,
};

const GemmKernel gemm_pairs_avx512 = {
    AVX512_F32,           .arithmetic = "bf16 pairs", .k_step = 2,          .put = put_rounded,
    .pack = pack_rounded, .unstore = widen_pairs,     .enter = flush_enter, .leave = flush_leave,
};
#endif
