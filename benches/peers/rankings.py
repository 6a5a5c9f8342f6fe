"""Workloads of rankings by class, by label, at every score and of numbers, as `workloads.py` has them."""
from workloads import T  # First: it sets the number of threads.

import numpy as np
import sklearn.metrics as S
import torchmetrics.functional as of_numbers
import torchmetrics.functional.classification as TM
from scipy.stats import kendalltau, spearmanr
from torchmetrics.retrieval import RetrievalNormalizedDCG as Retrieval


def one_vs_rest(y, p):
    """The mean area of the classes. scikit-learn wants rows whose sums are 1 in 64 bits."""
    ty, tp, classes = T(y), T(p), p.shape[1]
    q = p.astype(np.float64)
    q /= q.sum(1, keepdims=True)
    return {
        "sklearn": lambda: S.roc_auc_score(y, q, multi_class="ovr"),
        "torchmetrics": lambda: float(TM.multiclass_auroc(tp, ty, num_classes=classes)),
    }


def counts_at_scores(y, p):
    """The mean of the true positives over all thresholds. NumPy only sorts, twice, and counts."""

    def numpy():
        for _ in range(2):
            order = np.argsort(-p)
        return np.mean(np.cumsum(y[order]))

    return {
        "numpy": numpy,
        "sklearn": lambda: np.mean(S.confusion_matrix_at_thresholds(y, p)[3]),
    }


def of_labels(scikit, torchmetrics):
    """What both libraries say of how rows rank their labels."""

    def workload(y, p):
        ty, tp, labels = T(y).long(), T(p), y.shape[1]
        return {
            "sklearn": lambda: scikit(y, p),
            "torchmetrics": lambda: float(torchmetrics(tp, ty, num_labels=labels)),
        }

    return workload


def spearman(y, p):
    ty, tp = T(y), T(p)
    return {
        "scipy": lambda: spearmanr(y, p).statistic,
        "torchmetrics": lambda: float(of_numbers.spearman_corrcoef(tp, ty)),
    }


def kendall(y, p):
    """torchmetrics takes n² steps."""
    return {"scipy": lambda: kendalltau(y, p).statistic}


def ndcg_at_10(y, p):
    return {"sklearn": lambda: S.ndcg_score(y, p, k=10)}


def ndcg_by_query(y, p):
    """Ten items or eleven of each of 100,000 queries, far from each other; scikit-learn takes rows alone."""
    ty, tp, queries = T(y).long(), T(p), T(np.arange(len(y)) * 7919 % 100_000)
    ndcg = lambda: Retrieval(top_k=10, empty_target_action="skip")(tp, ty, indexes=queries)
    return {"torchmetrics": lambda: float(ndcg())}


LABELS = "multi_hot_10000x100"
RANKINGS = {
    "ranking_spearman_1e6": (spearman, "regression_1e6"),
    "ranking_kendall_1e6": (kendall, "regression_1e6"),
    "ranking_one_vs_rest_100000x10": (one_vs_rest, "rows_100000x10"),
    "ranking_counts_at_scores_1e6": (counts_at_scores, "weighted_binary_f64"),
    "ranking_label_average_precision_10000x100": (
        of_labels(S.label_ranking_average_precision_score, TM.multilabel_ranking_average_precision),
        LABELS,
    ),
    "ranking_label_loss_10000x100": (
        of_labels(S.label_ranking_loss, TM.multilabel_ranking_loss),
        LABELS,
    ),
    "ranking_coverage_error_10000x100": (
        of_labels(S.coverage_error, TM.multilabel_coverage_error),
        LABELS,
    ),
    "ranking_ndcg_at_10_10000x100": (ndcg_at_10, LABELS),
    "ranking_ndcg_at_10_by_query_1e6": (ndcg_by_query, "weighted_binary_f64"),
}
