/* Numbers as people read them. Private to reports/.
 *
 * All strings are ASCII and live in the arena. */
#ifndef ROTE_NUMERAL_H
#define ROTE_NUMERAL_H

#include "audit/base/arena.h"
#include "reports/reports.h"

#include <stdint.h>

/* 1234567 -> "1,234,567". */
const char *numeral_count(Arena *a, uint64_t n);

/* "1 document", "1,204 documents". */
const char *numeral_things(Arena *a, uint64_t n, const char *one, const char *many);

/* A rate in [0, 1] in percent, without the sign: one decimal from 10 on, two from 0.1 on, below
 * that two significant digits: 0.3142 -> "31.4", 0.0037 -> "0.37", 0.00037 -> "0.037". Exact zero is
 * "0", exact one "100", and what only rounds to 100 is ">99.9". */
const char *numeral_percent(Arena *a, double rate);

/* With the sign: "0.37%". */
const char *numeral_rate(Arena *a, double rate);

/* "LOW% DASH HIGH%", DASH with its own spaces. */
const char *numeral_interval(Arena *a, Interval i, const char *dash);

/* hits of n in a sentence: "37 of 10,000 THINGS (0.37%, 95% interval 0.26% to 0.51%)",
 * "0 of 10,000 THINGS (at most 0.037%)", "0 of 0 THINGS (no rate)". The upper limit is that of the
 * two-sided 95% Clopper-Pearson interval. */
const char *numeral_hits(Arena *a, uint64_t hits, uint64_t n, const char *things);

/* A fraction that may pass 1, in percent with one decimal: "4.0%", "170.0%". */
const char *numeral_fraction(Arena *a, double fraction);

/* A mean with two decimals. */
const char *numeral_mean(Arena *a, double mean);

#endif
