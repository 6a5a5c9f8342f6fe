"""What diagnostic tests are judged by: likelihood ratios, odds, informedness, markedness, discovery, prevalence.

    python -m golden.diagnostic_cases

in the folder above, with NumPy, scikit-learn and pycm, writes sklearn_diagnostics.json alone.

The values of a binary decision and of each class are those of pycm; the likelihood ratios of a binary decision are
scikit-learn's, too. Weights are eighths: pycm is given whole numbers of them. pycm has no averages of these readings,
and none of its values is exact: every value is compared with that of the definition in fractions, which is written,
and averages are those of fractions. Where there is no true negative, pycm has no odds ratio, as the quotient of its two
likelihood ratios; by its definition tp·tn/(fp·fn) it is 0. A class that occurs and whose reading divides by 0 counts in `macro` and
`weighted` as `INSTEAD` says; where no number can stand for it, they are undefined.

A case holds the arrays, and by the name of each reading: a number, or null, for a binary decision; for classes
a number or null for each class, and the averages by name.
"""

import json
import math
import warnings
from fractions import Fraction

import numpy as np
from pycm import ConfusionMatrix
from sklearn.metrics import class_likelihood_ratios

from golden.cases import digits, draw_weights, stream, written
from golden.environment import HERE
from golden.readings import eighths

WEIGHTINGS = [None, "f64", "f32", "bool"]


def ratio(a, b):
    return None if a is None or b is None or b == 0 else a / b


def less_1(a, b):
    return None if a is None or b is None else a + b - 1


def root(a, b):
    return None if a is None or b is None else math.sqrt(a * b)


def rates(tp, fp, tn, fn):
    return ratio(tp, tp + fn), ratio(tn, tn + fp), ratio(tp, tp + fp), ratio(tn, tn + fn)


def definitions(tp, fp, tn, fn):
    """Each reading in fractions, but for roots."""
    recall, specificity, precision, negative = rates(tp, fp, tn, fn)
    missed, alarms = ratio(fn, tp + fn), ratio(fp, tn + fp)
    plus, minus = ratio(recall, alarms), ratio(missed, specificity)
    return dict(
        positive_likelihood_ratio=plus,
        negative_likelihood_ratio=minus,
        diagnostic_odds_ratio=ratio(tp * tn, fp * fn),
        informedness=less_1(recall, specificity),
        markedness=less_1(precision, negative),
        geometric_mean=root(recall, specificity),
        fowlkes_mallows=root(precision, recall),
        false_discovery_rate=ratio(fp, tp + fp),
        false_omission_rate=ratio(fn, tn + fn),
        prevalence=ratio(tp + fn, tp + fp + tn + fn),
        detection_prevalence=ratio(tp + fp, tp + fp + tn + fn),
    )


INSTEAD = dict(false_discovery_rate=1, false_omission_rate=1)
INSTEAD |= dict.fromkeys(("positive_likelihood_ratio", "negative_likelihood_ratio", "diagnostic_odds_ratio"))

PYCM = dict(
    positive_likelihood_ratio="PLR",
    negative_likelihood_ratio="NLR",
    diagnostic_odds_ratio="DOR",
    informedness="BM",
    markedness="MK",
    geometric_mean="GM",
    fowlkes_mallows="G",
    false_discovery_rate="FDR",
    false_omission_rate="FOR",
    prevalence="PRE",
)


def asked(matrix):
    """What pycm says of each class of a matrix of whole numbers, None where it says "None"."""
    cells = {i: {j: int(cell) for j, cell in enumerate(row)} for i, row in enumerate(matrix)}
    found = ConfusionMatrix(matrix=cells)
    number = lambda value: None if value == "None" else float(value)  # noqa: E731
    values = {name: [number(getattr(found, own)[i]) for i in cells] for name, own in PYCM.items()}
    return values | dict(detection_prevalence=[found.TOP[i] / found.POP[i] for i in cells])


def compare(name, own, other):
    """Stops where a value is not the defined one, or one of the two has none."""
    if (own is None) != (other is None) or own is not None and abs(float(own) - other) > 1e-9 * max(abs(other), 1):
        raise SystemExit(f"{name} is {other} where it is defined as {own}")


def outcomes(matrix, c):
    tp, total = matrix[c, c], matrix.sum()
    fp, fn = matrix[:, c].sum() - tp, matrix[c].sum() - tp
    return [Fraction(int(n)) for n in (tp, fp, total - tp - fp - fn, fn)]


def matrix_of(true, pred, weights, classes):
    """Eighths of weights, as whole numbers."""
    matrix = np.zeros((classes, classes), np.int64)
    whole = np.full(true.shape, 8) if weights is None else np.round(8 * weights.astype(np.float64)).astype(np.int64)
    np.add.at(matrix, (true.astype(np.int64), pred.astype(np.int64)), whole)
    return matrix


