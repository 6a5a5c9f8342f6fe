"""How far several raters agree: Fleiss's kappa.

    python -m golden.rater_cases

in the folder above, with NumPy and statsmodels, writes statsmodels_raters.json alone.

statsmodels takes no weights: weights are eighths, and a subject of weight w/8 comes w times. Every value is compared
with the definition in fractions before it is written: the share of pairs of raters that agree, pair by pair. Where all
ratings name one category there is no value, and NaN there.
"""

import json
from fractions import Fraction
from itertools import combinations

import numpy as np
from statsmodels.stats.inter_rater import fleiss_kappa

from golden.cases import digits, stream, written
from golden.environment import HERE


def agreement(row):
    """The share of the pairs of raters that chose the same."""
    chosen = [category for category, raters in enumerate(row) for _ in range(raters)]
    pairs = [one == other for one, other in combinations(chosen, 2)]
    return Fraction(sum(pairs), len(pairs))


def definition(ratings, times):
    subjects = [(Fraction(int(n)), [int(cell) for cell in row]) for row, n in zip(ratings, times)]
    weight = sum(n for n, _ in subjects)
    if weight == 0:
        return None
    raters = sum(subjects[0][1])
    shares = [sum(n * row[j] for n, row in subjects) / (weight * raters) for j in range(ratings.shape[1])]
    expected = sum(share**2 for share in shares)
    found = sum(n * agreement(row) for n, row in subjects) / weight
    return (found - expected) / (1 - expected) if expected < 1 else None


def case(number, ratings, weights):
    times = np.ones(len(ratings), int) if weights is None else np.round(8 * weights.astype(np.float64)).astype(int)
    defined = definition(ratings, times)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = float(fleiss_kappa(np.repeat(ratings, times, axis=0))) if times.any() else np.nan
    assert (defined is None) == np.isnan(found), (number, defined, found)
    assert defined is None or abs(found - defined) < 1e-12, (number, defined, found)
    options = dict(num_raters=int(ratings[0].sum()))
    return dict(id=number, options=options, pred=written(ratings), weights=written(weights), value=digits(found))


def drawn(rng, number):
    """Ratings by raters who see the same at times; a category is absent at times."""
    categories, raters, subjects = 2 + number % 4, int(rng.integers(2, 8)), int(rng.integers(2, 16))
    chances = rng.dirichlet(np.full(categories, (0.3, 1.0, 5.0)[number % 3]), subjects)
    if number % 5 == 4:
        chances[:, 0] = 0
        chances /= np.maximum(chances.sum(1, keepdims=True), 1e-300)
    ratings = np.array([rng.multinomial(raters, row / row.sum()) for row in np.nan_to_num(chances, nan=1.0)])
    weights = (None, rng.integers(0, 17, subjects) / 8, rng.random(subjects) < 0.7)[number // 2 % 3]
    return ratings, weights


# The example of Fleiss's article as Wikipedia has it: 14 raters, 10 subjects, 5 categories.
TEXTBOOK = """0 0 0 0 14/0 2 6 4 2/0 0 3 5 6/0 3 9 2 0/2 2 8 1 1/7 7 0 0 0/3 2 6 3 0/2 5 3 2 2/6 5 2 1 0/0 2 2 3 7"""


def cases():
    rng = stream("raters")
    for number in range(36):
        yield case(number, *drawn(rng, number))
    literal = (TEXTBOOK, "2 0/0 2/1 1", "1 1/1 1", "3 0/3 0", "0 2 0/0 0 2", "1 1 1/0 3 0")
    for number, text in enumerate(literal, 36):
        ratings = np.array([[int(cell) for cell in row.split()] for row in text.split("/")])
        yield case(number, ratings, None)


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases())
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


if __name__ == "__main__":
    import statsmodels

    write("statsmodels_raters.json", statsmodels=statsmodels.__version__, numpy=np.__version__)
