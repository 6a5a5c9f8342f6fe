"""What confusions cost, and how strongly truth and prediction are associated: readings of a matrix of classes.

    python -m golden.association_cases

in the folder above, with NumPy, scipy and scikit-learn, writes sklearn_association.json alone.

    expected_cost             scikit-learn's confusion matrix, times the costs, by NumPy
    cramers_v                 scipy.stats.contingency.association, of the classes that occur on their side
    tschuprows_t              the same
    contingency_coefficient   the same, by the name of Pearson
    theils_u                  sklearn.metrics.homogeneity_score: what the prediction tells of the truth

scipy takes whole numbers and scikit-learn no weights: weights are eighths, and a sample of weight w/8 comes w times.
`corrected` has no oracle that shares no code with its inventor's formula: it is Bergsma's, in fractions. Every value is
compared with its definition in fractions (or logarithms of them) before it is written.
"""

import json
import math
from fractions import Fraction

import numpy as np
from scipy.stats.contingency import association
from sklearn.metrics import confusion_matrix, homogeneity_score

from golden.cases import digits, stream, written
from golden.diagnostic_cases import compare, drawn_weights
from golden.environment import HERE


def repeats(size, weights):
    return np.full(size, 8) if weights is None else np.round(8 * weights.astype(np.float64)).astype(np.int64)


def margins(matrix):
    return [sum(row) for row in matrix], [sum(column) for column in zip(*matrix)]


def squared_contingency(matrix):
    """χ²/n."""
    (truth, pred), n = margins(matrix), sum(map(sum, matrix))
    cells = [(cell, t * p) for t, row in zip(truth, matrix) for p, cell in zip(pred, row) if t * p > 0]
    return sum((n * cell - product) ** 2 / (n * n * product) for cell, product in cells)


def entropy(totals):
    n = sum(totals)
    return sum(float(t / n) * math.log(n / t) for t in totals if t > 0)


def information(matrix):
    (truth, pred), n = margins(matrix), sum(map(sum, matrix))
    cells = [(cell, t * p) for t, row in zip(truth, matrix) for p, cell in zip(pred, row) if cell > 0]
    return sum(float(cell / n) * math.log(n * cell / product) for cell, product in cells)


def definitions(matrix, costs):
    matrix = [[Fraction(int(cell), 8) for cell in row] for row in matrix]
    (truth, pred), n = margins(matrix), sum(map(sum, matrix))
    r, c = sum(t > 0 for t in truth), sum(p > 0 for p in pred)
    found = sum(Fraction(cost) * cell for row, own in zip(matrix, costs) for cell, cost in zip(row, own)) / n
    values = dict(expected_cost=found)
    if min(r, c) < 2:
        return values | dict.fromkeys(("cramers_v", "tschuprows_t", "contingency_coefficient")) | dict(
            theils_u=None if r < 2 else 0
        )
    phi = squared_contingency(matrix)
    return values | dict(
        cramers_v=math.sqrt(phi / min(r - 1, c - 1)),
        tschuprows_t=math.sqrt(float(phi) / math.sqrt((r - 1) * (c - 1))),
        contingency_coefficient=math.sqrt(phi / (1 + phi)),
        theils_u=information(matrix) / entropy(truth),
    )


def asked(true, pred, times, costs):
    """What scipy and scikit-learn say, in the same order; None where there is nothing to ask."""
    classes = range(len(costs))
    matrix = confusion_matrix(true, pred, labels=classes, sample_weight=times)
    table = matrix[matrix.sum(1) > 0][:, matrix.sum(0) > 0].astype(np.int64)
    found = dict(expected_cost=(np.array(costs) * matrix).sum() / matrix.sum())
    methods = dict(cramers_v="cramer", tschuprows_t="tschuprow", contingency_coefficient="pearson")
    for name, method in methods.items():
        found[name] = association(table, method=method) if min(table.shape) > 1 else None
    one = homogeneity_score(np.repeat(true, times), np.repeat(pred, times))
    # Of one true class scikit-learn says 1, where there is no entropy to explain.
    return matrix, found | dict(theils_u=one if len(table) > 1 else None)


def case(number, true, pred, classes, weights, costs):
    times = repeats(len(true), weights)
    matrix, found = asked(true.astype(int), pred.astype(int), times, costs)
    defined = definitions(matrix, costs)
    for name, value in found.items():
        compare(name, defined[name], value)
    arrays = dict(true=written(true), pred=written(pred), weights=written(weights))
    values = {name: None if value is None else digits(float(value)) for name, value in defined.items()}
    return dict(id=number, options=dict(num_classes=classes, costs=costs)) | arrays | dict(value=values)


def cases():
    rng = stream("association")
    for number in range(48):
        classes, size = 2 + number % 4, int(rng.integers(8, 40))
        present = rng.permutation(classes)[: rng.integers(2, classes + 1)]
        true = rng.choice(present, size)
        told = (0.0, 0.5, 0.9)[number % 3]
        pred = np.where(rng.random(size) < told, true, rng.integers(0, classes, size))
        costs = np.round(rng.uniform(-1, 5, (classes, classes)), 1).tolist()
        yield case(number, true, pred, classes, drawn_weights(rng, number, size), costs)
    cost = [[0.0, 1.0, 2.0], [5.0, 0.0, 1.0], [10.0, 5.0, 0.0]]
    for number, (true, pred) in enumerate(
        [("0011", "1100"), ("0011", "0101"), ("0012", "0000"), ("0000", "0012"), ("2222", "2222"), ("0122", "0122")], 48
    ):
        true, pred = (np.array([int(digit) for digit in text]) for text in (true, pred))
        yield case(number, true, pred, 3, None, cost)


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases())
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


if __name__ == "__main__":
    import scipy
    import sklearn

    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    write("sklearn_association.json", **versions)
