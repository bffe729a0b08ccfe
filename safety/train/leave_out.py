#!/usr/bin/env python3
"""What it costs not to have heard a writer: recall on a writer's cases, with and without that writer in the learning.

    leave_out.py [--author NAME]... BUDDY BUDDY_TRAIN

Trains the bag of words alone (some 80 seconds a writer on two cores), puts it into a copy of what ships, and asks
`buddy safety eval` about the writer's cases of the calibration and the test side, rules and context included.
The bag that heard all writers is made in the same way, so that only the writer differs.
"""
import argparse
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIDES = ("calibration", "test")


def cases_by(author):
    """The writer's cases, one JSON line each."""
    for file in sorted((ROOT / "data/corpus").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if json.loads(line).get("author", "") == author:
                yield line


def bag(trainer, model, *options):
    subprocess.run([trainer, "train", "--corpus", "data/corpus", "--out", model, *options],
                   cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def caught(buddy, share, file):
    """Cases that need action, and those of them that get it, on both sides."""
    need, got = 0, 0
    for side in SIDES:
        said = subprocess.run([buddy, "safety", "eval", "--json", "--split", side, file], cwd=ROOT,
                              env={**os.environ, "BUDDY_SHARE": str(share)}, capture_output=True, text=True)
        group = json.loads(said.stdout)["groups"]["all"]
        need += group["needing"]
        got += round(group["recall"] * group["needing"])
    return need, got


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--author", action="append", dest="authors")
    options.add_argument("buddy")
    options.add_argument("trainer")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        share = Path(folder) / "share"
        shutil.copytree(ROOT / "data", share / "data", ignore=shutil.ignore_patterns("*.jsonl"))
        shutil.copytree(ROOT / "safety/rules", share / "safety/rules")
        model = share / "data/models/safety.bdm"
        for author in given.authors or ["hazel", "bram", "tamsin", "juno", "fenn"]:
            own = Path(folder) / f"{author}.jsonl"
            own.write_text("\n".join(cases_by(author)) + "\n", encoding="utf-8")
            results = []
            everybody = Path(folder) / "everybody.bdm"
            if not everybody.exists():
                bag(given.trainer, everybody)
            bag(given.trainer, model, "--without-author", author)
            results.append(caught(given.buddy, share, own))
            shutil.copy(everybody, model)
            results.append(caught(given.buddy, share, own))
            (need, without), (_, heard) = results
            print(f"{author:10} {need:5} needing  heard {heard / need:6.1%}  not heard {without / need:6.1%}  "
                  f"difference {(heard - without) / need:6.1%}", flush=True)


if __name__ == "__main__":
    main()
