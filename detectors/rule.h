/* A user's rule made a row like those of the table. Private to detectors/; Rule itself is in
 * detectors.h. */
#ifndef ROTE_RULE_H
#define ROTE_RULE_H

#include "detectors/detector.h"

#include "audit/base/arena.h"

/* The row, in `a`; it keeps the rule's strings. NULL with ERR_FORMAT that says which field is wrong
 * and why. The pattern is not compiled here. */
const Detector *rule_detector(const Rule *r, Arena *a, Err *e);

#endif
