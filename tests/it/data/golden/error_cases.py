"""Standard errors and intervals: what statsmodels, scipy and MLstatkit say, and the delta method with mpmath's derivatives.

    python3.11 -m golden.error_cases           (in the folder above; writes standard_errors.json alone)

- Shares: statsmodels' `proportion_confint`, Wilson's ("wilson") and Clopper and Pearson's ("beta").
- Means without weights: the standard error of scipy's `sem` and the interval of `t.interval`. With weights:
  statsmodels' regression of the terms on a constant, `WLS(..).fit(cov_type="HC1")`.
- Areas under ROC curves: MLstatkit's `delong`, the interval on the logit from its standard error.
- Readings of moments: the infinitesimal jackknife, the derivative of the weighted value by each sample's weight, by
  `mpmath.diff` of formulas that stand below.
- Readings of counts: the delta method over the cells, with derivatives by `mpmath.diff` of formulas that stand below;
  Cohen's kappa is statsmodels' `cohens_kappa`.

A value is a list: the value, its standard error, and the ends of the interval of 95 %.
"""

import json

import mpmath
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from MLstatkit import Delong_test
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from golden.cases import SEED, digits, stream, written
from golden.environment import HERE

FILE = "standard_errors.json"
VERSIONS = {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__, "numpy": np.__version__, "seed": SEED}
SIZES = (5, 20, 60)


def write(name, **head):
    cases = [*shares(), *means(), *areas(), *counts(), *moments()]
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


def case(true, pred, weights, **values):
    readings = [dict(metric=metric, value=[digits(float(x)) for x in value]) for metric, value in values.items()]
    return dict(true=written(true), pred=written(pred), weights=written(weights), readings=readings)


def shares():
    rng = stream("shares")
    for n in SIZES:
        for p in (0.0, 0.3, 0.9, 1.0):
            right = rng.random(n) < p
            true = rng.integers(0, 2, n)
            pred = np.where(right, true, 1 - true)
            k = int(right.sum())
            error = np.sqrt(k / n * (1 - k / n) / n)
            yield case(true, pred, None,
                       accuracy=(k / n, error, *proportion_confint(k, n, method="wilson")),
                       clopper_pearson=(k / n, error, *proportion_confint(k, n, method="beta")))


def means():
    rng = stream("means")
    for n in SIZES:
        true, pred = rng.normal(size=n), rng.normal(size=n)
        terms = np.abs(true - pred)
        mean, error = terms.mean(), stats.sem(terms)
        ends = np.maximum(stats.t.interval(0.95, n - 1, mean, error), 0)
        root = np.sqrt(np.mean(terms**2))
        of_root = stats.sem(terms**2) / (2 * root)
        reach = np.exp(stats.t.isf(0.025, n - 1) * of_root / root)
        yield case(true, pred, None, mean_absolute_error=(mean, error, *ends),
                   root_mean_squared_error=(root, of_root, root / reach, root * reach))
        weights = rng.integers(1, 9, n) / 4
        fit = sm.WLS(terms, np.ones(n), weights=weights).fit(cov_type="HC1", use_t=True)
        ends = np.maximum(fit.conf_int(0.05)[0], 0)
        yield case(true, pred, weights, mean_absolute_error=(fit.params[0], fit.bse[0], *ends))


def areas():
    rng = stream("areas")
    for n in (10, 40, 120):
        true = np.arange(n) % 3 == 0
        pred = np.round(rng.normal(size=n) + true, 1)  # with ties
        area, variance = delong(true, pred)
        error = np.sqrt(variance)
        reach = stats.norm.isf(0.025) * error / (area * (1 - area))
        ends = [1 / (1 + np.exp(-(np.log(area / (1 - area)) + sign * reach))) for sign in (-1, 1)]
        yield case(true.astype(int), pred, None, roc_auc=(area, error, *ends))


def delong(true, pred):
    """The area and its variance by MLstatkit, and by the definition, pair by pair."""
    other = -np.arange(len(true))
    _, _, (low, high), _, area, *_ = Delong_test(true.astype(int), pred, other)
    above = lambda a, b: (a > b) + (a == b) / 2
    table = above(pred[true][:, None], pred[~true][None, :])
    variance = table.mean(1).var(ddof=1) / true.sum() + table.mean(0).var(ddof=1) / (~true).sum()
    assert abs(area - table.mean()) < 1e-12, (area, table.mean())
    if 0 < low and high < 1:
        assert abs((high - low) / (2 * stats.norm.isf(0.025)) - np.sqrt(variance)) < 1e-9, (low, high, variance)
    return table.mean(), variance


# ---------------------------------------------------------------------------------------------------------------------
# Readings of counts


def binary(tp, fp, fn, tn):
    pairs = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    return dict(
        binary_f1_score=2 * tp / (2 * tp + fp + fn),
        binary_matthews_correlation=(tp * tn - fp * fn) / mpmath.sqrt(pairs),
        diagnostic_odds_ratio=tp * tn / (fp * fn),
        geometric_mean_score=mpmath.sqrt(tp * tn / ((tp + fn) * (tn + fp))),
        informedness=tp / (tp + fn) + tn / (tn + fp) - 1,
    )


