"""The metrics that are means or sums over units: Keras's value, and the defined value.

value = sum(weight * term) / sum(weight) over all units of the data. A unit is an element, or a row along the last axis
where a row is what the metric judges. `sum` does not divide.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from golden.backend import keras
from golden.cases import EPSILON
from golden.mean_data import (
    binary, binary_edge, categorical, categorical_edge, class_margins, counts, equal_or_not, margins, numbers,
    perfect_binary, perfect_categorical, perfect_sparse, ranked, sorted_ids, sparse, sparse_edge, sparse_ranked,
    threshold_edge, thresholded, two_certain_rows, two_distributions, values, with_zeros,
)  # fmt: skip
from golden.mean_formulas import (
    binary_accuracy, binary_crossentropy, binary_focal, categorical_crossentropy, categorical_focal,
    categorical_hinge, cosine, elementwise, hinge, huber, kl_divergence, log_cosh, percentage_error,
    sparse_categorical_crossentropy, sparse_top_k, squared_logarithmic_error,
)  # fmt: skip


@dataclass(frozen=True)
class Metric:
    """A metric, where its data comes from, and the two who know its value: Keras, and a naive definition."""

    name: str
    keras: str  # the attribute of `keras.metrics`: a class, or a function where there is no class
    draw: Callable  # (rng, shape, types, options) -> truth, prediction
    terms: Callable  # (truth, prediction, **options) -> one term for each unit
    types: list  # (truth, prediction) element types, each used about equally often
    by_row: bool = False
    defaults: dict = field(default_factory=dict)
    variants: list = field(default_factory=lambda: [{}])  # options off their defaults, used about equally often
    edge: Callable | None = None  # as `draw`, with data on the clip thresholds and zeros
    perfect: Callable | None = None  # as `draw`, with every prediction certain and right: only the bounds are left
    typed_bounds: bool = False  # the bounds depend on the prediction's type, so that Keras must compute in it
    peculiarity: str = ""  # why Keras may differ from the definition on such data

    def units(self, case):
        return case.pred.shape[:-1] if self.by_row else case.pred.shape


def ask_keras(case):
    """Keras's value, with the data laid out so that Keras, too, takes the mean over units."""
    keras.config.set_floatx(case.floatx)
    asked = getattr(keras.metrics, case.metric.keras)
    wrapped = inspect.isfunction(asked)
    metric = keras.metrics.MeanMetricWrapper(asked, **case.options) if wrapped else asked(**case.options)
    true, pred, weights = (None if a is None else a.astype(case.floatx) for a in keras_layout(case))
    if "top_k" in case.metric.name:
        pred = pred.astype(np.float32)  # TensorFlow ranks float32 only; the scores stay distinct in it
    metric.update_state(*([pred] if true is None else [true, pred]), sample_weight=weights)
    return float(metric.result())


def keras_layout(case):
    true, pred, weights = case.true, case.pred, case.weights
    if case.options.get("ignore_class") is not None:
        weights = case.unit_weights()  # Keras leaves ignored units out of its denominator only if it has weights
    if not case.metric.by_row and (pred.ndim == 1 or (weights is not None and weights.ndim == pred.ndim)):
        # Keras reduces the last axis before it weights, and takes a vector for one value. An axis of length 1
        # makes each element a sample's own row.
        true, pred = (None if a is None else a[..., np.newaxis] for a in (true, pred))
    return true, pred, weights


def kept_weights(case):
    """The unit weights, with a weight of 0 for a unit whose label is ignored."""
    ignored = case.options.get("ignore_class")
    return case.unit_weights() if ignored is None else case.unit_weights() * (case.true != ignored)


def define(case):
    """The value and the mean |term|, by definition."""
    terms = case.metric.terms(case.true, case.pred, **case.options)
    weights = kept_weights(case)
    if case.metric.name == "sum":
        return (weights * terms).sum(), np.mean(weights * np.abs(terms))
    value = (weights * terms).sum() / weights.sum()
    scale = (weights * np.abs(terms)).sum() / weights.sum()
    if case.metric.name == "root_mean_squared_error":
        return np.sqrt(value), np.sqrt(scale)
    return value, scale


