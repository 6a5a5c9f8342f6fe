"""Random data for the metrics that are means: each function draws the truth and the prediction of one family."""

import numpy as np

from golden.cases import DTYPES, chances, decimals, distinct_scores, logits, one_hot


def numbers(low, high):
    """Truth and prediction from one range: decimals or integers, but bytes from the whole of theirs."""

    def column(rng, shape, dtype):
        if dtype == "u8":
            return rng.integers(0, 256, shape)
        return rng.integers(low, high + 1, shape) if dtype == "i64" else decimals(rng, low, high, shape)

    return lambda rng, shape, types, options: tuple(column(rng, shape, dtype) for dtype in types)


def values(rng, shape, types, options):
    _, pred = numbers(-5, 5)(rng, shape, types, options)
    return None, pred


def equal_or_not(rng, shape, types, options):
    return rng.integers(0, 3, shape), rng.integers(0, 3, shape)


def distributions(rng, shape):
    """Rows of thousandths that sum to 1 up to rounding, all of them positive."""
    cuts = [np.sort(rng.choice(np.arange(1, 1000), shape[-1] - 1, replace=False)) for _ in range(rows_of(shape))]
    return (np.diff(cuts, axis=-1, prepend=0, append=1000) / 1000).reshape(shape)


def loose_distributions(rng, shape):
    """Mostly the same, now and then rows within [0, 1] that do not sum to 1."""
    return decimals(rng, 0.01, 1, shape) if rng.random() < 0.25 else distributions(rng, shape)


def rows_of(shape):
    return int(np.prod(shape[:-1]))


def class_truth(rng, shape, types):
    """One-hot rows; for float types now and then soft ones, whose largest entry is unique as well."""
    if types[0] in ("f64", "f32") and rng.random() < 0.4:
        scores = distinct_scores(rng, shape)
        soft = scores - scores.min(-1, keepdims=True) + 0.1
        return soft / soft.sum(-1, keepdims=True)
    return one_hot(rng, shape)


def binary_truth(rng, shape, types):
    """Zeros and ones; for float types now and then anything in between."""
    soft = types[0] in ("f64", "f32") and rng.random() < 0.3
    return decimals(rng, 0, 1, shape, 2) if soft else rng.integers(0, 2, shape)


def thresholded(rng, shape, types, options):
    return rng.integers(0, 2, shape), chances(rng, shape)


def binary(rng, shape, types, options):
    pred = logits if options["from_logits"] else chances
    return binary_truth(rng, shape, types), pred(rng, shape)


def categorical(rng, shape, types, options):
    pred = logits if options["from_logits"] else loose_distributions
    return class_truth(rng, shape, types), pred(rng, shape)


def sparse(rng, shape, types, options):
    pred = logits if options["from_logits"] else loose_distributions
    label = rng.integers(0, shape[-1], shape[:-1])
    if (options["ignore_class"] or 0) >= shape[-1]:  # an ignored label beyond the classes does not come by chance
        label[rng.random(label.shape) < 0.3] = options["ignore_class"]
    return label, pred(rng, shape)


def ranked(rng, shape, types, options):
    return class_truth(rng, shape, types), distinct_scores(rng, shape)


def sparse_ranked(rng, shape, types, options):
    return rng.integers(0, shape[-1], shape[:-1]), distinct_scores(rng, shape)


def sorted_ids(rng, shape, types, options):
    ids = rng.permuted(np.broadcast_to(np.arange(9), (*shape[:-1], 9)), axis=-1)
    return rng.integers(0, 9, shape[:-1]), ids[..., : shape[-1]]


def two_distributions(rng, shape, types, options):
    return loose_distributions(rng, shape), loose_distributions(rng, shape)


def counts(rng, shape, types, options):
    true = rng.integers(0, 9, shape) if types[0] in ("i64", "u8") else decimals(rng, 0, 9, shape)
    return true, decimals(rng, 0.01, 9, shape)


def margins(rng, shape, types, options):
    """Labels of one convention for a whole batch: Keras turns 0 into -1 only where it sees 0 and 1 alone."""
    low = -1 if types[0] not in ("u8", "bool") and rng.random() < 0.5 else 0
    return np.where(rng.random(shape) < 0.5, low, 1), decimals(rng, -2, 2, shape)


def class_margins(rng, shape, types, options):
    return one_hot(rng, shape), decimals(rng, -2, 2, shape)


# Edges: data that stands on a bound.

NEAR_BOUNDS = [0, 1, 1e-9, 0.99999994, 0.25, 0.625]  # 0.99999994 is the last float32 below 1, and beyond 1 - 1e-7


def threshold_edge(rng, shape, types, options):
    dtype = DTYPES[types[1]]
    at = dtype(options["threshold"])
    near = np.array([at, np.nextafter(at, dtype(0)), np.nextafter(at, dtype(1)), 0, 1], dtype)
    return rng.integers(0, 2, shape), rng.choice(near, shape)


def binary_edge(rng, shape, types, options):
    return binary_truth(rng, shape, types), rng.choice(NEAR_BOUNDS, shape)


def certain_rows(rng, shape):
    """Rows with one class certain, or with one class impossible."""
    rows = distributions(rng, shape).reshape(-1, shape[-1])
    for row in rows:
        loser, winner = rng.choice(shape[-1], 2, replace=False)
        row[winner] += row[loser]
        row[loser] = 0
    certain = rng.random(rows.shape[0]) < 0.5
    rows[certain] = one_hot(rng, (certain.sum(), shape[-1]))
    return rows.reshape(shape)


def categorical_edge(rng, shape, types, options):
    return class_truth(rng, shape, types), certain_rows(rng, shape)


def sparse_edge(rng, shape, types, options):
    return sparse(rng, shape, types, options)[0], certain_rows(rng, shape)


def perfect_binary(rng, shape, types, options):
    true = rng.integers(0, 2, shape)
    return true, true


def perfect_categorical(rng, shape, types, options):
    true = one_hot(rng, shape)
    return true, true


def perfect_sparse(rng, shape, types, options):
    true = one_hot(rng, shape)
    return true.argmax(-1), true


def two_certain_rows(rng, shape, types, options):
    return certain_rows(rng, shape), certain_rows(rng, shape)


def with_zeros(draw, in_true, in_pred, by_row=False):
    """Data of `draw` in which every fifth number is 0, or every number of every fifth row."""

    def drawn(rng, shape, types, options):
        arrays = draw(rng, shape, types, options)
        zeros = [rng.random(shape[:-1] + (1,) if by_row else shape) < 0.2 for _ in arrays]
        return tuple(np.where(zero & here, 0, a) for a, zero, here in zip(arrays, zeros, (in_true, in_pred)))

    return drawn
