"""The held-out predictions of real models, which cases name rather than copy."""

import sys
from pathlib import Path

import numpy as np

from golden.cases import Case
from golden.environment import HERE

FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../examples/data"

BREAST_CANCER = dict(true="breast_cancer_labels.npy", pred="breast_cancer_probabilities.npy")
DIGITS = dict(true="digits_labels.npy", pred="digits_probabilities.npy")
WEIGHTED_DIGITS = DIGITS | dict(weights="digits_weights.npy")
DIABETES = dict(true="diabetes_targets.npy", pred="diabetes_predictions.npy")


def data_case(reading, files, **options):
    arrays = {name: np.load(FOLDER / file) for name, file in files.items()}
    true, pred, weights = (arrays.get(name) for name in ("true", "pred", "weights"))
    return Case(reading, reading.defaults | options, reading.floatx, true, pred, weights, files)
