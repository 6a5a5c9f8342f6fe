"""Naive definitions of the metrics that count, in float64. Each takes a case, and gives the value and its scale.

NaN stands for "undefined". A ratio of counts has no terms that cancel: its scale is its value.
"""

from collections import namedtuple

import numpy as np

Outcomes = namedtuple("Outcomes", "tp fp tn fn")


def ratio(part, whole):
    return part / whole if whole > 0 else np.nan


def uncancelled(value):
    return value, np.nan_to_num(value) + 0.0


# ---------------------------------------------------------------------------------------------------------------------
# Binary decisions


def in_type(pred, threshold):
    """Thresholds are rounded to the prediction's own type."""
    return pred.dtype.type(threshold) if np.issubdtype(pred.dtype, np.floating) else float(threshold)


def decisions(case):
    """Labels, scores, weights, and which scores are among the top k of their row; of one class, or of all."""
    top_k, class_id = case.options.get("top_k"), case.options.get("class_id")
    true, pred, kept = case.true.astype(bool), case.pred, np.ones(case.pred.shape, bool)
    if top_k is not None:
        rank = np.argsort(np.argsort(-pred, axis=-1, kind="stable"), axis=-1)  # ties: the lowest index first
        kept = rank < top_k
    if class_id is not None:
        true, pred, kept = (array[..., class_id] for array in (true, pred, kept))
    return true, pred, case.unit_weights(), kept


def outcomes(true, positive, weights):
    cells = ((true, positive), (~true, positive), (~true, ~positive), (true, ~positive))
    return Outcomes(*(weights[label & decision].sum() for label, decision in cells))


def at_thresholds(case, thresholds):
    true, pred, weights, kept = decisions(case)
    return [outcomes(true, kept & (pred > in_type(pred, t)), weights) for t in thresholds]


def counted(read):
    """A reading of the outcomes at each threshold: a number if the option is one, else a list."""

    def define(case):
        chosen = case.options["thresholds"]
        if chosen is None:
            chosen = 0.5 if case.options.get("top_k") is None else -np.inf
        found = [read(o) for o in at_thresholds(case, np.atleast_1d(chosen))]
        return uncancelled(np.array(found) if np.ndim(chosen) else found[0])

    return define


def precision(o):
    return ratio(o.tp, o.tp + o.fp)


def recall(o):
    return ratio(o.tp, o.tp + o.fn)


def specificity(o):
    return ratio(o.tn, o.tn + o.fp)


def grid(count):
    """Keras's thresholds between 0 and 1, both included."""
    return [0.5] if count == 1 else [i / (count - 1) for i in range(count)]


def best(dependent, constrained, bound):
    """The largest value of one reading over the thresholds at which another reaches a bound."""

    def define(case):
        found = at_thresholds(case, grid(case.options["num_thresholds"]))
        reached = [dependent(o) for o in found if constrained(o) >= case.options[bound]]
        return uncancelled(max((value for value in reached if not np.isnan(value)), default=np.nan))

    return define


# ---------------------------------------------------------------------------------------------------------------------
# Area under a curve, over thresholds: below all scores, those of the options, above all scores


def auc(case):
    options, true, pred, weights = case.options, case.true.astype(bool), case.pred, case.unit_weights()
    if options["from_logits"]:
        pred = 1 / (1 + np.exp(-pred.astype(np.float64)))
    inner = grid(options["num_thresholds"])[1:-1] if options["thresholds"] is None else sorted(options["thresholds"])
    thresholds = [-np.inf, *inner, np.inf]
    label_weights = options["label_weights"]
    if not options["multi_label"]:
        weights = weights * (1 if label_weights is None else np.array(label_weights))
        return area(true, pred, weights, thresholds, options)
    columns = [area(true[:, c], pred[:, c], weights[:, c], thresholds, options) for c in range(pred.shape[1])]
    return tuple(np.average(part, weights=label_weights) for part in zip(*columns))


def area(true, pred, weights, thresholds, options):
    points = [outcomes(true, pred > in_type(pred, t), weights) for t in thresholds]
    if points[0].tp == 0 or points[0].fp == 0:
        return np.nan, 1.0
    if (options["curve"], options["summation_method"]) == ("PR", "interpolation"):
        return interpolated_precision(points)
    x, y, size = zip(*[CURVES[options["curve"]](o) for o in points])
    join = dict(interpolation=lambda a, b: (a + b) / 2, minoring=min, majoring=max)[options["summation_method"]]
    pairs = range(len(points) - 1)
    return (
        sum((x[i] - x[i + 1]) * join(y[i], y[i + 1]) for i in pairs),
        sum(abs(x[i] - x[i + 1]) * max(size[i], size[i + 1]) for i in pairs),
    )


# A point of a curve: x, y, and the size of the terms of y.


def roc_point(o):
    return o.fp / (o.fp + o.tn), recall(o), recall(o)


