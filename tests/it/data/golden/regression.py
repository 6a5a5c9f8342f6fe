#!/usr/bin/env python3
"""What scikit-learn, or arithmetic in fractions, says of errors of predicted numbers.

generate.py writes this file with the others; alone, from the folder above, with the pinned scikit-learn and NumPy:

    python -m golden.regression

scikit-learn has the deviances and the logarithmic error. The other errors follow from their definitions in fractions, in
which the numbers of the file are taken as they are.
"""

from fractions import Fraction

import numpy as np
import sklearn
import sklearn.metrics as scikit

from golden.cases import SEED, Ledger, decimals, stream
from golden.readings import Reading, judge, literal_case, of_types, random_cases

FILE = "sklearn_regression.json"

# ---------------------------------------------------------------------------------------------------------------------
# Data


def numbers(rng, shape, options):
    return decimals(rng, -20, 20, shape), decimals(rng, -20, 20, shape)


def numbers_but_zero(rng, shape, options):
    true, pred = numbers(rng, shape, options)
    return np.where(true == 0, 1.0, true), pred


def with_zeros(rng, shape, options):
    """A fifth of the numbers on either side is 0."""
    return tuple(array * (rng.random(shape) < 0.8) for array in numbers(rng, shape, options))


def amounts(rng, shape, options):
    """What the power admits; where it admits a truth of 0, a fifth of the truths is 0."""
    true, pred = decimals(rng, 0.1, 9, shape), decimals(rng, 0.1, 9, shape)
    power = options.get("power", 1)
    return (true if power >= 2 else true * (rng.random(shape) < 0.8)), pred


def positive(rng, shape, options):
    return decimals(rng, 0.1, 9, shape), decimals(rng, 0.1, 9, shape)


# ---------------------------------------------------------------------------------------------------------------------
# Asking scikit-learn


def units(case):
    return case.true.ravel().astype(float), case.pred.ravel().astype(float), case.unit_weights().ravel()


def library(function, **named):
    """A function of scikit-learn, given options by these names. It refuses numbers that a weight of 0 leaves out."""

    def ask(case):
        true, pred, weights = units(case)
        options = {theirs: case.options[ours] for theirs, ours in named.items()}
        return float(function(true, pred, sample_weight=weights, **options))

    return ask


# ---------------------------------------------------------------------------------------------------------------------
# Asking arithmetic


def fractions(case):
    return [tuple(Fraction(float(x)) for x in unit) for unit in zip(*units(case))]


def mean(term, of_mean=float):
    """Σw·ℓ/Σw in fractions."""

    def ask(case):
        pairs = fractions(case)
        total = sum(w * term(y, p) for y, p, w in pairs if w)
        return of_mean(total / sum(w for _, _, w in pairs))

    return ask


def symmetric(y, p):
    size = abs(y) + abs(p)
    return 2 * abs(y - p) / size if size else Fraction(0)


def exact_symmetric(case):
    return mean(symmetric)(case) * case.options["most"] / 2


def exact_weighted_percentage(case):
    pairs = fractions(case)
    size = sum(w * abs(y) for y, p, w in pairs)
    return float(100 * sum(w * abs(y - p) for y, p, w in pairs) / size) if size else np.nan


def exact_scaled(case):
    return float(Fraction(mean(lambda y, p: abs(y - p), lambda m: m)(case)) / Fraction(case.options["naive_error"]))


def exact_root_scaled(case):
    squares = mean(lambda y, p: (y - p) ** 2, lambda m: m)(case)
    return float(np.sqrt(float(squares / Fraction(case.options["naive_squared_error"]))))


# ---------------------------------------------------------------------------------------------------------------------
# Definitions, and the size of what is added up


def weighted(values, case):
    weights = case.unit_weights().ravel()
    total = weights.sum()
    return (values[weights > 0] * weights[weights > 0]).sum() / total if total else np.nan


def define(term, of_mean=lambda m, case: m):
    def defined(case):
        true, pred, _ = units(case)
        with np.errstate(all="ignore"):
            terms = term(true, pred, case)
        return of_mean(weighted(terms, case), case), of_mean(weighted(np.abs(terms), case), case)

    return defined


def percentage(case):
    true, pred, _ = units(case)
    size = weighted(np.abs(true), case)
    value = 100 * weighted(np.abs(true - pred), case) / size if size else np.nan
    return value, abs(value)


def tweedie(power):
    def term(true, pred, case):
        k = case.options["power"] if power is None else power
        if k == 0:
            return (true - pred) ** 2
        if k == 1:
            return 2 * (np.where(true > 0, true * np.log(np.where(true > 0, true, 1) / pred), 0) - true + pred)
        if k == 2:
            return 2 * (np.log(pred / true) + true / pred - 1)
        first = np.maximum(true, 0) ** (2 - k) / ((1 - k) * (2 - k))
        return 2 * (first - true * pred ** (1 - k) / (1 - k) + pred ** (2 - k) / (2 - k))

    return term


