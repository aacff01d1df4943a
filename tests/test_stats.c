/* Intervals and weighted rates against tests/golden/reports (scipy, numpy, 40-digit mpmath; see
 * tests/oracle/stats_golden.py), and their properties. */
#include "tests/testing.h"

#include "reports/reports.h"

#include <inttypes.h>
#include <math.h>

enum { LINE_BYTES = 4096 };

static double relative(double got, double want)
{
    return got == want ? 0 : fabs(got - want) / fmax(fabs(got), fabs(want));
}

static void check(const char *what, uint64_t hits, uint64_t n, double got, double want,
                  double allowed)
{
    if (!(relative(got, want) <= allowed))
        fail_msg("%s of %" PRIu64 "/%" PRIu64 ": %.17g, expected %.17g", what, hits, n, got, want);
}

static FILE *golden_open(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "tests/golden/reports/%s", name);
    FILE *f = fopen(path, "r");
    if (!f)
        fail_msg("%s is missing; run the tests from the repository's root", path);
    return f;
}

static void intervals_agree_with_scipy(void **state)
{
    (void)state;
    FILE *f = golden_open("intervals.txt");
    char line[LINE_BYTES];
    size_t n_lines = 0, n_large = 0;
    while (fgets(line, sizeof line, f)) {
        if (line[0] == '#')
            continue;
        uint64_t hits, n;
        double want[4];
        assert_int_equal(sscanf(line, "%" SCNu64 " %" SCNu64 " %lf %lf %lf %lf", &hits, &n,
                                &want[0], &want[1], &want[2], &want[3]),
                         6);
        const Interval cp = interval_clopper_pearson(hits, n), w = interval_wilson(hits, n);
        check("Clopper-Pearson low", hits, n, cp.low, want[0], 1e-12);
        check("Clopper-Pearson high", hits, n, cp.high, want[1], 1e-12);
        check("Wilson low", hits, n, w.low, want[2], 1e-12);
        check("Wilson high", hits, n, w.high, want[3], 1e-12);
        n_lines++;
        n_large += n == 1000000000;
    }
    fclose(f);
    assert_true(n_lines > 250);
    assert_true(n_large >= 8);
}

static void intervals_at_the_ends(void **state)
{
    (void)state;
    const Interval none = interval_clopper_pearson(0, 0), none_w = interval_wilson(0, 0);
    assert_true(none.low == 0 && none.high == 1);
    assert_true(none_w.low == 0 && none_w.high == 1);
    /* MEASURES.md: 0 hits of 10,000 still leave up to 0.037%. */
    assert_true(fabs(interval_clopper_pearson(0, 10000).high - 0.000368820) < 1e-9);
    static const uint64_t sizes[] = {1, 2, 7, 100, 10000, 123456789, 1000000000, 1ULL << 40};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        const uint64_t n = sizes[i];
        assert_true(interval_clopper_pearson(0, n).low == 0);
        assert_true(interval_clopper_pearson(n, n).high == 1);
        assert_true(interval_wilson(0, n).low == 0);
        assert_true(interval_wilson(n, n).high == 1);
        assert_true(interval_clopper_pearson(0, n).high > 0);
        assert_true(interval_clopper_pearson(n, n).low < 1);
    }
}

/* Every hits of every small n: in order, symmetric, growing with the hits, and the tail that
 * defines the limit is 2.5% (summed here from the binomial's own terms). */
static void intervals_have_their_properties(void **state)
{
    (void)state;
    for (uint64_t n = 1; n <= 60; n++)
        for (uint64_t k = 0; k <= n; k++) {
            const Interval i = interval_clopper_pearson(k, n);
            const Interval mirror = interval_clopper_pearson(n - k, n);
            const double p = (double)k / (double)n;
            assert_true(i.low <= p && p <= i.high);
            assert_true(fabs(i.low - (1 - mirror.high)) < 1e-14);
            if (k < n)
                assert_true(interval_clopper_pearson(k + 1, n).low > i.low &&
                            interval_clopper_pearson(k + 1, n).high > i.high);
            double term = pow(1 - i.low, (double)n), below = 0;
            for (uint64_t j = 0; j < k; j++) { /* P(X < k | low) */
                below += term;
                term *= (double)(n - j) / (double)(j + 1) * (i.low / (1 - i.low));
            }
            if (k > 0)
                assert_true(fabs(1 - below - 0.025) < 1e-12);
        }
}

static void weighted_rates_agree_with_numpy(void **state)
{
    (void)state;
    FILE *f = golden_open("weighted.txt");
    char line[LINE_BYTES];
    size_t n_lines = 0;
    while (fgets(line, sizeof line, f)) {
        if (line[0] == '#')
            continue;
        double want[4], weight[16];
        uint64_t hits[16], n[16];
        int at, used;
        assert_int_equal(
            sscanf(line, "%lf %lf %lf %lf |%n", &want[0], &want[1], &want[2], &want[3], &at), 4);
        size_t m = 0;
        for (; sscanf(line + at, "%lf %" SCNu64 " %" SCNu64 "%n", &weight[m], &hits[m], &n[m],
                      &used) == 3;
             m++)
            at += used;
        assert_true(m > 0 && m <= 8);
        const WeightedRate w = weighted_rate(weight, hits, n, m);
        /* The limits are differences: 1e-13 absolute is what double arithmetic leaves. */
        check("rate", 0, m, w.rate, want[0], 1e-12);
        check("standard error", 0, m, w.standard_error, want[1], 1e-12);
        assert_true(fabs(w.interval.low - want[2]) < 1e-13);
        assert_true(fabs(w.interval.high - want[3]) < 1e-13);
        n_lines++;
    }
    fclose(f);
    assert_true(n_lines >= 50);
}

