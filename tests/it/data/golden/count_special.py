"""Cases in which Keras and the definition part, and cases on the edge of that."""

from dataclasses import replace

import numpy as np

from golden.cases import DTYPES, stream
from golden.count_data import binary_scores, edge_scores, near_targets
from golden.count_metrics import BY_NAME, ask_keras
from golden.readings import eighths, judge, literal_case
from golden.remarks import (
    ABSENT, BUCKETS, CANCELLED, CLIPPED, CONSTANT, ELEMENTS, ENDS, EPSILON_BIAS, FALLBACK, IGNORED, INFEASIBLE,
    LABELS_0_1, LABEL_RANGE, NEGATIVE, NONE_NEGATIVE, NONE_POSITIVE, NONE_PREDICTED, NOTHING, NOT_COUNTED,
    NO_SPREAD, ONE_CLASS, ONE_CLASS_COLUMN, ONE_CONSTANT, ROUNDED, ROUNDED_BOUND, SHAPES, SMALL_SPREAD, TIED,
    UNWEIGHTED, WHOLE_STATE, ZERO_TIMES_NAN,
)  # fmt: skip


class Specials:
    def __init__(self, ledger):
        self.ledger = ledger

    def add(self, name, true, pred, reason="", weights=None, dtype=None, floatx=None, arguments=None, **options):
        case = literal_case(BY_NAME[name], true, pred, weights, options, dtype, floatx)
        if arguments:
            asked = replace(case.metric, ask=lambda case: ask_keras(case, **arguments))
            case = replace(case, metric=asked)
        judge(self.ledger, case, reason)

    def refuse(self, name, true, pred, contract, weights=None, **options):
        """What Keras says of data that is not accepted at all."""
        case = literal_case(BY_NAME[name], true, pred, weights, options)
        value = ask_keras(case)
        self.ledger.add(case, value, np.abs(value), 0, refused=contract)


def add_specials(ledger):
    on_thresholds(ledger)
    special = Specials(ledger)
    for family in (decisions, bounds, areas, buckets, f_scores, overlaps, explained, correlations, refusals):
        family(special)


def on_thresholds(ledger):
    """`>` is strict, and the threshold is rounded to the type of the scores, in which Keras then has to compute."""
    for name in ("true_positives", "true_negatives", "false_positives", "false_negatives", "precision", "recall"):
        rng = stream(f"{name} edge")
        for dtype, chosen in (("f64", 0.3), ("f64", [0.7, 0.2]), ("f32", 0.3), ("f32", [0.7, 0.2]), ("f32", 0.8)):
            true, pred = edge_scores(rng, 12, np.atleast_1d(chosen), DTYPES[dtype])
            true[:2], pred[:2] = (0, 1), 1
            floatx = dict(f64="float64", f32="float32")[dtype]
            options = dict(thresholds=chosen)
            judge(ledger, literal_case(BY_NAME[name], true, pred, eighths(rng, 12), options, None, floatx))
    rng = stream("binary_iou edge")
    for chosen in (0.3, 0.5, 0.8):
        true, pred = edge_scores(rng, 12, [chosen], np.float32)
        judge(ledger, literal_case(BY_NAME["binary_iou"], true, pred, eighths(rng, 12), dict(threshold=chosen)))


