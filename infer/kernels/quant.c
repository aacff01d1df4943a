/* Dequantisation: see quant.h. Each block is unpacked to small integers and then scaled, in loops
 * of fixed length over arrays of their own, which the compiler turns into vector instructions.
 *
 * d, m, dmin are binary16. Bytes of a block, in the file's order:
 *
 *   Q8_0  d | 32 signed bytes                       x = q * d
 *   Q4_0  d | 16 bytes of nibbles                   x = (q - 8) * d
 *   Q4_1  d m | 16                                  x = q * d + m
 *   Q5_0  d | 32 high bits | 16                     x = (q - 16) * d
 *   Q5_1  d m | 32 high bits | 16                   x = q * d + m
 *   Q2_K  16 bytes of scale, min nibbles | 64 | d dmin          x = (d * scale) * q - dmin * min
 *   Q3_K  256 high bits | 64 | 12 bytes of 6-bit scales | d     x = (d * (scale - 32)) * (q - 4)
 *   Q4_K  d dmin | 12 bytes of 6-bit scales, mins | 128         as Q2_K
 *   Q5_K  d dmin | 12 | 256 high bits | 128                     as Q2_K
 *   Q6_K  128 | 64 bytes of high pairs | 16 signed scales | d   x = (d * scale) * (q - 32)
 *
 * In the formats with nibbles byte i of a run holds element i below and element i + run above. */
#include "infer/kernels/quant.h"

#include "infer/kernels/dtype.h"

enum { BLOCK = 32, SUPER = 256 };

static inline float half_at(const unsigned char *p)
{
    return dtype_from_f16((uint16_t)(p[0] | p[1] << 8));
}

/* out = d * q, over a run of n. */
static inline void scale(float *restrict out, const signed char *restrict q, size_t n, float d)
{
    for (size_t i = 0; i < n; i++)
        out[i] = d * (float)q[i];
}

/* out = d * q + m. Subtraction of a minimum is the same as addition of its negative. */
static inline void scale_add(float *restrict out, const signed char *restrict q, size_t n, float d,
                             float m)
{
    for (size_t i = 0; i < n; i++)
        out[i] = d * (float)q[i] + m;
}

/* The low nibbles of n bytes, then the high ones. */
static inline void nibbles(signed char *restrict q, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        q[i] = (signed char)(p[i] & 15);
    for (size_t i = 0; i < n; i++)
        q[n + i] = (signed char)(p[i] >> 4);
}

/* Adds 16 to the elements whose bit is set, bit i of the 32 belonging to element i. */
static inline void high_bits(signed char *restrict q, const unsigned char *restrict bits)
{
    for (size_t i = 0; i < BLOCK; i++)
        q[i] = (signed char)(q[i] | (bits[i / 8] >> (i % 8) & 1) << 4);
}

void quant_q8_0(float *restrict out, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i += BLOCK, out += BLOCK, p += 34)
        scale(out, (const signed char *)p + 2, BLOCK, half_at(p));
}

void quant_q4_0(float *restrict out, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i += BLOCK, out += BLOCK, p += 18) {
        signed char q[BLOCK];
        nibbles(q, p + 2, BLOCK / 2);
        for (size_t j = 0; j < BLOCK; j++)
            q[j] = (signed char)(q[j] - 8);
        scale(out, q, BLOCK, half_at(p));
    }
}

void quant_q4_1(float *restrict out, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i += BLOCK, out += BLOCK, p += 20) {
        signed char q[BLOCK];
        nibbles(q, p + 4, BLOCK / 2);
        scale_add(out, q, BLOCK, half_at(p), half_at(p + 2));
    }
}

void quant_q5_0(float *restrict out, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i += BLOCK, out += BLOCK, p += 22) {
        signed char q[BLOCK];
        nibbles(q, p + 6, BLOCK / 2);
        high_bits(q, p + 2);
        for (size_t j = 0; j < BLOCK; j++)
            q[j] = (signed char)(q[j] - 16);
        scale(out, q, BLOCK, half_at(p));
    }
}

void quant_q5_1(float *restrict out, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i += BLOCK, out += BLOCK, p += 24) {
        signed char q[BLOCK];
        nibbles(q, p + 8, BLOCK / 2);
        high_bits(q, p + 4);
        scale_add(out, q, BLOCK, half_at(p), half_at(p + 2));
    }
}

/* The four pairs of bits of 32 bytes, lowest first: 128 elements. */
static inline void pairs(signed char *restrict q, const unsigned char *restrict p)
{
    for (unsigned j = 0; j < 4; j++)
        for (size_t i = 0; i < BLOCK; i++)
            q[j * BLOCK + i] = (signed char)(p[i] >> 2 * j & 3);
}

