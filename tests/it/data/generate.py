#!/usr/bin/env python3
"""Asks Keras for the golden values of the metrics that are means or sums over units.

    python3.11 generate.py

writes two files beside itself; a second run writes the same bytes:

    keras_mean.json       random data, and what Keras says of it
    keras_reference.json  the data and values of Keras's own tests and class docs

The first run builds a virtual environment in `.venv` (about 2 GB) with the versions pinned below.

What a value means
    value = sum(weight * term) / sum(weight) over all units of the data. A unit is an element, or a row along
    the last axis where a row is what the metric judges. Weights carry the leading axes of the units. `sum` does
    not divide. Every value is Keras's own; a naive definition in NumPy stands beside each metric, and a case on
    which the two differ by more than 1e-6 * max(|value|, scale) stops the run, or, where the difference is a
    known peculiarity of Keras, is marked.

What a case holds
    metric, id, options  which metric, a number within it, and all of its options
    floatx               the type in which Keras computed
    true, pred, weights  dtype (named as in Rust), shape, values in C order. `true` is null for `mean` and `sum`
    value                Keras's result, to 12 digits, so that one CPU's last bit does not show in the file
    scale                the mean |term| under the same weights: what a tolerance is relative to where terms cancel
                         (its root for the root mean squared error; for `sum` the mean |weight * term|)
    deviates             only if Keras differs from the definition above, and how

    keras_reference.json adds: source, the Keras file; note, how the data was brought into an accepted form;
    refused, the contract by which the data is not accepted at all; tolerance, absolute, which allows one unit
    in the last digit that was printed.

An f32 value is printed with the fewest digits that give back its bits, read as f64 and rounded to f32.
"""

import inspect
import json
import os
import subprocess
import sys
import venv
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
REQUIREMENTS = [
    "keras==3.15.1",
    "numpy==2.4.6",
    "scikit-learn==1.9.1",  # not asked yet: pinned for the values that Keras does not compute
    "tensorflow-cpu==2.21.0",
]


def enter_environment():
    """Continues under the pinned interpreter, which is built first if it is missing."""
    if Path(sys.prefix).resolve() == ENVIRONMENT:
        return
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        (ENVIRONMENT / ".gitignore").write_text("*\n")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", *REQUIREMENTS], check=True)
    sys.exit(subprocess.run([python, *sys.argv]).returncode)


enter_environment()
os.environ["KERAS_BACKEND"] = "tensorflow"  # the one backend that keeps float64
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"  # kernels that add in an order of their own

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

# One thread: the order of additions, and so the last bit, is then the same in every run.
tf.config.threading.set_inter_op_parallelism_threads(1)
tf.config.threading.set_intra_op_parallelism_threads(1)

SEED = 20240917
TOLERANCE = 1e-6
EPSILON = 1e-7
LARGEST = 72  # elements of one prediction: enough for every layout, and small enough to read

DTYPES = {"f64": np.float64, "f32": np.float32, "i64": np.int64, "u8": np.uint8, "bool": np.bool_}
RUST = {np.dtype(dtype): name for name, dtype in DTYPES.items()}


# ---------------------------------------------------------------------------------------------------------------------
# Metrics and cases


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
    edge: Callable | None = None  # as `draw`, with data on the clip bounds, thresholds and zeros
    perfect: Callable | None = None  # as `draw`, with every prediction certain and right: only the bounds are left
    typed_bounds: bool = False  # the bounds depend on the prediction's type, so that Keras must compute in it
    peculiarity: str = ""  # why Keras may differ from the definition on such data

    def units(self, pred):
        return pred.shape[:-1] if self.by_row else pred.shape


@dataclass(frozen=True)
class Case:
    metric: Metric
    options: dict
    floatx: str
    true: np.ndarray | None
    pred: np.ndarray
    weights: np.ndarray | None

    def unit_weights(self):
        """The weights, spread over the units below each of them."""
        units = self.metric.units(self.pred)
        weights = np.ones(units) if self.weights is None else self.weights.astype(np.float64)
        return np.broadcast_to(weights.reshape(weights.shape + (1,) * (len(units) - weights.ndim)), units)

    def kept_weights(self):
        """The same, with a weight of 0 for a unit whose label is ignored."""
        ignored = self.options.get("ignore_class")
        return self.unit_weights() if ignored is None else self.unit_weights() * (self.true != ignored)


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


def define(case):
    """The value and the mean |term|, by definition."""
    terms = case.metric.terms(case.true, case.pred, **case.options)
    weights = case.kept_weights()
    if case.metric.name == "sum":
        return (weights * terms).sum(), np.mean(weights * np.abs(terms))
    value = (weights * terms).sum() / weights.sum()
    scale = (weights * np.abs(terms)).sum() / weights.sum()
    if case.metric.name == "root_mean_squared_error":
        return np.sqrt(value), np.sqrt(scale)
    return value, scale


# ---------------------------------------------------------------------------------------------------------------------
# Naive definitions, in float64. Probabilities are clipped to bounds that were rounded to the prediction's own type.


def bounds(pred):
    dtype = pred.dtype if pred.dtype == np.float32 else np.float64
    return float(np.asarray(EPSILON, dtype)), float(np.asarray(1 - EPSILON, dtype))


def wide(*arrays):
    return [a.astype(np.float64) for a in arrays]


