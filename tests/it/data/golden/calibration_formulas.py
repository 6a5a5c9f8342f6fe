"""Calibration by definition, in fractions: exact until a value is written. None is undefined."""

import math
from fractions import Fraction

from golden.ranking_formulas import exactly


def points(true, pred, weights):
    """Every distinct probability, rising, with the weights of its positives and of its negatives."""
    samples = exactly(true, pred, weights)
    of = lambda p, positive: sum(w for y, q, w in samples if q == p and y == positive)  # noqa: E731
    return [(Fraction(p), of(p, 1), of(p, 0)) for p in sorted({q for _, q, _ in samples})]


def weight(found):
    return sum(positives + negatives for _, positives, negatives in found)


def error(bins, norm):
    """From the weight and Σw(y − p) of every bin."""
    total = sum(w for w, _ in bins)
    if norm == "Expected":
        return sum(abs(excess) for _, excess in bins) / total
    if norm == "Maximum":
        return max(abs(excess) / w for w, excess in bins)
    return math.sqrt(sum(excess**2 / w for w, excess in bins) / total)


def binned(found, place):
    """The weight and Σw(y − p) of the points in every place."""
    bins = {}
    for at, (p, positives, negatives) in enumerate(found):
        w, excess = bins.get(place(at), (0, 0))
        bins[place(at)] = (w + positives + negatives, excess + positives - p * (positives + negatives))
    return list(bins.values())


def equal_mass_error(data, num_bins, norm):
    """Each distinct probability is in the part of the weight that holds the middle of its own weight; a middle on a
    cut, in the lower part."""
    found = points(*data)
    middle = lambda at: Fraction(weight(found[:at]) + weight(found[: at + 1])) / 2 / weight(found)  # noqa: E731
    return error(binned(found, lambda at: math.ceil(middle(at) * num_bins)), norm)


def equal_width_error(data, num_bins, norm):
    """A bin holds what is above i/n, up to and including (i + 1)/n, with bounds rounded to float64; the first also 0."""
    found = points(*data)
    bound = [Fraction(i / num_bins) for i in range(num_bins + 1)]
    place = lambda at: max(1, sum(found[at][0] > low for low in bound))  # noqa: E731
    return error(binned(found, place), norm)


def spiegelhalter(data):
    samples = exactly(*data)
    above = sum(w * (y - Fraction(p)) * (1 - 2 * Fraction(p)) for y, p, w in samples)
    below = sum(w * (1 - 2 * Fraction(p)) ** 2 * Fraction(p) * (1 - Fraction(p)) for _, p, w in samples)
    return float(above) / math.sqrt(below) if below else None


def column(data, c):
    true, pred, weights = data
    return (true == c).astype(int), pred[:, c], weights


def of_classes(data, value):
    """The mean over the columns of the classes, each against all others."""
    values = [value(column(data, c)) for c in range(data[1].shape[1])]
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None
