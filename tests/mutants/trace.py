"""Which mutants each test reaches, and how long it takes: runs every test alone.

usage: trace.py WORK
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


# A test that has cargo build the example programs.
EXAMPLES = "examples::"


def tests(program):
    listed = subprocess.run([program, "--list"], capture_output=True, text=True, check=True).stdout
    names = re.findall(r"^(.*): test$", listed, re.MULTILINE)
    return [name for name in names if not name.startswith(EXAMPLES)]


def trace(program, test, copy):
    with tempfile.NamedTemporaryFile("r") as file:
        began = time.monotonic()
        env = os.environ | {"TRACE": file.name, "RAYON_NUM_THREADS": "2"}
        run = subprocess.run([program, "--exact", test], cwd=copy, env=env, capture_output=True)
        seconds = time.monotonic() - began
        reached = [int(number) for number in file.read().split()]
    passed = run.returncode == 0
    return {"program": program, "test": test, "seconds": seconds, "reached": reached, "passed": passed}


def programs(built):
    """The test programs among what cargo says it built."""
    artifacts = [json.loads(line) for line in built.read_text().splitlines()]
    artifacts = [a for a in artifacts if a["reason"] == "compiler-artifact" and a["profile"]["test"]]
    return [artifact["executable"] for artifact in artifacts if artifact["executable"]]


def main():
    work = Path(sys.argv[1])
    asked = [(program, test) for program in programs(work / "build.json") for test in tests(program)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        answers = list(pool.map(lambda one: trace(*one, work / "copy"), asked))
    (work / "trace.json").write_text(json.dumps(answers))
    failed = [answer["test"] for answer in answers if not answer["passed"]]
    print(f"{len(answers)} tests; not asked again, as they fail without a mutant: {failed}")


if __name__ == "__main__":
    main()
