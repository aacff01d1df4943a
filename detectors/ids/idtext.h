/* What the checks of ids share: the id's characters out of a text, and dates in them.
 *
 * Private to detectors/. */
#ifndef ROTE_IDTEXT_H
#define ROTE_IDTEXT_H

#include "detectors/detector.h"

#include <stdbool.h>
#include <stddef.h>

/* One more than the longest id, for the NUL behind it. */
enum { IDTEXT_BYTES = 40 };

/* The candidate's letters, as capitals, and digits, with a NUL behind them; what separates them is
 * left out. Their number; 0 when they are too many for any id, or when the candidate is part of a
 * longer number (see number_stands_free). */
size_t idtext_read(const Candidate *c, char out[IDTEXT_BYTES]);

/* Proven when the candidate is an id of n characters for which `valid` is true; no otherwise. */
Verdict idtext_check(const Candidate *c, size_t n, bool (*valid)(const char *s));

/* The same, but only plausible where a letter of the candidate is a small one: for ids without a
 * check digit, which small letters make one of many codes. */
Verdict idtext_check_capitals(const Candidate *c, size_t n, bool (*valid)(const char *s));

/* Plausible when the candidate is of n to n_max characters and not all the same one. */
Verdict idtext_check_form(const Candidate *c, size_t n, size_t n_max);

/* Whether one of the candidate's bytes is a digit. */
bool idtext_has_digit(const Candidate *c);

/* The value of the n digits at s; n <= 9. */
unsigned idtext_number(const char *s, size_t n);

/* Whether all of s[0, n) are digits. */
bool idtext_digits(const char *s, size_t n);

/* Whether the month has that day in the Gregorian calendar. */
bool idtext_date(unsigned year, unsigned month, unsigned day);

/* Whether a month and day are there in some year that ends in these two digits. */
bool idtext_short_date(unsigned two_digits, unsigned month, unsigned day);

/* Nothing remains: of an id of the state every part can identify. */
Str idtext_mask(Str found, Arena *a);

#endif
