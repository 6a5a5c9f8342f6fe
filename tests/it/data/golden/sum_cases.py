"""Standard errors of values that are read off sums, and of their differences: the infinitesimal jackknife by mpmath.

    python3.11 -m golden.sum_cases           (in the folder above; writes standard_errors_of_sums.json alone)

A value is a function of the samples' weights w. Sample i moves it by its derivative by wᵢ times wᵢ, which `mpmath.diff`
finds from the formulas that stand below; the standard error is √(n/(n − 1)·Σ movesᵢ²), and that of a difference of two
models on the same samples likewise of the differences of their moves.

A value is a list: the value, its standard error, and the ends of the interval of 95 %. A difference is a list of both
values, the difference, its standard error and the two-sided p-value of Student's t.
"""

import json

import mpmath
import numpy as np
import scipy
from scipy import stats

from golden.cases import SEED, digits, stream, written
from golden.environment import HERE
from golden.error_cases import ends

FILE = "standard_errors_of_sums.json"
VERSIONS = {"mpmath": mpmath.__version__, "scipy": scipy.__version__, "numpy": np.__version__, "seed": SEED}
THRESHOLDS = (0.25, 0.5, 0.75)
BINS = 4
POWER = mpmath.mpf("1.5")


def write(name, **head):
    mpmath.mp.dps = 30
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in [*singles(), *pairs()])
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


def singles():
    for kind, make in BATCHES.items():
        if kind == "classes":
            continue
        rng = stream(f"sums of {kind}")
        for n, weighed in ((12, False), (25, False), (18, True)):
            true, pred, _ = make(rng, n)
            weights = rng.integers(1, 9, n) / 4 if weighed else None
            names = [name for name in KINDS[kind] if name not in OF_COUNTS]
            yield case(true, pred, None, weights, {name: single(METRICS[name], true, pred, weights) for name in names})


def pairs():
    for kind, make in BATCHES.items():
        rng = stream(f"pairs of {kind}")
        for n, weighed in ((15, False), (30, False), (20, True)):
            true, first, second = make(rng, n)
            weights = rng.integers(1, 9, n) / 4 if weighed else None
            yield case(true, first, second, weights,
                       {name: pair(METRICS[name][0], true, first, second, weights) for name in KINDS[kind]})


def case(true, pred, second, weights, values):
    readings = [dict(metric=metric, value=[digits(float(x)) for x in value]) for metric, value in values.items()]
    return dict(true=written(true), pred=written(pred), second=None if second is None else written(second),
                weights=written(weights), readings=readings)


def single(metric, true, pred, weights):
    value, limits = metric
    found, moves = moved(value, true, pred, weights)
    error = of_moves(moves)
    reach = mpmath.mpf(float(stats.t.isf(0.025, len(moves) - 1))) * error
    return (found, error, *ends(limits, found, reach))


def pair(value, true, first, second, weights):
    (a, moves), (b, others) = (moved(value, true, pred, weights) for pred in (first, second))
    error = of_moves([x - y for x, y in zip(moves, others)])
    p = 2 * stats.t.sf(float(abs(a - b) / error), len(moves) - 1)
    return (a, b, a - b, error, p)


def of_moves(moves):
    n = len(moves)
    return mpmath.sqrt(n * sum(move**2 for move in moves) / mpmath.mpf(n - 1))


def moved(value, true, pred, weights):
    """The value, and how far each sample moves it."""
    exact = np.vectorize(lambda x: mpmath.mpf(float(x)), otypes=[object])
    y, p = exact(true), exact(pred)
    w = [mpmath.mpf(float(x)) for x in (np.ones(len(true)) if weights is None else weights)]
    of_weight = lambda i: lambda x: value(y, p, [*w[:i], x, *w[i + 1:]])
    return value(y, p, w), [w[i] * mpmath.diff(of_weight(i), w[i]) for i in range(len(w))]


# ---------------------------------------------------------------------------------------------------------------------
# Formulas of weighted samples


def expected_error(y, p, w):
    return sum(abs(distance) for _, distance in bins(y, p, w)) / sum(w)


def root_error(y, p, w):
    return mpmath.sqrt(sum(distance**2 / weight for weight, distance in bins(y, p, w)) / sum(w))


def bins(y, p, w):
    """The weight of each bin, and how far outcomes and probabilities lie apart in it."""
    place = [min(max(int(mpmath.ceil(q * BINS)) - 1, 0), BINS - 1) for q in p]
    for k in sorted(set(place)):
        at = [i for i, own in enumerate(place) if own == k]
        yield sum(w[i] for i in at), sum(w[i] * (y[i] - p[i]) for i in at)


def counts(y, p, w):
    """True and false positives at each threshold, from below all scores to above all of them."""
    at = lambda t, label: sum(x for a, b, x in zip(y, p, w) if a == label and (t is None or b > t))
    grid = [(at(t, 1), at(t, 0)) for t in (None, *THRESHOLDS)]
    return [*grid, (mpmath.mpf(0), mpmath.mpf(0))]


def roc_grid(y, p, w):
    grid = counts(y, p, w)
    (tp, fp) = grid[0]
    return sum((a[1] - b[1]) * (a[0] + b[0]) / 2 for a, b in zip(grid, grid[1:])) / (tp * fp)


