/* Total memorization: one rate for the corpus from the rates of its sources, four ways. Private to
 * reports/. */
#ifndef ROTE_TOTAL_H
#define ROTE_TOTAL_H

#include "audit/base/arena.h"
#include "reports/report_data.h"

#include <stdbool.h>

typedef enum {
    TOTAL_MEAN_OF_SOURCES,
    TOTAL_DOCUMENT_WEIGHTED,
    TOTAL_TOKEN_WEIGHTED,
    TOTAL_MIXTURE_WEIGHTED,
    N_TOTALS
} TotalKind;

/* What each is called: key in JSON and CSV, name and explanation for people, name where there is
 * little room. */
typedef struct {
    const char *key, *name, *brief, *about;
} TotalName;
extern const TotalName total_names[N_TOTALS];

/* One total. When !known, `missing` says why in a sentence and nothing else is set. */
typedef struct {
    bool known;
    const char *missing;
    double *weight; /* [n_sources] scaled to sum 1 over the sources used, 0 for those left out */
    bool *used;     /* [n_sources] has eligible documents */
    bool all_used;  /* no source is left out */
    double covered; /* share of the whole weight that the used sources carry; -1 when the weight of
                       a source that is left out is not known */
    WeightedRate exact, approximate;
    /* The same from the sources' cluster-robust intervals; where the report has clusters and each
     * used source has two or more. */
    bool clustered;
    WeightedRate exact_clustered, approximate_clustered;
} Total;

/* Arrays live in `a`. */
Total total_of(const Report *r, TotalKind kind, Arena *a);

#endif
