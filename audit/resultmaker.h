/* From a continuation to its line in results.jsonl: matching, texts, personal data. */
#ifndef ROTE_RESULTMAKER_H
#define ROTE_RESULTMAKER_H

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/samplefile.h"
#include "detectors/detectors.h"
#include "infer/infer.h"

/* Reused from document to document; not for two threads at once. Start from {0} with the first
 * three set; resultmaker_free at the end. */
typedef struct {
    const Tokenizer *tokenizer;
    const Scanner *scanner;
    size_t max_edits;
    Arena scratch; /* one document */
    Buf prompt, continuation, truth;
} ResultMaker;

/* Adds the line of a sampled document and its continuation to `out`. */
void resultmaker_add(ResultMaker *m, const SampleLine *s, const Continuation *c, Buf *out);
void resultmaker_free(ResultMaker *m);

#endif
