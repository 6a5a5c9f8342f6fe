"""Puts the mutants into the copy, and takes out those that do not compile until the rest does.

usage: viable.py WORK
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from instrument import instrument

CHECK = ["cargo", "check", "--message-format=json", "--lib", "--features", "rayon,serde"]


def number_at(text, place):
    """The mutant whose text holds a place, the innermost; None outside of all."""
    opened = []
    for mark in re.finditer(rb"/\*<(\d+)\*/|/\*\d+>\*/", text[:place]):
        if mark[1] is None:
            opened.pop()
        else:
            opened.append(int(mark[1]))
    return opened[-1] if opened else None


def arm_in(text):
    """An arm with a switch does not count as covering its pattern: the first such arm."""
    return int(re.search(rb"/\*<(\d+)\*//\*", text)[1])


def culprits(copy):
    """The mutants that errors point at, with the messages."""
    out = subprocess.run(CHECK, cwd=copy, capture_output=True, text=True)
    found = {}
    for line in out.stdout.splitlines():
        message = json.loads(line)
        if message["reason"] != "compiler-message" or message["message"]["level"] != "error":
            continue
        message = message["message"]
        numbers = blamed(message, copy)
        found |= {number: message["message"] for number in numbers}
        if message["spans"] and not numbers:
            sys.exit(message["rendered"])
    if out.returncode != 0 and not found:
        sys.exit(out.stderr)
    return found


def blamed(message, copy):
    texts = [(span, copy / span["file_name"]) for span in message["spans"]]
    texts = [(span, path.read_bytes()) for span, path in texts if path.exists()]
    numbers = {number_at(text, span["byte_start"]) for span, text in texts} - {None}
    if not numbers and (message["code"] or {}).get("code") == "E0004":
        span, text = texts[0]
        numbers = {arm_in(text[span["byte_end"] :])}
    return numbers


def main():
    work = Path(sys.argv[1])
    mutants, without = json.loads((work / "list.json").read_text()), {}
    while True:
        shutil.rmtree(work / "copy/src")
        shutil.copytree(work / "pristine/src", work / "copy/src")
        there, reasons = instrument(mutants, without, work / "copy")
        print(f"{len(there)} of {len(mutants)} mutants behind a switch", flush=True)
        found = culprits(work / "copy")
        if not found:
            break
        without |= {number: f"does not compile: {why}" for number, why in found.items()}
    (work / "there.json").write_text(json.dumps({"there": there, "reasons": reasons}))


if __name__ == "__main__":
    main()
