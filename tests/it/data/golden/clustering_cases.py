"""Agreement of clusterings, and how far clusters are apart: what scikit-learn and scipy say.

    python3.11 -m golden.clustering_cases     (in the folder above; writes sklearn_clusterings.json alone)

scikit-learn takes no weights here: weights are whole numbers, and a sample of weight w comes w times. Every value is
compared with a definition before it is written: every two samples one by one, entropies and the hypergeometric
expectation with mpmath, every matching of few clusters, and distances in fractions or with mpmath. null is undefined: a
Fowlkes-Mallows index without pairs that are together, for which scikit-learn gives 0. Purity and the Dunn index are the
definition's alone.
"""

import json
import warnings
from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations
from math import comb

import mpmath
import numpy as np
import scipy
import sklearn
from mpmath import mpf
from scipy.optimize import linear_sum_assignment
from sklearn import metrics
from sklearn.metrics.cluster import contingency_matrix

from golden.cases import SEED, digits, stream, written
from golden.environment import HERE

FILE = "sklearn_clusterings.json"
VERSIONS = {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__, "seed": SEED}
SIZES = (3, 8, 15, 40)
MEANS = {"arithmetic": lambda a, b: (a + b) / 2, "geometric": lambda a, b: mpmath.sqrt(a * b), "min": min, "max": max}
BETAS = (0.0, 0.5, 1.0, 3.0)

mpmath.mp.dps = 40


