"""What scikit-learn, and exact arithmetic, say: random, marked, and real data."""

from golden.cases import Ledger, stream
from golden.datasets import BREAST_CANCER, DIABETES, DIGITS, WEIGHTED_DIGITS, data_case
from golden.readings import judge, literal_case, random_cases
from golden.remarks import SCIKIT_NO_POSITIVE, SCIKIT_SAYS_ZERO
from golden.scikit_metrics import AGGREGATIONS, AVERAGES, BY_NAME, EXACT, SCIKIT

SCIKIT_LEARN, EXACTLY = dict(oracle="scikit-learn"), dict(oracle="exact")


def ledger():
    entered = Ledger()
    for readings, oracle in ((SCIKIT, SCIKIT_LEARN), (EXACT, EXACTLY)):
        for number, reading in enumerate(readings):
            for case in random_cases(stream(f"{oracle['oracle']} {number} {reading.name}"), reading):
                judge(entered, case, **oracle)
    add_undefined(entered)
    for case in real_cases():
        judge(entered, case, **(SCIKIT_LEARN if case.metric.name in SCIKIT_NAMES else EXACTLY))
    return entered


SCIKIT_NAMES = {reading.name for reading in SCIKIT} | {"roc_auc_one_vs_rest"}


def add_undefined(entered):
    """One class, or a class that never comes up. Where scikit-learn says NaN, the value is null and not marked."""

    def add(name, true, pred, reason="", weights=None, **options):
        judge(entered, literal_case(BY_NAME[name], true, pred, weights, options), reason, **SCIKIT_LEARN)

    for name in ("roc_auc", "average_precision"):
        add(name, [1, 1, 1], [0.1, 0.4, 0.3])
        add(name, [0, 0, 0], [0.1, 0.4, 0.3], SCIKIT_NO_POSITIVE if name == "average_precision" else "")
        add(name, [0, 1, 0, 1], [-0.0, 0.0, -1.0, 0.0])
        add(name, [0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5], "", [1.0, 3.0, 0.5, 0.25])
    for name in ("specificity", "false_positive_rate"):
        add(name, [1, 1, 1], [0.1, 0.4, 0.7])
    add("negative_predictive_value", [1, 0, 1], [0.6, 0.9, 0.7])
    add("false_negative_rate", [0, 0, 0], [0.1, 0.4, 0.7])
    for options in (dict(num_classes=2), dict(num_classes=4)):
        add("matthews_correlation", [1, 1, 1], [0, 1, 1], SCIKIT_SAYS_ZERO, **options)
        add("matthews_correlation", [0, 1, 1], [1, 1, 1], SCIKIT_SAYS_ZERO, **options)
        add("matthews_correlation", [0, 1, 0], [1, 0, 1], **options)
        for weighting in (None, "linear", "quadratic"):
            add("cohen_kappa", [1, 1, 1], [1, 1, 1], **options, weighting=weighting)
            add("cohen_kappa", [1, 1, 1], [1, 0, 1], **options, weighting=weighting)
        for name in ("precision", "recall", "f1_score", "jaccard"):
            for average in AVERAGES:
                add(name, [0, 0, 1, 1], [0, 0, 0, 0], **options, average=average)
                add(name, [1, 1, 1, 1], [0, 1, 1, 1], **options, average=average)
                add(name, [0, 1, 1, 0], [0, 1, 0, 0], "", [1.0, 0.0, 0.0, 0.5], **options, average=average)


def real_cases():
    for name in ("roc_auc", "average_precision", "roc_curve", "precision_recall_curve"):
        yield data_case(BY_NAME[name], BREAST_CANCER)
    for name in ("specificity", "negative_predictive_value", "false_positive_rate", "false_negative_rate"):
        yield data_case(BY_NAME[name], BREAST_CANCER)
        yield data_case(BY_NAME[name], BREAST_CANCER, threshold=0.8)
    binary = dict(num_classes=2, threshold=0.5)
    digits = dict(num_classes=10, sparse_y_pred=False)
    for files, form in ((BREAST_CANCER, binary), (DIGITS, digits), (WEIGHTED_DIGITS, digits)):
        for name in ("confusion_matrix", "accuracy", "balanced_accuracy", "matthews_correlation"):
            yield data_case(BY_NAME[name], files, **form)
        for weighting in (None, "linear", "quadratic"):
            yield data_case(BY_NAME["cohen_kappa"], files, **form, weighting=weighting)
        for name in ("precision", "recall", "f1_score", "jaccard"):
            for average in AVERAGES:
                yield data_case(BY_NAME[name], files, **form, average=average)
    for files in (DIGITS, WEIGHTED_DIGITS):
        yield data_case(BY_NAME["top_k_accuracy"], files, k=2)
        for average in (None, "macro"):
            yield data_case(BY_NAME["roc_auc_one_vs_rest"], files, average=average)
    for options in AGGREGATIONS:
        yield data_case(BY_NAME["r2_score"], DIABETES, **options)
    for name in ("pearson_correlation", "concordance_correlation"):
        yield data_case(BY_NAME[name], DIABETES, axis=None)
    for files, form in ((BREAST_CANCER, binary), (DIGITS, digits), (WEIGHTED_DIGITS, digits)):
        for average in AVERAGES:
            for beta in (0.5, 2.0):
                yield data_case(BY_NAME["f_beta_score"], files, **form, average=average, beta=beta)
