/* The product's inner loops with AVX-512: see gemm.h.
 *
 * A tile is 14 rows x 32 columns: 28 accumulators of 16 floats, 2 registers for the panel's step,
 * 1 for the broadcast of x: 31 of 32. Each step of k costs 28 fused multiply-adds against 16 loads,
 * so the two multiply units decide. Lane j of an accumulator is column j's chain; no sum crosses
 * lanes. */
#include "infer/kernels/gemm.h"

#if defined(__x86_64__)
#include <immintrin.h>

enum { TILE_ROWS = 14, PANEL_COLS = 32, LANES = 16 };

#define AVX512        __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c")))
#define AVX512_INLINE AVX512 __attribute__((always_inline)) static inline

/* `rows` is a constant at each call, so that the loops over it vanish and acc lives in registers.
 * Rows of x are reached from every third one, at 0, 1 and 2 strides: 14 pointers would not fit. */
AVX512_INLINE void tile_of(const size_t rows, float *y, size_t y_stride, const float *x,
                           size_t x_stride, const float *panel, size_t k, bool resume)
{
    __m512 acc[TILE_ROWS][2];
#pragma GCC unroll 14
    for (size_t i = 0; i < rows; i++) {
        _mm_prefetch((const char *)(y + i * y_stride), _MM_HINT_T0);
        _mm_prefetch((const char *)(y + i * y_stride + LANES), _MM_HINT_T0);
        acc[i][0] = acc[i][1] = _mm512_setzero_ps();
    }
    if (resume)
#pragma GCC unroll 14
        for (size_t i = 0; i < rows; i++) {
            acc[i][0] = _mm512_loadu_ps(y + i * y_stride);
            acc[i][1] = _mm512_loadu_ps(y + i * y_stride + LANES);
        }
    const float *third[(TILE_ROWS + 2) / 3];
#pragma GCC unroll 5
    for (size_t i = 0; i < (rows + 2) / 3; i++)
        third[i] = x + 3 * i * x_stride;
        /* Two steps at a time: pointer steps compete with the multiply-adds for their ports. */
#pragma GCC unroll 2
    for (size_t kk = 0; kk < k; kk++) {
        const __m512 b0 = _mm512_load_ps(panel), b1 = _mm512_load_ps(panel + LANES);
        panel += PANEL_COLS;
#pragma GCC unroll 14
        for (size_t i = 0; i < rows; i++) {
            const __m512 a = _mm512_set1_ps(third[i / 3][i % 3 * x_stride]);
            acc[i][0] = _mm512_fmadd_ps(a, b0, acc[i][0]);
            acc[i][1] = _mm512_fmadd_ps(a, b1, acc[i][1]);
        }
#pragma GCC unroll 5
        for (size_t i = 0; i < (rows + 2) / 3; i++)
            third[i]++;
    }
#pragma GCC unroll 14
    for (size_t i = 0; i < rows; i++) {
        _mm512_storeu_ps(y + i * y_stride, acc[i][0]);
        _mm512_storeu_ps(y + i * y_stride + LANES, acc[i][1]);
    }
}

