"""The seeded arrays that all libraries are timed on: written once, read by both sides.

usage: data.py DIRECTORY
"""
import pathlib
import sys

import numpy as np

PAIRS = {"1e3": 1_000, "1e5": 100_000, "1e6": 1_000_000, "1e7": 10_000_000}
MILLION = 2**20
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


def rows(rng, shape, least=1e-6):
    """Labels, the same one-hot, and rows of probabilities with a few likely classes."""
    n, classes = shape
    p = rng.gamma(0.3, 1, shape) + least
    y = rng.integers(0, classes, n)
    one_hot = np.eye(classes, dtype=np.float32)[y]
    return {"y": y, "o": one_hot, "p": float32(p / p.sum(1, keepdims=True))}


def labels(rng, n, classes, right):
    y = rng.integers(0, classes, n)
    return {"y": y, "p": np.where(rng.random(n) < right, y, rng.integers(0, classes, n))}


def shares(rng, shape):
    """Two distributions a row, or two vectors: no share is so small that anybody clips it."""
    y, p = (rng.gamma(0.3, 1, shape) + 1e-3 for _ in range(2))
    return {"y": float32(y / y.sum(1, keepdims=True)), "p": float32(p / p.sum(1, keepdims=True))}


def whole(rng, n, dtype):
    """Whole numbers, and predictions off by up to 100."""
    y = rng.integers(1_000, 1_000_000, n)
    return {"y": y.astype(dtype), "p": (y + rng.integers(-100, 101, n)).astype(dtype)}


def weighted(rng, members, dtype=np.float32):
    """Weights in [0, 1) beside the members, all of one type."""
    members["w"] = rng.random(len(members["y"]))
    return {member: array.astype(dtype) for member, array in members.items()}


def column_major(arrays, *members):
    """The same, the members named being column-major."""
    return {**arrays, **{member: np.asfortranarray(arrays[member]) for member in members}}


def exact_binary(rng, n):
    """As `binary`, with scores that `f32` does not hold."""
    y = rng.random(n) < 0.3
    return {"y": y, "p": 0.3 * y + 0.7 * rng.random(n)}


def cliffs():
    """The sets of arrays of `cliffs.py`."""
    rng = np.random.default_rng(1)
    for n in (1, 64):
        yield f"regression_{n}", regression(rng, n)
    square = {k: a.reshape(1024, 1024) for k, a in regression(rng, MILLION).items()}
    yield "both_column_major", column_major(square, "y", "p")
    yield "one_column_major", column_major(square, "p")
    for name, dtype in (("i64", np.int64), ("u64", np.uint64)):
        yield f"whole_{name}", whole(rng, MILLION, dtype)
    yield "weighted_regression", weighted(rng, regression(rng, MILLION))
    yield "weighted_binary", weighted(rng, binary(rng, MILLION))
    yield "weighted_binary_f64", weighted(rng, exact_binary(rng, MILLION), np.float64)
    for classes in (1_000, 10_000):
        yield f"labels_{classes}", labels(rng, MILLION, classes, right=0.7)
    for classes in (2, 3, 10):
        yield f"rows_{classes}", rows(rng, (MILLION // classes, classes))
    unclipped = rows(rng, (1024, 1024), least=1e-3)
    yield "rows_column_major", column_major(unclipped, "o", "p")
    for classes in (2, 10, 100):
        yield f"shares_{classes}", shares(rng, (MILLION // classes, classes))


def rankings():
    """The sets of arrays of `rankings.py`."""
    rng = np.random.default_rng(2)
    yield "rows_100000x10", rows(rng, (100_000, 10))
    y = float32(rng.random((10_000, 100)) < 0.05)
    # No row without a label, about which libraries disagree.
    y[np.arange(len(y)), rng.integers(0, 100, len(y))] = 1
    yield "multi_hot_10000x100", {"y": y, "p": float32(0.3 * y + 0.7 * rng.random(y.shape))}


def clusterings():
    """The arrays of `clusterings.py`."""
    rng = np.random.default_rng(4)
    for clusters in (10, 1_000):
        yield f"clusters_{clusters}", labels(rng, 1_000_000, clusters, right=0.3)
    y = rng.integers(0, 10, 10_000)
    yield "points_10000x16", {"y": y, "p": rng.normal(0, 1, (len(y), 16)) + y[:, None] / 4}


def errors():
    """The arrays of `errors.py`: positive numbers, and predictions off by a tenth of their size."""
    rng = np.random.default_rng(3)
    y = rng.gamma(2, 1, MILLION) + 1e-3
    yield "positive_1e6", {"y": y, "p": y * rng.gamma(100, 0.01, MILLION)}


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
    yield from cliffs()
    yield from rankings()
    yield from errors()
    yield from clusterings()


def write(directory):
    directory.mkdir(parents=True, exist_ok=True)
    for name, members in arrays():
        for member, array in members.items():
            np.save(directory / f"{name}_{member}.npy", array)


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