def elementwise(formula):
    """The terms of a formula of truth and prediction that needs no more than both in float64."""
    return lambda true, pred, **options: formula(*wide(true, pred), **options)


def binary_accuracy(true, pred, threshold):
    return (true == (pred > pred.dtype.type(threshold))).astype(np.float64)


def huber(true, pred, delta):
    error = np.abs(true - pred)
    return np.where(error <= delta, error**2 / 2, delta * error - delta**2 / 2)


def log_cosh(true, pred):
    error = np.abs(true - pred)
    return error + np.log1p(np.exp(-2 * error)) - np.log(2)


def percentage_error(true, pred):
    return 100 * np.abs(true - pred) / np.maximum(np.abs(true), EPSILON)


def squared_logarithmic_error(true, pred):
    return (np.log(np.maximum(true, EPSILON) + 1) - np.log(np.maximum(pred, EPSILON) + 1)) ** 2


def cosine(true, pred):
    lengths = [np.maximum(np.linalg.norm(a, axis=-1), EPSILON) for a in (true, pred)]
    return (true * pred).sum(-1) / lengths[0] / lengths[1]


def hinge(true, pred):
    return np.maximum(1 - np.where(true > 0, 1, -1) * pred, 0)


def categorical_hinge(true, pred):
    return np.maximum(((1 - true) * pred).max(-1) - (true * pred).sum(-1) + 1, 0)


def kl_divergence(true, pred):
    low, _ = bounds(pred)
    true, pred = (np.clip(a, low, 1) for a in wide(true, pred))
    return (true * np.log(true / pred)).sum(-1)


def sigmoid(logits):
    return 1 / (1 + np.exp(-logits))


def binary_costs(true, pred, clip):
    pred = np.clip(pred, *clip)
    return -true * np.log(pred) - (1 - true) * np.log(1 - pred)


def binary_crossentropy(true, pred, from_logits, label_smoothing):
    clip = bounds(pred)
    true, pred = wide(true, pred)
    true = true * (1 - label_smoothing) + label_smoothing / 2
    if from_logits:
        return np.maximum(pred, 0) - true * pred + np.log1p(np.exp(-np.abs(pred)))
    return binary_costs(true, pred, clip)


def binary_focal(true, pred, apply_class_balancing, alpha, gamma, from_logits, label_smoothing):
    clip = bounds(pred)
    true, pred = wide(true, pred)
    true = true * (1 - label_smoothing) + label_smoothing / 2
    pred = sigmoid(pred) if from_logits else pred
    hit = true * pred + (1 - true) * (1 - pred)
    balance = true * alpha + (1 - true) * (1 - alpha) if apply_class_balancing else 1
    return balance * (1 - hit) ** gamma * binary_costs(true, pred, clip)


def probabilities(pred, from_logits):
    """Rows that sum to 1, clipped unless they come from logits."""
    scores = pred.astype(np.float64)
    scores = np.exp(scores - scores.max(-1, keepdims=True)) if from_logits else scores
    scores = scores / scores.sum(-1, keepdims=True)
    return scores if from_logits else np.clip(scores, *bounds(pred))


def categorical_crossentropy(true, pred, from_logits, label_smoothing):
    true = true.astype(np.float64) * (1 - label_smoothing) + label_smoothing / pred.shape[-1]
    return -(true * np.log(probabilities(pred, from_logits))).sum(-1)


def sparse_categorical_crossentropy(true, pred, from_logits, ignore_class):
    ignored = np.zeros(true.shape, bool) if ignore_class is None else true == ignore_class
    label = np.where(ignored, 0, true).astype(np.int64)[..., np.newaxis]
    return -np.log(np.take_along_axis(probabilities(pred, from_logits), label, -1))[..., 0]


def categorical_focal(true, pred, alpha, gamma, from_logits, label_smoothing):
    true = true.astype(np.float64) * (1 - label_smoothing) + label_smoothing / pred.shape[-1]
    pred = np.clip(probabilities(pred, from_logits), *bounds(pred))
    return (-true * np.log(pred) * alpha * (1 - pred) ** gamma).sum(-1)


def sparse_top_k(true, pred, k, from_sorted_ids=False):
    label = true.astype(np.int64)[..., np.newaxis]
    if from_sorted_ids:
        return (pred[..., :k] == label).any(-1).astype(np.float64)
    own = np.take_along_axis(pred, label, -1)
    return ((pred > own).sum(-1) < k).astype(np.float64)


# ---------------------------------------------------------------------------------------------------------------------
# Random data. Values stand on a decimal grid, so that the files are short and can be read.


def decimals(rng, low, high, shape, places=3):
    return np.round(rng.uniform(low, high, shape), places)


def numbers(low, high):
    """Truth and prediction from one range: decimals or integers, but bytes from the whole of theirs."""

    def column(rng, shape, dtype):
        if dtype == "u8":
            return rng.integers(0, 256, shape)
        return rng.integers(low, high + 1, shape) if dtype == "i64" else decimals(rng, low, high, shape)

    return lambda rng, shape, types, options: tuple(column(rng, shape, dtype) for dtype in types)


def values(rng, shape, types, options):
    _, pred = numbers(-5, 5)(rng, shape, types, options)
    return None, pred


