"""Workloads of quantiles of errors, as `workloads.py` has them."""
from workloads import T  # First: it sets the number of threads.

import numpy as np
import sklearn.metrics as S


def median_absolute_error(y, p):
    """The median of the absolute errors. That of torch is the lower one of the two in between."""
    ty, tp = T(y), T(p)
    return {
        "numpy": lambda: np.median(np.abs(y - p)),
        "sklearn": lambda: S.median_absolute_error(y, p),
        "torch": lambda: float((ty - tp).abs().median()),
    }


QUANTILES = {
    "quantile_median_error_1e6": (median_absolute_error, "regression_1e6"),
    "quantile_median_error_f64": (median_absolute_error, "weighted_binary_f64"),
}
