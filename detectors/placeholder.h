/* Values that were published so that nobody's need be written: examples in documents, numbers kept for
 * films, test cards. Private to detectors/. */
#ifndef ROTE_PLACEHOLDER_H
#define ROTE_PLACEHOLDER_H

#include "detectors/detectors.h"

/* Whether the finding is one. What is computed on the way lives in `a`. */
bool placeholder_is(const Finding *f, Str text, Arena *a);

#endif
