#!/usr/bin/env python3
"""What scikit-learn, or arithmetic in fractions, says of the probabilities of several classes, and of sets of classes.

generate.py writes this file with the others; alone, from the folder above, with the pinned scikit-learn and NumPy:

    python -m golden.probabilities

scikit-learn has the Brier score of labels, the log loss and their skills. The other scores follow from their definitions in fractions: numbers of the file are taken as they are, and only the
root of the spherical score is rounded.
"""

import warnings
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import sklearn
import sklearn.metrics as scikit

from golden.cases import SEED, Ledger, stream
from golden.probabilities_formulas import (
    brier, entropy, flat, halved, inside, labels_and_rows, mean_over_rows, positive_rows, ranked_probability,
    rows_and_rows, sets, skill, spherical, surprisal, units_of_rows, variance, worst_of_sizes,
)  # fmt: skip
from golden.readings import Reading, judge, literal_case, of_types, random_cases

FILE = "sklearn_probabilities.json"

# ---------------------------------------------------------------------------------------------------------------------
# Asking scikit-learn


def quietly(ask):
    def asked(case):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return float(ask(case))

    return asked


def brier_score(case):
    true, pred, weights = flat(case)
    true, declared = true.ravel().astype(int), range(pred.shape[1])
    asked = dict(sample_weight=weights, labels=declared, scale_by_half=case.options["scale_by_half"])
    return scikit.brier_score_loss(true, pred, **asked)


def skill_score(function):
    """scikit-learn knows labels of all classes."""

    def ask(case):
        true, pred, weights = flat(case)
        return function(true.ravel().astype(int), pred, sample_weight=weights, labels=range(pred.shape[1]))

    return quietly(ask)


def log_loss(case):
    true, pred, weights = flat(case)
    clipped = np.clip(pred, 1e-7, 1 - 1e-7)
    return scikit.log_loss(true.ravel().astype(int), clipped, sample_weight=weights, labels=range(pred.shape[1]))


# ---------------------------------------------------------------------------------------------------------------------
# Asking arithmetic


def exactly(term):
    """Σw·ℓ/Σw in fractions."""

    def ask(case):
        true, pred, weights = flat(case)
        total, weight = Fraction(0), Fraction(0)
        for truth, row, w in zip(true, pred, map(Fraction, weights)):
            truth = int(truth[0]) if len(truth) == 1 else [Fraction(y) for y in truth]
            total += w * term(truth, [Fraction(p) for p in row])
            weight += w
        return float(total / weight) / (2 if case.options.get("scale_by_half") else 1)

    return ask


def exact_brier(truth, row):
    return sum((p - y) ** 2 for y, p in zip(truth, row))


def exact_ranked_probability(label, row):
    below = [sum(row[: c + 1]) for c in range(len(row) - 1)]
    return sum((p - (label <= c)) ** 2 for c, p in enumerate(below)) / (len(row) - 1)


def exact_worst_of_sizes(case):
    true, pred, weights = flat(case)
    covered, all_of = {}, {}
    for label, row, w in zip(true[:, 0], pred, map(Fraction, weights)):
        size = int(row.sum())
        covered[size] = covered.get(size, 0) + w * int(row[int(label)])
        all_of[size] = all_of.get(size, 0) + w
    return float(min(covered[size] / all_of[size] for size in all_of if all_of[size]))


def exact_spherical(label, row):
    """The root has fifty digits."""
    with localcontext() as context:
        context.prec = 50
        squares = sum(p * p for p in row)
        root = (Decimal(squares.numerator) / Decimal(squares.denominator)).sqrt()
        return row[label] / Fraction(root)


# ---------------------------------------------------------------------------------------------------------------------
# The metrics

SETS = (("i64", "u8"), ("bool", "u8"))
HALVES = [dict(scale_by_half=False), dict(scale_by_half=True)]


