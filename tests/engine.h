/* Helpers of the engine's tests: run generate() over a list of prompts and keep what it wrote. */
#ifndef ROTE_TESTS_ENGINE_H
#define ROTE_TESTS_ENGINE_H

#include "tests/testing.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "infer/infer.h"

/* A copy of one Continuation. */
typedef struct {
    uint32_t *ids, *runner_up;
    float *logprob, *margin, *truth_logprob;
    size_t n, n_truth;
    bool ended, cut, truth_scored;
    float end_margin, min_margin;
    uint32_t end_runner_up;
    int n_done; /* times it was handed over */
} Result;

typedef struct {
    const Prompt *prompts;
    Result *results; /* [n], by key */
    size_t n, next;
    bool reversed;     /* hand out the last first */
    size_t stop_after; /* done() says stop after this many; 0: never */
    size_t n_done;
} Run;

static inline bool run_next(void *ctx, Prompt *p)
{
    Run *r = ctx;
    if (r->next == r->n)
        return false;
    const size_t i = r->reversed ? r->n - 1 - r->next : r->next;
    r->next++;
    *p = r->prompts[i];
    p->key = i;
    return true;
}

static inline void *copy_of(const void *p, size_t n, size_t size)
{
    void *q = mem_alloc(n, size);
    if (n > 0)
        memcpy(q, p, n * size);
    return q;
}

static inline bool run_done(void *ctx, const Prompt *p, const Continuation *c)
{
    Run *r = ctx;
    Result *k = &r->results[p->key];
    k->n_done++;
    k->ids = copy_of(c->ids, c->n, sizeof *c->ids);
    k->runner_up = copy_of(c->runner_up, c->n, sizeof *c->runner_up);
    k->logprob = copy_of(c->logprob, c->n, sizeof *c->logprob);
    k->margin = copy_of(c->margin, c->n, sizeof *c->margin);
    k->truth_logprob = copy_of(c->truth_logprob, c->n_truth, sizeof *c->truth_logprob);
    k->n = c->n;
    k->n_truth = c->n_truth;
    k->ended = c->ended;
    k->cut = c->cut;
    k->end_margin = c->ended ? c->end_margin : 0;
    k->end_runner_up = c->ended ? c->end_runner_up : 0;
    k->truth_scored = c->truth_scored;
    k->min_margin = c->min_margin;
    r->n_done++;
    return r->stop_after == 0 || r->n_done < r->stop_after;
}

/* Generates for n prompts; o's callbacks are set here. Returns generate()'s value. */
static inline int run_generate(Run *r, const Model *m, GenerateOptions o, const Prompt *prompts,
                               size_t n, Err *e)
{
    r->prompts = prompts;
    r->n = n;
    r->results = mem_zero(n, sizeof *r->results);
    o.next = run_next;
    o.done = run_done;
    o.ctx = r;
    return generate(m, &o, e);
}

static inline void run_free(Run *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free(r->results[i].ids);
        free(r->results[i].runner_up);
        free(r->results[i].logprob);
        free(r->results[i].margin);
        free(r->results[i].truth_logprob);
    }
    free(r->results);
    *r = (Run){0};
}

/* Every byte that the run computed for the first n documents, in order of keys. */
static inline void run_bytes(const Run *r, size_t n, Buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const Result *k = &r->results[i];
        assert_int_equal(k->n_done, 1);
        buf_printf(out, "%zu %zu %zu %d %d %d ", i, k->n, k->n_truth, k->ended, k->cut,
                   k->truth_scored);
        buf_add(out, (const char *)k->ids, k->n * sizeof *k->ids);
        buf_add(out, (const char *)k->runner_up, k->n * sizeof *k->runner_up);
        buf_add(out, (const char *)k->logprob, k->n * sizeof *k->logprob);
        buf_add(out, (const char *)k->margin, k->n * sizeof *k->margin);
        buf_add(out, (const char *)k->truth_logprob, k->n_truth * sizeof *k->truth_logprob);
        buf_add(out, (const char *)&k->min_margin, sizeof k->min_margin);
        buf_add(out, (const char *)&k->end_margin, sizeof k->end_margin);
        buf_add(out, (const char *)&k->end_runner_up, sizeof k->end_runner_up);
    }
}

/* A deterministic stream of numbers for fixtures. Start from any seed. */
static inline uint32_t random_next(uint64_t *state)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(*state >> 33);
}

/* Between -1 and 1. */
static inline float random_float(uint64_t *state)
{
    return (float)random_next(state) * 0x1p-30f - 1;
}

#endif
