"""Naive definitions of what scikit-learn is asked for, in float64. Each gives the value of a case, and its scale.

NaN stands for "undefined".
"""

import numpy as np

from golden.count_formulas import (
    averaged, class_matrix, class_outcomes, outcomes, predicted_labels, ratio, true_labels, uncancelled,
)  # fmt: skip

# ---------------------------------------------------------------------------------------------------------------------
# Scores of a binary decision: every pair, every distinct score


def ranked(case):
    return case.true.astype(bool).ravel(), case.pred.ravel(), case.unit_weights().ravel()


def roc_auc(case):
    """The weighted share of the pairs in which the positive has the larger score; a tie counts half."""
    true, pred, weights = ranked(case)
    above, below = [(pred[chosen], weights[chosen]) for chosen in (true, ~true)]
    pairs = np.multiply.outer(above[1], below[1])
    order = np.sign(np.subtract.outer(above[0], below[0]))
    return uncancelled(ratio((pairs * (order + 1) / 2).sum(), pairs.sum()))


def at_scores(case):
    """Outcomes of "at least this score", from the largest score down."""
    true, pred, weights = ranked(case)
    seen = np.unique(pred[weights > 0])[::-1]
    return seen, [outcomes(true, pred >= score, weights) for score in seen]


def average_precision(case):
    """Precision, averaged over the steps of the recall."""
    total, value, before = (ranked(case)[2] * ranked(case)[0]).sum(), 0.0, 0.0
    for o in at_scores(case)[1]:
        value, before = value + (o.tp - before) * o.tp / (o.tp + o.fp), o.tp
    return uncancelled(ratio(value, total))


def roc_curve(case):
    """From (0, 0), at which no score is reached, to (1, 1)."""
    scores, found = at_scores(case)
    return dict(
        false_positive_rate=np.array([0.0] + [ratio(o.fp, o.fp + o.tn) for o in found]),
        true_positive_rate=np.array([0.0] + [ratio(o.tp, o.tp + o.fn) for o in found]),
        thresholds=np.array([np.inf, *scores]),
    ), 1.0


def precision_recall_curve(case):
    """From the lowest score, at which all is predicted, to a precision of 1 and a recall of 0, beyond the highest."""
    scores, found = at_scores(case)
    return dict(
        precision=np.array([ratio(o.tp, o.tp + o.fp) for o in found[::-1]] + [1.0]),
        recall=np.array([ratio(o.tp, o.tp + o.fn) for o in found[::-1]] + [0.0]),
        thresholds=scores[::-1].astype(np.float64),
    ), 1.0


def one_against_rest(case):
    """The areas of each class's scores."""
    true, weights = case.true, case.unit_weights()
    areas = []
    for c in range(case.pred.shape[-1]):
        pairs = np.multiply.outer(weights[true == c], weights[true != c])
        order = np.sign(np.subtract.outer(case.pred[true == c, c], case.pred[true != c, c]))
        areas.append(ratio((pairs * (order + 1) / 2).sum(), pairs.sum()))
    return uncancelled(np.array(areas) if case.options["average"] is None else np.mean(areas))


# ---------------------------------------------------------------------------------------------------------------------
# The class matrix


def matrix_of(case):
    return class_matrix(case, case.options["num_classes"])


def confusion_matrix(case):
    return uncancelled(matrix_of(case))


def accuracy(case):
    matrix = matrix_of(case)
    return uncancelled(ratio(np.trace(matrix), matrix.sum()))


def balanced_accuracy(case):
    """The mean recall of the classes that occur in the truth."""
    recalls = [ratio(o.tp, o.tp + o.fn) for o in class_outcomes(matrix_of(case))]
    return uncancelled(np.nanmean(recalls) if np.isfinite(recalls).any() else np.nan)


def matthews_correlation(case):
    """The correlation of the indicators of all classes."""
    true, pred, weights = true_labels(case).ravel(), predicted_labels(case).ravel(), case.unit_weights().ravel()
    classes = np.arange(case.options["num_classes"])
    a, b = ((labels[:, np.newaxis] == classes) - 0.0 for labels in (true, pred))
    a, b = (x - np.average(x, axis=0, weights=weights) for x in (a, b))
    both, own, other = ((weights[:, np.newaxis] * x * y).sum() for x, y in ((a, b), (a, a), (b, b)))
    return (both / np.sqrt(own * other) if own > 1e-9 and other > 1e-9 else np.nan), 1.0


def cohen_kappa(case):
    """1 less the disagreement seen over the disagreement of the margins, by distance of the classes."""
    matrix, kind = matrix_of(case), case.options["weighting"]
    apart = np.abs(np.subtract.outer(*[np.arange(len(matrix))] * 2))
    cost = {None: apart > 0, "linear": apart, "quadratic": apart**2}[kind]
    expected = np.outer(matrix.sum(1), matrix.sum(0)) / matrix.sum()
    return 1 - ratio((cost * matrix).sum(), (cost * expected).sum()), 1.0


def by_class(read):
    """A reading of each class against the rest, averaged; undefined ones are left out."""

    def define(case):
        found = class_outcomes(matrix_of(case))
        return uncancelled(averaged(found, case.options["average"], read(case.options)))

    return define


def binary(read):
    """A reading of the outcomes at one threshold."""

    def define(case):
        true, pred, weights = ranked(case)
        return uncancelled(read(outcomes(true, pred > pred.dtype.type(case.options["threshold"]), weights)))

    return define


def top_k_accuracy(case):
    """The label is among the k largest scores of its row; no row has ties."""
    own = np.take_along_axis(case.pred, case.true[..., np.newaxis].astype(int), -1)
    hits = (case.pred > own).sum(-1) < case.options["k"]
    return uncancelled(ratio((case.unit_weights() * hits).sum(), case.unit_weights().sum()))
