"""Reports and calibration as scikit-learn gives them: tables of text, their numbers, and reliability diagrams."""

import json
import warnings

import numpy as np
import sklearn.metrics as scikit
from sklearn.calibration import calibration_curve

from golden.cases import chances, stream, written
from golden.datasets import BREAST_CANCER, DIABETES, DIGITS, FOLDER, WEIGHTED_DIGITS
from golden.environment import HERE

NAMES = ["malignant", "benign"]
LONG_NAMES = ["a class with quite a long name", "b", "größer", "d"]


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = [*tables(), *diagrams(), *regressions(), *decisions()]
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


def loaded(files):
    return [np.load(FOLDER / files[name]) if name in files else None for name in ("true", "pred", "weights")]


def numbers(value):
    """A report's numbers, NaN as null."""
    if isinstance(value, dict):
        return {str(key): numbers(part) for key, part in value.items()}
    return float(value) if np.isfinite(value) else None


def arrays(true, pred, weights=None):
    return dict(true=written(true), pred=written(pred), weights=written(weights))


def files_of(files):
    return {
        name: written(array, files.get(name)) for name, array in zip(("true", "pred", "weights"), loaded(files))
    }


# ---------------------------------------------------------------------------------------------------------------------
# Classification reports


def table(data, true, pred, weights=None, names=None, digits=2, classes=None):
    options = dict(sample_weight=weights, target_names=names, digits=digits, zero_division=np.nan)
    if true.ndim == 1:
        options["labels"] = range(classes)
    text = scikit.classification_report(true, pred, **options)
    found = scikit.classification_report(true, pred, **options, output_dict=True)
    # The averages as by default: a class without a denominator counts as 0, one that occurs nowhere not at all.
    plain = scikit.classification_report(true, pred, sample_weight=weights, zero_division=0.0, output_dict=True)
    means = [name for name in ("macro avg", "weighted avg", "samples avg") if name in plain]
    averages = {name: numbers(plain[name]) for name in means}
    matrix = scikit.confusion_matrix(true, pred, labels=range(classes), sample_weight=weights) if classes else None
    shares = {
        share: [numbers(cell) for cell in np.ravel(scikit.confusion_matrix(
            true, pred, labels=range(classes), sample_weight=weights, normalize=share))]
        for share in ("true", "pred", "all")
    } if classes else None  # fmt: skip
    return dict(
        kind="table", classes=classes, names=names, digits=digits, **data, text=text, numbers=numbers(found),
        averages=averages,
        matrix=matrix.ravel().tolist() if classes else None, shares=shares,
    )  # fmt: skip


def tables():
    for files in (DIGITS, WEIGHTED_DIGITS):
        true, pred, weights = loaded(files)
        for digits in (2, 4):
            yield table(files_of(files), true, pred.argmax(1), weights, digits=digits, classes=10)
    true, pred, _ = loaded(BREAST_CANCER)
    yield table(files_of(BREAST_CANCER), true, (pred > 0.5).astype(int), names=NAMES, digits=3, classes=2)
    rng = stream("scikit-learn tables")
    for case in range(12):
        classes = int(rng.integers(2, 5))
        true, pred = rng.integers(0, classes, 40), rng.integers(0, classes, 40)
        pred = np.where(rng.random(40) < 0.5, true, pred)
        weights = rng.integers(0, 9, 40) / 4 if case % 3 == 2 else None
        if case % 4 == 3:
            # A class that does not occur, and one that is never predicted.
            true, pred, classes = np.where(true == 1, 0, true), np.where(pred == 0, 1, pred), classes + 1
        names = LONG_NAMES[:classes] if case % 2 and classes <= 4 else None
        yield table(arrays(true, pred, weights), true, pred, weights, names, 2 + case % 3, classes)
    for case in range(6):
        true, pred = (rng.integers(0, 2, (30, 3)) for _ in range(2))
        pred = np.where(rng.random(pred.shape) < 0.4, true, pred)
        names = LONG_NAMES[:3] if case % 2 else None
        yield table(arrays(true, pred), true, pred, names=names, digits=2 + case % 2)
    rng = stream("scikit-learn tables of several labels")
    for case in range(14):
        # Few labels, so that rows have none on one side or on both; a label is absent at times.
        true, pred = ((rng.random((16, 4)) < 0.3).astype(int) for _ in range(2))
        pred = np.where(rng.random(pred.shape) < 0.5, true, pred)
        if case % 4 == 3:
            true[:, 2] = 0
        weights = rng.integers(0, 9, 16) / 4 if case % 3 == 2 else None
        names = LONG_NAMES if case % 2 else None
        yield table(arrays(true, pred, weights), true, pred, weights, names, 2 + case % 3)


# ---------------------------------------------------------------------------------------------------------------------
# Calibration