def several(*cells):
    """Of three classes, by row."""
    rows = [cells[i:i + 3] for i in (0, 3, 6)]
    right, total = [rows[i][i] for i in range(3)], sum(cells)
    support, predicted = [sum(row) for row in rows], [sum(column) for column in zip(*rows)]
    expected = sum(t * p for t, p in zip(support, predicted))
    squares = lambda totals: total * total - sum(t * t for t in totals)
    f1 = [2 * r / (t + p) for r, t, p in zip(right, support, predicted)]
    phi = sum(cells[3 * i + j]**2 / (support[i] * predicted[j]) for i in range(3) for j in range(3)) - 1
    return dict(
        balanced_accuracy=sum(r / t for r, t in zip(right, support)) / 3,
        matthews_correlation=(sum(right) * total - expected) / mpmath.sqrt(squares(support) * squares(predicted)),
        cohen_kappa=(total * sum(right) - expected) / (total * total - expected),
        mean_iou=sum(r / (t + p - r) for r, t, p in zip(right, support, predicted)) / 3,
        cramers_v=mpmath.sqrt(phi / 2),
    )


RANGES = dict(binary_f1_score=(0, 1), binary_matthews_correlation=(-1, 1), diagnostic_odds_ratio=(0, None),
              geometric_mean_score=(0, 1), informedness=(-1, 1), balanced_accuracy=(0, 1), matthews_correlation=(-1, 1),
              cohen_kappa=(None, 1), mean_iou=(0, 1), cramers_v=(0, 1), r2_score=(None, 1), explained_variance=(None, 1),
              pearson_correlation=(-1, 1), concordance_correlation=(-1, 1), relative_squared_error=(0, None),
              normalized_root_mean_squared_error=(0, None))


def counts():
    rng = stream("counts")
    for n in (40, 200):
        cells = rng.multinomial(n - 4, [0.4, 0.1, 0.2, 0.3]) + 1
        cell = np.repeat(np.arange(4), cells)
        yield case(np.array([1, 0, 1, 0])[cell], np.array([1, 1, 0, 0])[cell], None, **delta(binary, cells))
    for n in (60, 300):
        cells = rng.multinomial(n - 9, [0.3, 0.05, 0.05, 0.05, 0.2, 0.05, 0.05, 0.05, 0.2]) + 1
        cell = np.repeat(np.arange(9), cells)
        found = delta(several, cells)
        kappa = cohens_kappa(cells.reshape(3, 3))
        assert abs(kappa.std_kappa - found["cohen_kappa"][1]) < 1e-10, (kappa.std_kappa, found["cohen_kappa"])
        yield case(cell // 3, cell % 3, None, **found)


def delta(readings, cells):
    mpmath.mp.dps = 40
    cells, n = [mpmath.mpf(int(count)) for count in cells], int(sum(cells))
    values = {}
    for name, value in readings(*cells).items():
        order = lambda i: tuple(int(i == j) for j in range(len(cells)))
        gradient = [mpmath.diff(lambda *x: readings(*x)[name], cells, order(i)) for i in range(len(cells))]
        sums = [sum(c * g**power for c, g in zip(cells, gradient)) for power in (1, 2)]
        error = mpmath.sqrt(sums[1] - sums[0]**2 / n)
        values[name] = (value, error, *ends(RANGES[name], value, mpmath.mpf(stats.norm.isf(0.025)) * error))
    return values


def ends(limits, value, reach):
    match limits:
        case (0, 1):
            there, back, slope = mpmath.log(value / (1 - value)), lambda x: 1 / (1 + mpmath.exp(-x)), 1 / (value * (1 - value))
        case (-1, 1):
            there, back, slope = mpmath.atanh(value), mpmath.tanh, 1 / (1 - value**2)
        case (0, None):
            there, back, slope = mpmath.log(value), mpmath.exp, 1 / value
        case (None, 1):
            there, back, slope = mpmath.log(1 - value), lambda x: 1 - mpmath.exp(x), -1 / (1 - value)
    return sorted((back(there - slope * reach), back(there + slope * reach)))


# ---------------------------------------------------------------------------------------------------------------------
# Readings of moments


def of_moments(true, pred, weights):
    mean = lambda values: sum(w * x for w, x in zip(weights, values)) / sum(weights)
    y, p = mean(true), mean(pred)
    squares = mean([(t - q)**2 for t, q in zip(true, pred)])
    yy, pp = mean([(t - y)**2 for t in true]), mean([(q - p)**2 for q in pred])
    yp = mean([(t - y) * (q - p) for t, q in zip(true, pred)])
    return dict(
        r2_score=1 - squares / yy,
        explained_variance=1 - (squares - (y - p)**2) / yy,
        pearson_correlation=yp / mpmath.sqrt(yy * pp),
        concordance_correlation=2 * yp / (yy + pp + (y - p)**2),
        relative_squared_error=squares / yy,
        normalized_root_mean_squared_error=mpmath.sqrt(squares) / abs(y),
    )


def moments():
    mpmath.mp.dps = 40
    rng = stream("moments")
    for n, offset in ((6, -3), (25, 0), (25, 1e7)):
        true = np.round(rng.normal(size=n), 6) + offset
        pred = np.round(0.7 * (true - offset) + 0.5 * rng.normal(size=n) + 0.2, 6) + offset
        yield case(true, pred, None, **jackknife([mpmath.mpf(x) for x in true], [mpmath.mpf(x) for x in pred]))


def jackknife(true, pred):
    n, ones, values = len(true), [mpmath.mpf(1)] * len(true), {}
    for name, value in of_moments(true, pred, ones).items():
        of_weight = lambda i: lambda w: of_moments(true, pred, [*ones[:i], w, *ones[i + 1:]])[name]
        moves = [n * mpmath.diff(of_weight(i), 1) for i in range(n)]
        assert abs(sum(moves)) < 1e-12, (name, sum(moves))
        error = mpmath.sqrt(sum(move**2 for move in moves) / (n * (n - 1)))
        values[name] = (value, error, *ends(RANGES[name], value, mpmath.mpf(stats.t.isf(0.025, n - 1)) * error))
    return values


if __name__ == "__main__":
    write(FILE, **VERSIONS)
