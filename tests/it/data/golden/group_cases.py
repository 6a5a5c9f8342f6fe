"""Values by group and gaps between groups.

    python3.11 -m golden.group_cases      (in the folder above; writes fairlearn_groups.json alone)

fairlearn's MetricFrame says the values by group and over all samples, its differences and ratios, and the gaps of
demographic parity and equalized odds. Every group has both classes: fairlearn puts 0 for an undefined rate.
"""

import json

import fairlearn
import numpy as np
import sklearn
from fairlearn import metrics as fair
from sklearn import metrics

FILE = "fairlearn_groups.json"
from golden.environment import HERE
VERSIONS = {"fairlearn": fairlearn.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__}


def decided(function):
    """The metric of decisions above 1/2."""
    return lambda true, pred, sample_weight: function(true, np.asarray(pred) > 0.5, sample_weight=sample_weight)


FUNCTIONS = {
    "accuracy": decided(metrics.accuracy_score),
    "recall": decided(metrics.recall_score),
    "roc_auc": lambda true, pred, sample_weight: metrics.roc_auc_score(true, pred, sample_weight=sample_weight),
    "mean_absolute_error": lambda true, pred, sample_weight: metrics.mean_absolute_error(true, pred, sample_weight=sample_weight),
}


def frame(name, true, pred, weights, groups):
    params = {"sample_weight": weights}
    one = fair.MetricFrame(
        metrics=FUNCTIONS[name], y_true=true, y_pred=pred, sensitive_features=groups, sample_params=params)
    return {
        "by_group": {key: float(value) for key, value in one.by_group.items()},
        "overall": float(one.overall),
        "difference": float(one.difference()),
        "to_overall": float(one.difference(method="to_overall")),
        "ratio": float(one.ratio()),
    }


def case(number):
    rng = np.random.default_rng([20240917, number])
    names = ["north", "south", "west", "east"][: 2 + number % 3]
    n = 12 * len(names)
    groups = np.array(names * 12)
    true = np.arange(n) // len(names) % 2
    pred = rng.integers(0, 21, n) / 20
    weights = rng.integers(1, 9, n) / 4 if number % 2 else np.ones(n)
    given = dict(sensitive_features=groups, sample_weight=weights)
    decisions = pred > 0.5
    return {
        "groups": groups.tolist(), "true": true.tolist(), "pred": pred.tolist(), "weights": weights.tolist(),
        **{name: frame(name, true, pred, weights, groups) for name in FUNCTIONS},
        "demographic_parity_difference": float(fair.demographic_parity_difference(true, decisions, **given)),
        "demographic_parity_ratio": float(fair.demographic_parity_ratio(true, decisions, **given)),
        "equalized_odds_difference": float(fair.equalized_odds_difference(true, decisions, **given)),
        "equal_opportunity_difference": float(fair.equal_opportunity_difference(true, decisions, **given)),
    }


def write(name=FILE, **head):
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case(number), allow_nan=False) for number in range(12))
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


if __name__ == "__main__":
    write(**VERSIONS)
