/* Documents that end early, cut by the caller or at an end of sequence: when the caller is asked,
 * and what is kept. */
#include "tests/tinydocuments.h"

#include <math.h>

/* Says after a number of tokens, of each document its own, that it is hopeless: 0 never. */
typedef struct {
    Run run; /* first: callbacks get a Run */
    size_t after[N_DOCUMENTS], asked[N_DOCUMENTS];
    uint32_t ids[N_DOCUMENTS][MOST_TOKENS];
} Cutter;

static bool cutter_hopeless(void *ctx, const Prompt *p, const uint32_t *ids, size_t n)
{
    Cutter *c = ctx;
    assert_int_equal(n, ++c->asked[p->key]); /* once for each token, in order */
    memcpy(c->ids[p->key], ids, n * sizeof *ids);
    return n == c->after[p->key];
}

/* A continuation that is cut is the beginning of the whole one; the truth is scored all the same,
 * and others are not disturbed. */
static void hopeless_documents_are_cut(void **state)
{
    Documents *d = documents_make();
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    Run whole = {0};
    Err e = {0};
    must_generate(&whole, m, PLAIN, d);
    truths_plant(d, &whole);
    run_free(&whole);
    must_generate(&whole, m, PLAIN, d);
    GenerateOptions o = PLAIN;
    o.hopeless = cutter_hopeless;
    for (size_t in_flight = 1; in_flight < 100; in_flight *= 7) {
        Cutter c = {.run = {.reversed = in_flight > 1}};
        size_t n_cut = 0, n_full = 0;
        o.max_in_flight = in_flight;
        for (size_t i = 0; i < N_DOCUMENTS; i++)
            c.after[i] = i % 22; /* 20: as long as it gets; 21: never reached */
        assert_int_equal(run_generate(&c.run, m, o, d->prompts, N_DOCUMENTS, &e), 0);
        for (size_t i = 0; i < N_DOCUMENTS; i++) {
            const Result *k = &c.run.results[i], *w = &whole.results[i];
            const bool cut = c.after[i] > 0 && c.after[i] < 20 && c.after[i] <= w->n;
            assert_int_equal(k->cut, cut);
            assert_int_equal(k->n, cut ? c.after[i] : w->n);
            assert_int_equal(k->ended, !cut && w->ended);
            assert_memory_equal(k->ids, w->ids, k->n * sizeof *k->ids);
            assert_memory_equal(k->logprob, w->logprob, k->n * sizeof *k->logprob);
            assert_memory_equal(k->margin, w->margin, k->n * sizeof *k->margin);
            assert_memory_equal(k->runner_up, w->runner_up, k->n * sizeof *k->runner_up);
            assert_int_equal(c.asked[i], k->n < 20 ? k->n : 19);
            assert_memory_equal(c.ids[i], k->ids, c.asked[i] * sizeof *k->ids);
            assert_int_equal(k->n_truth, w->n_truth);
            assert_memory_equal(k->truth_logprob, w->truth_logprob, k->n_truth * sizeof(float));
            float least = INFINITY;
            for (size_t j = 0; j < k->n; j++)
                least = k->margin[j] < least ? k->margin[j] : least;
            assert_true(k->min_margin ==
                        (k->ended && k->end_margin < least ? k->end_margin : least));
            n_cut += cut;
            n_full += c.after[i] == 20 && k->n == 20;
        }
        assert_true(n_cut > 20 && n_full > 0);
        run_free(&c.run);
    }
    run_free(&whole);
    model_close(m);
    free(d);
}

/* The tiny model made to end: its most frequent first choice becomes the end of sequence. */
static void ends_have_a_margin(void **state)
{
    Documents *d = documents_make();
    Model *m = tinymodel_open(*state, &(TinyModel){0});
    Run free_run = {0}, r = {0};
    must_generate(&free_run, m, PLAIN, d);
    const uint32_t eos = free_run.results[0].ids[5];
    model_close(m);
    char config[64];
    snprintf(config, sizeof config, "\"eos_token_id\":%u,", (unsigned)eos);
    m = tinymodel_open(*state, &(TinyModel){.config = config});
    GenerateOptions o = PLAIN;
    o.hopeless = cutter_hopeless;
    Cutter c = {.run = {0}}; /* never says so */
    Err e = {0};
    must_generate(&r, m, PLAIN, d);
    assert_int_equal(run_generate(&c.run, m, o, d->prompts, N_DOCUMENTS, &e), 0);
    size_t n_ended = 0, n_nearly = 0;
    for (size_t i = 0; i < N_DOCUMENTS; i++) {
        const Result *k = &r.results[i], *w = &free_run.results[i];
        if (k->ended) {
            assert_int_equal(w->ids[k->n], eos);
            assert_memory_equal(&k->end_margin, &w->margin[k->n], sizeof k->end_margin);
            assert_int_equal(k->end_runner_up, w->runner_up[k->n]);
        }
        for (size_t j = 0; j < k->n && j < w->n; j++) {
            if (w->runner_up[j] == CONTINUATION_END) /* of the other model's end of sequence */
                continue;
            const bool ends = w->runner_up[j] == eos;
            assert_int_equal(k->runner_up[j], ends ? CONTINUATION_END : w->runner_up[j]);
            n_nearly += ends;
        }
        assert_int_equal(c.asked[i], k->n < 20 ? k->n : 19); /* not at the end of sequence */
        n_ended += k->ended;
    }
    assert_true(n_ended > 0 && n_nearly > 0);
    run_free(&c.run);
    run_free(&free_run);
    run_free(&r);
    model_close(m);
    free(d);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, test_folder_make, test_folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(hopeless_documents_are_cut),
        IN_FOLDER(ends_have_a_margin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
