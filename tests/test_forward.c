/* The forward pass against transformers: logits and greedy tokens of tiny random checkpoints
 * (tests/oracle/engine_golden.py made the golden files). */
#include "tests/engine.h"

#include "audit/base/file.h"
#include "infer/forward.h"

#include <jansson.h>
#include <math.h>

#define GOLDEN "tests/golden/engine/"

static const char *const CHECKPOINTS[] = {"mqa-bf16",       "mha-f32",      "gqa-f16",
                                          "odd-sizes-bf16", "untied-mixed", "sharded-bf16",
                                          "legacy-bf16"};
enum { N_CHECKPOINTS = sizeof CHECKPOINTS / sizeof *CHECKPOINTS, BOS = 2, NEW_TOKENS = 50 };

typedef struct {
    Model *model;
    json_t *golden;
    Buf logits;
} Case;

static Case case_open(const char *name)
{
    Case c = {0};
    char path[256];
    Err e = {0};
    json_error_t why;
    snprintf(path, sizeof path, GOLDEN "%s", name);
    c.model = model_open(path, &e);
    if (!c.model)
        fail_msg("%s", e.text);
    snprintf(path, sizeof path, GOLDEN "%s/golden.json", name);
    c.golden = json_load_file(path, 0, &why);
    assert_non_null(c.golden);
    snprintf(path, sizeof path, GOLDEN "%s/logits.bin", name);
    assert_int_equal(file_read(path, &c.logits, &e), 0);
    return c;
}

static void case_close(Case *c)
{
    model_close(c->model);
    json_decref(c->golden);
    buf_free(&c->logits);
}

static size_t ids_of(const json_t *array, uint32_t *ids, size_t most)
{
    const size_t n = json_array_size(array);
    assert_true(n <= most);
    for (size_t i = 0; i < n; i++)
        ids[i] = (uint32_t)json_integer_value(json_array_get(array, i));
    return n;
}

/* Logits after BOS and after each of the ids. */
static float *logits_of(const Model *m, Session *s, const uint32_t *ids, size_t n)
{
    Row rows[64];
    HeadResult results[64];
    KvCache kv = kvcache_make(&m->config, n + 1);
    session_reserve(s, n + 1);
    for (size_t i = 0; i <= n; i++)
        rows[i] = (Row){.kv = &kv,
                        .token = i == 0 ? BOS : ids[i - 1],
                        .position = (uint32_t)i,
                        .head = true,
                        .target = HEAD_NO_TARGET};
    forward(s, rows, n + 1, results);
    float *logits = mem_alloc((n + 1) * m->config.vocab, sizeof *logits);
    forward_logits(s, logits);
    for (size_t i = 0; i <= n; i++) { /* what the reduction says belongs to these logits */
        const float *row = logits + i * m->config.vocab;
        double sum = 0;
        for (size_t j = 0; j < m->config.vocab; j++) {
            assert_true(row[j] <= row[results[i].best]);
            sum += exp((double)row[j] - (double)row[results[i].best]);
        }
        assert_true(fabs((double)results[i].logprob + log(sum)) < 1e-6);
    }
    kvcache_free(&kv);
    return logits;
}

static void logits_agree(void **state)
{
    (void)state;
    Err e = {0};
    double worst = 0;
    for (size_t i = 0; i < N_CHECKPOINTS; i++) {
        Case c = case_open(CHECKPOINTS[i]);
        Pool *pool = pool_open(2, &e);
        Session *s = session_open(c.model, kernel_choose(&e), pool);
        const json_t *prompts = json_object_get(c.golden, "prompts");
        const size_t vocab = c.model->config.vocab;
        const float *want = (const float *)(const void *)c.logits.s;
        const float *end = (const float *)(const void *)(c.logits.s + c.logits.n);
        for (size_t p = 0; p < json_array_size(prompts); p++) {
            uint32_t ids[63];
            const size_t n = ids_of(json_array_get(prompts, p), ids, 63);
            float *got = logits_of(c.model, s, ids, n);
            assert_true(want + (n + 1) * vocab <= end);
            for (size_t r = 0; r <= n; r++, want += vocab) {
                double largest = 0, off = 0;
                for (size_t j = 0; j < vocab; j++) {
                    largest = fmax(largest, fabs((double)want[j]));
                    off = fmax(off, fabs((double)want[j] - (double)got[r * vocab + j]));
                }
                worst = fmax(worst, off / largest);
                if (!(off <= 1e-4 * largest))
                    fail_msg("%s: prompt %zu, row %zu: off by %g of %g", CHECKPOINTS[i], p, r, off,
                             largest);
            }
            free(got);
        }
        assert_true(want == end);
        session_close(s);
        pool_close(pool);
        case_close(&c);
    }
    printf("largest difference: %.2g of the row's largest logit\n", worst);
}

