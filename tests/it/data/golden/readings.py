"""A metric that reads counts or moments, random cases of it, and the judgement of a case."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from golden.cases import DTYPES, TOLERANCE, Case, deal, digits, draw_weights, flat, gap_between, literal

FLOATS, WHOLE, TRUTH = ("f64", "f32"), ("i64", "u8"), ("u8", "i64", "bool")

# Element type, and how many leading axes of the units the weights carry. A bool array is a mask.
WEIGHTINGS = [None, ("f64", "first"), ("f64", "all"), ("f32", "some"), ("bool", "first"), ("bool", "all")]


def of_types(true, pred):
    """The same element types to choose from whatever the options are."""
    return lambda options: (true, pred)


@dataclass(frozen=True)
class Reading:
    name: str
    draw: Callable  # (rng, shape, options) -> truth, prediction
    define: Callable  # case -> value and scale, by definition
    ask: Callable  # case -> the value of the library asked
    types: Callable  # options -> the element types of the truth, and of the prediction, to choose from
    defaults: dict = field(default_factory=dict)
    variants: list = field(default_factory=lambda: [{}])  # options off their defaults, used about equally often
    count: int = 24  # of random cases
    ranks: Callable = lambda options: (1, 2, 3)
    units: Callable = lambda case: case.pred.shape
    admits: Callable = lambda case: True  # whether a random case is far enough from what marked cases are for
    weightings: list = field(default_factory=lambda: WEIGHTINGS)
    keras: str = ""  # the attribute of `keras.metrics`, where Keras is asked
    arguments: dict = field(default_factory=dict)  # what Keras needs beside the options
    floatx: str = "float64"
    whole_truth: bool = True  # class numbers, or zeros and ones
    undefined_parts: bool = False  # a random case may have a value, or a part of one, that is undefined


def random_cases(rng, reading):
    """Cases on which the value is defined, and no score stands on a threshold."""
    options = deal(rng, [reading.defaults | variant for variant in reading.variants], reading.count)
    weightings = deal(rng, reading.weightings, reading.count)
    for chosen, weighting in zip(options, weightings):
        pair = [str(rng.choice(types)) for types in reading.types(chosen)]
        case = draw_case(rng, reading, chosen, weighting, pair)
        while not (is_defined(case) and reading.admits(case)):
            case = draw_case(rng, reading, chosen, weighting, pair)
        yield case


def is_defined(case):
    """Some weight, and a value in which nothing, or by permission not everything, is undefined."""
    if case.unit_weights().sum() <= 0:
        return False
    found = ~np.isnan(flat(case.metric.define(case)[0]))
    return found.any() if case.metric.undefined_parts else found.all()


def draw_case(rng, reading, options, weighting, types):
    shape = draw_shape(rng, int(rng.choice(reading.ranks(options))), options)
    true, pred = reading.draw(rng, shape, options)
    true, pred = true.astype(DTYPES[types[0]]), pred.astype(DTYPES[types[1]])
    case = Case(reading, options, reading.floatx, true, pred, None)
    if weighting is None:
        return case
    return replace(case, weights=draw_weights(rng, reading.units(case), *weighting, eighths))


def draw_shape(rng, rank, options):
    """(N,), (N, C) or (N, T, C), with a last axis that holds the classes named in the options."""
    if rank == 1:
        return (int(rng.integers(6, 21)),)
    least = 1 + max(options.get("class_id") or 0, options.get("top_k") or 0)
    last = len(options.get("label_weights") or ()) or int(rng.integers(max(2, least), max(2, least) + 4))
    leading = [rng.integers(4, 9)] if rank == 2 else [rng.integers(2, 5), rng.integers(2, 4)]
    return (*map(int, leading), last)


def eighths(rng, shape):
    """Weights that add without rounding in float32, too: some of Keras's states have no other type."""
    return rng.integers(4, 21, shape) / 8


def judge(ledger, case, excuse="", **more):
    """Enters the library's value, unless it contradicts the definition without an excuse, or agrees with one.

    Of a case that is excused, the defined value is entered as well.
    """
    value, (defined, scale) = case.metric.ask(case), case.metric.define(case)
    gap = gap_between(value, defined, scale)
    if (gap > TOLERANCE) != bool(excuse):
        raise SystemExit(f"{case.metric.name} is {value} where it is defined as {defined}, {excuse!r}: {show(case)}")
    remarks = dict(deviates=excuse, defined=digits(defined)) if excuse else {}
    ledger.add(case, value, scale, gap, **more, **remarks)


def show(case):
    return {name: getattr(case, name) for name in ("options", "floatx", "true", "pred", "weights")}


def literal_case(reading, true, pred, weights, options, dtype=None, floatx=None):
    """A case from literal data. The truth of what counts is whole numbers."""
    true, pred, weights = (None if a is None else literal(a, dtype) for a in (true, pred, weights))
    if reading.whole_truth and np.array_equal(true, np.floor(true)) and true.dtype != bool:
        true = true.astype(np.int64)
    weights = weights if weights is None or weights.dtype == bool else weights.astype(np.float64)
    return Case(reading, reading.defaults | options, floatx or reading.floatx, true, pred, weights)