def by_class(matrix):
    """Each reading of each class, which pycm confirms where it can be asked."""
    each = [definitions(*outcomes(matrix, c)) for c in range(len(matrix))]
    values = {name: [read[name] for read in each] for name in each[0]}
    for name, found in asked(matrix).items():
        for own, other in zip(values[name], found):
            if not (name == "diagnostic_odds_ratio" and own == 0 and other is None):
                compare(name, own, other)
    return values


def mean(pairs):
    total = sum(weight for weight, _ in pairs)
    return None if total == 0 else sum(weight * value for weight, value in pairs) / total


def averages(matrix, name, each):
    supports = [Fraction(int(n)) for n in matrix.sum(1)]
    occurs = matrix.sum(0) + matrix.sum(1) > 0
    pooled = [sum(parts) for parts in zip(*(outcomes(matrix, c) for c in range(len(matrix))))]

    def of_occurring(weights):
        instead = INSTEAD.get(name, 0)
        pairs = [(w, instead if v is None else v) for w, v, o in zip(weights, each, occurs) if o and w > 0]
        return None if any(value is None for _, value in pairs) else mean(pairs)

    def of_defined(weights):
        return mean([(w, v) for w, v in zip(weights, each) if v is not None])

    ones = [Fraction(1)] * len(matrix)
    return dict(
        micro=definitions(*pooled)[name],
        macro=of_occurring(ones),
        weighted=of_occurring(supports),
        macro_of_defined=of_defined(ones),
        weighted_of_defined=of_defined(supports),
    )


def plain(value):
    return None if value is None else digits(float(value))


def binary_case(number, true, scores, threshold, weights):
    positive = scores > scores.dtype.type(threshold)
    matrix = matrix_of(true, positive, weights, 2)
    values = {name: each[1] for name, each in by_class(matrix).items()}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        counted = None if weights is None else weights.astype(np.float64)
        ratios = class_likelihood_ratios(true.astype(int), positive, labels=[0, 1], sample_weight=counted)
    for name, found in zip(("positive_likelihood_ratio", "negative_likelihood_ratio"), ratios):
        compare(name, values[name], None if np.isnan(found) else found)
    arrays = dict(true=written(true), pred=written(scores), weights=written(weights))
    return dict(id=number, options=dict(threshold=threshold)) | arrays | dict(
        value={name: plain(value) for name, value in values.items()}
    )


def class_case(number, true, pred, classes, weights):
    matrix = matrix_of(true, pred, weights, classes)
    values = by_class(matrix)
    arrays = dict(true=written(true), pred=written(pred), weights=written(weights))
    return dict(id=number, options=dict(num_classes=classes)) | arrays | dict(
        value={
            name: dict(each=[plain(v) for v in each])
            | {average: plain(v) for average, v in averages(matrix, name, each).items()}
            for name, each in values.items()
        }
    )


def drawn_weights(rng, number, size):
    kind = WEIGHTINGS[number % len(WEIGHTINGS)]
    return None if kind is None else draw_weights(rng, (size,), kind, "all", eighths)


def cases():
    rng = stream("diagnostics")
    for number in range(40):
        size = int(rng.integers(8, 25))
        true = rng.integers(0, 2, size).astype((np.uint8, np.int64, np.bool_)[number % 3])
        scores = np.round(rng.integers(0, 10, size) / 10 + 0.05, 2).astype((np.float64, np.float32)[number % 2])
        yield binary_case(number, true, scores, (0.5, 0.3, 0.7)[number % 3], drawn_weights(rng, number, size))
    # Without an error of one kind, without a class in the truth, or among the decisions.
    for number, (true, pred) in enumerate(
        [("1100", "1100"), ("1100", "1110"), ("1100", "1000"), ("1111", "1100"), ("0000", "1100"), ("1100", "1111"),
         ("1100", "0000"), ("1100", "0011")], 40
    ):  # fmt: skip
        true, scores = (np.array([int(digit) for digit in text]) for text in (true, pred))
        yield binary_case(number, true, scores.astype(np.float64), 0.5, None)
    for number in range(36):
        classes, size = 2 + number % 4, int(rng.integers(8, 30))
        present = rng.permutation(classes)[: rng.integers(2, classes + 1)]
        true = rng.choice(present, size)
        pred = np.where(rng.random(size) < 0.6, true, rng.integers(0, classes, size))
        yield class_case(number, true, pred, classes, drawn_weights(rng, number, size))


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases())
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


if __name__ == "__main__":
    import pycm
    import sklearn

    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "pycm": pycm.__version__}
    write("sklearn_diagnostics.json", **versions)
