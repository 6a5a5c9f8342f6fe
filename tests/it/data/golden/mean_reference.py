"""The values of Keras's own tests and class docs, for the metrics that are means."""

from dataclasses import dataclass

import numpy as np

from golden.cases import TOLERANCE, Case, Ledger, column, digits, literal, printed_step, rows
from golden.mean_metrics import METRICS, ask_keras, define


@dataclass(frozen=True)
class Reference:
    source: str
    case: Case
    value: float
    tolerance: float  # one unit in the last printed digit, or 0 for a value that is exact
    remarks: dict


class References:
    """Collects literal cases. A value given as text was rounded to the digits shown; a number is exact."""

    def __init__(self):
        self.found = []
        self.source = ""

    def add(self, name, true, pred, value, weights=None, dtype=None, note="", refused="", deviates="", **options):
        metric = next(m for m in METRICS if m.name == name)
        floatx = "float32" if dtype == "f32" else "float64"
        arrays = [None if a is None else literal(a, dtype) for a in (true, pred, weights)]
        remarks = {k: v for k, v in dict(note=note, refused=refused, deviates=deviates).items() if v}
        case = Case(metric, metric.defaults | options, floatx, *arrays)
        self.found.append(Reference(self.source, case, float(value), printed_step(value), remarks))


SQUEEZED_WEIGHTS = "weights (2, 1) reshaped to (2,)"
REPEATED_WEIGHTS = "weights (1, {}) repeated for each sample"

Y = "0 1 0 1 0 / 0 0 1 1 1 / 1 1 1 1 0 / 0 0 0 0 1"
P = "0 0 1 1 0 / 1 1 1 1 1 / 0 1 0 1 0 / 1 1 1 1 1"
W = [1.0, 1.5, 2.0, 2.5]
YL = "1 9 2 / -5 -2 6"
PL = "4 8 12 / 8 1 3"


def references():
    found = References()
    for family in (
        reductions, accuracies, regressions, hinges, divergences, crossentropies, sparse_crossentropies, loss_tests,
        operation_tests, class_docs,
    ):  # fmt: skip
        family(found)
    return found.found


def reductions(r):
    r.source = "reduction_metrics_test.py"
    line, square = [1.0, 3.0, 5.0, 7.0], "1 3 / 5 7"
    r.add("sum", None, line, 16)
    r.add("sum", None, line, 4, [1.0, 1.0, 0.0, 0.0])
    r.add("sum", None, square, 9, "1 1 / 1 0")
    r.add("sum", None, square, 6, "1 0 / 1 0", note=REPEATED_WEIGHTS.format(2))
    r.add("mean", None, line, 4)
    r.add("mean", None, line, 2, [1.0, 1.0, 0.0, 0.0])
    r.add("mean", None, line, 2, [-1.0, -1.0, 0.0, 0.0], refused="a weight is not negative")
    r.add("mean", None, square, 3, "1 1 / 1 0")
    r.add("mean", None, square, 3, "1 0 / 1 0", note=REPEATED_WEIGHTS.format(2))
    wrapped = "a wrapper of the elementwise squared error"
    r.add("mean_squared_error", Y, P, 0.5, note=wrapped)
    r.add("mean_squared_error", Y, P, "0.542857143", W, note=wrapped)
    repeated = np.tile([1.0, 0.0, 0.5, 0.0, 1.0], (4, 1))
    r.add("mean_squared_error", Y, P, 0.45, repeated, note=f"{wrapped}; {REPEATED_WEIGHTS.format(5)}")


