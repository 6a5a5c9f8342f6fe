"""Tells how many mutants were caught, and which survivors nobody has explained.

usage: report.py WORK SURVIVORS.md
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

from hunt import outcomes

CORE = ("src/shape/", "src/state/", "src/kernel/", "src/exact/")


def short(mutant):
    """A mutant's name without the line, which any edit above it moves."""
    return re.sub(r":\d+:\d+: ", ": ", mutant["name"])


def main():
    work, explained = Path(sys.argv[1]), Path(sys.argv[2]).read_text()
    mutants = json.loads((work / "list.json").read_text())
    results = {number: last["caught"] for number, last in outcomes(work / "results.jsonl").items()}
    asked, caught = Counter(), Counter()
    for number, test in results.items():
        part = "shape, state, kernel" if mutants[number - 1]["file"].startswith(CORE) else "the rest"
        for counted in (part, "all"):
            asked[counted] += 1
            caught[counted] += test is not None
    for part, count in sorted(asked.items()):
        print(f"{part}: {caught[part]} of {count} caught, {100 * caught[part] / count:.1f} %")
    reasons = json.loads((work / "there.json").read_text())["reasons"].values()
    for reason, count in Counter(reason.split(":")[0] for reason in reasons).items():
        print(f"{reason}: {count}")
    survivors = [mutants[number - 1] for number, test in sorted(results.items()) if test is None]
    unexplained = [mutant["name"] for mutant in survivors if f"`{short(mutant)}`" not in explained]
    print(f"{len(survivors)} survivors, {len(unexplained)} of them without an explanation", *unexplained, sep="\n")
    sys.exit(bool(unexplained))


if __name__ == "__main__":
    main()
