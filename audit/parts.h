/* The run directories that are parts of one run (--part), opened together to be merged. */
#ifndef ROTE_PARTS_H
#define ROTE_PARTS_H

#include "audit/rundir.h"

#include <stddef.h>

/* Start from {0}. */
typedef struct {
    RunDir **dirs; /* [n] part i+1 at i, locked for reading */
    size_t n;
    json_t *plan; /* of the whole */
} Parts;

/* Opens n directories in any order. 0; or -1: ERR_USAGE when one is no part, a part is missing or
 * given twice; ERR_PLAN when they are not of one run; ERR_FORMAT when one has no sample yet; ERR_IO. */
int parts_open(Parts *p, const char *const *paths, size_t n, Err *e);

/* Leaves {0}. */
void parts_close(Parts *p);

#endif
