/* Integers as differences: DELTA_BINARY_PACKED. Source: Encodings.md (Parquet 2.11).
 *
 *   header   varint values in a block | varint miniblocks in it | varint values | zigzag the first
 *   block    zigzag least difference | a width for each miniblock, a byte each | miniblocks
 *
 * A miniblock is bit-packed, the lowest bits first, and whole even where values end; miniblocks
 * behind the last value are not there. Sums wrap around. */
#ifndef ROTE_DELTAINTS_H
#define ROTE_DELTAINTS_H

#include "corpus/parquet/pagestream.h"

/* A cursor over the encoded bytes. */
typedef struct {
    Buf bytes;
    size_t at;            /* of what comes next */
    uint64_t n_values;    /* in all */
    uint64_t left;        /* not given yet */
    uint64_t n_mini;      /* miniblocks in a block */
    uint64_t mini_values; /* values in a miniblock */
    uint64_t last;
    bool at_first;
    uint64_t least;    /* difference, of this block */
    size_t widths;     /* where in bytes the block's widths stand */
    uint64_t mini;     /* which miniblock of the block is in hand; n_mini: none */
    size_t mini_start; /* where in bytes it begins */
    uint64_t mini_at;  /* values of it already given */
} DeltaInts;

/* Takes the encoded integers that stand next in the page, whole, out of the stream. Start from
 * (DeltaInts){0}. 0, or -1 with ERR_FORMAT or ERR_IO. */
int deltaints_start(DeltaInts *d, PageStream *p, Err *e);
/* -1 with ERR_FORMAT when there are no more. */
int deltaints_next(DeltaInts *d, int64_t *v, Err *e);
void deltaints_free(DeltaInts *d);

#endif
