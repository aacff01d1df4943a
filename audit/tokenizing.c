/* Windows of ids: see tokenizing.h. */
#include "audit/tokenizing.h"

#include "audit/base/mem.h"

#include <stdlib.h>

struct Tokenizing {
    const Tokenizer *tokenizer;
    TokenizerScratch **scratch; /* [n_threads] */
    int n_threads;
};

Tokenizing *tokenizing_open(const Tokenizer *tokenizer, int n_threads)
{
    Tokenizing *t = mem_zero(1, sizeof *t);
    t->tokenizer = tokenizer;
    t->n_threads = n_threads;
    t->scratch = mem_zero((size_t)n_threads, sizeof(TokenizerScratch *));
    return t;
}

size_t tokenizing_ids(void *ctx, int thread, Str text, size_t first, uint32_t *ids, size_t want)
{
    Tokenizing *t = ctx;
    return tokenizer_encode_window(t->tokenizer, &t->scratch[thread], text, first, ids, want);
}

void tokenizing_close(Tokenizing *t)
{
    if (!t)
        return;
    for (int i = 0; i < t->n_threads; i++)
        tokenizer_scratch_free(t->scratch[i]);
    free(t->scratch);
    free(t);
}
