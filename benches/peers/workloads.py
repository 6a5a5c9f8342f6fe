"""What a user would pick instead: how NumPy, scikit-learn, Keras, torch and torchmetrics compute
each workload.

A workload is a function from arrays, named as `data.py` names them, to calls without arguments,
one for each peer. Arrays are converted to each library's own before any call.
"""
import os
import warnings

THREADS = int(os.environ.get("PEER_THREADS", "2"))
BATCH, BATCHES = 256, 100
os.environ.update(
    KERAS_BACKEND="tensorflow",
    TF_CPP_MIN_LOG_LEVEL="3",
    OMP_NUM_THREADS=str(THREADS),
    OPENBLAS_NUM_THREADS=str(THREADS),
)
warnings.filterwarnings("ignore")

import keras
import numpy as np
import sklearn.metrics as S
import tensorflow as tf
import torch
import torch.nn.functional as F
import torchmetrics
import torchmetrics.functional as TM

from states import STATES

tf.config.threading.set_intra_op_parallelism_threads(THREADS)
tf.config.threading.set_inter_op_parallelism_threads(THREADS)
torch.set_num_threads(THREADS)
K = keras.metrics
T = torch.from_numpy
EPSILON = 1e-7


def clip(p):
    """Probabilities as Keras clips them, for NumPy and torch."""
    return p.clip(EPSILON, 1 - EPSILON)


def compiled(metric, *arrays):
    """The mean of a Keras function, as a graph: the fastest way Keras has."""
    graph = tf.function(lambda *a: tf.reduce_mean(metric(*a)))
    tensors = [tf.convert_to_tensor(a) for a in arrays]
    return lambda: float(graph(*tensors))


def mse(y, p):
    ty, tp = T(y), T(p)
    return {
        "numpy": lambda: np.mean(np.square(y - p)),
        "sklearn": lambda: S.mean_squared_error(y, p),
        "keras": compiled(K.mean_squared_error, y, p),
        "torch": lambda: float(F.mse_loss(tp, ty)),
        "torchmetrics": lambda: float(TM.mean_squared_error(tp, ty)),
    }


def mae(y, p):
    ty, tp = T(y), T(p)
    return {
        "numpy": lambda: np.mean(np.abs(y - p)),
        "sklearn": lambda: S.mean_absolute_error(y, p),
        "keras": compiled(K.mean_absolute_error, y, p),
        "torch": lambda: float(F.l1_loss(tp, ty)),
        "torchmetrics": lambda: float(TM.mean_absolute_error(tp, ty)),
    }


def binary_accuracy(y, p):
    ty, tp, whole = T(y), T(p), T(y.astype(np.int64))
    return {
        "numpy": lambda: np.mean(y == (p > 0.5)),
        "sklearn": lambda: S.accuracy_score(y, p > 0.5),
        "keras": compiled(K.binary_accuracy, y, p),
        "torch": lambda: float(((tp > 0.5) == ty.bool()).float().mean()),
        "torchmetrics": lambda: float(TM.accuracy(tp, whole, task="binary")),
    }


def binary_crossentropy(y, p):
    ty, tp = T(y), T(p)

    def numpy():
        q = clip(p)
        return -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))

    return {
        "numpy": numpy,
        "sklearn": lambda: S.log_loss(y, p),
        "keras": compiled(K.binary_crossentropy, y, p),
        "torch": lambda: float(F.binary_cross_entropy(tp, ty)),
    }


def categorical_crossentropy(y, o, p):
    to, tp = T(o), T(p)
    return {
        "numpy": lambda: np.mean(-np.sum(o * np.log(clip(p)), 1)),
        "keras": compiled(K.categorical_crossentropy, o, p),
        "torch": lambda: float(-(to * clip(tp).log()).sum(1).mean()),
    }


def sparse_crossentropy(y, o, p):
    ty, tp, i, classes = T(y), T(p), np.arange(len(y)), np.arange(p.shape[1])
    return {
        "numpy": lambda: np.mean(-np.log(clip(p[i, y] / p.sum(1)))),
        "sklearn": lambda: S.log_loss(y, p, labels=classes),
        "keras": compiled(K.sparse_categorical_crossentropy, y, p),
        "torch": lambda: float(F.nll_loss(clip(tp).log(), ty)),
    }


def sparse_crossentropy_logits(y, o, p):
    """Probabilities do as logits, too."""
    ty, tp, i = T(y), T(p), np.arange(len(y))

    def numpy():
        largest = p.max(1, keepdims=True)
        return np.mean(np.log(np.exp(p - largest).sum(1)) + largest[:, 0] - p[i, y])

    def from_logits(y, p):
        return K.sparse_categorical_crossentropy(y, p, from_logits=True)

    return {
        "numpy": numpy,
        "keras": compiled(from_logits, y, p),
        "torch": lambda: float(F.cross_entropy(tp, ty)),
    }


def categorical_accuracy(y, o, p):
    to, tp = T(o), T(p)
    return {
        "numpy": lambda: np.mean(o.argmax(1) == p.argmax(1)),
        "keras": compiled(K.categorical_accuracy, o, p),
        "torch": lambda: float((tp.argmax(1) == to.argmax(1)).float().mean()),
    }


