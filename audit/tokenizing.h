/* The checkpoint's tokenizer as the corpus asks for it: windows of a text's ids, on several threads. */
#ifndef ROTE_TOKENIZING_H
#define ROTE_TOKENIZING_H

#include "infer/infer.h"

typedef struct Tokenizing Tokenizing;

/* t must outlive it. */
Tokenizing *tokenizing_open(const Tokenizer *t, int n_threads);

/* A TokenizeFn (corpus.h); ctx is the Tokenizing. */
size_t tokenizing_ids(void *ctx, int thread, Str text, size_t first, uint32_t *ids, size_t want);

void tokenizing_close(Tokenizing *t); /* accepts NULL */

#endif
