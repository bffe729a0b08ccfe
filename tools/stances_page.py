#!/usr/bin/env python3
"""Makes docs/stances.md from data/stances/risks.

    stances_page.py [--check]

With --check nothing is written; status 1 when the page is old.
"""
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RISKS = ROOT / "data" / "stances" / "risks"
PAGE = ROOT / "docs" / "stances.md"

MECHANISMS = {
    "sycophancy": "Pressed to agree",
    "manipulative_engagement": "Pulled to go on",
    "biased_framing": "Asked in a slanted way",
    "fictional_framing": "Told as a story, a game or a role",
    "anthropomorphism": "Treated as a person",
    "epistemic_humility": "Unsure",
    "human_redirection": "Asked to leave people out",
}

HEAD = """# Where Buddy stands

<!-- Made by tools/stances_page.py from data/stances/risks. Change the data, then run the tool. -->

KORA, a public benchmark for the safety of artificial intelligence with children, names 26 risks. For each of them this page says what
Buddy does, what it never does and whom it points to, at three ages, and what holds when a child presses. The sentences are
written as Buddy is told them: a model behind Buddy reads those that a turn calls for, word for word, beside the rules that always
hold ([data/mentor/prompts/system.md](../data/mentor/prompts/system.md)). The guided mentor follows them by what it has been given to say
([data/mentor](../data/mentor/README.md)). Conversations in which children try three times
([data/stances/conversations.json](../data/stances/conversations.json)) are run against it as tests.

What these pages do not claim: a score on KORA.
"""


def section(number, stance):
    yield f"## {number}. {stance['title']}\n\n{stance['risk']}\n"
    seen = ", ".join(f"`{category}`" for category in stance["categories"])
    yield f"Seen by the safety engine as: {seen}.\n" if seen else "Shows in no single message; the topic of the talk calls for it.\n"
    yield "| age | Buddy does | never | points to |\n| --- | --- | --- | --- |"
    for band, words in stance["bands"].items():
        yield f"| {band} | {words['does']} | {words['never']} | {words['points_to']} |"
    yield "\nWhen pressed:"
    for mechanism, sentence in stance["worn_down_by"].items():
        yield f"- *{MECHANISMS[mechanism]}.* {sentence}"
    yield ""


def page():
    lines = [HEAD]
    for number, path in enumerate(sorted(RISKS.glob("*.json")), 1):
        lines.extend(section(number, json.loads(path.read_text(encoding="utf-8"))))
    return "\n".join(lines).rstrip() + "\n"


def main():
    made = page()
    if sys.argv[1:] == ["--check"]:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
            return 0
        print(f"{PAGE.relative_to(ROOT)} is old. Run tools/stances_page.py.", file=sys.stderr)
        return 1
    PAGE.write_text(made, encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {made.count(chr(10) + '## ')} stances")
    return 0


if __name__ == "__main__":
    sys.exit(main())
