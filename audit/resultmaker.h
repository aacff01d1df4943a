/* From a continuation to its line in results.jsonl: matching, texts, personal data. */
#ifndef ROTE_RESULTMAKER_H
#define ROTE_RESULTMAKER_H

#include "audit/base/arena.h"
#include "audit/base/buf.h"
#include "audit/samplefile.h"
#include "detectors/detectors.h"
#include "infer/infer.h"

/* Reused from document to document; not for two threads at once. Start from {0} with the first
 * five set; resultmaker_free at the end. */
typedef struct {
    const Tokenizer *tokenizer;
    const Scanner *scanner;
    size_t continuation_tokens; /* that a continuation may have */
    size_t max_edits;
    float resolution; /* margin that the precision of the continuations cannot resolve */
    Arena scratch;    /* one document */
    Buf prompt, continuation, truth;
    MatchBound bound;
} ResultMaker;

/* Adds the line of a sampled document and its continuation to `out`. Of a continuation that was
 * cut, the findings are those of what was written, and the distances are null: nobody knows what
 * they would have become. */
void resultmaker_add(ResultMaker *m, const SampleLine *s, const Continuation *c, Buf *out);
void resultmaker_free(ResultMaker *m);

#endif
