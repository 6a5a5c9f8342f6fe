"""Workloads of clusterings, as `workloads.py` has them."""
from workloads import T  # First: it sets the number of threads.

import sklearn.metrics as S
import torchmetrics.functional.clustering as TM


def agreement(scikit, torchmetrics):
    """What both libraries say of two clusterings."""

    def workload(y, p):
        ty, tp = T(y), T(p)
        return {
            "sklearn": lambda: scikit(y, p),
            "torchmetrics": lambda: float(torchmetrics(tp, ty)),
        }

    return workload


def adjusted_information(y, p):
    """torchmetrics takes all counts of all cells at once, in more memory than there is."""
    return {"sklearn": lambda: S.adjusted_mutual_info_score(y, p)}


def silhouette(y, p):
    return {"sklearn": lambda: S.silhouette_score(p, y)}


def dispersion(y, p):
    ty, tp = T(y), T(p)
    return {
        "sklearn": lambda: S.calinski_harabasz_score(p, y),
        "torchmetrics": lambda: float(TM.calinski_harabasz_score(tp, ty)),
    }


CLUSTERS, POINTS = "clusters_1000", "points_10000x16"
CLUSTERINGS = {
    "clustering_adjusted_rand_1000": (
        agreement(S.adjusted_rand_score, TM.adjusted_rand_score),
        CLUSTERS,
    ),
    "clustering_v_measure_1000": (agreement(S.v_measure_score, TM.v_measure_score), CLUSTERS),
    "clustering_adjusted_information_1000": (adjusted_information, CLUSTERS),
    "clustering_adjusted_rand_10": (
        agreement(S.adjusted_rand_score, TM.adjusted_rand_score),
        "clusters_10",
    ),
    "clustering_silhouette_10000x16": (silhouette, POINTS),
    "clustering_calinski_harabasz_10000x16": (dispersion, POINTS),
}
