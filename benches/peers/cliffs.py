"""Workloads off the common path, where libraries fall off a cliff: element types, layouts, weights,
short rows, many classes, short arrays. Of about 2^20 elements, and as `workloads.py` has
them.
"""
import workloads as W  # First: it sets the number of threads.
from workloads import EPSILON, K, T, clip, compiled

import keras
import numpy as np
import sklearn.metrics as S
import torch.nn.functional as F
import torchmetrics.functional as TM


def roc_auc(y, p):
    ty, tp = T(y).long(), T(p)
    return {
        "sklearn": lambda: S.roc_auc_score(y, p),
        "torchmetrics": lambda: float(TM.auroc(tp, ty, task="binary")),
    }


def roc_auc_weighted(y, p, w):
    """torchmetrics weighs no samples of a ranking."""
    return {"sklearn": lambda: S.roc_auc_score(y, p, sample_weight=w)}


def average_precision_weighted(y, p, w):
    return {"sklearn": lambda: S.average_precision_score(y, p, sample_weight=w)}


def confusion(classes):
    """The value is the trace."""

    def workload(y, p):
        ty, tp, shape = T(y), T(p), (classes, classes)
        options = {"task": "multiclass", "num_classes": classes}
        return {
            "numpy": lambda: np.bincount(y * classes + p, minlength=classes**2).reshape(shape),
            "sklearn": lambda: S.confusion_matrix(y, p),
            "torchmetrics": lambda: TM.confusion_matrix(tp, ty, **options),
        }

    return workload


def mse(y, p):
    """Numbers and layouts that NumPy takes as they are."""
    return {
        "numpy": lambda: np.mean(np.square(y - p)),
        "sklearn": lambda: S.mean_squared_error(y, p),
    }


def kl_divergence(y, p):
    ty, tp = T(y), T(p)

    def numpy():
        q, r = clip(y), clip(p)
        return np.mean(np.sum(q * np.log(q / r), 1))

    return {
        "numpy": numpy,
        "keras": compiled(K.kl_divergence, y, p),
        "torch": lambda: float(F.kl_div(clip(tp).log(), clip(ty), reduction="batchmean")),
    }


def cosine_similarity(y, p):
    ty, tp = T(y), T(p)

    def numpy():
        norms = np.linalg.norm(y, axis=1) * np.linalg.norm(p, axis=1)
        return np.mean(np.sum(y * p, 1) / norms)

    def similarity(y, p):
        return -keras.losses.cosine_similarity(y, p)

    return {
        "numpy": numpy,
        "keras": compiled(similarity, y, p),
        "torch": lambda: float(F.cosine_similarity(tp, ty).mean()),
    }


def mse_weighted(y, p, w):
    return {
        "numpy": lambda: np.average(np.square(y - p), weights=w),
        "sklearn": lambda: S.mean_squared_error(y, p, sample_weight=w),
    }


def binary_accuracy_weighted(y, p, w):
    return {
        "numpy": lambda: np.average(y == (p > 0.5), weights=w),
        "sklearn": lambda: S.accuracy_score(y, p > 0.5, sample_weight=w),
    }


def r2_weighted(y, p, w):
    def numpy():
        centre = np.average(y, weights=w)
        return 1 - np.sum(w * np.square(y - p)) / np.sum(w * np.square(y - centre))

    return {"numpy": numpy, "sklearn": lambda: S.r2_score(y, p, sample_weight=w)}


def log_cosh(y, p):
    ty, tp = T(y), T(p)

    def in_torch():
        e = tp - ty
        return float((e + F.softplus(-2 * e) - np.log(2)).mean())

    return {
        "numpy": lambda: np.mean(np.logaddexp(y - p, p - y) - np.float32(np.log(2))),
        "keras": compiled(K.log_cosh, y, p),
        "torch": in_torch,
        "torchmetrics": lambda: float(TM.log_cosh_error(tp, ty)),
    }


def binary_focal_crossentropy(y, p):
    def numpy():
        right = np.clip(np.where(y == 1, p, 1 - p), EPSILON, 1 - EPSILON)
        return -np.mean(np.square(1 - right) * np.log(right))

    return {"numpy": numpy, "keras": compiled(K.binary_focal_crossentropy, y, p)}


def calibration_error(y, p):
    """The mean distance of 15 bins' frequencies from their mean probabilities."""
    ty, tp, options = T(y).long(), T(p), {"task": "binary", "n_bins": 15}
    edges = np.linspace(0, 1, 16, dtype=np.float32)[1:-1]

    def numpy():
        bins = np.searchsorted(edges, p)
        return np.sum(np.abs(np.bincount(bins, y) - np.bincount(bins, p))) / len(y)

    return {
        "numpy": numpy,
        "torchmetrics": lambda: float(TM.calibration_error(tp, ty, **options)),
    }


def of_rows(workload, name, data, classes):
    return {f"cliff_{name}_{c}": (workload, f"{data}_{c}") for c in classes}


CLIFFS = {
    "cliff_roc_auc_f64": (roc_auc, "weighted_binary_f64"),
    "cliff_roc_auc_f64_weighted": (roc_auc_weighted, "weighted_binary_f64"),
    "cliff_average_precision_f64_weighted": (average_precision_weighted, "weighted_binary_f64"),
    "cliff_confusion_1000": (confusion(1_000), "labels_1000"),
    "cliff_confusion_10000": (confusion(10_000), "labels_10000"),
    "cliff_mse_i64": (mse, "whole_i64"),
    "cliff_mse_u64": (mse, "whole_u64"),
    "cliff_mse_both_column_major": (mse, "both_column_major"),
    "cliff_mse_one_column_major": (mse, "one_column_major"),
    **of_rows(W.sparse_crossentropy, "sparse_crossentropy", "rows", (2, 3, 10)),
    **of_rows(W.sparse_crossentropy_logits, "sparse_crossentropy_logits", "rows", (2, 3, 10)),
    **of_rows(W.sparse_accuracy, "sparse_accuracy", "rows", (2, 3)),
    "cliff_categorical_crossentropy_column_major": (
        W.categorical_crossentropy,
        "rows_column_major",
    ),
    **of_rows(kl_divergence, "kl_divergence", "shares", (2, 10, 100)),
    **of_rows(cosine_similarity, "cosine_similarity", "shares", (2, 100)),
    "cliff_mse_weighted": (mse_weighted, "weighted_regression"),
    "cliff_binary_accuracy_weighted": (binary_accuracy_weighted, "weighted_binary"),
    "cliff_r2_weighted": (r2_weighted, "weighted_regression"),
    "cliff_log_cosh": (log_cosh, "weighted_regression"),
    "cliff_binary_focal_crossentropy": (binary_focal_crossentropy, "weighted_binary"),
    "cliff_calibration_error": (calibration_error, "weighted_binary"),
    "cliff_mse_1": (W.mse, "regression_1"),
    "cliff_mse_64": (W.mse, "regression_64"),
}
