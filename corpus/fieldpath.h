/* Where a field stands in nested records: "meta.text" is the member text of the member meta; "\." is a
 * point that belongs to a name, "\\" a backslash. A name may be empty. */
#ifndef ROTE_FIELDPATH_H
#define ROTE_FIELDPATH_H

#include "audit/base/str.h"

typedef struct {
    Str *names; /* [n] from the outside in */
    size_t n;   /* 0: no path, which nothing matches */
    char *bytes;
} FieldPath;

/* The parts of `path`; NULL gives a path that nothing matches. Every string is a path. */
FieldPath fieldpath_parse(const char *path);
void fieldpath_free(FieldPath *p);

#endif