def precision_recall_point(o):
    """Nothing predicted: a precision of 0."""
    height = o.tp / (o.tp + o.fp) if o.tp + o.fp > 0 else 0.0
    return recall(o), height, height


def gain_point(o):
    """Recall gain, not below 0, and precision gain; 0 and 1 where nothing is found."""
    if o.tp == 0:
        return 0.0, 1.0, 1.0
    odds = (o.tp + o.fn) / (o.tn + o.fp)
    return max(1 - odds * o.fn / o.tp, 0), 1 - odds * o.fp / o.tp, 1 + odds * o.fp / o.tp


CURVES = dict(ROC=roc_point, PR=precision_recall_point, PRGAIN=gain_point)


def interpolated_precision(points):
    """Between two thresholds the true positives are a straight line of the positives (Davis and Goadrich 2006)."""
    positives, value, scale = points[0].tp + points[0].fn, 0.0, 0.0
    for low, high in zip(points, points[1:]):
        predicted, fewer = low.tp + low.fp, high.tp + high.fp
        if predicted == fewer:
            continue
        slope = (low.tp - high.tp) / (predicted - fewer)
        straight = slope * (low.tp - high.tp)
        bent = slope * (high.tp - slope * fewer) * np.log(predicted / fewer) if fewer > 0 else 0.0
        value, scale = value + straight + bent, scale + abs(straight) + abs(bent)
    return value / positives, scale / positives


# ---------------------------------------------------------------------------------------------------------------------
# F-scores. A class that is neither in the truth nor in the prediction has none, and is left out of a mean.


def f_beta(case):
    true, pred, threshold = case.true.astype(bool), case.pred, case.options["threshold"]
    if threshold is None:
        positive = np.arange(pred.shape[-1]) == pred.argmax(-1)[..., np.newaxis]
    else:
        positive = pred > in_type(pred, threshold)
    weights = case.unit_weights()
    weights = weights if weights.ndim == pred.ndim else np.broadcast_to(weights[..., np.newaxis], pred.shape)
    classes = range(pred.shape[-1])
    found = [outcomes(true[..., c], positive[..., c], weights[..., c]) for c in classes]
    return uncancelled(averaged(found, case.options["average"], f_score(case.options.get("beta", 1.0))))


def f_score(beta):
    return lambda o: ratio((1 + beta**2) * o.tp, (1 + beta**2) * o.tp + beta**2 * o.fn + o.fp)


def averaged(found, average, read):
    """Readings of the outcomes per class: all of them, of the sum, their mean, or their mean by support."""
    if average == "micro":
        return read(Outcomes(*map(sum, zip(*found))))
    values, support = np.array([read(o) for o in found]), np.array([o.tp + o.fn for o in found])
    if average is None:
        return values
    known = ~np.isnan(values)
    weights = np.where(known, 1.0 if average == "macro" else support, 0.0)
    return ratio((weights * np.nan_to_num(values)).sum(), weights.sum())


# ---------------------------------------------------------------------------------------------------------------------
# Overlap of classes


def predicted_labels(case):
    """Class labels, from labels, from the scores of a binary decision, or from rows of scores."""
    threshold, pred = case.options.get("threshold"), case.pred
    if threshold is not None:
        return pred >= in_type(pred, threshold) if case.metric.name == "binary_iou" else pred > in_type(pred, threshold)
    return pred if case.options.get("sparse_y_pred", True) else pred.argmax(-1)


def has_sparse_truth(case):
    return case.options.get("sparse_y_true", not case.metric.name.startswith("one_hot"))


def true_labels(case):
    return case.true if has_sparse_truth(case) else case.true.argmax(-1)


def class_matrix(case, classes):
    """Rows are the truth, columns the prediction."""
    true, pred, weights = true_labels(case).astype(int), predicted_labels(case).astype(int), case.unit_weights()
    return np.array([[weights[(true == i) & (pred == j)].sum() for j in range(classes)] for i in range(classes)])


def class_outcomes(matrix):
    """Each class against the rest."""
    hits, true, pred = matrix.diagonal(), matrix.sum(1), matrix.sum(0)
    rest = matrix.sum() - true - pred + hits
    return [Outcomes(*counts) for counts in zip(hits, pred - hits, rest, true - hits)]


def overlap(o):
    return ratio(o.tp, o.tp + o.fp + o.fn)


def iou(case):
    """The mean over the target classes that occur, without the ignored one.

    Where the label is the ignored class, nothing is counted. A prediction of it is an error like any other.
    """
    options = case.options
    classes, ignored = options.get("num_classes", 2), options.get("ignore_class")
    targets = [c for c in options.get("target_class_ids", range(classes)) if c != ignored]
    matrix = class_matrix(case, classes)
    if ignored in range(classes):
        matrix[ignored] = 0
    found = [class_outcomes(matrix)[c] for c in targets]
    return uncancelled(averaged(found, "macro", overlap))
