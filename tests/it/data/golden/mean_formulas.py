"""Naive definitions of the metrics that are means, in float64.

Probabilities are clipped to bounds that were rounded to the prediction's own type.
"""

import numpy as np

from golden.cases import EPSILON


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
