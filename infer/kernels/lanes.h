/* Sixteen floats side by side, in the compiler's own vectors: one source for every instruction set.
 *
 * Every operation works lane by lane and rounds as IEEE 754 says; multiply-adds are fused where the
 * source says lanes_fma and nowhere else (-ffp-contract=off). So a function written in lanes gives the
 * same bits however many registers the compiler splits the sixteen over. A sum over a row is sixteen
 * partial sums (element i into lane i mod 16, in order of i), then a fixed tree.
 *
 * Four operations that the compiler would put together from many are named to it where it has them. */
#ifndef ROTE_LANES_H
#define ROTE_LANES_H

#if defined(__x86_64__)
#include <immintrin.h>
#endif
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

#if defined(__AVX512F__)
/* a * b + c, rounded once. */
LANES_INLINE Lanes lanes_fma(Lanes a, Lanes b, Lanes c)
{
    return (Lanes)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
}

/* a > b ? a : b, so b where either is NaN. */
LANES_INLINE Lanes lanes_max(Lanes a, Lanes b)
{
    return (Lanes)_mm512_max_ps((__m512)a, (__m512)b);
}

/* a < b ? a : b, so b where either is NaN. */
LANES_INLINE Lanes lanes_min(Lanes a, Lanes b)
{
    return (Lanes)_mm512_min_ps((__m512)a, (__m512)b);
}

/* x < limit ? a : b */
LANES_INLINE Lanes lanes_below(Lanes x, Lanes limit, Lanes a, Lanes b)
{
    const __mmask16 mask = _mm512_cmp_ps_mask((__m512)x, (__m512)limit, _CMP_LT_OQ);
    return (Lanes)_mm512_mask_blend_ps(mask, (__m512)b, (__m512)a);
}
#elif defined(__AVX2__) && defined(__FMA__)
/* Halves are taken and put as memory: GCC then finds them in their registers. Of a shuffle to another
 * width it makes sixteen single floats. */
LANES_INLINE __m256 lanes_half(Lanes v, size_t half)
{
    __m256 r;
    memcpy(&r, (const char *)&v + half * sizeof r, sizeof r);
    return r;
}

LANES_INLINE Lanes lanes_join(__m256 low, __m256 high)
{
    Lanes r;
    memcpy(&r, &low, sizeof low);
    memcpy((char *)&r + sizeof low, &high, sizeof high);
    return r;
}

LANES_INLINE Lanes lanes_fma(Lanes a, Lanes b, Lanes c)
{
    return lanes_join(_mm256_fmadd_ps(lanes_half(a, 0), lanes_half(b, 0), lanes_half(c, 0)),
                      _mm256_fmadd_ps(lanes_half(a, 1), lanes_half(b, 1), lanes_half(c, 1)));
}

LANES_INLINE Lanes lanes_max(Lanes a, Lanes b)
{
    return lanes_join(_mm256_max_ps(lanes_half(a, 0), lanes_half(b, 0)),
                      _mm256_max_ps(lanes_half(a, 1), lanes_half(b, 1)));
}

LANES_INLINE Lanes lanes_min(Lanes a, Lanes b)
{
    return lanes_join(_mm256_min_ps(lanes_half(a, 0), lanes_half(b, 0)),
                      _mm256_min_ps(lanes_half(a, 1), lanes_half(b, 1)));
}

LANES_INLINE Lanes lanes_below(Lanes x, Lanes limit, Lanes a, Lanes b)
{
    const __m256 low = _mm256_cmp_ps(lanes_half(x, 0), lanes_half(limit, 0), _CMP_LT_OQ);
    const __m256 high = _mm256_cmp_ps(lanes_half(x, 1), lanes_half(limit, 1), _CMP_LT_OQ);
    return lanes_join(_mm256_blendv_ps(lanes_half(b, 0), lanes_half(a, 0), low),
                      _mm256_blendv_ps(lanes_half(b, 1), lanes_half(a, 1), high));
}
#else
LANES_INLINE Lanes lanes_fma(Lanes a, Lanes b, Lanes c)
{
    for (size_t i = 0; i < LANES_N; i++)
        c[i] = fmaf(a[i], b[i], c[i]);
    return c;
}

LANES_INLINE Lanes lanes_below(Lanes x, Lanes limit, Lanes a, Lanes b)
{
    const LaneInts mask = x < limit;
    return (Lanes)((mask & (LaneInts)a) | (~mask & (LaneInts)b));
}

LANES_INLINE Lanes lanes_max(Lanes a, Lanes b)
{
    return lanes_below(b, a, a, b);
}

LANES_INLINE Lanes lanes_min(Lanes a, Lanes b)
{
    return lanes_below(a, b, a, b);
}
#endif

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

