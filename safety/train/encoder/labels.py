"""The model's outputs and what a labelled text says about them. The same heads in the same order as
train::heads() in safety/train/trainer.cpp, which checks the exported names.
"""
import torch

CATEGORIES = ("self_harm eating_disorder violence weapons sexual exploitation abuse bullying hate substances "
              "dangerous_acts crime extremism personal_info medical manipulation dependency distress profanity "
              "relational_harm false_identity academic misinformation").split()
ACTIONS = "allow support redirect block escalate".split()
HEADS = {
    "categories": CATEGORIES,
    "needs_action": ["needs_action"],
    "alarm": ["alarm"],
    "severity": ["0", "1", "2", "3", "4"],
    "subject": ["self", "other", "none"],
    "time": ["now", "past", "future"],
    "frame": ["real", "figurative", "fiction", "study", "game"],
    "action": ACTIONS,
    "emotions": "joy sadness anger fear shame loneliness stress boredom calm curiosity love disgust surprise".split(),
}
EXCLUSIVE = ("severity", "subject", "time", "frame", "action")
WEIGHT = {"categories": 1.0, "needs_action": 4.0, "alarm": 2.0, "severity": 0.5, "subject": 0.5, "time": 0.5,
          "frame": 0.5, "action": 2.0, "emotions": 0.5}
PLACES, FIRST = {}, {}
for _head, _labels in HEADS.items():
    FIRST[_head] = len(PLACES)
    for _label in _labels:
        PLACES[f"{_head}/{_label}"] = len(PLACES)
OUTPUTS = len(PLACES)
NEEDS, ALARM = PLACES["needs_action/needs_action"], PLACES["alarm/alarm"]


def corpus_targets(case):
    """(targets, weights) of a case of the corpus: every output is known."""
    targets, weights = torch.zeros(OUTPUTS), torch.zeros(OUTPUTS)
    for head, labels in HEADS.items():
        weights[FIRST[head] : FIRST[head] + len(labels)] = WEIGHT[head]
    for name in case["categories"]:
        targets[PLACES[f"categories/{name}"]] = 1
    weakest = min(ACTIONS.index(action) for action in case["actions"])
    targets[NEEDS], targets[ALARM] = float(weakest > 0), float(weakest > 1)
    for head in ("severity", "subject", "time", "frame"):
        targets[PLACES[f"{head}/{case[head]}"]] = 1
    for action in case["actions"]:
        targets[PLACES[f"action/{action}"]] = 1 / len(case["actions"])
    for name in case["emotions"]:
        targets[PLACES[f"emotions/{name}"]] = 1
    if case["direction"] == "output":
        first = FIRST["emotions"]
        weights[first : first + len(HEADS["emotions"])] = 0
    return targets, weights


def known_targets(row):
    """The same of a public text, of which little is known."""
    targets, weights = torch.zeros(OUTPUTS), torch.zeros(OUTPUTS)
    for name, answer in row["known"].items():
        targets[PLACES[name]] = answer
        weights[PLACES[name]] = WEIGHT[name.split("/")[0]]
    return targets, weights


def loss_of(raw, targets, weights):
    """Weighted cross entropy, the mean over texts."""
    loss = torch.nn.functional.binary_cross_entropy_with_logits(raw, targets, weights, reduction="none")
    total = loss.sum(1)
    for head in EXCLUSIVE:
        part = slice(FIRST[head], FIRST[head] + len(HEADS[head]))
        chosen = -(raw[:, part].log_softmax(1) * targets[:, part]).sum(1) * weights[:, part.start]
        total = total - loss[:, part].sum(1) + chosen
    return total.mean()
