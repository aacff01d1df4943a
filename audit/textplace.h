/* Where in a text: bytes, code points and UTF-16 code units counted side by side, so that whoever cuts
 * a finding out cuts the right characters whatever he counts in.
 *
 * A byte that is no part of valid UTF-8 counts as one code point and one unit, as a reader that puts
 * U+FFFD in its place has it. A place inside a character counts the character as passed. */
#ifndef ROTE_TEXTPLACE_H
#define ROTE_TEXTPLACE_H

#include "audit/base/str.h"

#include <stdint.h>

/* Start from {0} at a text's first byte. */
typedef struct {
    uint64_t bytes, chars, units;
    size_t inside; /* bytes behind the place that belong to a character already counted */
} TextPlace;

/* Moves over text.s[from, to); the place is at text.s[from]. What stands behind `to` is looked at where
 * a character goes on there. */
void textplace_advance(TextPlace *p, Str text, size_t from, size_t to);

#endif