static void greedy_tokens_agree(void **state)
{
    (void)state;
    enum { MOST = 16 };
    for (size_t i = 0; i < N_CHECKPOINTS; i++) {
        Case c = case_open(CHECKPOINTS[i]);
        const json_t *prompts = json_object_get(c.golden, "prompts");
        const json_t *greedy = json_object_get(c.golden, "greedy");
        const json_t *logprobs = json_object_get(c.golden, "logprobs");
        const size_t n = json_array_size(prompts);
        static uint32_t ids[MOST][63];
        Prompt list[MOST];
        for (size_t p = 0; p < n; p++)
            list[p] = (Prompt){.prompt = ids[p],
                               .n_prompt = ids_of(json_array_get(prompts, p), ids[p], 63)};
        Run r = {0};
        Err e = {0};
        const GenerateOptions o = {.continuation_tokens = NEW_TOKENS,
                                   .n_threads = 2,
                                   .prepend_bos = true,
                                   .memory_bytes = 1 << 30,
                                   .bos = BOS};
        assert_int_equal(run_generate(&r, c.model, o, list, n, &e), 0);
        for (size_t p = 0; p < n; p++) {
            uint32_t want[NEW_TOKENS];
            const size_t n_want = ids_of(json_array_get(greedy, p), want, NEW_TOKENS);
            const json_t *lp = json_array_get(logprobs, p);
            assert_int_equal(r.results[p].n, n_want);
            assert_int_equal(r.results[p].ended, n_want < NEW_TOKENS);
            assert_memory_equal(r.results[p].ids, want, n_want * sizeof *want);
            for (size_t j = 0; j < n_want; j++)
                assert_true(fabs((double)r.results[p].logprob[j] -
                                 json_number_value(json_array_get(lp, j))) < 1e-4);
            assert_true(r.results[p].min_margin >= 0.009f);
        }
        run_free(&r);
        case_close(&c);
    }
}

static void facts_are_shown(void **state)
{
    (void)state;
    Err e = {0};
    static const struct {
        const char *name, *dtype;
        size_t n_files, n_heads, n_kv_heads, head_dim, vocab, n_eos;
    } CASES[] = {
        {"mqa-bf16", "bf16", 1, 4, 1, 16, 101, 1},
        {"mha-f32", "f32", 1, 4, 4, 10, 101, 1},
        {"gqa-f16", "f16", 1, 6, 2, 14, 101, 1},
        {"untied-mixed", "mixed", 1, 4, 2, 16, 101, 1},
        {"sharded-bf16", "bf16", 4, 3, 1, 32, 101, 1},
        {"legacy-bf16", "bf16", 1, 4, 1, 16, 101, 2},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Case c = case_open(CASES[i].name);
        const ModelInfo *info = model_info(c.model);
        assert_string_equal(info->family, "Gemma");
        assert_string_equal(info->dtype, CASES[i].dtype);
        assert_int_equal(info->n_weight_files, CASES[i].n_files);
        assert_int_equal(info->n_heads, CASES[i].n_heads);
        assert_int_equal(info->n_kv_heads, CASES[i].n_kv_heads);
        assert_int_equal(info->head_dim, CASES[i].head_dim);
        assert_int_equal(info->vocab, CASES[i].vocab);
        assert_int_equal(info->n_eos, CASES[i].n_eos);
        char a[SHA256_HEX_BYTES], b[SHA256_HEX_BYTES];
        assert_int_equal(model_sha256(c.model, a, &e), 0);
        assert_int_equal(model_sha256(c.model, b, &e), 0);
        assert_string_equal(a, b);
        case_close(&c);
    }
    Case c = case_open("mqa-bf16");
    /* embedding, norms, attention, feed-forward: counted by hand */
    assert_int_equal(model_info(c.model)->n_parameters,
                     101 * 40 + 40 + 2 * (2 * 40 + 2 * 64 * 40 + 2 * 16 * 40 + 3 * 72 * 40));
    assert_int_equal(model_info(c.model)->weight_bytes, 2 * model_info(c.model)->n_parameters);
    case_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logits_agree),
        cmocka_unit_test(greedy_tokens_agree),
        cmocka_unit_test(facts_are_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
