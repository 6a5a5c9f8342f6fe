"""R² and the correlations: definitions in float64, and in exact arithmetic.

Each takes a case, and gives the value and its scale. NaN stands for "undefined".
"""

from decimal import Context, Decimal
from fractions import Fraction

import numpy as np

from golden.count_formulas import ratio

# ---------------------------------------------------------------------------------------------------------------------
# Two passes in float64


def columns(case):
    """Truth, prediction and weights of each target: the columns, or one target if there is no axis for them."""
    arrays = (case.true.astype(np.float64), case.pred.astype(np.float64), case.unit_weights())
    return list(zip(*(a.T if a.ndim > 1 else a[np.newaxis] for a in arrays)))


def squares(y, p, w):
    """The sums of squares of what is left over, and about the mean."""
    mean = (w * y).sum() / w.sum()
    return (w * (y - p) ** 2).sum(), (w * (y - mean) ** 2).sum()


def r2_score(case):
    aggregation, regressors = case.options["class_aggregation"], case.options["num_regressors"]
    left, total = np.array([squares(*column) for column in columns(case)]).T
    lost = aggregated([ratio(a, b) for a, b in zip(left, total)], left, total, aggregation)
    if regressors:
        weighted = case.unit_weights().reshape(len(case.pred), -1).any(-1).sum()  # samples with a weight at all
        lost = lost * (weighted - 1) / (weighted - regressors - 1) if weighted - regressors > 1 else lost * np.nan
    return 1 - lost, 1 + np.nan_to_num(lost)


def aggregated(shares, left, total, aggregation):
    """A target without variance has no share: then a plain average has none, and one by variance is of the others."""
    if aggregation is None:
        return np.array(shares)
    left[total <= 0] = 0
    return np.mean(shares) if aggregation == "uniform_average" else ratio(left.sum(), total.sum())


def second_moments(y, p, w):
    """Means, variances and covariance, of the population."""
    w = w / w.sum()
    my, mp = (w * y).sum(), (w * p).sum()
    return my, mp, (w * (y - my) ** 2).sum(), (w * (p - mp) ** 2).sum(), (w * (y - my) * (p - mp)).sum()


def pearson(y, p, w):
    _, _, vy, vp, cov = second_moments(y, p, w)
    return cov / np.sqrt(vy * vp) if vy > 0 and vp > 0 else np.nan


def concordance(y, p, w):
    my, mp, vy, vp, cov = second_moments(y, p, w)
    return ratio(2 * cov, vy + vp + (my - mp) ** 2)


def by_row(correlation):
    """The weighted mean of the correlations of the rows along the last axis."""

    def define(case):
        y, p = (a.astype(np.float64).reshape(-1, case.pred.shape[-1]) for a in (case.true, case.pred))
        weights, ones = case.unit_weights().ravel(), np.ones(y.shape[-1])
        found = [(w, correlation(a, b, ones)) for w, a, b in zip(weights, y, p) if w > 0]
        sums = (sum(w * c for w, c in found), sum(w * abs(c) for w, c in found))
        return tuple(ratio(total, weights.sum()) for total in sums)

    return define


def pooled(correlation):
    """One correlation of all elements."""

    def define(case):
        return correlation(*(a.astype(np.float64).ravel() for a in (case.true, case.pred, case.unit_weights()))), 1.0

    return define


# ---------------------------------------------------------------------------------------------------------------------
# Exact: the numbers as fractions, and one rounding at the end


def fractions(*arrays):
    return [[Fraction(float(number)) for number in array.ravel()] for array in arrays]


def exact_r2_score(case):
    left, total = zip(*(exact_squares(*fractions(*column)) for column in columns(case)))
    aggregation = case.options["class_aggregation"]
    scores = [float(1 - a / b) for a, b in zip(left, total)]
    if aggregation is None:
        return np.array(scores)
    if aggregation == "uniform_average":
        return float(sum(1 - a / b for a, b in zip(left, total)) / len(scores))
    return float(1 - sum(left) / sum(total))


def exact_squares(y, p, w):
    mean = dot(w, y) / sum(w)
    return dot(w, [(a - b) ** 2 for a, b in zip(y, p)]), dot(w, [(a - mean) ** 2 for a in y])


def dot(w, values):
    return sum(a * b for a, b in zip(w, values))


def exact_moments(case):
    y, p, w = fractions(case.true, case.pred, case.unit_weights())
    my, mp = dot(w, y) / sum(w), dot(w, p) / sum(w)
    y, p = [a - my for a in y], [b - mp for b in p]
    products = ([a * a for a in y], [b * b for b in p], [a * b for a, b in zip(y, p)])
    return my, mp, *(dot(w, product) / sum(w) for product in products)


def exact_pearson(case):
    _, _, vy, vp, cov = exact_moments(case)
    square, context = cov**2 / (vy * vp), Context(prec=60)
    root = context.sqrt(context.divide(Decimal(square.numerator), Decimal(square.denominator)))
    return float(root) if cov > 0 else -float(root)


def exact_concordance(case):
    my, mp, vy, vp, cov = exact_moments(case)
    return float(2 * cov / (vy + vp + (my - mp) ** 2))
