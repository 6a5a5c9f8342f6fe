"""Random rows of probabilities and sets of classes, and naive definitions of their scores, in float64."""

import numpy as np

# ---------------------------------------------------------------------------------------------------------------------
# Data: rows of 32nds that sum to 1, so that every library sees the same probabilities; some classes never occur


def parts_of_one(rng, shape):
    flat = rng.multinomial(32, rng.dirichlet(np.full(shape[-1], 0.7), shape[:-1])) / 32
    return flat.reshape(shape)


def labels_and_rows(rng, shape, options):
    pred = parts_of_one(rng, shape)
    favoured = pred.argmax(axis=-1)
    random = rng.integers(0, shape[-1], shape[:-1])
    return np.where(rng.random(shape[:-1]) < 0.5, favoured, random), pred


def rows_and_rows(rng, shape, options):
    if rng.random() < 0.5:
        return parts_of_one(rng, shape), parts_of_one(rng, shape)
    true, pred = labels_and_rows(rng, shape, options)
    return np.eye(shape[-1])[true], pred


def sets(rng, shape, options):
    """Sets of any size, none and all among them, that hold the label more often than not."""
    true = rng.integers(0, shape[-1], shape[:-1])
    pred = rng.random(shape) < rng.choice([0, 0.3, 0.6, 1.2], shape[:-1], p=[0.1, 0.4, 0.4, 0.1])[..., np.newaxis]
    held = (rng.random(shape[:-1]) < 0.6)[..., np.newaxis] & (np.eye(shape[-1])[true] == 1)
    return true, pred | (held & pred.any(axis=-1, keepdims=True))


def positive_rows(rng, shape, options):
    """Labels, and rows without a probability of 0."""
    true, pred = labels_and_rows(rng, shape, options)
    return true, (pred * 24 + 8 / shape[-1]) / 32 if shape[-1] in (2, 4, 8) else pred * 0.75 + 0.25 / shape[-1]


def units_of_rows(case):
    return case.pred.shape[:-1]


def flat(case):
    pred = case.pred.reshape(-1, case.pred.shape[-1]).astype(np.float64)
    return case.true.reshape(len(pred), -1).astype(np.float64), pred, case.unit_weights().ravel()


# ---------------------------------------------------------------------------------------------------------------------
# Definitions


def mean_over_rows(term, finish=lambda mean: mean):
    def define(case):
        terms = np.array([term(true, pred) for true, pred in zip(*flat(case)[:2])])
        value = finish(np.average(terms, weights=flat(case)[2]))
        return value, abs(value)

    return define


def as_row(true, pred):
    return np.eye(len(pred))[int(true[0])] if len(true) == 1 else true


def brier(true, pred):
    return ((pred - as_row(true, pred)) ** 2).sum()


def halved(define):
    """Half the score where the options say so."""

    def halving(case):
        value, scale = define(case)
        return (value / 2, scale / 2) if case.options["scale_by_half"] else (value, scale)

    return halving


def surprisal(true, pred):
    return -np.log(np.clip(pred[int(true[0])], 1e-7, 1 - 1e-7))


def skill(term, of_shares):
    """1 less the mean over that of predicting the classes' shares; undefined with labels of one class."""

    def define(case):
        true, pred, weights = flat(case)
        shares = np.bincount(true.ravel().astype(int), weights, pred.shape[1]) / weights.sum()
        loss = np.average([term(*row) for row in zip(true, pred)], weights=weights)
        return (1 - loss / of_shares(shares[shares > 0]) if shares.max() < 1 else np.nan), 1.0

    return define


def entropy(shares):
    return -(shares * np.log(shares)).sum()


def variance(shares):
    return 1 - (shares**2).sum()


def inside(true, pred):
    return pred[int(true[0])]


def worst_of_sizes(case):
    """The least share of sets of one size that hold the label."""
    true, pred, weights = flat(case)
    hits = np.take_along_axis(pred, true.astype(int), -1).ravel()
    sizes = pred.sum(axis=1)
    shares = [np.average(hits[sizes == s], weights=weights[sizes == s]) for s in np.unique(sizes[weights > 0])]
    return min(shares), 1.0


def ranked_probability(true, pred):
    errors = np.cumsum(pred)[:-1] - (np.arange(len(pred) - 1) >= true[0])
    return (errors**2).sum() / (len(pred) - 1)


def spherical(true, pred):
    return pred[int(true[0])] / np.linalg.norm(pred)
