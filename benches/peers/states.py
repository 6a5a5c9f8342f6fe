"""Workloads of metrics whose state is more than a mean, as `workloads.py` has them. It sets the
number of threads before it imports this.
"""
import keras
import numpy as np
import sklearn.metrics as S
import tensorflow as tf
import torch
import torchmetrics.functional as TM

K = keras.metrics
T = torch.from_numpy
NINE = [i / 10 for i in range(1, 10)]


def in_keras(metric, *arrays):
    """One update of an empty Keras metric, and its result, several of them averaged."""
    tensors = [tf.convert_to_tensor(a) for a in arrays]

    def call():
        metric.reset_state()
        metric.update_state(*tensors)
        return float(np.mean(metric.result()))

    return call


def precision(y, p):
    ty, tp, whole = T(y), T(p), y.astype(np.int64)
    return {
        "numpy": lambda: np.sum(y, where=p > 0.5) / np.count_nonzero(p > 0.5),
        "sklearn": lambda: S.precision_score(whole, p > 0.5),
        "keras": in_keras(K.Precision(), y, p),
        "torchmetrics": lambda: float(TM.precision(tp, ty.long(), task="binary")),
    }


def precision_at_nine(y, p):
    def at(threshold):
        above = p > np.float32(threshold)
        return np.sum(y, where=above) / np.count_nonzero(above)

    return {
        "numpy": lambda: np.mean([at(threshold) for threshold in NINE]),
        "keras": in_keras(K.Precision(thresholds=NINE), y, p),
    }


def average_precision(y, p):
    ty, tp = T(y.astype(np.int64)), T(p)
    return {
        "sklearn": lambda: S.average_precision_score(y, p),
        "torchmetrics": lambda: float(TM.average_precision(tp, ty, task="binary")),
    }


def f1_macro(y, o, p):
    """The class with the largest score is predicted."""
    ty, tp, classes = T(y), T(p), p.shape[1]
    options = {"task": "multiclass", "num_classes": classes, "average": "macro"}

    def numpy():
        q = p.argmax(1)
        sizes = np.bincount(y, minlength=classes) + np.bincount(q, minlength=classes)
        return np.mean(2 * np.bincount(y[y == q], minlength=classes) / sizes)

    return {
        "numpy": numpy,
        "sklearn": lambda: S.f1_score(y, p.argmax(1), average="macro"),
        "keras": in_keras(K.F1Score(average="macro"), o, p),
        "torchmetrics": lambda: float(TM.f1_score(tp, ty, **options)),
    }


def r2(y, p):
    ty, tp, column = T(y), T(p), (-1, 1)
    return {
        "numpy": lambda: 1 - np.sum(np.square(y - p)) / np.sum(np.square(y - y.mean())),
        "sklearn": lambda: S.r2_score(y, p),
        "keras": in_keras(K.R2Score(), y.reshape(column), p.reshape(column)),
        "torchmetrics": lambda: float(TM.r2_score(tp, ty)),
    }


def r2_columns(o, p):
    """One-hot labels stand for targets."""
    to, tp = T(o), T(p)

    def numpy():
        return np.mean(1 - np.square(o - p).sum(0) / np.square(o - o.mean(0)).sum(0))

    return {
        "numpy": numpy,
        "sklearn": lambda: S.r2_score(o, p),
        "keras": in_keras(K.R2Score(), o, p),
        "torchmetrics": lambda: float(TM.r2_score(tp, to)),
    }


def pearson(y, p):
    ty, tp = T(y), T(p)
    return {
        "numpy": lambda: np.corrcoef(y, p)[0, 1],
        "keras": in_keras(K.PearsonCorrelation(), y.reshape(1, -1), p.reshape(1, -1)),
        "torchmetrics": lambda: float(TM.pearson_corrcoef(tp, ty)),
    }


def concordance(y, p):
    ty, tp = T(y), T(p)

    def numpy():
        (y_var, both), (_, p_var) = np.cov(y, p, bias=True)
        return 2 * both / (y_var + p_var + (y.mean() - p.mean()) ** 2)

    return {
        "numpy": numpy,
        "keras": in_keras(K.ConcordanceCorrelation(), y.reshape(1, -1), p.reshape(1, -1)),
        "torchmetrics": lambda: float(TM.concordance_corrcoef(tp, ty)),
    }


STATES = {
    "precision_1e7": (precision, "binary_1e7"),
    "precision_at_nine_1e7": (precision_at_nine, "binary_1e7"),
    "average_precision_1e6": (average_precision, "binary_1e6"),
    "f1_macro_100000x100": (f1_macro, "rows_100000x100"),
    "r2_1e7": (r2, "regression_1e7"),
    "r2_columns_100000x100": (r2_columns, "rows_100000x100"),
    "r2_columns_10000x1000": (r2_columns, "rows_10000x1000"),
    "pearson_1e7": (pearson, "regression_1e7"),
    "concordance_1e7": (concordance, "regression_1e7"),
}
