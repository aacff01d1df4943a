/* Where in a text could anything be? One pass over the bytes, two at a time through a bitmap.
 *
 * Every anchor of the catalogue is known by a pair of neighbouring bytes: a literal by its rarest,
 * a group of digits by (no digit, digit). Only where the bitmap has the pair are the anchors that
 * share its second byte compared. Private to detectors/. */
#ifndef ROTE_PREFILTER_H
#define ROTE_PREFILTER_H

#include "detectors/detector.h"

typedef struct Prefilter Prefilter; /* immutable; shared by threads */

/* Reads anchors and literals of *d[0..n), which must outlive it. */
Prefilter *prefilter_open(const Detector *const *d, size_t n);
/* Accepts NULL. */
void prefilter_close(Prefilter *p);

/* Calls hit(arg, i, at) for every anchor of detector *d[i] at text.s[at], `at` not falling for any
 * one i. */
void prefilter_run(const Prefilter *p, Str text, void (*hit)(void *arg, size_t i, size_t at),
                   void *arg);

#endif