def decisions(s):
    for name in ("true_positives", "true_negatives", "false_positives", "false_negatives", "precision", "recall"):
        true, pred = [0, 1, 1, 0], [4.0, 2.0, 0.7, -1.0]
        s.add(name, true, pred, CLIPPED, thresholds=[0.0, 0.5, 1.0])
        s.add(name, true, pred, thresholds=[0.0, 0.6, 1.0])
    s.add("precision", [0, 1, 1], [0.2, 0.4, 0.1], NONE_PREDICTED)
    s.add("precision", [0, 1, 1], [0.2, 0.4, 0.8], NONE_PREDICTED, thresholds=[0.5, 0.9])
    s.add("precision", [0, 1, 1], [0.2, 0.4, 0.8], NONE_PREDICTED, [1.0, 1.0, 0.0])
    s.add("recall", [0, 0, 0], [0.2, 0.4, 0.8], NONE_POSITIVE)
    s.add("recall", "0 1 0 / 0 0 1", "0.2 0.4 0.8 / 0.9 0.6 0.3", NONE_POSITIVE, class_id=0)
    for name in ("precision", "recall"):
        s.add(name, "0 1 0 1 / 1 0 0 0", "0.4 0.4 0.4 0.4 / 0.1 0.2 0.2 0.2", top_k=2)  # ties: the lowest index first
        s.add(name, "0 1 0 1 / 1 0 0 0", "-3 -1 -2 -5 / -0.5 -4 -2 -2.5", top_k=2)


def bounds(s):
    s.add("recall_at_precision", [1, 1, 0, 0], [0.1, 0.2, 0.3, 0.9], INFEASIBLE, precision=0.6)
    s.add("precision_at_recall", [1, 1, 0, 0], [0.0, 0.2, 0.3, 0.9], INFEASIBLE, recall=1.0)
    s.add("specificity_at_sensitivity", [1, 1, 0, 0], [0.0, 0.2, 0.3, 0.9], INFEASIBLE, sensitivity=1.0)
    s.add("sensitivity_at_specificity", [0, 0, 0], [0.1, 0.2, 0.8], NONE_POSITIVE, specificity=0.5)
    s.add("specificity_at_sensitivity", [0, 0, 0], [0.1, 0.2, 0.8], INFEASIBLE, sensitivity=0.5)
    s.add("specificity_at_sensitivity", [1, 1, 1], [0.1, 0.2, 0.8], NONE_NEGATIVE, sensitivity=0.5)
    s.add("precision_at_recall", [0, 0, 0], [0.1, 0.2, 0.8], INFEASIBLE, recall=0.5)
    s.add("recall_at_precision", [0, 0, 0], [0.1, 0.2, 0.8], INFEASIBLE, precision=0.5)
    true, weights = [0] * 5 + [1] * 5, np.arange(1.0, 11.0)
    pred = [0.0, 0.1, 0.2, 0.3, 0.4, 0.01, 0.02, 0.25, 0.26, 0.26]
    s.add("sensitivity_at_specificity", true, pred, ROUNDED_BOUND, weights, specificity=0.4)
    s.add("sensitivity_at_specificity", true, pred, weights=weights, specificity=0.4, floatx="float32")


def areas(s):
    for curve in ("ROC", "PR", "PRGAIN"):
        s.add("auc", [0, 0, 0], [0.1, 0.2, 0.8], ONE_CLASS, curve=curve)
        s.add("auc", [1, 1, 1], [0.1, 0.2, 0.8], ONE_CLASS, curve=curve)
        s.add("auc", [1, 0, 1], [0.1, 0.2, 0.8], ONE_CLASS, [1.0, 0.0, 0.5], curve=curve)
    s.add("auc", "0 1 / 1 1 / 0 1", "0.1 0.2 / 0.7 0.9 / 0.8 0.3", ONE_CLASS_COLUMN, multi_label=True)
    true, pred = [1, 0, 1, 0], [4.0, -3.0, 0.5, 0.3]
    s.add("auc", true, pred, ENDS, thresholds=[0.2, 0.6])
    s.add("auc", true, pred, ENDS, thresholds=[0.2, 0.6], curve="PR")
    s.add("auc", true, pred, num_thresholds=5)  # evenly spaced: clipped, and so counted between the ends
    for curve in ("ROC", "PR", "PRGAIN"):
        rng = stream(f"low scores {curve}")
        true, pred = binary_scores(rng, (24,), {})
        s.add("auc", true, pred / 1000, curve=curve)  # scores that 200 thresholds hardly tell apart
        s.add("auc", true, pred.astype(np.float32) / 1000, weights=eighths(rng, 24), curve=curve)