void quant_q2_k(float *restrict out, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i += SUPER, out += SUPER, p += 84) {
        const float d = half_at(p + 80), dmin = half_at(p + 82);
        signed char q[SUPER];
        pairs(q, p + 16);
        pairs(q + SUPER / 2, p + 48);
        for (size_t j = 0; j < 16; j++)
            scale_add(out + 16 * j, q + 16 * j, 16, d * (float)(p[j] & 15),
                      -(dmin * (float)(p[j] >> 4)));
    }
}

/* Scale j: its low 4 bits lie in a nibble of bytes 0..7, its high 2 in bytes 8..11. */
static inline int q3_scale(const unsigned char *p, size_t j)
{
    const int low = j < 8 ? p[j] & 15 : p[j - 8] >> 4, high = p[8 + j % 4] >> 2 * (j / 4) & 3;
    return (low | high << 4) - 32;
}

void quant_q3_k(float *restrict out, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i += SUPER, out += SUPER, p += 110) {
        const float d = half_at(p + 108);
        signed char q[SUPER];
        pairs(q, p + 32);
        pairs(q + SUPER / 2, p + 64);
        for (unsigned j = 0; j < 8; j++) /* bit j of byte k: the high one of element 32 j + k */
            for (size_t k = 0; k < BLOCK; k++)
                q[j * BLOCK + k] = (signed char)(q[j * BLOCK + k] + ((p[k] >> j & 1) << 2) - 4);
        for (size_t j = 0; j < 16; j++)
            scale(out + 16 * j, q + 16 * j, 16, d * (float)q3_scale(p + 96, j));
    }
}

/* The 6-bit scale and minimum of run j of 8: the low six bits of bytes j and j + 4, or, from the
 * fourth on, a nibble of byte j + 4 each, with two bits above that those bytes have left. */
static inline void k4_scale(const unsigned char *p, size_t j, float *restrict sc, float *restrict m)
{
    if (j < 4) {
        *sc = (float)(p[j] & 63);
        *m = (float)(p[j + 4] & 63);
    } else {
        *sc = (float)((p[j + 4] & 15) | p[j - 4] >> 6 << 4);
        *m = (float)(p[j + 4] >> 4 | p[j] >> 6 << 4);
    }
}

/* The runs of 32 that share a scale and a minimum; p: d, dmin and the 12 bytes of scales. */
static inline void k4_scale_all(float *restrict out, const signed char *restrict q,
                                const unsigned char *restrict p)
{
    const float d = half_at(p), dmin = half_at(p + 2);
    for (size_t j = 0; j < SUPER / BLOCK; j++) {
        float sc, m;
        k4_scale(p + 4, j, &sc, &m);
        scale_add(out + BLOCK * j, q + BLOCK * j, BLOCK, d * sc, -(dmin * m));
    }
}

void quant_q4_k(float *restrict out, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i += SUPER, out += SUPER, p += 144) {
        signed char q[SUPER];
        for (size_t j = 0; j < 4; j++)
            nibbles(q + 64 * j, p + 16 + BLOCK * j, BLOCK);
        k4_scale_all(out, q, p);
    }
}

void quant_q5_k(float *restrict out, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i += SUPER, out += SUPER, p += 176) {
        signed char q[SUPER];
        for (size_t j = 0; j < 4; j++)
            nibbles(q + 64 * j, p + 48 + BLOCK * j, BLOCK);
        for (unsigned j = 0; j < 8; j++) /* bit j of byte k: the high one of element 32 j + k */
            for (size_t k = 0; k < BLOCK; k++)
                q[j * BLOCK + k] = (signed char)(q[j * BLOCK + k] + ((p[16 + k] >> j & 1) << 4));
        k4_scale_all(out, q, p);
    }
}

void quant_q6_k(float *restrict out, const unsigned char *restrict p, size_t n)
{
    for (size_t i = 0; i < n; i += SUPER, out += SUPER, p += 210) {
        const float d = half_at(p + 208);
        signed char q[SUPER], high[SUPER];
        nibbles(q, p, 64);
        nibbles(q + SUPER / 2, p + 64, 64);
        pairs(high, p + 128);
        pairs(high + SUPER / 2, p + 160);
        for (size_t j = 0; j < SUPER; j++)
            q[j] = (signed char)((q[j] | high[j] << 4) - 32);
        for (size_t j = 0; j < 16; j++)
            scale(out + 16 * j, q + 16 * j, 16, d * (float)(signed char)p[192 + j]);
    }
}
