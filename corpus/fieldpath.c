/* Paths to fields: see fieldpath.h. */
#include "corpus/fieldpath.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

FieldPath fieldpath_parse(const char *path)
{
    FieldPath p = {0};
    if (!path)
        return p;
    size_t n_names = 1;
    for (const char *c = path; *c; c++)
        n_names += *c == '.'; /* escaped ones too: only room */
    p.names = mem_zero(n_names, sizeof *p.names);
    p.bytes = mem_alloc(strlen(path), 1);
    char *to = p.bytes;
    p.names[0].s = to;
    p.n = 1;
    for (const char *c = path; *c; c++) {
        if (*c == '.') {
            p.names[p.n++].s = to;
            continue;
        }
        if (*c == '\\' && (c[1] == '.' || c[1] == '\\'))
            c++;
        *to++ = *c;
        p.names[p.n - 1].n++;
    }
    return p;
}

void fieldpath_free(FieldPath *p)
{
    free(p->names);
    free(p->bytes);
    *p = (FieldPath){0};
}
