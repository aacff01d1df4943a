/* The bodies of ops.h, but for attention. Included once for each instruction set, after the pragma
 * that names it. */
#ifndef ROTE_OPS_LANES_H
#define ROTE_OPS_LANES_H

#include "infer/kernels/lanes.h"
#include "infer/kernels/ops.h"

static void ops_norm(float *y, const float *x, const float *w, size_t dim, float eps)
{
    Lanes squares = lanes_all(0);
    const size_t whole = dim / LANES_N * LANES_N, rest = dim - whole;
    for (size_t i = 0; i < whole; i += LANES_N) {
        const Lanes v = lanes_load(x + i);
        squares = lanes_fma(v, v, squares);
    }
    if (rest > 0) {
        const Lanes v = lanes_load_some(x + whole, rest, 0);
        squares = lanes_fma(v, v, squares);
    }
    const float scale = 1.0f / sqrtf(lanes_sum(squares) / (float)dim + eps);
    for (size_t i = 0; i < whole; i += LANES_N)
        lanes_store(y + i, lanes_load(x + i) * lanes_all(scale) * lanes_load(w + i));
    for (size_t i = whole; i < dim; i++)
        y[i] = x[i] * scale * w[i];
}

static void ops_layer_norm(float *y, const float *x, const float *w, const float *bias, size_t dim,
                           float eps)
{
    const size_t whole = dim / LANES_N * LANES_N, rest = dim - whole;
    Lanes sum = lanes_all(0), squares = lanes_all(0);
    for (size_t i = 0; i < whole; i += LANES_N)
        sum += lanes_load(x + i);
    if (rest > 0)
        sum += lanes_load_some(x + whole, rest, 0);
    const float mean = lanes_sum(sum) / (float)dim;
    for (size_t i = 0; i < whole; i += LANES_N) {
        const Lanes v = lanes_load(x + i) - lanes_all(mean);
        squares = lanes_fma(v, v, squares);
    }
    if (rest > 0) {
        const Lanes v = lanes_load_some(x + whole, rest, mean) - lanes_all(mean);
        squares = lanes_fma(v, v, squares);
    }
    const float scale = 1.0f / sqrtf(lanes_sum(squares) / (float)dim + eps);
    for (size_t i = 0; i < whole; i += LANES_N) {
        const Lanes v =
            (lanes_load(x + i) - lanes_all(mean)) * lanes_all(scale) * lanes_load(w + i);
        lanes_store(y + i, bias ? v + lanes_load(bias + i) : v);
    }
    for (size_t i = whole; i < dim; i++) {
        const float v = (x[i] - mean) * scale * w[i];
        y[i] = bias ? v + bias[i] : v;
    }
}

static void ops_add(float *x, const float *d, size_t n)
{
    const size_t whole = n / LANES_N * LANES_N;
    for (size_t i = 0; i < whole; i += LANES_N)
        lanes_store(x + i, lanes_load(x + i) + lanes_load(d + i));
    for (size_t i = whole; i < n; i++)
        x[i] += d[i];
}

/* x[i] = f(x[i]) * times[i], or f(x[i]) where `times` is NULL; f a constant at each call. */
LANES_INLINE void ops_map(Lanes (*const f)(Lanes), float *x, const float *times, size_t n)
{
    const size_t whole = n / LANES_N * LANES_N, rest = n - whole;
    for (size_t i = 0; i < whole; i += LANES_N) {
        const Lanes v = f(lanes_load(x + i));
        lanes_store(x + i, times ? v * lanes_load(times + i) : v);
    }
    if (rest > 0) {
        const Lanes v = f(lanes_load_some(x + whole, rest, 0));
        lanes_store_some(x + whole, times ? v * lanes_load_some(times + whole, rest, 0) : v, rest);
    }
}

/* gelu(g) = g/2 (1 + tanh u), u = sqrt(2/pi) (g + 0.044715 g^3), and (1 + tanh u)/2 is
 * 1 / (1 + exp(-2u)): one exponential, and no cancellation for large negative g. */
LANES_INLINE Lanes gelu_tanh(Lanes g)
{
    const Lanes cubic = lanes_fma(lanes_all(0.044715f) * g * g, g, g);
    return g / (lanes_all(1.0f) + lanes_exp(lanes_all(-1.5957691216057308f) * cubic));
}

LANES_INLINE Lanes gelu(Lanes g)
{
    return g * lanes_normal(g);
}

LANES_INLINE Lanes silu(Lanes g)
{
    return g / (lanes_all(1.0f) + lanes_exp(-g));
}

/* NaN stays NaN. */
LANES_INLINE Lanes relu(Lanes g)
{
    return lanes_below(g, lanes_all(0), lanes_all(0), g);
}

static void ops_gelu_tanh(float *x, const float *times, size_t n)
{
    ops_map(gelu_tanh, x, times, n);
}

static void ops_gelu(float *x, const float *times, size_t n)
{
    ops_map(gelu, x, times, n);
}

static void ops_silu(float *x, const float *times, size_t n)
{
    ops_map(silu, x, times, n);
}

static void ops_relu(float *x, const float *times, size_t n)
{
    ops_map(relu, x, times, n);
}

static void ops_softcap(float *x, float cap, size_t n)
{
    const size_t whole = n / LANES_N * LANES_N, rest = n - whole;
    const Lanes c = lanes_all(cap);
    for (size_t i = 0; i < whole; i += LANES_N)
        lanes_store(x + i, lanes_tanh(lanes_load(x + i) / c) * c);
    if (rest > 0)
        lanes_store_some(x + whole, lanes_tanh(lanes_load_some(x + whole, rest, 0) / c) * c, rest);
}

