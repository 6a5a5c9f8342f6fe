"""Comparisons of two models on the same samples: what scipy, statsmodels and MLstatkit say.

    python3.11 -m golden.comparison_cases     (in the folder above; writes scipy_comparisons.json alone)

Means: scipy's `ttest_rel` of the squared errors. Hits: statsmodels' `mcnemar(exact=True)`; the mid-p-value from scipy's
binomial distribution; statsmodels' `cochrans_q` of three models. Areas: MLstatkit's `Delong_test`.
"""

import json
from pathlib import Path

import MLstatkit
import numpy as np
import scipy
import statsmodels
from MLstatkit import Delong_test
from scipy.stats import binom, ttest_rel
from statsmodels.stats.contingency_tables import cochrans_q, mcnemar

FILE = Path(__file__).parent.parent / "scipy_comparisons.json"
SEED = 20261130
# Where `Delong_test` returns the two areas.
AREAS = (4, 5)


def batch(random, n, decimals):
    """Labels, and scores of three models that know something of them; few decimals make ties."""
    y = (random.random(n) < 0.4).astype(int)
    y[:4] = [0, 0, 1, 1]
    common = y + random.normal(size=n)
    models = [np.round(common + 0.8 * random.normal(size=n) - bias, decimals) for bias in (0, 0.1, 0.3)]
    return y, models


def case(y, models):
    a, b = models[:2]
    hits = [(model > 0.5) == (y == 1) for model in models]
    first, second = int((hits[0] & ~hits[1]).sum()), int((~hits[0] & hits[1]).sum())
    table, least, n = [[0, first], [second, 0]], min(first, second), first + second
    squares = [(y - model) ** 2 for model in (a, b)]
    test = ttest_rel(*squares)
    area = Delong_test(y, a, b, return_auc=True)
    q = cochrans_q(np.array(hits).T.astype(int))
    return {
        "true": y.tolist(),
        "models": [model.tolist() for model in models],
        "mean": {"difference": float(np.mean(squares[0] - squares[1])), "p": float(test.pvalue)},
        "hits": {
            "counts": [first, second],
            "exact": float(mcnemar(table, exact=True).pvalue),
            "mid": float(min(1, 2 * binom.cdf(least, n, 0.5) - binom.pmf(least, n, 0.5))),
        },
        "area": {"z": float(area[0]), "p": float(area[1]), "areas": [float(area[i]) for i in AREAS]},
        "q": {"statistic": float(q.statistic), "p": float(q.pvalue)},
    }


def main():
    random = np.random.default_rng(SEED)
    sizes = [(8, 2), (13, 1), (20, 2), (31, 1), (47, 2), (80, 1), (120, 3), (200, 1)]
    whole = {
        "versions": {
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
            "MLstatkit": getattr(MLstatkit, "__version__", "0.1.91"),
            "numpy": np.__version__,
            "seed": SEED,
        },
        "cases": [case(*batch(random, n, decimals)) for n, decimals in sizes],
    }
    FILE.write_text(json.dumps(whole) + "\n")


if __name__ == "__main__":
    main()
