/* Bringing rows of W into panels with AVX-512: what the kernels of that width share. Private to them. */
#ifndef ROTE_PACK_AVX512_H
#define ROTE_PACK_AVX512_H

#include "infer/kernels/gemm.h"

#include <immintrin.h>

enum { PACK_LANES = 16, PACK_COLS = 32 };

#define AVX512        __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,f16c")))
#define AVX512_INLINE AVX512 __attribute__((always_inline)) static inline

/* Transposes 16 x 16 dwords in place: pairs, quads, then 128-bit quarters. */
AVX512_INLINE void transpose(__m512i r[PACK_LANES])
{
    __m512i t[PACK_LANES];
#pragma GCC unroll 8
    for (size_t i = 0; i < PACK_LANES; i += 2) {
        t[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
        t[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
    }
    /* r[4g + c]: in each 128-bit quarter q, column 4q + c of rows 4g .. 4g + 3. */
#pragma GCC unroll 4
    for (size_t i = 0; i < PACK_LANES; i += 4) {
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
    for (size_t i = 0; i < PACK_LANES; i++)
        r[i] = t[i];
}

/* Which of `have` elements from `from` on lie in a run of 16 or 32, as a load mask. */
AVX512_INLINE uint32_t mask_of(size_t have, size_t from, size_t run)
{
    const size_t left = have > from ? have - from : 0;
    return left >= run ? (uint32_t)((UINT64_C(1) << run) - 1) : (1u << left) - 1;
}

/* 16 dwords of f32 to bf16, each in the upper half of its dword: gemm_round_bits. */
AVX512_INLINE __m512i round_dwords(__m512i x)
{
    const __m512i odd = _mm512_and_si512(_mm512_srli_epi32(x, 16), _mm512_set1_epi32(1));
    const __m512i up = _mm512_add_epi32(_mm512_add_epi32(x, _mm512_set1_epi32(0x7fff)), odd);
    const __m512i size = _mm512_and_si512(x, _mm512_set1_epi32(0x7fffffff));
    const __mmask16 nan = _mm512_cmpgt_epi32_mask(size, _mm512_set1_epi32(0x7f800000));
    const __m512i quiet = _mm512_or_si512(x, _mm512_set1_epi32(0x400000));
    return _mm512_and_si512(_mm512_mask_mov_epi32(up, nan, quiet),
                            _mm512_set1_epi32((int)0xffff0000));
}

/* 32 steps of one row as bf16; those that `mask` leaves out are zero. */
AVX512_INLINE __m512i row_pairs(const unsigned char *p, const Dtype dtype, uint32_t mask)
{
    if (dtype == DTYPE_BF16)
        return _mm512_maskz_loadu_epi16(mask, p);
    __m512i low, high;
    if (dtype == DTYPE_F32) {
        low = _mm512_maskz_loadu_epi32((__mmask16)mask, p);
        high = _mm512_maskz_loadu_epi32((__mmask16)(mask >> 16), p + 64);
    } else {
        low = _mm512_castps_si512(_mm512_cvtph_ps(_mm256_maskz_loadu_epi16((__mmask16)mask, p)));
        high = _mm512_castps_si512(
            _mm512_cvtph_ps(_mm256_maskz_loadu_epi16((__mmask16)(mask >> 16), p + 32)));
    }
    const __m256i a = _mm512_cvtepi32_epi16(_mm512_srli_epi32(round_dwords(low), 16));
    const __m256i b = _mm512_cvtepi32_epi16(_mm512_srli_epi32(round_dwords(high), 16));
    return _mm512_inserti64x4(_mm512_castsi256_si512(a), b, 1);
}

/* 16 rows of W into half a panel of pairs, 32 steps of k at a time; rows from n on are zero. */
AVX512_INLINE void pack_pairs_half(uint32_t *pairs, const unsigned char *w, const Dtype dtype,
                                   size_t row_bytes, size_t n, size_t k)
{
    const size_t bytes = dtype == DTYPE_F32 ? 4 : 2;
    for (size_t kk = 0; kk < k; kk += 2 * PACK_LANES) {
        __m512i r[PACK_LANES];
        const uint32_t mask = mask_of(k, kk, 2 * PACK_LANES);
#pragma GCC unroll 16
        for (size_t i = 0; i < PACK_LANES; i++)
            r[i] = row_pairs(w + (i < n ? i : 0) * row_bytes + bytes * kk, dtype, i < n ? mask : 0);
        transpose(r);
#pragma GCC unroll 16
        for (size_t i = 0; i < PACK_LANES; i++)
            _mm512_store_si512((void *)(pairs + (kk / 2 + i) * PACK_COLS), r[i]);
    }
}

/* GemmKernel.store, and .pack of the kernels that compute with bf16: [k / 2][32][2], k rounded up to
 * 32. */
AVX512 static void pack_pairs(void *panel, const unsigned char *w, Dtype dtype, size_t row_bytes,
                              size_t n, size_t k)
{
    for (size_t half = 0; half < 2; half++) {
        const size_t from = half * PACK_LANES, rows = n > from ? n - from : 0;
        const unsigned char *p = w + (rows > 0 ? from : 0) * row_bytes;
        uint32_t *out = (uint32_t *)panel + from;
        if (dtype == DTYPE_BF16)
            pack_pairs_half(out, p, DTYPE_BF16, row_bytes, rows, k);
        else if (dtype == DTYPE_F16)
            pack_pairs_half(out, p, DTYPE_F16, row_bytes, rows, k);
        else
            pack_pairs_half(out, p, DTYPE_F32, row_bytes, rows, k);
    }
}

#endif
