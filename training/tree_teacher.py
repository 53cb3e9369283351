"""A larger parser, which is not shipped: it draws trees over text without gold for the small one to learn from.

    python -m training.tree_teacher DATA OUT [SEED]

A biaffine graph parser (Dozat and Manning 2017) over a BiLSTM, with taggers on the same states.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import networkx
import numpy as np
import spacy
import torch
from spacy.tokens import DocBin
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from training.drawn import Drawn
from training.encoder import DROPOUT, NO_GOLD, Alphabet, Descent, Encoder, Reader, batches, load_vectors, plain

EPOCHS = 11
LAYERS = 3
LONGEST = 110  # words in a training sentence
TASKS = ("tag", "pos", "morph")
TAGGING = 0.5  # weight of each tagger's loss beside those of arcs and relations
NEVER = -1e4  # the score of an arc that can't be


@dataclass(frozen=True)
class Example:
    """A sentence: its words and its gold: tags, parts of speech, features, heads (from 1; 0 is the root), relations."""

    words: tuple[str, ...]
    tag: tuple[str, ...]
    pos: tuple[str, ...]
    morph: tuple[str, ...]
    heads: tuple[int, ...]
    rel: tuple[str, ...]


def examples(path: Path) -> list[Example]:
    """The sentences of a `.spacy` file, without line breaks and without copies that differ in marks only."""
    nlp = spacy.blank("en")
    seen: set[tuple[str, ...]] = set()
    out: list[Example] = []
    for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
        for sent in doc.sents:
            tokens = [t for t in sent if not t.is_space]
            number = {t.i: i + 1 for i, t in enumerate(tokens)}
            words = tuple(plain(t.text) for t in tokens)
            if not words or len(words) > LONGEST or (len(words) > 3 and words in seen):
                continue
            seen.add(words)
            out.append(
                Example(
                    words,
                    tuple(t.tag_ for t in tokens),
                    tuple(t.pos_ for t in tokens),
                    tuple(str(t.morph) for t in tokens),
                    tuple(0 if t.head.i == t.i else number[t.head.i] for t in tokens),
                    tuple(t.dep_ for t in tokens),
                )
            )
    return out


def length(example: Example) -> int:
    """In words."""
    return len(example.words)


def _mlp(width: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, out), nn.LeakyReLU(0.1))


class TreeTeacher(nn.Module):
    """Encoder, taggers, biaffine arcs and relations."""

    def __init__(self, alphabet: Alphabet, known: int) -> None:
        super().__init__()
        sizes = {name: len(values) for name, values in alphabet.tables.items()}
        self.encoder = Encoder(alphabet, known, LAYERS)
        states = 2 * self.encoder.layers[0].hidden_size
        self.taggers = nn.ModuleDict({
            task: nn.Sequential(nn.Linear(states, 128), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(128, sizes[task]))
            for task in TASKS
        })  # fmt: skip
        self.root = nn.Parameter(torch.randn(1, 1, states) * 0.1)
        self.arc_head, self.arc_dep = _mlp(states, 400), _mlp(states, 400)
        self.rel_head, self.rel_dep = _mlp(states, 100), _mlp(states, 100)
        self.arc = nn.Parameter(torch.zeros(401, 400))
        self.rel = nn.Parameter(torch.randn(sizes["rel"], 101, 101) * 0.02)

    def forward(self, batch: dict[str, Tensor]) -> tuple[dict[str, Tensor], Tensor, tuple[Tensor, Tensor]]:
        """Tag scores by task, arc scores (batch, dependent, head) and what relation scores are made from."""
        drop = self.encoder.drop
        x = self.encoder(batch)
        b, n, _ = x.shape
        tags = {task: tagger(x) for task, tagger in self.taggers.items()}
        with_root = torch.cat([self.root.expand(b, 1, -1), x], dim=1)
        dep, head = drop(self.arc_dep(x)), drop(self.arc_head(with_root))
        arcs = torch.cat([dep, x.new_ones(b, n, 1)], 2) @ self.arc @ head.transpose(1, 2)
        padding = torch.arange(n + 1)[None, :] > batch["lengths"][:, None]
        own = torch.eye(n, n + 1, dtype=torch.bool).roll(1, dims=1)
        arcs = arcs.masked_fill(padding[:, None, :], NEVER).masked_fill(own[None], NEVER)
        return tags, arcs, (drop(self.rel_dep(x)), drop(self.rel_head(with_root)))

    def relations(self, parts: tuple[Tensor, Tensor], heads: Tensor) -> Tensor:
        """Scores (batch, dependent, relation) of the relations to the given heads."""
        dep, head = parts
        chosen = head.gather(1, heads[:, :, None].expand(-1, -1, head.shape[2]))
        one = dep.new_ones(*dep.shape[:2], 1)
        left, right = torch.cat([dep, one], 2), torch.cat([chosen, one], 2)
        b, n, d = left.shape
        scores = (left.reshape(b * n, d) @ self.rel.permute(1, 0, 2).reshape(d, -1)).view(b * n, -1, d)
        return (scores * right.reshape(b * n, 1, d)).sum(2).view(b, n, -1)

    def loss(self, batch: dict[str, Tensor]) -> Tensor:
        """The sum of the mean losses of all tasks."""
        tags, arcs, parts = self(batch)
        relations = self.relations(parts, batch["heads"].clamp(min=0))
        total = cross_entropy(arcs.flatten(0, 1), batch["heads"].flatten(), ignore_index=NO_GOLD)
        total = total + cross_entropy(relations.flatten(0, 1), batch["rel"].flatten(), ignore_index=NO_GOLD)
        for task in TASKS:
            total = total + TAGGING * cross_entropy(
                tags[task].flatten(0, 1), batch[task].flatten(), ignore_index=NO_GOLD
            )
        return total


def with_gold(reader: Reader, batch: list[Example], rng: random.Random | None) -> dict[str, Tensor]:
    """The tensors of a batch and of its gold."""
    out = reader.words([e.words for e in batch], rng)
    for task in (*TASKS, "rel"):
        out[task] = reader.labels(task, [getattr(e, task) for e in batch])
    heads = torch.full(out["word"].shape, NO_GOLD)
    for b, e in enumerate(batch):
        heads[b, : len(e.heads)] = torch.tensor(e.heads)
    out["heads"] = heads
    return out


def tree(arcs: np.ndarray) -> np.ndarray:
    """The heads of the best tree with one root, of log probabilities (dependent, head)."""
    heads: np.ndarray = arcs.argmax(1)
    if (heads == 0).sum() == 1 and _reaches_root(heads):
        return heads
    root = int(arcs[:, 0].argmax())
    graph = networkx.DiGraph()
    for dependent in range(len(arcs)):
        if dependent != root:
            for head in range(1, arcs.shape[1]):
                if head != dependent + 1:
                    graph.add_edge(head, dependent + 1, weight=float(arcs[dependent, head]))
    heads = np.zeros(len(arcs), dtype=int)
    graph.add_node(root + 1)
    for head, dependent in networkx.maximum_spanning_arborescence(graph).edges:
        heads[dependent - 1] = head
    return heads


def _reaches_root(heads: np.ndarray) -> bool:
    for start in range(len(heads)):
        at, steps = start + 1, 0
        while at and steps <= len(heads):
            at, steps = int(heads[at - 1]), steps + 1
        if at:
            return False
    return True


@torch.no_grad()
def draw(models: list[TreeTeacher], reader: Reader, sentences: list[tuple[str, ...]]) -> list[Drawn]:
    """What the models say together (the mean of their log probabilities) of each sentence, in order."""
    tables = reader.alphabet.tables
    found: dict[int, Drawn] = {}
    for model in models:
        model.eval()
    for batch in batches(list(enumerate(sentences)), lambda item: len(item[1]), None):
        tensors = reader.words([words for _, words in batch], None)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            outs = [model(tensors) for model in models]
        arcs = torch.stack([out[1].float().log_softmax(2) for out in outs]).mean(0)
        heads = torch.zeros(arcs.shape[:2], dtype=torch.long)
        for b, (_, words) in enumerate(batch):
            heads[b, : len(words)] = torch.from_numpy(tree(arcs[b, : len(words), : len(words) + 1].numpy()))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scored = [model.relations(out[2], heads) for model, out in zip(models, outs, strict=True)]
        rels = [scores.float().log_softmax(2) for scores in scored]
        rel = torch.stack(rels).mean(0).argmax(2)
        sure = arcs.gather(2, heads[:, :, None]).squeeze(2)
        tags = {t: torch.stack([out[0][t].float().log_softmax(2) for out in outs]).mean(0).argmax(2) for t in TASKS}
        for b, (i, words) in enumerate(batch):
            n = len(words)
            named = {t: [tables[t][k] for k in tags[t][b, :n].tolist()] for t in TASKS}
            relations = [tables["rel"][k] for k in rel[b, :n].tolist()]
            found[i] = Drawn(**named, heads=heads[b, :n].tolist(), rel=relations, sure=float(sure[b, :n].mean()))
    return [found[i] for i in range(len(sentences))]


def accuracy(models: list[TreeTeacher], reader: Reader, gold: list[Example]) -> dict[str, float]:
    """Shares right of heads and labelled heads without punctuation, and of tags."""
    right: Counter[str] = Counter()
    for want, got in zip(gold, draw(models, reader, [e.words for e in gold]), strict=True):
        counted = [i for i, rel in enumerate(want.rel) if rel != "punct"]
        right["counted"] += len(counted)
        right["uas"] += sum(want.heads[i] == got.heads[i] for i in counted)
        right["las"] += sum(want.heads[i] == got.heads[i] and want.rel[i] == got.rel[i] for i in counted)
        right["words"] += len(want.words)
        for task in TASKS:
            right[task] += sum(a == b for a, b in zip(getattr(want, task), getattr(got, task), strict=True))
    scores = {name: right[name] / right["counted"] for name in ("uas", "las")}
    return scores | {task: right[task] / right["words"] for task in TASKS}


def train(data: Path, out: Path, seed: int) -> None:
    """Train and keep the weights as OUT/trees-SEED.pt."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    gold, dev = examples(data / "gold-train.spacy"), examples(data / "syntax-dev.spacy")
    labels = {task: [v for e in gold for v in getattr(e, task)] for task in (*TASKS, "rel")}
    alphabet = Alphabet.of((e.words for e in gold), labels)
    alphabet.save(out / "trees.json")
    vectors = load_vectors(data)
    reader, model = Reader(alphabet, vectors), TreeTeacher(alphabet, vectors.shape[1])
    steps = sum(1 for _ in batches(gold, length, rng)) * EPOCHS
    descent = Descent(model, steps)
    print(f"{len(gold)} sentences, {sum(map(length, gold))} words, {steps} steps", flush=True)
    for epoch in range(EPOCHS):
        began, total, count = time.time(), 0.0, 0
        model.train()
        for batch in batches(gold, length, rng):
            tensors = with_gold(reader, batch, rng)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = model.loss(tensors)
            total, count = total + descent.step(loss), count + 1
        shown = " ".join(f"{name} {share:.4f}" for name, share in accuracy([model], reader, dev).items())
        print(f"epoch {epoch + 1}: loss {total / count:.3f}, {shown}, {time.time() - began:.0f} s", flush=True)
        torch.save(model.state_dict(), out / f"trees-{seed}.pt")


if __name__ == "__main__":
    torch.set_num_threads(1)
    train(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
