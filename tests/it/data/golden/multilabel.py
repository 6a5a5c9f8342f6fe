#!/usr/bin/env python3
"""What scikit-learn says of several labels of a sample: sets of labels, and labels ranked by scores.

generate.py writes this file with the others; alone, from the folder above, with the pinned scikit-learn and NumPy:

    python -m golden.multilabel
"""

import warnings

import numpy as np
import sklearn
import sklearn.metrics as scikit

from golden.cases import SEED, Ledger, stream
from golden.readings import Reading, judge, literal_case, of_types, random_cases

FILE = "sklearn_multilabel.json"

# ---------------------------------------------------------------------------------------------------------------------
# Data: rows of few and of many true labels, of none and of all; scores that tie, and stand on thresholds


def labels_and_scores(rng, shape, options):
    share = rng.random(shape[:-1])[..., np.newaxis]
    true = rng.random(shape) < np.where(share < 0.2, 0, np.where(share > 0.9, 1, share))
    return true, rng.integers(0, 9, shape) / 8 * (rng.random(shape[:-1])[..., np.newaxis] < 0.85)


def units_of_rows(case):
    return case.pred.shape[:-1]


def units_of_elements(case):
    return case.pred.shape


def flat_rows(case):
    """Truth, scores and weights of all rows."""
    length = case.pred.shape[-1]
    return case.true.astype(int).reshape(-1, length), case.pred.reshape(-1, length), case.unit_weights().ravel()


def decided(case):
    true, pred, weights = flat_rows(case)
    return true, (pred > pred.dtype.type(case.options["threshold"])).astype(int), weights


# ---------------------------------------------------------------------------------------------------------------------
# Definitions: sets of labels, row by row


def mean_over_rows(term, rows=decided):
    """The mean of a term; a row whose term is None counts what `zero_division` says, or is left out."""

    def define(case):
        kept, total = 0.0, 0.0
        for true, pred, weight in zip(*rows(case)):
            value = term(case.options, true, pred)
            value = case.options.get("zero_division") if value is None else value
            if value is not None and weight > 0:
                kept, total = kept + weight * value, total + weight
        value = kept / total if total else np.nan
        return value, abs(value)

    return define


def of_sets(quotient):
    def term(options, true, pred):
        above, below = quotient(options, set(np.flatnonzero(true)), set(np.flatnonzero(pred)))
        return above / below if below else None

    return mean_over_rows(term)


def f_score(options, true, pred):
    square = options.get("beta", 1) ** 2
    return (1 + square) * len(true & pred), square * len(true) + len(pred)


DEFINITIONS = dict(
    subset_accuracy=of_sets(lambda options, true, pred: (true == pred, 1)),
    sample_jaccard=of_sets(lambda options, true, pred: (len(true & pred), len(true | pred))),
    sample_f1_score=of_sets(f_score),
    sample_f_beta_score=of_sets(f_score),
    sample_precision=of_sets(lambda options, true, pred: (len(true & pred), len(pred))),
    sample_recall=of_sets(lambda options, true, pred: (len(true & pred), len(true))),
)


# ---------------------------------------------------------------------------------------------------------------------
# Definitions: scores, label by label


def ranks_at(true, pred, label):
    """How many labels score at least as high as one, and how many of them are true."""
    above = [other for other in range(len(pred)) if pred[other] >= pred[label]]
    return len(above), sum(true[above])


def average_precision(options, true, pred):
    found = [right / rank for rank, right in (ranks_at(true, pred, label) for label in np.flatnonzero(true))]
    return np.mean(found) if found else None


def coverage(options, true, pred):
    return max((ranks_at(true, pred, label)[0] for label in np.flatnonzero(true)), default=0)


def bad_pairs(options, true, pred):
    pairs = [(right, wrong) for right in np.flatnonzero(true) for wrong in np.flatnonzero(true == 0)]
    return np.mean([pred[right] <= pred[wrong] for right, wrong in pairs]) if pairs else None


DEFINITIONS |= dict(
    label_ranking_average_precision=mean_over_rows(average_precision, flat_rows),
    coverage_error=mean_over_rows(coverage, flat_rows),
    label_ranking_loss=mean_over_rows(bad_pairs, flat_rows),
)


def hamming(case):
    wrong = (case.pred > case.pred.dtype.type(case.options["threshold"])) != case.true.astype(bool)
    value = np.average(wrong, weights=case.unit_weights())
    return value, value


# ---------------------------------------------------------------------------------------------------------------------
# Asking


def quietly(ask):
    """Asks without the warnings that a value is undefined."""

    def asked(case):
        with warnings.catch_warnings(), np.errstate(invalid="ignore", divide="ignore"):
            warnings.simplefilter("ignore")
            return float(ask(case))

    return asked