FLOATS = [("f64", "f64"), ("f32", "f32"), ("f64", "f32"), ("f32", "f64")]
REALS = [*FLOATS, ("f64", "f64"), ("i64", "f64"), ("u8", "f32"), ("i64", "i64"), ("u8", "u8")]
COUNTS = [*FLOATS, ("i64", "f64"), ("u8", "f64"), ("i64", "f32"), ("u8", "f32")]
BINARY = [*COUNTS, ("bool", "f64"), ("bool", "f32")]
LABELS = [("i64", "f64"), ("u8", "f64"), ("i64", "f32"), ("u8", "f32")]
IDS = [("i64", "i64"), ("u8", "u8"), ("u8", "i64"), ("i64", "u8")]
EQUAL = [("i64", "i64"), ("u8", "u8"), ("f64", "f64"), ("f32", "f32"), ("u8", "i64"), ("i64", "f64"), ("bool", "bool")]
ALONE = [(None, name) for name in ("f64", "f32", "f64", "i64", "u8")]

PROBABILITIES = dict(from_logits=False, label_smoothing=0.0)
CROSSENTROPY_VARIANTS = [
    {},
    dict(label_smoothing=0.1),
    dict(from_logits=True),
    dict(from_logits=True, label_smoothing=0.2),
]
SPARSE_VARIANTS = [
    {},
    dict(from_logits=True),
    dict(ignore_class=0),
    dict(ignore_class=1, from_logits=True),
    dict(ignore_class=255),
    dict(ignore_class=255, from_logits=True),
]
BINARY_FOCAL_VARIANTS = [
    {},
    dict(apply_class_balancing=True),
    dict(apply_class_balancing=True, alpha=0.6, gamma=1.5),
    dict(from_logits=True, gamma=3.0),
    dict(from_logits=True, label_smoothing=0.1, apply_class_balancing=True),
    dict(gamma=0.0, label_smoothing=0.2),
]
FOCAL_VARIANTS = [
    {},
    dict(alpha=0.6, gamma=1.5),
    dict(label_smoothing=0.1),
    dict(from_logits=True, gamma=3.0),
    dict(from_logits=True, label_smoothing=0.2, alpha=1.0),
    dict(gamma=0.0),
]
KS = [dict(k=1), dict(k=2), dict(k=3), dict(k=5)]

