/* Numbers for people: see numeral.h. */
#include "reports/numeral.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *numeral_count(Arena *a, uint64_t n)
{
    char digits[24];
    const int n_digits = snprintf(digits, sizeof digits, "%" PRIu64, n);
    char *out = arena_alloc(a, (size_t)n_digits * 2, 1);
    char *p = out;
    for (int i = 0; i < n_digits; i++) {
        if (i > 0 && (n_digits - i) % 3 == 0)
            *p++ = ',';
        *p++ = digits[i];
    }
    return out;
}

const char *numeral_things(Arena *a, uint64_t n, const char *one, const char *many)
{
    return arena_printf(a, "%s %s", numeral_count(a, n), n == 1 ? one : many);
}

const char *numeral_percent(Arena *a, double rate)
{
    assert(rate >= 0 && rate <= 1);
    if (rate == 0)
        return "0";
    if (rate == 1)
        return "100";
    const double percent = rate * 100;
    if (percent >= 99.95)
        return ">99.9";
    if (percent >= 9.995)
        return arena_printf(a, "%.1f", percent);
    int decimals = 2;
    for (double from = 0.0995; percent < from; from /= 10)
        decimals++;
    return arena_printf(a, "%.*f", decimals, percent);
}

const char *numeral_rate(Arena *a, double rate)
{
    return arena_printf(a, "%s%%", numeral_percent(a, rate));
}

const char *numeral_interval(Arena *a, Interval i, const char *dash)
{
    return arena_printf(a, "%s%s%s", numeral_rate(a, i.low), dash, numeral_rate(a, i.high));
}

const char *numeral_hits(Arena *a, uint64_t hits, uint64_t n, const char *things)
{
    const char *of =
        arena_printf(a, "%s of %s %s", numeral_count(a, hits), numeral_count(a, n), things);
    if (n == 0)
        return arena_printf(a, "%s (no rate)", of);
    const Interval i = interval_clopper_pearson(hits, n);
    if (hits == 0)
        return arena_printf(a, "%s (at most %s)", of, numeral_rate(a, i.high));
    return arena_printf(a, "%s (%s, 95%% interval %s)", of,
                        numeral_rate(a, (double)hits / (double)n), numeral_interval(a, i, " to "));
}

const char *numeral_fraction(Arena *a, double fraction)
{
    return arena_printf(a, "%.1f%%", fraction * 100);
}

const char *numeral_mean(Arena *a, double mean)
{
    return arena_printf(a, "%.2f", mean);
}
