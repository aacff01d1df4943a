/* Putting rows of x into the formats of the kernels: GemmKernel.put. Included once for each
 * instruction set, after what names it; a kernel uses the ones of its format. */
#ifndef ROTE_PUT_LANES_H
#define ROTE_PUT_LANES_H

#include "infer/kernels/gemm.h"
#include "infer/kernels/lanes.h"

#define PUT_UNUSED __attribute__((unused))

/* Bytes of x that a tile fetches ahead with each of its steps (tile's `ahead`): a tile of a unit with
 * the usual 8 panels has an 8th of its 14 rows to fetch, 7 bytes for each step of 4 a row. */
enum { PUT_AHEAD_BYTES = 8 };

/* f32 as it is. */
PUT_UNUSED static void put_plain(unsigned char *block, size_t row_bytes, size_t row, size_t k,
                                 const float *x, size_t n)
{
    memcpy(block + row * row_bytes + k * sizeof *x, x, n * sizeof *x);
}

/* Twos of 4-byte words, rows interleaved: groups of `group` rows, in each [word / 2][group][2]. Puts n
 * words into a row from word `at` on, an even one. */
PUT_UNUSED static inline void put_twos(unsigned char *block, size_t row_bytes, size_t group,
                                       size_t row, size_t at, const void *words, size_t n)
{
    enum { WORD = 4, TWO = 2 * WORD };
    unsigned char *to =
        block + row / group * group * row_bytes + at * WORD * group + row % group * TWO;
    const unsigned char *from = words, *end = from + n / 2 * TWO;
    for (; from < end; from += TWO, to += group * TWO)
        memcpy(to, from, TWO);
    if (n % 2)
        memcpy(to, from, WORD);
}

/* bf16 in the upper halves: gemm_round_bits, lane by lane. */
LANES_INLINE LaneInts put_round(Lanes v)
{
    const LaneInts x = (LaneInts)v, one = lanes_all_int(1);
    const LaneInts up = (LaneInts)((LaneInts)x + lanes_all_int(0x7fff) + ((x >> 16) & one));
    const LaneInts nan = (x & lanes_all_int(0x7fffffff)) > lanes_all_int(0x7f800000);
    const LaneInts quiet = x | lanes_all_int(0x400000);
    return ((nan & quiet) | (~nan & up)) & lanes_all_int((int32_t)0xffff0000);
}

/* Element i of a row of n, rounded; 0 behind it. */
LANES_INLINE LaneInts put_load(const float *x, size_t i, size_t n)
{
    return put_round(i + LANES_N <= n ? lanes_load(x + i)
                                      : lanes_load_some(x + i, n > i ? n - i : 0, 0));
}

/* Rounded to bf16 and back in f32, the two of each pair exchanged. */
PUT_UNUSED static void put_exchanged(unsigned char *block, size_t row_bytes, size_t row, size_t k,
                                     const float *x, size_t n)
{
    const LaneInts other = lanes_numbers() ^ lanes_all_int(1);
    unsigned char *to = block + row * row_bytes + k * sizeof *x;
    for (size_t i = 0; i < n; i += LANES_N) {
        const LaneInts v = __builtin_shuffle(put_load(x, i, n), other);
        const size_t left = (n - i + 1) / 2 * 2;
        memcpy(to + i * sizeof *x, &v, (left < LANES_N ? left : LANES_N) * sizeof *x);
    }
}

/* A panel of f32 to what put_exchanged is multiplied with: rounded to bf16, the two steps of each pair
 * exchanged, a zero step behind an odd one. For kernels that have no better way. */
PUT_UNUSED static void panel_exchange(float *panel, size_t cols, size_t k)
{
    if (k % 2)
        memset(panel + k * cols, 0, cols * sizeof *panel);
    for (size_t kk = 0; kk < k; kk += 2, panel += 2 * cols)
        for (size_t j = 0; j < cols; j++) {
            uint32_t even, odd;
            memcpy(&even, panel + j, sizeof even);
            memcpy(&odd, panel + cols + j, sizeof odd);
            even = gemm_round_bits(even);
            odd = gemm_round_bits(odd);
            memcpy(panel + j, &odd, sizeof odd);
            memcpy(panel + cols + j, &even, sizeof even);
        }
}

/* The upper halves of 16 lanes. */
typedef uint16_t PutHalves __attribute__((vector_size(32)));

LANES_INLINE PutHalves put_halves(LaneInts v)
{
    typedef uint32_t Wide __attribute__((vector_size(64)));
    return __builtin_convertvector((Wide)v >> 16, PutHalves);
}

/* bf16, row after row. */
PUT_UNUSED static void put_bf16(unsigned char *block, size_t row_bytes, size_t row, size_t k,
                                const float *x, size_t n)
{
    unsigned char *to = block + row * row_bytes + k * sizeof(uint16_t);
    for (size_t i = 0; i < n; i += LANES_N) {
        const PutHalves v = put_halves(put_load(x, i, n));
        const size_t left = (n - i + 1) / 2 * 2;
        memcpy(to + i * sizeof(uint16_t), &v, (left < LANES_N ? left : LANES_N) * sizeof(uint16_t));
    }
}

/* bf16 in tiles: groups of 32 rows, in each group [k / 32][32 rows][32 steps]. */
PUT_UNUSED static void put_tiles(unsigned char *block, size_t row_bytes, size_t row, size_t k,
                                 const float *x, size_t n)
{
    enum { GROUP = 32, STEP = 32, LINE = STEP * sizeof(uint16_t) };
    unsigned char *to =
        block + row / GROUP * GROUP * row_bytes + k / STEP * GROUP * LINE + row % GROUP * LINE;
    for (size_t i = 0; i < n; i += STEP, to += GROUP * LINE) {
        const PutHalves low = put_halves(put_load(x, i, n));
        const PutHalves high = put_halves(put_load(x, i + LANES_N, n));
        memcpy(to, &low, sizeof low);
        memcpy(to + sizeof low, &high, sizeof high);
    }
}

#endif
