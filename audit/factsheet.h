/* What a checkpoint is and what auditing it takes, for people and as JSON: the answer of `rote
 * inspect`, and what an audit says first. */
#ifndef ROTE_FACTSHEET_H
#define ROTE_FACTSHEET_H

#include "audit/base/buf.h"
#include "audit/checkpoint.h"
#include "audit/options.h"
#include "audit/preflight.h"

#include <jansson.h>

/* Lines of text. sha256 NULL: it is still being computed. `documents`: how many an audit will
 * generate at most, for its time; 0: not known, the time is given per 1,000. */
void factsheet_text(Buf *out, const Checkpoint *c, const Options *o, const Preflight *p,
                    const char *sha256, uint64_t documents);

/* The same facts. The caller drops the reference. */
json_t *factsheet_json(const Checkpoint *c, const Options *o, const Preflight *p,
                       const char *sha256, const char *kernel);

#endif
