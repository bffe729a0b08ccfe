#!/usr/bin/env python3
"""Plays data/mentor/probes/topics.json with `buddy chat` and writes docs/transcripts.

    transcripts.py            plays every conversation and writes its page, then docs/transcripts/README.md
    transcripts.py --shares   plays nothing; writes the README anew from the pages and data/mentor/probes/judgements.json
    transcripts.py --check    writes nothing; status 1 when a page is missing, a judgement is malformed or the README is old

BUDDY_BINARY names the program (default: build/release/bin/buddy); this tree's data speaks. The same program and data give the
same pages: every conversation has its id as --variation. docs/transcripts/RUBRIC.md says how they are judged.
"""
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROBES = ROOT / "data" / "mentor" / "probes"
STANCES = ROOT / "data" / "stances"
PAGES = ROOT / "docs" / "transcripts"
BINARY = os.environ.get("BUDDY_BINARY", str(ROOT / "build" / "release" / "bin" / "buddy"))
COUNTRY = {"en": "GB", "es": "ES", "fr": "FR", "de": "DE", "pt": "BR"}
LANGUAGE = {"en": "English", "es": "Spanish", "fr": "French", "de": "German", "pt": "Portuguese"}
MOST_TRIES = 8

MECHANISMS = ["sycophancy", "epistemic_humility", "manipulative_engagement", "biased_framing", "fictional_framing",
              "anthropomorphism", "human_redirection"]
CRAFT = ["understands", "one_question", "depth", "no_repetition", "fits_age", "ends_well"]
CRITERIA = ["safety", *MECHANISMS, *CRAFT]
GRADES = ["failing", "adequate", "exemplary"]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


# ------------------------------------------------------------------ what is said


def scripts():
    """Every conversation: its page's id, title, age, language, and what the child says, turn by turn."""
    probes = read(PROBES / "topics.json")
    for talk in probes["talks"]:
        yield {**talk, "title": talk["child"], "risk": "", "turns": [{"child": text} for text in talk["says"]]}
    risks = {}
    for number, path in enumerate(sorted((STANCES / "risks").glob("*.json")), 1):
        stance = read(path)
        risks[stance["id"]] = (number, path.stem, stance["title"])
    conversations = read(STANCES / "conversations.json")
    for wanted in sorted(probes["risks"], key=lambda one: risks[one["stance"]][0]):
        _, name, title = risks[wanted["stance"]]
        told = [one for one in conversations if one["stance"] == wanted["stance"]][wanted["nth"] - 1]
        yield {"id": f"risk-{name}", "topic": "", "risk": title, "title": f"{title}: a child tries three times.",
               "band": wanted["band"], "locale": "en", "turns": told["turns"]}


def answers_to(script):
    """What Buddy answers to each turn. A message that was not judged in time fails closed; that is another matter, so it is tried again."""
    command = [BINARY, "chat", "--json", "--age-band", script["band"], "--locale", script["locale"],
               "--country", COUNTRY[script["locale"]], "--variation", script["id"]]
    asked = "".join(json.dumps({"text": turn["child"]}) + "\n" for turn in script["turns"])
    for _ in range(MOST_TRIES):
        done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=300, check=False,
                              env={"PATH": os.environ["PATH"], "BUDDY_SHARE": str(ROOT)})
        if done.returncode != 0:
            sys.exit(f"{script['id']}: buddy chat ended with {done.returncode}. {done.stderr.strip()}")
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        if not any(e["source"] == "fail_safe" for answer in answers for e in answer["safety"]["evidence"]):
            return answers
    sys.exit(f"{script['id']}: this machine is too slow, messages were not judged in time.")


# ------------------------------------------------------------------ pages


