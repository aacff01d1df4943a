/* Findings that overlap: see overlap.h. */
#include "detectors/overlap.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

static int compare_start(const void *a, const void *b)
{
    const Finding *x = a, *y = b;
    return x->start != y->start ? (x->start < y->start ? -1 : 1)
                                : (x->end < y->end) - (x->end > y->end);
}

/* Validated, then higher confidence, then longer, then earlier. */
static int compare_rank(const void *a, const void *b)
{
    const Finding *x = a, *y = b;
    if (x->validated != y->validated)
        return x->validated ? -1 : 1;
    if (x->confidence != y->confidence)
        return x->confidence > y->confidence ? -1 : 1;
    const size_t n_x = x->end - x->start, n_y = y->end - y->start;
    if (n_x != n_y)
        return n_x > n_y ? -1 : 1;
    return x->start != y->start ? (x->start < y->start ? -1 : 1) : strcmp(x->type, y->type);
}

/* Drops what another finding of the same bytes is named before. f[0..n) is in order of place, so
 * these stand side by side. Returns how many stay. */
static size_t unnamed_drop(Finding *f, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0, next; i < n; i = next) {
        bool named[2] = {false, false}; /* by validated */
        for (next = i; next < n && f[next].start == f[i].start && f[next].end == f[i].end; next++)
            named[f[next].validated] |= f[next].named;
        for (size_t k = i; k < next; k++)
            if (f[k].named || !named[f[k].validated])
                f[kept++] = f[k];
    }
    return kept;
}

/* Of n findings that hang together over bytes [start, end), keeps the best that do not overlap, at
 * the front in order of start. Linear but for the sort: each taken byte is marked. */
static size_t cluster_resolve(Finding *f, size_t n, size_t start, size_t end)
{
    if (n == 1)
        return 1;
    qsort(f, n, sizeof *f, compare_rank);
    char *taken = mem_zero(end - start, 1);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        char *first = taken + (f[i].start - start);
        const size_t bytes = f[i].end - f[i].start;
        if (memchr(first, 1, bytes))
            continue;
        memset(first, 1, bytes);
        f[kept++] = f[i];
    }
    free(taken);
    qsort(f, kept, sizeof *f, compare_start);
    return kept;
}

size_t overlap_resolve(Finding *f, size_t n)
{
    if (n == 0)
        return 0;
    qsort(f, n, sizeof *f, compare_start);
    n = unnamed_drop(f, n);
    size_t kept = 0;
    for (size_t i = 0; i < n;) {
        size_t next = i + 1, end = f[i].end;
        const size_t start = f[i].start;
        for (; next < n && f[next].start < end; next++)
            if (f[next].end > end)
                end = f[next].end;
        const size_t stay = cluster_resolve(f + i, next - i, start, end);
        memmove(f + kept, f + i, stay * sizeof *f);
        kept += stay;
        i = next;
    }
    return kept;
}