def equal_or_not(rng, shape, types, options):
    return rng.integers(0, 3, shape), rng.integers(0, 3, shape)


def chances(rng, shape):
    """Probabilities between the grid's points: never 0, 1, or a threshold of few decimals."""
    return (rng.integers(0, 1000, shape) + 0.5) / 1000


def distributions(rng, shape):
    """Rows of thousandths that sum to 1 up to rounding, all of them positive."""
    cuts = [np.sort(rng.choice(np.arange(1, 1000), shape[-1] - 1, replace=False)) for _ in range(rows_of(shape))]
    return (np.diff(cuts, axis=-1, prepend=0, append=1000) / 1000).reshape(shape)


def loose_distributions(rng, shape):
    """Mostly the same, now and then rows within [0, 1] that do not sum to 1."""
    return decimals(rng, 0.01, 1, shape) if rng.random() < 0.25 else distributions(rng, shape)


def distinct_scores(rng, shape):
    """Rows without ties, about which Keras and its backends disagree, in float32 as well."""
    order = rng.permuted(np.broadcast_to(np.arange(shape[-1], dtype=float), shape), axis=-1)
    return np.round((order + rng.uniform(0, 0.9, shape)) * 0.7 - 1.5, 3)


def rows_of(shape):
    return int(np.prod(shape[:-1]))


def logits(rng, shape):
    return np.round(rng.normal(0, 2, shape), 3)


def one_hot(rng, shape):
    return np.eye(shape[-1])[rng.integers(0, shape[-1], shape[:-1])]


def class_truth(rng, shape, types):
    """One-hot rows; for float types now and then soft ones, whose largest entry is unique as well."""
    if types[0] in ("f64", "f32") and rng.random() < 0.4:
        scores = distinct_scores(rng, shape)
        soft = scores - scores.min(-1, keepdims=True) + 0.1
        return soft / soft.sum(-1, keepdims=True)
    return one_hot(rng, shape)


def binary_truth(rng, shape, types):
    """Zeros and ones; for float types now and then anything in between."""
    soft = types[0] in ("f64", "f32") and rng.random() < 0.3
    return decimals(rng, 0, 1, shape, 2) if soft else rng.integers(0, 2, shape)


def thresholded(rng, shape, types, options):
    return rng.integers(0, 2, shape), chances(rng, shape)


def binary(rng, shape, types, options):
    pred = logits if options["from_logits"] else chances
    return binary_truth(rng, shape, types), pred(rng, shape)


def categorical(rng, shape, types, options):
    pred = logits if options["from_logits"] else loose_distributions
    return class_truth(rng, shape, types), pred(rng, shape)


def sparse(rng, shape, types, options):
    pred = logits if options["from_logits"] else loose_distributions
    label = rng.integers(0, shape[-1], shape[:-1])
    if (options["ignore_class"] or 0) >= shape[-1]:  # an ignored label beyond the classes does not come by chance
        label[rng.random(label.shape) < 0.3] = options["ignore_class"]
    return label, pred(rng, shape)


def ranked(rng, shape, types, options):
    return class_truth(rng, shape, types), distinct_scores(rng, shape)


def sparse_ranked(rng, shape, types, options):
    return rng.integers(0, shape[-1], shape[:-1]), distinct_scores(rng, shape)


def sorted_ids(rng, shape, types, options):
    ids = rng.permuted(np.broadcast_to(np.arange(9), (*shape[:-1], 9)), axis=-1)
    return rng.integers(0, 9, shape[:-1]), ids[..., : shape[-1]]


def two_distributions(rng, shape, types, options):
    return loose_distributions(rng, shape), loose_distributions(rng, shape)


def counts(rng, shape, types, options):
    true = rng.integers(0, 9, shape) if types[0] in ("i64", "u8") else decimals(rng, 0, 9, shape)
    return true, decimals(rng, 0.01, 9, shape)


def margins(rng, shape, types, options):
    """Labels of one convention for a whole batch: Keras turns 0 into -1 only where it sees 0 and 1 alone."""
    low = -1 if types[0] not in ("u8", "bool") and rng.random() < 0.5 else 0
    return np.where(rng.random(shape) < 0.5, low, 1), decimals(rng, -2, 2, shape)


def class_margins(rng, shape, types, options):
    return one_hot(rng, shape), decimals(rng, -2, 2, shape)


# Edges: data that stands on a bound.

NEAR_BOUNDS = [0, 1, 1e-9, 0.99999994, 0.25, 0.625]  # 0.99999994 is the last float32 below 1, and beyond 1 - 1e-7


def threshold_edge(rng, shape, types, options):
    dtype = DTYPES[types[1]]
    at = dtype(options["threshold"])
    near = np.array([at, np.nextafter(at, dtype(0)), np.nextafter(at, dtype(1)), 0, 1], dtype)
    return rng.integers(0, 2, shape), rng.choice(near, shape)


def binary_edge(rng, shape, types, options):
    return binary_truth(rng, shape, types), rng.choice(NEAR_BOUNDS, shape)


def certain_rows(rng, shape):
    """Rows with one class certain, or with one class impossible."""
    rows = distributions(rng, shape).reshape(-1, shape[-1])
    for row in rows:
        loser, winner = rng.choice(shape[-1], 2, replace=False)
        row[winner] += row[loser]
        row[loser] = 0
    certain = rng.random(rows.shape[0]) < 0.5
    rows[certain] = one_hot(rng, (certain.sum(), shape[-1]))
    return rows.reshape(shape)


