/* Sixteen floats side by side, in the compiler's own vectors: one source for every instruction set.
 *
 * Every operation works lane by lane and rounds as IEEE 754 says, with no fused steps
 * (-ffp-contract=off), so a function written in lanes gives the same bits however many registers
 * the compiler splits the sixteen over. A sum over a row is sixteen partial sums (element i into
 * lane i mod 16, in order of i), then a fixed tree. */
#ifndef ROTE_LANES_H
#define ROTE_LANES_H

#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { LANES_N = 16 };

/* GCC warns that passing these differs between instruction sets (-Wpsabi, switched off in the
 * Makefile): all functions that do are inlined. */
typedef float Lanes __attribute__((vector_size(64)));
typedef int32_t LaneInts __attribute__((vector_size(64)));

#define LANES_INLINE __attribute__((always_inline)) static inline

LANES_INLINE Lanes lanes_all(float x)
{
    return (Lanes){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x};
}

LANES_INLINE LaneInts lanes_all_int(int32_t x)
{
    return (LaneInts){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x};
}

/* 0, 1, 2 ... 15 */
LANES_INLINE LaneInts lanes_numbers(void)
{
    return (LaneInts){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
}

LANES_INLINE Lanes lanes_load(const float *p)
{
    Lanes v;
    memcpy(&v, p, sizeof v);
    return v;
}

LANES_INLINE void lanes_store(float *p, Lanes v)
{
    memcpy(p, &v, sizeof v);
}

/* The first n (< 16) floats; the other lanes are `rest`. */
LANES_INLINE Lanes lanes_load_some(const float *p, size_t n, float rest)
{
    Lanes v = lanes_all(rest);
    memcpy(&v, p, n * sizeof *p);
    return v;
}

LANES_INLINE void lanes_store_some(float *p, Lanes v, size_t n)
{
    memcpy(p, &v, n * sizeof *p);
}

/* Lane by lane: mask (all ones or zero) ? a : b. */
LANES_INLINE Lanes lanes_choose(LaneInts mask, Lanes a, Lanes b)
{
    return (Lanes)((mask & (LaneInts)a) | (~mask & (LaneInts)b));
}

/* b where either is NaN. */
LANES_INLINE Lanes lanes_max(Lanes a, Lanes b)
{
    return lanes_choose(a > b, a, b);
}

LANES_INLINE Lanes lanes_min(Lanes a, Lanes b)
{
    return lanes_choose(a < b, a, b);
}

/* ((0+8)+(4+12)) + ((2+10)+(6+14)) + the same of the odd lanes. */
LANES_INLINE float lanes_sum(Lanes v)
{
    float a[LANES_N];
    memcpy(a, &v, sizeof v);
    for (size_t half = LANES_N / 2; half > 0; half /= 2)
        for (size_t i = 0; i < half; i++)
            a[i] += a[i + half];
    return a[0];
}

LANES_INLINE float lanes_largest(Lanes v)
{
    float a[LANES_N];
    memcpy(a, &v, sizeof v);
    for (size_t i = 1; i < LANES_N; i++)
        a[0] = a[i] > a[0] ? a[i] : a[0];
    return a[0];
}

/* e^x within 1 unit in the last place; 0 below -87.33 (where the result would be subnormal), the
 * largest finite result from 88.37 on, NaN for NaN.
 *
 * x = n ln 2 + r, |r| <= ln(2)/2: n by adding and taking away 1.5 * 2^23, ln 2 in two parts of
 * which the first times n is exact (Cody & Waite 1980); e^r as 1 + r + r^2 p(r), p of degree 4
 * fitted to |r| <= 0.347 (5e-9 relative, before rounding); times 2^n by building the exponent
 * field. */
LANES_INLINE Lanes lanes_exp(Lanes x)
{
    const Lanes low = lanes_all(-87.33f), high = lanes_all(88.37f), magic = lanes_all(0x1.8p23f);
    const LaneInts vanishes = x < low;
    const Lanes c = lanes_choose(x > high, high, lanes_choose(vanishes, low, x));
    const Lanes t = c * lanes_all(0x1.715476p0f) + magic, n = t - magic;
    const Lanes r = (c - n * lanes_all(0x1.62e4p-1f)) - n * lanes_all(0x1.7f7d1cp-20f);
    Lanes p = lanes_all(0x1.68a704p-10f);
    p = p * r + lanes_all(0x1.123b2ap-7f);
    p = p * r + lanes_all(0x1.555b16p-5f);
    p = p * r + lanes_all(0x1.555490p-3f);
    p = p * r + lanes_all(0x1.fffff8p-2f);
    p = (p * r * r + r) + lanes_all(1.0f);
    const LaneInts scale = ((LaneInts)t - lanes_all_int(0x4b400000) + lanes_all_int(127)) << 23;
    return (Lanes)(~vanishes & (LaneInts)(p * (Lanes)scale));
}

#endif
