#!/usr/bin/env python3
"""What scikit-learn and NumPy say of quantiles and extremes of errors and of values.

generate.py writes this file with the others; alone, from the folder above, with the pinned scikit-learn and NumPy:

    python -m golden.quantiles

scikit-learn has the median and the largest error, and the skills. NumPy has every quantile by the same definition, but
not with weights: there it is given each number as many times as its weight has eighths.
"""

from fractions import Fraction

import numpy as np
import sklearn
import sklearn.metrics as scikit

from golden.cases import SEED, Ledger, decimals, stream
from golden.readings import Reading, judge, literal_case, of_types, random_cases

FILE = "sklearn_quantiles.json"

# ---------------------------------------------------------------------------------------------------------------------
# Data


def numbers(rng, shape, options):
    """A third of the numbers are whole, so that some errors are equal."""
    true, pred = decimals(rng, -9, 9, shape), decimals(rng, -9, 9, shape)
    whole = rng.random(shape) < 0.3
    return np.where(whole, np.round(true), true), np.where(whole, np.round(pred), pred)


def values(rng, shape, options):
    """No truth: zeros stand in its place."""
    return np.zeros(shape), numbers(rng, shape, options)[1]


def units(case):
    """Truth, prediction and weight of each element that has a weight."""
    true, pred, weights = case.true.ravel().astype(float), case.pred.ravel().astype(float), case.unit_weights().ravel()
    return true[weights > 0], pred[weights > 0], weights[weights > 0]


def errors(case):
    true, pred, weights = units(case)
    return pred - true, weights


def sizes(case):
    found, weights = errors(case)
    return np.abs(found), weights


# ---------------------------------------------------------------------------------------------------------------------
# Definitions, in fractions: a level is the decimal number that is written


def defined_quantile(numbers, weights, level):
    level, total = Fraction(str(level)), sum(map(Fraction, weights))
    upto = Fraction(0)
    rising = sorted(set(numbers))
    for place, number in enumerate(rising):
        upto += sum(Fraction(w) for x, w in zip(numbers, weights) if x == number)
        if upto == level * total and place + 1 < len(rising):
            return (number + rising[place + 1]) / 2
        if upto >= level * total:
            return number
    return np.nan


def sized(value, numbers):
    """A value, and the size of what it is picked from."""
    return value, np.abs(numbers).max(initial=0)


def define(of, level=None):
    def defined(case):
        found, weights = of(case)
        return sized(defined_quantile(found, weights, case.options["level"] if level is None else level), found)

    return defined


def define_width(case):
    found, weights = errors(case)
    return sized(defined_quantile(found, weights, 0.75) - defined_quantile(found, weights, 0.25), found)


def define_deviation(case):
    found, weights = errors(case)
    return sized(defined_quantile(np.abs(found - defined_quantile(found, weights, 0.5)), weights, 0.5), found)


def define_skill(level=None):
    def defined(case):
        true, pred, weights = units(case)
        alpha = case.options["level"] if level is None else level
        constant = defined_quantile(true, weights, alpha)
        own, best = ((weights * np.maximum(alpha * e, (alpha - 1) * e)).sum() for e in (true - pred, true - constant))
        return (1 - own / best, max(1, own / best)) if best else (np.nan, 1)

    return defined


def define_share(case):
    found, weights = sizes(case)
    return np.average(found <= case.options["tolerance"], weights=weights), 1


# ---------------------------------------------------------------------------------------------------------------------
# Asking


def repeated(numbers, weights):
    """Each number as many times as its weight has eighths."""
    return np.repeat(numbers, np.round(8 * weights).astype(int))


def numpy_quantile(numbers, weights, level):
    return float(np.quantile(repeated(numbers, weights), level, method="averaged_inverted_cdf"))


def ask(of, level=None):
    return lambda case: numpy_quantile(*of(case), case.options["level"] if level is None else level)


def ask_width(case):
    return numpy_quantile(*errors(case), 0.75) - numpy_quantile(*errors(case), 0.25)


def ask_deviation(case):
    found = repeated(*errors(case))
    return float(np.median(np.abs(found - np.median(found))))


def ask_share(case):
    """The distribution function of the errors, in fractions."""
    found, weights = sizes(case)
    within = sum(Fraction(w) for e, w in zip(found, weights) if e <= case.options["tolerance"])
    return float(within / sum(map(Fraction, weights)))


def scikit_median(case):
    true, pred, weights = units(case)
    return float(scikit.median_absolute_error(true, pred, sample_weight=weights))


