/* The third stage of a bf16 run: results.jsonl -> rechecks.jsonl.
 *
 * What bf16 memorized, or could have memorized but for a margin that it cannot resolve (fragile),
 * is little, so it is computed again in f32: a line each in rechecks.jsonl, in the order of the
 * sample, of the same form as the result's. results.jsonl keeps bf16's answers; the report goes by
 * f32's. */
#ifndef ROTE_RECHECKING_H
#define ROTE_RECHECKING_H

#include "audit/checkpoint.h"
#include "audit/generating.h"
#include "audit/options.h"
#include "audit/resultfile.h"
#include "audit/rundir.h"
#include "audit/sampling.h"

#include <jansson.h>

/* Whether the document of this line of results.jsonl is computed again. */
bool rechecking_needs(const ResultLine *result);

/* Computes and writes every recheck that is missing, as generating_run does for results, which must
 * all stand. Nothing is written, and no file is made, where the plan asks for no recheck or no
 * document needs one; g->total is then 0. */
Stage rechecking_run(const RunDir *r, const Options *o, const json_t *plan, const Checkpoint *c,
                     Generated *g, Err *e);

#endif