def categorical_edge(rng, shape, types, options):
    return class_truth(rng, shape, types), certain_rows(rng, shape)


def sparse_edge(rng, shape, types, options):
    return sparse(rng, shape, types, options)[0], certain_rows(rng, shape)


def perfect_binary(rng, shape, types, options):
    true = rng.integers(0, 2, shape)
    return true, true


def perfect_categorical(rng, shape, types, options):
    true = one_hot(rng, shape)
    return true, true


def perfect_sparse(rng, shape, types, options):
    true = one_hot(rng, shape)
    return true.argmax(-1), true


def two_certain_rows(rng, shape, types, options):
    return certain_rows(rng, shape), certain_rows(rng, shape)


def with_zeros(draw, in_true, in_pred, by_row=False):
    """Data of `draw` in which every fifth number is 0, or every number of every fifth row."""

    def drawn(rng, shape, types, options):
        arrays = draw(rng, shape, types, options)
        zeros = [rng.random(shape[:-1] + (1,) if by_row else shape) < 0.2 for _ in arrays]
        return tuple(np.where(zero & here, 0, a) for a, zero, here in zip(arrays, zeros, (in_true, in_pred)))

    return drawn


# ---------------------------------------------------------------------------------------------------------------------
# The metrics

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


# ---------------------------------------------------------------------------------------------------------------------
# Random cases

# Element type, and how many leading axes of the units the weights carry. A bool array is a mask.
WEIGHTINGS = [None, ("f64", "first"), ("f64", "all"), ("f32", "some"), ("bool", "first"), ("bool", "all")]


def random_cases(rng, metric):
    """Every rank with every kind of weights."""
    ranks = (2, 3, 3, 4) if metric.by_row else (1, 2, 3, 4)
    plan = [(rank, weighting) for rank in ranks for weighting in WEIGHTINGS]
    options = deal(rng, [metric.defaults | variant for variant in metric.variants], len(plan))
    types = deal(rng, metric.types, len(plan))
    for (rank, weighting), chosen, pair in zip(plan, options, types):
        yield draw_case(rng, metric, metric.draw, rank, weighting, chosen, pair, "float64")


def edge_cases(rng, metric):
    """Both float types, with three kinds of weights. Keras gets f32 data as float64 unless the type matters."""
    options = [metric.defaults | variant for variant in metric.variants if not variant.get("from_logits")]
    plan = [(dtype, weighting) for dtype in ("f64", "f32") for weighting in (None, ("f64", "first"), ("f64", "all"))]
    for (dtype, weighting), chosen in zip(plan, deal(rng, options, len(plan))):
        types = ("u8" if metric.types is LABELS else dtype, dtype)
        floatx = "float32" if dtype == "f32" and metric.typed_bounds else "float64"
        yield draw_case(rng, metric, metric.edge, 2, weighting, chosen, types, floatx)
        if metric.perfect and weighting is None:
            yield draw_case(rng, metric, metric.perfect, 2, None, metric.defaults, types, floatx)


def deal(rng, cards, count):
    """`count` cards, each about equally often, in random order."""
    return [cards[i % len(cards)] for i in rng.permutation(count)]


def draw_case(rng, metric, draw, rank, weighting, options, types, floatx):
    """Draws until some unit has a weight."""
    while True:
        shape = draw_shape(rng, rank, options.get("k", 2 if metric.by_row else 1))
        true, pred = draw(rng, shape, types, options)
        true, pred = true if true is None else true.astype(DTYPES[types[0]]), pred.astype(DTYPES[types[1]])
        weights = weighting and draw_weights(rng, metric.units(pred), *weighting)
        case = Case(metric, options, floatx, true, pred, weights)
        if case.kept_weights().sum() > 0:
            return case


def draw_shape(rng, rank, least):
    """(N,), (N, C), (N, T, C) or (N, T, T, C)."""
    while True:
        ends = [rng.integers(2, 8), rng.integers(least, 7)]
        shape = ends[:1] + [rng.integers(1, 6) for _ in range(rank - 2)] + ends[1:]
        if np.prod(shape) <= LARGEST:
            return tuple(int(n) for n in shape[:rank])


def draw_weights(rng, units, dtype, axes):
    ndim = {"first": 1, "some": int(rng.integers(1, len(units) + 1)), "all": len(units)}[axes]
    kept = rng.random(units[:ndim]) < 0.75
    return kept if dtype == "bool" else (kept * decimals(rng, 0.1, 2, kept.shape, 2)).astype(DTYPES[dtype])


# ---------------------------------------------------------------------------------------------------------------------
# Reference cases: the values of Keras's own tests and class docs


@dataclass(frozen=True)
class Reference:
    source: str
    case: Case
    value: float
    tolerance: float  # one unit in the last printed digit, or 0 for a value that is exact
    remarks: dict


