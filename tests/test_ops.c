/* Norm, activation, rotation, attention, the reduction of logits: near float64, and the same bits
 * from each instruction set. */
#include "tests/engine.h"

#include "infer/kernels/lanes.h"
#include "infer/kernels/ops.h"

#include <float.h>
#include <math.h>

enum { N_OPS = 3 };

static const Ops *ops_at(size_t i)
{
#if defined(__x86_64__)
    if (i == 1 && __builtin_cpu_supports("avx2"))
        return &ops_avx2;
    if (i == 2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        return &ops_avx512;
#endif
    return i == 0 ? &ops_portable : NULL;
}

static const size_t LENGTHS[] = {1, 2, 15, 16, 17, 31, 32, 35, 40, 100, 192, 263};
enum { MOST = 300, N_LENGTHS = sizeof LENGTHS / sizeof *LENGTHS };

static void random_fill(float *p, size_t n, float size, uint64_t *seed)
{
    for (size_t i = 0; i < n; i++)
        p[i] = random_float(seed) * size;
}

static void exp_is_within_one_unit(void **state)
{
    (void)state;
    float x[LANES_N], y[LANES_N];
    double worst = 0;
    /* Every 211th float from -87.33 to 88.37. */
    for (uint64_t b = 0; b < UINT32_MAX; b += 211 * LANES_N) {
        for (size_t i = 0; i < LANES_N; i++) {
            const uint32_t bits = (uint32_t)(b + 211 * i);
            memcpy(&x[i], &bits, sizeof bits);
        }
        lanes_store(y, lanes_exp(lanes_load(x)));
        for (size_t i = 0; i < LANES_N; i++) {
            if (!(x[i] >= -87.33f && x[i] <= 88.37f))
                continue;
            const double want = exp((double)x[i]);
            const float f = (float)want;
            const double off = fabs((double)y[i] - want) / (double)(nextafterf(f, INFINITY) - f);
            worst = off > worst ? off : worst;
        }
    }
    if (!(worst < 1.02))
        fail_msg("off by %.3f units in the last place", worst);
    const float edges[LANES_N] = {-INFINITY, INFINITY, NAN, -87.34f, -1e30f, 1e30f, 0.0f, -0.0f};
    lanes_store(y, lanes_exp(lanes_load(edges)));
    assert_true(y[0] == 0 && y[3] == 0 && y[4] == 0);
    assert_true(isfinite(y[1]) && y[1] > 2e38f && y[5] == y[1]);
    assert_true(isnan(y[2]));
    assert_true(y[6] == 1 && y[7] == 1);
}

static void norm_agrees(void **state)
{
    (void)state;
    uint64_t seed = 1;
    float x[MOST], w[MOST], first[MOST], y[MOST];
    for (size_t c = 0; c < N_LENGTHS; c++) {
        const size_t n = LENGTHS[c];
        random_fill(x, n, 3, &seed);
        random_fill(w, n, 2, &seed);
        ops_portable.norm(first, x, w, n, 1e-3f);
        double squares = 0;
        for (size_t i = 0; i < n; i++)
            squares += (double)x[i] * (double)x[i];
        for (size_t i = 0; i < n; i++) {
            const double want = (double)x[i] / sqrt(squares / (double)n + (double)1e-3f);
            assert_true(fabs((double)first[i] - want * (double)w[i]) <= 1e-6 * fabs(want) + 1e-12);
        }
        for (size_t o = 1; o < N_OPS && ops_at(o); o++) {
            ops_at(o)->norm(y, x, w, n, 1e-3f);
            assert_memory_equal(y, first, n * sizeof *y);
        }
    }
}

static void layer_norm_agrees(void **state)
{
    (void)state;
    uint64_t seed = 8;
    float x[MOST], w[MOST], bias[MOST], first[MOST], y[MOST];
    for (size_t c = 0; c < 2 * N_LENGTHS; c++) {
        const size_t n = LENGTHS[c / 2];
        const float *b = c % 2 ? bias : NULL;
        random_fill(x, n, 3, &seed);
        random_fill(w, n, 2, &seed);
        random_fill(bias, n, 2, &seed);
        for (size_t i = 0; i < n; i++)
            x[i] += 5; /* a mean that matters */
        ops_portable.layer_norm(first, x, w, b, n, 1e-3f);
        double mean = 0, variance = 0;
        for (size_t i = 0; i < n; i++)
            mean += (double)x[i] / (double)n;
        for (size_t i = 0; i < n; i++)
            variance += ((double)x[i] - mean) * ((double)x[i] - mean) / (double)n;
        for (size_t i = 0; i < n; i++) {
            const double want =
                ((double)x[i] - mean) / sqrt(variance + (double)1e-3f) * (double)w[i] +
                (b ? (double)b[i] : 0);
            assert_true(fabs((double)first[i] - want) <= 2e-5);
        }
        for (size_t o = 0; o < N_OPS && ops_at(o); o++) {
            memcpy(y, x, sizeof y);
            ops_at(o)->layer_norm(y, y, w, b, n, 1e-3f); /* in place */
            assert_memory_equal(y, first, n * sizeof *y);
        }
    }
}

static double want_gelu_tanh(double g)
{
    const double u = sqrt(2 / 3.14159265358979323846) * (g + 0.044715 * g * g * g);
    return g / (1 + exp(-2 * u)); /* 1 + tanh u without cancellation */
}

static double want_gelu(double g)
{
    return g * 0.5 * erfc(-g / sqrt(2));
}

static double want_silu(double g)
{
    return g / (1 + exp(-g));
}

static double want_relu(double g)
{
    return g > 0 ? g : 0;
}

typedef void Activate(float *x, const float *times, size_t n);

static Activate *activate_of(const Ops *o, size_t i)
{
    Activate *const all[] = {o->gelu_tanh, o->gelu, o->silu, o->relu};
    return all[i];
}

static void activations_agree(void **state)
{
    (void)state;
    static double (*const WANT[])(double) = {want_gelu_tanh, want_gelu, want_silu, want_relu};
    uint64_t seed = 2;
    float gate[MOST], up[MOST], first[MOST], y[MOST];
    for (size_t a = 0; a < sizeof WANT / sizeof *WANT; a++)
        for (size_t c = 0; c < 2 * N_LENGTHS; c++) {
            const size_t n = LENGTHS[c / 2];
            random_fill(gate, n, c % 3 ? 6 : 60, &seed);
            random_fill(up, n, 2, &seed);
            const float *times = c % 2 ? up : NULL;
            memcpy(first, gate, sizeof first);
            activate_of(&ops_portable, a)(first, times, n);
            for (size_t i = 0; i < n; i++) {
                const double want = WANT[a]((double)gate[i]) * (times ? (double)up[i] : 1);
                if (!(fabs((double)first[i] - want) <= 3e-6 * fabs(want) + 1e-9))
                    fail_msg("activation %zu of %g: %g, want %g", a, (double)gate[i],
                             (double)first[i], want);
            }
            for (size_t o = 1; o < N_OPS && ops_at(o); o++) {
                memcpy(y, gate, sizeof y);
                activate_of(ops_at(o), a)(y, times, n);
                assert_memory_equal(y, first, n * sizeof *y);
            }
        }
    for (size_t a = 0; a < sizeof WANT / sizeof *WANT; a++) {
        float nan = NAN;
        activate_of(&ops_portable, a)(&nan, NULL, 1);
        assert_true(isnan(nan));
    }
}

static void caps_and_clips_agree(void **state)
{
    (void)state;
    uint64_t seed = 9;
    float x[MOST], first[MOST], y[MOST];
    for (size_t c = 0; c < 3 * N_LENGTHS; c++) {
        const size_t n = LENGTHS[c / 3];
        const float cap = c % 3 == 0 ? 0.5f : 30;
        random_fill(x, n, c % 3 == 1 ? 1 : 200, &seed);
        memcpy(first, x, sizeof first);
        ops_portable.softcap(first, cap, n);
        for (size_t i = 0; i < n; i++) {
            const double want = (double)cap * tanh((double)x[i] / (double)cap);
            assert_true(fabs((double)first[i] - want) <= 6e-7 * fabs(want));
        }
        for (size_t o = 1; o < N_OPS && ops_at(o); o++) {
            memcpy(y, x, sizeof y);
            ops_at(o)->softcap(y, cap, n);
            assert_memory_equal(y, first, n * sizeof *y);
        }
        for (size_t o = 0; o < N_OPS && ops_at(o); o++) {
            memcpy(y, x, sizeof y);
            ops_at(o)->clip(y, 0.25f, n);
            for (size_t i = 0; i < n; i++)
                assert_true(y[i] == fmaxf(-0.25f, fminf(0.25f, x[i])));
        }
    }
    float edges[] = {INFINITY, -INFINITY, NAN, -0.0f};
    ops_portable.softcap(edges, 8, 4);
    assert_true(edges[0] == 8 && edges[1] == -8 && isnan(edges[2]));
    assert_true(edges[3] == 0);
}

static void add_and_rotate_agree(void **state)
{
    (void)state;
    uint64_t seed = 3;
    float x[2 * MOST], cosines[MOST], sines[MOST], first[2 * MOST], y[2 * MOST];
    for (size_t c = 0; c < N_LENGTHS; c++) {
        const size_t n = LENGTHS[c];
        random_fill(x, 2 * n, 2, &seed);
        random_fill(cosines, n, 1, &seed);
        random_fill(sines, n, 1, &seed);
        ops_portable.rotate(first, x, cosines, sines, n);
        for (size_t i = 0; i < n; i++) {
            const double a = (double)x[i], b = (double)x[n + i];
            const double co = (double)cosines[i], si = (double)sines[i];
            assert_true(fabs((double)first[i] - (a * co - b * si)) < 1e-6);
            assert_true(fabs((double)first[n + i] - (b * co + a * si)) < 1e-6);
        }
        for (size_t o = 1; o < N_OPS && ops_at(o); o++) {
            memcpy(y, x, sizeof y);
            ops_at(o)->rotate(y, y, cosines, sines, n);
            assert_memory_equal(y, first, 2 * n * sizeof *y);
        }
        for (size_t o = 0; o < N_OPS && ops_at(o); o++) {
            ops_at(o)->part_neighbours(y, x, n);
            for (size_t i = 0; i < n; i++)
                assert_true(y[i] == x[2 * i] && y[n + i] == x[2 * i + 1]);
        }
        for (size_t o = 0; o < N_OPS && ops_at(o); o++) {
            memcpy(y, x, sizeof y);
            ops_at(o)->add(y, x + n, n);
            for (size_t i = 0; i < n; i++)
                assert_true(y[i] == x[i] + x[n + i]);
        }
    }
}

/* A cache with random keys and values; positions behind n hold NaN, which must not show. */
typedef struct {
    float *keys, *values, *scores;
    size_t v_stride;
} Cache;

static Cache cache_make(size_t head_dim, size_t n, size_t heads, uint64_t *seed)
{
    const size_t room = (n + ATTENTION_BLOCK - 1) / ATTENTION_BLOCK * ATTENTION_BLOCK;
    Cache c = {.v_stride = (head_dim + 15) / 16 * 16};
    c.keys = mem_alloc(room * head_dim, sizeof *c.keys);
    c.values = mem_zero(room * c.v_stride, sizeof *c.values);
    c.scores = mem_alloc(room * (heads > 4 ? heads : 4), sizeof *c.scores);
    for (size_t p = 0; p < room; p++)
        for (size_t d = 0; d < head_dim; d++) {
            float *k = &c.keys[(p / 16 * head_dim + d) * 16 + p % 16];
            *k = p < n ? random_float(seed) : NAN;
            c.values[p * c.v_stride + d] = p < n ? random_float(seed) : NAN;
        }
    return c;
}

static void attention_check(const Cache *c, const float *q, const float *out, const AttendShape *a)
{
    double weight[MOST], sum = 0, top = -1e30;
    for (size_t p = a->first; p < a->n_positions; p++) {
        weight[p] = 0;
        for (size_t d = 0; d < a->head_dim; d++)
            weight[p] += (double)q[d] * (double)c->keys[(p / 16 * a->head_dim + d) * 16 + p % 16];
        weight[p] *= (double)a->scale;
        if (a->softcap > 0)
            weight[p] = (double)a->softcap * tanh(weight[p] / (double)a->softcap);
        top = weight[p] > top ? weight[p] : top;
    }
    for (size_t p = a->first; p < a->n_positions; p++)
        sum += weight[p] = exp(weight[p] - top);
    for (size_t d = 0; d < a->head_dim; d++) {
        double want = 0;
        for (size_t p = a->first; p < a->n_positions; p++)
            want += weight[p] / sum * (double)c->values[p * c->v_stride + d];
        if (!(fabs((double)out[d] - want) < 3e-6))
            fail_msg("dim %zu of %zu, positions %zu to %zu: %g, want %g", d, a->head_dim, a->first,
                     a->n_positions, (double)out[d], want);
    }
}

static void attention_case(const AttendShape *a, uint64_t *seed)
{
    float q[8 * 100], first[8 * 100], y[8 * 100];
    Cache kv = cache_make(a->head_dim, a->n_positions, a->n_heads, seed);
    random_fill(q, a->n_heads * a->head_dim, 4, seed);
    for (size_t o = 0; o < N_OPS && ops_at(o); o++) {
        ops_at(o)->attend(o ? y : first, q, kv.keys, kv.values, a, kv.scores);
        if (o)
            assert_memory_equal(y, first, a->n_heads * a->head_dim * sizeof *y);
    }
    for (size_t h = 0; h < a->n_heads; h++)
        attention_check(&kv, q + h * a->head_dim, first + h * a->head_dim, a);
    free(kv.keys);
    free(kv.values);
    free(kv.scores);
}

static void attention_agrees(void **state)
{
    (void)state;
    static const size_t DIMS[] = {2, 5, 10, 16, 22, 32, 64, 100}, HEADS[] = {1, 3, 4, 5, 8};
    static const size_t POSITIONS[] = {1, 15, 16, 17, 47, 64, 97, 150};
    static const size_t WINDOWS[] = {1, 7, 16, 33, 1000}; /* the last one: no window */
    uint64_t seed = 4;
    for (size_t i = 0; i < sizeof DIMS / sizeof *DIMS; i++)
        for (size_t j = 0; j < sizeof HEADS / sizeof *HEADS; j++)
            for (size_t k = 0; k < sizeof POSITIONS / sizeof *POSITIONS; k++)
                for (size_t l = 0; l < sizeof WINDOWS / sizeof *WINDOWS; l++) {
                    const size_t dim = DIMS[i], n = POSITIONS[k], window = WINDOWS[l];
                    attention_case(&(AttendShape){.n_heads = HEADS[j],
                                                  .head_dim = dim,
                                                  .v_stride = (dim + 15) / 16 * 16,
                                                  .first = n > window ? n - window : 0,
                                                  .n_positions = n,
                                                  .scale = 1.0f / sqrtf((float)dim),
                                                  .softcap = (j + k) % 2 ? 0.7f : 0},
                                   &seed);
                }
}

/* The definition, in plain loops: the largest logit and its lowest id, then the same of all others. */
static Tally tally_plain(const float *logits, size_t n, uint32_t first)
{
    size_t best = 0, second = SIZE_MAX;
    Tally t = {.best = -FLT_MAX, .second = -FLT_MAX, .second_id = TALLY_NONE};
    for (size_t i = 0; i < n; i++)
        if (logits[i] > t.best) {
            best = i;
            t.best = logits[i];
        }
    for (size_t i = 0; i < n; i++)
        if (i != best && logits[i] > t.second) {
            second = i;
            t.second = logits[i];
        }
    t.best_id = first + (uint32_t)best;
    if (second != SIZE_MAX)
        t.second_id = first + (uint32_t)second;
    t.bad_id = TALLY_NONE;
    for (size_t i = n; i-- > 0;)
        if (!isfinite(logits[i]))
            t.bad_id = first + (uint32_t)i;
    return t;
}

static void tally_check(const Ops *o, const float *logits, size_t n)
{
    const Tally t = o->tally(logits, n, 1000), want = tally_plain(logits, n, 1000);
    if (t.best != want.best || t.second != want.second || t.best_id != want.best_id ||
        t.second_id != want.second_id || t.bad_id != want.bad_id)
        fail_msg("%zu logits: best %g of %u, then %g of %u, bad %u; not %g of %u, %g of %u, bad %u",
                 n, (double)t.best, t.best_id, (double)t.second, t.second_id, t.bad_id,
                 (double)want.best, want.best_id, (double)want.second, want.second_id, want.bad_id);
    if (t.bad_id != TALLY_NONE)
        return;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += exp((double)logits[i] - (double)want.best);
    assert_true(fabs((double)t.sum - sum) <= 1e-6 * sum);
}

/* Draws where many tie, all tie, all but one do, and one or more are no numbers. */
static void tally_finds_best_and_second(void **state)
{
    (void)state;
    uint64_t seed = 6;
    float logits[MOST];
    for (size_t o = 0; o < N_OPS && ops_at(o); o++)
        for (size_t c = 0; c < N_LENGTHS; c++)
            for (int draw = 0; draw < 200; draw++) {
                const size_t n = LENGTHS[c];
                static const float SIZES[] = {20, 2, 0.4f, 0};
                random_fill(logits, n, SIZES[draw % 4], &seed);
                for (size_t i = 0; draw % 8 > 0 && i < n; i++)
                    logits[i] = floorf(logits[i]);
                if (draw % 16 == 7)
                    logits[random_next(&seed) % n] = 1;
                tally_check(ops_at(o), logits, n);
                static const float BAD[] = {NAN, INFINITY, -INFINITY};
                for (int bad = 0; bad < 1 + draw % 5; bad++) {
                    logits[random_next(&seed) % n] = BAD[(draw + bad) % 3];
                    tally_check(ops_at(o), logits, n);
                }
                for (size_t i = 0; i < n; i++)
                    logits[i] = NAN;
                tally_check(ops_at(o), logits, n);
            }
}

static void tally_bits_agree(void **state)
{
    (void)state;
    uint64_t seed = 7;
    float logits[MOST];
    for (size_t c = 0; c < N_LENGTHS; c++)
        for (int ties = 0; ties < 2; ties++) {
            random_fill(logits, LENGTHS[c], 20, &seed);
            for (size_t i = 0; ties && i < LENGTHS[c]; i++)
                logits[i] = floorf(logits[i] / 8);
            const Tally first = ops_portable.tally(logits, LENGTHS[c], 0);
            for (size_t o = 1; o < N_OPS && ops_at(o); o++) {
                const Tally t = ops_at(o)->tally(logits, LENGTHS[c], 0);
                assert_memory_equal(&t, &first, sizeof t);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_within_one_unit), cmocka_unit_test(norm_agrees),
        cmocka_unit_test(layer_norm_agrees),      cmocka_unit_test(activations_agree),
        cmocka_unit_test(caps_and_clips_agree),   cmocka_unit_test(add_and_rotate_agree),
        cmocka_unit_test(attention_agrees),       cmocka_unit_test(tally_finds_best_and_second),
        cmocka_unit_test(tally_bits_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
