"""Lets each mutant live, and runs the tests that reach it until one fails.

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

    def ask(self, number, file):
        """The test that catches a mutant, or None."""
        for tests in self.portions(number, file):
            for program in sorted({test["program"] for test in tests}):
                mine = [test for test in tests if test["program"] == program]
                names, seconds = [test["test"] for test in mine], sum(test["seconds"] for test in mine)
                if caught := killer(number, program, names, seconds, self.copy):
                    self.kills[file][caught] += 1
                    return caught
        return None

    def portions(self, number, file):
        """The tests that reach a mutant, some at a time: quick ones that caught others in the file,
        then quick ones."""
        kills, portion, spent, budget = self.kills[file], [], 0.0, 0.2
        useful = lambda test: min(kills[test["test"]], 8) if test["seconds"] < 3 else 0
        for test in sorted(self.reaching[number], key=lambda t: (-useful(t), t["seconds"])):
            portion.append(test)
            spent += test["seconds"]
            if spent > budget:
                yield portion
                portion, spent, budget = [], 0.0, 5 * budget
        if portion:
            yield portion


def main():
    work, pattern = Path(sys.argv[1]), "".join(sys.argv[2:3])
    mutants, results = json.loads((work / "list.json").read_text()), work / "results.jsonl"
    there = json.loads((work / "there.json").read_text())["there"]
    done = {json.loads(line)["number"] for line in results.open()} if results.exists() else set()
    wanted = [n for n in there if n not in done and re.search(pattern, mutants[n - 1]["file"])]
    random.Random(1).shuffle(wanted)
    hunt, lock = Hunt(work), threading.Lock()

    def one(number):
        caught = hunt.ask(number, mutants[number - 1]["file"])
        with lock, results.open("a") as out:
            out.write(json.dumps({"number": number, "caught": caught}) + "\n")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(one, wanted))


main()