class References:
    """Collects literal cases. A value given as text was rounded to the digits shown; a number is exact."""

    def __init__(self):
        self.found = []
        self.source = ""

    def add(self, name, true, pred, value, weights=None, dtype=None, note="", refused="", deviates="", **options):
        metric = next(m for m in METRICS if m.name == name)
        floatx = "float32" if dtype == "f32" else "float64"
        arrays = [None if a is None else literal(a, dtype) for a in (true, pred, weights)]
        remarks = {k: v for k, v in dict(note=note, refused=refused, deviates=deviates).items() if v}
        case = Case(metric, metric.defaults | options, floatx, *arrays)
        step = float(Decimal(1).scaleb(Decimal(value).as_tuple().exponent)) if isinstance(value, str) else 0.0
        self.found.append(Reference(self.source, case, float(value), step, remarks))


def literal(array, dtype):
    array = rows(array) if isinstance(array, str) else np.asarray(array)
    floating = np.issubdtype(array.dtype, np.floating)
    return array.astype(DTYPES[dtype]) if dtype and floating else array


def rows(text):
    """An array of rows: "1 0 / 0 1"."""
    return np.array([[float(number) for number in row.split()] for row in text.split("/")])


def column(text):
    return rows(text).reshape(-1, 1)


SQUEEZED_WEIGHTS = "weights (2, 1) reshaped to (2,)"
REPEATED_WEIGHTS = "weights (1, {}) repeated for each sample"

Y = "0 1 0 1 0 / 0 0 1 1 1 / 1 1 1 1 0 / 0 0 0 0 1"
P = "0 0 1 1 0 / 1 1 1 1 1 / 0 1 0 1 0 / 1 1 1 1 1"
W = [1.0, 1.5, 2.0, 2.5]
YL = "1 9 2 / -5 -2 6"
PL = "4 8 12 / 8 1 3"


def references():
    found = References()
    for family in (
        reductions, accuracies, regressions, hinges, divergences, crossentropies, sparse_crossentropies, loss_tests,
        operation_tests, class_docs,
    ):  # fmt: skip
        family(found)
    return found.found


def reductions(r):
    r.source = "reduction_metrics_test.py"
    line, square = [1.0, 3.0, 5.0, 7.0], "1 3 / 5 7"
    r.add("sum", None, line, 16)
    r.add("sum", None, line, 4, [1.0, 1.0, 0.0, 0.0])
    r.add("sum", None, square, 9, "1 1 / 1 0")
    r.add("sum", None, square, 6, "1 0 / 1 0", note=REPEATED_WEIGHTS.format(2))
    r.add("mean", None, line, 4)
    r.add("mean", None, line, 2, [1.0, 1.0, 0.0, 0.0])
    r.add("mean", None, line, 2, [-1.0, -1.0, 0.0, 0.0], refused="a weight is not negative")
    r.add("mean", None, square, 3, "1 1 / 1 0")
    r.add("mean", None, square, 3, "1 0 / 1 0", note=REPEATED_WEIGHTS.format(2))
    wrapped = "a wrapper of the elementwise squared error"
    r.add("mean_squared_error", Y, P, 0.5, note=wrapped)
    r.add("mean_squared_error", Y, P, "0.542857143", W, note=wrapped)
    repeated = np.tile([1.0, 0.0, 0.5, 0.0, 1.0], (4, 1))
    r.add("mean_squared_error", Y, P, 0.45, repeated, note=f"{wrapped}; {REPEATED_WEIGHTS.format(5)}")


def accuracies(r):
    r.source = "accuracy_metrics_test.py"
    equal, binary, scores = "accuracy", "binary_accuracy", "0.1 0.9 0.8 / 0.05 0.95 0"
    true, pred, half = np.array([1, 2, 3, 4]), np.array([0, 2, 3, 4]), [1.0, 1.0, 0.0, 0.0]
    for shape in ((4, 1), (4,)):
        r.add(equal, true.reshape(shape), pred.reshape(shape), 0.75)
        r.add(equal, true.reshape(shape), pred.reshape(shape), 0.5, half)
    true, pred = true.reshape(2, 2), pred.reshape(2, 2)
    r.add(equal, true, pred, 0.5, "1 0 / 0 1")
    r.add(equal, true, pred, 0.5, "1 0 / 1 0", note=REPEATED_WEIGHTS.format(2))

    r.add(binary, column("1 1 0 0"), column("0.98 1 0 0.6"), 0.75)
    r.add(binary, column("1 1 0 0"), column("0.98 1 0 0.6"), 0.75, note="truth (4,) reshaped to (4, 1)")
    r.add(binary, column("1 1 0 0"), column("0.98 1 0 0.6"), 0.5, [1.0, 0.0, 0.0, 1.0])
    r.add(binary, [1.0, 1.0, 0.0, 0.0], [0.98, 1.0, 0.0, 0.6], 0.5, [1.0, 0.0, 0.0, 1.0])
    r.add(binary, "1 1 / 0 0", "0.98 1 / 0 0.6", 0.5, "1 0 / 0 1")
    r.add(binary, "1 1 / 0 0", "0.98 1 / 0 0.6", 1, "1 0 / 1 0", note=REPEATED_WEIGHTS.format(2))
    r.add(binary, column("1 1 0 0"), column("0.98 0.5 0.1 0.2"), 1, threshold=0.3)
    r.add(binary, column("1 1 0 0"), column("0.98 0.5 0.1 0.2"), 0.75, threshold=0.9)

    for weights, value in ((None, 0.5), ([0.7, 0.3], 0.3)):
        r.add("categorical_accuracy", "0 0 1 / 0 1 0", scores, value, weights)
        squeezed = "labels (2, 1) reshaped to (2,)"
        r.add("sparse_categorical_accuracy", [2, 1], "0.1 0.6 0.3 / 0.05 0.95 0", value, weights, note=squeezed)
        r.add("top_k_categorical_accuracy", "0 0 1 / 0 1 0", scores, value, weights, k=1)
        r.add("sparse_top_k_categorical_accuracy", [2, 1], scores, value, weights, k=1, from_sorted_ids=False)
        ids = [[1, 0, 3], [1, 2, 3]]
        r.add("sparse_top_k_categorical_accuracy", [2, 1], ids, value, weights, k=1, from_sorted_ids=True)
    sequence = np.array([[[0.9, 0.1, 0.0], [0.8, 0.15, 0.05]]])
    r.add("sparse_categorical_accuracy", [[0, 0]], sequence, 1, note="labels (2, 1) reshaped to (1, 2)")