def reading(name, draw, define, ask, types=(("i64", "u8"), ("f64", "f32")), variants=({},)):
    return Reading(
        name, draw, define, ask, of_types(*types), variants=list(variants), units=units_of_rows,
        ranks=lambda options: (2, 3), whole_truth=False, floatx="",
    )  # fmt: skip


SCIKIT = [
    reading(
        "sparse_categorical_brier_score", labels_and_rows, halved(mean_over_rows(brier)), quietly(brier_score),
        variants=HALVES,
    ),
    reading(
        "perplexity", positive_rows, mean_over_rows(surprisal, np.exp), lambda case: np.exp(log_loss(case)),
        (("i64", "u8"), ("f64",)),
    ),
    reading(
        "d2_log_loss_score", positive_rows, skill(surprisal, entropy), skill_score(scikit.d2_log_loss_score),
        (("i64", "u8"), ("f64",)),
    ),
    reading(
        "d2_brier_score", labels_and_rows, skill(brier, variance), skill_score(scikit.d2_brier_score),
    ),
    reading(
        "bits_per_label", positive_rows, mean_over_rows(surprisal, lambda mean: mean / np.log(2)),
        lambda case: log_loss(case) / np.log(2), (("i64", "u8"), ("f64",)),
    ),
]  # fmt: skip
EXACT = [
    reading(
        "categorical_brier_score", rows_and_rows, halved(mean_over_rows(brier)), exactly(exact_brier),
        (("f64", "f32"), ("f64", "f32")), HALVES,
    ),
    reading(
        "ranked_probability_score", labels_and_rows, mean_over_rows(ranked_probability),
        exactly(exact_ranked_probability),
    ),
    reading("spherical_score", labels_and_rows, mean_over_rows(spherical), exactly(exact_spherical)),
    reading(
        "prediction_set_coverage", sets, mean_over_rows(inside), exactly(lambda label, row: row[label]), SETS,
    ),
    reading(
        "prediction_set_size", sets, mean_over_rows(lambda true, pred: pred.sum()),
        exactly(lambda label, row: sum(row)), SETS,
    ),
    reading(
        "empty_prediction_sets", sets, mean_over_rows(lambda true, pred: not pred.any()),
        exactly(lambda label, row: Fraction(not any(row))), SETS,
    ),
    reading("size_stratified_coverage", sets, worst_of_sizes, exact_worst_of_sizes, SETS),
]  # fmt: skip


def ledger():
    entered = Ledger()
    for readings, oracle in ((SCIKIT, "scikit-learn"), (EXACT, "exact")):
        for metric in readings:
            for case in random_cases(stream(metric.name), metric):
                judge(entered, case, oracle=oracle)
    add_literal(entered)
    return entered


def add_literal(entered):
    """Examples by hand."""
    named = {metric.name: metric for metric in SCIKIT + EXACT}

    def add(name, true, pred, oracle="exact", **options):
        metric = named[name]
        case = literal_case(metric, np.array(true), pred, None, options)
        judge(entered, case, oracle=oracle)

    for scale_by_half in (False, True):
        rows, options = "0.7 0.2 0.1 / 0.1 0.3 0.6", dict(scale_by_half=scale_by_half)
        add("sparse_categorical_brier_score", [0, 2], rows, "scikit-learn", **options)
    add("ranked_probability_score", [0], "0.5 0.3 0.2")
    for name in ("prediction_set_coverage", "prediction_set_size", "size_stratified_coverage"):
        add(name, [0, 1, 2], "1 0 0 / 1 1 0 / 1 0 0")
    add("spherical_score", [0], "0.5 0.3 0.2")
    add("perplexity", [0, 1], "0.25 0.75 / 0.5 0.5", "scikit-learn")
    add("bits_per_label", [0, 1], "0.25 0.75 / 0.5 0.5", "scikit-learn")


def write():
    entered = ledger()
    entered.write(FILE, **{"scikit-learn": sklearn.__version__, "numpy": np.__version__}, seed=SEED)
    entered.report(FILE)


if __name__ == "__main__":
    write()
