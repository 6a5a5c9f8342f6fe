"""The seeded arrays that all libraries are timed on: written once, read by both sides.

usage: data.py DIRECTORY
"""
import pathlib
import sys

import numpy as np

PAIRS = {"1e3": 1_000, "1e5": 100_000, "1e6": 1_000_000, "1e7": 10_000_000}
ROWS = {"100000x100": (100_000, 100), "10000x1000": (10_000, 1_000)}


def float32(array):
    return np.asarray(array, dtype=np.float32)


def regression(rng, n):
    """Targets in [0, 1), predictions off by a normal error of 0.1."""
    y = rng.random(n, dtype=np.float32)
    return {"y": y, "p": float32(y + rng.normal(0, 0.1, n))}


def binary(rng, n):
    """Three positive labels in ten, and scores that overlap, as those of a real model do."""
    y = float32(rng.random(n) < 0.3)
    return {"y": y, "p": float32(0.3 * y + 0.7 * rng.random(n))}


def rows(rng, shape):
    """Labels, the same one-hot, and rows of probabilities with a few likely classes."""
    n, classes = shape
    p = rng.gamma(0.3, 1, shape) + 1e-6
    y = rng.integers(0, classes, n)
    one_hot = np.eye(classes, dtype=np.float32)[y]
    return {"y": y, "o": one_hot, "p": float32(p / p.sum(1, keepdims=True))}


def labels(rng, n, classes, right):
    y = rng.integers(0, classes, n)
    return {"y": y, "p": np.where(rng.random(n) < right, y, rng.integers(0, classes, n))}


def arrays():
    """Every set of arrays, by the name that a workload refers to."""
    rng = np.random.default_rng(0)
    for size, n in PAIRS.items():
        yield f"regression_{size}", regression(rng, n)
        yield f"binary_{size}", binary(rng, n)
    for size, shape in ROWS.items():
        yield f"rows_{size}", rows(rng, shape)
    yield "labels_1e7", labels(rng, 10_000_000, classes=10, right=0.7)
    yield "masks_64x256x256", labels(rng, 64 * 256 * 256, classes=21, right=0.8)


def write(directory):
    directory.mkdir(parents=True, exist_ok=True)
    for name, members in arrays():
        for member, array in members.items():
            np.save(directory / f"{name}_{member}.npy", array)
    (directory / "complete").touch()


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
