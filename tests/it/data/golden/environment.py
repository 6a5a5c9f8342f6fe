"""Interpreters with pinned versions."""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
REQUIREMENTS = [
    "MLstatkit==0.1.91",
    "keras==3.15.1",
    "model-diagnostics==1.5.0",
    "mpmath==1.4.1",
    "numpy==2.4.6",
    "pycm==4.6",
    "fairlearn==0.15.0",
    "ir-measures==0.4.3",
    "scikit-learn==1.9.1",
    "scikit-survival==0.28.0",
    "scoringrules==0.10.0",
    "scipy==1.17.1",
    "statsmodels==0.15.0",
    "tensorflow-cpu==2.21.0",
]


def enter(name=".venv", requirements=REQUIREMENTS, before=lambda pip: None):
    """Continues under the pinned interpreter, which is built first if it is missing.

    `before` may install what has to come from elsewhere, given the command to install with.
    """
    environment = HERE / name
    if Path(sys.prefix).resolve() == environment.resolve():
        return
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(environment, with_pip=True)
        (environment / ".gitignore").write_text("*\n")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    before(pip)
    subprocess.run([*pip, *requirements], check=True)
    sys.exit(subprocess.run([python, *sys.argv]).returncode)