def regressions(r):
    r.source = "regression_metrics_test.py"
    for name, plain, weighted in (
        ("mean_squared_error", 0.5, "0.542857143"),
        ("mean_absolute_error", 0.5, "0.542857143"),
        ("mean_absolute_percentage_error", "350000015", "400000014.3"),
        ("mean_squared_logarithmic_error", "0.240226438", "0.260817275"),
    ):
        r.add(name, Y, P, plain)
        r.add(name, Y, P, weighted, W)
    r.add("root_mean_squared_error", [2.0, 4.0, 6.0], [1.0, 3.0, 2.0], "2.449489743")
    r.add("root_mean_squared_error", [2.0, 4.0, 6.0, 8.0], [1.0, 3.0, 2.0, 3.0], "3.605551275", [0.0, 1.0, 0.0, 1.0])
    r.add("log_cosh", YL, PL, "4.829245331")
    r.add("log_cosh", YL, PL, "5.217875942", [1.2, 3.4], note=SQUEEZED_WEIGHTS)
    r.add("cosine_similarity", YL, PL, "0.187219071")
    r.add("cosine_similarity", YL, PL, "-0.067822602", [1.2, 3.4])
    transposed = "axis 0, by transposing both; the value is not in the tests"
    r.add("cosine_similarity", rows(YL).T, rows(PL).T, "0.229755062", note=transposed)


def hinges(r):
    r.source = "hinge_metrics_test.py"
    zeros, signs = "0 1 0 1 / 0 0 1 1", "-1 1 -1 1 / -1 -1 1 1"
    scores, weights = "-0.3 0.2 -0.1 1.6 / -0.25 -1 0.5 0.6", [1.5, 2.0]
    r.add("hinge", zeros, scores, 0.50625)
    r.add("hinge", signs, scores, "0.492857143", weights)
    r.add("squared_hinge", zeros, scores, 0.3640625)
    r.add("squared_hinge", signs, scores, "0.346785714", weights)
    r.add("categorical_hinge", Y, P, 0.5)
    r.add("categorical_hinge", Y, P, 0.5, W)


def divergences(r):
    r.source = "probabilistic_metrics_test.py"
    true, pred = "0.5 0.8 0.12 / 0.7 0.43 0.8", "0.4 0.9 0.12 / 0.36 0.3 0.4"
    r.add("kl_divergence", true, pred, "0.596073840")
    r.add("kl_divergence", true, pred, "0.872857032", [1.2, 3.4], note=SQUEEZED_WEIGHTS)
    true, pred = "4 8 12 / 8 1 3", "1 9 2 / 5 2 6"
    r.add("poisson", true, pred, "-3.306582170")
    r.add("poisson", true, pred, "-2.672756214", [1.2, 3.4], note=SQUEEZED_WEIGHTS)


def crossentropies(r):
    r.source = "probabilistic_metrics_test.py"
    name = "binary_crossentropy"
    r.add(name, "1 0 / 1 0", "1 1 / 1 0", "3.9855962", dtype="f32")
    r.add(name, "1 0 / 1 0", "1 1 / 1 0", "3.4162254", [1.5, 2.0], dtype="f32")
    wider = "the same in f64, where the clip bound is another; not in the tests"
    r.add(name, "1 0 / 1 0", "1 1 / 1 0", "4.029524", note=wider)
    r.add(name, "1 0 / 1 0", "1 1 / 1 0", "3.453878", [1.5, 2.0], note=wider)
    r.add(name, "1 0 1 / 0 1 1", "10 -10 10 / 10 10 -10", "3.333378732", from_logits=True)
    r.add(name, "1 0 1 / 0 1 1", "10 -10 10 / 10 10 -10", "3.703749103", [2.0, 2.5], from_logits=True)
    smoothed = dict(from_logits=True, label_smoothing=0.1)
    r.add(name, [1.0, 0.0, 1.0], [10.0, -10.0, -10.0], "3.500045399", **smoothed)
    name, true = "categorical_crossentropy", "0 1 0 / 0 0 1"
    r.add(name, true, "0.05 0.95 0 / 0.1 0.8 0.1", "1.176939194")
    r.add(name, true, "0.05 0.95 0 / 0.1 0.8 0.1", "1.337745751", [1.5, 2.0])
    r.add(name, true, "1 9 0 / 1 8 1", "3.501140435", from_logits=True)
    r.add(name, true, "1 9 0 / 1 8 1", "4.001237816", [1.5, 2.0], from_logits=True)
    r.add(name, true, "1 9 0 / 1 8 1", "3.667807102", **smoothed)