def accuracies(r):
    r.source = "accuracy_metrics_test.py"
    equal, binary, scores = "accuracy", "binary_accuracy", "0.1 0.9 0.8 / 0.05 0.95 0"
    true, pred, half = np.array([1, 2, 3, 4]), np.array([0, 2, 3, 4]), [1.0, 1.0, 0.0, 0.0]
    for shape in ((4, 1), (4,)):
        r.add(equal, true.reshape(shape), pred.reshape(shape), 0.75)
        r.add(equal, true.reshape(shape), pred.reshape(shape), 0.5, half)
    true, pred = true.reshape(2, 2), pred.reshape(2, 2)
    r.add(equal, true, pred, 0.5, "1 0 / 0 1")
    r.add(equal, true, pred, 0.5, "1 0 / 1 0", note=REPEATED_WEIGHTS.format(2))

    r.add(binary, column("1 1 0 0"), column("0.98 1 0 0.6"), 0.75)
    r.add(binary, column("1 1 0 0"), column("0.98 1 0 0.6"), 0.75, note="truth (4,) reshaped to (4, 1)")
    r.add(binary, column("1 1 0 0"), column("0.98 1 0 0.6"), 0.5, [1.0, 0.0, 0.0, 1.0])
    r.add(binary, [1.0, 1.0, 0.0, 0.0], [0.98, 1.0, 0.0, 0.6], 0.5, [1.0, 0.0, 0.0, 1.0])
    r.add(binary, "1 1 / 0 0", "0.98 1 / 0 0.6", 0.5, "1 0 / 0 1")
    r.add(binary, "1 1 / 0 0", "0.98 1 / 0 0.6", 1, "1 0 / 1 0", note=REPEATED_WEIGHTS.format(2))
    r.add(binary, column("1 1 0 0"), column("0.98 0.5 0.1 0.2"), 1, threshold=0.3)
    r.add(binary, column("1 1 0 0"), column("0.98 0.5 0.1 0.2"), 0.75, threshold=0.9)

    for weights, value in ((None, 0.5), ([0.7, 0.3], 0.3)):
        r.add("categorical_accuracy", "0 0 1 / 0 1 0", scores, value, weights)
        squeezed = "labels (2, 1) reshaped to (2,)"
        r.add("sparse_categorical_accuracy", [2, 1], "0.1 0.6 0.3 / 0.05 0.95 0", value, weights, note=squeezed)
        r.add("top_k_categorical_accuracy", "0 0 1 / 0 1 0", scores, value, weights, k=1)
        r.add("sparse_top_k_categorical_accuracy", [2, 1], scores, value, weights, k=1, from_sorted_ids=False)
        ids = [[1, 0, 3], [1, 2, 3]]
        r.add("sparse_top_k_categorical_accuracy", [2, 1], ids, value, weights, k=1, from_sorted_ids=True)
    sequence = np.array([[[0.9, 0.1, 0.0], [0.8, 0.15, 0.05]]])
    r.add("sparse_categorical_accuracy", [[0, 0]], sequence, 1, note="labels (2, 1) reshaped to (1, 2)")


def regressions(r):
    r.source = "regression_metrics_test.py"
    for name, plain, weighted in (
        ("mean_squared_error", 0.5, "0.542857143"),
        ("mean_absolute_error", 0.5, "0.542857143"),
        ("mean_absolute_percentage_error", "350000015", "400000014.3"),
        ("mean_squared_logarithmic_error", "0.240226438", "0.260817275"),
    ):
        r.add(name, Y, P, plain)
        r.add(name, Y, P, weighted, W)
    r.add("root_mean_squared_error", [2.0, 4.0, 6.0], [1.0, 3.0, 2.0], "2.449489743")
    r.add("root_mean_squared_error", [2.0, 4.0, 6.0, 8.0], [1.0, 3.0, 2.0, 3.0], "3.605551275", [0.0, 1.0, 0.0, 1.0])
    r.add("log_cosh", YL, PL, "4.829245331")
    r.add("log_cosh", YL, PL, "5.217875942", [1.2, 3.4], note=SQUEEZED_WEIGHTS)
    r.add("cosine_similarity", YL, PL, "0.187219071")
    r.add("cosine_similarity", YL, PL, "-0.067822602", [1.2, 3.4])
    transposed = "axis 0, by transposing both; the value is not in the tests"
    r.add("cosine_similarity", rows(YL).T, rows(PL).T, "0.229755062", note=transposed)


def hinges(r):
    r.source = "hinge_metrics_test.py"
    zeros, signs = "0 1 0 1 / 0 0 1 1", "-1 1 -1 1 / -1 -1 1 1"
    scores, weights = "-0.3 0.2 -0.1 1.6 / -0.25 -1 0.5 0.6", [1.5, 2.0]
    r.add("hinge", zeros, scores, 0.50625)
    r.add("hinge", signs, scores, "0.492857143", weights)
    r.add("squared_hinge", zeros, scores, 0.3640625)
    r.add("squared_hinge", signs, scores, "0.346785714", weights)
    r.add("categorical_hinge", Y, P, 0.5)
    r.add("categorical_hinge", Y, P, 0.5, W)


