"""Rank correlations, and concordance of risks with times of events: what scipy and scikit-survival say.

    python3.11 -m golden.rank_cases           (in the folder above; writes scipy_ranks.json alone)

Neither library takes weights: weights are quarters, and a sample of weight w/4 comes w times. Every value is compared
with the definition in fractions before it is written: sample by sample, or every two samples. null is undefined: a side
that does not vary, or no comparable pair, for which scipy gives NaN and scikit-survival an error. Somers' D of a constant
prediction, 0, is exact arithmetic's: scipy gives NaN.
"""

import json
import warnings
from fractions import Fraction
from itertools import combinations
from math import sqrt

import numpy as np
import scipy
import sksurv
from scipy.stats import kendalltau, somersd, spearmanr
from sksurv.exceptions import NoComparablePairException
from sksurv.metrics import concordance_index_censored

from golden.cases import SEED, digits, stream, written
from golden.environment import HERE

FILE = "scipy_ranks.json"
VERSIONS = {"scipy": scipy.__version__, "scikit-survival": sksurv.__version__, "numpy": np.__version__, "seed": SEED}
SIZES = (3, 8, 15, 30)


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = [*correlations(), *concordances()]
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


def case(true, pred, weights, readings):
    """One batch, with all that is known of it."""
    return dict(true=written(true), pred=written(pred), weights=written(weights), readings=list(readings))


def reading(metric, found, defined, oracle):
    assert np.isnan(found) == (defined is None), (metric, found, defined)
    assert defined is None or abs(found - defined) < 1e-12, (metric, found, defined)
    return dict(metric=metric, options={}, oracle=oracle, value=digits(float(found)))


def repeated(weights, *arrays):
    times = np.round(4 * weights).astype(int)
    return [np.repeat(array, times, axis=0) for array in arrays]


def samples(true, pred, weights):
    return [(y, p, Fraction(float(w))) for y, p, w in zip(true, pred, weights) if w > 0]


# ---------------------------------------------------------------------------------------------------------------------
# Definitions


def sign(a, b):
    return (a > b) - (a < b)


def pairs(listed, of_pair):
    return sum(a[2] * b[2] * of_pair(a, b) for a, b in combinations(listed, 2))


def ranks(listed, side):
    """The weight below a number, and half of the weight at it."""
    rank = lambda x: sum(w * (1 + sign(x, number)) / 2 for *numbers, w in listed for number in [numbers[side]])
    return {x: rank(x) for x in {sample[side] for sample in listed}}


def spearman(listed):
    total = sum(w for _, _, w in listed)
    by_side = [ranks(listed, side) for side in (0, 1)]
    apart = [(by_side[0][y] - total / 2, by_side[1][p] - total / 2, w) for y, p, w in listed]
    yy, pp = (sum(w * sample[side] ** 2 for sample in apart for w in [sample[2]]) for side in (0, 1))
    return float(sum(w * r * s for r, s, w in apart)) / sqrt(yy * pp) if yy * pp else None


def kendall(listed):
    untied = [pairs(listed, lambda a, b: a[side] != b[side]) for side in (0, 1)]
    surplus = pairs(listed, lambda a, b: sign(a[0], b[0]) * sign(a[1], b[1]))
    return float(surplus) / sqrt(untied[0] * untied[1]) if all(untied) else None


def somers(listed):
    untied = pairs(listed, lambda a, b: a[0] != b[0])
    surplus = pairs(listed, lambda a, b: sign(a[0], b[0]) * sign(a[1], b[1]))
    return float(surplus / untied) if untied else None


def concordance(listed):
    """Samples are ((time, event), risk, weight)."""
    before = lambda a, b: a[1] == 1 and (a[0] < b[0] or a[0] == b[0] and b[1] == 0)
    right = all_pairs = Fraction(0)
    for a in listed:
        for b in listed:
            if before(a[0], b[0]):
                right += a[2] * b[2] * Fraction(1 + sign(a[1], b[1]), 2)
                all_pairs += a[2] * b[2]
    return float(right / all_pairs) if all_pairs else None


# ---------------------------------------------------------------------------------------------------------------------
# Cases


def drawn(rng, number):
    """Whole numbers or tenths, of which many tie; every second case with weights, some of them 0."""
    n = SIZES[number % len(SIZES)]
    true = np.round(rng.normal(0, 2, n), number % 2)
    pred = np.round(true * rng.choice([-0.5, 0, 0.5, 1]) + rng.normal(0, 1.5, n), number // 2 % 2)
    if number % 11 == 10:
        (true if number % 2 else pred)[:] = 1.5
    weights = rng.integers(0, 13, n) / 4 if number // 2 % 2 else None
    if weights is not None:
        weights[0] = 0.75
    return true, pred, weights


LITERAL = [
    ([1, 0, 4, 1, 0, 3, 0], [4, 0, 3, 3, 3, 1, 1]),
    ([5, 2, 1, 3, 6, 4, 7], [5, 2, 6, 3, 1, 7, 4]),
    ([1, 2, 2, 3], [1, 2, 3, 3]),
]


def correlations():
    for number in range(32):
        yield correlated(*drawn(stream(f"rank correlations {number}"), number))
    for true, pred in LITERAL:
        yield correlated(np.array(true, float), np.array(pred, float), None)


def correlated(true, pred, weights):
    own = np.ones(len(true)) if weights is None else weights
    y, p = repeated(own, true, pred)
    listed = samples(true.tolist(), pred.tolist(), own)
    # scipy has no value for a constant prediction, of which no pair is concordant or discordant.
    exact, both_vary = somers(listed), len(set(y)) > 1 and len(set(p)) > 1
    of_table = (somersd(y, p).statistic, "scipy") if both_vary else (np.nan if exact is None else exact, "exact")
    return case(true, pred, weights, [
        reading("spearman_correlation", spearmanr(y, p).statistic, spearman(listed), "scipy"),
        reading("kendall_tau", kendalltau(y, p).statistic, kendall(listed), "scipy"),
        reading("somers_d", of_table[0], exact, of_table[1]),
    ])  # fmt: skip


def observed(rng, number):
    """Times of which many tie, most of them of events, and risks that fall with the time."""
    n = SIZES[number % len(SIZES)]
    times = np.round(rng.exponential(4, n) + 0.5, number % 2)
    events = (rng.random(n) < (0.7 if number % 9 else 0)).astype(float)
    risks = np.round(rng.normal(0, 1, n) - rng.choice([-0.3, 0.3]) * times, number // 2 % 2)
    weights = rng.integers(0, 13, n) / 4 if number // 2 % 2 else None
    if weights is not None:
        weights[0] = 0.75
    return np.stack([times, events], axis=1), risks, weights


def concordances():
    for number in range(32):
        yield concordant(*observed(stream(f"concordance {number}"), number))
    yield concordant(np.array([[1.0, 1], [2, 1], [3, 0]]), np.array([3.0, 1, 2]), None)


def concordant(true, risks, weights):
    own = np.ones(len(risks)) if weights is None else weights
    y, p = repeated(own, true, risks)
    try:
        found = concordance_index_censored(y[:, 1] == 1, y[:, 0], p)[0]
    except (NoComparablePairException, ValueError):
        found = np.nan
    listed = samples(list(map(tuple, true.tolist())), risks.tolist(), own)
    return case(true, risks, weights, [reading("concordance_index", found, concordance(listed), "scikit-survival")])


if __name__ == "__main__":
    write(FILE, **VERSIONS)
