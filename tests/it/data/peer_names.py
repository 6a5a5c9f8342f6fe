"""Writes the names for which the pages of the guide have rows, beside itself:

    sklearn_names.txt       `sklearn.metrics.__all__`
    torchmetrics_names.txt  the public classes of torchmetrics that take arrays, by module

    python3.11 peer_names.py torchmetrics-1.9.0-py3-none-any.whl

needs scikit-learn. `pip download torchmetrics==1.9.0 --no-deps` fetches the wheel, which is read and not installed.
"""

import ast
import sys
import zipfile
from pathlib import Path

import sklearn
import sklearn.metrics

# Those of texts, sounds, images, videos and boxes have one line of the page together.
FOLDERS = "classification clustering nominal regression retrieval segmentation shape wrappers".split()
FILES = "aggregation collections metric".split()


def strings(tree):
    """The names in `__all__` of a module, also those that it adds if a dependency is there."""
    for node in ast.walk(tree):
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        if isinstance(node, (ast.Assign, ast.AugAssign)) and "__all__" in [getattr(it, "id", "") for it in targets]:
            yield from ast.literal_eval(node.value)


def torchmetrics_names(wheel):
    parse = lambda path: ast.parse(wheel.read(f"torchmetrics/{path}"))
    exported = set(strings(parse("__init__.py")))
    for folder in FOLDERS:
        yield from (f"{folder}.{name}" for name in strings(parse(f"{folder}/__init__.py")))
    for file in FILES:
        classes = [node.name for node in parse(f"{file}.py").body if isinstance(node, ast.ClassDef)]
        yield from (f"{file}.{name}" for name in classes if name in exported)


def write(name, head, lines):
    Path(__file__).with_name(name).write_text("\n".join([f"# {head}", *sorted(lines)]) + "\n")


def main():
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        names, version = list(torchmetrics_names(wheel)), Path(sys.argv[1]).name.split("-")[1]
    write("torchmetrics_names.txt", f"torchmetrics {version}", names)
    write("sklearn_names.txt", f"scikit-learn {sklearn.__version__}", sklearn.metrics.__all__)


if __name__ == "__main__":
    main()
