/* Rotary frequencies: see rope.h.
 *
 * The reference computes with f32 tensors and Python's doubles; an operation between the two
 * rounds the double to f32 first. Each line below rounds where the reference does, because an
 * angle is a frequency times a position: at position 4000 the last bit of a frequency is 4000
 * bits of angle. */
#include "infer/checkpoint/rope.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

/* theta ^ (2i / span) */
static float wave_of(const RopeFacts *f, size_t i)
{
    const float exponent = (float)(2 * i) / (float)(f->span > 0 ? f->span : f->dim);
    return (float)pow((double)(float)f->theta, (double)exponent);
}

/* Long waves are stretched by the factor, short ones kept, those between blended. */
static float llama3_scale(const RopeFacts *f, float inv_freq)
{
    const float factor = (float)f->factor, original = (float)f->original_context;
    const float wavelength = (float)(2 * PI) / inv_freq;
    const float longest = (float)(f->original_context / f->low_freq_factor);
    const float shortest = (float)(f->original_context / f->high_freq_factor);
    if (wavelength > longest)
        return inv_freq / factor;
    if (wavelength < shortest)
        return inv_freq;
    const float smooth = (original / wavelength - (float)f->low_freq_factor) /
                         (float)(f->high_freq_factor - f->low_freq_factor);
    return (1 - smooth) * inv_freq / factor + smooth * inv_freq;
}

/* The dimension that turns this often within the original context. */
static double yarn_dimension(const RopeFacts *f, double rotations)
{
    return ((double)f->dim * log(f->original_context / (rotations * 2 * PI))) / (2 * log(f->theta));
}

typedef struct {
    double low, high; /* pairs below low are kept, above high stretched, between blended */
} YarnRange;

static YarnRange yarn_range(const RopeFacts *f)
{
    double low = yarn_dimension(f, f->beta_fast), high = yarn_dimension(f, f->beta_slow);
    if (!f->no_truncate) {
        low = floor(low);
        high = ceil(high);
    }
    low = low > 0 ? low : 0;
    high = high < (double)f->dim - 1 ? high : (double)f->dim - 1;
    return (YarnRange){low, low == high ? high + 0.001 : high};
}

static float yarn_scale(const RopeFacts *f, const YarnRange *r, size_t i, float wave)
{
    const float kept = 1.0f / wave, stretched = 1.0f / ((float)f->factor * wave);
    float ramp = ((float)i - (float)r->low) / (float)(r->high - r->low);
    ramp = ramp < 0 ? 0 : ramp > 1 ? 1 : ramp;
    const float share = 1 - ramp;
    return stretched * (1 - share) + kept * share;
}

static double yarn_mscale(double factor, double mscale)
{
    return factor <= 1 ? 1 : 0.1 * mscale * log(factor) + 1;
}

static double yarn_factor(const RopeFacts *f)
{
    if (f->attention_factor > 0)
        return f->attention_factor;
    if (f->mscale > 0 && f->mscale_all_dim > 0)
        return yarn_mscale(f->factor, f->mscale) / yarn_mscale(f->factor, f->mscale_all_dim);
    return yarn_mscale(f->factor, 1);
}

Rope rope_make(const RopeFacts *f, Arena *a)
{
    const size_t half = f->dim / 2;
    if (half == 0)
        return (Rope){.factor = 1};
    float *inv_freq = arena_alloc(a, half, sizeof *inv_freq);
    const YarnRange range = f->scaling == ROPE_YARN ? yarn_range(f) : (YarnRange){0};
    for (size_t i = 0; i < half; i++) {
        const float wave = wave_of(f, i), plain = 1.0f / wave;
        switch (f->scaling) {
        case ROPE_PLAIN:
            inv_freq[i] = plain;
            break;
        case ROPE_LINEAR:
            inv_freq[i] = plain / (float)f->factor;
            break;
        case ROPE_LLAMA3:
            inv_freq[i] = llama3_scale(f, plain);
            break;
        case ROPE_YARN:
            inv_freq[i] = yarn_scale(f, &range, i, wave);
            break;
        }
        if (f->divisors)
            inv_freq[i] /= f->divisors[i];
    }
    return (Rope){f->dim, inv_freq, f->scaling == ROPE_YARN ? (float)yarn_factor(f) : 1.0f};
}
