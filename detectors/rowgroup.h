/* Rows that are tried together: those whose candidates begin at the same place when the prefilter
 * stops at an anchor, because they look back over the same bytes.
 *
 * Private to detectors/. */
#ifndef ROTE_ROWGROUP_H
#define ROTE_ROWGROUP_H

#include "detectors/detector.h"
#include "detectors/sieve.h"

#include <stdint.h>

typedef struct {
    uint32_t *rows; /* [n] of the scanner's detectors */
    size_t n;
    Sieve *sieve;
    AnchorKind anchor;
    const Detector *like;     /* the first row: lead and what may not stand before are its */
    size_t digits;            /* the fewest that a row wants */
    unsigned char class[256]; /* ROWGROUP_LEAD and ROWGROUP_NOT_BEFORE of the bytes */
} RowGroup;

enum { ROWGROUP_LEAD = 1, ROWGROUP_NOT_BEFORE = 2 };

/* The groups of *d[0..n), which outlive them; *n_groups receives how many; of_row[n] the group of each
 * row. Rows for literals, and rows without a window, stand alone. */
RowGroup *rowgroups_open(const Detector *const *d, size_t n, size_t *n_groups, uint32_t *of_row);
/* Accepts NULL. */
void rowgroups_close(RowGroup *g, size_t n_groups);

/* Groups for numbers, by what stands before the number and how many digits it has: one bit a group. */
typedef struct {
    uint32_t *groups; /* [n] */
    size_t n, words;  /* of 64 bits in a set */
    uint64_t *
        before; /* [257][words] groups that allow the byte right before; [256]: none stands there */
    uint64_t *second; /* [257][words] ... the one before that */
    uint64_t *inside; /* [words] ... that a number inside a word, as in "utf8", may be of */
    uint64_t *digits; /* [ROWGROUP_DIGITS + 1][words] groups that want so many or fewer */
} NumberTable;

enum { ROWGROUP_DIGITS = 40 };

NumberTable numbertable_make(const RowGroup *g, size_t n_groups);
void numbertable_free(NumberTable *t);

/* Where a candidate with this anchor begins: back over the lead. False: nowhere. */
bool rowgroup_start(const RowGroup *g, Str text, size_t anchor, size_t *start);

#endif
