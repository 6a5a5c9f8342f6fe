"""The metrics that read counts or moments: Keras's value, the defined value, and random data of each."""

from dataclasses import replace

import numpy as np

from golden.backend import keras
from golden.count_data import binary_scores, class_maps, class_scores, near_targets
from golden.count_formulas import (
    at_thresholds, auc, best, counted, f_beta, grid, has_sparse_truth, iou, precision, recall, specificity,
)  # fmt: skip
from golden.moments import by_row, columns, concordance, pearson, r2_score, second_moments, squares
from golden.readings import FLOATS, TRUTH, WHOLE, Reading, of_types


def ask_keras(case, **arguments):
    """Keras's value. The weights are spread over the units, so that Keras cannot align them with another axis."""
    keras.config.set_floatx(case.floatx)
    arguments = case.metric.arguments | arguments
    metric = getattr(keras.metrics, case.metric.keras)(**case.options, **arguments)
    true, pred, weights = keras_layout(case)
    if pred.size > 0:
        metric.update_state(true, pred, sample_weight=weights)
    result = np.asarray(metric.result(), np.float64)
    return result if result.ndim else float(result)


def keras_layout(case):
    by_row = {"axis", "average"} & case.options.keys()  # of the options of the metrics that take weights of rows
    weights = case.weights if by_row or case.weights is None else case.unit_weights()
    arrays = (case.true, case.pred, weights)
    if case.metric.name == "r2_score" and case.pred.ndim == 1:
        arrays = (None if a is None else a[:, np.newaxis] for a in arrays)  # Keras wants an axis of targets
    return (None if a is None else a.astype(case.floatx) for a in arrays)


# ---------------------------------------------------------------------------------------------------------------------
# Units, ranks, and what keeps a case apart from the marked ones


def rows_if(option):
    """The units are the rows where an option picks one number of each row."""
    return lambda case: case.pred.shape[: -1 if case.options.get(option) is not None else None]


def ranks_with_classes(options):
    if options.get("multi_label"):
        return (2,)
    by_class = any(options.get(name) is not None for name in ("class_id", "top_k", "label_weights"))
    return (2, 3) if by_class else (1, 2, 3)


def label_units(case):
    return case.true.shape if has_sparse_truth(case) else case.true.shape[:-1]


def label_types(options):
    """Class numbers, or rows with one number per class."""
    true = WHOLE if options.get("sparse_y_true") else (*TRUTH, "f32")
    return true, WHOLE if options["sparse_y_pred"] else FLOATS


def off_the_bound(constrained, bound):
    """No reading is equal to the bound that it should reach: one rounding would decide."""

    def admits(case):
        reached = [constrained(o) for o in at_thresholds(case, grid(case.options["num_thresholds"]))]
        return all(not abs(value - case.options[bound]) < 1e-9 for value in reached)

    return admits


def off_the_grid(case):
    """No sigmoid of a logit stands on a threshold."""
    thresholds = case.options["thresholds"] or grid(case.options["num_thresholds"])
    scores = 1 / (1 + np.exp(-case.pred.astype(float))) if case.options["from_logits"] else case.pred
    return np.abs(np.subtract.outer(scores, thresholds)).min() > 1e-7


def every_class_occurs(case):
    """In the truth or in the prediction: then all libraries agree about the averages."""
    each = replace(case, options=case.options | dict(average=None))
    return np.all(np.isfinite(f_beta(each)[0]))


def plain_targets(case):
    """Every target varies. Where R² is adjusted, Keras counts the samples that have no weight, too."""
    varied = all(squares(*column)[1] > 0 for column in columns(case))
    return varied and (not case.options["num_regressors"] or bool(np.all(case.unit_weights() > 0)))


def spread_rows(case):
    """No row is nearly constant: Keras adds 1e-7 to a denominator."""
    y, p = (a.astype(float).reshape(-1, a.shape[-1]) for a in (case.true, case.pred))
    return all(sum(second_moments(a, b, np.ones(len(a)))[2:4]) > 0.2 for a, b in zip(y, p))


# ---------------------------------------------------------------------------------------------------------------------
# The metrics

