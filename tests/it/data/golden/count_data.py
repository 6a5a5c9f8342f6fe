"""Random data for the metrics that read counts or moments: each function draws the truth and the prediction.

Predictions follow the truth loosely, so that every kind of hit and error comes up.
"""

import numpy as np

from golden.cases import chances, decimals, distinct_scores


def binary_scores(rng, shape, options):
    """Labels, and scores in (0, 1); unbounded scores where the option asks for logits, or the threshold is 0."""
    true = rng.integers(0, 2, shape)
    if options.get("from_logits") or options.get("thresholds") == 0.0:
        return true, np.round(rng.normal(1.5 * true - 0.75, 1.5), 3)
    return true, np.where(rng.random(shape) < 0.4, (chances(rng, shape) + true) / 2, chances(rng, shape))


def edge_scores(rng, shape, thresholds, dtype):
    """Labels, and scores on the thresholds and one step beside them."""
    at = np.array(thresholds, dtype)
    near = np.concatenate([at, np.nextafter(at, dtype(0)), np.nextafter(at, dtype(1)), np.array([0, 1], dtype)])
    return rng.integers(0, 2, shape), rng.choice(near, shape)


def class_scores(rng, shape, options):
    """Several labels per sample, or, where the largest score decides, one of them."""
    if options["threshold"] is not None:
        return binary_scores(rng, shape, {})
    label = rng.integers(0, shape[-1], shape[:-1])
    return np.eye(shape[-1])[label], rows_of_winners(rng, mostly(rng, label, shape[-1]), shape[-1])


def mostly(rng, label, classes):
    """Predicted labels: now and then another one."""
    return np.where(rng.random(label.shape) < 0.6, label, rng.integers(0, classes, label.shape))


def rows_of_winners(rng, winner, classes):
    """Rows in (0, 1) without ties, in which a given class has the largest score."""
    scores = (distinct_scores(rng, (*winner.shape, classes)) + 1.6) / (classes + 1)
    return np.round(np.where(np.arange(classes) == winner[..., np.newaxis], 0.99, scores), 4)


def class_maps(rng, shape, options):
    """Labels and predictions as numbers or as rows of scores; now and then the label that is ignored."""
    classes, ignored = options["num_classes"], options["ignore_class"]
    label = rng.integers(0, classes, shape)
    pred = mostly(rng, label, classes)
    if ignored in range(classes):
        pred = np.where(pred == ignored, (ignored + 1) % classes, pred)  # marked cases are for such predictions
    elif ignored is not None and options.get("sparse_y_true"):
        label = np.where(rng.random(shape) < 0.2, ignored, label)
    true = label if options.get("sparse_y_true") else np.eye(classes)[label]
    return true, pred if options["sparse_y_pred"] else rows_of_winners(rng, pred, classes)


def near_targets(rng, shape, options):
    true = decimals(rng, -3, 3, shape)
    return true, np.round(0.8 * true + rng.normal(0, 0.6, shape), 3)


def shifted_targets(offset):
    """The same, far from zero."""
    return lambda rng, shape, options: tuple(a + offset for a in near_targets(rng, shape, options))
