/* The record at the end of a zip archive that says how many members there are: what libarchive
 * found is held against it. */
#ifndef ROTE_ZIPEND_H
#define ROTE_ZIPEND_H

#include "corpus/infile.h"

#include <stdbool.h>

typedef struct {
    bool found; /* an archive without one is cut off */
    uint64_t n_members;
} ZipEnd;

/* 0, or -1 with ERR_FORMAT (contradicts itself, or is a part of a split archive). What cannot be read is
 * not found. Source: APPNOTE.TXT 6.3.10, 4.3.14 to 4.3.16. */
int zipend_read(const InFile *f, ZipEnd *end, Err *e);

#endif
