/* The interval of a rate whose documents come in clusters.
 *
 * Variance by linearization of the ratio hits / n over clusters taken as drawn independently:
 *
 *   V = G / (G - 1) * sum_c (h_c - p n_c)^2 / n^2        p = h / n, G clusters
 *
 * (Cochran 1977, "Sampling Techniques", 6.13; what regression packages call cluster-robust with
 * the correction for few clusters). It makes an effective sample size n* = p (1 - p) / V, which is
 * scaled by (t_{n-1} / t_{G-1})^2 for the degrees of freedom and put into Clopper & Pearson's limits
 * in the place of n (Korn & Graubard 1998, "Confidence intervals for proportions with small expected
 * number of positive counts estimated from survey data"), with real parameters of the beta
 * distribution. Where clusters seem to make the rate more certain than independent documents would,
 * n* is n. Where nothing was hit, or everything, the data say nothing of the variance: each cluster
 * then counts as one document, as if its documents were all alike. */
#include "reports/reports.h"

#include "reports/beta.h"

#include <math.h>

static double effective_size(double p, double variance, double n, double n_clusters)
{
    if (p <= 0 || p >= 1)
        return n_clusters;
    const double t = student_upper(n - 1) / student_upper(n_clusters - 1);
    const double size = p * (1 - p) / variance * t * t; /* infinite where the variance is 0 */
    return size < n ? size : n;
}

ClusteredRate clustered_rate(const ClusterCount *c, size_t n_clusters)
{
    uint64_t hits = 0, n = 0;
    for (size_t i = 0; i < n_clusters; i++) {
        hits += c[i].hits;
        n += c[i].n;
    }
    if (n_clusters < 2)
        return (ClusteredRate){.interval = {0, 1}};
    const double p = (double)hits / (double)n, g = (double)n_clusters;
    double sum = 0;
    for (size_t i = 0; i < n_clusters; i++) {
        const double excess = (double)c[i].hits - p * (double)c[i].n;
        sum += excess * excess;
    }
    const double variance = g / (g - 1) * sum / ((double)n * (double)n);
    ClusteredRate r = {.known = true,
                       .standard_error = sqrt(variance),
                       .effective_n = effective_size(p, variance, (double)n, g)};
    const double x = r.effective_n * p, rest = r.effective_n - x;
    if (r.effective_n >= (double)n)
        r.interval = interval_clopper_pearson(hits, n);
    else
        r.interval = (Interval){hits > 0 ? beta_quantile(0.025, x, rest + 1) : 0,
                                hits < n ? beta_quantile(0.975, x + 1, rest) : 1};
    return r;
}