/* e^x within 1.02 units in the last place; 0 below -87.33 (where the result would be subnormal), the
 * largest finite result from 88.37 on, NaN for NaN.
 *
 * x = n ln 2 + r, |r| <= ln(2)/2: n by adding and taking away 1.5 * 2^23, ln 2 in two parts (Cody &
 * Waite 1980); e^r as 1 + r + r^2 p(r), p of degree 4 fitted to |r| <= 0.347 (5e-9 relative, before
 * rounding); times 2^n by building the exponent field. */
LANES_INLINE Lanes lanes_exp(Lanes x)
{
    const Lanes low = lanes_all(-87.33f), high = lanes_all(88.37f), magic = lanes_all(0x1.8p23f);
    const Lanes c = lanes_max(low, lanes_min(high, x));
    const Lanes t = lanes_fma(c, lanes_all(0x1.715476p0f), magic), n = t - magic;
    const Lanes rough = lanes_fma(n, lanes_all(-0x1.62e43p-1f), c);
    const Lanes r = lanes_fma(n, lanes_all(0x1.05c61p-29f), rough);
    Lanes p = lanes_all(0x1.68a704p-10f);
    p = lanes_fma(p, r, lanes_all(0x1.123b2ap-7f));
    p = lanes_fma(p, r, lanes_all(0x1.555b16p-5f));
    p = lanes_fma(p, r, lanes_all(0x1.555490p-3f));
    p = lanes_fma(p, r, lanes_all(0x1.fffff8p-2f));
    p = lanes_fma(p, r * r, r) + lanes_all(1.0f);
    const LaneInts scale = ((LaneInts)t - lanes_all_int(0x4b400000) + lanes_all_int(127)) << 23;
    return lanes_below(x, low, lanes_all(0), p * (Lanes)scale);
}

LANES_INLINE Lanes lanes_abs(Lanes x)
{
    return (Lanes)((LaneInts)x & lanes_all_int(0x7fffffff));
}

/* tanh x within 3 units in the last place; NaN for NaN. Below 0.6 as x times a polynomial of degree
 * 5 in x^2 (2.5e-9 relative, before rounding), else 1 - 2 / (1 + e^2|x|) with the sign of x. */
LANES_INLINE Lanes lanes_tanh(Lanes x)
{
    const Lanes s = x * x, a = lanes_abs(x), one = lanes_all(1.0f);
    Lanes p = lanes_all(-0x1.7f86dap-8f);
    p = lanes_fma(p, s, lanes_all(0x1.5406fap-6f));
    p = lanes_fma(p, s, lanes_all(-0x1.b87924p-5f));
    p = lanes_fma(p, s, lanes_all(0x1.110872p-3f));
    p = lanes_fma(p, s, lanes_all(-0x1.555534p-2f));
    p = (p * s * x) + x;
    const Lanes far = one - lanes_all(2.0f) / (one + lanes_exp(a + a));
    const LaneInts sign = (LaneInts)x & lanes_all_int((int32_t)0x80000000);
    return lanes_below(lanes_all(0.6f), a, (Lanes)((LaneInts)far | sign), p);
}

/* The standard normal distribution function, (1 + erf(x / sqrt 2)) / 2, within 4e-7 relative above
 * -9 and 0 where it would be subnormal. With z = |x| / sqrt 2 and t = 1 / (1 + z / 2), the tail is
 * t exp(-z^2) p(t) / 2, p of degree 10 fitted to t > 0.17 (3e-9 relative, before rounding). */
LANES_INLINE Lanes lanes_normal(Lanes x)
{
    const Lanes one = lanes_all(1.0f);
    const Lanes t = one / (one + lanes_abs(x) * lanes_all(0x1.6a09e6p-2f));
    Lanes p = lanes_all(0x1.1906c2p-5f);
    p = lanes_fma(p, t, lanes_all(-0x1.7564c2p-3f));
    p = lanes_fma(p, t, lanes_all(0x1.6f42cep-2f));
    p = lanes_fma(p, t, lanes_all(-0x1.056f9ap-2f));
    p = lanes_fma(p, t, lanes_all(-0x1.c12f36p-5f));
    p = lanes_fma(p, t, lanes_all(0x1.cd69dcp-5f));
    p = lanes_fma(p, t, lanes_all(0x1.787054p-5f));
    p = lanes_fma(p, t, lanes_all(0x1.813ffap-3f));
    p = lanes_fma(p, t, lanes_all(0x1.f53624p-3f));
    p = lanes_fma(p, t, lanes_all(0x1.21129cp-2f));
    p = lanes_fma(p, t, lanes_all(0x1.20db4cp-2f));
    const Lanes tail = lanes_exp(x * x * lanes_all(-0.5f)) * (t * p) * lanes_all(0.5f);
    return lanes_below(lanes_all(0), x, one - tail, tail);
}

#endif
