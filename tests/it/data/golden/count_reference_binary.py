"""Reference values: binary decisions, and areas under curves."""

import numpy as np

from golden.cases import rows
from golden.mean_reference import P, W, Y
from golden.remarks import INFEASIBLE, NEGATIVE, NO_RATIO

SQUEEZED_WEIGHTS = "weights (4, 1) reshaped to (4,)"
REPEATED_WEIGHTS = "weights (1, 4) repeated for each sample"
SPREAD_WEIGHT = "one weight for all, repeated for each sample"
AS_ROW = "a vector of 5 scores taken as one row"
OWN_RUN = "the test allows 0.1; the value is of a run of Keras"

YT = "0 1 1 0 / 1 0 0 0 / 0 0 0 0 / 1 1 1 1"
PT = "0.9 0.2 0.8 0.1 / 0.2 0.9 0.7 0.6 / 0.1 0.2 0.4 0.3 / 0 1 0.7 0.3"
L = [0] * 5 + [1] * 5
Q1 = [0.0, 0.1, 0.2, 0.3, 0.4, 0.1, 0.45, 0.5, 0.8, 0.9]
Q2 = [0.0, 0.1, 0.2, 0.3, 0.4, 0.01, 0.02, 0.25, 0.26, 0.26]
Q3 = [0.0, 0.1, 0.2, 0.5, 0.6, 0.2, 0.5, 0.6, 0.8, 0.9]
COUNTING = np.arange(1.0, 11.0)


def outcomes(r):
    r.source = "confusion_metrics_test.py"
    names = ("false_positives", "false_negatives", "true_negatives", "true_positives")
    for name, plain, weighted in zip(names, (7, 3, 3, 7), (14, 5, 4, 12)):
        r.add(name, Y, P, plain)
        r.add(name, Y, P, weighted, W)
    thresholds = dict(thresholds=[0.15, 0.5, 0.85])
    for name, values in zip(names, ([7, 4, 2], [1, 4, 6], [2, 5, 7], [6, 3, 1])):
        r.add(name, YT, PT, values, **thresholds)
    full = "1 2 3 5 / 7 11 13 17 / 19 23 29 31 / 5 15 10 0"
    r.add("false_positives", YT, PT, [125, 42, 12], full, **thresholds)
    r.add("false_negatives", YT, PT, [4, 16, 23], [3.0, 5.0, 7.0, 4.0], **thresholds, note=SQUEEZED_WEIGHTS)
    row = np.tile([0.0, 2.0, 3.0, 5.0], (4, 1))
    r.add("true_negatives", YT, PT, [5, 15, 23], row, **thresholds, note=REPEATED_WEIGHTS)
    r.add("true_positives", YT, PT, [222, 111, 37], [37.0] * 4, **thresholds, note=SPREAD_WEIGHT)


def precision_and_recall(r):
    both, line, weights = ("precision", "recall"), [0, 1, 1, 0], "1 2 3 4 / 4 3 2 1"
    for name in both:
        r.add(name, line, [1.0, 0.0, 1.0, 0.0], 0.5)
        r.add(name, [0, 0, 0, 0], [0.0, 0.0, 0.0, 0.0], 0, deviates=NO_RATIO)
        r.add(name, line, [1.0, 0.0, 0.6, 0.0], [0.5, 0], thresholds=[0.5, 0.7])
    r.add("precision", "0 1 1 0 / 1 0 0 1", "1 0 1 0 / 1 0 1 0", 0.7, weights)
    r.add("recall", "0 1 1 0 / 1 0 0 1", "1 0 1 0 / 0 1 0 1", 0.4, weights)
    data, chosen = ("0 1 / 1 0", "1 0 / 0.6 0"), dict(dtype="f32", thresholds=[0.5, 1.0])
    twice = ("0 1 / 1 0 / 0 1 / 1 0", "1 0 / 0.6 0 / 1 0 / 0.6 0")
    again = dict(chosen, note="two identical updates as one")
    r.add("precision", *data, [3 / 7, 0], "4 0 / 3 1", **chosen, deviates=NO_RATIO)
    r.add("precision", *twice, [3 / 7, 0], "4 0 / 3 1 / 4 0 / 3 1", **again, deviates=NO_RATIO)
    r.add("recall", *data, [3 / 7, 0], "1 4 / 3 2", **chosen)
    r.add("recall", *twice, [3 / 7, 0], "1 4 / 3 2 / 1 4 / 3 2", **again)