AVX512 static void tile(float *y, size_t y_stride, const float *x, size_t x_stride,
                        const float *panel, size_t rows, size_t k, bool resume)
{
    switch (rows) {
    case 14:
        tile_of(14, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 13:
        tile_of(13, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 12:
        tile_of(12, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 11:
        tile_of(11, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 10:
        tile_of(10, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 9:
        tile_of(9, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 8:
        tile_of(8, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 7:
        tile_of(7, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 6:
        tile_of(6, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 5:
        tile_of(5, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 4:
        tile_of(4, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 3:
        tile_of(3, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 2:
        tile_of(2, y, y_stride, x, x_stride, panel, k, resume);
        break;
    case 1:
        tile_of(1, y, y_stride, x, x_stride, panel, k, resume);
        break;
    }
}

/* Transposes 16 x 16 dwords in place: pairs, quads, then 128-bit quarters. */
AVX512_INLINE void transpose(__m512i r[LANES])
{
    __m512i t[LANES];
#pragma GCC unroll 8
    for (size_t i = 0; i < LANES; i += 2) {
        t[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
        t[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
    }
    /* r[4g + c]: in each 128-bit quarter q, column 4q + c of rows 4g .. 4g + 3. */
#pragma GCC unroll 4
    for (size_t i = 0; i < LANES; i += 4) {
        r[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
        r[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
        r[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
        r[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
    }
#pragma GCC unroll 4
    for (size_t c = 0; c < 4; c++) {
        const __m512i even_a = _mm512_shuffle_i32x4(r[c], r[4 + c], 0x88);
        const __m512i odd_a = _mm512_shuffle_i32x4(r[c], r[4 + c], 0xdd);
        const __m512i even_b = _mm512_shuffle_i32x4(r[8 + c], r[12 + c], 0x88);
        const __m512i odd_b = _mm512_shuffle_i32x4(r[8 + c], r[12 + c], 0xdd);
        t[c] = _mm512_shuffle_i32x4(even_a, even_b, 0x88);
        t[4 + c] = _mm512_shuffle_i32x4(odd_a, odd_b, 0x88);
        t[8 + c] = _mm512_shuffle_i32x4(even_a, even_b, 0xdd);
        t[12 + c] = _mm512_shuffle_i32x4(odd_a, odd_b, 0xdd);
    }
#pragma GCC unroll 16
    for (size_t i = 0; i < LANES; i++)
        r[i] = t[i];
}

/* Which of `have` elements from `from` on lie in a run of 16 or 32, as a load mask. */
AVX512_INLINE uint32_t mask_of(size_t have, size_t from, size_t run)
{
    const size_t left = have > from ? have - from : 0;
    return left >= run ? (uint32_t)((UINT64_C(1) << run) - 1) : (1u << left) - 1;
}

/* Writes transposed rows first .. first + n - 1 of the panel's left or right half. */
AVX512_INLINE void store_half(float *panel, const __m512i *r, size_t n)
{
    for (size_t i = 0; i < n; i++)
        _mm512_store_si512((void *)(panel + i * PANEL_COLS), r[i]);
}

/* 16 rows of W into half a panel, 16 steps of k at a time. Rows from n on are zero. */
AVX512_INLINE void pack_wide(float *panel, const unsigned char *w, const Dtype dtype,
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
        store_half(panel + kk * PANEL_COLS, r, k - kk < LANES ? k - kk : LANES);
    }
}

/* The same for bf16, two steps of k to a dword: half the shuffles. bf16 is the upper half of an
 * f32, so a pair splits by a shift and a mask. */
AVX512_INLINE void pack_pairs(float *panel, const unsigned char *w, size_t row_bytes, size_t n,
                              size_t k)
{
    const __m512i upper = _mm512_set1_epi32((int)0xffff0000);
    for (size_t kk = 0; kk < k; kk += 2 * LANES) {
        __m512i r[LANES];
        const uint32_t mask = mask_of(k, kk, 2 * LANES);
#pragma GCC unroll 16
        for (size_t i = 0; i < LANES; i++)
            r[i] = _mm512_maskz_loadu_epi16(i < n ? mask : 0,
                                            w + (i < n ? i : 0) * row_bytes + 2 * kk);
        transpose(r);
        const size_t left = k - kk < 2 * LANES ? k - kk : 2 * LANES;
        float *out = panel + kk * PANEL_COLS;
        for (size_t i = 0; i < left / 2; i++) {
            _mm512_store_si512((void *)(out + 2 * i * PANEL_COLS), _mm512_slli_epi32(r[i], 16));
            _mm512_store_si512((void *)(out + (2 * i + 1) * PANEL_COLS),
                               _mm512_and_si512(r[i], upper));
        }
        if (left % 2)
            _mm512_store_si512((void *)(out + (left - 1) * PANEL_COLS),
                               _mm512_slli_epi32(r[left / 2], 16));
    }
}

AVX512 static void pack(float *panel, const unsigned char *w, Dtype dtype, size_t row_bytes,
                        size_t n, size_t k)
{
    for (size_t half = 0; half < 2; half++) {
        const size_t from = half * LANES, rows = n > from ? n - from : 0;
        const unsigned char *p = w + (rows > 0 ? from : 0) * row_bytes;
        float *out = panel + from;
        if (dtype == DTYPE_BF16)
            pack_pairs(out, p, row_bytes, rows, k);
        else if (dtype == DTYPE_F16)
            pack_wide(out, p, DTYPE_F16, row_bytes, rows, k);
        else
            pack_wide(out, p, DTYPE_F32, row_bytes, rows, k);
    }
}

const GemmKernel gemm_avx512 = {
    .name = "avx512",
    .tile_rows = TILE_ROWS,
    .panel_cols = PANEL_COLS,
    .pack = pack,
    .tile = tile,
};
#endif
