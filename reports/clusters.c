/* Clusters: see clusters.h. */
#include "reports/clusters.h"

#include "audit/base/buf.h"
#include "audit/base/mem.h"
#include "reports/list.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A cluster's name, or what names the document: the two cannot be the same bytes. */
static Hash128 key_of(const Outcome *o)
{
    Buf name = {0};
    if (o->cluster.s) {
        buf_add_c(&name, "c");
        buf_add_str(&name, o->cluster);
    } else {
        buf_printf(&name, "d%" PRIu64 " %s", o->ordinal, o->shard);
    }
    const Hash128 key = hash_xxh3_128(buf_str(&name).s, name.n);
    buf_free(&name);
    return key;
}

static int compare(const void *x, const void *y)
{
    const Hash128 *a = &((const ClusterRun *)x)->key, *b = &((const ClusterRun *)y)->key;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    return a->low < b->low ? -1 : a->low > b->low;
}

void clusters_add(Clusters *c, const Outcome *o)
{
    const ClusterRun run = {
        .key = key_of(o), .n = 1, .exact = o->exact, .approximate = o->exact || o->approximate};
    c->given += o->cluster.s != NULL;
    ClusterRun *last = c->n_runs > 0 ? &c->runs[c->n_runs - 1] : NULL;
    if (last && compare(last, &run) == 0) {
        last->n++;
        last->exact += run.exact;
        last->approximate += run.approximate;
        return;
    }
    c->runs = list_room(c->runs, c->n_runs, &c->runs_capacity, sizeof *c->runs);
    c->runs[c->n_runs++] = run;
}

ClusterCount *clusters_counts(const Clusters *c, bool exact, size_t *n, Arena *a)
{
    ClusterRun *sorted = mem_alloc(c->n_runs, sizeof *sorted);
    ClusterCount *counts = arena_alloc(a, c->n_runs, sizeof *counts);
    *n = 0;
    if (c->n_runs > 0) {
        memcpy(sorted, c->runs, c->n_runs * sizeof *sorted);
        qsort(sorted, c->n_runs, sizeof *sorted, compare);
    }
    for (size_t i = 0; i < c->n_runs; i++) {
        if (i == 0 || compare(&sorted[i], &sorted[i - 1]) != 0)
            ++*n;
        counts[*n - 1].n += sorted[i].n;
        counts[*n - 1].hits += exact ? sorted[i].exact : sorted[i].approximate;
    }
    free(sorted);
    return counts;
}

void clusters_free(Clusters *c)
{
    free(c->runs);
    *c = (Clusters){0};
}
