"""Reference values: F-scores, overlaps of classes, R² and correlations."""

import numpy as np

from golden.cases import column, rows
from golden.remarks import ABSENT, ELEMENTS, FALLBACK, LABEL_RANGE, NO_SAMPLES

SPREAD_WEIGHT = "one weight for all, repeated for each sample"

F_TRUE, F_PRED = "0 0 1 / 1 1 0 / 1 1 1", "0.7 0.7 0.7 / 1 0 0 / 0.9 0.8 0"
BETAS = (0.5, 1.0, 2.0)


def by_beta(text):
    """Values for each beta: "a b c | d e f | g h i"."""
    return zip(BETAS, text.split("|"))


def f_scores(r):
    r.source, name = "f_score_metrics_test.py", "f_beta_score"
    for average, text in (
        (None, "0.714286 0.5 0.833333 | 0.8 0.5 0.666667 | 0.909090 0.5 0.555556"),
        ("micro", "0.666667 | 0.666667 | 0.666667"),
        ("macro", "0.682540 | 0.655556 | 0.654882"),
        ("weighted", "0.682540 | 0.655556 | 0.654882"),
    ):
        for beta, value in by_beta(text):
            r.add(name, F_TRUE, F_PRED, value, average=average, beta=beta, threshold=0.66)
    for average in ("micro", "macro", "weighted"):
        for beta in BETAS:
            chosen = dict(average=average, beta=beta, threshold=0.66)
            r.add(name, "1 1 1 / 1 0 0 / 1 1 0", "0.7 0.7 0.7 / 1 0 0 / 0.9 0.8 0", 1, **chosen)
            r.add(name, "0 0 0 / 0 1 0 / 0 0 1", F_PRED, 0, **chosen)


def weighted_f_scores(r):
    name, true = "f_beta_score", np.eye(3, dtype=np.int64)[[0, 1, 2, 0, 0, 2]]
    pred = "0.9 0.1 0 / 0.2 0.6 0.2 / 0 0 1 / 0.4 0.3 0.3 / 0 0.9 0.1 / 0 0 1"
    plain = (
        (None, "0.909091 0.555556 1 | 0.8 0.666667 1 | 0.714286 0.833333 1"),
        ("micro", "0.833333 | 0.833333 | 0.833333"),
        ("macro", "0.821549 | 0.822222 | 0.849206"),
        ("weighted", "0.880471 | 0.844444 | 0.829365"),
    )
    halves = (
        (None, "0.9375 0.714286 1 | 0.857143 0.8 1 | 0.789474 0.909091 1"),
        ("micro", "0.9 | 0.9 | 0.9"),
        ("macro", "0.883929 | 0.885714 | 0.899522"),
        ("weighted", "0.917857 | 0.902857 | 0.897608"),
    )
    for weights, table in ((None, plain), ([1.0] * 6, plain), ([0.5, 1.0, 1.0, 1.0, 0.5, 1.0], halves)):
        for average, text in table:
            for beta, value in by_beta(text):
                r.add(name, true, pred, value, weights, average=average, beta=beta)
    masked = [1.0, 0.0, 1.0, 1.0, 0.0, 1.0]
    for beta in BETAS:
        r.add(name, true, pred, [1, 0, 1], masked, average=None, beta=beta, deviates=ABSENT)
        r.add(name, true, pred, 1, masked, average="micro", beta=beta)
        r.add(name, true, pred, "0.666667", masked, average="macro", beta=beta, deviates=ABSENT)
        r.add(name, true, pred, 1, masked, average="weighted", beta=beta)
    r.add("f1_score", true, pred, "0.8 0.666667 1")
    true, pred = "1 1 / 1 0", "0.2 0.6 / 0.2 0.6"
    r.add(name, true, pred, "0 0.6666665", [0.5, 0.5], threshold=0.5, note=SPREAD_WEIGHT)
    r.add(name, true, pred, "0 0.333333", "0.5 0.2 / 0.3 0.8", threshold=0.5, head=True)


def overlaps(r):
    r.source = "iou_metrics_test.py"
    true, pred, weights = [0, 0, 1, 1], [0, 1, 0, 1], [0.2, 0.3, 0.4, 0.1]
    square = (np.array(true).reshape(2, 2), np.array(pred).reshape(2, 2), "0.1736111", "0.2 0.3 / 0.4 0.1")
    empty = np.zeros(0, np.int64)
    for name, two in (("iou", dict(num_classes=2, target_class_ids=[0, 1])), ("mean_iou", dict(num_classes=2))):
        r.add(name, true, pred, 1 / 3, **two)
        r.add(name, true, pred, "0.1736111", weights, **two)
        r.add(name, *square, **two)
        r.add(name, empty, empty, 0, **two, deviates=NO_SAMPLES)
        r.add(name, [1], [1], 1, **two)
        r.add(name, [0, 3], [0, 1], 1, **two, refused=LABEL_RANGE)
        r.add(name, [0, -1], [0, 1], 1, **two, refused=LABEL_RANGE)
    two = dict(num_classes=2, target_class_ids=[0, 1])
    r.add("iou", [0, 1], [0, 2], 1, **two, refused=LABEL_RANGE)
    r.add("iou", [0, 1], [-1, 1], 1, **two, refused=LABEL_RANGE)
    r.add("iou", true, pred, 1 / 3, num_classes=4, target_class_ids=[0, 1, 2, 3])
    r.add("mean_iou", [0, 0, 0, 0], [0, 0, 0, 0], 1, num_classes=3)
    for ignored in (255, -1):
        r.add("mean_iou", [0, 1, 2, ignored], [0, 1, 1, 1], 0.5, num_classes=3, ignore_class=ignored)
    r.add("mean_iou", [0, 0, 1, -1], pred, "0.1111111", weights, num_classes=2, ignore_class=-1)


