"""Draws of the bootstrap, and what scipy says of its distribution.

    python3.11 -m golden.bootstrap_cases      (in the folder above; writes scipy_bootstrap.json alone)

The draws are computed from their published definition, with the cumulative probabilities in decimals. scipy resamples
with replacement, so that its standard errors and percentiles are compared with a tolerance that the test states.
"""

import json
from decimal import Decimal, getcontext

import numpy as np
import scipy
from scipy.stats import bootstrap

from golden.environment import HERE

FILE = "scipy_bootstrap.json"
VERSIONS = {"scipy": scipy.__version__, "numpy": np.__version__}
GOLDEN, MASK = 0x9E3779B97F4A7C15, 2**64 - 1


def cumulative():
    """⌊2^64·P(X ≤ k)⌋ of the Poisson distribution with mean 1, as far as it is below 2^64 − 1, and once that."""
    getcontext().prec = 60
    total, term, bounds = Decimal(0), 1 / Decimal(1).exp(), []
    while not bounds or bounds[-1] < MASK:
        total += term
        bounds.append(int(total * 2**64))
        term /= len(bounds)
    return bounds


BOUNDS = cumulative()


def mix(x):
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & MASK
    return x ^ (x >> 31)


def draw(seed, replicate, sample):
    key = mix(mix(seed + GOLDEN & MASK) + (replicate + 1) * GOLDEN & MASK)
    uniform = mix(key ^ mix(sample + GOLDEN & MASK))
    return sum(bound <= uniform for bound in BOUNDS)


def draws():
    """Sixteen replicates of eight samples for each of some seeds."""
    for seed in (0, 42, 2**64 - 1):
        ids = [0, 1, 7, 1000, 2**32, 2**53, 2**63, MASK]
        yield dict(seed=str(seed), ids=[str(i) for i in ids],
                   draws=[[draw(seed, b, i) for i in ids] for b in range(16)])


def intervals():
    for number in range(6):
        rng = np.random.default_rng([20240917, number])
        values = np.round(rng.gamma(2.0, 1.5, 200), 3)
        said = bootstrap((values,), np.mean, n_resamples=9999, method="percentile", rng=rng)
        ends = said.confidence_interval
        yield dict(values=values.tolist(), standard_error=float(said.standard_error),
                   interval=[float(ends.low), float(ends.high)])


def write(name=FILE, **head):
    parts = {**head, "draws": list(draws()), "intervals": list(intervals())}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in parts.items())
    (HERE / name).write_text("{\n" + lines + "\n}\n")


if __name__ == "__main__":
    write(**VERSIONS)