def buckets(s):
    """A negative on a threshold, and a positive above it within the same bucket."""
    grids = (("f32", 200, (53, 111)), ("f32", 22, (3, 6)), ("f64", 200, (26, 52)), ("f64", 26, (7, 14)))
    for dtype, count, steps in grids:
        floatx = dict(f64="float64", f32="float32")[dtype]
        pred = (np.array([i + above for i in steps for above in (0, 0.25)]) / (count - 1)).astype(DTYPES[dtype])
        data = dict(true=[0, 1, 0, 1], pred=pred, reason=BUCKETS, floatx=floatx, num_thresholds=count)
        pair = data | dict(true=[0, 1], pred=pred[:2])
        s.add("auc", **data)
        s.add("auc", **data, curve="PR")
        s.add("sensitivity_at_specificity", **pair, specificity=0.9)
        s.add("specificity_at_sensitivity", **pair, sensitivity=0.9)
        s.add("precision_at_recall", **pair, recall=0.9)
        s.add("recall_at_precision", **pair, precision=0.9)
    even = [i / 21 for i in range(22)]
    pred = (np.array([3, 3.25]) / 21).astype(np.float32)
    s.add("false_positives", [0, 1], pred, BUCKETS, floatx="float32", thresholds=even)


def f_scores(s):
    for name, beta in (("f_beta_score", dict(beta=2.0)), ("f1_score", {})):
        absent = ("1 0 0 0 / 0 1 0 0 / 1 0 0 0", "0.9 0.1 0 0 / 0.6 0.3 0.1 0 / 0.7 0.2 0.1 0")
        s.add(name, *absent, ABSENT, **beta)
        s.add(name, *absent, ABSENT, **beta, average="macro")
        s.add(name, *absent, **beta, average="weighted")
        s.add(name, *absent, **beta, average="micro")
        masked = ("1 0 / 0 1 / 1 0", "0.9 0.1 / 0.3 0.7 / 0.2 0.8", ABSENT, [1.0, 0.0, 0.0])
        s.add(name, *masked, **beta, average="macro")
        tied = ("1 0 0 / 0 1 0 / 0 0 1", "0.4 0.4 0.2 / 0.1 0.8 0.1 / 0.3 0.3 0.4")
        s.add(name, *tied, TIED, **beta)
        s.add(name, *tied, TIED, **beta, average="micro")
        s.add(name, "1 0 / 0 1 / 1 0", "0 0 / 0.3 0.7 / 0.8 0.2", NOTHING, **beta)
        s.add(name, "1 0 / 0 1 / 1 0", "0 -2 / -1 3 / 2 -4", NOTHING, **beta)
        light = ("1 0 / 0 1 / 1 0", "0.9 0.1 / 0.3 0.7 / 0.2 0.8", EPSILON_BIAS, [2.0**-20, 2.0**-21, 2.0**-20])
        s.add(name, *light, **beta)
        s.add(name, *light, **beta, average="weighted")
        for average in (None, "micro", "macro", "weighted"):
            s.add(name, "1 0 / 0 1", "0.9 0.1 / 0.3 0.7", **beta, average=average)  # perfect: 0.9999998 in Keras
            s.add(name, "1 0 / 0 1", "0.1 0.9 / 0.7 0.3", **beta, average=average)


