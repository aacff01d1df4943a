/* The second stage of a run: samples.jsonl -> results.jsonl. */
#ifndef ROTE_GENERATING_H
#define ROTE_GENERATING_H

#include "audit/checkpoint.h"
#include "audit/options.h"
#include "audit/rundir.h"
#include "audit/sampling.h"
#include "audit/vetting.h"

#include <jansson.h>

/* What happened, for the person who waits. */
typedef struct {
    uint64_t now;   /* results that stand at the end */
    uint64_t total; /* documents of the sample */
} Generated;

/* Generates and writes every result that is missing, in the order of the sample. Lines appear on
 * disk in groups, each group whole. Interrupted or failed, what is on disk stays and the next call
 * goes on from it. `plan` is the run's plan.
 *
 * The weights may still be being vetted: until that is over nothing is written, and then the plan is
 * settled first, also where no result is missing. ERR_FORMAT when a weight is not finite, ERR_PLAN
 * when the directory's results are of other weights. */
Stage generating_run(RunDir *r, const Options *o, json_t *plan, const Checkpoint *c, Vetting *v,
                     Generated *g, Err *e);

/* Memory for documents in flight: --memory, or half of the machine's. */
size_t generating_memory(const Options *o);

/* Whether packing the weights once takes less time than it saves for so many documents. */
bool generating_packs(uint64_t documents);

#endif