def divergences(r):
    r.source = "probabilistic_metrics_test.py"
    true, pred = "0.5 0.8 0.12 / 0.7 0.43 0.8", "0.4 0.9 0.12 / 0.36 0.3 0.4"
    r.add("kl_divergence", true, pred, "0.596073840")
    r.add("kl_divergence", true, pred, "0.872857032", [1.2, 3.4], note=SQUEEZED_WEIGHTS)
    true, pred = "4 8 12 / 8 1 3", "1 9 2 / 5 2 6"
    r.add("poisson", true, pred, "-3.306582170")
    r.add("poisson", true, pred, "-2.672756214", [1.2, 3.4], note=SQUEEZED_WEIGHTS)


def crossentropies(r):
    r.source = "probabilistic_metrics_test.py"
    name = "binary_crossentropy"
    r.add(name, "1 0 / 1 0", "1 1 / 1 0", "3.9855962", dtype="f32")
    r.add(name, "1 0 / 1 0", "1 1 / 1 0", "3.4162254", [1.5, 2.0], dtype="f32")
    wider = "the same in f64, where the clip bound is another; not in the tests"
    r.add(name, "1 0 / 1 0", "1 1 / 1 0", "4.029524", note=wider)
    r.add(name, "1 0 / 1 0", "1 1 / 1 0", "3.453878", [1.5, 2.0], note=wider)
    r.add(name, "1 0 1 / 0 1 1", "10 -10 10 / 10 10 -10", "3.333378732", from_logits=True)
    r.add(name, "1 0 1 / 0 1 1", "10 -10 10 / 10 10 -10", "3.703749103", [2.0, 2.5], from_logits=True)
    smoothed = dict(from_logits=True, label_smoothing=0.1)
    r.add(name, [1.0, 0.0, 1.0], [10.0, -10.0, -10.0], "3.500045399", **smoothed)
    name, true = "categorical_crossentropy", "0 1 0 / 0 0 1"
    r.add(name, true, "0.05 0.95 0 / 0.1 0.8 0.1", "1.176939194")
    r.add(name, true, "0.05 0.95 0 / 0.1 0.8 0.1", "1.337745751", [1.5, 2.0])
    r.add(name, true, "1 9 0 / 1 8 1", "3.501140435", from_logits=True)
    r.add(name, true, "1 9 0 / 1 8 1", "4.001237816", [1.5, 2.0], from_logits=True)
    r.add(name, true, "1 9 0 / 1 8 1", "3.667807102", **smoothed)


def sparse_crossentropies(r):
    r.source = "probabilistic_metrics_test.py"
    name = "sparse_categorical_crossentropy"
    r.add(name, [1, 2], "0.05 0.95 0 / 0.1 0.8 0.1", "1.176939194")
    r.add(name, [1, 2], "0.05 0.95 0 / 0.1 0.8 0.1", "1.337745751", [1.5, 2.0])
    r.add(name, [1, 2], "1 9 0 / 1 8 1", "3.501140435", from_logits=True)
    r.add(name, [1, 2], "1 9 0 / 1 8 1", "4.001237816", [1.5, 2.0], from_logits=True)
    pred, scores = "0.8 0.1 0.1 / 0.05 0.95 0 / 0.1 0.8 0.1", "10 1 1 / 1 9 0 / 1 8 1"
    divided = "without weights Keras divides by the ignored units, too: by 3, not by the 2 that are kept"
    r.add(name, [0, 1, 2], pred, "0.7846261", ignore_class=0, deviates=divided)
    r.add(name, [0, 1, 2], pred, "1.3377458", [0.5, 1.5, 2.0], ignore_class=0)
    r.add(name, [0, 1, 2], scores, "2.334094", ignore_class=0, from_logits=True, deviates=divided)


