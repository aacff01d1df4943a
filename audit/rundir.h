/* The run directory: who may write in it, and which plan it belongs to.
 *
 *   RUN/plan.json       the plan, and its fingerprint; settled (plan.h) before the first result
 *   RUN/samples.jsonl   samplefile.h
 *   RUN/texts.jsonl     samplefile.h; of `rote sample`, unless it was asked not to
 *   RUN/sources.json    samplefile.h; its presence says that the sample is complete
 *   RUN/results.jsonl   resultfile.h
 *   RUN/rechecks.jsonl  resultfile.h; of a bf16 run, where a document needed it (rechecking.h)
 *   RUN/report.*        rendered from the others
 */
#ifndef ROTE_RUNDIR_H
#define ROTE_RUNDIR_H

#include "audit/base/arena.h"
#include "audit/base/err.h"

#include <jansson.h>

typedef struct RunDir RunDir;

/* Opens the directory and locks it against other processes for as long as it is open. It is made
 * (mode 0700) when `make` is set and it is not there. NULL with ERR_IO. */
RunDir *rundir_open(const char *path, bool make, Err *e);

/* The same of one that is only read: any number of processes may, while none writes. */
RunDir *rundir_open_reading(const char *path, Err *e);

/* The path it was opened under; lives as long as r. */
const char *rundir_path(const RunDir *r);

/* "RUN/name", in the arena. */
const char *rundir_file(const RunDir *r, const char *name, Arena *a);

/* Binds the directory to a plan: writes plan.json when there is none, else compares. The directory
 * must be empty or hold this plan; a plan whose sample was never drawn has nothing to lose and is
 * replaced. 0, or -1 with ERR_PLAN (another plan, or files that are not
 * ours), ERR_FORMAT (plan.json is damaged), ERR_IO. */
int rundir_bind(RunDir *r, const json_t *plan, Err *e);

/* Settles the directory's plan with the weights' digest, on disk when this returns; afterwards results
 * may be appended. `plan` is the one it was bound to and is settled too. 0, or -1 with ERR_PLAN when
 * the plan there was settled with other weights, ERR_FORMAT when results stand under a plan that never
 * was, ERR_IO. */
int rundir_settle(RunDir *r, json_t *plan, const char *sha256, Err *e);

/* The plan that stands there. NULL with ERR_IO when there is none, ERR_FORMAT when it is damaged.
 * The caller drops the reference. */
json_t *rundir_plan(const RunDir *r, Err *e);

/* Accepts NULL. Gives the lock back. */
void rundir_close(RunDir *r);

#endif
