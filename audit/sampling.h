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

/* 0 when the options that say how to draw suit each other; else -1 with ERR_USAGE. */
int sampling_check(const Options *o, Err *e);

/* What the options say of the sample: seed, size, windows, duplicates, texts. No shards, threads or
 * callbacks. */
SampleOptions sampling_shape(const Options *o);

/* 0 when something could be read of every source, and of one of them a document sampled; else -1
 * with ERR_FORMAT. For a whole sample. */
int sampling_judge(const Sample *s, const Options *o, Err *e);

/* Writes the sample; `part`: it is one of several. 0 or -1. */
int sampling_write(const RunDir *r, const Sample *s, const Options *o, bool part, Err *e);

/* Draws the sample, or does nothing where sources.json says that it stands already. An interrupted
 * or failed drawing leaves nothing behind and starts over. */
Stage sampling_run(const RunDir *r, const Options *o, const Tokenizer *t, const Source *sources,
                   Err *e);

#endif
