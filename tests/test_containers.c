/* The same weights from both containers: GGUF against safetensors, and both against transformers
 * (tests/oracle/gguf_golden.py made the files with the reference converter). */
#include "tests/testing.h"

#include "audit/base/file.h"
#include "audit/base/mem.h"
#include "infer/forward.h"

#include <math.h>

#define GOLDEN "tests/golden/gguf/"

enum { N_ROWS = 12 };

/* Whether both containers give the same bits: all but where the container holds the divisors of the
 * frequencies worked out, which then differ in their last bit. */
static const struct {
    const char *folder;
    bool same_bits;
} CASES[] = {
    {"gemma", true},    {"gemma2", true},       {"gemma3", true},         {"llama", true},
    {"llama3", false},  {"llama-linear", true}, {"mistral", true},        {"falcon7", true},
    {"falcon40", true}, {"gptneox", true},      {"gptneox-serial", true}, {"olmo", true},
    {"olmo2", true},    {"qwen2", true},        {"qwen2-yarn", true},     {"qwen3", true},
    {"gpt2", true},     {"quantized", true},
};

/* Logits after each of the ids that the oracle takes, [N_ROWS, *vocab]; free them. */
static float *logits_of(const char *path, size_t *vocab)
{
    Err e = {0};
    Model *m = model_open(path, &e);
    if (!m)
        fail_msg("%s", e.text);
    Pool *pool = pool_open(2, &e);
    const Kernel *kernel = kernel_choose(&e);
    assert_true(pool && kernel);
    Session *s = session_open(m, kernel, PRECISION_F32, false, pool);
    KvCache kv = kvcache_make(&m->config, N_ROWS);
    Row rows[N_ROWS];
    HeadResult results[N_ROWS];
    *vocab = m->config.vocab;
    for (uint32_t i = 0; i < N_ROWS; i++)
        rows[i] = (Row){.kv = &kv,
                        .token = (uint32_t)((37 * i + 11) % *vocab),
                        .position = i,
                        .head = true,
                        .target = HEAD_NO_TARGET};
    session_reserve(s, N_ROWS);
    forward(s, rows, N_ROWS, results);
    float *logits = mem_alloc(N_ROWS * *vocab, sizeof *logits);
    forward_logits(s, 0, N_ROWS, logits);
    kvcache_free(&kv);
    session_close(s);
    pool_close(pool);
    model_close(m);
    return logits;
}

/* The largest difference in a row over the row's largest logit. */
static double distance(const float *a, const float *b, size_t vocab)
{
    double worst = 0;
    for (size_t r = 0; r < N_ROWS; r++) {
        double off = 0, largest = 0;
        for (size_t i = r * vocab; i < (r + 1) * vocab; i++) {
            off = fmax(off, fabs((double)a[i] - (double)b[i]));
            largest = fmax(largest, fabs((double)b[i]));
        }
        assert_true(largest > 0 && isfinite(off));
        worst = fmax(worst, off / largest);
    }
    return worst;
}

static void containers_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *folder = CASES[i].folder;
        char path[128];
        size_t vocab, vocab_gguf;
        Buf reference = {0};
        Err e = {0};
        snprintf(path, sizeof path, GOLDEN "%s", folder);
        float *safetensors = logits_of(path, &vocab);
        snprintf(path, sizeof path, GOLDEN "%s/model.gguf", folder);
        float *gguf = logits_of(path, &vocab_gguf);
        assert_int_equal(vocab, vocab_gguf);
        snprintf(path, sizeof path, GOLDEN "%s/logits.bin", folder);
        assert_int_equal(file_read(path, &reference, &e), 0);
        assert_int_equal(reference.n, N_ROWS * vocab * sizeof(float));
        const float *want = (const float *)(const void *)reference.s;
        const bool same = memcmp(safetensors, gguf, N_ROWS * vocab * sizeof *gguf) == 0;
        const double between = distance(gguf, safetensors, vocab),
                     from_hf = distance(safetensors, want, vocab),
                     from_gguf = distance(gguf, want, vocab);
        print_message("%-15s GGUF and safetensors %s %.1e, from transformers %.1e and %.1e\n",
                      folder, same ? "same bits" : "differ by", between, from_gguf, from_hf);
        if (!same && CASES[i].same_bits)
            fail_msg("%s: the containers' logits differ", folder);
        if (!(between <= 1e-5) || !(from_hf <= 1e-4) || !(from_gguf <= 1e-4))
            fail_msg("%s: logits are off", folder);
        free(safetensors);
        free(gguf);
        buf_free(&reference);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(containers_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
