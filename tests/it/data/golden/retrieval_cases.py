"""Items ranked for a query: what scikit-learn says of gains, with ties, and trec_eval, by ir-measures, of untied runs.

    python3.11 -m golden.retrieval_cases           (in the folder above; writes retrieval.json alone)

A batch is relevances and scores of several queries, and a reading holds one value for each query. Exponential gains are
scikit-learn's DCG of 2^relevance - 1. Every value is compared with its definition, averaged over all orders of equal
scores, before it is written. null is a query without a relevant item, which scikit-learn and trec_eval count as 0.
"""

import json
from itertools import permutations

import ir_measures
import numpy as np
import sklearn
from ir_measures import AP, P, R, RR, Rprec, Success, nDCG
from sklearn.metrics import dcg_score, ndcg_score

from golden.cases import SEED, digits, stream
from golden.environment import HERE

FILE = "retrieval.json"
VERSIONS = {
    "scikit-learn": sklearn.__version__,
    "ir-measures": "0.4.3",
    "numpy": np.__version__,
    "seed": SEED,
}
CUTOFFS = (None, 1, 2, 3, 5, 9)


def write(name, **head):
    """One batch to a line, so that a difference between two versions can be read."""
    top = [f"{json.dumps(key)}: {json.dumps(value)},\n" for key, value in head.items()]
    lines = ",\n".join(json.dumps(batch, allow_nan=False) for batch in batches())
    (HERE / name).write_text("{\n" + "".join(top) + '"batches": [\n' + lines + "\n]\n}\n")


# ---------------------------------------------------------------------------------------------------------------------
# Definitions, for one order


def dcg(ranking, k):
    return sum(gain / np.log2(rank + 2) for rank, gain in enumerate(ranking[:k]))


def over_ideal(ranking, k):
    return dcg(ranking, k) / dcg(sorted(ranking, reverse=True), k)


def precision(ranking, k):
    return np.count_nonzero(ranking[:k]) / k


def average_precision(ranking, k):
    found = [precision(ranking, rank) for rank in range(1, len(ranking) + 1) if ranking[rank - 1] and rank <= k]
    return sum(found) / np.count_nonzero(ranking)


def reciprocal(ranking, k):
    return next((1 / (rank + 1) for rank, relevance in enumerate(ranking) if relevance), 0)


def recall(ranking, k):
    return np.count_nonzero(ranking[:k]) / np.count_nonzero(ranking)


def success(ranking, k):
    return float(any(ranking[:k]))


def r_precision(ranking, k):
    return precision(ranking, np.count_nonzero(ranking))


def expected(definition, relevances, scores, k):
    """The mean over all orders in which no score comes before a higher one."""
    orders = (order for order in permutations(range(len(scores))) if all(np.diff(scores[list(order)]) <= 0))
    return np.mean([definition(relevances[list(order)].tolist(), k or len(scores)) for order in orders])


# ---------------------------------------------------------------------------------------------------------------------
# Asking


def reading(metric, oracle, definition, true, pred, k, asked, empty_is_zero=True):
    """The values of all queries; none for one without a relevant item, unless it has a value without it."""
    values = []
    for relevances, scores, value in zip(true, pred, asked):
        if not relevances.any() and empty_is_zero:
            assert value == 0, (metric, value)
            values.append(None)
            continue
        defined = expected(definition, relevances, scores, k)
        assert abs(value - defined) < 1e-9, (metric, k, relevances, scores, value, defined)
        values.append(digits(float(value)))
    return dict(metric=metric, oracle=oracle, k=k, values=values)


def rows(function, true, pred, k):
    return [function(y[None], p[None], k=k) for y, p in zip(true, pred)]


def of_gains(true, pred):
    for k in CUTOFFS:
        for suffix, gains in (("", true), ("_exponential", 2.0**true - 1)):
            asked = rows(dcg_score, gains, pred, k)
            yield reading("dcg" + suffix, "scikit-learn", dcg, gains, pred, k, asked, empty_is_zero=False)
            asked = rows(ndcg_score, gains, pred, k)
            yield reading("ndcg" + suffix, "scikit-learn", over_ideal, gains, pred, k, asked)


def of_runs(true, pred):
    names = {f"q{q}": {f"d{d}": int(y) for d, y in enumerate(row)} for q, row in enumerate(true)}
    run = {f"q{q}": {f"d{d}": float(p) for d, p in enumerate(row)} for q, row in enumerate(pred)}

    def ask(measure):
        found = {found.query_id: found.value for found in ir_measures.iter_calc([measure], names, run)}
        return [found[f"q{q}"] for q in range(len(true))]

    for metric, measure, definition in (
        ("mean_reciprocal_rank", RR, reciprocal),
        ("mean_average_precision", AP, average_precision),
        ("ndcg", nDCG, over_ideal),
        ("r_precision", Rprec, r_precision),
    ):
        yield reading(metric, "ir-measures", definition, true, pred, None, ask(measure))
    for k in CUTOFFS[1:]:
        for metric, measure, definition in (
            ("mean_average_precision", AP @ k, average_precision),
            ("ndcg", nDCG @ k, over_ideal),
            ("precision_at_k", P @ k, precision),
            ("recall_at_k", R @ k, recall),
            ("hit_rate_at_k", Success @ k, success),
        ):
            yield reading(metric, "ir-measures", definition, true, pred, k, ask(measure))


# ---------------------------------------------------------------------------------------------------------------------
# Data


def relevances(rng, shape):
    """Grades; a query in six or so has no relevant item."""
    share = rng.random(shape[0])[:, None]
    return np.where(rng.random(shape) < np.where(share < 1 / 6, 0, share), rng.integers(1, 4, shape), 0).astype(float)


def batch(true, pred, readings):
    return dict(true=true.tolist(), pred=pred.tolist(), readings=list(readings))


def batches():
    rng = stream("retrieval")
    for items in (2, 4, 6, 7):
        true, pred = relevances(rng, (6, items)), rng.integers(-2, 3, (6, items)) / 2
        yield batch(true, pred, of_gains(true, pred))
    for items in (1, 3, 5, 7):
        true = relevances(rng, (8, items))
        pred = np.array([rng.permutation(items) for _ in true]) / 4 - 0.5
        # scikit-learn refuses a single item.
        yield batch(true, pred, [*(of_gains(true, pred) if items > 1 else ()), *of_runs(true, pred)])


if __name__ == "__main__":
    write(FILE, **VERSIONS)
