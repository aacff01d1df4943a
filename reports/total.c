/* The four weightings: see total.h. */
#include "reports/total.h"

const TotalName total_names[N_TOTALS] = {
    [TOTAL_MEAN_OF_SOURCES] = {"mean_of_sources", "Plain mean of sources", "plain mean",
                               "every source counts the same"},
    [TOTAL_DOCUMENT_WEIGHTED] = {"document_weighted", "Document-weighted", "by documents",
                                 "each source by its documents, where records were passed over "
                                 "estimated: the records seen in it times the share of documents "
                                 "among those drawn"},
    [TOTAL_TOKEN_WEIGHTED] =
        {"token_weighted", "Token-weighted", "by tokens",
         "each source by its tokens, estimated: the bytes of the records seen in "
         "it times the tokens per byte of those drawn, too short and "
         "malformed ones included"},
    [TOTAL_MIXTURE_WEIGHTED] = {"mixture_weighted", "Mixture-weighted", "by mixture",
                                "each source by its share of the training mixture, as given"},
};

/* The weight of a source on the kind's own scale; -1 when it is not known. */
static double raw_weight(const ReportSource *s, TotalKind kind)
{
    switch (kind) {
    case TOTAL_DOCUMENT_WEIGHTED:
        return s->documents_estimate;
    case TOTAL_TOKEN_WEIGHTED:
        return s->tokens_estimate;
    case TOTAL_MIXTURE_WEIGHTED:
        return s->facts.has_mixture ? s->facts.mixture_weight : -1;
    default:
        return 1;
    }
}

/* Why the weights of the used sources, which add up to `used`, cannot give a rate; NULL when they
 * can. */
static const char *missing_reason(const Report *r, const Total *t, TotalKind kind, double used,
                                  Arena *a)
{
    size_t n_used = 0, n_unknown = 0, n_given = 0;
    for (size_t s = 0; s < r->n_sources; s++) {
        n_used += t->used[s];
        n_unknown += t->used[s] && t->weight[s] < 0;
        n_given += r->sources[s].facts.has_mixture;
    }
    if (kind == TOTAL_MIXTURE_WEIGHTED && n_given == 0)
        return "no training mixture was given";
    if (kind == TOTAL_MIXTURE_WEIGHTED && n_given < r->n_sources)
        return arena_printf(a, "the training mixture names %zu of %zu sources", n_given,
                            r->n_sources);
    if (n_used == 0)
        return "no source has eligible documents";
    if (n_unknown > 0)
        return "the weight of a source is not known";
    return used > 0 ? NULL : "the sources that have eligible documents weigh nothing";
}

/* One rate from the sources' clusters. False when a source that weighs has fewer than two. */
static bool clustered_total(const Report *r, const Total *t, bool exact, WeightedRate *out,
                            Arena *a)
{
    const size_t n = r->n_sources;
    double *rate = arena_alloc(a, n, sizeof *rate);
    double *variance = arena_alloc(a, n, sizeof *variance);
    Interval *interval = arena_alloc(a, n, sizeof *interval);
    for (size_t s = 0; s < n; s++) {
        const ClassTally *among = r->sources[s].tally.among;
        if (t->weight[s] == 0)
            continue;
        const ClusteredRate c = report_clustered_rate(&r->sources[s], exact);
        if (!c.known)
            return false;
        rate[s] = (double)among[exact ? AMONG_EXACT : AMONG_APPROXIMATE].documents /
                  (double)among[AMONG_ALL].documents;
        variance[s] = c.standard_error * c.standard_error;
        interval[s] = c.interval;
    }
    *out = weighted_combine(t->weight, rate, variance, interval, n);
    return true;
}

Total total_of(const Report *r, TotalKind kind, Arena *a)
{
    const size_t n = r->n_sources;
    Total t = {.weight = arena_alloc(a, n, sizeof *t.weight),
               .used = arena_alloc(a, n, sizeof *t.used),
               .all_used = true};
    uint64_t *exact = arena_alloc(a, n, sizeof *exact);
    uint64_t *approximate = arena_alloc(a, n, sizeof *approximate);
    uint64_t *sizes = arena_alloc(a, n, sizeof *sizes);
    double used = 0, left_out = 0;
    for (size_t s = 0; s < n; s++) {
        const ClassTally *among = r->sources[s].tally.among;
        exact[s] = among[AMONG_EXACT].documents;
        approximate[s] = among[AMONG_APPROXIMATE].documents;
        sizes[s] = among[AMONG_ALL].documents;
        t.used[s] = sizes[s] > 0;
        t.all_used &= t.used[s];
        t.weight[s] = raw_weight(&r->sources[s], kind);
        if (t.used[s])
            used += t.weight[s];
        else if (t.weight[s] < 0)
            left_out = -1;
        else if (left_out >= 0)
            left_out += t.weight[s];
    }
    t.missing = missing_reason(r, &t, kind, used, a);
    if (t.missing)
        return t;
    t.known = true;
    t.covered = left_out < 0 ? -1 : used / (used + left_out);
    for (size_t s = 0; s < n; s++)
        t.weight[s] = t.used[s] ? t.weight[s] / used : 0;
    t.exact = weighted_rate(t.weight, exact, sizes, n);
    t.approximate = weighted_rate(t.weight, approximate, sizes, n);
    t.clustered = report_clustered(r) && clustered_total(r, &t, true, &t.exact_clustered, a) &&
                  clustered_total(r, &t, false, &t.approximate_clustered, a);
    return t;
}
