"""A larger tagger of names, which is not shipped: it labels text without gold for the small one to learn from.

    python -m training.name_teacher DATA OUT [SEED]

A BiLSTM over runs of sentences with a BIO label at each word; the best allowed sequence is read off by Viterbi.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
import torch
from spacy.tokens import Doc, DocBin
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from training.encoder import NO_GOLD, Alphabet, Descent, Encoder, Reader, batches, load_vectors, plain

EPOCHS = 4
LAYERS = 2
OUTSIDE, MISSING = "O", "?"
Name = tuple[int, int, str]  # first word, end, label


@dataclass(frozen=True)
class Run:
    """Some sentences of one document as one sequence; `tags` are BIO, "?" where nobody said."""

    words: tuple[str, ...]
    tags: tuple[str, ...] = ()


def length(run: Run) -> int:
    """In words."""
    return len(run.words)


def to_run(doc: Doc) -> Run:
    """A document's words and its BIO tags."""
    tags = tuple(
        MISSING if t.ent_iob_ == "" else OUTSIDE if t.ent_iob_ == "O" else f"{t.ent_iob_}-{t.ent_type_}" for t in doc
    )
    return Run(tuple(plain(t.text) for t in doc), tags)


def read(path: Path) -> list[Run]:
    """The documents of a `.spacy` file without copies that differ in their marks only."""
    nlp = spacy.blank("en")
    return list(dict.fromkeys(to_run(doc) for doc in DocBin().from_disk(path).get_docs(nlp.vocab) if len(doc)))


class NameTeacher(nn.Module):
    """Encoder and one layer of labels."""

    def __init__(self, alphabet: Alphabet, known: int) -> None:
        super().__init__()
        self.encoder = Encoder(alphabet, known, LAYERS)
        states = 2 * self.encoder.layers[0].hidden_size
        self.tags = nn.Sequential(nn.Linear(states, 128), nn.ReLU(), nn.Linear(128, len(alphabet.tables["tags"])))

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """Scores, (batch, words, labels)."""
        scores: Tensor = self.tags(self.encoder(batch))
        return scores


def allowed(labels: list[str]) -> np.ndarray:
    """What may follow what: 0, or a large penalty for an I that continues nothing."""
    table = np.zeros((len(labels), len(labels)), dtype="f4")
    for j, after in enumerate(labels):
        if after.startswith("I-"):
            for i, before in enumerate(labels):
                if before[2:] != after[2:]:
                    table[i, j] = -1e4
    return table


def best(scores: np.ndarray, labels: list[str], table: np.ndarray) -> list[str]:
    """The best allowed sequence of labels for the scores (words, labels)."""
    start = np.array([-1e4 if label.startswith("I-") else 0 for label in labels], dtype="f4")
    total, back = scores[0] + start, []
    for row in scores[1:]:
        step = total[:, None] + table
        back.append(step.argmax(0))
        total = step.max(0) + row
    at = int(total.argmax())
    path = [at]
    for pointers in reversed(back):
        at = int(pointers[at])
        path.append(at)
    return [labels[i] for i in reversed(path)]


def names(tags: list[str] | tuple[str, ...]) -> list[Name]:
    """The names that BIO tags mark."""
    out: list[Name] = []
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            end = i + 1
            while end < len(tags) and tags[end] == f"I-{tag[2:]}":
                end += 1
            out.append((i, end, tag[2:]))
    return out


@torch.no_grad()
def label(model: NameTeacher, reader: Reader, runs: list[Run]) -> list[list[tuple[str, float]]]:
    """The BIO tag of each word of each run, in order, and how probable the teacher thinks it."""
    model.eval()
    labels = reader.alphabet.tables["tags"]
    table = allowed(labels)
    found: dict[int, list[tuple[str, float]]] = {}
    number = reader.alphabet.number["tags"]
    for batch in batches(list(enumerate(runs)), lambda item: length(item[1]), None):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(reader.words([run.words for _, run in batch], None))
        for (i, run), rows in zip(batch, scores.float().log_softmax(2).numpy(), strict=True):
            tags = best(rows[: len(run.words)], labels, table)
            found[i] = [(tag, float(np.exp(row[number[tag]]))) for tag, row in zip(tags, rows, strict=False)]
    return [found[i] for i in range(len(runs))]


def f_score(model: NameTeacher, reader: Reader, gold: list[Run]) -> float:
    """F of exact spans with their labels, leaving out what touches a word of unknown label."""
    right = wanted = got = 0
    for run, tagged in zip(gold, label(model, reader, gold), strict=True):
        want = set(names(run.tags))
        have = {n for n in names([tag for tag, _ in tagged]) if MISSING not in run.tags[n[0] : n[1]]}
        right, wanted, got = right + len(want & have), wanted + len(want), got + len(have)
    return 2 * right / (wanted + got)


def train(data: Path, out: Path, seed: int) -> None:
    """Train and keep the weights as OUT/names-SEED.pt."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    runs, dev = read(data / "ner-train.spacy"), read(data / "ner-dev.spacy")
    near = read(data / "ner-near-dev.spacy")
    alphabet = Alphabet.of((r.words for r in runs), {"tags": (t for r in runs for t in r.tags if t != MISSING)})
    alphabet.save(out / "names.json")
    vectors = load_vectors(data)
    reader, model = Reader(alphabet, vectors), NameTeacher(alphabet, vectors.shape[1])
    steps = sum(1 for _ in batches(runs, length, rng)) * EPOCHS
    descent = Descent(model, steps)
    print(f"{len(runs)} runs, {sum(map(length, runs))} words, {steps} steps", flush=True)
    for epoch in range(EPOCHS):
        began, total, count = time.time(), 0.0, 0
        model.train()
        for batch in batches(runs, length, rng):
            tensors = reader.words([r.words for r in batch], rng)
            gold = reader.labels("tags", [r.tags for r in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = cross_entropy(model(tensors).flatten(0, 1), gold.flatten(), ignore_index=NO_GOLD)
            total, count = total + descent.step(loss), count + 1
            if count % 100 == 0:
                print(count, round(total / count, 4), f"{time.time() - began:.0f} s", flush=True)
        scores = [f"{f_score(model, reader, gold):.4f}" for gold in (dev, near)]
        print(f"epoch {epoch + 1}: loss {total / count:.4f}, F dev {scores[0]}, near {scores[1]}", flush=True)
        torch.save(model.state_dict(), out / f"names-{seed}.pt")


if __name__ == "__main__":
    torch.set_num_threads(1)
    train(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