def write(name, **head):
    """One case to a line, so that a difference between two versions can be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = [*agreements(), *spreads()]
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    (HERE / name).write_text("{\n" + "".join(top) + '"cases": [\n' + lines + "\n]\n}\n")


def case(true, pred, weights, readings):
    """One batch, with all that is known of it."""
    return dict(true=written(true), pred=written(pred), weights=written(weights), readings=list(readings))


def reading(metric, found, defined, oracle="scikit-learn", **options):
    assert defined is None or abs(found - float(defined)) < 1e-12 * max(1, abs(found)), (metric, found, defined)
    value = np.nan if defined is None else found
    return dict(metric=metric, options=options, oracle=oracle, value=digits(float(value)))


def repeated(weights, *arrays):
    return [np.repeat(array, weights.astype(int), axis=0) for array in arrays]


# ---------------------------------------------------------------------------------------------------------------------
# Definitions


def pairs_of(y, p):
    """Pairs together on both sides, in the prediction alone, in the truth alone, and on neither."""
    kinds = Counter((bool(y[i] == y[j]), bool(p[i] == p[j])) for i, j in combinations(range(len(y)), 2))
    return [kinds[kind] for kind in ((True, True), (False, True), (True, False), (False, False))]


def entropy(labels):
    n = len(labels)
    return -sum(mpf(count) / n * mpmath.log(mpf(count) / n) for count in Counter(labels.tolist()).values())


def information(y, p):
    n, rows, columns = len(y), Counter(y.tolist()), Counter(p.tolist())
    cells = Counter(zip(y.tolist(), p.tolist()))
    return sum(mpf(k) / n * mpmath.log(mpf(k * n) / (rows[i] * columns[j])) for (i, j), k in cells.items())


def expected_information(y, p):
    n, total = len(y), mpf(0)
    for a in Counter(y.tolist()).values():
        for b in Counter(p.tolist()).values():
            for k in range(max(1, a + b - n), min(a, b) + 1):
                chance = mpf(comb(b, k) * comb(n - b, a - k)) / comb(n, a)
                total += chance * mpf(k) / n * mpmath.log(mpf(k * n) / (a * b))
    return total


def is_one(y, p):
    """Whether both clusterings are the same."""
    return len(set(zip(y.tolist(), p.tolist()))) == len(set(y.tolist())) == len(set(p.tolist()))


def share(part, whole):
    """0 of nothing is 0 where scikit-learn says so."""
    return part / whole if abs(part) > mpf(10) ** -30 else mpf(0)


def best_matching(table):
    table = table if table.shape[0] <= table.shape[1] else table.T
    ways = permutations(range(table.shape[1]), table.shape[0])
    return max(sum(table[row, column] for row, column in enumerate(way)) for way in ways)


# ---------------------------------------------------------------------------------------------------------------------
# Agreement


def drawn(rng, number):
    """Labels of few to many clusters, some negative, that agree now more, now less; every second case with weights."""
    n, clusters = SIZES[number % len(SIZES)], (2, 3, 6)[number % 3]
    true = rng.integers(0, clusters, n)
    pred = np.where(rng.random(n) < (0.2, 0.5, 0.9)[number // 2 % 3], true, rng.integers(0, clusters + 2, n))
    weights = rng.integers(0, 4, n).astype(float) if number // 2 % 2 else None
    if weights is not None:
        weights[:2] = 1
    return true * 7 - 10, pred - 2, weights


LITERAL = [
    ([0, 0, 1, 2], [0, 0, 1, 1]),
    ([0, 0, 1, 1], [1, 1, 0, 0]),
    ([0, 0, 0, 0], [0, 0, 0, 0]),
    ([0, 1, 2, 3], [3, 2, 1, 0]),
    ([0, 0, 0, 0], [0, 1, 2, 3]),
    ([0, 0, 0, 0], [0, 0, 1, 1]),
    ([0, 1, 2, 3], [0, 0, 1, 1]),
    ([0, 0, 1, 1], [0, 1, 0, 1]),
    ([5], [-5]),
]


def agreements():
    for number in range(48):
        yield agreement(*drawn(stream(f"clusterings {number}"), number))
    for true, pred in LITERAL:
        yield agreement(np.array(true), np.array(pred), None)


def agreement(true, pred, weights):
    own = np.ones(len(true)) if weights is None else weights
    y, p = repeated(own, true, pred)
    of_pairs = [*pair_readings(y, p)]
    return case(true.astype(float), pred.astype(float), weights, [*of_pairs, *information_readings(y, p), *matched(y, p)])


def pair_readings(y, p):
    tp, fp, fn, tn = pairs_of(y, p)
    doubled = metrics.pair_confusion_matrix(y, p)
    assert doubled.ravel().tolist() == [2 * tn, 2 * fp, 2 * fn, 2 * tp], (doubled, tp, fp, fn, tn)
    for name, count in (("true_positives", tp), ("false_positives", fp), ("false_negatives", fn), ("true_negatives", tn)):
        yield reading(name, count, count)
    both = Fraction((tp + fn) * (fn + tn) + (tp + fp) * (fp + tn))
    adjusted = 1 if fp == fn == 0 else 2 * (tp * tn - fn * fp) / both
    yield reading("rand_index", metrics.rand_score(y, p), 1 if fp == fn == 0 else Fraction(tp + tn, tp + fp + fn + tn))
    yield reading("adjusted_rand_index", metrics.adjusted_rand_score(y, p), adjusted)
    square = (tp + fp) * (tp + fn)
    yield reading("fowlkes_mallows", metrics.fowlkes_mallows_score(y, p), tp / mpmath.sqrt(square) if square else None)


def information_readings(y, p):
    found, of_true, of_pred = information(y, p), entropy(y), entropy(p)
    one, expected = is_one(y, p), expected_information(y, p)
    yield reading("mutual_information", metrics.mutual_info_score(y, p), found)
    yield reading("homogeneity", metrics.homogeneity_score(y, p), found / of_true if of_true else 1)
    yield reading("completeness", metrics.completeness_score(y, p), found / of_pred if of_pred else 1)
    for beta in BETAS:
        mean = (beta * of_pred + of_true) / (1 + mpf(beta))
        harmonic = 1 if one else share(found, mean) if found > 1e-30 else 0
        # Of a homogeneity or completeness of 1 alone, scikit-learn's mean is that one.
        alone = beta == 0 and not of_true
        yield reading("v_measure", 1.0 if one else float(harmonic) if alone else metrics.v_measure_score(y, p, beta=beta), harmonic, beta=beta)
    for name, mean in MEANS.items():
        most = mean(of_true, of_pred)
        normalized = 1 if one else share(found, most)
        asked = metrics.normalized_mutual_info_score(y, p, average_method=name)
        yield reading("normalized_mutual_information", asked, normalized, mean=name)
        trivial = any(len(set(side.tolist())) in (1, len(side)) for side in (y, p))
        adjusted = 1 if one else mpf(0) if trivial else (found - expected) / (most - expected)
        asked = metrics.adjusted_mutual_info_score(y, p, average_method=name)
        # scikit-learn divides rounding errors by each other where a side tells nothing.
        asked, oracle = (float(adjusted), "exact") if trivial or one else (asked, "scikit-learn")
        yield reading("adjusted_mutual_information", asked, adjusted, oracle, mean=name)


def matched(y, p):
    table = contingency_matrix(y, p)
    best = table[linear_sum_assignment(-table)].sum()
    purity = Fraction(int(table.max(axis=0).sum()), len(y))
    yield reading("purity", float(purity), purity, "definition")
    defined = Fraction(int(best_matching(table) if max(table.shape) < 8 else best), len(y))
    yield reading("cluster_accuracy", best / len(y), defined, "scipy")


# ---------------------------------------------------------------------------------------------------------------------
# How far clusters are apart


def points_of(rng, number):
    """Points in 1 to 5 dimensions in 2 to 4 clusters, some far from 0; quarters, so that squares are exact."""
    n, features, clusters = (6, 13, 30)[number % 3], 1 + number % 5, 2 + number % 3
    labels = np.concatenate([np.arange(clusters), rng.integers(0, clusters, n - clusters)])
    points = np.round(4 * (rng.normal(0, 2, (n, features)) + 3 * labels[:, None])) / 4
    return labels * 3 - 4, points + (0, 0, 1e8)[number // 2 % 3]


def spreads():
    for number in range(30):
        yield spread(*points_of(stream(f"clusters {number}"), number))
    yield spread(np.array([0, 0, 1, 1]), np.array([[0.0], [1], [10], [12]]))
    yield spread(np.array([0, 0, 1, 1]), np.array([[0.0], [1], [10], [12]]) + 1e8)
    yield spread(np.array([3, 3, 3, -1]), np.array([[0.0, 0], [1, 0], [0, 1], [5, 5]]))


def spread(labels, points):
    near = points - np.round(points.mean(axis=0))
    exact = [[Fraction(x) for x in row] for row in points.tolist()]
    groups = {label: [exact[i] for i in np.flatnonzero(labels == label)] for label in sorted(set(labels.tolist()))}
    readings = [
        # scikit-learn loses digits far from 0, so that it is asked about points that are moved back.
        reading("calinski_harabasz", metrics.calinski_harabasz_score(near, labels), calinski_harabasz(exact, groups)),
        reading("davies_bouldin", metrics.davies_bouldin_score(near, labels), davies_bouldin(groups)),
        reading("silhouette", metrics.silhouette_score(near, labels), mean(silhouettes(labels, exact, groups))),
        dict(metric="silhouette_samples", options={}, oracle="scikit-learn", value=samples(labels, near, exact, groups)),
    ]
    within = max(distance(a, b) for group in groups.values() for a, b in combinations([*group, group[0]], 2))
    between = min(distance(a, b) for g, h in combinations(groups.values(), 2) for a in g for b in h)
    readings.append(reading("dunn_index", float(between / within), between / within, "definition"))
    return case(labels.astype(float), points, None, readings)


def samples(labels, near, exact, groups):
    found, defined = metrics.silhouette_samples(near, labels), silhouettes(labels, exact, groups)
    assert all(abs(a - float(b)) < 1e-12 for a, b in zip(found, defined)), (found, defined)
    return [digits(float(value)) for value in found]


def mean(numbers):
    return sum(numbers) / len(numbers)


def centre(group):
    return [mean(column) for column in zip(*group)]


def square(a, b):
    return sum((x - y) ** 2 for x, y in zip(a, b))


def distance(a, b):
    apart = square(a, b)
    return mpmath.sqrt(mpf(apart.numerator) / apart.denominator)


def calinski_harabasz(points, groups):
    middle, centres = centre(points), {label: centre(group) for label, group in groups.items()}
    between = sum(len(group) * square(centres[label], middle) for label, group in groups.items())
    within = sum(square(point, centres[label]) for label, group in groups.items() for point in group)
    return between / (len(groups) - 1) / (within / (len(points) - len(groups)))


def davies_bouldin(groups):
    centres = {label: centre(group) for label, group in groups.items()}
    scatter = {label: mean([distance(point, centres[label]) for point in group]) for label, group in groups.items()}
    ratio = lambda i, j: (scatter[i] + scatter[j]) / distance(centres[i], centres[j])
    return mean([max(ratio(i, j) for j in groups if j != i) for i in groups])


def silhouettes(labels, points, groups):
    def of(label, point):
        if len(groups[label]) == 1:
            return mpf(0)
        means = {j: sum(distance(point, other) for other in group) for j, group in groups.items()}
        own = means[label] / (len(groups[label]) - 1)
        other = min(means[j] / len(group) for j, group in groups.items() if j != label)
        return (other - own) / max(own, other) if max(own, other) else mpf(0)

    return [of(label, point) for label, point in zip(labels.tolist(), points)]


if __name__ == "__main__":
    write(FILE, **VERSIONS)
