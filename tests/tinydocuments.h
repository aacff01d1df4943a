/* Random documents for the tiny model, and plain settings to continue them with. */
#ifndef ROTE_TESTS_TINYDOCUMENTS_H
#define ROTE_TESTS_TINYDOCUMENTS_H

#include "tests/tinymodel.h"

enum { BOS = 2, MEMORY = 1 << 28 };

static const GenerateOptions PLAIN = {.continuation_tokens = 20,
                                      .score_truth = true,
                                      .n_threads = 2,
                                      .memory_bytes = MEMORY,
                                      .prepend_bos = true,
                                      .bos = BOS};

/* ---- documents ---- */

enum { N_DOCUMENTS = 40, MOST_TOKENS = 64 };

typedef struct {
    uint32_t ids[N_DOCUMENTS][MOST_TOKENS], truth[N_DOCUMENTS][MOST_TOKENS];
    Prompt prompts[N_DOCUMENTS];
} Documents;

/* Prompts of 1 to 64 tokens and random truths of 0 to 24. */
static inline Documents *documents_make(void)
{
    Documents *d = mem_zero(1, sizeof *d);
    uint64_t seed = 11;
    for (size_t i = 0; i < N_DOCUMENTS; i++) {
        for (size_t j = 0; j < MOST_TOKENS; j++) {
            d->ids[i][j] = random_next(&seed) % TINY_VOCAB;
            d->truth[i][j] = random_next(&seed) % TINY_VOCAB;
        }
        d->prompts[i] = (Prompt){.prompt = d->ids[i],
                                 .n_prompt = 1 + (i * 29) % MOST_TOKENS,
                                 .truth = d->truth[i],
                                 .n_truth = (i * 7) % 25};
    }
    return d;
}

/* Plants what the model says itself: wholly, or up to a token that is then another. */
static inline void truths_plant(Documents *d, const Run *r)
{
    for (size_t i = 0; i < N_DOCUMENTS; i += 2) {
        memcpy(d->truth[i], r->results[i].ids, r->results[i].n * sizeof(uint32_t));
        if (i % 4 == 2 && d->prompts[i].n_truth > 1) {
            uint32_t *t = &d->truth[i][i % d->prompts[i].n_truth];
            *t = (*t + 1) % TINY_VOCAB;
        }
    }
}

static inline void must_generate(Run *r, const Model *m, GenerateOptions o, const Documents *d)
{
    Err e = {0};
    *r = (Run){.reversed = r->reversed};
    if (run_generate(r, m, o, d->prompts, N_DOCUMENTS, &e) != 0)
        fail_msg("%s", e.text);
}

#endif
