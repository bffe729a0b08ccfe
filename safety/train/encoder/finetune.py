#!/usr/bin/env python3
"""Teaches the encoder Buddy's own questions, from the corpus and from public labels together.

    finetune.py --language FILE.safetensors --cases CASES.jsonl --case-tokens FILE --copies N
                [--open OPEN.jsonl --open-tokens FILE] --out FILE.safetensors
                [--watch W.jsonl … --watch-tokens FILE … [--scores FILE]]

CASES are the training side of the corpus, their tokens made with `buddy-train tokens --copies N`. The first WATCH is
the calibration side: it is measured after each epoch and nothing is learned from it. Others, as the exam, are measured
once, at the end. With --body convolution a network of convolutions learns instead, from nothing, to be compared; its
weights are not kept, --scores keeps what it says of each watched case. Deterministic: the same inputs, threads and
processor family give the same weights.
"""
import argparse
import json
import math
import random
from pathlib import Path

import numpy
import torch
from torch import nn

from batches import padded, read_tokens
from labels import EXCLUSIVE, HEADS, NEEDS, OUTPUTS, corpus_targets, known_targets, loss_of
from network import CHILD, FIRST_BYTE, HIDDEN, MENTOR, Convolutions, Encoder
from tensors import read_tensors, write_tensors
from workers import Ledger, decayed, run

HIDDEN_WIDTH = 160
PUBLIC_PIECES = 96  # read of a public text


