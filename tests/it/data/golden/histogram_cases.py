"""Histograms of where the truth falls among members, or in Gaussian distributions.

    python3.11 -m golden.histogram_cases      (in the folder above; writes scipy_histograms.json alone)

The rank histogram is that of exact arithmetic, from the definition: every order of the truth and the members that equal it
counts alike. NumPy's histogram of scipy's normal distribution function says where the truth falls in a Gaussian one.
"""

import json
from fractions import Fraction
from itertools import permutations

import numpy as np
import scipy
from scipy.stats import norm

from golden.cases import SEED, decimals, digits, stream, written
from golden.environment import HERE

FILE = "scipy_histograms.json"
VERSIONS = {"scipy": scipy.__version__, "numpy": np.__version__, "seed": SEED}


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    cases = [*ranks(), *transforms()]
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


def case(metric, options, oracle, true, pred, weights, value):
    arrays = dict(true=written(true), pred=written(pred), weights=written(weights))
    return dict(metric=metric, options=options, oracle=oracle, **arrays, value=digits(value))


def drawn_weights(rng, number, n):
    weights = rng.integers(0, 9, n) / 4 if number % 2 else None
    if weights is not None:
        weights[0] = 0.75
    return weights


def rank_shares(y, members):
    """The share of each rank, over all orders of the truth and the members that equal it."""
    below, ties = sum(m < y for m in members), sum(m == y for m in members)
    orders = list(permutations(range(ties + 1)))
    shares = [Fraction(0)] * (len(members) + 1)
    for order in orders:
        shares[below + order.index(0)] += Fraction(1, len(orders))
    return shares


def ranks():
    for number in range(24):
        rng = stream(f"rank histogram {number}")
        members, n = (1, 2, 4, 5)[number % 4], int(rng.integers(3, 20))
        true, pred = decimals(rng, -3, 3, n, 0), decimals(rng, -3, 3, (n, members), number % 3 // 2)
        weights = drawn_weights(rng, number, n)
        own = np.ones(n) if weights is None else weights
        each = [[Fraction(float(w)) * s for s in rank_shares(y, row)] for y, row, w in zip(true, pred, own)]
        total = sum(Fraction(float(w)) for w in own)
        value = [float(sum(column) / total) for column in zip(*each)]
        yield case("rank_histogram", dict(members=members), "exact", true, pred, weights, value)


def transforms():
    for number in range(24):
        rng = stream(f"transform {number}")
        bins, n = (2, 5, 10, 16)[number % 4], int(rng.integers(3, 30))
        true = decimals(rng, -4, 4, n, 2)
        pred = np.stack([decimals(rng, -3, 3, n, 2), decimals(rng, 0.2, 3, n, 2)], axis=1)
        weights = drawn_weights(rng, number, n)
        own = np.ones(n) if weights is None else weights
        transform = norm.cdf(true, pred[:, 0], pred[:, 1])
        # A half is exact on both sides; no other number is at the end of a bin.
        inside = (transform > 1e-9) & (transform < 1 - 1e-9) & (transform != 0.5)
        assert np.abs(transform * bins - np.round(transform * bins))[inside].min() > 1e-9
        counts, _ = np.histogram(transform, bins=bins, range=(0, 1), weights=own)
        value = [float(count) for count in counts / own.sum()]
        yield case("gaussian_pit_histogram", dict(num_bins=bins), "scipy", true, pred, weights, value)


if __name__ == "__main__":
    write(FILE, **VERSIONS)