def picked(r):
    true, pred = "0 1 1 0 0", "0.2 0.1 0.5 0 0.2"
    r.add("precision", true, pred, 1 / 3, top_k=3, note=AS_ROW)
    r.add("recall", true, pred, 0.5, top_k=3, note=AS_ROW)
    true, pred, weights = "0 1 1 0 1 / 1 0 1 1 1", "0.2 0.1 0.4 0 0.2 / 0.2 0.6 0.4 0.2 0.2", "1 4 2 3 5 / 3 3 3 3 3"
    updates = "two updates as one; the second a vector with one weight for all"
    r.add("precision", true, pred, 13 / 17, weights, top_k=3, note=updates)
    r.add("recall", true, pred, 13 / 23, weights, top_k=3, note=updates)
    true = "0 0 1 / 1 0 0 / 0 1 0 / 1 0 0 / 0 0 1"
    pred = "0.1 0.2 0.7 / 0.5 0.3 0.2 / 0.2 0.6 0.2 / 0.7 0.2 0.1 / 0.1 0.1 0.8"
    r.add("precision", true, pred, 1, class_id=1)
    r.add("recall", true, pred, 1, class_id=1)
    r.add("precision", "0 1 1 0 1", "0.2 0.8 0.6 0 0.2", 1, thresholds=0.7, top_k=2, note=AS_ROW)
    r.add("recall", "1 1 1 0 1", "0.2 0.8 0.6 0 0.2", 0.25, thresholds=0.7, top_k=2, note=AS_ROW)


def bounds(r):
    name = "sensitivity_at_specificity"
    r.add(name, L, Q1, 0.8, dtype="f32", specificity=0.8)
    r.add(name, L, Q2, 0.6, dtype="f32", specificity=0.4)
    r.add(name, L, Q2, 0.675, COUNTING, dtype="f32", specificity=0.4)
    name = "specificity_at_sensitivity"
    r.add(name, L, Q2, 0.2, dtype="f32", sensitivity=1.0)
    r.add(name, L, Q2, 0.6, dtype="f32", sensitivity=0.4)
    r.add(name, L, Q2, 0.4, COUNTING, dtype="f32", sensitivity=0.4)
    name = "precision_at_recall"
    r.add(name, L, Q3, 2 / 3, dtype="f32", recall=0.8)
    r.add(name, L, Q3, 0.75, dtype="f32", recall=0.6)
    r.add(name, L, Q3, 0.7, [2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 2.0, 1.0, 2.0], dtype="f32", recall=7 / 8)
    name = "recall_at_precision"
    true = [0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0, 1]
    pred = [0.05, 0.1, 0.2, 0.3, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.9, 0.95]
    r.add(name, true, pred, 0.5, dtype="f32", precision=0.75)
    r.add(name, true, pred, 5 / 6, dtype="f32", precision=2 / 3)
    true, pred = [0, 1, 0, 0, 0, 1, 1], [0.1, 0.2, 0.3, 0.5, 0.6, 0.9, 0.9]
    r.add(name, true, pred, 0.6, [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0], dtype="f32", precision=0.75)
    r.add(name, [1, 1, 0, 0], [0.1, 0.2, 0.3, 0.9], 0, dtype="f32", precision=2 / 3, deviates=INFEASIBLE)
    for name, values, value, bound in (
        ("specificity_at_sensitivity", Q2, 0.6, dict(sensitivity=0.4)),
        ("precision_at_recall", Q3, 0.75, dict(recall=0.6)),
    ):
        labels = np.eye(3, dtype=np.int64)[[2 * label for label in L]]
        scores = np.tile(np.array(values)[:, np.newaxis], 3)  # the same for each of three classes
        r.add(name, labels, scores, value, dtype="f32", class_id=2, **bound)


