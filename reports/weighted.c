/* A rate over several sources from the rates of each (a stratified estimate).
 *
 * Interval: MOVER (method of variance estimates recovery) puts together the sources' own limits
 * l_s, u_s: p -/+ sqrt(sum w_s^2 (p_s - l_s)^2), sqrt(sum w_s^2 (u_s - p_s)^2). For one source it is
 * that source's Clopper-Pearson interval, and zero hits keep a width.
 * Source: Zou & Donner 2008, "Construction of confidence limits about effect measures". */
#include "reports/reports.h"

#include "audit/base/arena.h"

#include <assert.h>
#include <math.h>

WeightedRate weighted_combine(const double *weight, const double *rate, const double *variance,
                              const Interval *interval, size_t n_sources)
{
    double weights = 0;
    for (size_t s = 0; s < n_sources; s++) {
        assert(weight[s] >= 0 && isfinite(weight[s]));
        weights += weight[s];
    }
    if (!(weights > 0))
        return (WeightedRate){.interval = {0, 1}};
    double sum = 0, variances = 0, below = 0, above = 0;
    for (size_t s = 0; s < n_sources; s++) {
        if (weight[s] == 0)
            continue;
        const double w = weight[s] / weights, p = rate[s];
        sum += w * p;
        variances += w * w * variance[s];
        below += w * w * (p - interval[s].low) * (p - interval[s].low);
        above += w * w * (interval[s].high - p) * (interval[s].high - p);
    }
    /* The limits stay inside [0, 1] in exact arithmetic; fmax and fmin only undo rounding. */
    return (WeightedRate){.rate = fmin(sum, 1),
                          .standard_error = sqrt(variances),
                          .interval = {fmax(sum - sqrt(below), 0), fmin(sum + sqrt(above), 1)}};
}

WeightedRate weighted_rate(const double *weight, const uint64_t *hits, const uint64_t *n,
                           size_t n_sources)
{
    Arena scratch = {0};
    double *used = arena_alloc(&scratch, n_sources, sizeof *used);
    double *rate = arena_alloc(&scratch, n_sources, sizeof *rate);
    double *variance = arena_alloc(&scratch, n_sources, sizeof *variance);
    Interval *interval = arena_alloc(&scratch, n_sources, sizeof *interval);
    for (size_t s = 0; s < n_sources; s++) {
        assert(weight[s] >= 0 && isfinite(weight[s]));
        if (n[s] == 0)
            continue;
        used[s] = weight[s];
        rate[s] = (double)hits[s] / (double)n[s];
        variance[s] = rate[s] * (1 - rate[s]) / (double)n[s];
        interval[s] = interval_clopper_pearson(hits[s], n[s]);
    }
    const WeightedRate r = weighted_combine(used, rate, variance, interval, n_sources);
    arena_free(&scratch);
    return r;
}