def pr_grid(y, p, w):
    """Davis and Goadrich's interpolation, as Keras adds it up."""
    grid, total = counts(y, p, w), 0
    for (tp, fp), (next_tp, next_fp) in zip(grid, grid[1:]):
        here, there = tp + fp, next_tp + next_fp
        if here == there:
            continue
        slope = (tp - next_tp) / (here - there)
        intercept = next_tp - slope * there
        ratio = here / there if there > 0 else 1
        total += slope * (tp - next_tp + intercept * mpmath.log(ratio))
    return total / grid[0][0]


def percentage(y, p, w):
    return 100 * sum(x * abs(a - b) for a, b, x in zip(y, p, w)) / sum(x * abs(a) for a, x in zip(y, w))


def d2_tweedie(y, p, w):
    mean = sum(x * a for a, x in zip(y, w)) / sum(w)

    def deviance(a, b):
        return 2 * (a**(2 - POWER) / ((1 - POWER) * (2 - POWER)) - a * b**(1 - POWER) / (1 - POWER) + b**(2 - POWER) / (2 - POWER))

    return 1 - sum(x * deviance(a, b) for a, b, x in zip(y, p, w)) / sum(x * deviance(a, mean) for a, x in zip(y, w))


def macro_f1(y, p, w):
    """Of labels, each decided at 0.5."""
    f1 = []
    for label in range(y.shape[1]):
        both = sum(x for a, b, x in zip(y[:, label], p[:, label], w) if a == 1 and b > 0.5)
        either = sum(x * ((a == 1) + (b > 0.5)) for a, b, x in zip(y[:, label], p[:, label], w))
        f1.append(2 * both / either)
    return sum(f1) / len(f1)


def roc_grid_of_labels(y, p, w):
    return sum(roc_grid(y[:, label], p[:, label], w) for label in range(y.shape[1])) / y.shape[1]


def mean_iou(y, p, w):
    iou = []
    for k in range(3):
        both = sum(x for a, b, x in zip(y, p, w) if a == k and b == k)
        either = sum(x for a, b, x in zip(y, p, w) if a == k or b == k)
        iou.append(both / either)
    return sum(iou) / 3


def kappa(y, p, w):
    total = sum(w)
    share = lambda values, k: sum(x for a, x in zip(values, w) if a == k) / total
    right = sum(x for a, b, x in zip(y, p, w) if a == b) / total
    by_chance = sum(share(y, k) * share(p, k) for k in range(3))
    return (right - by_chance) / (1 - by_chance)


def precision(y, p, w):
    return sum(x for a, b, x in zip(y, p, w) if a == 1 and b > 0.5) / sum(x for b, x in zip(p, w) if b > 0.5)


METRICS = dict(
    expected_calibration_error=(expected_error, (0, 1)), root_calibration_error=(root_error, (0, 1)),
    roc_grid=(roc_grid, (0, 1)), pr_grid=(pr_grid, (0, 1)), precision=(precision, (0, 1)),
    weighted_absolute_percentage_error=(percentage, (0, None)), d2_tweedie_score=(d2_tweedie, (None, 1)),
    macro_f1=(macro_f1, (0, 1)), roc_grid_of_labels=(roc_grid_of_labels, (0, 1)),
    mean_iou=(mean_iou, (0, 1)), cohen_kappa=(kappa, (None, 1)),
)
# Their standard errors alone stand in standard_errors.json.
OF_COUNTS = ("precision", "mean_iou", "cohen_kappa")
KINDS = dict(
    scores=("expected_calibration_error", "root_calibration_error", "roc_grid", "pr_grid", "precision"),
    sizes=("weighted_absolute_percentage_error", "d2_tweedie_score"),
    labels=("macro_f1", "roc_grid_of_labels"),
    classes=("mean_iou", "cohen_kappa"),
)


# ---------------------------------------------------------------------------------------------------------------------
# Batches: truth, and the predictions of two models


def of_scores(rng, n):
    true = np.arange(n) % 3 == 0
    scores = [np.round(np.clip(0.3 * true + rng.uniform(0.02, 0.68, n), 0, 1), 4) for _ in range(2)]
    return (true.astype(int), *scores)


def of_sizes(rng, n):
    true = np.round(rng.gamma(2, 3, n) + 0.1, 4)
    return (true, *[np.round(true * rng.uniform(0.6, 1.5, n), 4) for _ in range(2)])


def of_labels(rng, n):
    true = rng.random((n, 3)) < [0.3, 0.5, 0.6]
    true[:2] = [[True] * 3, [False] * 3]
    scores = [np.round(0.4 * true + rng.uniform(0.02, 0.58, (n, 3)), 4) for _ in range(2)]
    return (true.astype(int), *scores)


def of_classes(rng, n):
    true = rng.permutation(np.arange(n) % 3)
    return (true, *[np.where(rng.random(n) < 0.7, true, rng.integers(0, 3, n)) for _ in range(2)])


BATCHES = dict(scores=of_scores, sizes=of_sizes, labels=of_labels, classes=of_classes)

if __name__ == "__main__":
    write(FILE, **VERSIONS)
