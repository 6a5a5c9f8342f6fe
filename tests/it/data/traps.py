#!/usr/bin/env python3
"""Runs the traps of the documentation's page in the released Python libraries.

    python3.11 traps.py [number of a row ..]

The page is src/guide/traps.md. Its Python blocks are what runs, each in the library and version that
stand above it, Keras on each of its backends or on those named there; what a block prints is
compared with what the page says that it prints. A line for every run goes to the output, and if one
is not reproduced, or if what is installed is not the version that the page names, the exit code is 1.

Of torchmetrics an older release is run too, which stands in a folder of its own.

The first run builds a virtual environment in `.venv-traps`: 7 GB, most of it the CUDA that PyPI's
build of torch brings; where torch's own index can be reached, its build for CPUs is taken. A run
takes one to four minutes.

A heading `### 3. ..` begins row 3; `**Keras 3.15.1** (TensorFlow, NumPy): ..` says where the next
block runs.
"""

import sys

sys.dont_write_bytecode = True

import doctest
import importlib.metadata
import json
import os
import re
import subprocess
from pathlib import Path

from golden import environment

PAGE = environment.HERE.parents[2] / "src/guide/traps.md"
TORCH = "2.15.0"
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
# What their dependencies bring would take the place of another library's: another TensorFlow, an older NumPy.
WITHOUT_DEPENDENCIES = ["confidenceinterval==1.0.5", "keras-hub==0.31.1", "lm_eval==0.4.13"]
REQUIREMENTS = [
    # torch wants another mpmath, which no trap needs.
    *(package for package in environment.REQUIREMENTS if not package.startswith("mpmath")),
    "jax==0.10.2",
    "kagglehub",
    "properscoring==0.1",
    "river==0.26.1",
    "sacrebleu",
    "tokenizers",
    f"torch=={TORCH}",
    "torcheval==0.0.7",
    "torchmetrics==1.9.0",
    "utilsforecast==0.2.17",
    "xgboost-cpu==3.2.0",
]

# Releases of what is in REQUIREMENTS too, without what they depend on.
OLDER = ["torchmetrics==1.6.0"]

# What a block need not import by itself.
GIVEN = {
    "confidenceinterval": "",
    "ir-measures": "import ir_measures; from ir_measures import Qrel, RR, ScoredDoc, nDCG",
    "Keras": "import keras, numpy as np; from keras import losses, metrics",
    "fairlearn": "from fairlearn import metrics; from sklearn.metrics import recall_score, roc_auc_score",
    "keras-hub": "import keras_hub, numpy as np",
    "lm_eval": "from lm_eval.api.metrics import mean, mean_stderr; from scipy.stats import norm",
    "NumPy": "import numpy as np",
    "pycm": "from pycm import ConfusionMatrix",
    "properscoring": "import itertools, numpy as np, properscoring",
    "river": "import numpy as np; from river import metrics, utils",
    "scikit-learn": "import numpy as np; from sklearn import metrics",
    "torcheval": "import numpy as np, torch; from torcheval import metrics",
    "torchmetrics": "import torch, torchmetrics; from torchmetrics import classification",
    "utilsforecast": "import pandas as pd; from utilsforecast import losses",
    "XGBoost": "import numpy as np, threading, xgboost; from xgboost import collective, tracker",
}

# Packages that are named otherwise than what they hold.
PACKAGES = {"XGBoost": "xgboost-cpu"}
ENVIRONMENT = ".venv-traps"
BACKENDS = "TensorFlow, torch, JAX, NumPy"
HEADING = re.compile(r"### (\d+)\. (.*)")
PLACE = re.compile(r"\*\*(\S+) (\d\S*)\*\*(?: \(([^)]*)\))?")


def older(requirement):
    """The folder of a release that is not the one of the environment."""
    return environment.HERE / ENVIRONMENT / "older" / requirement


def what_stands_apart(pip):
    """Older releases, torch's own build for CPUs, where its index can be reached, and what
    is installed without what it depends on."""
    for requirement in OLDER:
        target = ["--upgrade", "--target", older(requirement)]
        subprocess.run([*pip, "--no-deps", *target, requirement], check=True)
    subprocess.run([*pip, "--no-deps", *WITHOUT_DEPENDENCIES], check=True)
    command = [*pip, "--retries", "0", "--index-url", TORCH_INDEX, f"torch=={TORCH}"]
    subprocess.run(command, stderr=subprocess.DEVNULL)


