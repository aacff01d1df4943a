/* A weight matrix as the file holds it: row-major [n_out, n_in], read-only, in the file's own
 * number format, at any alignment (safetensors promises none). */
#ifndef ROTE_MATRIX_H
#define ROTE_MATRIX_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* DTYPE_OTHER: a format the engine knows the size of but does not compute with. */
typedef enum { DTYPE_F32, DTYPE_F16, DTYPE_BF16, DTYPE_OTHER } Dtype;

typedef struct {
    const unsigned char *data;
    Dtype dtype;
    size_t n_out, n_in;
} Matrix;

static inline size_t dtype_bytes(Dtype d)
{
    return d == DTYPE_F32 ? 4 : 2;
}

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

/* Element i behind p, widened to f32: exact for every format. d must not be DTYPE_OTHER. */
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

#endif
