/* The first stage of a run: corpus -> samples.jsonl and sources.json. */
#ifndef ROTE_SAMPLING_H
#define ROTE_SAMPLING_H

#include "audit/options.h"
#include "audit/rundir.h"
#include "corpus/corpus.h"
#include "infer/infer.h"

typedef enum { STAGE_FAILED = -1, STAGE_DONE, STAGE_INTERRUPTED } Stage;

/* Expands the --source options into the arena. NULL with ERR_USAGE or ERR_IO. */
Source *sampling_sources(const Options *o, Arena *a, Err *e);

/* Draws the sample, or does nothing where sources.json says that it stands already. An interrupted
 * or failed drawing leaves nothing behind and starts over. */
Stage sampling_run(const RunDir *r, const Options *o, const Tokenizer *t, const Source *sources,
                   Err *e);

#endif
