/* Where in a text could anything be? One pass over the bytes, two at a time through a bitmap.
 *
 * Every anchor of the catalogue is known by a pair of neighbouring bytes: a literal by its rarest,
 * a group of digits by (no digit, digit). Only where the bitmap has the pair are the literals that
 * share the pair compared, eight bytes at once, so that the pass does not slow down with the number
 * of rows. Private to detectors/. */
#ifndef ROTE_PREFILTER_H
#define ROTE_PREFILTER_H

#include "detectors/detector.h"

typedef struct Prefilter Prefilter; /* immutable; shared by threads */

/* Reads anchors and literals of *d[0..n), which must outlive it. */
Prefilter *prefilter_open(const Detector *const *d, size_t n);
/* Accepts NULL. */
void prefilter_close(Prefilter *p);

/* Who is told of anchors. */
typedef struct {
    void *arg;
    /* One of row i's literals begins at text.s[at]; `at` does not fall for any one i. */
    void (*literal)(void *arg, size_t i, size_t at);
    /* A group of digits begins at text.s[at], with `digits` of them from here on, across what may
     * separate the groups of one number. Only numbers with as many as some row wants are told. */
    void (*number)(void *arg, size_t at, size_t digits);
    /* ANCHOR_HEX. */
    void (*hex)(void *arg, size_t at);
} PrefilterSink;

void prefilter_run(const Prefilter *p, Str text, const PrefilterSink *sink);

#endif
