#!/usr/bin/env python3
"""Teaches the talk reader (safety/src/talk_reader.hpp) what two readings of a message in a talk are worth.

    talks.py cases FOLDER CALIBRATION.jsonl OUT.jsonl     the cases it learns from
    buddy-train talks --cases OUT.jsonl --out READINGS    what the model says of each; prints the model's version
    talks.py learn OUT.jsonl READINGS MODEL_VERSION data/models/talks.json

FOLDER holds whole talks (data/talks), CALIBRATION.jsonl the corpus's calibration side, which the model itself never
learned from. A fifth of the talks at a time is first held out: what is printed is measured on those, then all are
learned. Deterministic: one thread, fixed seeds.
"""
import json
import sys
import zlib
from pathlib import Path

MOST_TURNS = 8
SEEDS = 5
HIDDEN = 8
DECAY = 0.004
FOLDS = 5


def label_of(case):
    """1: an adult must be told, 0: not, None: either would do."""
    if "need" in case:
        return {0: 0, 1: 1}.get(case["need"])
    actions = set(case["actions"])
    if actions & {"allow", "support"}:
        return 0
    return 1 if "escalate" in actions else None


def cases(folder, calibration, out):
    lines = []
    for path in sorted(Path(folder).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            talk = json.loads(line)
            for place, turn in enumerate(talk["turns"]):
                if turn["role"] != "child":
                    continue
                before = talk["turns"][max(0, place - MOST_TURNS):place]
                lines.append({
                    "family": talk["id"], "talk": True, "text": turn["text"], "need": turn["need"],
                    "age_band": talk["age_band"], "lang": talk["lang"],
                    "context": [{"role": one["role"], "text": one["text"]} for one in before]})
    for line in Path(calibration).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["direction"] == "input" and case["context"]:
            lines.append({key: case[key] for key in ("family", "text", "actions", "age_band", "lang", "context")})
    Path(out).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def learned(inputs, wanted, weights):
    """The networks of all seeds, each as (hidden weights, hidden biases, output weights, bias)."""
    import torch

    nets = []
    for seed in range(SEEDS):
        torch.manual_seed(seed)
        net = torch.nn.Sequential(
            torch.nn.Linear(inputs.shape[1], HIDDEN), torch.nn.Tanh(), torch.nn.Linear(HIDDEN, 1))
        descent = torch.optim.LBFGS(net.parameters(), max_iter=200, line_search_fn="strong_wolfe")

        def loss():
            descent.zero_grad()
            each = torch.nn.functional.binary_cross_entropy_with_logits(net(inputs)[:, 0], wanted, reduction="none")
            sum_ = (each * weights).mean() + DECAY * sum((net[i].weight ** 2).sum() for i in (0, 2))
            sum_.backward()
            return sum_

        descent.step(loss)
        nets.append(net)
    return nets


def alarm(nets, inputs):
    import torch

    with torch.no_grad():
        return torch.sigmoid(sum(net(inputs)[:, 0] for net in nets) / len(nets))


def area(scores, wanted):
    """Under the ROC curve: how often a danger scores above what is none."""
    dangers, others = scores[wanted == 1], scores[wanted == 0]
    return float((dangers[:, None] > others[None, :]).float().mean())


def learn(case_file, readings_file, version, out):
    import torch

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    rows = []
    for line, reading in zip(open(case_file, encoding="utf-8"), open(readings_file, encoding="utf-8")):
        case, inputs = json.loads(line), json.loads(reading)
        label = label_of(case)
        if inputs is not None and label is not None:
            rows.append((case, inputs, label))
    inputs = torch.tensor([row[1] for row in rows], dtype=torch.float64).float()
    wanted = torch.tensor([float(row[2]) for row in rows])
    in_talk = torch.tensor(["talk" in row[0] for row in rows])
    # Of a danger in a talk there is one line to ten harmless ones.
    weights = torch.where(in_talk & (wanted == 1), 2.0, 1.0)
    mean, scale = inputs.mean(0), inputs.std(0) + 1e-6
    inputs = (inputs - mean) / scale
    fold = torch.tensor([zlib.crc32(row[0]["family"].encode()) % FOLDS for row in rows])
    held = torch.zeros(len(rows))
    for number in range(FOLDS):
        rest = fold != number
        held[~rest] = alarm(learned(inputs[rest], wanted[rest], weights[rest]), inputs[~rest])
    print("on talks and families held out, of messages in a talk:")
    print(f"  area under the ROC curve: in whole talks {area(held[in_talk], wanted[in_talk]):.3f}, "
          f"in cases {area(held[~in_talk], wanted[~in_talk]):.3f}")
    for at in (0.25, 0.35, 0.45, 0.55, 0.65):
        said = held >= at
        share = lambda of: f"{100 * said[of].float().mean():5.1f} %"
        print(f"  from {at:.2f}: in whole talks {share(in_talk & (wanted == 1))} of danger, {share(in_talk & (wanted == 0))}"
              f" of the rest; in cases {share(~in_talk & (wanted == 1))} and {share(~in_talk & (wanted == 0))}")
    nets = learned(inputs, wanted, weights)
    rounded = lambda numbers: [round(float(number), 5) for number in numbers]
    units = [
        rounded([*net[0].weight[i], net[0].bias[i], net[2].weight[0, i] / SEEDS]) for net in nets for i in range(HIDDEN)]
    table = {
        "format": 1, "about": "What two readings of a message in a talk are worth; safety/train/talks.py makes it.",
        "model": version, "bias": round(float(sum(net[2].bias[0] for net in nets) / SEEDS), 5),
        "mean": rounded(mean), "scale": rounded(scale), "units": units}
    text = json.dumps(table, separators=(",", ":")).replace('],[', '],\n[').replace(',"', ',\n"')
    Path(out).write_text(text + "\n", encoding="utf-8")


def main():
    commands = {"cases": (cases, 3), "learn": (learn, 4)}
    command, wanted = commands.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0))
    if command is None or len(sys.argv) != 2 + wanted:
        sys.exit(__doc__)
    command(*sys.argv[2:])


if __name__ == "__main__":
    main()
