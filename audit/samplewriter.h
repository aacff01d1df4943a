/* The sample on disk, written: samples.jsonl, sources.json and texts.jsonl (samplefile.h). */
#ifndef ROTE_SAMPLEWRITER_H
#define ROTE_SAMPLEWRITER_H

#include "audit/base/err.h"
#include "audit/options.h"
#include "audit/rundir.h"
#include "corpus/corpus.h"

/* How a sample is written; plain values. */
typedef struct {
    size_t prompt_tokens, truth_tokens; /* into which a window is split */
    bool texts;                         /* texts.jsonl too */
    bool part;      /* with the records behind the counts, which a merge needs */
    WorkPart share; /* n > 0: of all prompts, only those number i-1, i-1+n ... A document is counted
                    where its first prompt is */
    /* [n] of an audit of a kept sample with another tokenizer: documents of each source that are too
     * short under it; NULL otherwise. */
    const uint64_t *too_short_anew;
} SampleForm;

/* Writes the files; sources.json comes last. 0, or -1 with ERR_IO. */
int samplewriter_write(const RunDir *r, const SourceSample *const *sources, size_t n,
                       const SampleForm *form, Err *e);

#endif
