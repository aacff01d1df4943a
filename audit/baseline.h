/* Findings that are known: a file of findings as `rote scan --format jsonl` writes them.
 *
 * A finding is known by its fingerprint, which hangs on its type, its masked text and its document, and
 * not on its place: text may be added before it. Of findings with one fingerprint as many are known as
 * the file has. */
#ifndef ROTE_BASELINE_H
#define ROTE_BASELINE_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Baseline Baseline;

/* NULL with ERR_FORMAT naming file and line, or ERR_IO. */
Baseline *baseline_open(const char *path, Err *e);
/* Whether a finding is known; each call takes one of those of this fingerprint away. Threads may ask
 * at once; which of equal findings are new is the same for any number of threads, as long as findings
 * of a fingerprint, which has the document in it, are asked of in order. */
bool baseline_knows(Baseline *b, uint64_t fingerprint);
/* Accepts NULL. */
void baseline_close(Baseline *b);

/* path as it was given; id s NULL: the document's number stands for it. */
uint64_t baseline_fingerprint(const char *type, Str masked, const char *path, Str id,
                              uint64_t document);

#endif
