"""The metrics for which scikit-learn, or exact arithmetic, is the oracle, and random data of each."""

import warnings

import numpy as np
import sklearn.metrics as scikit

from golden import scikit_formulas as formula
from golden.cases import chances, distinct_scores
from golden.count_data import near_targets, rows_of_winners, shifted_targets
from golden.count_formulas import f_score, overlap, precision, predicted_labels, recall, specificity, true_labels
from golden.moments import (
    concordance, exact_concordance, exact_pearson, exact_r2_score, pearson, pooled, r2_score,
)  # fmt: skip
from golden.readings import FLOATS, TRUTH, WHOLE, Reading, of_types

AVERAGES = (None, "micro", "macro", "weighted")


# ---------------------------------------------------------------------------------------------------------------------
# Asking


def quietly(ask):
    """Asks without the warnings that a value is undefined."""

    def asked(case):
        with warnings.catch_warnings(), np.errstate(invalid="ignore"):
            warnings.simplefilter("ignore")
            return ask(case)

    return asked


def of_scores(function, **arguments):
    return quietly(lambda case: function(*vectors(case)[:2], sample_weight=vectors(case)[2], **arguments))


def vectors(case):
    return case.true.astype(int).ravel(), case.pred.ravel(), case.unit_weights().ravel()


def roc_curve(case):
    found = of_scores(scikit.roc_curve, drop_intermediate=False)(case)
    return dict(zip(("false_positive_rate", "true_positive_rate", "thresholds"), map(as_floats, found)))


def precision_recall_curve(case):
    found = of_scores(scikit.precision_recall_curve, drop_intermediate=False)(case)
    return dict(zip(("precision", "recall", "thresholds"), map(as_floats, found)))


def as_floats(array):
    return np.asarray(array, np.float64)


def labels(case):
    return true_labels(case).astype(int).ravel(), predicted_labels(case).astype(int).ravel()


def of_labels(function, all_classes=True, **arguments):
    """Asks about all classes declared, whether they occur or not."""

    def ask(case):
        declared = dict(labels=range(case.options["num_classes"])) if all_classes else {}
        more = {name: read(case) if callable(read) else read for name, read in arguments.items()}
        return function(*labels(case), sample_weight=vectors(case)[2], **declared, **more)

    return quietly(ask)


def option(name):
    return lambda case: case.options[name]


def jaccard(case):
    """scikit-learn cannot leave a class out of the mean: so the classes are asked for, and averaged here."""
    known = [c for c, o in enumerate(formula.class_outcomes(formula.matrix_of(case))) if o.tp + o.fp + o.fn > 0]
    average, weights = case.options["average"], vectors(case)[2]
    found = scikit.jaccard_score(*labels(case), labels=known, average=average, sample_weight=weights)
    if average is not None:
        return found
    each = np.full(case.options["num_classes"], np.nan)
    each[known] = found
    return each


def of_cells(read):
    """A ratio of the cells of scikit-learn's confusion matrix at one threshold."""

    def ask(case):
        true, pred, weights = vectors(case)
        positive = pred > pred.dtype.type(case.options["threshold"])
        (tn, fp), (fn, tp) = scikit.confusion_matrix(true, positive, labels=[0, 1], sample_weight=weights)
        return float(read(tp=tp, fp=fp, tn=tn, fn=fn))

    return quietly(ask)


def top_k_accuracy(case):
    pred = case.pred.reshape(-1, case.pred.shape[-1])
    true, weights = case.true.astype(int).ravel(), case.unit_weights().ravel()
    return scikit.top_k_accuracy_score(
        true, pred, k=case.options["k"], labels=range(pred.shape[-1]), sample_weight=weights
    )


def one_against_rest(case):
    """Not `multi_class="ovr"`, which refuses rows whose sum is 1 in float32 only."""
    true = np.equal.outer(case.true, np.arange(case.pred.shape[-1]))
    return scikit.roc_auc_score(true, case.pred, average=case.options["average"], sample_weight=case.weights)


