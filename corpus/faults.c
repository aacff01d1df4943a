/* Sorted insertion: see faults.h. Lists are short. */
#include "corpus/faults.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

struct FaultKept {
    Fault fault; /* owns its `what` */
    uint64_t hash;
    size_t n_before; /* kept ones that come before it with no larger hash */
};

static bool before(const Fault *a, const Fault *b)
{
    const int c = strcmp(a->shard, b->shard);
    return c != 0 ? c < 0 : a->ordinal < b->ordinal;
}

/* Lets go what stands behind i and has `most` others before it now that i was put in. Who is let go
 * may still have been one of `most` before another; those that stood before it are before that too. */
static void let_go_behind(FaultList *l, size_t i)
{
    const uint64_t hash = l->at[i].hash;
    size_t kept = i + 1;
    for (size_t k = i + 1; k < l->n; k++) {
        struct FaultKept *f = &l->at[k];
        f->n_before += hash <= f->hash;
        if (f->n_before >= l->most)
            free((char *)f->fault.what);
        else
            l->at[kept++] = *f;
    }
    l->n = kept;
}

void faults_add(FaultList *l, uint64_t hash, const Fault *f)
{
    size_t i = l->n, n_before = 0;
    while (i > 0 && before(f, &l->at[i - 1].fault))
        i--;
    for (size_t k = 0; k < i && n_before < l->most; k++)
        n_before += l->at[k].hash <= hash;
    if (n_before >= l->most)
        return;
    if (l->n == l->capacity) {
        l->capacity = l->capacity ? l->capacity * 2 : 8;
        l->at = mem_resize(l->at, l->capacity, sizeof *l->at);
    }
    memmove(&l->at[i + 1], &l->at[i], (l->n - i) * sizeof *l->at);
    l->at[i] = (struct FaultKept){.fault = *f, .hash = hash, .n_before = n_before};
    l->at[i].fault.what = mem_copy(f->what, strlen(f->what));
    l->n++;
    let_go_behind(l, i);
}

size_t faults_first(const FaultList *l, uint64_t end, Fault *out)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n && n < l->most; i++)
        if (l->at[i].hash < end || end == UINT64_MAX)
            out[n++] = l->at[i].fault;
    return n;
}

size_t faults_all(const FaultList *l, uint64_t end, Fault *out)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (l->at[i].hash >= end && end != UINT64_MAX)
            continue;
        out[n] = l->at[i].fault;
        out[n++].hash = l->at[i].hash;
    }
    return n;
}

void faults_free(FaultList *l)
{
    for (size_t i = 0; i < l->n; i++)
        free((char *)l->at[i].fault.what);
    free(l->at);
    *l = (FaultList){.most = l->most};
}