static void weighted_rate_leaves_out_what_has_no_size(void **state)
{
    (void)state;
    const uint64_t hits[] = {3, 0, 50}, n[] = {100, 0, 100};
    const double weight[] = {2, 1000, 2}, one[] = {0, 0, 7}, nothing[] = {0, 5, 0};
    const WeightedRate w = weighted_rate(weight, hits, n, 3);
    assert_true(fabs(w.rate - 0.265) < 1e-15);
    const WeightedRate alone = weighted_rate(one, hits, n, 3);
    const Interval i = interval_clopper_pearson(50, 100);
    assert_true(alone.rate == 0.5);
    assert_true(fabs(alone.interval.low - i.low) < 1e-15);
    assert_true(fabs(alone.interval.high - i.high) < 1e-15);
    const WeightedRate none = weighted_rate(nothing, hits, n, 3);
    assert_true(none.rate == 0 && none.interval.low == 0 && none.interval.high == 1);
    assert_true(weighted_rate(NULL, NULL, NULL, 0).interval.high == 1);
    /* Zero hits everywhere keep a width. */
    const uint64_t zero[] = {0, 0, 0}, sizes[] = {10000, 10000, 10000};
    const double equal[] = {1, 1, 1};
    const WeightedRate z = weighted_rate(equal, zero, sizes, 3);
    assert_true(z.rate == 0 && z.standard_error == 0 && z.interval.low == 0);
    assert_true(fabs(z.interval.high - interval_clopper_pearson(0, 10000).high / sqrt(3)) < 1e-15);
}

/* Clusters against statsmodels' cluster-robust standard errors and scipy's quantiles
 * (tests/oracle/clusters_golden.py). */
static void clustered_rates_agree_with_statsmodels(void **state)
{
    (void)state;
    enum { CLUSTERS_MOST = 20000 };
    FILE *f = golden_open("clustered.txt");
    static char line[1 << 16];
    ClusterCount *c = calloc(CLUSTERS_MOST, sizeof *c);
    size_t n_lines = 0, n_wider = 0;
    while (fgets(line, sizeof line, f)) {
        double se, size, low, high;
        int at = 0, more;
        size_t n_clusters = 0;
        uint64_t times, n, hits, all = 0, all_hits = 0;
        if (line[0] == '#')
            continue;
        assert_int_equal(sscanf(line, "%lf %lf %lf %lf |%n", &se, &size, &low, &high, &at), 4);
        while (sscanf(line + at, " %" SCNu64 " %" SCNu64 " %" SCNu64 "%n", &times, &n, &hits,
                      &more) == 3) {
            at += more;
            for (; times > 0; times--) {
                assert_true(n_clusters < CLUSTERS_MOST);
                c[n_clusters++] = (ClusterCount){n, hits};
                all += n;
                all_hits += hits;
            }
        }
        const ClusteredRate r = clustered_rate(c, n_clusters);
        assert_true(r.known);
        if (fabs(r.standard_error - se) > 1e-12 + 1e-10 * se)
            fail_msg("standard error %.17g, expected %.17g: %.60s", r.standard_error, se, line);
        check("effective size", all_hits, all, r.effective_n, size, 1e-8);
        check("clustered low", all_hits, all, r.interval.low, low, 1e-8);
        check("clustered high", all_hits, all, r.interval.high, high, 1e-8);
        const Interval alone = interval_clopper_pearson(all_hits, all);
        assert_true(r.interval.low <= alone.low + 1e-12 && r.interval.high >= alone.high - 1e-12);
        n_wider += r.interval.high > alone.high + 1e-6;
        n_lines++;
    }
    fclose(f);
    free(c);
    assert_true(n_lines > 150);
    assert_true(n_wider > 50 && n_wider < n_lines);
}

static void one_cluster_says_nothing(void **state)
{
    (void)state;
    const ClusterCount one = {100, 3};
    for (size_t n = 0; n <= 1; n++) {
        const ClusteredRate r = clustered_rate(&one, n);
        assert_false(r.known);
        assert_true(r.interval.low == 0 && r.interval.high == 1);
    }
}

/* Documents that are all clusters of their own, up to many: the interval is Clopper and Pearson's,
 * but for the correction of G / (G - 1). */
static void clusters_of_one_are_independent(void **state)
{
    (void)state;
    static const size_t ns[] = {1000, 100000, 3000000};
    for (size_t i = 0; i < sizeof ns / sizeof *ns; i++) {
        ClusterCount *c = calloc(ns[i], sizeof *c);
        for (size_t k = 0; k < ns[i]; k++)
            c[k] = (ClusterCount){1, k < ns[i] / 10};
        const ClusteredRate r = clustered_rate(c, ns[i]);
        const Interval alone = interval_clopper_pearson(ns[i] / 10, ns[i]);
        const double allowed = 2 / (double)ns[i] + 1e-8;
        check("low", ns[i] / 10, ns[i], r.interval.low, alone.low, allowed);
        check("high", ns[i] / 10, ns[i], r.interval.high, alone.high, allowed);
        free(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_agree_with_scipy),
        cmocka_unit_test(clustered_rates_agree_with_statsmodels),
        cmocka_unit_test(one_cluster_says_nothing),
        cmocka_unit_test(clusters_of_one_are_independent),
        cmocka_unit_test(intervals_at_the_ends),
        cmocka_unit_test(intervals_have_their_properties),
        cmocka_unit_test(weighted_rates_agree_with_numpy),
        cmocka_unit_test(weighted_rate_leaves_out_what_has_no_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
