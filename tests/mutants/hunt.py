"""Lets each mutant live, and runs the tests that reach it until one fails: first the quick tests for
every mutant, then the slower ones for those that are left.

usage: hunt.py WORK [FILE-PATTERN]
"""

import json
import os
import random
import re
import resource
import subprocess
import sys
import threading
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# A mutant that takes more is caught: seconds of computing beside four times what the tests take
# without it, seconds in all, and bytes of memory.
PATIENCE, DEADLOCK, MEMORY = 10, 1800, 9 << 30

# Tests of up to so many seconds are run in each round. Slower ones are left out: of 2,374 mutants
# they caught 14 that others had not, and they would take five hours for those that survive.
ROUNDS = [0.3, 3.0]

ENVIRONMENT = {"PROPTEST_MAX_SHRINK_ITERS": "0", "RUST_BACKTRACE": "0", "RAYON_NUM_THREADS": "2"}


def limit(seconds):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def killer(number, program, tests, seconds, copy):
    """The test that fails, or does not come to its end, or None."""
    process = subprocess.Popen(
        [program, "--test-threads", "1", "--exact", *tests],
        cwd=copy,
        env=os.environ | ENVIRONMENT | {"MUTANT": str(number)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        errors="replace",
        preexec_fn=lambda: limit(int(PATIENCE + 4 * seconds)),
    )
    clock = threading.Timer(DEADLOCK, process.kill)
    clock.start()
    try:
        return first_failure(process)
    finally:
        process.kill()
        process.wait()
        clock.cancel()


def first_failure(process):
    now = "?"
    for line in process.stdout:
        if match := re.match(r"test (\S+)", line):
            now = match[1]
            if line.endswith("FAILED\n"):
                return now
    code = process.wait()
    return None if code == 0 else f"{now}, which ended with {code}"


class Hunt:
    def __init__(self, work):
        self.copy = work / "copy"
        self.reaching, self.kills = defaultdict(list), defaultdict(Counter)
        for answer in json.loads((work / "trace.json").read_text()):
            for number in answer["reached"] if answer["passed"] else []:
                self.reaching[number].append(answer)

    def ask(self, number, file, above, below):
        """The test that catches a mutant, of those that take so long, or None."""
        for tests in self.portions(number, file, above, below):
            for program in sorted({test["program"] for test in tests}):
                mine = [test for test in tests if test["program"] == program]
                names, seconds = [test["test"] for test in mine], sum(test["seconds"] for test in mine)
                if caught := killer(number, program, names, seconds, self.copy):
                    self.kills[file][caught] += 1
                    return caught
        return None

    def portions(self, number, file, above, below):
        """The tests that reach a mutant, some at a time: those that caught others in the file, then
        the quick ones."""
        kills, portion, spent, budget = self.kills[file], [], 0.0, 0.2
        tests = [test for test in self.reaching[number] if above < test["seconds"] <= below]
        for test in sorted(tests, key=lambda test: (-min(kills[test["test"]], 8), test["seconds"])):
            portion.append(test)
            spent += test["seconds"]
            if spent > budget:
                yield portion
                portion, spent, budget = [], 0.0, 5 * budget
        if portion:
            yield portion


def outcomes(results):
    """What is known of each mutant: the test that caught it, or up to which round there is none."""
    return {line["number"]: line for line in map(json.loads, results.open())} if results.exists() else {}


def main():
    work, pattern = Path(sys.argv[1]), "".join(sys.argv[2:3])
    mutants, results = json.loads((work / "list.json").read_text()), work / "results.jsonl"
    there = json.loads((work / "there.json").read_text())["there"]
    hunt, lock = Hunt(work), threading.Lock()
    for above, below in zip([-1.0, *ROUNDS], ROUNDS):
        known = outcomes(results)

        def is_open(number):
            last = known.get(number, {"caught": None, "below": -1.0})
            return last["caught"] is None and last["below"] < below

        def one(number):
            caught = hunt.ask(number, mutants[number - 1]["file"], above, below)
            with lock, results.open("a") as out:
                out.write(json.dumps({"number": number, "caught": caught, "below": below}) + "\n")

        wanted = [n for n in there if is_open(n) and re.search(pattern, mutants[n - 1]["file"])]
        random.Random(1).shuffle(wanted)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(one, wanted))


if __name__ == "__main__":
    main()
