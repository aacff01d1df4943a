#!/usr/bin/env python3
"""Writes tests/golden/reports/clustered.txt: rates whose documents come in clusters, for reports/clustered.c.

Made with statsmodels 0.15.0, scipy 1.17.1, numpy 2.4.6 (Python 3.11). The standard error is statsmodels' cluster-robust one
of a regression on a constant, which knows nothing of the formula in clustered.c; the limits are scipy's beta and t quantiles
put together as Korn and Graubard 1998 say (R's survey::svyciprop(method="beta") does the same), with the effective size no larger
than the number of documents.

    python3 tests/oracle/clusters_golden.py        from the repository's root
"""
import random
from pathlib import Path

import numpy
import scipy
import statsmodels
import statsmodels.api as sm
from scipy.stats import beta, t

OUT = Path("tests/golden/reports/clustered.txt")


def cluster_robust(clusters):
    y = numpy.concatenate([[1.0] * h + [0.0] * (n - h) for n, h in clusters])
    groups = numpy.concatenate([[i] * n for i, (n, _) in enumerate(clusters)])
    fit = sm.OLS(y, numpy.ones(len(y))).fit(cov_type="cluster", cov_kwds={"groups": groups})
    return float(fit.params[0]), float(fit.bse[0])


def limits(clusters):
    n, h, g = sum(c[0] for c in clusters), sum(c[1] for c in clusters), len(clusters)
    p = h / n
    se = 0.0 if h in (0, n) else cluster_robust(clusters)[1]
    if h in (0, n):
        size = g
    else:
        size = p * (1 - p) / se**2 if se > 1e-12 else numpy.inf
        size = min(n, size * (t.ppf(0.975, n - 1) / t.ppf(0.975, g - 1)) ** 2)
    x = size * p
    low = beta.ppf(0.025, x, size - x + 1) if h > 0 else 0.0
    high = beta.ppf(0.975, x + 1, size - x) if h < n else 1.0
    return se, size, low, high


def invented(rng):
    shape = rng.choice(("alone", "pairs", "few large", "mixed", "mixed", "mixed"))
    p = rng.choice((0, 0.003, 0.05, 0.3, 0.9, 1))
    g = rng.choice((2, 3, 5, 20, 80, 300))
    sizes = [{"alone": 1, "pairs": 2, "few large": rng.randint(20, 60), "mixed": int(rng.paretovariate(1.2))}[shape]
             for _ in range(g)]
    clusters = []
    for n in sizes:
        own = p if rng.random() < 0.5 else rng.choice((0, p, 1 if p > 0 else 0))  # some clusters are all alike
        n = min(n, 400)
        clusters.append((n, sum(rng.random() < own for _ in range(n))))
    return clusters


def main():
    rng = random.Random(11)
    cases = [[(5, 0), (7, 0), (1, 0)], [(1, 1), (1, 1)], [(10, 10), (10, 0)], [(4, 2), (4, 2), (4, 2)],
             [(1, i % 10 == 0) for i in range(1000)], [(100, 1)] + [(1, 0)] * 900, [(1, int(i == 7)) for i in range(10000)]]
    cases += [invented(rng) for _ in range(150)]
    with open(OUT, "w") as f:
        f.write(f"# tests/oracle/clusters_golden.py with statsmodels {statsmodels.__version__}, scipy {scipy.__version__}, "
                f"numpy {numpy.__version__}\n# standard_error effective_n low high | times n hits ...: so many clusters of n "
                "documents with so many hits\n")
        for clusters in cases:
            runs = {}
            for c in clusters:
                runs[(c[0], int(c[1]))] = runs.get((c[0], int(c[1])), 0) + 1
            f.write(" ".join(f"{x:.15g}" for x in limits([(n, int(h)) for n, h in clusters])) + " |")
            f.write("".join(f" {k} {n} {h}" for (n, h), k in sorted(runs.items())) + "\n")


main()
