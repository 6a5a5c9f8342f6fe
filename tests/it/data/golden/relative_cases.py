"""What is explained of the truth, and errors relative to it: what scikit-learn and exact arithmetic say.

    python3.11 -m golden.relative_cases       (in the folder above; writes sklearn_relative.json alone)

scikit-learn is asked for explained variance, R² with weights of columns and D² of the Tweedie family, with weights of
samples. Errors normalised by the mean or the deviation of the truth, and relative squared and absolute errors, follow from fractions
in which the numbers of the file are taken as they are. Every value of scikit-learn is compared with its definition before
it is written. null is undefined: a truth that does not vary, for which scikit-learn says 0, 1, NaN or -inf.
"""

import json
import warnings
from fractions import Fraction
from math import sqrt

import numpy as np
import sklearn
import sklearn.metrics as scikit

from golden.cases import SEED, decimals, digits, stream, written
from golden.environment import HERE

FILE = "sklearn_relative.json"
VERSIONS = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "seed": SEED}


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = [*of_columns(), *of_amounts()]
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


def case(true, pred, weights, readings):
    """One batch, with all that is known of it."""
    return dict(true=written(true), pred=written(pred), weights=written(weights), readings=list(readings))


def reading(metric, oracle, value, **options):
    return dict(metric=metric, options=options, oracle=oracle, value=digits(value))


def agreed(found, defined):
    """scikit-learn's value, where the definition has one."""
    if np.isnan(defined):
        return np.nan
    assert abs(found - defined) < 1e-9 * max(1, abs(defined)), (found, defined)
    return float(found)


# ---------------------------------------------------------------------------------------------------------------------
# Columns of numbers


def fractions(true, pred, weights):
    """Each column, as truths, predictions and weights."""
    rows = [[Fraction(float(x)) for x in column] for column in np.atleast_2d(true.T)]
    predicted = [[Fraction(float(x)) for x in column] for column in np.atleast_2d(pred.T)]
    w = [Fraction(1)] * len(true) if weights is None else [Fraction(float(x)) for x in weights]
    return [(y, p, w) for y, p in zip(rows, predicted)]


def mean(values, w):
    return sum(a * b for a, b in zip(values, w)) / sum(w)


def moments(y, p, w):
    """Variance of the truth, variance of the errors, mean squared error, mean of the truth."""
    errors = [a - b for a, b in zip(y, p)]
    spread = lambda values: mean([(x - mean(values, w)) ** 2 for x in values], w)
    return spread(y), spread(errors), mean([e * e for e in errors], w), mean(y, w)


def drawn(rng, number):
    n, shape = int(rng.integers(4, 14)), ()
    if number % 3:
        shape = (number % 3 + 1,)
    true = decimals(rng, -20, 20, (n, *shape), 1)
    pred = np.round(true * rng.choice([0.2, 0.9]) + decimals(rng, -6, 9, (n, *shape), 1), 1)
    if number % 8 == 7 and shape:
        true[:, 0] = 2.5
    weights = rng.integers(0, 9, n) / 4 if number % 2 else None
    if weights is not None:
        weights[:2] = (0.5, 1.25)
    return true, pred, weights


def of_columns():
    for number in range(32):
        true, pred, weights = drawn(stream(f"relative {number}"), number)
        yield case(true, pred, weights, of_batch(true, pred, weights))


