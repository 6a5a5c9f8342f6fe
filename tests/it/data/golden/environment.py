"""The interpreter with the pinned versions."""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ENVIRONMENT = HERE / ".venv"
REQUIREMENTS = [
    "keras==3.15.1",
    "numpy==2.4.6",
    "scikit-learn==1.9.1",
    "tensorflow-cpu==2.21.0",
]


def enter():
    """Continues under the pinned interpreter, which is built first if it is missing."""
    if Path(sys.prefix).resolve() == ENVIRONMENT.resolve():
        return
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        (ENVIRONMENT / ".gitignore").write_text("*\n")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", *REQUIREMENTS], check=True)
    sys.exit(subprocess.run([python, *sys.argv]).returncode)