def sparse_accuracy(y, o, p):
    ty, tp, classes = T(y), T(p), p.shape[1]
    options = {"task": "multiclass", "num_classes": classes, "average": "micro"}
    return {
        "numpy": lambda: np.mean(y == p.argmax(1)),
        "keras": compiled(K.sparse_categorical_accuracy, y, p),
        "torch": lambda: float((tp.argmax(1) == ty).float().mean()),
        "torchmetrics": lambda: float(TM.accuracy(tp, ty, **options)),
    }


def top5(y, o, p):
    ty, tp, i, classes = T(y), T(p), np.arange(len(y)), np.arange(p.shape[1])
    return {
        "numpy": lambda: np.mean((p > p[i, y][:, None]).sum(1) < 5),
        "sklearn": lambda: S.top_k_accuracy_score(y, p, k=5, labels=classes),
        "keras": compiled(K.sparse_top_k_categorical_accuracy, y, p),
        "torch": lambda: float((tp.topk(5, 1).indices == ty[:, None]).any(1).float().mean()),
    }


def stream4(y, p):
    """MSE, MAE, RMSE and MAPE fed with batches of 256."""
    y, p = y[:BATCH], p[:BATCH]
    ky, kp, ty, tp = tf.convert_to_tensor(y), tf.convert_to_tensor(p), T(y), T(p)
    in_keras = [
        K.MeanSquaredError(),
        K.MeanAbsoluteError(),
        K.RootMeanSquaredError(),
        K.MeanAbsolutePercentageError(),
    ]
    in_torch = [
        torchmetrics.MeanSquaredError(),
        torchmetrics.MeanAbsoluteError(),
        torchmetrics.MeanSquaredError(squared=False),
        torchmetrics.MeanAbsolutePercentageError(),
    ]

    def feed(metrics, update):
        for _ in range(BATCHES):
            for metric in metrics:
                update(metric)

    return {
        "keras": lambda: feed(in_keras, lambda metric: metric.update_state(ky, kp)),
        "torchmetrics": lambda: feed(in_torch, lambda metric: metric.update(tp, ty)),
    }


def exact_auc(y, p):
    ty, tp = T(y.astype(np.int64)), T(p)
    return {
        "sklearn": lambda: S.roc_auc_score(y, p),
        "torchmetrics": lambda: float(TM.auroc(tp, ty, task="binary")),
    }


def auc_200(y, p):
    ty, tp, ky, kp = T(y.astype(np.int64)), T(p), tf.convert_to_tensor(y), tf.convert_to_tensor(p)
    auc = K.AUC()

    def in_keras():
        auc.reset_state()
        auc.update_state(ky, kp)
        return float(auc.result())

    return {
        "keras": in_keras,
        "torchmetrics": lambda: float(TM.auroc(tp, ty, task="binary", thresholds=200)),
    }


def confusion(y, p):
    """Ten classes. The value is the trace."""
    ty, tp = T(y), T(p)
    options = {"task": "multiclass", "num_classes": 10}
    return {
        "numpy": lambda: np.bincount(y * 10 + p, minlength=100).reshape(10, 10),
        "sklearn": lambda: S.confusion_matrix(y, p),
        "torchmetrics": lambda: TM.confusion_matrix(tp, ty, **options),
    }


def mean_iou(y, p):
    """21 classes."""
    ky, kp, iou = tf.convert_to_tensor(y), tf.convert_to_tensor(p), K.MeanIoU(21)

    def numpy():
        counts = np.bincount(y * 21 + p, minlength=441).reshape(21, 21)
        hits = np.diag(counts)
        return np.mean(hits / (counts.sum(0) + counts.sum(1) - hits))

    def in_keras():
        iou.reset_state()
        iou.update_state(ky, kp)
        return float(iou.result())

    return {"numpy": numpy, "keras": in_keras}


def at(workload, name, data, sizes):
    return {f"{name}_{size}": (workload, f"{data}_{size}") for size in sizes}


PAIRS = ("1e3", "1e5", "1e7")
ROWS = ("100000x100", "10000x1000")
# A workload's function, and the arrays that it is given.
WORKLOADS = {
    **at(mse, "mse", "regression", PAIRS),
    **at(mae, "mae", "regression", PAIRS),
    **at(binary_accuracy, "binary_accuracy", "binary", PAIRS),
    **at(binary_crossentropy, "binary_crossentropy", "binary", PAIRS),
    **at(categorical_crossentropy, "categorical_crossentropy", "rows", ROWS),
    **at(sparse_crossentropy, "sparse_crossentropy", "rows", ROWS),
    **at(sparse_crossentropy_logits, "sparse_crossentropy_logits", "rows", ROWS),
    **at(categorical_accuracy, "categorical_accuracy", "rows", ROWS),
    **at(sparse_accuracy, "sparse_accuracy", "rows", ROWS),
    **at(top5, "top5", "rows", ROWS),
    "stream4_256": (stream4, "regression_1e5"),
    "exact_auc_1e6": (exact_auc, "binary_1e6"),
    "auc_200_1e6": (auc_200, "binary_1e6"),
    "confusion_1e7": (confusion, "labels_1e7"),
    "mean_iou_64x256x256": (mean_iou, "masks_64x256x256"),
    **STATES,
}
# How many updates one call stands for.
UPDATES = {"stream4_256": 4 * BATCHES}