def of_batch(true, pred, weights):
    columns = [moments(*column) for column in fractions(true, pred, weights)]
    varies = [truth > 0 for truth, *_ in columns]
    score = lambda lost, truth: float(1 - lost / truth) if truth else np.nan
    explained = [score(lost, truth) for truth, lost, _, _ in columns]
    r2 = [score(squares, truth) for truth, _, squares, _ in columns]
    given = dict(sample_weight=weights)
    raw = np.atleast_1d(scikit.explained_variance_score(true, pred, multioutput="raw_values", **given))
    yield reading("explained_variance_per_column", "scikit-learn", [agreed(a, b) for a, b in zip(raw, explained)])
    found = scikit.explained_variance_score(true, pred, **given)
    yield reading("explained_variance", "scikit-learn", agreed(found, np.mean(explained)), average="uniform")
    if any(varies):
        lost, truth = (sum(column[i] for column, own in zip(columns, varies) if own) for i in (1, 0))
        value = float(1 - lost / truth)
        if all(varies):
            value = agreed(scikit.explained_variance_score(true, pred, multioutput="variance_weighted", **given), value)
        oracle = "scikit-learn" if all(varies) else "exact"
        yield reading("explained_variance", oracle, value, average="variance_weighted")
    if true.ndim > 1 and all(varies):
        own = [0.5, 2.0, 0.25][: true.shape[1]]
        for name, function, values in (
            ("r2_score", scikit.r2_score, r2), ("explained_variance", scikit.explained_variance_score, explained),
        ):  # fmt: skip
            value = agreed(function(true, pred, multioutput=own, **given), np.average(values, weights=own))
            yield reading(f"{name}_of_weighted_columns", "scikit-learn", value, column_weights=own)
    relative = [float(squares / truth) if truth else np.nan for truth, _, squares, _ in columns]
    yield reading("relative_squared_error", "exact", float(np.mean(relative)))
    flat = [[x for column in fractions(true, pred, weights) for x in column[i]] for i in range(3)]
    truth, _, squares, middle = moments(*flat)
    sizes = lambda other: mean([abs(y - x) for y, x in zip(flat[0], other)], flat[2])
    about = sizes([middle] * len(flat[0]))
    yield reading("relative_absolute_error", "exact", float(sizes(flat[1]) / about) if about else np.nan)
    for by, below in (("Mean", middle**2), ("StandardDeviation", truth)):
        value = sqrt(squares / below) if below else np.nan
        yield reading("normalized_root_mean_squared_error", "exact", value, by=by)


# ---------------------------------------------------------------------------------------------------------------------
# Amounts


def of_amounts():
    for number in range(28):
        rng, power = stream(f"relative amounts {number}"), (1, 2, 1.5, 3)[number % 4]
        n = int(rng.integers(4, 16))
        true, pred = decimals(rng, 0.1, 9, n, 2), decimals(rng, 0.1, 9, n, 2)
        if power < 2:
            true = true * (rng.random(n) < 0.8)
        if number % 9 == 8:
            true[:] = 1.5
        weights = rng.integers(0, 9, n) / 4 if number // 4 % 2 else None
        if weights is not None:
            weights[:2] = (0.5, 1.25)
        yield case(true, pred, weights, [of_power(true, pred, weights, power)])
    counts, means = np.array([2.0, 0, 1, 4]), np.array([0.5, 0.5, 2, 2])
    yield case(counts, means, None, [of_power(counts, means, None, 1)])
    amounts = np.array([2.0, 0.5, 1, 4])
    yield case(amounts, means, None, [of_power(amounts, means, None, 2)])


def deviance(y, p, k):
    if k == 1:
        return 2 * (np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / p), 0) - y + p)
    if k == 2:
        return 2 * (np.log(p / y) + y / p - 1)
    return 2 * (y ** (2 - k) / ((1 - k) * (2 - k)) - y * p ** (1 - k) / (1 - k) + p ** (2 - k) / (2 - k))


def of_power(true, pred, weights, power):
    own = np.ones(len(true)) if weights is None else weights
    kept = own > 0
    y, p, w = true[kept], pred[kept], own[kept]
    if len(set(y)) == 1:
        return reading("d2_tweedie_score", "exact", np.nan, power=power)
    middle = np.average(y, weights=w)
    defined = 1 - np.average(deviance(y, p, power), weights=w) / np.average(deviance(y, middle, power), weights=w)
    found = scikit.d2_tweedie_score(y, p, sample_weight=w, power=power)
    return reading("d2_tweedie_score", "scikit-learn", agreed(found, defined), power=power)


if __name__ == "__main__":
    write(FILE, **VERSIONS)