def sparse_crossentropies(r):
    r.source = "probabilistic_metrics_test.py"
    name = "sparse_categorical_crossentropy"
    r.add(name, [1, 2], "0.05 0.95 0 / 0.1 0.8 0.1", "1.176939194")
    r.add(name, [1, 2], "0.05 0.95 0 / 0.1 0.8 0.1", "1.337745751", [1.5, 2.0])
    r.add(name, [1, 2], "1 9 0 / 1 8 1", "3.501140435", from_logits=True)
    r.add(name, [1, 2], "1 9 0 / 1 8 1", "4.001237816", [1.5, 2.0], from_logits=True)
    pred, scores = "0.8 0.1 0.1 / 0.05 0.95 0 / 0.1 0.8 0.1", "10 1 1 / 1 9 0 / 1 8 1"
    divided = "without weights Keras divides by the ignored units, too: by 3, not by the 2 that are kept"
    r.add(name, [0, 1, 2], pred, "0.7846261", ignore_class=0, deviates=divided)
    r.add(name, [0, 1, 2], pred, "1.3377458", [0.5, 1.5, 2.0], ignore_class=0)
    r.add(name, [0, 1, 2], scores, "2.334094", ignore_class=0, from_logits=True, deviates=divided)


def loss_tests(r):
    r.source = "losses_test.py"
    single = "one row of the test's data: the test looks at the loss of each"
    r.add("huber", "1 0 1", "0.9 0.2 0.2", 0.115, note=single)
    r.add("huber", "1 0 0", "0.8 0.4 0.6", "0.0933333", note=single)
    r.add("binary_focal_crossentropy", "1 0", "0.9 0.8", "0.515547", note=single)
    r.add("binary_focal_crossentropy", "1 0", "0.7 0.2", "0.020513", note=single)
    true, scores = "1 1 0 / 0 1 0", "1.5 -2.7 2.9 / -3.8 1.2 -4.5"
    r.add("binary_focal_crossentropy", true, scores, "0.799", gamma=3.0, from_logits=True)
    pred = "0.9 0.05 0.05 / 0.5 0.89 0.6 / 0.05 0.01 0.94"
    r.add("categorical_focal_crossentropy", "1 0 0 / 0 1 0 / 0 0 1", pred, "0.02059")
    rounded = "the test computes in float32, where 1 - p has 4 digits left; in float64 the value is 2.41278e-11"
    for truth, row, focal, plain, deviates in (
        ("1 0 0", "8 1 1", "1.5096e-9", "0.001822", ""),
        ("0 1 0", "0 9 1", "2.4137e-11", "0.000459", rounded),
        ("0 0 1", "2 3 5", "1.0361e-3", "0.169846", ""),
    ):
        label = [rows(truth).argmax()]
        r.add("categorical_focal_crossentropy", truth, row, focal, note=single, deviates=deviates, from_logits=True)
        r.add("categorical_crossentropy", truth, row, plain, note=single, from_logits=True)
        r.add("sparse_categorical_crossentropy", label, row, plain, note=single, from_logits=True)
    pred = [[[0.854, 0.698, 0.598], [0.088, 0.86, 0.018]]]
    kept = "the test looks at the loss of each row, 0 and 1.480129; the first is ignored"
    options = dict(ignore_class=-1, from_logits=True)
    r.add("sparse_categorical_crossentropy", [[-1, 2]], pred, "1.480129", note=kept, **options)


def operation_tests(r):
    r.source = "nn_test.py"
    single = "one element of the test's data: the test looks at the loss of each"
    for true, pred, plain, scored in (
        (0.1, 0.1, "0.32508277", "0.73439666"),
        (0.9, 0.2, "1.47080801", "0.61813887"),
        (0.2, 0.3, "0.52613434", "0.79435524"),
        (1.0, 0.4, "0.91629048", "0.51301525"),
    ):
        r.add("binary_crossentropy", [true], [pred], plain, note=single)
        r.add("binary_crossentropy", [true], [pred], scored, note=single, from_logits=True)


