/* A rate over several sources from the rates of each (a stratified estimate).
 *
 * Interval: MOVER (method of variance estimates recovery) puts together the sources' own limits
 * l_s, u_s: p -/+ sqrt(sum w_s^2 (p_s - l_s)^2), sqrt(sum w_s^2 (u_s - p_s)^2). For one source it is
 * that source's Clopper-Pearson interval, and zero hits keep a width.
 * Source: Zou & Donner 2008, "Construction of confidence limits about effect measures". */
#include "reports/reports.h"

#include <assert.h>
#include <math.h>

WeightedRate weighted_rate(const double *weight, const uint64_t *hits, const uint64_t *n,
                           size_t n_sources)
{
    double weights = 0;
    for (size_t s = 0; s < n_sources; s++) {
        assert(weight[s] >= 0 && isfinite(weight[s]));
        if (n[s] > 0)
            weights += weight[s];
    }
    if (!(weights > 0))
        return (WeightedRate){.interval = {0, 1}};
    double rate = 0, variance = 0, below = 0, above = 0;
    for (size_t s = 0; s < n_sources; s++) {
        if (n[s] == 0 || weight[s] == 0)
            continue;
        const double w = weight[s] / weights;
        const double p = (double)hits[s] / (double)n[s];
        const Interval i = interval_clopper_pearson(hits[s], n[s]);
        rate += w * p;
        variance += w * w * p * (1 - p) / (double)n[s];
        below += w * w * (p - i.low) * (p - i.low);
        above += w * w * (i.high - p) * (i.high - p);
    }
    /* The limits stay inside [0, 1] in exact arithmetic; fmax and fmin only undo rounding. */
    return (WeightedRate){.rate = fmin(rate, 1),
                          .standard_error = sqrt(variance),
                          .interval = {fmax(rate - sqrt(below), 0), fmin(rate + sqrt(above), 1)}};
}
