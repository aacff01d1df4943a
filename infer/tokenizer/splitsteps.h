/* The steps form of a pattern, all its paths in lockstep, in order of preference.
 *
 * What backtracking would find first is found in time linear in the text looked at (times the
 * program), whatever the pattern; memory is that of the program. Slower than backtracking through
 * runs where both are linear. Source: Pike's virtual machine (R. Cox 2009, "Regular Expression
 * Matching: the Virtual Machine Approach"). */
#ifndef ROTE_SPLITSTEPS_H
#define ROTE_SPLITSTEPS_H

#include "audit/base/str.h"
#include "infer/tokenizer/splitprogram.h"

#include <stdbool.h>
#include <stddef.h>

/* The leftmost match in text that begins at `from` or later. */
bool splitsteps_next(const SplitForm *steps, Str text, size_t from, size_t *start, size_t *end);

#endif
