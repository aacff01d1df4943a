/* The first stage of an audit of a kept sample, in the place of sampling: the sample's files -> the
 * run's own samples.jsonl and sources.json.
 *
 * With the sample's own tokenizer the prompts are taken as they are. With another they are made again
 * from the kept texts, each as it would have been made when the sample was drawn; documents that are
 * too short then are counted (too_short_anew) and not replaced. Who was drawn was decided with the
 * sample's tokenizer: the documents that were too short under it are not among the kept ones. */
#ifndef ROTE_ADOPTING_H
#define ROTE_ADOPTING_H

#include "audit/keptsample.h"
#include "audit/options.h"
#include "audit/sampling.h"

/* Writes the files, of the options' part where one is given, or does nothing where they stand.
 * `plan` is the audit's plan, o its options with the sample's (plan_drawing). */
Stage adopting_run(const RunDir *r, const Options *o, const json_t *plan, const KeptSample *kept,
                   const Tokenizer *t, Err *e);

#endif
