"""Calibration of probabilities without bins, in bins of equal weight, and by class, and what is known of the values.

    python3.11 -m golden.calibration_cases        (in the folder above; writes sklearn_calibration.json alone)

model-diagnostics is asked for scores in parts, scikit-learn for the isotonic regression. Exact arithmetic, in
fractions, says the rest, which neither has: errors in bins of equal weight, which keep ties together, errors by class,
and Spiegelhalter's statistic. Each case names its oracle; null is undefined, and so are all parts but discrimination
of a score that is infinite.
"""

import json
from importlib.metadata import version

import numpy as np
import sklearn
from model_diagnostics.scoring import LogLoss, SquaredError, decompose
from sklearn.isotonic import IsotonicRegression

from golden import calibration_formulas as formula
from golden.cases import SEED, stream, written
from golden.environment import HERE
from golden.ranking_cases import SIZES, case, classes, reading

VERSIONS = {
    "model-diagnostics": version("model-diagnostics"),
    "scikit-learn": sklearn.__version__,
    "numpy": np.__version__,
    "seed": SEED,
}
RULES = {"Brier": SquaredError(), "Logarithmic": LogLoss()}
NORMS = ("Expected", "RootMeanSquare", "Maximum")
PARTS = ("score", "miscalibration", "discrimination", "uncertainty")


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in [*binary(), *several()])
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


def forecasts(rng, number):
    """Probabilities on a grid, so that some tie; every second case with weights, some of them 0; every fifth with
    probabilities of 0 and 1, every tenth with one that rules out what happened."""
    n = SIZES[number % len(SIZES)] + 1
    pred = np.round(rng.uniform(0.05, 0.95, n), 1 if number % 3 else 2)
    if number % 5 == 4:
        pred[:2] = (0, 1)
    true = (rng.random(n) < pred**1.5).astype(np.int64)
    true[2:4] = (1, 0)
    if number % 10 == 9:
        true[0] = 1
    weights = rng.integers(0, 9, n) / 4 if number % 2 else None
    if weights is not None:
        weights[[0, 2, 3]] = (0.5, 1.5, 0.75)
    return true, pred, weights


def present(data):
    """Without samples of weight 0, which the isotonic regression of scikit-learn would keep as points."""
    true, pred, weights = data
    kept = np.ones(len(true), bool) if weights is None else weights > 0
    return true[kept].astype(float), pred[kept], None if weights is None else weights[kept]


def parts(rule, data):
    true, pred, weights = present(data)
    found = decompose(true, pred, weights=weights, scoring_function=RULES[rule])
    finite = np.isfinite(found["score"][0])
    return [float(found[part][0]) if finite or part == "discrimination" else None for part in PARTS]


def regression(data):
    """The distinct probabilities and their recalibrated frequencies."""
    true, pred, weights = present(data)
    distinct = np.unique(pred)
    return [distinct, IsotonicRegression(y_min=0, y_max=1).fit(pred, true, weights).predict(distinct)]


def binary():
    for number in range(20):
        data = forecasts(stream(f"calibration {number}"), number)
        yield case(data, of_forecasts(data, number))


def of_forecasts(data, number):
    for rule in RULES:
        yield reading("score_decomposition", "model-diagnostics", parts(rule, data), rule=rule)
    yield reading("recalibration_curve", "scikit-learn", regression(data))
    for norm in NORMS:
        bins = (2, 3, 5, 15)[number % 4]
        error = formula.equal_mass_error(data, bins, norm)
        yield reading("equal_mass_calibration_error", "exact", error, num_bins=bins, norm=norm)
    yield reading("spiegelhalter_z", "exact", formula.spiegelhalter(data))


def several():
    """Every third case with a class that does not occur."""
    for number in range(20):
        true, pred, weights = classes(stream(f"calibration of classes {number}"), number)
        if number % 3 == 0:
            true = np.where(true == 1, 0, true)
        data = true, pred, weights
        yield case(data, of_rows(data, number))


def of_rows(data, number):
    value = formula.of_classes(data, lambda column: parts("Brier", column)[1])
    yield reading("miscalibration_one_vs_rest", "model-diagnostics", value)
    bins, norm = (2, 3, 5, 15)[number % 4], NORMS[number % 3]
    value = formula.of_classes(data, lambda column: formula.equal_mass_error(column, bins, norm))
    yield reading("equal_mass_one_vs_rest", "exact", value, num_bins=bins, norm=norm)
    for norm in NORMS:
        value = formula.of_classes(data, lambda column: formula.equal_width_error(column, bins, norm))
        yield reading("classwise_calibration_error", "exact", value, num_bins=bins, norm=norm)


if __name__ == "__main__":
    write("sklearn_calibration.json", **VERSIONS)