def one_hot_overlaps(r):
    name, true, pred = "binary_iou", [0, 1, 0, 1], [0.1, 0.2, 0.4, 0.7]
    none = np.zeros(0)
    r.add(name, true, pred, 1 / 3, threshold=0.3)
    r.add(name, true, pred, "0.5833333", threshold=0.5)
    r.add(name, true, pred, "0.1736111", [0.2, 0.3, 0.4, 0.1], threshold=0.3)
    r.add(name, true, pred, "0.6571429", [0.1, 0.2, 0.4, 0.3], threshold=0.5)
    r.add(name, "0 1 / 0 1", "0.1 0.7 / 0.9 0.3", "0.3303571", "0.2 0.3 / 0.4 0.1", threshold=0.4)
    r.add(name, none, none, 0, deviates=NO_SAMPLES)
    r.add(name, [1], [0.6], 1, dtype="f32")
    true, pred = "0 0 1 / 1 0 0 / 0 1 0 / 1 0 0", "0.2 0.3 0.5 / 0.1 0.2 0.7 / 0.5 0.3 0.1 / 0.1 0.4 0.5"
    r.add("one_hot_iou", true, pred, 1 / 6, num_classes=3, target_class_ids=[0, 2])
    r.add("one_hot_iou", true, pred, "0.0714286", [0.1, 0.2, 0.3, 0.4], num_classes=3, target_class_ids=[0, 2])
    r.add("one_hot_mean_iou", true, pred, 1 / 9, num_classes=3)
    true, pred = f"{true} / 1 0 0", f"{pred} / 0.6 0.2 0.2"
    r.add("one_hot_mean_iou", true, pred, "0.0925926", [0.1, 0.2, 0.3, 0.3, 0.1], num_classes=3)
    r.add("one_hot_mean_iou", true, pred, "0.0925926", [1.0, 2.0, 3.0, 3.0, 1.0], num_classes=3)


def explained(r):
    r.source, name = "regression_metrics_test.py", "r2_score"
    true, pred = "0 0 1 / 0 1 0 / 1 0 0", "0.4 0.5 0.6 / 0.1 0.2 0.3 / 0.5 0.8 0.2"
    r.add(name, true, pred, "0.37 -1.295 0.565", class_aggregation=None)
    r.add(name, true, pred, "-0.26 -3.59 0.13", class_aggregation=None, num_regressors=1, head=True)
    r.add(name, true, pred, -0.12, class_aggregation="uniform_average")
    r.add(name, true, pred, -0.12, class_aggregation="variance_weighted_average")


def adjusted(r):
    name, true, weights = "r2_score", "0 0 1 / 0 1 0 / 1 0 0", [0.8, 0.1, 0.4]
    pred = "0.4 0.9 1.6 / 0.1 1.2 0.6 / 1.5 0.8 0.6"
    for aggregation, plain, head, one, two in (
        (
            None, "0.17305559 -8.836666 -0.521", "-0.65388882 -18.673332 -2.042",
            "0.05492067 -10.241904 -0.7382858", "-0.10259259 -12.115555 -1.0280001",
        ),
        ("uniform_average", "-3.06153679", "-7.12307358", "-3.64175653", "-4.41538239"),
        ("variance_weighted_average", "-1.37102246", "-3.74204445", "-1.70973992", "-2.16136337"),
    ):  # fmt: skip
        chosen = dict(class_aggregation=aggregation)
        r.add(name, true, pred, plain, weights, **chosen)
        r.add(name, true, pred, head, weights, **chosen, num_regressors=1, head=True)
        r.add(name, true, pred, one, weights, **chosen, num_regressors=1, deviates=ELEMENTS)
        r.add(name, true, pred, plain, weights, **chosen, num_regressors=2, head=True, deviates=FALLBACK)
        r.add(name, true, pred, two, weights, **chosen, num_regressors=2, deviates=ELEMENTS)


def correlations(r):
    r.source = "correlation_metrics_test.py"
    true = rows("0 1 0.5 / 1 1 0.2 / 1 1 0.1 / 0.1 0.7 0")
    pred = rows("0.1 0.9 0.5 / 1 0.9 0.2 / 0.2 0.8 0 / 0.3 0.3 0.9")
    for name, each, two, four in (
        ("pearson_correlation", "1 0.993399268 0.693375245 -0.609994281", "0.996699634", "0.519195058"),
        ("concordance_correlation", "0.975609756 0.987654321 0.465116279 -0.463768116", "0.981632039", "0.491153060"),
    ):
        for row, value in enumerate(each.split()):
            r.add(name, true[[row]], pred[[row]], value, dtype="f32", note="one row of the test's data")
        r.add(name, true[:2], pred[:2], two, dtype="f32")
        r.add(name, true, pred, four, dtype="f32")


def class_docs(r):
    r.source = "regression_metrics.py (class docs)"
    r.add("r2_score", column("1 4 3"), column("2 4 4"), "0.571429", dtype="f32")
    r.source = "f_score_metrics.py (class docs)"
    true, pred = "1 1 1 / 1 0 0 / 1 1 0", "0.2 0.6 0.7 / 0.2 0.6 0.6 / 0.6 0.8 0"
    r.add("f1_score", true, pred, "0.5 0.8 0.666667", dtype="f32", threshold=0.5)
    r.add("f_beta_score", true, pred, "0.384615 0.909091 0.833333", dtype="f32", threshold=0.5, beta=2.0)


FAMILIES = (
    f_scores, weighted_f_scores, overlaps, one_hot_overlaps, explained, adjusted, correlations, class_docs,
)  # fmt: skip
