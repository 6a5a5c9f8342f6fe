"""Readings of rankings by definition, in fractions: exact until a value is written. None is undefined."""

import math
from fractions import Fraction

import numpy as np


def as_floats(value):
    """A number, or lists of numbers, as floats; NaN for what is undefined."""
    if isinstance(value, (list, tuple)):
        return [as_floats(part) for part in value]
    if value is None:
        return float("nan")
    return float(value) if np.ndim(value) == 0 else np.asarray(value, np.float64)


def exactly(true, pred, weights):
    """Label, score and weight of every sample that has one."""
    weights = [1] * len(true) if weights is None else weights
    samples = zip(true.tolist(), pred.tolist(), weights)
    return [(y, p, Fraction(float(w))) for y, p, w in samples if w > 0]


def outcomes(samples):
    """True and false positives and all of both, from "no score" to "the lowest score"."""
    total = [sum(w for y, _, w in samples if y == positive) for positive in (1, 0)]
    found = [(Fraction(0), Fraction(0))]
    for score in sorted({p for _, p, _ in samples}, reverse=True):
        found.append(tuple(sum(w for y, p, w in samples if y == positive and p >= score) for positive in (1, 0)))
    return found, *total


def roc(true, pred, weights):
    """The points of the curve: false positive rate, true positive rate."""
    found, positives, negatives = outcomes(exactly(true, pred, weights))
    return [(fp / negatives, tp / positives) for tp, fp in found]


def height(start, end, x):
    return start[1] + (x - start[0]) * (end[1] - start[1]) / (end[0] - start[0])


def parts(points, low, high):
    """The straight lines of a curve between two places, cut off there."""
    for start, end in zip(points, points[1:]):
        left, right = max(start[0], low), min(end[0], high)
        if left < right:
            yield (left, height(start, end, left)), (right, height(start, end, right))


def mean_height(points, low, high):
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in parts(points, low, high))
    return area / (high - low)


def log_auc(points, low, high):
    """As torchmetrics defines it: cut on straight lines, then trapezoids over the logarithm."""
    found = parts(points, Fraction(low), Fraction(high))
    area = sum((math.log(b[0]) - math.log(a[0])) * float(a[1] + b[1]) / 2 for a, b in found)
    return area / (math.log(high) - math.log(low))


def crossing(start, end):
    """Where a line passes from FPR < FNR to FPR > FNR."""
    before, after = (x + y - 1 for x, y in (start, end))
    if before <= 0 < after:
        return start[0] + (end[0] - start[0]) * before / (before - after)
    return None


def equal_error_rate(points):
    found = [crossing(start, end) for start, end in zip(points, points[1:])]
    return min(rate for rate in found if rate is not None)


def hull_equal_error_rate(points):
    """The least of all chords: that of the hull."""
    found = [crossing(start, end) for start in points for end in points]
    return min(rate for rate in found if rate is not None)


def gains(true, pred, weights):
    """The points of the curve: share of the samples, share of the positives."""
    found, positives, negatives = outcomes(exactly(true, pred, weights))
    return [((tp + fp) / (positives + negatives), tp / positives) for tp, fp in found]


def transposed(points):
    return [list(column) for column in zip(*points)]


def gain(true, pred, weights, share):
    return list(parts(gains(true, pred, weights), Fraction(0), share))[-1][1][1]


def demands(true, pred, weights, demand):
    """The greatest rate where another one, rounded to a float, is at least the demand."""
    found, positives, negatives = outcomes(exactly(true, pred, weights))
    rates = [
        dict(
            recall=tp / positives,
            precision=tp / (tp + fp) if tp + fp else None,
            specificity=1 - fp / negatives,
        )
        for tp, fp in found
    ]

    def best(rate, constrained):
        meets = [r for r in rates if r[constrained] is not None and float(r[constrained]) >= float(demand)]
        return max((r[rate] for r in meets if r[rate] is not None), default=None)

    return dict(
        recall_at_precision=best("recall", "precision"),
        precision_at_recall=best("precision", "recall"),
        sensitivity_at_specificity=best("recall", "specificity"),
        specificity_at_sensitivity=best("specificity", "recall"),
    )


# ---------------------------------------------------------------------------------------------------------------------
# Several classes


def area(positives, negatives):
    """The share of the pairs in order, from scores with weights; None without a pair."""
    pairs = sum(w * v for _, w in positives for _, v in negatives)
    ordered = sum(w * v * Fraction((p > q) - (p < q) + 1, 2) for p, w in positives for q, v in negatives)
    return ordered / pairs if pairs else None


def columns(true, pred, weights):
    """Scores with weights of a column's samples of one class."""
    weights = [1] * len(true) if weights is None else weights
    rows = [(y, row, Fraction(float(w))) for y, row, w in zip(true.tolist(), pred.tolist(), weights) if w > 0]
    return lambda column, known: [(row[column], w) for y, row, w in rows if known(y)]


def mean(values, weights):
    """Over the values that there are."""
    known = [(value, weight) for value, weight in zip(values, weights) if value is not None]
    total = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / total if total else None


def support(scores):
    return sum(w for _, w in scores)


def one_vs_rest(true, pred, weights, average, value=area):
    """Each class against all others."""
    scores, k = columns(true, pred, weights), range(pred.shape[1])
    own = [scores(c, lambda y: y == c) for c in k]
    areas = [value(own[c], scores(c, lambda y: y != c)) for c in k]
    if average is None:
        return areas
    return mean(areas, [support(own[c]) if average == "weighted" else 1 for c in k])


def average_precision(positives, negatives):
    """The mean precision over the positives; None without one."""
    above = lambda scores, least: sum(w for p, w in scores if p >= least)  # noqa: E731
    found = [(w, above(positives, p), above(negatives, p)) for p, w in positives]
    return sum(w * tp / (tp + fp) for w, tp, fp in found) / support(positives) if positives else None


def precision_one_vs_rest(true, pred, weights, average):
    return one_vs_rest(true, pred, weights, average, average_precision)


def one_vs_one(true, pred, weights, average):
    """Hand and Till (2001): the mean of both columns, over pairs of classes that occur."""
    scores, k = columns(true, pred, weights), range(pred.shape[1])
    areas, supports = [], []
    for i, j in ((i, j) for i in k for j in k if i < j):
        of = {(c, t): scores(c, lambda y: y == t) for c in (i, j) for t in (i, j)}
        both = area(of[i, i], of[i, j]), area(of[j, j], of[j, i])
        areas.append(None if None in both else sum(both) / 2)
        supports.append(support(of[i, i]) + support(of[i, j]))
    return mean(areas, supports if average == "weighted" else [1] * len(areas))
