/* Limits that the user set with --limit: a release is gated on them.
 *
 *   exact, approximate              a source's rate
 *   exact-upper, approximate-upper  the upper end of its 95% interval
 *   sensitive, personal             memorized documents of a source that carry such data
 *
 * A limit is exceeded when a source's figure is greater than it. */
#ifndef ROTE_LIMITS_H
#define ROTE_LIMITS_H

#include "audit/base/buf.h"
#include "audit/base/err.h"
#include "audit/options.h"

#include <stdint.h>

/* What the limits look at, per source. */
typedef struct {
    const char *source;
    uint64_t eligible, exact, approximate;
    uint64_t sensitive, personal; /* approximate (exact included) matches with such a finding */
} LimitCounts;

/* 0 when each --limit is one that exists, with a number; else -1 with ERR_USAGE. */
int limits_check(const NamedList *limits, Err *e);

/* Adds a line for each limit that a source exceeds and returns how many there are. A source without
 * an eligible document exceeds every limit on a rate: nothing is known of it. */
size_t limits_exceeded(const NamedList *limits, const LimitCounts *c, Buf *out);

#endif
