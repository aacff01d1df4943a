/* What was sampled of each source, on standard output: the answer of `rote sample` and of merging
 * samples. */
#ifndef ROTE_SAMPLETABLE_H
#define ROTE_SAMPLETABLE_H

#include "audit/base/err.h"
#include "audit/options.h"
#include "audit/rundir.h"

/* A table, JSON with --json, nothing with --quiet. Returns the exit code. */
int sampletable_show(const RunDir *r, const Options *o, Err *e);

#endif