def explained(case):
    """Targets whose weights are equal along a row are all that scikit-learn takes."""
    names = {None: "raw_values", "variance_weighted_average": "variance_weighted"}
    aggregation = case.options["class_aggregation"]
    weights = case.unit_weights()
    found = scikit.r2_score(
        case.true.astype(np.float64), case.pred.astype(np.float64),
        multioutput=names.get(aggregation, aggregation), sample_weight=weights if weights.ndim == 1 else weights[:, 0],
    )  # fmt: skip
    return found if np.ndim(found) and len(found) > 1 else float(np.ravel(found)[0])


# ---------------------------------------------------------------------------------------------------------------------
# Data


def tied_scores(rng, shape, options):
    """Labels, and scores of few values, among them both zeros, which are one score."""
    true = rng.integers(0, 2, shape)
    if rng.random() < 0.5:
        return true, np.where(rng.random(shape) < 0.5, (chances(rng, shape) + true) / 2, chances(rng, shape))
    grid = np.array([-1.5, -0.25, -0.0, 0.0, 0.125, 0.5, 0.75, 3.0])
    return true, grid[np.clip(rng.integers(0, 6, shape) + 2 * true, 0, 7)]


def class_labels(rng, shape, options):
    """Labels as numbers or as rows of scores. Now and then some of the classes do not occur."""
    classes = options["num_classes"]
    present = rng.permutation(classes)[: rng.integers(2, classes + 1)]
    label = rng.choice(present, shape)
    pred = np.where(rng.random(shape) < 0.5, label, rng.choice(rng.permutation(classes)[: len(present)], shape))
    return label, pred if options["sparse_y_pred"] else rows_of_winners(rng, pred, classes)


def label_rows(rng, shape, options):
    label = rng.integers(0, 6, shape)
    return label, distinct_scores(rng, (*shape, 6))


def matrix_types(options):
    return WHOLE, WHOLE if options["sparse_y_pred"] else FLOATS


# ---------------------------------------------------------------------------------------------------------------------
# The metrics


def vector_or_map(options):
    return (1, 1, 2)


def scores(name, define, ask, count=24):
    return Reading(name, tied_scores, define, ask, of_types(TRUTH, FLOATS), count=count, ranks=vector_or_map)


def rates(name, define, ask):
    return Reading(
        name, tied_scores, define, ask, of_types(TRUTH, FLOATS), dict(threshold=0.5),
        [{}, dict(threshold=0.2), dict(threshold=0.0)], ranks=vector_or_map,
    )  # fmt: skip


CLASSES = [dict(num_classes=2), dict(num_classes=3), dict(num_classes=5), dict(num_classes=4, sparse_y_pred=False)]


def matrices(name, define, ask, variants=({},), count=24):
    return Reading(
        name, class_labels, define, ask, matrix_types, dict(sparse_y_pred=True, threshold=None),
        [a | b for a in variants for b in CLASSES], count=count, ranks=vector_or_map,
        units=lambda case: case.true.shape, undefined_parts=True,
    )  # fmt: skip


