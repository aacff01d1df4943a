/* The clusters of a source's outcomes. Private to reports/. */
#ifndef ROTE_CLUSTERS_H
#define ROTE_CLUSTERS_H

#include "audit/base/arena.h"
#include "audit/base/hash.h"
#include "reports/reports.h"

/* Outcomes of one cluster that arrived one behind the other. */
typedef struct {
    Hash128 key; /* of the cluster, or of the document where it has none */
    uint64_t n, exact, approximate;
} ClusterRun;

/* Start from {0}. */
typedef struct {
    ClusterRun *runs; /* [n_runs] */
    size_t n_runs, runs_capacity;
    uint64_t given; /* outcomes that have a cluster of their own */
} Clusters;

void clusters_add(Clusters *c, const Outcome *o);

/* Each cluster once, in an order that depends on nothing but the clusters: [*n] in the arena, with
 * exact matches as hits, or approximate ones. */
ClusterCount *clusters_counts(const Clusters *c, bool exact, size_t *n, Arena *a);

void clusters_free(Clusters *c);

#endif