METRICS = [
    Metric(
        "accuracy", "Accuracy", equal_or_not,
        elementwise(lambda true, pred: (true == pred).astype(np.float64)), EQUAL,
    ),
    Metric(
        "binary_accuracy", "BinaryAccuracy", thresholded, binary_accuracy, BINARY,
        defaults=dict(threshold=0.5), variants=[{}, dict(threshold=0.3), dict(threshold=0.8)],
        edge=threshold_edge, typed_bounds=True,
        peculiarity="Keras rounds the threshold to float32, for float64 predictions as well",
    ),
    Metric(
        "categorical_accuracy", "CategoricalAccuracy", ranked,
        lambda true, pred: (true.argmax(-1) == pred.argmax(-1)).astype(np.float64), COUNTS, by_row=True,
    ),
    Metric(
        "sparse_categorical_accuracy", "SparseCategoricalAccuracy", sparse_ranked,
        lambda true, pred: (true == pred.argmax(-1)).astype(np.float64), LABELS, by_row=True,
    ),
    Metric(
        "top_k_categorical_accuracy", "TopKCategoricalAccuracy", ranked,
        lambda true, pred, k: sparse_top_k(true.argmax(-1), pred, k), COUNTS, by_row=True,
        defaults=dict(k=5), variants=KS,
    ),
    Metric(
        "sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy", sparse_ranked,
        sparse_top_k, LABELS, by_row=True,
        defaults=dict(k=5, from_sorted_ids=False), variants=KS,
    ),
    Metric(
        "sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy", sorted_ids,
        sparse_top_k, IDS, by_row=True,
        defaults=dict(k=5, from_sorted_ids=True), variants=KS,
    ),
    Metric(
        "mean_squared_error", "MeanSquaredError", numbers(-3, 3),
        elementwise(lambda true, pred: (true - pred) ** 2), REALS,
    ),
    Metric(
        "root_mean_squared_error", "RootMeanSquaredError", numbers(-3, 3),
        elementwise(lambda true, pred: (true - pred) ** 2), REALS,
    ),
    Metric(
        "mean_absolute_error", "MeanAbsoluteError", numbers(-3, 3),
        elementwise(lambda true, pred: np.abs(true - pred)), REALS,
    ),
    Metric(
        "mean_absolute_percentage_error", "MeanAbsolutePercentageError", numbers(-3, 3),
        elementwise(percentage_error), REALS,
        edge=with_zeros(numbers(-3, 3), True, False),
    ),
    Metric(
        "mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", numbers(0, 9),
        elementwise(squared_logarithmic_error), REALS,
        edge=with_zeros(numbers(0, 9), True, True),
    ),
    Metric("log_cosh", "LogCoshError", numbers(-5, 5), elementwise(log_cosh), REALS),
    Metric(
        "huber", "huber", numbers(-3, 3), elementwise(huber), REALS,
        defaults=dict(delta=1.0), variants=[{}, dict(delta=0.5), dict(delta=2.5)],
    ),
    Metric(
        "cosine_similarity", "CosineSimilarity", numbers(-3, 3), elementwise(cosine), FLOATS, by_row=True,
        edge=with_zeros(numbers(-3, 3), True, True, by_row=True),
    ),
    Metric("hinge", "Hinge", margins, elementwise(hinge), BINARY),
    Metric(
        "squared_hinge", "SquaredHinge", margins,
        elementwise(lambda true, pred: hinge(true, pred) ** 2), BINARY,
    ),
    Metric(
        "categorical_hinge", "CategoricalHinge", class_margins,
        elementwise(categorical_hinge), COUNTS, by_row=True,
    ),
    Metric(
        "poisson", "Poisson", counts,
        elementwise(lambda true, pred: pred - true * np.log(pred + EPSILON)), COUNTS,
        edge=with_zeros(counts, True, True),
    ),
    Metric(
        "kl_divergence", "KLDivergence", two_distributions, kl_divergence, FLOATS, by_row=True,
        edge=two_certain_rows, typed_bounds=True,
    ),
    Metric(
        "binary_crossentropy", "BinaryCrossentropy", binary, binary_crossentropy, BINARY,
        defaults=PROBABILITIES, variants=CROSSENTROPY_VARIANTS,
        edge=binary_edge, perfect=perfect_binary, typed_bounds=True,
        peculiarity="Keras rounds 1 - p to float32",
    ),
    Metric(
        "categorical_crossentropy", "CategoricalCrossentropy", categorical,
        categorical_crossentropy, COUNTS, by_row=True,
        defaults=PROBABILITIES, variants=CROSSENTROPY_VARIANTS,
        edge=categorical_edge, perfect=perfect_categorical, typed_bounds=True,
    ),
    Metric(
        "sparse_categorical_crossentropy", "SparseCategoricalCrossentropy", sparse,
        sparse_categorical_crossentropy, LABELS, by_row=True,
        defaults=dict(from_logits=False, ignore_class=None), variants=SPARSE_VARIANTS,
        edge=sparse_edge, perfect=perfect_sparse, typed_bounds=True,
        peculiarity="Keras on TensorFlow clips, takes logs, and normalises once more",
    ),
    Metric(
        "binary_focal_crossentropy", "binary_focal_crossentropy", binary, binary_focal, BINARY,
        defaults=dict(apply_class_balancing=False, alpha=0.25, gamma=2.0, **PROBABILITIES),
        variants=BINARY_FOCAL_VARIANTS,
        edge=binary_edge, perfect=perfect_binary, typed_bounds=True,
    ),
    Metric(
        "categorical_focal_crossentropy", "categorical_focal_crossentropy", categorical,
        categorical_focal, COUNTS, by_row=True,
        defaults=dict(alpha=0.25, gamma=2.0, **PROBABILITIES), variants=FOCAL_VARIANTS,
        edge=categorical_edge, perfect=perfect_categorical, typed_bounds=True,
    ),
    Metric("mean", "Mean", values, lambda true, pred: pred.astype(np.float64), ALONE),
    Metric("sum", "Sum", values, lambda true, pred: pred.astype(np.float64), ALONE),
]  # fmt: skip
