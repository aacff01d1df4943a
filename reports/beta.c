/* Quantiles: see beta.h. The regularized incomplete beta function by its continued fraction (Lentz's
 * method; DLMF 8.17.22), inverted by bisection over the log-odds of x, which resolves both ends of
 * [0, 1] alike. */
#define _GNU_SOURCE /* lgamma_r */
#include "reports/beta.h"

#include <float.h>
#include <math.h>

/* A point of [0, 1] and its distance from 1, each to full precision. */
typedef struct {
    double x, rest;
} Point;

static double log_gamma(double x)
{
    int sign;
    return lgamma_r(x, &sign);
}

/* The continued fraction of I_x(a, b) * a B(a, b) / (x^a (1-x)^b), for x < (a + 1) / (a + b + 2),
 * where O(sqrt(max(a, b))) terms are enough. */
static double fraction_of(double x, double a, double b)
{
    const double tiny = DBL_MIN * 1e10;
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (fabs(d) < tiny ? tiny : d);
    double h = d;
    for (double m = 1; m < 1e6; m++) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        for (int half = 0; half < 2; half++) {
            const double term = half == 0 ? even : odd;
            d = 1 + term * d;
            c = 1 + term / c;
            d = 1 / (fabs(d) < tiny ? tiny : d);
            c = fabs(c) < tiny ? tiny : c;
            h *= d * c;
        }
        if (fabs(d * c - 1) < 4 * DBL_EPSILON)
            break;
    }
    return h;
}

/* I_x(a, b) = P(X <= x). */
static double cumulative(Point at, double a, double b)
{
    const double log_front =
        log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(at.x) + b * log(at.rest);
    if (at.x < (a + 1) / (a + b + 2))
        return exp(log_front) * fraction_of(at.x, a, b) / a;
    return 1 - exp(log_front) * fraction_of(at.rest, b, a) / b;
}

static Point quantile(double p, double a, double b)
{
    double low = -700, high = 700; /* log-odds; e^-700 is a normal number */
    Point at = {0.5, 0.5};
    for (int i = 0; i < 80; i++) {
        const double odds = low + (high - low) / 2;
        at = (Point){1 / (1 + exp(-odds)), 1 / (1 + exp(odds))};
        if (cumulative(at, a, b) < p)
            low = odds;
        else
            high = odds;
    }
    return at;
}

double beta_quantile(double p, double a, double b)
{
    return quantile(p, a, b).x;
}

double student_upper(double df)
{
    const double z = 1.959963984540054;
    if (df > 1e6) /* Abramowitz & Stegun 26.7.5; the next term is below 1e-11 */
        return z + (z * z * z + z) / (4 * df);
    /* P(|T| > t) = I_x(df / 2, 1 / 2) at x = df / (df + t^2). */
    const Point at = quantile(0.05, df / 2, 0.5);
    return sqrt(df * at.rest / at.x);
}
