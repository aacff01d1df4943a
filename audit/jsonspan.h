/* Where a member's value stands in a line of JSON, so that it alone can be changed and every other byte
 * stays. */
#ifndef ROTE_JSONSPAN_H
#define ROTE_JSONSPAN_H

#include "audit/base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* The next member called `key`, whose value is a string, of the object that `line` holds; *at says from
 * where on to look and moves behind the value; start from 0. True with s[*from, *to) the string and
 * its quotes. The line must be a valid JSON object; of any other bytes the answer is true or false,
 * and within them. */
bool jsonspan_next(Str line, const char *key, size_t *at, size_t *from, size_t *to);

#endif
