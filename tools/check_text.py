#!/usr/bin/env python3
"""Reads every tracked text file once: unfinished work, stray debug output, drawer names, long READMEs, broken links."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BANNED_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "data", "info", "impl", "new", "ng", "v2"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bnot implemented\b")
DEBUG_CPP = re.compile(r"std::(cout|cerr)\b|\bprintf\(|\bputs\(")
DEBUG_WEB = re.compile(r"\bconsole\.(log|debug)\(|\bdebugger\b")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
# Where writing to the terminal is the purpose.
SPEAKERS = ("server/main.cpp", "server/app/command", "safety/train/", "_bench.cpp", "_fuzz.cpp", "_test.cpp")


def tracked():
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def problems_of(path):
    name = str(path.relative_to(ROOT))
    if name.startswith(("server/", "core/", "text/", "safety/")) and path.stem in BANNED_NAMES:
        yield f"{name}: '{path.stem}' is a drawer, not a name"
    if path.suffix not in (".cpp", ".hpp", ".ts", ".tsx", ".md", ".sh", ".mjs", ".cmake", ".sql", ".yaml") and name != "dev":
        return
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if path.name == "README.md" and name.startswith(("server/", "text/", "safety/")) and len(lines) > 40:
        yield f"{name}: {len(lines)} lines; a folder's README has 40 at most"
    for number, line in enumerate(lines, 1):
        if name != "tools/check_text.py" and path.suffix != ".md" and UNFINISHED.search(line):
            yield f"{name}:{number}: unfinished work belongs in an issue"
        if path.suffix in (".cpp", ".hpp") and name.startswith(("server/", "core/", "text/", "safety/")):
            is_comment = line.lstrip().startswith("//")
            if DEBUG_CPP.search(line) and not is_comment and not any(part in name for part in SPEAKERS):
                yield f"{name}:{number}: writes to the terminal"
        if path.suffix in (".ts", ".tsx") and "/testing/" not in name and DEBUG_WEB.search(line):
            yield f"{name}:{number}: stray debug output"
        if path.suffix == ".md":
            for target in LINK.findall(line):
                if not (path.parent / target).exists():
                    yield f"{name}:{number}: link to {target}, which is not there"


def main():
    problems = []
    for path in tracked():
        if not path.is_file() or path.suffix in (".png", ".bdm", ".woff2"):
            continue
        problems += problems_of(path)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"text: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
