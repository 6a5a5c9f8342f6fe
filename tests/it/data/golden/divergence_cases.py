"""The symmetric divergence between distributions, and between shares that sum to anything.

    python3.11 -m golden.divergence_cases     (in the folder above; writes scipy_divergences.json alone)

A row's value is half the sum of scipy's rel_entr of truth and prediction against their mean; of rows that sum to 1 it is
the square of scipy's jensenshannon, with which it is compared before it is written.
"""

import json

import numpy as np
import scipy
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr

from golden.cases import SEED, digits, stream, written
from golden.environment import HERE

FILE = "scipy_divergences.json"
VERSIONS = {"scipy": scipy.__version__, "numpy": np.__version__, "seed": SEED}


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in divergences())
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


def rows(rng, number, shape):
    """Shares in sixteenths, some of them 0: distributions, or in every third case numbers in [0, 1] of any sum."""
    if number % 3 == 2:
        return rng.integers(0, 17, shape) / 16
    return rng.multinomial(16, np.full(shape[1], 1 / shape[1]), shape[0]) / 16


def divergences():
    for number in range(30):
        rng = stream(f"divergence {number}")
        shape = (int(rng.integers(2, 9)), (2, 3, 5, 8)[number % 4])
        true, pred = rows(rng, number, shape), rows(rng, number, shape)
        weights = rng.integers(0, 9, shape[0]) / 4 if number % 2 else None
        if weights is not None:
            weights[0] = 0.75
        middle = (true + pred) / 2
        each = (rel_entr(true, middle) + rel_entr(pred, middle)).sum(1) / 2
        if number % 3 != 2:
            assert np.allclose(each, jensenshannon(true, pred, axis=1) ** 2, rtol=1e-12, atol=1e-15)
        value = float(np.average(each, weights=weights))
        arrays = dict(true=written(true), pred=written(pred), weights=written(weights))
        yield dict(metric="jensen_shannon_divergence", options={}, oracle="scipy", **arrays, value=digits(value))


if __name__ == "__main__":
    write(FILE, **VERSIONS)
