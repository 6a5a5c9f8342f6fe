"""Rankings: more readings of scores, of one decision and of several classes, and what is known of their values.

    python3.11 -m golden.ranking_cases        (in the folder above; writes sklearn_ranking.json alone)

scikit-learn is asked where it has the reading, with weights and with every class present; scipy for the two-sample
statistic without weights. Exact arithmetic, in fractions, says the rest: partial areas from any rate on, as a mean
or raw, equal error rates, gains, demands, classes that are absent, and one class against one with weights, which
scikit-learn refuses. Each case names its oracle; null is undefined.
"""

import json
import warnings
from fractions import Fraction

import numpy as np
import scipy
import sklearn
import sklearn.metrics as scikit
from scipy.stats import ks_2samp

from golden import ranking_formulas as formula
from golden.cases import SEED, digits, stream, written
from golden.environment import HERE

VERSIONS = {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__, "seed": SEED}
SIZES = (4, 9, 25, 40)


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = [*decisions(), *of_classes()]
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


def case(data, readings):
    """One batch, with all that is known of it."""
    true, pred, weights = data
    return dict(true=written(true), pred=written(pred), weights=written(weights), readings=list(readings))


def reading(metric, oracle, value, **options):
    return dict(metric=metric, options=options, oracle=oracle, value=digits(formula.as_floats(value)))


# ---------------------------------------------------------------------------------------------------------------------
# One decision


def binary(rng, number):
    """Scores on a grid, so that some tie, higher for positives; every second case with weights, some of them 0."""
    n = SIZES[number % len(SIZES)]
    true = (rng.random(n) < 0.4).astype(np.int64)
    true[:2] = (0, 1)
    pred = np.round(rng.normal(0, 1, n) + true, 1)
    weights = rng.integers(0, 9, n) / 4 if number % 2 else None
    if weights is not None:
        weights[:2] = (1.5, 0.75)
    return true, pred, weights


def decisions():
    for number in range(20):
        data = binary(stream(f"ranking {number}"), number)
        yield case(data, of_scores(data, number))


def of_scores(data, number):
    true, pred, weights = data
    weighted = dict(sample_weight=weights)
    roc = formula.roc(*data)
    if weights is None:
        statistic = ks_2samp(pred[true == 1], pred[true == 0]).statistic
        yield reading("kolmogorov_smirnov", "scipy", statistic)
    else:
        yield reading("kolmogorov_smirnov", "exact", max(abs(y - x) for x, y in roc))
    yield reading("gini", "scikit-learn", 2 * scikit.roc_auc_score(true, pred, **weighted) - 1)
    high = (0.1, 0.25, 0.5, 0.8)[number % 4]
    area = scikit.roc_auc_score(true, pred, max_fpr=high, **weighted)
    yield reading("partial_roc_auc", "scikit-learn", area, low=0.0, high=high, scaling="McClish")
    low, high = ((0.1, 0.3), (0.25, 1.0), (0.0, 0.45), (0.5, 0.9))[number % 4]
    mean = formula.mean_height(roc, Fraction(low), Fraction(high))
    width, middle = Fraction(high) - Fraction(low), (Fraction(high) + Fraction(low)) / 2
    for scaling, value in (
        ("Raw", mean * width), ("Mean", mean), ("McClish", (1 + (mean - middle) / (1 - middle)) / 2),
    ):  # fmt: skip
        yield reading("partial_roc_auc", "exact", value, low=low, high=high, scaling=scaling)
    low, high = ((0.001, 0.1), (0.05, 1.0))[number % 2]
    yield reading("log_auc", "exact", formula.log_auc(roc, low, high), low=low, high=high)
    yield reading("equal_error_rate", "exact", formula.equal_error_rate(roc))
    yield reading("convex_hull_equal_error_rate", "exact", formula.hull_equal_error_rate(roc))
    share = (0.1, 0.25, 0.5, 0.9)[number % 4]
    gain = formula.gain(*data, Fraction(share))
    yield reading("cumulative_gain", "exact", gain, share=share)
    yield reading("lift", "exact", gain / Fraction(share), share=share)
    demand = (0.3, 0.6, 0.85, 1.0)[number % 4]
    for name, value in formula.demands(*data, Fraction(demand)).items():
        yield reading(name, "exact", value, demand=demand)
    if number < 6:
        fpr, fnr, thresholds = scikit.det_curve(true, pred, drop_intermediate=False, **weighted)
        kept = np.isfinite(thresholds)
        yield reading("det_curve", "scikit-learn", [fpr[kept], fnr[kept], thresholds[kept]])
        counts = scikit.confusion_matrix_at_thresholds(true, pred, **weighted)
        yield reading("counts_at_scores", "scikit-learn", [np.asarray(part, float) for part in counts])
        yield reading("gain_curve", "exact", formula.transposed(formula.gains(*data)))


# ---------------------------------------------------------------------------------------------------------------------
# Several classes


def classes(rng, number):
    """Rows that sum to 1, some scores of which tie; every second case with weights, some of them 0."""
    n, k = SIZES[1 + number % 3], 3 + number % 3
    true = rng.integers(0, k, n)
    true[:k] = range(k)
    rows = rng.integers(1, 9, (n, k)) + 4 * np.eye(k, dtype=int)[true] * (rng.random((n, 1)) < 0.5)
    pred = np.round(rows / rows.sum(1, keepdims=True), 2)
    pred[:, -1] = np.round(1 - pred[:, :-1].sum(1), 2)
    weights = rng.integers(0, 9, n) / 4 if number % 2 else None
    if weights is not None:
        weights[:k] = 1.25
    return true, pred, weights


def absent(data, number):
    """The same with one more column, of a class that does not occur."""
    true, pred, weights = data
    column = number % (pred.shape[1] + 1)
    return true + (true >= column), np.insert(pred, column, np.round(pred[:, 0] / 2, 2), axis=1), weights


def of_classes():
    for number in range(20):
        data = classes(stream(f"ranking of classes {number}"), number)
        yield case(data, of_present(data))
        rare = absent(data, number)
        yield case(rare, of_rare(rare))


def of_present(data):
    true, pred, weights = data
    weighted, hot = dict(sample_weight=weights), np.eye(pred.shape[1], dtype=int)[true]
    for average in (None, "macro", "weighted", "micro"):
        area = scikit.roc_auc_score(hot, pred, average=average, **weighted)
        yield reading("roc_auc_one_vs_rest", "scikit-learn", area, average=average)
        precision = scikit.average_precision_score(hot, pred, average=average, **weighted)
        yield reading("average_precision_one_vs_rest", "scikit-learn", precision, average=average)
    for average in ("macro", "weighted"):
        if weights is None:
            area = scikit.roc_auc_score(true, pred, multi_class="ovo", average=average)
            yield reading("roc_auc_one_vs_one", "scikit-learn", area, average=average)
        else:
            area = formula.one_vs_one(*data, average)
            yield reading("roc_auc_one_vs_one", "exact", area, average=average)


def of_rare(data):
    """With a class that does not occur."""
    for average in (None, "macro", "weighted"):
        yield reading("roc_auc_one_vs_rest", "exact", formula.one_vs_rest(*data, average), average=average)
        precision = formula.precision_one_vs_rest(*data, average)
        yield reading("average_precision_one_vs_rest", "exact", precision, average=average)
    for average in ("macro", "weighted"):
        yield reading("roc_auc_one_vs_one", "exact", formula.one_vs_one(*data, average), average=average)


if __name__ == "__main__":
    write("sklearn_ranking.json", **VERSIONS)
