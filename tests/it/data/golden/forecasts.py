#!/usr/bin/env python3
"""What scikit-learn, scoringrules, or arithmetic in fractions, says of forecasts that say how sure they are.

generate.py writes this file with the others; alone, from the folder above, with the pinned libraries:

    python -m golden.forecasts

scikit-learn has the pinball loss, scoringrules the scores of intervals, ensembles, quantiles and Gaussian distributions.
Coverage, width and crossing follow from their definitions in fractions.
"""

from fractions import Fraction

import numpy as np
import scoringrules
import sklearn
from scipy.stats import norm
from sklearn.metrics import mean_pinball_loss

from golden.cases import SEED, Ledger, decimals, stream
from golden.readings import Reading, judge, literal_case, of_types, random_cases

FILE = "sklearn_forecasts.json"
VERSIONS = {"scikit-learn": sklearn.__version__, "scoringrules": scoringrules.__version__, "numpy": np.__version__}

# ---------------------------------------------------------------------------------------------------------------------
# Data: eighths and decimals around 0, the truth often equal to a member or a bound


def columns(options):
    if "alphas" in options:
        return 2 * len(options["alphas"]) + 1
    return len(options.get("levels") or (0, 0))


def draw_numbers(rng, shape, options):
    true, pred = decimals(rng, -9, 9, shape, 2), decimals(rng, -9, 9, shape, 2)
    return np.where(rng.random(shape) < 0.2, pred, true), pred


def rows(change, count=columns):
    """Rows of as many numbers as the options say, or of any number of members."""

    def draw(rng, shape, options):
        shape = shape[:-1] + (count(options) or shape[-1],)
        pred = change(decimals(rng, -9, 9, shape, 2))
        true = decimals(rng, -9, 9, shape[:-1], 2)
        return np.where(rng.random(true.shape) < 0.25, pred[..., 0], true), pred

    return draw


def spread(pred):
    """The second column above 0."""
    return np.stack([pred[..., 0], np.abs(pred[..., 1]) + 0.25], axis=-1)


def rising(pred):
    return np.sort(pred, axis=-1)


# ---------------------------------------------------------------------------------------------------------------------
# Definitions, row by row in float64


def flat(case):
    pred = case.pred.astype(np.float64)
    pred = pred.reshape(-1, 1) if case.true.shape == pred.shape else pred.reshape(-1, pred.shape[-1])
    return case.true.ravel().astype(np.float64), pred, case.unit_weights().ravel()


def mean(term):
    def define(case):
        true, pred, weights = flat(case)
        terms = np.array([term(y, row, case.options) for y, row in zip(true, pred)], np.float64)
        return np.average(terms, weights=weights), np.average(np.abs(terms), weights=weights)

    return define


def pinball(level, y, q):
    return max(level * (y - q), (level - 1) * (y - q))


def pinball_of_levels(y, row, options):
    return np.mean([pinball(level, y, q) for level, q in zip(options["levels"], row)])


def crosses(y, row, options):
    return any(after < before for before, after in zip(row, row[1:]))


def covers(y, row, options):
    return row[0] <= y <= row[1]


def width(y, row, options):
    return row[1] - row[0]


def interval(alpha, y, lower, upper):
    return upper - lower + 2 / alpha * (max(lower - y, 0) + max(y - upper, 0))


def weighted_interval(y, row, options):
    alphas = options["alphas"]
    scores = [a / 2 * interval(a, y, row[k], row[-1 - k]) for k, a in enumerate(alphas)]
    return (abs(y - row[len(alphas)]) / 2 + sum(scores)) / (len(alphas) + 0.5)


def ensemble(y, row, options):
    pairs = len(row) * (len(row) - 1 if options["fair"] else len(row))
    return np.abs(row - y).mean() - np.abs(row[:, np.newaxis] - row).sum() / (2 * pairs)


def gaussian(y, row, options):
    z = (y - row[0]) / row[1]
    return row[1] * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))


def likelihood(y, row, options):
    return (np.log(2 * np.pi * row[1]) + (y - row[0]) ** 2 / row[1]) / 2


# ---------------------------------------------------------------------------------------------------------------------
# Asking


def exactly(term):
    """Σw·ℓ/Σw in fractions."""

    def ask(case):
        true, pred, weights = flat(case)
        total = weight = Fraction(0)
        for y, row, w in zip(true, pred, map(Fraction, weights)):
            total += w * Fraction(term(Fraction(y), [Fraction(p) for p in row], case.options))
            weight += w
        return float(total / weight)

    return ask


def scored(score):
    """The weighted mean of what scoringrules says of each row."""

    def ask(case):
        true, pred, weights = flat(case)
        return float(np.average(np.ravel(score(true, pred, case.options)), weights=weights))

    return ask


