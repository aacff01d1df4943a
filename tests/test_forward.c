/* The forward pass against transformers: logits and greedy tokens of tiny random checkpoints
 * (tests/oracle/engine_golden.py made the golden files). */
#include "tests/engine.h"

#include "audit/base/file.h"
#include "infer/forward.h"

#include <dirent.h>
#include <jansson.h>
#include <math.h>

#define GOLDEN "tests/golden/engine/"

enum { BOS = 2, NEW_TOKENS = 50 };

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

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Calls test for each folder of golden files. All families must be among them. */
static void each_golden(void (*test)(const char *name))
{
    DIR *d = opendir(GOLDEN);
    char **names = NULL;
    size_t n = 0;
    assert_non_null(d);
    for (const struct dirent *f; (f = readdir(d));)
        if (f->d_name[0] != '.') {
            names = mem_resize(names, n + 1, sizeof *names);
            names[n++] = mem_copy(f->d_name, strlen(f->d_name));
        }
    closedir(d);
    assert_true(n > 0);
    qsort(names, n, sizeof *names, by_name);
    bool seen[64] = {false};
    for (size_t i = 0; i < n; i++) {
        Case c = case_open(names[i]);
        for (size_t k = 0; family_at(k); k++)
            seen[k] |= c.model->config.family == family_at(k);
        case_close(&c);
        test(names[i]);
        free(names[i]);
    }
    free(names);
    for (size_t k = 0; family_at(k); k++)
        if (!seen[k])
            fail_msg("no golden file for %s", family_at(k)->name);
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
    forward_logits(s, 0, n + 1, logits);
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

static double worst;

/* One row against the reference's. */
static void row_compare(const char *name, size_t prompt, size_t row, const float *want,
                        const float *got, size_t vocab)
{
    double largest = 0, off = 0;
    for (size_t j = 0; j < vocab; j++) {
        largest = fmax(largest, fabs((double)want[j]));
        off = fmax(off, fabs((double)want[j] - (double)got[j]));
    }
    worst = fmax(worst, off / largest);
    if (!(off <= 1e-4 * largest))
        fail_msg("%s: prompt %zu, row %zu: off by %g of %g", name, prompt, row, off, largest);
}

static void golden_logits(const char *name)
{
    Err e = {0};
    Case c = case_open(name);
    Pool *pool = pool_open(2, &e);
    Session *s = session_open(c.model, kernel_choose(&e), PRECISION_F32, false, pool);
    const json_t *prompts = json_object_get(c.golden, "prompts");
    const json_t *rows = json_object_get(c.golden, "rows");
    const size_t vocab = c.model->config.vocab;
    const float *want = (const float *)(const void *)c.logits.s;
    const float *end = (const float *)(const void *)(c.logits.s + c.logits.n);
    for (size_t p = 0; p < json_array_size(prompts); p++) {
        uint32_t ids[63], stored[63];
        const size_t n = ids_of(json_array_get(prompts, p), ids, 63);
        const size_t n_stored = ids_of(json_array_get(rows, p), stored, 63);
        float *got = logits_of(c.model, s, ids, n);
        for (size_t r = 0; r < n_stored; r++, want += vocab) {
            assert_true(want + vocab <= end && stored[r] <= n);
            row_compare(name, p, stored[r], want, got + stored[r] * vocab, vocab);
        }
        free(got);
    }
    assert_true(want == end);
    session_close(s);
    pool_close(pool);
    case_close(&c);
}

static void logits_agree(void **state)
{
    (void)state;
    each_golden(golden_logits);
    printf("largest difference: %.2g of the row's largest logit\n", worst);
}

/* One continuation against the reference's. */
static void result_compare(const char *name, const Case *c, size_t p, const Result *r)
{
    uint32_t want[NEW_TOKENS];
    const json_t *lp = json_array_get(json_object_get(c->golden, "logprobs"), p);
    const size_t n =
        ids_of(json_array_get(json_object_get(c->golden, "greedy"), p), want, NEW_TOKENS);
    if (r->n != n || r->ended != (n < NEW_TOKENS) || memcmp(r->ids, want, n * sizeof *want) != 0)
        fail_msg("%s: prompt %zu: another continuation", name, p);
    for (size_t j = 0; j < n; j++)
        if (!(fabs((double)r->logprob[j] - json_number_value(json_array_get(lp, j))) < 1e-4))
            fail_msg("%s: prompt %zu: log-probability %zu is %g", name, p, j,
                     (double)r->logprob[j]);
    assert_true(r->min_margin >= 0.0025f);
}

static void golden_tokens(const char *name)
{
    enum { MOST = 16 };
    Case c = case_open(name);
    const json_t *prompts = json_object_get(c.golden, "prompts");
    const size_t n = json_array_size(prompts);
    static uint32_t ids[MOST][63];
    Prompt list[MOST];
    assert_true(n <= MOST);
    for (size_t p = 0; p < n; p++)
        list[p] =
            (Prompt){.prompt = ids[p], .n_prompt = ids_of(json_array_get(prompts, p), ids[p], 63)};
    Run r = {0};
    Err e = {0};
    const GenerateOptions o = {.continuation_tokens = NEW_TOKENS,
                               .n_threads = 2,
                               .prepend_bos = true,
                               .memory_bytes = 1 << 30,
                               .bos = BOS};
    assert_int_equal(run_generate(&r, c.model, o, list, n, &e), 0);
    for (size_t p = 0; p < n; p++)
        result_compare(name, &c, p, &r.results[p]);
    run_free(&r);
    case_close(&c);
}

static void greedy_tokens_agree(void **state)
{
    (void)state;
    each_golden(golden_tokens);
}

static void facts_are_shown(void **state)
{
    (void)state;
    Err e = {0};
    static const struct {
        const char *name, *family, *dtype;
        size_t n_files, n_heads, n_kv_heads, head_dim, vocab, n_eos;
    } CASES[] = {
        {"gemma-mqa-bf16", "Gemma", "bf16", 1, 4, 1, 16, 101, 1},
        {"gemma-mha-f32", "Gemma", "f32", 1, 4, 4, 10, 101, 1},
        {"gemma-odd-sizes-f16", "Gemma", "f16", 1, 3, 1, 22, 263, 1},
        {"gemma-untied-mixed", "Gemma", "mixed (f32, bf16, f16)", 1, 4, 2, 6, 101, 1},
        {"gemma-older-bf16", "Gemma", "bf16", 1, 4, 2, 10, 101, 2},
        {"gemma3-vision-bf16", "Gemma 3 (text part)", "bf16", 1, 4, 2, 10, 101, 2},
        {"llama-linear-bias-bf16", "Llama", "bf16", 1, 4, 2, 10, 101, 1},
        {"falcon-7b-bf16", "Falcon", "bf16", 1, 3, 1, 10, 101, 1},
        {"falcon-40b-f16", "Falcon", "f16", 1, 4, 2, 6, 101, 1},
        {"gpt2-f32", "GPT-2", "f32", 1, 3, 3, 5, 101, 1},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Case c = case_open(CASES[i].name);
        const ModelInfo *info = model_info(c.model);
        assert_string_equal(info->family, CASES[i].family);
        assert_string_equal(info->container, "safetensors");
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
    Case c = case_open("gemma-mqa-bf16");
    /* embedding, norms, attention, feed-forward: counted by hand */
    assert_int_equal(model_info(c.model)->n_parameters,
                     101 * 24 + 24 + 2 * (2 * 24 + 2 * 64 * 24 + 2 * 16 * 24 + 3 * 40 * 24));
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