def diagrams():
    true, pred, _ = loaded(BREAST_CANCER)
    for bins in (5, 10):
        yield diagram(files_of(BREAST_CANCER), true, pred, None, bins)
    rng = stream("scikit-learn diagrams")
    for case in range(12):
        # Never on a bound of bins, which are rounded to the type of the probabilities here.
        pred = chances(rng, 60) if case % 2 else rng.choice([0.125, 0.25, 0.625, 0.875, 1.0], 60)
        true = (rng.random(60) < pred**1.5).astype(np.uint8)
        weights = rng.integers(0, 9, 60) / 4 if case % 3 == 2 else None
        yield diagram(arrays(true, pred, weights), true, pred, weights, (3, 7, 10, 13)[case % 4])


def diagram(data, true, pred, weights, bins):
    """The Brier score and the diagram, which takes no weights; and the diagram with a point for each value."""
    values, wide = np.unique(pred), pred.astype(np.float64)
    found, mean = calibration_curve(true, wide, n_bins=bins)
    return dict(
        kind="diagram", bins=bins, **data, brier=float(scikit.brier_score_loss(true, wide, sample_weight=weights)),
        frequencies=found.tolist(), mean_predictions=mean.tolist(), distinct=len(values),
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Errors of numbers


def regressions():
    yield regression(files_of(DIABETES), *loaded(DIABETES))
    rng = stream("scikit-learn regressions")
    for case in range(8):
        true = np.round(rng.normal(3, 2, 25), 3)
        pred = np.round(0.7 * true + rng.normal(0.5, 1, 25), 3)
        weights = rng.integers(0, 9, 25) / 4 if case % 2 else None
        yield regression(arrays(true, pred, weights), true, pred, weights)


def regression(data, true, pred, weights=None):
    true, pred = true.astype(np.float64), pred.astype(np.float64)
    each = np.ones(len(true)) if weights is None else weights
    both = np.cov(true, pred, ddof=0, aweights=each)
    weighted = dict(sample_weight=weights)
    return dict(
        kind="regression", **data,
        mean_true=float(np.average(true, weights=each)), mean_pred=float(np.average(pred, weights=each)),
        deviation_true=float(np.sqrt(both[0, 0])), deviation_pred=float(np.sqrt(both[1, 1])),
        deviation_error=float(np.sqrt(both[0, 0] + both[1, 1] - 2 * both[0, 1])),
        bias=float(np.average(pred - true, weights=each)),
        mean_absolute_error=float(scikit.mean_absolute_error(true, pred, **weighted)),
        mean_squared_error=float(scikit.mean_squared_error(true, pred, **weighted)),
        root_mean_squared_error=float(scikit.root_mean_squared_error(true, pred, **weighted)),
        r2_score=float(scikit.r2_score(true, pred, **weighted)),
        explained_variance=float(scikit.explained_variance_score(true, pred, **weighted)),
        pearson_correlation=float(both[0, 1] / np.sqrt(both[0, 0] * both[1, 1])),
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Binary decisions


def decisions():
    true, pred, _ = loaded(BREAST_CANCER)
    for threshold in (0.5, 0.25):
        yield decision(files_of(BREAST_CANCER), true, pred, None, threshold)
    rng = stream("scikit-learn decisions")
    for case in range(10):
        pred = np.clip(chances(rng, 40), 0.001, 0.999)
        true = (rng.random(40) < pred).astype(np.uint8)
        weights = rng.integers(0, 9, 40) / 4 if case % 2 else None
        yield decision(arrays(true, pred, weights), true, pred, weights, (0.5, 0.3)[case // 5])


def decision(data, true, pred, weights, threshold):
    """A threshold in the type of the probabilities; above it is positive."""
    decided, wide = pred > pred.dtype.type(threshold), pred.astype(np.float64)
    weighted = dict(sample_weight=weights)
    plain = dict(zero_division=np.nan, **weighted)
    negative = dict(pos_label=0, **plain)
    clipped = np.clip(wide, 1e-7, 1 - 1e-7)
    precision, recall, _ = scikit.precision_recall_curve(true, wide, **weighted)
    with np.errstate(invalid="ignore"):
        best = np.nanmax(2 * precision * recall / (precision + recall))
    return dict(
        kind="decision", threshold=threshold, **data,
        roc_auc=float(scikit.roc_auc_score(true, wide, **weighted)),
        average_precision=float(scikit.average_precision_score(true, wide, **weighted)),
        log_loss=float(scikit.log_loss(true, clipped, **weighted)),
        brier_score=float(scikit.brier_score_loss(true, wide, **weighted)),
        accuracy=float(scikit.accuracy_score(true, decided, **weighted)),
        balanced_accuracy=float(scikit.balanced_accuracy_score(true, decided, **weighted)),
        precision=numbers(scikit.precision_score(true, decided, **plain)),
        recall=numbers(scikit.recall_score(true, decided, **plain)),
        specificity=numbers(scikit.recall_score(true, decided, **negative)),
        negative_predictive_value=numbers(scikit.precision_score(true, decided, **negative)),
        f1=numbers(scikit.f1_score(true, decided, **plain)),
        matthews_correlation=numbers(scikit.matthews_corrcoef(true, decided, **weighted)),
        cohen_kappa=numbers(scikit.cohen_kappa_score(true, decided, **weighted)),
        iou=numbers(scikit.jaccard_score(true, decided, **weighted)),
        best_f1=float(best),
    )  # fmt: skip