def scikit_largest(case):
    return float(scikit.max_error(*units(case)[:2]))


def scikit_skill(case):
    true, pred, weights = units(case)
    return float(scikit.d2_pinball_score(true, pred, sample_weight=weights, alpha=case.options["level"]))


def scikit_absolute_skill(case):
    true, pred, weights = units(case)
    return float(scikit.d2_absolute_error_score(true, pred, sample_weight=weights))


# ---------------------------------------------------------------------------------------------------------------------
# The metrics

LEVELS = [dict(level=level) for level in (0.0, 0.1, 0.25, 0.5, 0.9, 0.95, 1.0)]
TYPES = (("f64", "f32", "i64", "u8"), ("f64", "f32", "i64"))


def reading(name, draw, defined, ask, variants=({},), types=TYPES):
    return Reading(
        name, draw, defined, ask, of_types(*types), variants=list(variants), whole_truth=False, floatx="",
        admits=lambda case: np.ptp(units(case)[0]) > 0 or name in NO_TRUTH,
    )  # fmt: skip


NO_TRUTH = ("median", "quantile", "minimum", "maximum")
ALONE = (("u8",), ("f64", "f32", "i64"))


def alone(case):
    _, pred, weights = units(case)
    return pred, weights


SCIKIT = [
    reading("median_absolute_error", numbers, define(sizes, 0.5), scikit_median),
    reading("max_error", numbers, define(sizes, 1), scikit_largest),
    reading(
        "d2_pinball_score", numbers, define_skill(), scikit_skill,
        [dict(level=level) for level in (0.1, 0.25, 0.5, 0.75, 0.9)],
    ),
    reading("d2_absolute_error_score", numbers, define_skill(0.5), scikit_absolute_skill),
]  # fmt: skip
NUMPY = [
    reading("absolute_error_quantile", numbers, define(sizes), ask(sizes), LEVELS),
    reading("error_quantile", numbers, define(errors), ask(errors), LEVELS),
    reading("error_interquartile_range", numbers, define_width, ask_width),
    reading("median_absolute_deviation", numbers, define_deviation, ask_deviation),
    reading("median", values, define(alone, 0.5), ask(alone, 0.5), types=ALONE),
    reading("quantile", values, define(alone), ask(alone), LEVELS, ALONE),
    reading("minimum", values, define(alone, 0), lambda case: float(np.min(alone(case)[0])), types=ALONE),
    reading("maximum", values, define(alone, 1), lambda case: float(np.max(alone(case)[0])), types=ALONE),
]
EXACT = [
    reading(
        "share_within_tolerance", numbers, define_share, ask_share,
        [dict(tolerance=tolerance) for tolerance in (0.0, 1.0, 2.5)],
    ),
]  # fmt: skip


def ledger():
    entered = Ledger()
    for readings, oracle in ((SCIKIT, "scikit-learn"), (NUMPY, "numpy"), (EXACT, "exact")):
        for metric in readings:
            for case in random_cases(stream(metric.name), metric):
                judge(entered, case, oracle=oracle)
    add_literal(entered)
    return entered


def add_literal(entered):
    """Examples by hand, of scikit-learn's documentation, and of errors that wrap in eight bits."""
    named = {metric.name: metric for metric in SCIKIT + NUMPY}

    def add(name, true, pred, weights=None, oracle="scikit-learn", **options):
        arrays = [array if array is None else np.array(array) for array in (true, pred, weights)]
        judge(entered, literal_case(named[name], *arrays, options), oracle=oracle)

    true, pred = [3.0, -0.5, 2.0, 7.0], [2.5, 0.0, 2.0, 8.0]
    add("median_absolute_error", true, pred)
    add("max_error", true, pred)
    add("d2_absolute_error_score", true, pred)
    add("median_absolute_error", [0.0] * 4, [1.0, 2.0, 3.0, 4.0])
    add("median_absolute_error", [0.0] * 4, [1.0, 2.0, 3.0, 4.0], [3.0, 1.0, 1.0, 1.0])
    add("absolute_error_quantile", [0, 250], [16, 10], oracle="numpy", level=0.5)
    for level in (0.5, 0.9, 0.1):
        add("d2_pinball_score", [1.0, 2.0, 3.0], [1.0, 3.0, 3.0], level=level)


def write():
    entered = ledger()
    entered.write(FILE, **{"scikit-learn": sklearn.__version__, "numpy": np.__version__}, seed=SEED)
    entered.report(FILE)


if __name__ == "__main__":
    write()
