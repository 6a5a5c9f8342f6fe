"""Overlap of classes by image: Dice and IoU averaged over images, then over classes; the generalised Dice score.

    python -m golden.overlap_cases

in the folder above, with NumPy and scikit-learn, writes sklearn_overlap.json alone.

The scores of a class in an image are scikit-learn's `f1_score` and `jaccard_score` of the image's labels as samples; of
the images with the class, each mean is NumPy's. No library at hand has the generalised score without torch: it is that
of fractions. Every value is compared with its definition in fractions before it is written. A class without an image is
null, and so is a value without an image.
"""

import json
from fractions import Fraction

import numpy as np
from sklearn.metrics import f1_score, jaccard_score

from golden.cases import digits, stream, written
from golden.environment import HERE


def mean(scores):
    """Σw·score/Σw over the scores that are there."""
    scores = [(weight, score) for weight, score in scores if score is not None and weight > 0]
    weight = sum(weight for weight, _ in scores)
    return sum(weight * score for weight, score in scores) / weight if weight else None


def regions(true, pred, counts):
    """The places of the labels that count, by class."""
    return lambda c: (set(np.flatnonzero((true == c) & counts)), set(np.flatnonzero((pred == c) & counts)))


def by_class(images, classes, ignored, score):
    def of(c):
        found = [(w, score(*regions(true, pred, true != ignored)(c))) for w, true, pred in images]
        return None if c == ignored else mean(found)

    return [of(c) for c in range(classes)]


def dice(a, b):
    return Fraction(2 * len(a & b), len(a) + len(b)) if a or b else None


def iou(a, b):
    return Fraction(len(a & b), len(a | b)) if a or b else None


def generalized(true, pred, classes, ignored):
    above = below = 0
    for c in range(classes):
        a, b = regions(true, pred, true != ignored)(c)
        if a:
            above += Fraction(2 * len(a & b), len(a) ** 2)
            below += Fraction(len(a) + len(b), len(a) ** 2)
    return above / below if below else None


def asked(images, classes, ignored, score):
    """The same by scikit-learn and NumPy."""
    found = []
    for c in range(classes):
        scores = []
        for weight, true, pred in images:
            true, pred = true[true != ignored], pred[true != ignored]
            if weight > 0 and c != ignored and (c in true or c in pred):
                scores.append((float(weight), score(true, pred, labels=[c], average="macro", zero_division=0.0)))
        found.append(average(scores))
    return found


def average(scores):
    return float(np.average([s for _, s in scores], weights=[w for w, _ in scores])) if scores else None


def compare(defined, found):
    for one, other in zip(defined, found, strict=True):
        assert (one is None) == (other is None) and (one is None or abs(one - other) < 1e-12), (defined, found)


def case(number, true, pred, classes, weights, ignored):
    each = np.ones(len(true)) if weights is None else weights
    images = [(Fraction(float(w)), t.ravel(), p.ravel()) for w, t, p in zip(each, true, pred)]
    values = {}
    for name, score, theirs in (("dice", dice, f1_score), ("iou", iou, jaccard_score)):
        defined = by_class(images, classes, ignored, score)
        compare(defined, asked(images, classes, ignored, theirs))
        values[name] = mean([(1, score) for score in defined])
        values[f"{name}_by_class"] = defined
    values["generalized_dice"] = mean([(w, generalized(t, p, classes, ignored)) for w, t, p in images])
    left_out = [
        sum((w for w, t, p in images if (t != ignored).any() and not any(regions(t, p, t != ignored)(c))), Fraction(0))
        for c in range(classes)
    ]
    if ignored is not None:
        left_out[ignored] = sum((w for w, t, _ in images if (t != ignored).any()), Fraction(0))
    values["left_out"] = left_out
    plain = {name: numbers(value) for name, value in values.items()}
    arrays = dict(true=written(true), pred=written(pred), weights=written(weights))
    return dict(id=number, options=dict(num_classes=classes, ignore_class=ignored)) | arrays | dict(value=plain)


def numbers(value):
    if isinstance(value, list):
        return [numbers(part) for part in value]
    return None if value is None else digits(float(value))


def cases():
    rng = stream("overlap by image")
    for number in range(40):
        classes, count = 2 + number % 4, int(rng.integers(1, 7))
        shape = (count, *((6,), (3, 4), (2, 2, 3))[number % 3])
        true, pred = np.zeros(shape, int), np.zeros(shape, int)
        for image in range(count):
            # Few classes in an image, so that some are absent.
            present = rng.permutation(classes)[: rng.integers(1, classes + 1)]
            true[image] = rng.choice(present, shape[1:])
            wrong = rng.integers(0, classes, shape[1:])
            pred[image] = np.where(rng.random(shape[1:]) < (0.3, 0.7, 1.0)[number % 3], true[image], wrong)
        weights = (None, rng.integers(0, 9, count) / 4, rng.random(count) < 0.7)[number // 3 % 3]
        ignored = None if number % 5 else int(rng.integers(0, classes))
        yield case(number, true, pred, classes, weights, ignored)
    # A class that is missed in the one image of twenty with it; and one image with a class, one without.
    rare = np.zeros((20, 4), int)
    rare[7, 2] = 1
    yield case(40, rare, np.zeros_like(rare), 2, None, None)
    yield case(41, np.array([[0] * 6, [1, 1, 1, 1, 0, 0]]), np.array([[0] * 6, [1, 0, 0, 0, 1, 0]]), 2, None, None)


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases())
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


if __name__ == "__main__":
    import sklearn

    write("sklearn_overlap.json", **{"scikit-learn": sklearn.__version__, "numpy": np.__version__})