def scikit_pinball(case):
    true, pred, weights = flat(case)
    levels = case.options.get("levels") or [case.options["level"]]
    of_level = [mean_pinball_loss(true, q, sample_weight=weights, alpha=level) for level, q in zip(levels, pred.T)]
    return float(np.mean(of_level))


def ask_weighted_interval(true, pred, options):
    """Of the interval scores of scoringrules: its own weighted score adds the median itself, not the distance from it,
    where Numba is missing (0.10.0)."""
    alphas = options["alphas"]
    scores = [scoringrules.interval_score(true, pred[:, k], pred[:, -1 - k], a) for k, a in enumerate(alphas)]
    total = abs(true - pred[:, len(alphas)]) / 2 + sum(a / 2 * score for a, score in zip(alphas, scores))
    return total / (len(alphas) + 0.5)


def ask_ensemble(true, pred, options):
    return scoringrules.crps_ensemble(true, pred, estimator="fair" if options["fair"] else "nrg")


# ---------------------------------------------------------------------------------------------------------------------
# The metrics

LEVELS = [dict(levels=[0.25, 0.5, 0.75]), dict(levels=[0.05, 0.9]), dict(levels=[0.1, 0.2, 0.5, 0.8, 0.95])]
ALPHAS = [dict(alphas=[0.5]), dict(alphas=[0.02, 0.1, 0.5])]


def reading(name, draw, term, ask, variants=({},)):
    return Reading(
        name, draw, mean(term), ask, of_types(("f64", "f32"), ("f64", "f32")), variants=list(variants),
        units=lambda case: case.true.shape, ranks=lambda options: (2, 3), whole_truth=False, floatx="",
    )  # fmt: skip


def two(options):
    return 2


def any_number(options):
    return 0


SCIKIT = [
    reading(
        "pinball_loss", draw_numbers, lambda y, row, options: pinball(options["level"], y, row[0]), scikit_pinball,
        [dict(level=0.5), dict(level=0.9), dict(level=0.05)],
    ),
    reading("pinball_loss_of_levels", rows(np.array), pinball_of_levels, scikit_pinball, LEVELS),
]  # fmt: skip
SCORINGRULES = [
    reading(
        "quantile_crps", rows(np.array), lambda *row: 2 * pinball_of_levels(*row),
        scored(lambda true, pred, options: scoringrules.crps_quantile(true, pred, np.array(options["levels"]))), LEVELS,
    ),
    reading(
        "interval_score", rows(rising, two), lambda y, row, options: interval(options["alpha"], y, *row),
        scored(lambda true, pred, options: scoringrules.interval_score(true, *pred.T, options["alpha"])),
        [dict(alpha=0.1), dict(alpha=0.5)],
    ),
    reading("weighted_interval_score", rows(rising), weighted_interval, scored(ask_weighted_interval), ALPHAS),
    reading(
        "ensemble_crps", rows(np.array, any_number), ensemble, scored(ask_ensemble),
        [dict(fair=False), dict(fair=True)],
    ),
    reading(
        "gaussian_crps", rows(spread, two), gaussian,
        scored(lambda true, pred, options: scoringrules.crps_normal(true, *pred.T)),
    ),
    reading(
        "gaussian_negative_log_likelihood", rows(spread, two), likelihood,
        scored(lambda true, pred, options: scoringrules.logs_normal(true, pred[:, 0], np.sqrt(pred[:, 1]))),
    ),
]  # fmt: skip
EXACT = [
    reading("crossing_quantiles", rows(np.array, any_number), crosses, exactly(crosses)),
    reading("interval_coverage", rows(rising, two), covers, exactly(covers)),
    reading("interval_width", rows(rising, two), width, exactly(width)),
]


def ledger():
    entered = Ledger()
    for readings, oracle in ((SCIKIT, "scikit-learn"), (SCORINGRULES, "scoringrules"), (EXACT, "exact")):
        for metric in readings:
            for case in random_cases(stream(metric.name), metric):
                judge(entered, case, oracle=oracle)
    add_literal(entered)
    return entered


def add_literal(entered):
    """Examples by hand."""
    named = {metric.name: metric for metric in SCIKIT + SCORINGRULES}

    def add(name, true, pred, oracle, **options):
        case = literal_case(named[name], np.array(true), pred, None, options)
        judge(entered, case, oracle=oracle)

    add("pinball_loss", [1.0, 2.0], np.array([0.0, 2.0]), "scikit-learn", level=0.9)
    add("interval_score", [4.0], "1 3", "scoringrules", alpha=0.1)
    add("ensemble_crps", [2.0], "1 2 4", "scoringrules", fair=False)
    add("ensemble_crps", [2.0], "1 2 4", "scoringrules", fair=True)
    add("gaussian_crps", [0.0], "0 1", "scoringrules")


def write():
    entered = ledger()
    entered.write(FILE, **VERSIONS, seed=SEED)
    entered.report(FILE)


if __name__ == "__main__":
    write()