def per_class(name, read, function, **options):
    arguments = dict(average=option("average"), zero_division=np.nan) | {key: option(key) for key in options}
    ask = of_labels(function, **arguments) if function else jaccard
    variants = [dict(average=average) for average in AVERAGES]
    if options:
        variants = [a | {key: value} for a in variants for key, values in options.items() for value in values]
    return matrices(name, formula.by_class(read), ask, variants, count=12 * max(2, len(variants) // 4))


def moments(name, define, ask, draw, types, variants, ranks, count, **more):
    return Reading(
        name, draw, define, ask, types, variants=variants, ranks=lambda options: ranks, count=count,
        whole_truth=False, **more,
    )  # fmt: skip


AGGREGATIONS = [
    dict(class_aggregation=aggregation, num_regressors=0)
    for aggregation in (None, "uniform_average", "variance_weighted_average")
]
POOLED = [dict(axis=None)]
ANY_FLOAT = of_types(FLOATS, FLOATS)
WIDE = of_types(("f64",), ("f64",))
ROW_WEIGHTS = [None, ("f64", "first"), ("f32", "first"), ("bool", "first")]

SCIKIT = [
    scores("roc_auc", formula.roc_auc, of_scores(scikit.roc_auc_score), 30),
    scores("average_precision", formula.average_precision, of_scores(scikit.average_precision_score), 30),
    scores("roc_curve", formula.roc_curve, roc_curve),
    scores("precision_recall_curve", formula.precision_recall_curve, precision_recall_curve),
    rates("specificity", formula.binary(specificity), of_cells(lambda tp, fp, tn, fn: tn / (tn + fp))),
    rates(
        "negative_predictive_value", formula.binary(lambda o: formula.ratio(o.tn, o.tn + o.fn)),
        of_cells(lambda tp, fp, tn, fn: tn / (tn + fn)),
    ),
    rates(
        "false_positive_rate", formula.binary(lambda o: formula.ratio(o.fp, o.fp + o.tn)),
        of_cells(lambda tp, fp, tn, fn: fp / (fp + tn)),
    ),
    rates(
        "false_negative_rate", formula.binary(lambda o: formula.ratio(o.fn, o.fn + o.tp)),
        of_cells(lambda tp, fp, tn, fn: fn / (fn + tp)),
    ),
    matrices("confusion_matrix", formula.confusion_matrix, of_labels(scikit.confusion_matrix)),
    matrices("accuracy", formula.accuracy, of_labels(scikit.accuracy_score, all_classes=False)),
    matrices(
        "balanced_accuracy", formula.balanced_accuracy, of_labels(scikit.balanced_accuracy_score, all_classes=False)
    ),
    matrices(
        "matthews_correlation", formula.matthews_correlation, of_labels(scikit.matthews_corrcoef, all_classes=False)
    ),
    matrices(
        "cohen_kappa", formula.cohen_kappa, of_labels(scikit.cohen_kappa_score, weights=option("weighting")),
        [dict(weighting=weighting) for weighting in (None, "linear", "quadratic")], count=36,
    ),
    per_class("precision", lambda options: precision, scikit.precision_score),
    per_class("recall", lambda options: recall, scikit.recall_score),
    per_class("f1_score", lambda options: f_score(1.0), scikit.f1_score),
    per_class("f_beta_score", lambda options: f_score(options["beta"]), scikit.fbeta_score, beta=[0.5, 2.0]),
    per_class("jaccard", lambda options: overlap, None),
    Reading(
        "top_k_accuracy", label_rows, formula.top_k_accuracy, top_k_accuracy, of_types(WHOLE, FLOATS),
        variants=[dict(k=1), dict(k=2), dict(k=4)], ranks=vector_or_map, units=lambda case: case.true.shape,
    ),
    moments(
        "r2_score", r2_score, explained, near_targets, ANY_FLOAT, AGGREGATIONS, (1, 2), 30, weightings=ROW_WEIGHTS
    ),
]  # fmt: skip

EXACT = [
    moments("r2_score", r2_score, exact_r2_score, near_targets, ANY_FLOAT, AGGREGATIONS, (1, 2), 12),
    moments("r2_score", r2_score, exact_r2_score, shifted_targets(1e4), ANY_FLOAT, AGGREGATIONS, (1, 2), 12),
    moments("r2_score", r2_score, exact_r2_score, shifted_targets(1e8), WIDE, AGGREGATIONS, (1, 2), 18),
]  # fmt: skip
for name, define, ask in (
    ("pearson_correlation", pooled(pearson), exact_pearson),
    ("concordance_correlation", pooled(concordance), exact_concordance),
):
    EXACT += [
        moments(name, define, ask, near_targets, ANY_FLOAT, POOLED, (1, 2, 3), 24),
        moments(name, define, ask, shifted_targets(1e4), ANY_FLOAT, POOLED, (1, 2, 3), 12),
        moments(name, define, ask, shifted_targets(1e8), WIDE, POOLED, (1, 2, 3), 18),
    ]

# Asked on real data only.
ONE_AGAINST_REST = Reading(
    "roc_auc_one_vs_rest", None, formula.one_against_rest, one_against_rest, None, units=lambda case: case.true.shape
)
BY_NAME = {reading.name: reading for reading in [*EXACT[::-1], *SCIKIT, ONE_AGAINST_REST]}
