/* Number formats of stored weights, and widening them to f32.
 *
 * A format is a row of DTYPES: elements come in blocks of so many elements and bytes (plain formats:
 * blocks of one). Widening is exact for the plain formats; for the quantized ones it gives the bits
 * that the reference implementation's dequantisation gives. */
#ifndef ROTE_DTYPE_H
#define ROTE_DTYPE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef enum {
    DTYPE_F32,
    DTYPE_F16,
    DTYPE_BF16,
    DTYPE_Q8_0,
    DTYPE_Q4_0,
    DTYPE_Q4_1,
    DTYPE_Q5_0,
    DTYPE_Q5_1,
    DTYPE_Q2_K,
    DTYPE_Q3_K,
    DTYPE_Q4_K,
    DTYPE_Q5_K,
    DTYPE_Q6_K,
    DTYPE_OTHER, /* a format the engine knows the size of but does not compute with */
} Dtype;

/* IEEE 754 binary16, given as its bits, to binary32: exact for every value. */
static inline float dtype_from_f16(uint16_t h)
{
    const uint32_t sign = (uint32_t)(h & 0x8000) << 16, rest = h & 0x7fff;
    float f;
    if (rest >= 0x7c00) { /* infinity, NaN */
        const uint32_t bits = 0x7f800000 | (rest & 0x3ff) << 13;
        memcpy(&f, &bits, sizeof f);
    } else {
        /* As binary32 bits the value is 2^112 times too small; the product is exact, and makes
         * normal numbers of binary16's subnormal ones. */
        const uint32_t bits = rest << 13;
        memcpy(&f, &bits, sizeof f);
        f *= 0x1p112f;
    }
    uint32_t out;
    memcpy(&out, &f, sizeof out);
    out |= sign;
    memcpy(&f, &out, sizeof f);
    return f;
}

/* Element i behind p of a plain format. */
static inline float dtype_load(const unsigned char *p, Dtype d, size_t i)
{
    float f;
    uint16_t h;
    if (d == DTYPE_F32) {
        memcpy(&f, p + 4 * i, sizeof f);
        return f;
    }
    memcpy(&h, p + 2 * i, sizeof h);
    if (d == DTYPE_F16)
        return dtype_from_f16(h);
    const uint32_t bits = (uint32_t)h << 16;
    memcpy(&f, &bits, sizeof f);
    return f;
}

/* No format's blocks are longer; a multiple of it begins a block of every format. */
enum { DTYPE_BLOCK_MOST = 256 };

typedef struct {
    const char *name;   /* "bf16", "q4_k": for people */
    size_t block;       /* elements in a block */
    size_t block_bytes; /* bytes of a block */
    /* out[0..n) = the n elements at p, n a multiple of `block`; any alignment. */
    void (*widen)(float *out, const unsigned char *p, size_t n);
} DtypeFacts;

/* By Dtype; DTYPE_OTHER has no row. */
extern const DtypeFacts DTYPES[DTYPE_OTHER];

/* Bytes of n elements, n a multiple of the block; what is no multiple is the caller's error. */
static inline size_t dtype_bytes(Dtype d, size_t n)
{
    return n / DTYPES[d].block * DTYPES[d].block_bytes;
}

#endif
