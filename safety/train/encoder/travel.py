#!/usr/bin/env python3
"""Writes public texts that no training has read as cases for `buddy safety eval --format buddy`.

    travel.py DATA_FOLDER OUT_FOLDER [--most N]

DATA_FOLDER as for gather.py. Of sets that taught the encoder the part is taken that was held out, of others everything
or that part; OUT_FOLDER gets one file a set. Needing action is what the set's own label calls harmful or in distress; a
row whose label says neither is left out. Of a large set the first N rows by a hash of their ids are kept (400), the
same ones each time. Nothing of it is committed, printed or quoted: counts alone.
"""
import argparse
import gzip
import hashlib
import json
from pathlib import Path

from gather import BANDS, KNOWN, NEEDS, SETS, turn_of

# Sets that no training has read, and what their labels say: 1 needing action, 0 not, None neither.
UNSEEN = {
    "suicide_teens_5k": lambda labels: int(labels["class"] == "suicide"),
    "stormfront": lambda labels: {"hate": 1, "noHate": 0}.get(labels["label"]),
    "jigsaw_sub": lambda labels: int(labels["toxic"]),
    "cyberbullying_tweets_part": lambda labels: int(labels["cyberbullying_type"] != "not_cyberbullying"),
    "kaggle_insults": lambda labels: int(labels["insult"]),
    "waseem_twitter": lambda labels: int(labels["bullying"]),
    "tweeteval_offensive": lambda labels: int(labels["offensive"] == "offensive"),
    "tweeteval_hate": lambda labels: int(labels["hate"] == "hate"),
    "youtube_bullying": lambda labels: int(labels["bullying"]),
    "prompt_injection_mix": lambda labels: int(labels["label"]),
    "samsum_messages": lambda labels: 0,
}


def needs_of(name, labels):
    if name in UNSEEN:
        return UNSEEN[name](labels)
    return KNOWN[name](labels).get(NEEDS)


def held_out(folder, name):
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if row["split"] == "dev" and row["text"].strip()]
    return sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).digest())


def case_of(name, number, row, needs):
    output = row["role"] == "assistant"
    turns = row.get("context") or []
    context = [turn_of(turn, i, len(turns), output) for i, turn in enumerate(turns)][-8:]
    return {
        "id": f"{name}-{number:04}",
        "family": name,
        "lang": "en",
        "age_band": BANDS[hashlib.sha256(row["id"].encode()).digest()[0] % 3],
        "direction": "output" if output else "input",
        "context": [turn for turn in context if turn["text"].strip()],
        "text": row["text"],
        "categories": ["distress"] if needs else [],
        "severity": 2 if needs else 0,
        "subject": "none",
        "time": "now",
        "frame": "real",
        "actions": ["support", "redirect", "block", "escalate"] if needs else ["allow"],
        "emotions": [],
        "note": "",
    }


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--most", type=int, default=400)
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for name in [*SETS, *UNSEEN]:
        if name not in KNOWN and name not in UNSEEN:
            continue
        labelled = [(row, needs_of(name, row["labels"])) for row in held_out(given.data, name)]
        labelled = [(row, needs) for row, needs in labelled if needs is not None][: given.most]
        if not labelled:
            continue
        cases = [case_of(name, i, row, needs) for i, (row, needs) in enumerate(labelled, 1)]
        lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
        (given.out / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        print(f"{name}\t{'taught' if name in SETS else 'unseen'}\t{len(cases)}\t{sum(needs for _, needs in labelled)}")


if __name__ == "__main__":
    main()