def class_docs(r):
    first = [1.0, 0.0]
    for source, name, pred, plain, weighted in (
        ("probabilistic_metrics.py", "kl_divergence", "0.6 0.4 / 0.4 0.6", "0.458143", "0.916289"),
        ("probabilistic_metrics.py", "binary_crossentropy", "0.6 0.4 / 0.4 0.6", "0.814924", "0.916290"),
        ("probabilistic_metrics.py", "poisson", "1 1 / 0 0", "0.5", "1.0"),
        ("hinge_metrics.py", "hinge", "0.6 0.4 / 0.4 0.6", 1.3, 1.1),
        ("hinge_metrics.py", "squared_hinge", "0.6 0.4 / 0.4 0.6", 1.86, 1.46),
        ("hinge_metrics.py", "categorical_hinge", "0.6 0.4 / 0.4 0.6", 1.4, 1.2),
        ("regression_metrics.py", "mean_squared_error", "1 1 / 0 0", 0.25, None),
        ("regression_metrics.py", "mean_absolute_error", "1 1 / 0 0", 0.25, 0.5),
        ("regression_metrics.py", "mean_squared_logarithmic_error", "1 1 / 0 0", "0.120113", "0.240226"),
        ("regression_metrics.py", "log_cosh", "1 1 / 0 0", "0.108445", "0.216890"),
        ("regression_metrics.py", "root_mean_squared_error", "1 1 / 0 0", 0.5, "0.707107"),
        ("regression_metrics.py", "mean_absolute_percentage_error", "1 1 / 0 0", 2.5e8, 5e8),
    ):
        r.source = f"{source} (class docs)"
        r.add(name, "0 1 / 0 0", pred, plain)
        if weighted is not None:
            r.add(name, "0 1 / 0 0", pred, weighted, first)
    r.source = "regression_metrics.py (class docs)"
    r.add("cosine_similarity", "0 1 / 1 1", "1 0 / 1 1", 0.5)
    r.add("cosine_similarity", "0 1 / 1 1", "1 0 / 1 1", 0.7, [0.3, 0.7])


# ---------------------------------------------------------------------------------------------------------------------
# Files


def written(array):
    """An array as JSON. The shortest digits of an f32 are those of its own type, not of the f64 that equals it."""
    if array is None:
        return None
    flat = array.ravel()
    values = [float(str(v)) for v in flat] if array.dtype == np.float32 else flat.tolist()
    assert np.array_equal(np.array(values, np.float64).astype(array.dtype), flat)
    return dict(dtype=RUST[array.dtype], shape=list(array.shape), values=values)


def digits(number, count=12):
    return float(f"{number:.{count}g}")


def record(case, number, value, scale, **more):
    data = dict(true=written(case.true), pred=written(case.pred), weights=written(case.weights))
    named = dict(metric=case.metric.name, id=number, options=case.options, floatx=case.floatx)
    return named | data | dict(value=digits(value), scale=digits(scale)) | more


class Ledger:
    """The records of one file, numbered within each metric, and the largest disagreement of each."""

    def __init__(self):
        self.records = []
        self.counts = {}
        self.gaps = {}

    def add(self, case, value, scale, gap, **more):
        name = case.metric.name
        self.records.append(record(case, self.counts.setdefault(name, 0), value, scale, **more))
        self.counts[name] += 1
        self.gaps[name] = max(self.gaps.get(name, 0), gap)

    def report(self, title):
        print(f"\n{title}: {len(self.records)} cases; per metric the number, and the largest disagreement")
        for name, count in self.counts.items():
            print(f"  {name:36}{count:4}   {self.gaps[name]:.1e}")
        for entry in self.records:
            if "deviates" in entry:
                print(f"  {entry['metric']} {entry['id']}: {entry['deviates']}")


def mean_ledger():
    ledger = Ledger()
    for metric in METRICS:
        # A stream of its own for each metric: a change to one leaves the data of the others as it is.
        stream = zlib.crc32(f"{metric.name} {metric.defaults.get('from_sorted_ids')}".encode())
        rng = np.random.default_rng([SEED, stream])
        for case in random_cases(rng, metric):
            judge(ledger, case)
        for case in edge_cases(rng, metric) if metric.edge else ():
            judge(ledger, case, metric.peculiarity)
    return ledger


def judge(ledger, case, excuse=""):
    """Enters Keras's value, unless it contradicts the definition without an excuse."""
    value, (defined, scale) = ask_keras(case), define(case)
    gap = abs(value - defined) / max(abs(value), scale, np.finfo(float).tiny)
    if gap <= TOLERANCE:
        ledger.add(case, value, scale, gap)
    elif excuse:
        ledger.add(case, value, scale, gap, deviates=f"{excuse}: {gap:.1e} relative")
    else:
        raise SystemExit(f"{case.metric.name} differs from its definition by {gap:.1e}: {case}")


def reference_ledger():
    ledger = Ledger()
    for reference in references():
        case, (defined, scale) = reference.case, define(reference.case)
        tolerance = reference.tolerance + TOLERANCE * max(abs(reference.value), scale)
        gap = max(abs(asked - reference.value) for asked in (ask_keras(case), defined))
        accepted = not {"refused", "deviates"} & reference.remarks.keys()
        if accepted and gap > tolerance:
            raise SystemExit(f"{case.metric.name} should be {reference.value}, differs by {gap:.1e}: {case}")
        remarks = dict(source=reference.source) | reference.remarks | dict(tolerance=digits(tolerance, 3))
        ledger.add(case, reference.value, scale, gap / tolerance if accepted else 0, **remarks)
    return ledger


def write(name, ledger, **head):
    """One case to a line, so that a difference between two versions can be read."""
    versions = dict(keras=keras.__version__, tensorflow=tf.__version__, numpy=np.__version__)
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in (versions | head).items()]
    cases = ",\n".join(json.dumps(entry, allow_nan=False) for entry in ledger.records)
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + cases + "\n]\n}\n")


def main():
    random, literal_cases = mean_ledger(), reference_ledger()
    write("keras_mean.json", random, seed=SEED)
    write("keras_reference.json", literal_cases)
    random.report("keras_mean.json (relative)")
    literal_cases.report("keras_reference.json (in tolerances)")


if __name__ == "__main__":
    main()
