"""Random cases of the metrics that are means, and what Keras says of them."""

from dataclasses import replace

import numpy as np

from golden.cases import DTYPES, TOLERANCE, Case, Ledger, deal, decimals, draw_weights, gap_between, stream
from golden.mean_metrics import LABELS, METRICS, ask_keras, define, kept_weights

LARGEST = 72  # elements of one prediction: enough for every layout, and small enough to read

# Element type, and how many leading axes of the units the weights carry. A bool array is a mask.
WEIGHTINGS = [None, ("f64", "first"), ("f64", "all"), ("f32", "some"), ("bool", "first"), ("bool", "all")]


def random_cases(rng, metric):
    """Every rank with every kind of weights."""
    ranks = (2, 3, 3, 4) if metric.by_row else (1, 2, 3, 4)
    plan = [(rank, weighting) for rank in ranks for weighting in WEIGHTINGS]
    options = deal(rng, [metric.defaults | variant for variant in metric.variants], len(plan))
    types = deal(rng, metric.types, len(plan))
    for (rank, weighting), chosen, pair in zip(plan, options, types):
        yield draw_case(rng, metric, metric.draw, rank, weighting, chosen, pair, "float64")


def edge_cases(rng, metric):
    """Both float types, with three kinds of weights. Keras gets f32 data as float64 unless the type matters."""
    options = [metric.defaults | variant for variant in metric.variants if not variant.get("from_logits")]
    plan = [(dtype, weighting) for dtype in ("f64", "f32") for weighting in (None, ("f64", "first"), ("f64", "all"))]
    for (dtype, weighting), chosen in zip(plan, deal(rng, options, len(plan))):
        types = ("u8" if metric.types is LABELS else dtype, dtype)
        floatx = "float32" if dtype == "f32" and metric.typed_bounds else "float64"
        yield draw_case(rng, metric, metric.edge, 2, weighting, chosen, types, floatx)
        if metric.perfect and weighting is None:
            yield draw_case(rng, metric, metric.perfect, 2, None, metric.defaults, types, floatx)


def draw_case(rng, metric, draw, rank, weighting, options, types, floatx):
    """Draws until some unit has a weight."""
    while True:
        shape = draw_shape(rng, rank, options.get("k", 2 if metric.by_row else 1))
        true, pred = draw(rng, shape, types, options)
        true, pred = true if true is None else true.astype(DTYPES[types[0]]), pred.astype(DTYPES[types[1]])
        case = Case(metric, options, floatx, true, pred, None)
        if weighting:
            case = replace(case, weights=draw_weights(rng, metric.units(case), *weighting, hundredths))
        if kept_weights(case).sum() > 0:
            return case


def draw_shape(rng, rank, least):
    """(N,), (N, C), (N, T, C) or (N, T, T, C)."""
    while True:
        ends = [rng.integers(2, 8), rng.integers(least, 7)]
        shape = ends[:1] + [rng.integers(1, 6) for _ in range(rank - 2)] + ends[1:]
        if np.prod(shape) <= LARGEST:
            return tuple(int(n) for n in shape[:rank])


def hundredths(rng, shape):
    return decimals(rng, 0.1, 2, shape, 2)


def ledger():
    entered = Ledger()
    for metric in METRICS:
        rng = stream(f"{metric.name} {metric.defaults.get('from_sorted_ids')}")
        for case in random_cases(rng, metric):
            judge(entered, case)
        for case in edge_cases(rng, metric) if metric.edge else ():
            judge(entered, case, metric.peculiarity)
    return entered


def judge(entered, case, excuse=""):
    """Enters Keras's value, unless it contradicts the definition without an excuse."""
    value, (defined, scale) = ask_keras(case), define(case)
    gap = gap_between(value, defined, scale)
    if gap <= TOLERANCE:
        entered.add(case, value, scale, gap)
    elif excuse:
        entered.add(case, value, scale, gap, deviates=f"{excuse}: {gap:.1e} relative")
    else:
        raise SystemExit(f"{case.metric.name} differs from its definition by {gap:.1e}: {case}")