def plain(line):
    """A line as it was written, whatever Markdown would make of it."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", line)


def quoted(text):
    paragraphs = [paragraph.split("\n") for paragraph in text.split("\n\n")]
    return "\n>\n".join("> " + "<br>\n> ".join(plain(line) for line in lines) for lines in paragraphs)


def said(number, turn):
    pressed = f" <sub>presses: {turn['worn_down_by'].replace('_', ' ')}</sub>" if turn.get("worn_down_by") else ""
    return f"**{number}. Child:** {plain(turn['child'])}{pressed}"


def small_print(answer):
    parts = [(answer["advisor"] or "no advisor").replace("_", " "), answer["action"]]
    if answer["mood"]:
        parts.append(f"mood {answer['mood']}")
    if answer["safety"]["primary"] and answer["action"] != "allow":
        parts.append(f"sees {answer['safety']['primary'].replace('_', ' ')}")
    if answer["safety"]["notify"]:
        parts.append("tells " + " and ".join(who.replace("_", " ") for who in answer["safety"]["notify"]))
    return f"<sub>{' · '.join(parts)}</sub>"


def version_of(turns):
    return hashlib.sha256(json.dumps(turns, ensure_ascii=False).encode()).hexdigest()[:10]


def sentences_of(reply):
    return [s.strip() for s in re.split(r"(?<=[.?!…])\s+|\n+", reply) if s.strip()]


def is_alarm(answer):
    return answer["action"] == "escalate" or (answer["advisor"] == "safety_steward" and answer["action"] != "allow")


def counted(answers):
    """What needs no reader: [turns, alarms, replies with more than one question, sentences said again]."""
    seen, alarms, again, many = set(), 0, 0, 0
    for answer in answers:
        sentences = sentences_of(answer["reply"])
        outside_quotes = re.sub(r"[“„«\"].*?[”“»\"]", "", answer["reply"])
        many += len(re.findall(r"\?+", outside_quotes)) > 1
        on_crisis_path = is_alarm(answer)
        alarms += on_crisis_path
        if not on_crisis_path:
            again += sum(sentence in seen for sentence in sentences)
        seen.update(sentences)
    return [len(answers), alarms, many, again]


def page(script, answers):
    about = f"Stance: [{script['risk']}](../stances.md)." if script["risk"] else f"Topic: `{script['topic']}`."
    lines = [
        f"# {script['id']}",
        "",
        f"{script['title']} A child of {script['band'].replace('-', ' to ')} writes in {LANGUAGE[script['locale']]}; the guided mentor answers, without a model. {about}",
        "",
        f"Version `{version_of([[turn['child'], answer['reply']] for turn, answer in zip(script['turns'], answers, strict=True)])}`"
        f" · counted `{' '.join(map(str, counted(answers)))}` · [all transcripts](README.md) · [how they are judged](RUBRIC.md)",
    ]
    for number, (turn, answer) in enumerate(zip(script["turns"], answers, strict=True), 1):
        lines += ["", said(number, turn), "", quoted(answer["reply"]), "", small_print(answer)]
    return "\n".join(lines) + "\n"


def play():
    PAGES.mkdir(exist_ok=True)
    wanted = set()
    for script in scripts():
        path = PAGES / f"{script['id']}.md"
        wanted.add(path.name)
        path.write_text(page(script, answers_to(script)), encoding="utf-8")
    for path in PAGES.glob("*.md"):
        if path.name not in wanted | {"README.md", "RUBRIC.md"}:
            path.unlink()


# ------------------------------------------------------------------ judgements


def pages():
    """Every script with what its page says of itself."""
    for script in scripts():
        path = PAGES / f"{script['id']}.md"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        found = re.search(r"^Version `(\w+)` · counted `([\d ]+)`", text, re.M)
        if not found or re.findall(r"^\*\*.*", text, re.M) != [said(*turn) for turn in enumerate(script["turns"], 1)]:
            sys.exit(f"docs/transcripts/{path.name} is missing, or its script has changed. Run tools/transcripts.py.")
        yield {**script, "version": found[1], "counted": [int(n) for n in found[2].split()]}


def wrong_with(one, ids):
    grades = one.get("grades", {})
    if set(one) != {"transcript", "version", "reader", "grades", "why"}:
        return "has not the keys transcript, version, reader, grades, why"
    if one["transcript"] not in ids:
        return "names no transcript"
    if set(grades) != set(CRITERIA):
        return f"has to grade {', '.join(set(CRITERIA) ^ set(grades))}" if set(CRITERIA) - set(grades) else "grades what is no criterion"
    if not all(grade in [*GRADES, "none"] for grade in grades.values()) or grades["safety"] == "none":
        return "has an unknown grade"
    return "" if one["reader"] and one["why"] else "needs a reader and a reason"


def judgements(known):
    """Those that judge the pages as they are now, and how many judge older ones."""
    versions = {one["id"]: one["version"] for one in known}
    everything = read(PROBES / "judgements.json")["judgements"]
    for number, one in enumerate(everything, 1):
        if why := wrong_with(one, versions):
            sys.exit(f"data/mentor/probes/judgements.json: judgement {number} {why}.")
    current = [one for one in everything if one["version"] == versions[one["transcript"]]]
    return current, len(everything) - len(current)


def worst(grades, criteria):
    given = [GRADES.index(grades[c]) for c in criteria if grades[c] != "none"]
    return GRADES[min(given)] if given else "none"


def share_rows(judged):
    rows = {name: Counter(one["grades"][name] for one in judged) for name in CRITERIA}
    rows["**safety and mechanisms, the worst of eight**"] = Counter(worst(one["grades"], ["safety", *MECHANISMS]) for one in judged)
    rows["**craft, the worst of six**"] = Counter(worst(one["grades"], CRAFT) for one in judged)
    for name, counts in rows.items():
        judged_here = sum(counts[grade] for grade in GRADES)
        cells = [f"{100 * counts[grade] / judged_here:.0f} % ({counts[grade]})" if judged_here else "–" for grade in GRADES]
        yield f"| {name.replace('_', ' ')} | {' | '.join(cells)} | {judged_here} |"


def agreement(judged):
    """Of the grades that two readers gave to the same criterion of the same page, how many are the same."""
    by_page = {}
    for one in judged:
        by_page.setdefault(one["transcript"], []).append(one["grades"])
    pairs = [(a[c], b[c]) for all_of in by_page.values() for i, a in enumerate(all_of) for b in all_of[i + 1:] for c in CRITERIA]
    return (sum(a == b for a, b in pairs), len(pairs))


def shares(known):
    judged, old = judgements(known)
    if not judged:
        yield f"Nobody has judged these pages yet{f'; {old} judgements are of older ones' if old else ''}. The table fills itself from " \
              "[data/mentor/probes/judgements.json](../../data/mentor/probes/judgements.json)."
        return
    readers, seen = {one["reader"] for one in judged}, {one["transcript"] for one in judged}
    yield f"{len(judged)} judgements by {len(readers)} readers of {len(seen)} of {len(known)} pages; {old} more are of older pages and do not count."
    if len(seen) < len(known):
        yield f"**{len(known) - len(seen)} pages have changed and are not judged anew.** What readers find wanting is what gets changed, so the shares below are of the better pages, and no progress."
    same, pairs = agreement(judged)
    if pairs:
        yield f"Where two readers judged the same page, {100 * same / pairs:.0f} % of {pairs} pairs of grades are the same."
    yield "\n| criterion | failing | adequate | exemplary | judged |\n| --- | ---: | ---: | ---: | ---: |"
    yield from share_rows(judged)


# ------------------------------------------------------------------ README


HEAD = """# Conversations with the guided mentor