def areas(r):
    name, data, weights = "auc", ([0, 0, 1, 1], [0.0, 0.5, 0.3, 0.9]), [1.0, 2.0, 3.0, 4.0]
    coarse = dict(dtype="f32", num_thresholds=3)
    r.add(name, *data, 0.75, **coarse)
    r.add(name, *data, "0.785714", weights, **coarse)
    r.add(name, *data, 1, weights, **coarse, summation_method="majoring")
    r.add(name, *data, "0.571429", weights, **coarse, summation_method="minoring")
    r.add(name, *data, "0.820699", **coarse, curve="PR", note="the value is of a run of Keras; not in the tests")
    r.add(name, *data, "0.916613", weights, **coarse, curve="PR")
    r.add(name, *data, 1, weights, **coarse, curve="PR", summation_method="majoring")
    r.add(name, *data, 0.3, weights, **coarse, curve="PR", summation_method="minoring")
    for method, value in (("interpolation", 0.5), ("majoring", 1), ("minoring", 0)):
        r.add(name, *data, value, weights, **coarse, curve="PRGAIN", summation_method=method)
    negative = [-1.0, -2.0, -3.0, -4.0]
    r.add(name, *data, 0, negative, **coarse, curve="PR", refused=NEGATIVE)
    true, pred = [0, 0, 0, 1, 0, 1, 0, 1, 1, 1], [0.1, 0.2, 0.3, 0.3, 0.4, 0.4, 0.6, 0.6, 0.8, 0.9]
    r.add(name, true, pred, 0.5, num_thresholds=3, curve="PRGAIN")
    r.add(name, *data, 0.75, dtype="f32", num_thresholds=2, thresholds=[0.5])
    r.add(name, [0, 0, 1, 1], [0.0, 0.0, 1.0, 1.0], 1)
    r.add(name, [0, 0, 1, 1], logits_of(data[1]), 0.75, **coarse, from_logits=True)


def logits_of(pred):
    """As the test does, in float32: a probability of 0 becomes a logit of -27.6."""
    return -np.log(1 / (np.array(pred, np.float32) + np.float32(1e-12)) - 1)


def multi_label_areas(r):
    name, true = "auc", "0 0 / 0 0 / 1 1 / 1 1"
    pred, weights, lean = "0 0.1 / 0.5 0.2 / 0.3 0.3 / 0.9 0.4", [1.0, 2.0, 3.0, 4.0], dict(label_weights=[0.75, 0.25])
    each, joint = dict(dtype="f32", num_thresholds=5, multi_label=True), dict(dtype="f32", num_thresholds=5)
    r.add(name, true, true, 1, multi_label=True)
    r.add(name, true, true, 1)
    r.add(name, true, pred, 0.9375, **each)
    r.add(name, true, logits_of(rows(pred)), 0.9375, **each, from_logits=True)
    r.add(name, true, pred, 0.90625, **each, **lean)
    r.add(name, true, pred, 0.90625, **joint)
    r.add(name, true, logits_of(rows(pred)), 0.90625, **joint, from_logits=True)
    r.add(name, true, pred, "0.880952", weights, **joint)
    r.add(name, true, pred, "0.8788", np.arange(8.0).reshape(4, 2), **joint)
    r.add(name, true, pred, "0.8828", **joint, **lean)
    r.add(name, true, pred, 0.625, dtype="f32", num_thresholds=2, thresholds=[0.5], multi_label=True)
    r.add(name, true, pred, "0.928571", weights, **each, note=OWN_RUN)
    r.add(name, true, pred, "0.943663", **each, curve="PR", note=OWN_RUN)
    r.add(name, true, pred, "0.969892", weights, **each, curve="PR", note=OWN_RUN)


def class_docs(r):
    r.source = "confusion_metrics.py (class docs)"
    line = ([0, 0, 1, 1], [0.0, 0.5, 0.3, 0.9])
    r.add("auc", *line, 0.75, num_thresholds=3)
    r.add("auc", *line, 1, [1.0, 0.0, 0.0, 1.0], num_thresholds=3)
    five = ([0, 0, 0, 1, 1], [0.0, 0.3, 0.8, 0.3, 0.8])
    r.add("sensitivity_at_specificity", *five, 0.5, specificity=0.5)
    r.add("sensitivity_at_specificity", *five, "0.333333", [1.0, 1.0, 2.0, 2.0, 1.0], specificity=0.5)
    r.add("specificity_at_sensitivity", *five, "0.666667", sensitivity=0.5)
    r.add("specificity_at_sensitivity", *five, 0.5, [1.0, 1.0, 2.0, 2.0, 2.0], sensitivity=0.5)
    r.add("precision_at_recall", *five, 0.5, recall=0.5)
    r.add("precision_at_recall", *five, "0.333333", [2.0, 2.0, 2.0, 1.0, 1.0], recall=0.5)
    r.add("recall_at_precision", *line, 0.5, precision=0.8)
    r.add("recall_at_precision", *line, 1, [1.0, 0.0, 0.0, 1.0], precision=0.8)
    taken = "a vector of 4 scores taken as one row"
    r.add("precision", "0 0 1 1", "1 1 1 1", 0, top_k=2, note=taken)
    r.add("precision", "0 0 1 1", "1 1 1 1", 0.5, top_k=4, note=taken)


FAMILIES = (outcomes, precision_and_recall, picked, bounds, areas, multi_label_areas, class_docs)
