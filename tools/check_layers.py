#!/usr/bin/env python3
"""Holds every include of ours against the table of who may include whom, and refuses cycles.

Rows are design (ARCHITECTURE.md). A folder sees the rows below its own; features of one row never see each other; of another
feature only <feature>/<feature>.hpp is visible; a file without a prefix touches no HTTP library, database or curl.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROWS = {
    "core": 0,
    "text": 1, "safety": 1, "platform": 1,
    "identity": 2, "emotion": 2, "advisors": 2, "llm": 2, "voice": 2, "calendar": 2, "notify": 2, "law": 2, "limits": 2,
    "conversation": 3, "billing": 3, "insight": 3, "spending": 3, "consent": 3, "documents": 3,
    "moderation": 4, "oversight": 4, "powers": 4, "compliance": 4, "support": 4, "feedback": 4, "admin": 4, "operations": 4,
    "app": 5,
}
# Inside a row: who may see whom all the same, each with its reason.
SAME_ROW = {
    ("safety", "text"): "the engine is built on the normaliser and the model runtime",
}
# Programs beside the libraries, and whose face they see all the same, each with its reason.
PROGRAMS = {
    ("safety/train/", "emotion/emotion.hpp"): "buddy-train measures the reader of moods that ships",
}
# Folders below the server that must not see the event loop and the rest of the plumbing.
WITHOUT_PLATFORM = {"text", "safety", "core", "emotion", "advisors", "law"}
OPEN_FOLDERS = {"core", "text", "platform", "sql"}
EDGES = ("http_", "sql_", "job_", "smtp_", "fake_", "openai_", "curl_")
HEAVY = re.compile(r"boost/beast|sqlite3\.h|libpq-fe|curl/curl")
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')


def folder_of(path):
    parts = path.relative_to(ROOT).parts
    if parts[0] == "server":
        return parts[1] if len(parts) > 2 else "app"
    return parts[0] if parts[0] in ROWS else None


def target_of(name):
    if name.startswith("buddy/safety/"):
        return "safety"
    head = name.split("/")[0]
    return head if head in ROWS and "/" in name else None


def problems_of(path):
    source = folder_of(path)
    if source is None:
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        name = found.group(2)
        where = f"{path.relative_to(ROOT)}:{number}"
        heavy_home = source == "platform" or path.name.startswith(EDGES)
        if HEAVY.search(name) and not heavy_home:
            yield f"{where}: {name} belongs in platform or in a file with a prefix ({', '.join(EDGES)})"
        target = target_of(name)
        if target is None or target == source:
            continue
        if any(str(path.relative_to(ROOT)).startswith(folder) and name == face for folder, face in PROGRAMS):
            continue
        if target == "platform" and source in WITHOUT_PLATFORM:
            yield f"{where}: {source} knows no server plumbing"
        elif ROWS[target] > ROWS[source]:
            yield f"{where}: {source} (row {ROWS[source]}) may not include {target} (row {ROWS[target]})"
        elif ROWS[target] == ROWS[source] and (source, target) not in SAME_ROW:
            yield f"{where}: {source} and {target} are of one row and never see each other"
        elif source != "app" and target not in OPEN_FOLDERS and target != "safety" and name != f"{target}/{target}.hpp":
            if not path.name.endswith(("_test.cpp", "_fixture.hpp")):
                yield f"{where}: of {target} only {target}/{target}.hpp is visible"
        elif target == "safety" and not name.startswith("buddy/safety/"):
            yield f"{where}: of safety only <buddy/safety/…> is visible"


def cycles(paths):
    graph = {}
    for path in paths:
        seen = set()
        for line in path.read_text(encoding="utf-8").splitlines():
            found = INCLUDE.match(line)
            if found and found.group(1) == '"':
                for base in (path.parent, ROOT, ROOT / "server", ROOT / "safety/include"):
                    candidate = (base / found.group(2))
                    if candidate.exists():
                        seen.add(candidate.resolve())
                        break
        graph[path.resolve()] = seen
    state = {}

    def visit(node, trail):
        if state.get(node) == "done":
            return None
        if node in trail:
            return trail[trail.index(node):] + [node]
        for following in graph.get(node, ()):
            found = visit(following, trail + [node])
            if found:
                return found
        state[node] = "done"
        return None

    for node in graph:
        found = visit(node, [])
        if found:
            return " -> ".join(str(p.relative_to(ROOT)) for p in found)
    return None


def main():
    paths = [p for top in ("core", "text", "safety", "server") for p in sorted((ROOT / top).rglob("*")) if p.suffix in (".hpp", ".cpp")]
    problems = [problem for path in paths for problem in problems_of(path)]
    circle = cycles(paths)
    if circle:
        problems.append(f"includes go in a circle: {circle}")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"layers: {len(paths)} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
