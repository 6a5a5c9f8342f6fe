"""What Keras says of the metrics that read counts or moments: random, marked, and real data."""

from golden.cases import Ledger, stream
from golden.count_metrics import BY_NAME, READINGS
from golden.count_special import add_specials
from golden.datasets import BREAST_CANCER, DIABETES, DIGITS, WEIGHTED_DIGITS, data_case
from golden.readings import judge, random_cases


def ledger():
    entered = Ledger()
    for reading in READINGS:
        for case in random_cases(stream(reading.name), reading):
            judge(entered, case)
    add_specials(entered)
    for case in real_cases():
        judge(entered, case)
    return entered


def real_cases():
    for name in ("true_positives", "true_negatives", "false_positives", "false_negatives", "precision", "recall"):
        yield data_case(BY_NAME[name], BREAST_CANCER, thresholds=[0.1, 0.5, 0.8])
    for curve in ("ROC", "PR", "PRGAIN"):
        for method in ("interpolation", "minoring", "majoring"):
            yield data_case(BY_NAME["auc"], BREAST_CANCER, curve=curve, summation_method=method)
    yield data_case(BY_NAME["sensitivity_at_specificity"], BREAST_CANCER, specificity=0.99)
    yield data_case(BY_NAME["specificity_at_sensitivity"], BREAST_CANCER, sensitivity=0.99)
    yield data_case(BY_NAME["precision_at_recall"], BREAST_CANCER, recall=0.99)
    yield data_case(BY_NAME["recall_at_precision"], BREAST_CANCER, precision=0.99)
    yield data_case(BY_NAME["binary_iou"], BREAST_CANCER)
    for files in (DIGITS, WEIGHTED_DIGITS):
        yield data_case(BY_NAME["mean_iou"], files, num_classes=10, sparse_y_pred=False)
        yield data_case(BY_NAME["iou"], files, num_classes=10, target_class_ids=[1, 8], sparse_y_pred=False)
    yield data_case(BY_NAME["r2_score"], DIABETES)
    yield data_case(BY_NAME["r2_score"], DIABETES, num_regressors=10)