def overlaps(s):
    s.add("mean_iou", [1, 1], [0, 1], IGNORED, num_classes=2, ignore_class=0)
    s.add("mean_iou", [0, 1, 1, 2], [0, 0, 1, 2], IGNORED, num_classes=3, ignore_class=0)
    s.add("iou", [0, 1, 1, 2], [0, 0, 1, 2], IGNORED, num_classes=3, target_class_ids=[0, 1], ignore_class=0)
    dense = ("0 1 / 0 1", "0.9 0.1 / 0.2 0.8", IGNORED)
    s.add("one_hot_mean_iou", *dense, num_classes=2, ignore_class=0)
    s.add("one_hot_iou", *dense, num_classes=2, target_class_ids=[0, 1], ignore_class=0)
    s.add("mean_iou", [255, 255], [0, 1], NOT_COUNTED, num_classes=2, ignore_class=255)
    s.add("iou", [0, 1, 1], [0, 0, 1], NOT_COUNTED, num_classes=3, target_class_ids=[2])
    s.add("binary_iou", [0, 0], [0.1, 0.2], NOT_COUNTED, target_class_ids=[1])
    light = [2.0**-20, 2.0**-21, 2.0**-20]
    s.add("mean_iou", [0, 1, 1], [0, 0, 1], EPSILON_BIAS, light, num_classes=2)
    s.add("mean_iou", [0, 1, 1], [0, 0, 1], WHOLE_STATE, [0.5, 1.5, 0.75], num_classes=2, arguments=dict(dtype=None))
    s.add("mean_iou", [0, 1, 1], [0, 0, 1], WHOLE_STATE, [0.5, 0.5, 0.5], num_classes=2, arguments=dict(dtype=None))
    s.add("mean_iou", [0, 1], [0, 1], num_classes=2)  # perfect: 0.9999999 in Keras
    s.add("binary_iou", [0, 1, 1], [0.3 - 1e-10, 0.7, 0.2], ROUNDED, threshold=0.3)


def explained(s):
    name, each = "r2_score", dict(class_aggregation=None)
    s.add(name, [2.0, 2.0, 2.0], [1.0, 2.0, 3.0], CONSTANT)
    s.add(name, [2.0, 2.0, 2.0], [2.0, 2.0, 2.0])  # NaN in Keras, too
    s.add(name, [3.0], [2.0], CONSTANT)
    s.add(name, [1.0, 2.0, 4.0], [1.0, 2.5, 3.0], CONSTANT, [0.0, 1.0, 0.0])
    s.add(name, "1 2 / 2 2 / 4 2", "1 1 / 2.5 2 / 3 2", CONSTANT, **each)
    s.add(name, "1 2 / 2 2 / 4 2", "1 1 / 2.5 2 / 3 2", ONE_CONSTANT)
    s.add(name, "1 2 / 2 2 / 4 2", "1 1 / 2.5 2 / 3 2", class_aggregation="variance_weighted_average")
    data = ("1 5 / 2 3 / 4 2 / 3 3 / 6 1", "1 4 / 2.5 3 / 3 2 / 3 2 / 5 2")
    for aggregation in (None, "uniform_average", "variance_weighted_average"):
        chosen = dict(class_aggregation=aggregation)
        s.add(name, *data, ELEMENTS, **chosen, num_regressors=1)
        s.add(name, *data, ELEMENTS, [0.5, 1.0, 0.25, 1.5, 2.0], **chosen, num_regressors=2)
    line = ([1.0, 2.0, 4.0, 3.0, 6.0], [1.0, 2.5, 3.0, 3.0, 5.0])
    s.add(name, *line, UNWEIGHTED, [1.0, 1.0, 0.0, 1.0, 1.0], num_regressors=1)
    s.add(name, *line, UNWEIGHTED, np.array([True, True, True, False, True]), num_regressors=2)
    s.add(name, *line, num_regressors=3)
    s.add(name, *line, FALLBACK, num_regressors=4)
    s.add(name, *line, FALLBACK, num_regressors=7)
    s.add(name, [10000.0, 10001.0, 10002.0], [10000.1, 10001.1, 10002.1], CANCELLED, floatx="float32")
    for offset, floatx in ((1e4, "float32"), (1e8, "float64")):
        rng = stream(f"r2_score {offset}")
        true, pred = near_targets(rng, (12,), {})
        s.add(name, true + offset, pred + offset, CANCELLED, floatx=floatx)