def define_symmetric(true, pred, case):
    size = np.abs(true) + np.abs(pred)
    return case.options["most"] * np.where(size > 0, np.abs(true - pred) / np.where(size > 0, size, 1), 0)


# ---------------------------------------------------------------------------------------------------------------------
# The metrics

TYPES = (("f64", "f32", "i64"), ("f64", "f32"))


def reading(name, draw, defined, ask, types=TYPES, variants=({},)):
    return Reading(
        name, draw, defined, ask, of_types(*types), variants=list(variants), whole_truth=False, floatx="",
    )  # fmt: skip


FLOATS = (("f64", "f32"), ("f64", "f32"))
POWERS = [dict(power=power) for power in (0, 1, 1.25, 1.5, 2, 2.5, 3, -1)]
SCIKIT = [
    reading("mean_poisson_deviance", amounts, define(tweedie(1)), library(scikit.mean_poisson_deviance), FLOATS),
    reading("mean_gamma_deviance", positive, define(tweedie(2)), library(scikit.mean_gamma_deviance), FLOATS),
    reading(
        "mean_tweedie_deviance", amounts, define(tweedie(None)), library(scikit.mean_tweedie_deviance, power="power"),
        FLOATS, POWERS,
    ),
    reading(
        "root_mean_squared_logarithmic_error", positive,
        define(lambda y, p, case: (np.log1p(y) - np.log1p(p)) ** 2, lambda m, case: np.sqrt(m)),
        library(scikit.root_mean_squared_log_error), FLOATS,
    ),
]  # fmt: skip
EXACT = [
    reading("mean_bias_error", numbers, define(lambda y, p, case: p - y), mean(lambda y, p: p - y)),
    reading(
        "mean_percentage_error", numbers_but_zero, define(lambda y, p, case: 100 * (p - y) / y),
        mean(lambda y, p: 100 * (p - y) / y), FLOATS,
    ),
    reading(
        "symmetric_mean_absolute_percentage_error", with_zeros, define(define_symmetric), exact_symmetric,
        variants=[dict(most=most) for most in (1, 2, 200)],
    ),
    reading("weighted_absolute_percentage_error", with_zeros, percentage, exact_weighted_percentage),
    reading(
        "mean_absolute_scaled_error", numbers,
        define(lambda y, p, case: np.abs(y - p), lambda m, case: m / case.options["naive_error"]), exact_scaled,
        variants=[dict(naive_error=naive) for naive in (0.75, 2.5)],
    ),
    reading(
        "root_mean_squared_scaled_error", numbers,
        define(lambda y, p, case: (y - p) ** 2, lambda m, case: np.sqrt(m / case.options["naive_squared_error"])),
        exact_root_scaled, variants=[dict(naive_squared_error=naive) for naive in (0.75, 6.5)],
    ),
]  # fmt: skip


def ledger():
    entered = Ledger()
    for readings, oracle in ((SCIKIT, "scikit-learn"), (EXACT, "exact")):
        for metric in readings:
            for case in random_cases(stream(metric.name), metric):
                judge(entered, case, oracle=oracle)
    add_literal(entered)
    return entered


def add_literal(entered):
    """Examples by hand."""
    named = {metric.name: metric for metric in SCIKIT + EXACT}

    def add(name, true, pred, oracle="exact", **options):
        judge(entered, literal_case(named[name], np.array(true), np.array(pred), None, options), oracle=oracle)

    counts, means = [2.0, 0.0, 1.0, 4.0], [0.5, 0.5, 2.0, 2.0]
    add("mean_poisson_deviance", counts, means, "scikit-learn")
    add("mean_tweedie_deviance", counts, means, "scikit-learn", power=1)
    add("mean_gamma_deviance", [2.0, 0.5, 1.0, 4.0], means, "scikit-learn")
    add("symmetric_mean_absolute_percentage_error", [100.0, 0.0], [110.0, 0.0], most=2)
    add("weighted_absolute_percentage_error", [100.0, 0.0], [110.0, 0.0])
    add("mean_absolute_scaled_error", [5.0, 6.0], [4.0, 7.0], naive_error=5 / 3)
    add("root_mean_squared_scaled_error", [5.0, 6.0], [4.0, 7.0], naive_squared_error=3.0)


def write():
    entered = ledger()
    entered.write(FILE, **{"scikit-learn": sklearn.__version__, "numpy": np.__version__}, seed=SEED)
    entered.report(FILE)


if __name__ == "__main__":
    write()
