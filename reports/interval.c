/* Intervals for one rate: Clopper-Pearson and Wilson, two-sided, 95%.
 *
 * Clopper-Pearson's lower limit is the p at which P(X >= hits) = 2.5% for X ~ Binomial(n, p), the
 * upper one the p at which P(X <= hits) = 2.5% (the beta quantiles of the textbooks are the same
 * numbers). Both tails are sums of positive terms that shrink from the first on, because each limit
 * lies on the far side of hits/n; so there is no cancellation, and a tail costs O(sqrt(n)) terms.
 * The first term is Loader's saddle-point form, which keeps full precision at n = 1e9 where
 * differences of log-gammas have lost nine digits.
 *
 * Invariant: low <= hits/n <= high, low is 0 only for 0 hits, high is 1 only for n hits.
 * Sources: Clopper & Pearson 1934; Wilson 1927; Loader 2000, "Fast and Accurate Computation of
 * Binomial Probabilities". */
#include "reports/reports.h"

#include <assert.h>
#include <float.h>
#include <math.h>

#define INTERVAL_LOG_TAIL (-3.6888794541139363) /* ln 0.025 */
#define INTERVAL_Z        (1.959963984540054)   /* the normal quantile of 0.975 */
#define INTERVAL_LOG_2PI  (1.8378770664093453)  /* ln(2 pi) */

/* ln(n!) - ln(sqrt(2 pi n) (n/e)^n) for n >= 1. */
static double stirling_error(double n)
{
    enum {
        EXACT_UP_TO = 15
    }; /* 15! is exact in a double; from 16 on five terms of the series are */
    if (n <= EXACT_UP_TO) {
        double factorial = 1;
        for (double i = 2; i <= n; i++)
            factorial *= i;
        return log(factorial) - 0.5 * (INTERVAL_LOG_2PI + log(n)) - n * log(n) + n;
    }
    const double s = 1 / (n * n);
    return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / n;
}

/* x ln(x/m) + m - x, the deviance of a count x from its mean m; both > 0. */
static double deviance(double x, double m)
{
    const double d = (m - x) / x;
    if (fabs(d) > 0.01)
        return x * (d - log1p(d));
    double sum = 0; /* d - ln(1+d) = d^2/2 - d^3/3 + ...; 9 terms reach 1e-18 of the first */
    for (int i = 10; i >= 2; i--)
        sum = (i % 2 == 0 ? 1.0 : -1.0) / i + d * sum;
    return x * d * d * sum;
}

/* A binomial upper tail, split so that neither part can overflow. */
typedef struct {
    double log_first; /* ln P(X = k) */
    double sum;       /* P(X >= k) / P(X = k), at least 1 */
} Tail;

/* P(X >= k) for X ~ Binomial(n, p), q = 1 - p, 0 < k < n and k >= n p: the terms never grow. */
static Tail tail_of(double k, double n, double p, double q)
{
    Tail t = {.sum = 1};
    t.log_first = 0.5 * (log(n / (k * (n - k))) - INTERVAL_LOG_2PI) + stirling_error(n) -
                  stirling_error(k) - stirling_error(n - k) - deviance(k, n * p) -
                  deviance(n - k, n * q);
    double term = 1;
    const double odds = p / q;
    for (double j = k; j < n && term > t.sum * 1e-17; j++) {
        term *= (n - j) / (j + 1) * odds;
        t.sum += term;
    }
    return t;
}

/* The limit on one side of k/n, 0 < k < n, from `start` on that side. Newton's step for ln P against
 * ln p (upper limit: ln q) is exact for k = 1 and n - 1 in the limit and never far off; a bracket
 * catches a step that leaves the side. */
static double limit_find(double k, double n, bool upper, double start)
{
    double low = upper ? k / n : 0, high = upper ? 1 : k / n;
    double p = start > low && start < high ? start : low + (high - low) / 2;
    for (int i = 0; i < 200; i++) { /* bisection alone needs 53 + the exponent's halvings */
        const double q = 1 - p;
        const Tail t = upper ? tail_of(n - k, n, q, p) : tail_of(k, n, p, q);
        const double excess = t.log_first + log(t.sum) - INTERVAL_LOG_TAIL;
        if ((excess > 0) == upper)
            low = p;
        else
            high = p;
        const double step =
            upper ? -q * expm1(-excess * t.sum / (n - k)) : p * expm1(-excess * t.sum / k);
        double next = p + step;
        if (!(next > low && next < high)) {
            if (fabs(step) <= 4 * DBL_EPSILON * p)
                return p;
            next = low + (high - low) / 2;
        }
        if (fabs(next - p) <= 4 * DBL_EPSILON * p)
            return next;
        p = next;
    }
    return p;
}

Interval interval_wilson(uint64_t hits, uint64_t n)
{
    assert(hits <= n);
    if (n == 0)
        return (Interval){0, 1};
    const double k = (double)hits, m = (double)n, z = INTERVAL_Z;
    const double miss = (double)(n - hits);
    const double root = z * sqrt(z * z + 4 * k * miss / m);
    /* The larger root is a sum without cancellation; the smaller follows from their product. */
    double high = (2 * k + z * z + root) / (2 * (m + z * z));
    if (hits == n || high > 1)
        high = 1;
    return (Interval){k * k / (m * (m + z * z) * high), high};
}

Interval interval_clopper_pearson(uint64_t hits, uint64_t n)
{
    assert(hits <= n);
    if (n == 0)
        return (Interval){0, 1};
    const double k = (double)hits, m = (double)n;
    if (hits == 0)
        return (Interval){0, -expm1(INTERVAL_LOG_TAIL / m)};
    if (hits == n)
        return (Interval){exp(INTERVAL_LOG_TAIL / m), 1};
    const Interval start = interval_wilson(hits, n);
    return (Interval){limit_find(k, m, false, start.low), limit_find(k, m, true, start.high)};
}
