/* Words near a value that make it more, or less, likely to be what it looks like.
 *
 * Private to detectors/. */
#ifndef ROTE_CONTEXT_H
#define ROTE_CONTEXT_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* How far a word may stand from the value, in bytes. */
enum { CONTEXT_BEFORE_BYTES = 64, CONTEXT_AFTER_BYTES = 32 };

/* Whether one of `words` (lower case, separated by '|') stands within those distances of
 * text.s[start, end), whole: not inside a longer word, though identifiers split at '_', digits and
 * an upper-case letter behind a lower-case one ("creditCard2" has "card"), and a plural 's' may
 * follow. Case does not count; a blank in a word stands for one byte of white space, '_', '-' or
 * '.'. NULL words: false. */
bool context_has(Str text, size_t start, size_t end, const char *words);

#endif
