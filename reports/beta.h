/* The beta distribution with real parameters, and Student's t through it. Private to reports/. */
#ifndef ROTE_BETA_H
#define ROTE_BETA_H

/* The x with P(X <= x) = p for X ~ Beta(a, b); a, b > 0, 0 < p < 1. Relative precision of x and of
 * 1 - x about 1e-9 up to a + b = 1e6. */
double beta_quantile(double p, double a, double b);

/* The 97.5% quantile of Student's t with df >= 1 degrees of freedom. */
double student_upper(double df);

#endif
