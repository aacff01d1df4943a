/* Parts of an audit -> the audit: the same samples.jsonl, sources.json, results.jsonl and
 * rechecks.jsonl as one machine would have written. */
#ifndef ROTE_MERGINGAUDITS_H
#define ROTE_MERGINGAUDITS_H

#include "audit/parts.h"

/* Merges into `to`, which is bound to the plan of the whole. 0, or -1 with ERR_FORMAT (a part is not
 * finished or damaged) or ERR_IO. */
int mergingaudits_run(const RunDir *to, const Parts *p, Err *e);

#endif
