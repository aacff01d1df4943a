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
    if (!(worst < 1.0))
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

static void geglu_agrees(void **state)
{
    (void)state;
    uint64_t seed = 2;
    float gate[MOST], up[MOST], first[MOST], y[MOST];
    for (size_t c = 0; c < N_LENGTHS; c++) {
        const size_t n = LENGTHS[c];
        random_fill(gate, n, c % 3 ? 6 : 60, &seed);
        random_fill(up, n, 2, &seed);
        memcpy(first, gate, sizeof first);
        ops_portable.geglu(first, up, n);
        for (size_t i = 0; i < n; i++) {
            const double g = (double)gate[i];
            const double u = sqrt(2 / 3.14159265358979323846) * (g + 0.044715 * g * g * g);
            /* 1 + tanh u without cancellation */
            const double want = g / (1 + exp(-2 * u)) * (double)up[i];
            assert_true(fabs((double)first[i] - want) <= 3e-6 * fabs(want) + 1e-9);
        }
        for (size_t o = 1; o < N_OPS && ops_at(o); o++) {
            memcpy(y, gate, sizeof y);
            ops_at(o)->geglu(y, up, n);
            assert_memory_equal(y, first, n * sizeof *y);
        }
    }
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

static void attention_check(const Cache *c, const float *q, const float *out, size_t head_dim,
                            size_t n, double scale)
{
    double weight[MOST], sum = 0, top = -1e30;
    for (size_t p = 0; p < n; p++) {
        weight[p] = 0;
        for (size_t d = 0; d < head_dim; d++)
            weight[p] += (double)q[d] * (double)c->keys[(p / 16 * head_dim + d) * 16 + p % 16];
        weight[p] *= scale;
        top = weight[p] > top ? weight[p] : top;
    }
    for (size_t p = 0; p < n; p++)
        sum += weight[p] = exp(weight[p] - top);
    for (size_t d = 0; d < head_dim; d++) {
        double want = 0;
        for (size_t p = 0; p < n; p++)
            want += weight[p] / sum * (double)c->values[p * c->v_stride + d];
        if (!(fabs((double)out[d] - want) < 3e-6))
            fail_msg("dim %zu of %zu, %zu positions: %g, want %g", d, head_dim, n, (double)out[d],
                     want);
    }
}

static void attention_agrees(void **state)
{
    (void)state;
    static const size_t DIMS[] = {2, 10, 16, 22, 32, 64, 100}, HEADS[] = {1, 3, 4, 5, 8};
    static const size_t POSITIONS[] = {1, 15, 16, 17, 47, 64, 97, 150};
    uint64_t seed = 4;
    float q[8 * 100], first[8 * 100], y[8 * 100];
    for (size_t a = 0; a < sizeof DIMS / sizeof *DIMS; a++)
        for (size_t b = 0; b < sizeof HEADS / sizeof *HEADS; b++)
            for (size_t c = 0; c < sizeof POSITIONS / sizeof *POSITIONS; c++) {
                const size_t dim = DIMS[a], heads = HEADS[b], n = POSITIONS[c];
                Cache kv = cache_make(dim, n, heads, &seed);
                random_fill(q, heads * dim, 4, &seed);
                const float scale = 1.0f / sqrtf((float)dim);
                for (size_t o = 0; o < N_OPS && ops_at(o); o++) {
                    ops_at(o)->attend(o ? y : first, q, heads, dim, kv.keys, kv.values, kv.v_stride,
                                      n, scale, kv.scores);
                    if (o)
                        assert_memory_equal(y, first, heads * dim * sizeof *y);
                }
                for (size_t h = 0; h < heads; h++)
                    attention_check(&kv, q + h * dim, first + h * dim, dim, n, (double)scale);
                free(kv.keys);
                free(kv.values);
                free(kv.scores);
            }
}

/* Plain loops over the logits, for comparison. */
static void tally_check(const Ops *o, const float *logits, size_t n)
{
    const Tally t = o->tally(logits, n, 1000);
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        best = logits[i] > logits[best] ? i : best;
    float second = -FLT_MAX;
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (i != best && logits[i] > second)
            second = logits[i];
        sum += exp((double)logits[i] - (double)logits[best]);
    }
    assert_int_equal(t.best_id, 1000 + best);
    assert_true(t.best == logits[best]);
    assert_true(t.second == second);
    assert_true(fabs((double)t.sum - sum) <= 1e-6 * sum);
    assert_true(t.bad_id == TALLY_NONE);
}

static void tally_finds_best_and_second(void **state)
{
    (void)state;
    uint64_t seed = 6;
    float logits[MOST];
    for (size_t o = 0; o < N_OPS && ops_at(o); o++)
        for (size_t c = 0; c < N_LENGTHS; c++)
            for (int draw = 0; draw < 50; draw++) {
                const size_t n = LENGTHS[c];
                random_fill(logits, n, 20, &seed);
                if (draw % 2) /* many ties: the lowest id wins, the runner-up is equal */
                    for (size_t i = 0; i < n; i++)
                        logits[i] = floorf(logits[i] / 8);
                tally_check(ops_at(o), logits, n);
                const size_t bad = random_next(&seed) % n;
                logits[bad] = draw % 3 == 0 ? NAN : draw % 3 == 1 ? INFINITY : -INFINITY;
                assert_int_equal(ops_at(o)->tally(logits, n, 1000).bad_id, 1000 + bad);
            }
}

static void tally_bits_agree(void **state)
{
    (void)state;
    uint64_t seed = 7;
    float logits[MOST];
    for (size_t c = 0; c < N_LENGTHS; c++) {
        random_fill(logits, LENGTHS[c], 20, &seed);
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
        cmocka_unit_test(geglu_agrees),           cmocka_unit_test(add_and_rotate_agree),
        cmocka_unit_test(attention_agrees),       cmocka_unit_test(tally_finds_best_and_second),
        cmocka_unit_test(tally_bits_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
