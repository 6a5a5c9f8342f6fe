"""Workloads of errors of positive numbers and of quantiles, as `workloads.py` has them."""
from workloads import T  # First: it sets the number of threads.

import numpy as np
import sklearn.metrics as S
import torchmetrics.functional as TM


def pinball(y, p):
    def numpy():
        error = y - p
        return np.mean(np.maximum(0.9 * error, -0.1 * error))

    return {"numpy": numpy, "sklearn": lambda: S.mean_pinball_loss(y, p, alpha=0.9)}


def symmetric_percentage(y, p):
    ty, tp = T(y), T(p)
    return {
        "numpy": lambda: np.mean(2 * np.abs(y - p) / (np.abs(y) + np.abs(p))),
        "torchmetrics": lambda: float(TM.symmetric_mean_absolute_percentage_error(tp, ty)),
    }


def deviance(power):
    def workload(y, p):
        ty, tp = T(y), T(p)
        return {
            "sklearn": lambda: S.mean_tweedie_deviance(y, p, power=power),
            "torchmetrics": lambda: float(TM.tweedie_deviance_score(tp, ty, power=power)),
        }

    return workload


POSITIVE = "positive_1e6"
ERRORS = {
    "error_pinball_1e6": (pinball, POSITIVE),
    "error_smape_1e6": (symmetric_percentage, POSITIVE),
    "error_poisson_deviance_1e6": (deviance(1), POSITIVE),
    "error_gamma_deviance_1e6": (deviance(2), POSITIVE),
    "error_tweedie_deviance_1e6": (deviance(1.5), POSITIVE),
}
