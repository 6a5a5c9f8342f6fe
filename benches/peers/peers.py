"""Times the Python peers.

usage: peers.py DATA [WORKLOAD-substring]   prints {workload: {peer: seconds}} once
       peers.py DATA --serve                answers `WORKLOAD SECONDS` lines with
                                            {peer: {"seconds": .., "value": ..}} lines

All compute on two threads, or on as many as PEER_THREADS says.
"""
import functools
import inspect
import json
import math
import pathlib
import sys
import time

from workloads import UPDATES, WORKLOADS  # First: it sets the number of threads.
from cliffs import CLIFFS
from clusterings import CLUSTERINGS
from errors import ERRORS
from quantiles import QUANTILES
from rankings import RANKINGS

import numpy as np

ALL = {**WORKLOADS, **CLIFFS, **CLUSTERINGS, **ERRORS, **QUANTILES, **RANKINGS}


@functools.lru_cache(maxsize=1)
def calls(name, data):
    """What each peer runs. Kept while the same workload is asked for again."""
    workload, arrays = ALL[name]
    parameters = inspect.signature(workload).parameters
    return workload(*(np.load(data / f"{arrays}_{member}.npy") for member in parameters))


def seconds_of(call):
    start = time.perf_counter()
    value = call()
    return time.perf_counter() - start, value


def best(call, budget):
    """The shortest time within a budget, and the value.

    The first call warms up; it counts only if it takes ten times the budget.
    """
    shortest, value = seconds_of(call)
    if shortest < 10 * budget:
        shortest, end = math.inf, time.perf_counter() + budget
        while math.isinf(shortest) or time.perf_counter() < end:
            shortest = min(shortest, seconds_of(call)[0])
    return shortest, value


def number(value):
    """What can be compared: a number, or a confusion matrix's trace."""
    if value is None:
        return None
    return float(np.trace(value) if np.ndim(value) == 2 else value)


def measure(name, data, budget):
    if name not in ALL:
        return {}
    answers = {}
    for peer, call in calls(name, data).items():
        seconds, value = best(call, budget)
        answers[peer] = {"seconds": seconds / UPDATES.get(name, 1), "value": number(value)}
    return answers


def serve(data):
    for request in sys.stdin:
        name, budget = request.split()
        print(json.dumps(measure(name, data, float(budget))), flush=True)


def once(data, substring):
    names = [name for name in ALL if substring in name]
    answers = {name: measure(name, data, budget=1.5) for name in names}
    seconds = {name: {p: a["seconds"] for p, a in peers.items()} for name, peers in answers.items()}
    print(json.dumps(seconds, indent=1))


if __name__ == "__main__":
    data, *rest = sys.argv[1:]
    if rest == ["--serve"]:
        serve(pathlib.Path(data))
    else:
        once(pathlib.Path(data), *rest or [""])
