/* From the text of an option's value to the value. Each returns 0, or -1 with ERR_USAGE naming the
 * option and what it takes; then *out is as it was. */
#ifndef ROTE_OPTIONVALUE_H
#define ROTE_OPTIONVALUE_H

#include "audit/base/err.h"
#include "audit/options.h"

#include <stdbool.h>
#include <stdint.h>

/* A whole number from least to most, in decimal digits. */
int optionvalue_count(const char *option, uint64_t least, uint64_t most, const char *text,
                      uint64_t *out, Err *e);

/* Bytes: a whole number, with K, M, G or T behind it for powers of 1024. */
int optionvalue_size(const char *option, const char *text, uint64_t *out, Err *e);

/* One of n words, by its index; NULL where an index has no word. */
int optionvalue_choice(const char *option, const char *const *words, int n, const char *text,
                       int *out, Err *e);

/* "2/5". */
int optionvalue_part(const char *option, const char *text, WorkPart *out, Err *e);

/* true, yes, false or no. */
int optionvalue_flag(const char *option, const char *text, bool *out, Err *e);

#endif