class Reader(nn.Module):
    """Encoder and outputs: the first piece's vector beside the mean of the message's."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
        self.hidden = nn.Linear(2 * encoder.shape["width"], HIDDEN_WIDTH)
        self.outputs = nn.Linear(HIDDEN_WIDTH, OUTPUTS)

    def forward(self, pieces, drop=0.0):
        vectors = self.encoder(pieces, drop)
        turns = ((pieces == CHILD) | (pieces == MENTOR)).int().cumsum(1)
        message = ((turns == 0) & (pieces > 0)).to(vectors.dtype)
        message[:, :2] = 0
        mean = (vectors * message[..., None]).sum(1) / message.sum(1, keepdim=True).clamp(min=1)
        hidden = torch.tanh(self.hidden(torch.cat([vectors[:, 0], mean], 1)).float())
        return self.outputs(nn.functional.dropout(hidden, drop, self.training))


def average_precision(scores, positive):
    order = numpy.argsort(-scores, kind="stable")
    hits = positive[order].astype(float)
    precision = hits.cumsum() / (numpy.arange(len(hits)) + 1)
    return float((precision * hits).sum() / max(hits.sum(), 1))


def recall_at(scores, positive, share):
    """The best recall of a threshold that is wrong about at most this share of the rest."""
    order = numpy.argsort(-scores, kind="stable")
    wrong = (~positive[order]).cumsum() <= share * (~positive).sum()
    return float(positive[order][wrong].sum() / max(positive.sum(), 1))


def scores_of(reader, entries):
    """Raw outputs; of a long message the sequence with the greatest need counts."""
    reader.eval()
    rows = [(index, sequence) for index, entry in enumerate(entries) for sequence in entry]
    rows.sort(key=lambda row: len(row[1]))
    out = torch.full((len(entries), OUTPUTS), -1e9)
    with torch.no_grad():
        for start in range(0, len(rows), 128):
            part = rows[start : start + 128]
            raw = reader(padded([sequence for _, sequence in part]))
            for (index, _), values in zip(part, raw):
                if values[NEEDS] > out[index, NEEDS]:
                    out[index] = values
    reader.train()
    return out


def watch_line(raw, cases):
    """Of each group the area under precision-recall, and the recall at 2 % false alarms."""
    needs = numpy.array(["allow" not in case["actions"] for case in cases])
    scores = raw[:, NEEDS].numpy()
    picked = {
        "all": [True] * len(cases),
        "inputs": [case["direction"] == "input" for case in cases],
        "outputs": [case["direction"] == "output" for case in cases],
        "context": [bool(case["context"]) for case in cases],
        "no context": [not case["context"] for case in cases],
        "other languages": [case["lang"] != "en" for case in cases],
    }
    line = []
    for name, mask in picked.items():
        mask = numpy.array(mask)
        if mask.any():
            area, recall = average_precision(scores[mask], needs[mask]), recall_at(scores[mask], needs[mask], 0.02)
            line.append(f"{name} {area:.3f} ({recall:.3f})")
    return "  ".join(line)


def blurred(pieces, share):
    """Some pieces hidden: the reader must not lean on one word."""
    fate = (torch.rand(pieces.shape) < share) & (pieces >= FIRST_BYTE)
    return torch.where(fate, torch.full_like(pieces, HIDDEN), pieces)


class Lessons:
    """The cases and public texts that are learned from, and how they are drawn."""

    def __init__(self, given):
        cases, tokens = lines(given.cases), read_tokens(given.case_tokens)
        copies = 1 + given.copies
        if len(tokens) != len(cases) * copies:
            raise SystemExit("the tokens do not belong to the cases: make them again")
        chosen = [i for i, case in enumerate(cases)
                  if not given.without_author or case.get("author", "") != given.without_author]
        # A misspelt copy of a very short message may have nothing left to read.
        self.versions = [[entry[-1] for entry in tokens[i * copies : (i + 1) * copies] if entry] for i in chosen]
        self.learned = [corpus_targets(cases[i]) for i in chosen]
        self.public, self.by_set = [], {}
        if given.open:
            for row, entry in zip(lines(given.open), read_tokens(given.open_tokens)):
                if row["known"] and entry:
                    self.by_set.setdefault(row["set"], []).append(len(self.public))
                    self.public.append((entry[0][:PUBLIC_PIECES], known_targets(row)))
        # Each set by the square root of its size: large ones must not drown the others.
        self.sets = sorted(self.by_set)
        self.chances = [math.sqrt(len(self.by_set[name])) for name in self.sets]

    def case(self, index, chance):
        versions = self.versions[index]
        version = 0 if chance.random() < 0.5 else chance.randrange(len(versions))
        return versions[version], self.learned[index]

    def public_text(self, chance):
        name = chance.choices(self.sets, self.chances)[0]
        return self.public[chance.choice(self.by_set[name])]


def lines(path):
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def loss_on(reader, drawn, given):
    """The mean loss. Texts are read in parts of like length, so that few blanks are read with them."""
    drawn = sorted(drawn, key=lambda one: len(one[0]))
    raw = []
    for start in range(0, len(drawn), 8):
        pieces = blurred(padded([sequence for sequence, _ in drawn[start : start + 8]]), given.blur)
        with torch.autocast("cpu", torch.bfloat16):
            raw.append(reader(pieces, given.drop).float())
    targets = torch.stack([targets for _, (targets, _) in drawn])
    weights = torch.stack([weights for _, (_, weights) in drawn])
    return loss_of(torch.cat(raw), targets, weights)


def work(rank, given, lessons, reader, ledger):
    """One worker: its part of each batch, the same weights. The first one also takes the steps."""
    torch.set_num_threads(1)
    torch.manual_seed(given.seed + rank)
    chance = random.Random(given.seed)
    weights = list(reader.parameters())
    adam = torch.optim.AdamW(decayed(weights, 0.02), lr=given.rate, betas=(0.9, 0.98))
    watched = [(path, lines(path), read_tokens(tokens)) for path, tokens in zip(given.watch, given.watch_tokens)]
    watched = watched if rank == 0 else []
    per_epoch = math.ceil(len(lessons.versions) / given.batch)
    total, step, mean, counted = per_epoch * given.epochs, 0, None, 0
    reader.train()
    for epoch in range(1, given.epochs + 1):
        order = list(range(len(lessons.versions)))
        chance.shuffle(order)
        losses = []
        for start in range(0, len(order), given.batch):
            drawn = [lessons.case(index, chance) for index in order[start : start + given.batch]]
            share = given.open_share if lessons.public else 0
            public = [lessons.public_text(chance) for _ in range(round(len(drawn) * share))]
            for weight in weights:
                weight.grad = None
            loss = loss_on(reader, drawn[rank :: given.workers], given)
            losses.append(loss.item())
            if public:
                loss = loss + given.open_weight * loss_on(reader, public[rank :: given.workers], given)
            loss.backward()
            ledger.put(rank, weights)
            ledger.barrier.wait()
            if rank == 0:
                progress = step / total
                for settings in adam.param_groups:
                    settings["lr"] = given.rate * min(1.0, progress / 0.06) * (
                        0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * progress)))
                ledger.take_mean(weights)
                torch.nn.utils.clip_grad_norm_(weights, 1.0)
                adam.step()
                # The mean of the last quarter's weights generalises better than the last ones.
                if step > 0.75 * total:
                    counted += 1
                    state = {name: value.detach().clone() for name, value in reader.state_dict().items()}
                    mean = state if mean is None else {
                        name: mean[name] + (state[name] - mean[name]) / counted for name in mean}
                if step % 40 == 0:
                    print(f"step {step} of {total}  loss {sum(losses[-40:]) / len(losses[-40:]):.3f}", flush=True)
            step += 1
            ledger.barrier.wait()
        if rank == 0:
            line = f"epoch {epoch}  loss {sum(losses) / len(losses):.3f}"
            for _, cases, tokens in watched[:1]:
                line += "  " + watch_line(scores_of(reader, tokens), cases)
            print(line, flush=True)
    if rank == 0:
        for name, value in reader.state_dict().items():
            value.copy_(mean[name])
        scored = []
        for path, cases, tokens in watched:
            raw = scores_of(reader, tokens)
            print(f"mean weights, {path.name}  {watch_line(raw, cases)}", flush=True)
            scored += [f"{case['id']}\t{score:.4f}\n" for case, score in zip(cases, raw[:, NEEDS].tolist())]
        if given.scores:
            given.scores.write_text("".join(scored), encoding="utf-8")


def taught(path):
    """The encoder with the language that pretrain.py taught it."""
    tensors, facts = read_tensors(path)
    encoder = Encoder(**{name: int(facts[name]) for name in ("pieces", "width", "heads", "inner", "layers")})
    encoder.load_state_dict({name[8:]: value for name, value in tensors.items() if name.startswith("encoder.")})
    return encoder


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("cases", "case-tokens"):
        options.add_argument("--" + name, type=Path, required=True)
    for name in ("language", "out", "open", "open-tokens", "scores"):
        options.add_argument("--" + name, type=Path)
    for name in ("watch", "watch-tokens"):
        options.add_argument("--" + name, type=Path, nargs="+", default=[])
    options.add_argument("--body", choices=("transformer", "convolution"), default="transformer")
    options.add_argument("--copies", type=int, default=3)
    options.add_argument("--epochs", type=int, default=6)
    options.add_argument("--rate", type=float, default=5e-4)
    options.add_argument("--batch", type=int, default=64, help="cases in a step")
    options.add_argument("--open-share", type=float, default=0.75, help="public texts for each case")
    options.add_argument("--open-weight", type=float, default=0.4)
    options.add_argument("--drop", type=float, default=0.15)
    options.add_argument("--blur", type=float, default=0.08)
    options.add_argument("--seed", type=int, default=20260101)
    options.add_argument("--workers", type=int, default=2, help="processes, one core each")
    options.add_argument("--without-author", default="", help="leave this author's cases out of the learning")
    given = options.parse_args()
    if len(given.watch) != len(given.watch_tokens):
        raise SystemExit("each --watch needs its --watch-tokens")
    torch.manual_seed(given.seed)
    torch.set_num_threads(1)
    lessons = Lessons(given)
    print(f"{len(lessons.versions)} cases, {len(lessons.public)} public texts of {len(lessons.sets)} sets", flush=True)
    if given.body == "transformer" and not (given.language and given.out):
        raise SystemExit("a transformer needs --language and --out")
    reader = Reader(taught(given.language) if given.body == "transformer" else Convolutions(8192))
    reader.share_memory()
    ledger = Ledger(given.workers, list(reader.parameters()))
    run(given.workers, work, (given, lessons, reader, ledger))
    if given.body == "convolution":
        return
    names = [f"{head} {'exclusive' if head in EXCLUSIVE else 'independent'} " + " ".join(labels)
             for head, labels in HEADS.items()]
    write_tensors(given.out, reader.state_dict(),
                  {"outputs": "\n".join(names), "hidden": str(HIDDEN_WIDTH),
                   **{name: str(value) for name, value in reader.encoder.shape.items()}})


if __name__ == "__main__":
    main()