def blocks(text):
    """Every block with the row and place that stand above it, and one entry for each backend."""
    row = place = code = None
    for line in text.splitlines():
        if heading := HEADING.match(line):
            row = int(heading[1])
        elif found := PLACE.match(line):
            place = found
        elif line == "```python":
            code = []
        elif line == "```" and code is not None:
            everywhere = BACKENDS if place[1] == "Keras" else ""
            for backend in (place[3] or everywhere).split(", "):
                yield dict(row=row, library=place[1], version=place[2], backend=backend,
                           code="\n".join(code) + "\n")  # fmt: skip
            code = None
        elif code is not None:
            code.append(line)


class Runner(doctest.DocTestRunner):
    """Keeps what the last example was to print, and what it printed."""

    expected = seen = ""

    def note(self, example, seen):
        self.expected, self.seen = example.want.strip(), seen.strip()

    def report_start(self, *_):
        pass

    def report_success(self, out, test, example, got):
        self.note(example, got)

    def report_failure(self, out, test, example, got):
        self.note(example, got)

    def report_unexpected_exception(self, out, test, example, exc_info):
        self.note(example, f"{exc_info[0].__name__}: {exc_info[1]}")


def run(block):
    names = {}
    exec(GIVEN[block["library"]], names)
    installed = importlib.metadata.version(PACKAGES.get(block["library"], block["library"].lower()))
    test = doctest.DocTestParser().get_doctest(block["code"], names, "", None, None)
    runner = Runner(optionflags=doctest.ELLIPSIS | doctest.FAIL_FAST)
    failed, _ = runner.run(test, out=lambda _: None, clear_globs=False)
    right = failed == 0 and installed == block["version"]
    return dict(block, right=right, installed=installed, expected=runner.expected, seen=runner.seen)


def work():
    """The blocks that arrive on standard input, which are of one library, version and backend."""
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), file=sys.stderr, flush=True)


def answers(library, version, backend, asked):
    """A process of its own for each library, version and backend."""
    variables = dict(os.environ, PYTHONPATH=str(older(f"{library}=={version}")),
                     KERAS_BACKEND=backend.lower(), TF_CPP_MIN_LOG_LEVEL="3",
                     CUDA_VISIBLE_DEVICES="-1", JAX_PLATFORMS="cpu", PYTHONWARNINGS="ignore")  # fmt: skip
    lines = "".join(json.dumps(block) + "\n" for block in asked)
    done = subprocess.run([sys.executable, __file__, "--work"], input=lines, env=variables,
                          capture_output=True, text=True)  # fmt: skip
    found = [json.loads(line) for line in done.stderr.splitlines() if line.startswith('{"row"')]
    if len(found) != len(asked):
        sys.exit(f"{library} {version} {backend} broke down:\n{done.stderr[-2000:]}")
    return found


def line(cells):
    return "| " + " | ".join(str(cell).replace("\n", " ").replace("|", "/") for cell in cells) + " |"


def main(rows):
    asked = [b for b in blocks(PAGE.read_text()) if not rows or str(b["row"]) in rows]
    keys = "library", "version", "backend"
    places = sorted({tuple(block[key] for key in keys) for block in asked})
    found = []
    for place in places:
        here = [block for block in asked if tuple(block[key] for key in keys) == place]
        found += answers(*place, here)
    print(line(["row", "where", "the page says", "seen", "reproduced"]))
    print(line(["---"] * 5))
    for b in sorted(found, key=lambda b: b["row"]):
        where = " ".join(filter(None, [b["library"], b["installed"], b["backend"]]))
        says, seen = ((b[key] or "nothing").splitlines()[-1] for key in ("expected", "seen"))
        print(line([b["row"], where, says, seen, "yes" if b["right"] else "NO"]))
    wrong = sum(not b["right"] for b in found)
    print(f"\n{len(found) - wrong} of {len(found)} runs reproduced.")
    return wrong > 0


if __name__ == "__main__":
    environment.enter(ENVIRONMENT, REQUIREMENTS, what_stands_apart)
    sys.exit(work() if sys.argv[1:] == ["--work"] else main(sys.argv[1:]))