def correlations(s):
    for name in ("pearson_correlation", "concordance_correlation"):
        s.add(name, "1 2 3 / 2 2 2", "1 2 4 / 1 3 2")  # a constant truth: concordance 0; Pearson NaN in Keras, too
    s.add("pearson_correlation", "1 2 3 / 2 2 2", "1 2 4 / 1 3 2", ZERO_TIMES_NAN, [1.0, 0.0])
    s.add("pearson_correlation", "1 / 2 / 3", "1 / 2 / 3")  # a column: each row is one number; NaN in Keras, too
    s.add("concordance_correlation", "1 / 2 / 3", "1 / 2 / 3", NO_SPREAD)
    s.add("concordance_correlation", "2 2 2 / 1 2 3", "2 2 2 / 1 2 4", NO_SPREAD)
    s.add("concordance_correlation", "2 2 2", "3 3 3")
    s.add("concordance_correlation", "0.001 0.002 0.004", "0.001 0.003 0.004", SMALL_SPREAD)


def refusals(s):
    s.refuse("auc", [-1, -1, 1, 1], [0.1, 0.4, 0.35, 0.8], LABELS_0_1)
    s.refuse("auc", [0, 0, 2, 2], [0.1, 0.4, 0.35, 0.8], LABELS_0_1)
    s.refuse("precision", [0.0, 0.3, 1.0], [0.1, 0.9, 0.8], LABELS_0_1)
    s.refuse("true_positives", [0, 255, 1], [0.1, 0.9, 0.8], LABELS_0_1)
    s.refuse("recall_at_precision", [0, 2, 1], [0.1, 0.9, 0.8], LABELS_0_1, precision=0.5)
    s.refuse("f1_score", "1 0 / 0.4 0.6", "0.9 0.1 / 0.3 0.7", LABELS_0_1)
    s.refuse("binary_iou", [0.0, 0.9, 1.0], [0.1, 0.9, 0.8], LABELS_0_1)
    s.refuse("precision", [0, 1, 1], "0.1 / 0.9 / 0.8", SHAPES)
    s.refuse("auc", "0 / 1 / 1", [0.1, 0.9, 0.8], SHAPES)
    s.refuse("mean_iou", "0 1 1 / 1 0 1", "0 1 / 1 0 / 1 1", SHAPES, num_classes=2)
    s.refuse("mean_iou", [1], [1, 0, 1, 1], SHAPES, num_classes=2)
    s.refuse("f1_score", "1 / 0", "0.9 0.1 / 0.3 0.7", SHAPES)
    s.refuse("r2_score", "1 / 2 / 4", "1 2 / 2 3 / 4 5", SHAPES)
    s.refuse("f1_score", "1 0 / 0 1 / 1 0", "0.9 0.1 / 0.3 0.7 / 0.2 0.8", NEGATIVE, [1.0, 1.0, -0.75])
    s.refuse("auc", [0, 1, 0, 1], [0.1, 0.4, 0.35, 0.8], NEGATIVE, [1.0, -0.5, 1.0, 1.0])
    s.refuse("mean_iou", [0, 1, 1], [0, 0, 1], NEGATIVE, [1.0, -0.5, 1.0], num_classes=2)
    s.refuse("r2_score", [1.0, 2.0, 4.0], [1.0, 2.5, 3.0], NEGATIVE, [1.0, -0.5, 1.0])
    s.refuse("mean_iou", [0, 2, 1], [0, 0, 1], LABEL_RANGE, num_classes=2)
    s.refuse("mean_iou", [0, -1, 1], [0, 0, 1], LABEL_RANGE, num_classes=2)
    s.refuse("iou", [0, 1, 1], [0, 3, 1], LABEL_RANGE, num_classes=3, target_class_ids=[0, 1])