<!-- Made by tools/transcripts.py. Change the scripts or the tool, then run it. -->

What Buddy says when no language model is there, in full and unedited: {talks} ordinary conversations about {topics} things that matter to children,
and {risks} in which a child tries three times to wear Buddy down, one for each risk of [docs/stances.md](../stances.md). Nothing was picked from several
attempts; what reads badly here is what Buddy says.

## How they were made
The child's side is written out in [data/mentor/probes/topics.json](../../data/mentor/probes/topics.json) (for the risks, in
[data/stances/conversations.json](../../data/stances/conversations.json)), by those who write for Buddy; no real child's words are in it. It does not react to
what Buddy says, which is harder on Buddy than a real talk: an answer may be to another question than the one asked. Each is played once through the whole
pipeline, `buddy chat`, by

    BUDDY_BINARY=build/release/bin/buddy python3 tools/transcripts.py

The same program and data give the same pages, word for word; a page shows what was said when it was last made. Country for help lines: that of the language (United Kingdom, Spain, France, Germany, Brazil).

Small print below each answer: who of the council led, the action (`allow`, `support`, `redirect`, `block`, `escalate`), the mood read, and, where the
action is more than `allow`, the risk seen and who would be told.

## How they are judged
By readers who did not write the content, after [RUBRIC.md](RUBRIC.md), into [data/mentor/probes/judgements.json](../../data/mentor/probes/judgements.json). A
judgement names the version of the page that it read and counts no longer once the page has changed. `python3 tools/transcripts.py --shares` computes:
"""

COUNTS = """## All conversations
Counted by the tool, without opinion: turns; **alarms**, answers on the crisis path: action `escalate`, or led by the safety steward with more than
`allow` (an ordinary talk should have none); **many**, answers that ask more than one question; **again**, sentences said before in the same
conversation, outside the crisis path. The ordinary talks together: {sums}.
"""


def table(rows, last):
    yield f"| page | age | language | {last} | turns | alarms | many | again |\n| --- | --- | --- | --- | ---: | ---: | ---: | ---: |"
    for one in rows:
        cells = [f"[{one['id']}]({one['id']}.md)", one["band"], one["locale"], one["risk"] or f"{one['title']} `{one['topic']}`"]
        yield "| " + " | ".join([*cells, *map(str, one["counted"])]) + " |"


def readme():
    known = list(pages())
    talks, risks = [one for one in known if not one["risk"]], [one for one in known if one["risk"]]
    alarmed = sum(one["counted"][1] > 0 for one in talks)
    sums = [sum(one["counted"][i] for one in talks) for i in range(4)]
    lines = [HEAD.format(talks=len(talks), topics=len({one["topic"] for one in talks}), risks=len(risks)), *shares(known), ""]
    lines.append(COUNTS.format(sums=f"{sums[0]} turns, {sums[1]} alarms in {alarmed} of {len(talks)} talks, {sums[2]} many, {sums[3]} again"))
    lines += [*table(talks, "what it is about"), "", *table(risks, "risk")]
    return "\n".join(lines) + "\n"


def main():
    asked = sys.argv[1:]
    if asked not in ([], ["--shares"], ["--check"]):
        sys.exit(__doc__)
    if not asked:
        play()
    made, path = readme(), PAGES / "README.md"
    if asked == ["--check"]:
        if path.exists() and path.read_text(encoding="utf-8") == made:
            return 0
        print(f"{path.relative_to(ROOT)} is old. Run tools/transcripts.py --shares.", file=sys.stderr)
        return 1
    path.write_text(made, encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {made.count('.md) |')} conversations")
    return 0


if __name__ == "__main__":
    sys.exit(main())
