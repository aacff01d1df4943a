/* Windows of ids: see tokenizing.h. */
#include "audit/tokenizing.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

/* One thread's. */
typedef struct {
    TokenizerScratch *scratch;
    uint32_t *ids; /* [capacity] from a text's first id to a window's last */
    size_t capacity;
} Lane;

struct Tokenizing {
    const Tokenizer *tokenizer;
    Lane *lanes; /* [n_lanes] */
    int n_lanes;
};

Tokenizing *tokenizing_open(const Tokenizer *tokenizer, int n_threads)
{
    Tokenizing *t = mem_zero(1, sizeof *t);
    t->tokenizer = tokenizer;
    t->n_lanes = n_threads;
    t->lanes = mem_zero((size_t)n_threads, sizeof *t->lanes);
    return t;
}

size_t tokenizing_ids(void *ctx, int thread, Str text, size_t first, uint32_t *ids, size_t want)
{
    Tokenizing *t = ctx;
    Lane *lane = &t->lanes[thread];
    if (first == 0)
        return tokenizer_encode(t->tokenizer, &lane->scratch, text, ids, want);
    /* The encoder writes a text's first ids only: those in front of the window pass by here. */
    const size_t end = first + want;
    if (lane->capacity < end) {
        free(lane->ids);
        lane->ids = mem_alloc(end, sizeof *lane->ids);
        lane->capacity = end;
    }
    const size_t n = tokenizer_encode(t->tokenizer, &lane->scratch, text, lane->ids, end);
    if (n > first)
        memcpy(ids, lane->ids + first, ((n < end ? n : end) - first) * sizeof *ids);
    return n;
}

void tokenizing_close(Tokenizing *t)
{
    if (!t)
        return;
    for (int i = 0; i < t->n_lanes; i++) {
        tokenizer_scratch_free(t->lanes[i].scratch);
        free(t->lanes[i].ids);
    }
    free(t->lanes);
    free(t);
}
