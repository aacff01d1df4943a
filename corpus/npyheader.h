/* The header of a NumPy array file. */
#ifndef ROTE_NPYHEADER_H
#define ROTE_NPYHEADER_H

#include "corpus/tokentype.h"

#include "audit/base/err.h"
#include "audit/base/str.h"

typedef struct {
    TokenType type;
    size_t bytes;      /* of the header: the numbers begin behind it */
    unsigned n_shape;  /* 1 or 2 */
    uint64_t shape[2]; /* product times type.bytes fits in 63 bits */
} NpyHeader;

/* Parses the header at the start of a file of which `head` are the first bytes. 0, or -1 with
 * ERR_FORMAT: it is not whole, or describes anything but integers in one or two dimensions, row after
 * row. Source: numpy.lib.format, versions 1.0, 2.0 and 3.0. */
int npyheader_parse(NpyHeader *h, Str head, Err *e);

#endif