def by_samples(function, **named):
    """scikit-learn's `zero_division` is what is left out here, 0 or 1."""

    def ask(case):
        true, pred, weights = decided(case)
        zero_division = case.options["zero_division"]
        more = {argument: case.options[name] for argument, name in named.items()}
        more["zero_division"] = np.nan if zero_division is None else zero_division
        if function is scikit.jaccard_score and zero_division is None:
            # It does not leave rows out: it is asked about the others.
            kept = (true | pred).any(axis=1)
            if not weights[kept].sum():
                return np.nan
            true, pred, weights, more = true[kept], pred[kept], weights[kept], {}
        return function(true, pred, average="samples", sample_weight=weights, **more)

    return quietly(ask)


def of_decisions(function):
    def ask(case):
        true, pred, weights = decided(case)
        return function(true, pred, sample_weight=weights)

    return quietly(ask)


def of_elements(function):
    """Weights may be for elements: each element is a sample."""

    def ask(case):
        pred = case.pred > case.pred.dtype.type(case.options["threshold"])
        return function(case.true.astype(bool).ravel(), pred.ravel(), sample_weight=case.unit_weights().ravel())

    return quietly(ask)


def of_scores(function, is_defined=None):
    """Asks about all rows, or, where they are to be left out, about those that do not divide by 0."""

    def ask(case):
        true, pred, weights = flat_rows(case)
        kept = np.ones(len(true), bool)
        if is_defined and case.options["zero_division"] is None:
            kept = is_defined(true)
        if not weights[kept].sum():
            return np.nan
        return function(true[kept], pred[kept], sample_weight=weights[kept])

    return quietly(ask)


def some_are_right(true):
    return true.any(axis=1)


def some_are_both(true):
    return true.any(axis=1) & ~true.all(axis=1)


# ---------------------------------------------------------------------------------------------------------------------
# The metrics

THRESHOLDS = [dict(threshold=0.5), dict(threshold=0.25), dict(threshold=0.9)]
DIVISIONS = [dict(zero_division=None), dict(zero_division=0.0), dict(zero_division=1.0)]
BOTH = [threshold | division for threshold in THRESHOLDS for division in DIVISIONS]
TYPES = of_types(("u8", "i64", "bool", "f64"), ("f64", "f32"))


def reading(name, ask, variants, define=None, units=units_of_rows, ranks=(2, 3)):
    return Reading(
        name, labels_and_scores, define or DEFINITIONS[name], ask, TYPES, variants=variants, count=27,
        units=units, ranks=lambda options: ranks, whole_truth=False, floatx="",
    )  # fmt: skip


SETS = [
    reading("subset_accuracy", of_decisions(scikit.accuracy_score), THRESHOLDS),
    reading("hamming_loss", of_elements(scikit.hamming_loss), THRESHOLDS, hamming, units_of_elements, (1, 2, 3)),
    reading("sample_jaccard", by_samples(scikit.jaccard_score), BOTH),
    reading("sample_f1_score", by_samples(scikit.f1_score), BOTH),
    reading(
        "sample_f_beta_score",
        by_samples(scikit.fbeta_score, beta="beta"),
        [dict(beta=beta) | variant for beta, variant in zip((0.5, 2.0, 3.0) * 3, BOTH)],
    ),
    reading("sample_precision", by_samples(scikit.precision_score), BOTH),
    reading("sample_recall", by_samples(scikit.recall_score), BOTH),
]

# What scikit-learn counts for a row that divides by 0: 1, and 0.
RANKINGS = [
    reading(
        "label_ranking_average_precision",
        of_scores(scikit.label_ranking_average_precision_score, some_are_right),
        [dict(zero_division=None), dict(zero_division=1.0)],
    ),
    reading("coverage_error", of_scores(scikit.coverage_error), [{}]),
    reading(
        "label_ranking_loss",
        of_scores(scikit.label_ranking_loss, some_are_both),
        [dict(zero_division=None), dict(zero_division=0.0)],
    ),
]


def ledger():
    entered = Ledger()
    for metric in SETS + RANKINGS:
        for case in random_cases(stream(metric.name), metric):
            judge(entered, case, oracle="scikit-learn")
    add_literal(entered)
    return entered


def add_literal(entered):
    """Examples by hand, and values that no row defines."""
    sets = "1 1 0 / 0 1 0", "1 0 0 / 0 1 0"
    nothing = "0 0 0 / 0 0 0", "0 0 0 / 0 0 0"
    for metric in RANKINGS:
        scores = "0.75 0.5 1 / 1 0.2 0.1"
        judge(entered, literal_case(metric, "1 0 0 / 0 0 1", scores, None, metric.variants[0]), oracle="scikit-learn")
        judge(entered, literal_case(metric, "0 0 0 / 0 0 0", scores, None, metric.variants[0]), oracle="scikit-learn")
        judge(entered, literal_case(metric, "1 1 1 / 1 1 1", scores, None, metric.variants[0]), oracle="scikit-learn")
    for metric in SETS:
        options = metric.variants[0]
        judge(entered, literal_case(metric, *sets, None, options), oracle="scikit-learn")
        judge(entered, literal_case(metric, *nothing, None, options), oracle="scikit-learn")


def write():
    entered = ledger()
    entered.write(FILE, **{"scikit-learn": sklearn.__version__, "numpy": np.__version__}, seed=SEED)
    entered.report(FILE)


if __name__ == "__main__":
    write()
