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

/* Leaves the file's position anywhere. 0, or -1 with ERR_FORMAT (contradicts itself, or is a part of a
 * split archive) or ERR_IO. Source: APPNOTE.TXT 6.3.10, 4.3.14 to 4.3.16. */
int zipend_read(InFile *f, ZipEnd *end, Err *e);

#endif
