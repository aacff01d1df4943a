/* Sorted insertion: see faults.h. Lists are short. */
#include "corpus/faults.h"

#include "audit/base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool before(const char *shard, uint64_t ordinal, const Fault *f)
{
    const int c = strcmp(shard, f->shard);
    return c != 0 ? c < 0 : ordinal < f->ordinal;
}

void faults_add(FaultList *l, const char *shard, uint64_t ordinal, const char *what)
{
    size_t i = l->n;
    while (i > 0 && before(shard, ordinal, &l->at[i - 1]))
        i--;
    if (i == l->most)
        return;
    if (l->n == l->most)
        free((char *)l->at[--l->n].what);
    if (l->n == l->capacity) {
        l->capacity = l->capacity ? l->capacity * 2 : 8;
        l->at = mem_resize(l->at, l->capacity, sizeof *l->at);
    }
    memmove(&l->at[i + 1], &l->at[i], (l->n - i) * sizeof *l->at);
    l->at[i] = (Fault){shard, ordinal, mem_copy(what, strlen(what))};
    l->n++;
}

void faults_free(FaultList *l)
{
    for (size_t i = 0; i < l->n; i++)
        free((char *)l->at[i].what);
    free(l->at);
    *l = (FaultList){.most = l->most};
}
