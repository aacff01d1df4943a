#!/usr/bin/env python3
"""Writes tests/golden/reports/{intervals,weighted}.txt: what the statistics of reports/ must agree with.

Made with scipy 1.17.1, numpy 2.4.6, mpmath 1.3.0 (Python 3.11). Clopper-Pearson and Wilson come from
scipy.stats.binomtest(...).proportion_ci. Its search for the Clopper-Pearson limits stops at 1e-12 absolute, which is 1e-3
of the lower limit at 1 of 1e9 (and scipy.stats.beta.ppf is off by a factor of two at 1000 of 1e9), so each limit is
polished by Newton's method in 40 digits; the largest correction is printed. Weighted rates are numpy's arithmetic over
those intervals.

    python3 tests/oracle/stats_golden.py        from the repository's root; some minutes
"""
import random
from pathlib import Path

import mpmath
import numpy
import scipy
from scipy.stats import binomtest

OUT = Path("tests/golden/reports")
mpmath.mp.dps = 40
worst = 0.0


def tail_sum(k, n, p):
    """P(X >= k) / P(X = k), X ~ Binomial(n, p): the incomplete beta's continued fraction (Lentz, DLMF 8.17.22)."""
    a, b = mpmath.mpf(k), mpmath.mpf(n - k + 1)
    c, d = mpmath.mpf(1), 1 / (1 - (a + b) * p / (a + 1))
    h = d
    for m in range(1, 10**6):
        for num in (m * (b - m) * p / ((a + 2 * m - 1) * (a + 2 * m)),
                    -(a + m) * (a + b + m) * p / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / (1 + num * d)
            c = 1 + num / c
            h *= d * c
        if abs(d * c - 1) < mpmath.mpf(10) ** -28:
            return h * (1 - p)  # I_p(a,b) = p^a q^b / (a B(a,b)) h, and P(X = k) = p^a q^(b-1) / (a B(a,b))
    raise ArithmeticError((k, n, p))


def polish(k, n, p):
    """The p with P(X >= k) = 0.025 from a good p, by Newton in ln p."""
    choose = mpmath.loggamma(n + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(n - k + 1)
    p = mpmath.mpf(p)
    while True:
        total = tail_sum(k, n, p)
        excess = choose + k * mpmath.log(p) + (n - k) * mpmath.log1p(-p) + mpmath.log(total) + mpmath.log(40)
        p *= mpmath.exp(-excess * total / k)
        if abs(excess) < mpmath.mpf(10) ** -12:
            return p  # Newton squares the distance: 1e-24 is left


def clopper_pearson(k, n):
    global worst
    ci = binomtest(k, n).proportion_ci(0.95, method="exact")
    low = polish(k, n, ci.low) if k > 0 else mpmath.mpf(0)
    # P(X <= k | p) = P(Y >= n - k | 1 - p)
    high = 1 - polish(n - k, n, 1 - mpmath.mpf(ci.high)) if k < n else mpmath.mpf(1)
    worst = max(worst, float(abs(low - ci.low)), float(abs(high - ci.high)))
    return low, high


def wilson(k, n):
    z = mpmath.sqrt(2) * mpmath.erfinv(mpmath.mpf("0.95"))
    centre, half = k + z * z / 2, z * mpmath.sqrt(mpmath.mpf(k) * (n - k) / n + z * z / 4)
    low, high = (centre - half) / (n + z * z), (centre + half) / (n + z * z)
    ci = binomtest(k, n).proportion_ci(0.95, method="wilson")
    assert abs(low - ci.low) < 1e-12 and abs(high - ci.high) < 1e-12
    return low, high


def digits(x):
    return mpmath.nstr(x, 17)


def pairs():
    rng = random.Random(2)
    found = {(k, n) for n in (1, 2, 3, 5, 10, 16, 17, 50, 100, 999, 10000, 123457) for k in (0, 1, 2, n // 2, n - 1, n)
             if 0 <= k <= n}
    found |= {(k, 10**9) for k in (0, 1, 7, 1000, 10**6, 5 * 10**8, 10**9 - 1000, 10**9 - 1, 10**9)}
    for _ in range(220):
        n = int(10 ** rng.uniform(0, 6))
        k = min(n, int(n ** rng.uniform(0, 1)))
        found |= {(k, n), (n - k, n)} if rng.random() < 0.3 else {(k, n)}
    return sorted(found, key=lambda kn: (kn[1], kn[0]))


def weighted(weights, hits, sizes):
    used = numpy.array(sizes) > 0
    w = numpy.array(weights, float)[used]
    w /= w.sum()
    k, n = numpy.array(hits, float)[used], numpy.array(sizes, float)[used]
    p = k / n
    ci = numpy.array([[float(x) for x in clopper_pearson(int(a), int(b))] for a, b in zip(k, n)])
    rate = float(w @ p)
    se = float(numpy.sqrt((w**2 * p * (1 - p) / n).sum()))
    low = rate - float(numpy.sqrt((w**2 * (p - ci[:, 0])**2).sum()))
    high = rate + float(numpy.sqrt((w**2 * (ci[:, 1] - p)**2).sum()))
    return rate, se, low, high


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    head = (f"# tests/oracle/stats_golden.py with scipy {scipy.__version__}, numpy {numpy.__version__}, "
            f"mpmath {mpmath.__version__}\n")
    with open(OUT / "intervals.txt", "w") as f:
        f.write(head + "# hits n clopper_pearson_low high wilson_low high\n")
        for k, n in pairs():
            f.write(f"{k} {n} " + " ".join(map(digits, clopper_pearson(k, n) + wilson(k, n))) + "\n")
    print(f"largest absolute distance of scipy's limits from 40 digits: {worst:.2e}")
    rng = random.Random(3)
    with open(OUT / "weighted.txt", "w") as f:
        f.write(head + "# rate standard_error low high | weight hits n ... for each source\n")
        for _ in range(60):
            m = rng.randint(1, 8)
            sizes = [rng.choice((0, 1, 50, 997, 10000)) for _ in range(m)]
            if not any(sizes):
                sizes[0] = 10
            hits = [int(n * rng.choice((0, 0, 0.002, 0.07, 0.31, 1))) for n in sizes]
            weights = [rng.choice((1, 3.5, 1e12 * rng.random(), 2.5e-3)) for _ in range(m)]
            f.write(" ".join(f"{x:.17g}" for x in weighted(weights, hits, sizes)) + " |")
            f.write("".join(f" {w:.17g} {k} {n}" for w, k, n in zip(weights, hits, sizes)) + "\n")


main()
