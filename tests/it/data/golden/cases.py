"""What a case is, random numbers on a grid, comparing a value with its definition, and writing."""

import json
import zlib
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from golden.environment import HERE

SEED = 20240917
TOLERANCE = 1e-6
EPSILON = 1e-7

DTYPES = {"f64": np.float64, "f32": np.float32, "i64": np.int64, "u8": np.uint8, "bool": np.bool_}
RUST = {np.dtype(dtype): name for name, dtype in DTYPES.items()}


@dataclass(frozen=True)
class Case:
    metric: object  # knows its `name`, and the shape of the `units` of a case
    options: dict
    floatx: str  # the type in which Keras computes; empty where Keras is not asked
    true: np.ndarray | None
    pred: np.ndarray
    weights: np.ndarray | None
    files: dict = field(default_factory=dict)  # "true", "pred" or "weights" -> the file that holds it

    def unit_weights(self):
        """The weights, spread over the units below each of them."""
        units = self.metric.units(self)
        weights = np.ones(units) if self.weights is None else self.weights.astype(np.float64)
        return np.broadcast_to(weights.reshape(weights.shape + (1,) * (len(units) - weights.ndim)), units)


# ---------------------------------------------------------------------------------------------------------------------
# Random data. Values stand on a decimal grid, so that the files are short and can be read.


def stream(name):
    """Random numbers of its own for each metric: a change to one leaves the data of the others as it is."""
    return np.random.default_rng([SEED, zlib.crc32(name.encode())])


def deal(rng, cards, count):
    """`count` cards, each about equally often, in random order."""
    return [cards[i % len(cards)] for i in rng.permutation(count)]


def decimals(rng, low, high, shape, places=3):
    return np.round(rng.uniform(low, high, shape), places)


def chances(rng, shape):
    """Probabilities between the grid's points: never 0, 1, or a threshold of few decimals."""
    return (rng.integers(0, 1000, shape) + 0.5) / 1000


def logits(rng, shape):
    return np.round(rng.normal(0, 2, shape), 3)


def one_hot(rng, shape):
    return np.eye(shape[-1])[rng.integers(0, shape[-1], shape[:-1])]


def distinct_scores(rng, shape):
    """Rows without ties, about which Keras and its backends disagree, in float32 as well."""
    order = rng.permuted(np.broadcast_to(np.arange(shape[-1], dtype=float), shape), axis=-1)
    return np.round((order + rng.uniform(0, 0.9, shape)) * 0.7 - 1.5, 3)


def draw_weights(rng, units, dtype, axes, amounts):
    """Weights of `axes` leading axes of the units, a quarter of them 0. A bool array is a mask."""
    ndim = {"first": 1, "some": int(rng.integers(1, len(units) + 1)), "all": len(units)}[axes]
    kept = rng.random(units[:ndim]) < 0.75
    return kept if dtype == "bool" else (kept * amounts(rng, kept.shape)).astype(DTYPES[dtype])


# ---------------------------------------------------------------------------------------------------------------------
# Literal data


def rows(text):
    """An array of rows: "1 0 / 0 1"."""
    return np.array([[float(number) for number in row.split()] for row in text.split("/")])


def column(text):
    return rows(text).reshape(-1, 1)


def literal(array, dtype=None):
    """An array from text, rows, or numbers; floats get the type asked for."""
    array = rows(array) if isinstance(array, str) else np.asarray(array)
    floating = np.issubdtype(array.dtype, np.floating)
    return array.astype(DTYPES[dtype]) if dtype and floating else array


def printed_step(value):
    """One unit in the last digit of a value that is given as text; a number is exact."""
    return float(Decimal(1).scaleb(Decimal(value).as_tuple().exponent)) if isinstance(value, str) else 0.0


# ---------------------------------------------------------------------------------------------------------------------
# Comparing. A value is a number, an array, or a dict of arrays; NaN stands for "undefined".


def flat(value):
    parts = value.values() if isinstance(value, dict) else [value]
    return np.concatenate([np.ravel(np.asarray(part, np.float64)) for part in parts])


def gap_between(value, defined, scale):
    """The largest disagreement relative to max(|value|, scale); infinite where one of the two has no value."""
    value, defined, scale = flat(value), flat(defined), flat(scale)
    if value.shape != defined.shape:
        return np.inf
    both, either = np.isnan(value) & np.isnan(defined), np.isnan(value) | np.isnan(defined)
    with np.errstate(invalid="ignore"):
        apart = np.where(value == defined, 0, np.abs(value - defined))
        gaps = apart / np.fmax(np.fmax(np.abs(value), scale), np.finfo(float).tiny)
    return float(np.max(np.where(both, 0, np.where(either, np.inf, gaps)), initial=0))


# ---------------------------------------------------------------------------------------------------------------------
# Writing


def written(array, file=None):
    """An array as JSON. The shortest digits of an f32 are those of its own type, not of the f64 that equals it."""
    if array is None:
        return None
    head = dict(dtype=RUST[array.dtype], shape=list(array.shape))
    if file:
        return dict(file=file) | head
    values = array.ravel()
    listed = [float(str(v)) for v in values] if array.dtype == np.float32 else values.tolist()
    assert np.array_equal(np.array(listed, np.float64).astype(array.dtype), values)
    return head | dict(values=listed)


def digits(value, count=12):
    """Numbers as they are written: 12 digits, and null for what is undefined or infinite."""
    if isinstance(value, dict):
        return {key: digits(part, count) for key, part in value.items()}
    if np.ndim(value) > 0:
        return [digits(part, count) for part in value]
    return float(f"{value:.{count}g}") if np.isfinite(value) else None


def record(case, number, value, scale, **more):
    data = {name: written(getattr(case, name), case.files.get(name)) for name in ("true", "pred", "weights")}
    named = dict(metric=case.metric.name, id=number, options=case.options)
    computed = dict(floatx=case.floatx) if case.floatx else {}
    return named | computed | data | dict(value=digits(value), scale=digits(scale)) | more


class Ledger:
    """The records of one file, numbered within each metric, and the largest disagreement of each."""

    def __init__(self):
        self.records = []
        self.counts = {}
        self.gaps = {}

    def add(self, case, value, scale, gap, **more):
        name = case.metric.name
        self.records.append(record(case, self.counts.setdefault(name, 0), value, scale, **more))
        self.counts[name] += 1
        if not {"deviates", "refused"} & more.keys():
            self.gaps[name] = max(self.gaps.get(name, 0), gap)

    def report(self, title):
        print(f"\n{title}: {len(self.records)} cases; per metric the number, and the largest disagreement")
        for name, count in self.counts.items():
            print(f"  {name:36}{count:4}   {self.gaps.get(name, 0):.1e}")
        for entry in self.records:
            for remark in ("refused", "deviates"):
                if remark in entry:
                    print(f"  {entry['metric']} {entry['id']}: {entry[remark]}")

    def write(self, name, **head):
        """One case to a line, so that a difference between two versions can be read."""
        top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
        cases = ",\n".join(json.dumps(entry, allow_nan=False) for entry in self.records)
        (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + cases + "\n]\n}\n")