static void ops_clip(float *x, float limit, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > limit ? limit : x[i] < -limit ? -limit : x[i];
}

static void ops_rotate(float *y, const float *x, const float *cos, const float *sin, size_t half)
{
    size_t i = 0;
    for (; i + LANES_N <= half; i += LANES_N) {
        const Lanes c = lanes_load(cos + i), s = lanes_load(sin + i);
        const Lanes a = lanes_load(x + i), b = lanes_load(x + half + i);
        lanes_store(y + i, a * c - b * s);
        lanes_store(y + half + i, b * c + a * s);
    }
    for (; i < half; i++) {
        const float a = x[i], b = x[half + i];
        y[i] = a * cos[i] - b * sin[i];
        y[half + i] = b * cos[i] + a * sin[i];
    }
}

static void ops_part_neighbours(float *y, const float *x, size_t half)
{
    for (size_t i = 0; i < half; i++) {
        y[i] = x[2 * i];
        y[half + i] = x[2 * i + 1];
    }
}

/* Running best and second in each lane, and where they stand. */
typedef struct {
    Lanes best, second;
    LaneInts place, second_place;
    LaneInts bad; /* below 0 where a logit was not finite */
} TallyLanes;

/* Places grow, so only a larger value takes one over; a best that is overtaken comes before all that
 * equal it, second included. */
LANES_INLINE void tally_add(TallyLanes *t, Lanes v, LaneInts place)
{
    const Lanes second = lanes_below(t->second, v, v, t->second);
    const Lanes at = lanes_below(t->second, v, (Lanes)place, (Lanes)t->second_place);
    t->second = lanes_below(t->best, v, t->best, second);
    t->second_place = (LaneInts)lanes_below(t->best, v, (Lanes)t->place, at);
    t->place = (LaneInts)lanes_below(t->best, v, (Lanes)place, (Lanes)t->place);
    t->best = lanes_max(v, t->best);
    /* Less than 0 for an exponent of all ones. */
    t->bad |= lanes_all_int(0x7f7fffff) - ((LaneInts)v & lanes_all_int(0x7fffffff));
}

/* The largest of LANES_N values, and where it stands: among equals the lowest place. */
LANES_INLINE float tally_top(const float *value, const int32_t *place, int32_t *at)
{
    float top = value[0];
    *at = place[0];
    for (size_t i = 1; i < LANES_N; i++)
        if (value[i] >= top) {
            *at = value[i] > top || place[i] < *at ? place[i] : *at;
            top = value[i];
        }
    return top;
}

/* The lanes in one. The second is the top lane's own or the best of another, behind which that lane's
 * second stands. */
static Tally tally_join(const TallyLanes *t, uint32_t first)
{
    float best[LANES_N], second[LANES_N];
    int32_t place[LANES_N], second_place[LANES_N], at;
    memcpy(best, &t->best, sizeof best);
    memcpy(second, &t->second, sizeof second);
    memcpy(place, &t->place, sizeof place);
    memcpy(second_place, &t->second_place, sizeof second_place);
    Tally r = {.best = tally_top(best, place, &at), .bad_id = TALLY_NONE};
    r.best_id = first + (uint32_t)at;
    const size_t lane = (size_t)at % LANES_N;
    best[lane] = second[lane];
    place[lane] = second_place[lane];
    r.second = tally_top(best, place, &at);
    r.second_id = r.second > -FLT_MAX ? first + (uint32_t)at : TALLY_NONE;
    return r;
}

static Tally ops_tally(const float *logits, size_t n, uint32_t first)
{
    const size_t whole = n / LANES_N * LANES_N, rest = n - whole;
    const Lanes lowest = lanes_all(-FLT_MAX);
    TallyLanes t = {.best = lowest, .second = lowest};
    LaneInts place = lanes_numbers();
    for (size_t i = 0; i < whole; i += LANES_N) {
        tally_add(&t, lanes_load(logits + i), place);
        place += lanes_all_int(LANES_N);
    }
    if (rest > 0)
        tally_add(&t, lanes_load_some(logits + whole, rest, -FLT_MAX), place);
    Tally r = tally_join(&t, first);

    Lanes sum = lanes_all(0);
    for (size_t i = 0; i < whole; i += LANES_N)
        sum += lanes_exp(lanes_load(logits + i) - lanes_all(r.best));
    if (rest > 0)
        sum += lanes_exp(lanes_load_some(logits + whole, rest, -FLT_MAX) - lanes_all(r.best));
    r.sum = lanes_sum(sum);

    int32_t bad[LANES_N], any = 0;
    memcpy(bad, &t.bad, sizeof bad);
    for (size_t i = 0; i < LANES_N; i++)
        any |= bad[i];
    for (size_t i = 0; any < 0 && i < n && r.bad_id == TALLY_NONE; i++)
        if (!isfinite(logits[i]))
            r.bad_id = first + (uint32_t)i;
    return r;
}

/* All of them, and attention_lanes.h's, as an initializer. */
#define OPS_TABLE                                                                                  \
    {                                                                                              \
        .norm = ops_norm, .layer_norm = ops_layer_norm, .add = ops_add,                            \
        .gelu_tanh = ops_gelu_tanh, .gelu = ops_gelu, .silu = ops_silu, .relu = ops_relu,          \
        .softcap = ops_softcap, .clip = ops_clip, .rotate = ops_rotate,                            \
        .part_neighbours = ops_part_neighbours, .attend = ops_attend, .tally = ops_tally,          \
    }

#endif
