#!/usr/bin/env python3
"""Makes data/corpus/me.jsonl: what the guided mentor says (data/mentor), as outputs that are allowed.

    mentor_lines.py [--check]

The safety model learns from these lines that Buddy's own words are fine. They are for training only: the
family me-lines stands on the training side. With --check nothing is written; status 1 when the file is old.
"""
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("any_time", "crisis", "kind", "maths", "topics", "words")
LANGUAGES = ("en", "es", "fr", "de", "pt")
BANDS = ("7-9", "10-12", "13-17")
# What a child could say, and what only the program reads.
NOT_SPOKEN = {"accept", "advisor", "answers", "feelings", "go", "heard", "id", "if", "kind", "mentions", "move", "names",
              "no_names", "reason", "suggest", "supporters", "when"}
NAMES = {"friend": "Mia", "person": "grandma", "nickname": "Star", "pet": "Biscuit", "subject": "maths"}


def read(path):
    """JSON with comments and trailing commas."""
    text = re.sub(r"(?m)^\s*//.*$|(?<=[\[\]{},\"])\s*//[^\"\n]*$", "", path.read_text(encoding="utf-8"))
    return json.loads(re.sub(r",(\s*[\]}])", r"\1", text))


def spoken(value, language):
    """(language, line) for every line that Buddy says in this part of a file."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in NOT_SPOKEN:
                yield from spoken(part, key if key in LANGUAGES else language)
    elif isinstance(value, list):
        for part in value:
            yield from spoken(part, language)
    elif isinstance(value, str):
        yield language, value


def filled(line):
    """(age band or None, the line without its tag and with its blanks filled). Sums with several blanks give
    nothing: filled with any numbers they would be wrong."""
    tag, line = re.match(r"(?:\[([^\]]*)\]\s*)?(.*)", line, re.S).groups()
    band = next((band for band in BANDS if tag and band in tag), None)
    unknown = [name for name in re.findall(r"\{([^}|]*)\}", line) if name not in NAMES]
    if len(unknown) > 1:
        return band, ""
    line = re.sub(r"\{([^}|]*)(?:\|([^}]*))?\}", lambda blank: blank[2] or NAMES.get(blank[1], "7"), line)
    return band, line.strip()


def cases():
    seen = set()
    for folder in FOLDERS:
        for path in sorted((ROOT / "data" / "mentor" / folder).glob("*.json")):
            of_file = path.stem if path.stem in LANGUAGES else "en"
            for language, line in spoken(read(path), of_file):
                band, text = filled(line)
                if len(text) < 12 or " " not in text or (language, text) in seen:
                    continue
                seen.add((language, text))
                number = len(seen)
                yield {"id": f"me-{number:04d}", "family": "me-lines", "author": "buddy", "lang": language,
                       "age_band": band or BANDS[number % 3], "direction": "output", "context": [], "text": text,
                       "categories": [], "severity": 0, "subject": "none", "time": "now", "frame": "real",
                       "actions": ["allow"], "emotions": [], "note": "Buddy's own line"}


def main():
    made = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases())
    path = ROOT / "data" / "corpus" / "me.jsonl"
    if "--check" not in sys.argv[1:]:
        path.write_text(made, encoding="utf-8")
        print(f"{made.count(chr(10))} lines")
    elif made != path.read_text(encoding="utf-8"):
        sys.exit("data/corpus/me.jsonl is old: run safety/train/mentor_lines.py. The safety model should learn the "
                 "lines that changed: ./dev train")


if __name__ == "__main__":
    main()
