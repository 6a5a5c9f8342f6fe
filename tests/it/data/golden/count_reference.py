"""The values of Keras's own tests and class docs, for the metrics that read counts or moments: how they are entered."""

import numpy as np

from golden import count_reference_binary, count_reference_classes
from golden.cases import TOLERANCE, Ledger, digits, flat, printed_step
from golden.count_metrics import BY_NAME, ask_keras
from golden.readings import literal_case, show

HEAD = "of Keras 3.16: release 3.15.1 differs"


class References:
    """Enters literal cases. A value given as text was rounded to the digits shown; a number is exact.

    `head` marks values of a Keras that is newer than the one that can be asked.
    """

    def __init__(self):
        self.ledger = Ledger()
        self.source = ""

    def add(self, name, true, pred, value, weights=None, dtype=None, head=False, **more):
        remarks = {key: more.pop(key) for key in ("note", "refused", "deviates") if key in more}
        floatx = "float32" if dtype == "f32" else None
        case = literal_case(BY_NAME[name], true, pred, weights, more, dtype, floatx)
        value, step = printed(value)
        defined, scale = (value, np.abs(value)) if "refused" in remarks else case.metric.define(case)
        tolerance = step + TOLERANCE * np.fmax(np.abs(value), scale)
        gap = excess(value if head else ask_keras(case), value, tolerance)
        if gap > 1 or (excess(defined, value, tolerance) > 1) != ("deviates" in remarks):
            raise SystemExit(f"{name} should be {value}, is defined as {defined}: {remarks} {show(case)}")
        remarks |= dict(defined=digits(defined)) if "deviates" in remarks else {}
        remarks = dict(source=self.source) | (dict(note=HEAD) if head else {}) | remarks
        self.ledger.add(case, value, scale, gap, **remarks, tolerance=digits(tolerance, 3))


def printed(value):
    """A number or an array, and one unit in the last digit that was printed."""
    parts = value.split() if isinstance(value, str) else np.ravel(value).tolist()
    numbers = np.array(parts, np.float64)
    return (numbers if len(parts) > 1 else float(numbers[0])), max(map(printed_step, parts))


def excess(found, value, tolerance):
    """The largest difference in tolerances; infinite where nothing is defined."""
    apart = np.nan_to_num(np.abs(flat(found) - flat(value)), nan=np.inf)
    return float(np.max(np.divide(apart, flat(tolerance), out=apart.copy(), where=apart > 0)))


def ledger():
    references = References()
    for family in (*count_reference_binary.FAMILIES, *count_reference_classes.FAMILIES):
        family(references)
    return references.ledger
