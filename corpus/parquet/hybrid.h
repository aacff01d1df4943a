/* Small integers in runs: the RLE/bit-packing hybrid, in which levels and dictionary indices are
 * written, and the older bit-packing of levels. Source: Encodings.md (Parquet 2.11).
 *
 *   run      varint h          h even: h/2 times the value that follows, in ceil(width/8) bytes
 *                              h odd: h/2 groups of 8 values, each group of `width` bytes
 *   group    8 values of `width` bits, the lowest bits first
 */
#ifndef ROTE_HYBRID_H
#define ROTE_HYBRID_H

#include "audit/base/err.h"
#include "audit/base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { HYBRID_WIDEST = 32, HYBRID_LOOK = 128 };

typedef struct {
    unsigned width; /* bits a value, 0 .. 32 */
    uint64_t run;   /* values of the run that are not taken yet, beyond those of group */
    uint32_t value; /* of a run of equal ones */
    bool is_packed; /* the run is of groups */
    uint32_t group[8];
    unsigned group_at, group_n; /* group[at .. n) is not taken yet */
} Hybrid;

/* 0, or -1 with ERR_FORMAT when the width is impossible. */
int hybrid_start(Hybrid *h, unsigned width, Err *e);

/* Equal values at the front: *n of them, at least 1, each `value`. `s` is what comes next of the
 * encoded bytes, HYBRID_LOOK of them unless there are fewer; *used of it were consumed. -1 with
 * ERR_FORMAT when they end. */
int hybrid_next(Hybrid *h, Str s, size_t *used, uint64_t *n, uint32_t *value, Err *e);
/* Takes k of the *n values that hybrid_next has found. */
void hybrid_take(Hybrid *h, uint64_t k);

/* Value i of a bit-packed array, the highest bits first (encoding BIT_PACKED). The caller has
 * checked that it lies within bytes. */
uint32_t hybrid_old_bits(const char *bytes, unsigned width, uint64_t i);

#endif
