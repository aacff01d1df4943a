/* Parts of a sample -> the sample: the same samples.jsonl, sources.json and texts.jsonl as one
 * machine would have written. */
#ifndef ROTE_MERGINGSAMPLES_H
#define ROTE_MERGINGSAMPLES_H

#include "audit/parts.h"

/* Merges into `to`, which is bound to the plan of the whole. 0, or -1 with ERR_FORMAT or ERR_IO. */
int mergingsamples_run(const RunDir *to, const Parts *p, Err *e);

#endif