FIRST_AXIS = [None, ("f64", "first"), ("f32", "first"), ("bool", "first")]
THRESHOLDS = [
    {},
    dict(thresholds=0.3),
    dict(thresholds=0.0),
    dict(thresholds=[0.25, 0.5, 0.8]),
    dict(thresholds=[0.7, 0.2]),
]
BUCKETS = dict(thresholds=[0.0, 0.5, 1.0])  # evenly spaced: Keras sorts the scores into buckets
PICKED = [
    *THRESHOLDS,
    dict(top_k=1),
    dict(top_k=2),
    dict(class_id=1),
    dict(class_id=2, thresholds=[0.2, 0.6]),
    dict(top_k=2, class_id=0),
    dict(top_k=2, thresholds=0.4),
    dict(top_k=3, class_id=1, thresholds=[0.1, 0.5]),
]

GRIDS = [
    {},
    {},
    dict(num_thresholds=2, class_id=1),
    dict(num_thresholds=3),
    dict(num_thresholds=5, class_id=2),
    dict(num_thresholds=6),
    dict(num_thresholds=11, class_id=0),
    dict(num_thresholds=101),
    dict(num_thresholds=1),
]
CURVE_KINDS = [
    dict(curve=curve, summation_method=method)
    for curve in ("ROC", "PR", "PRGAIN")
    for method in ("interpolation", "minoring", "majoring")
]
CURVE_FORMS = [
    {},
    dict(num_thresholds=5),
    dict(num_thresholds=11),
    dict(num_thresholds=2),
    dict(thresholds=[0.4, 0.1, 0.65]),
    dict(thresholds=[0.25, 0.5, 0.75]),
    dict(from_logits=True),
    dict(from_logits=True, num_thresholds=21),
    dict(multi_label=True),
    dict(multi_label=True, num_thresholds=6, label_weights=[0.5, 0.25, 1.5]),
    dict(multi_label=True, from_logits=True, thresholds=[0.3, 0.6], label_weights=[1.0, 2.0]),
    dict(label_weights=[0.5, 1.0, 2.0]),
]
AVERAGES = (None, "micro", "macro", "weighted")
F_VARIANTS = [dict(average=average, threshold=t) for average in AVERAGES for t in (None, 0.5, 0.3)]
IOU_TARGETS = [
    dict(num_classes=2, target_class_ids=[0, 1]),
    dict(num_classes=3, target_class_ids=[1]),
    dict(num_classes=4, target_class_ids=[3, 0]),
    dict(num_classes=6, target_class_ids=[5, 1, 2]),
    dict(num_classes=3, target_class_ids=[0, 2], ignore_class=1),
    dict(num_classes=4, target_class_ids=[1, 2, 3], ignore_class=255),
]
IOU_MEANS = [
    dict(num_classes=2),
    dict(num_classes=3),
    dict(num_classes=5),
    dict(num_classes=4, ignore_class=0),
    dict(num_classes=3, ignore_class=255),
]
FORMS = [
    {},
    {},
    dict(sparse_y_pred=False),
    dict(sparse_y_true=False),
    dict(sparse_y_true=False, sparse_y_pred=False),
]
ONE_HOT_FORMS = [{}, {}, dict(sparse_y_pred=True)]
AGGREGATIONS = (None, "uniform_average", "variance_weighted_average")


def combined(*lists):
    """Each of one list with each of the others."""
    merged = [{}]
    for variants in lists:
        merged = [a | b for a in merged for b in variants]
    return merged


def counts(name, keras_name, read):
    return Reading(
        name, binary_scores, counted(read), ask_keras, of_types(TRUTH, FLOATS),
        dict(thresholds=None), [*THRESHOLDS, BUCKETS], keras=keras_name,
    )  # fmt: skip


def shares(name, read):
    return Reading(
        name, binary_scores, counted(read), ask_keras, of_types(TRUTH, FLOATS),
        dict(thresholds=None, top_k=None, class_id=None), PICKED, count=39,
        ranks=ranks_with_classes, units=rows_if("class_id"), keras=name.title(),
    )  # fmt: skip


def at(name, keras_name, dependent, constrained, bound):
    bounds = [{bound: value} for value in (0.3, 0.55, 0.7)]
    return Reading(
        name, binary_scores, best(dependent, constrained, bound), ask_keras, of_types(TRUTH, FLOATS),
        dict(num_thresholds=200, class_id=None), combined(bounds, GRIDS), count=27,
        ranks=ranks_with_classes, units=rows_if("class_id"), admits=off_the_bound(constrained, bound), keras=keras_name,
    )  # fmt: skip