def loss_tests(r):
    r.source = "losses_test.py"
    single = "one row of the test's data: the test looks at the loss of each"
    r.add("huber", "1 0 1", "0.9 0.2 0.2", 0.115, note=single)
    r.add("huber", "1 0 0", "0.8 0.4 0.6", "0.0933333", note=single)
    r.add("binary_focal_crossentropy", "1 0", "0.9 0.8", "0.515547", note=single)
    r.add("binary_focal_crossentropy", "1 0", "0.7 0.2", "0.020513", note=single)
    true, scores = "1 1 0 / 0 1 0", "1.5 -2.7 2.9 / -3.8 1.2 -4.5"
    r.add("binary_focal_crossentropy", true, scores, "0.799", gamma=3.0, from_logits=True)
    pred = "0.9 0.05 0.05 / 0.5 0.89 0.6 / 0.05 0.01 0.94"
    r.add("categorical_focal_crossentropy", "1 0 0 / 0 1 0 / 0 0 1", pred, "0.02059")
    rounded = "the test computes in float32, where 1 - p has 4 digits left; in float64 the value is 2.41278e-11"
    for truth, row, focal, plain, deviates in (
        ("1 0 0", "8 1 1", "1.5096e-9", "0.001822", ""),
        ("0 1 0", "0 9 1", "2.4137e-11", "0.000459", rounded),
        ("0 0 1", "2 3 5", "1.0361e-3", "0.169846", ""),
    ):
        label = [rows(truth).argmax()]
        r.add("categorical_focal_crossentropy", truth, row, focal, note=single, deviates=deviates, from_logits=True)
        r.add("categorical_crossentropy", truth, row, plain, note=single, from_logits=True)
        r.add("sparse_categorical_crossentropy", label, row, plain, note=single, from_logits=True)
    pred = [[[0.854, 0.698, 0.598], [0.088, 0.86, 0.018]]]
    kept = "the test looks at the loss of each row, 0 and 1.480129; the first is ignored"
    options = dict(ignore_class=-1, from_logits=True)
    r.add("sparse_categorical_crossentropy", [[-1, 2]], pred, "1.480129", note=kept, **options)


def operation_tests(r):
    r.source = "nn_test.py"
    single = "one element of the test's data: the test looks at the loss of each"
    for true, pred, plain, scored in (
        (0.1, 0.1, "0.32508277", "0.73439666"),
        (0.9, 0.2, "1.47080801", "0.61813887"),
        (0.2, 0.3, "0.52613434", "0.79435524"),
        (1.0, 0.4, "0.91629048", "0.51301525"),
    ):
        r.add("binary_crossentropy", [true], [pred], plain, note=single)
        r.add("binary_crossentropy", [true], [pred], scored, note=single, from_logits=True)


def class_docs(r):
    first = [1.0, 0.0]
    for source, name, pred, plain, weighted in (
        ("probabilistic_metrics.py", "kl_divergence", "0.6 0.4 / 0.4 0.6", "0.458143", "0.916289"),
        ("probabilistic_metrics.py", "binary_crossentropy", "0.6 0.4 / 0.4 0.6", "0.814924", "0.916290"),
        ("probabilistic_metrics.py", "poisson", "1 1 / 0 0", "0.5", "1.0"),
        ("hinge_metrics.py", "hinge", "0.6 0.4 / 0.4 0.6", 1.3, 1.1),
        ("hinge_metrics.py", "squared_hinge", "0.6 0.4 / 0.4 0.6", 1.86, 1.46),
        ("hinge_metrics.py", "categorical_hinge", "0.6 0.4 / 0.4 0.6", 1.4, 1.2),
        ("regression_metrics.py", "mean_squared_error", "1 1 / 0 0", 0.25, None),
        ("regression_metrics.py", "mean_absolute_error", "1 1 / 0 0", 0.25, 0.5),
        ("regression_metrics.py", "mean_squared_logarithmic_error", "1 1 / 0 0", "0.120113", "0.240226"),
        ("regression_metrics.py", "log_cosh", "1 1 / 0 0", "0.108445", "0.216890"),
        ("regression_metrics.py", "root_mean_squared_error", "1 1 / 0 0", 0.5, "0.707107"),
        ("regression_metrics.py", "mean_absolute_percentage_error", "1 1 / 0 0", 2.5e8, 5e8),
    ):
        r.source = f"{source} (class docs)"
        r.add(name, "0 1 / 0 0", pred, plain)
        if weighted is not None:
            r.add(name, "0 1 / 0 0", pred, weighted, first)
    r.source = "regression_metrics.py (class docs)"
    r.add("cosine_similarity", "0 1 / 1 1", "1 0 / 1 1", 0.5)
    r.add("cosine_similarity", "0 1 / 1 1", "1 0 / 1 1", 0.7, [0.3, 0.7])


def ledger():
    entered = Ledger()
    for reference in references():
        case, (defined, scale) = reference.case, define(reference.case)
        tolerance = reference.tolerance + TOLERANCE * max(abs(reference.value), scale)
        gap = max(abs(asked - reference.value) for asked in (ask_keras(case), defined))
        accepted = not {"refused", "deviates"} & reference.remarks.keys()
        if accepted and gap > tolerance:
            raise SystemExit(f"{case.metric.name} should be {reference.value}, differs by {gap:.1e}: {case}")
        remarks = dict(source=reference.source) | reference.remarks | dict(tolerance=digits(tolerance, 3))
        entered.add(case, reference.value, scale, gap / tolerance if accepted else 0, **remarks)
    return entered