def f_scores(name, keras_name, betas):
    return Reading(
        name, class_scores, f_beta, ask_keras, of_types(TRUTH, FLOATS),
        dict(average=None, threshold=None), combined(F_VARIANTS, betas), count=12 * max(2, len(betas)),
        ranks=lambda options: (2,), units=f_units, admits=every_class_occurs, weightings=FIRST_AXIS, keras=keras_name,
    )  # fmt: skip


def f_units(case):
    """Rows where the largest score of each decides, else elements; Keras takes weights of rows alone."""
    return case.pred.shape[: -1 if case.options["threshold"] is None else None]


def overlaps(name, keras_name, variants, forms, **defaults):
    """Keras counts in integers unless told otherwise, and so would drop the fractions of the weights."""
    return Reading(
        name, class_maps, iou, ask_keras, label_types, dict(ignore_class=None) | defaults, combined(variants, forms),
        count=30, units=label_units, keras=keras_name, arguments=dict(dtype="float64"),
    )  # fmt: skip


def correlations(name, keras_name, correlation):
    return Reading(
        name, near_targets, by_row(correlation), ask_keras, of_types(FLOATS, FLOATS), dict(axis=-1),
        ranks=lambda options: (2, 3), units=lambda case: case.pred.shape[:-1], admits=spread_rows, keras=keras_name,
        whole_truth=False,
    )  # fmt: skip


READINGS = [
    counts("true_positives", "TruePositives", lambda o: o.tp),
    counts("true_negatives", "TrueNegatives", lambda o: o.tn),
    counts("false_positives", "FalsePositives", lambda o: o.fp),
    counts("false_negatives", "FalseNegatives", lambda o: o.fn),
    shares("precision", precision),
    shares("recall", recall),
    at("sensitivity_at_specificity", "SensitivityAtSpecificity", recall, specificity, "specificity"),
    at("specificity_at_sensitivity", "SpecificityAtSensitivity", specificity, recall, "sensitivity"),
    at("precision_at_recall", "PrecisionAtRecall", precision, recall, "recall"),
    at("recall_at_precision", "RecallAtPrecision", recall, precision, "precision"),
    Reading(
        "auc", binary_scores, auc, ask_keras, of_types(TRUTH, FLOATS),
        dict(
            num_thresholds=200, curve="ROC", summation_method="interpolation", thresholds=None, multi_label=False,
            label_weights=None, from_logits=False,
        ),
        combined(CURVE_KINDS, CURVE_FORMS), count=len(CURVE_KINDS) * len(CURVE_FORMS),
        ranks=ranks_with_classes, admits=off_the_grid, keras="AUC",
    ),
    f_scores("f_beta_score", "FBetaScore", [dict(beta=0.5), dict(beta=1.0), dict(beta=2.0)]),
    f_scores("f1_score", "F1Score", [{}]),
    overlaps("iou", "IoU", IOU_TARGETS, FORMS, sparse_y_true=True, sparse_y_pred=True),
    Reading(
        "binary_iou", binary_scores, iou, ask_keras, of_types(TRUTH, FLOATS),
        dict(target_class_ids=[0, 1], threshold=0.5),
        combined([{}, dict(target_class_ids=[0]), dict(target_class_ids=[1])], [{}, dict(threshold=0.3)]),
        keras="BinaryIoU", arguments=dict(dtype="float64"),
    ),
    overlaps("mean_iou", "MeanIoU", IOU_MEANS, FORMS, sparse_y_true=True, sparse_y_pred=True),
    overlaps("one_hot_iou", "OneHotIoU", IOU_TARGETS, ONE_HOT_FORMS, sparse_y_pred=False),
    overlaps("one_hot_mean_iou", "OneHotMeanIoU", IOU_MEANS, ONE_HOT_FORMS, sparse_y_pred=False),
    Reading(
        "r2_score", near_targets, r2_score, ask_keras, of_types((*FLOATS, "f64"), FLOATS),
        dict(class_aggregation="uniform_average", num_regressors=0),
        [*combined([dict(class_aggregation=a) for a in AGGREGATIONS], [{}, {}, dict(num_regressors=2)])], count=36,
        ranks=lambda options: (1,) if options["num_regressors"] else (1, 2), admits=plain_targets, keras="R2Score",
        whole_truth=False,
    ),
    correlations("pearson_correlation", "PearsonCorrelation", pearson),
    correlations("concordance_correlation", "ConcordanceCorrelation", concordance),
]  # fmt: skip

BY_NAME = {reading.name: reading for reading in READINGS}
