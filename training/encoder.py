"""What both teachers share: words to numbers, and a bidirectional LSTM over them.

The teachers are larger than what is shipped and are not shipped: they annotate text without gold for the small
pipeline to learn from (`silver.py`). They read the same word knowledge as it does (`vectors.py`), so all they add is
capacity. They need torch.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import spacy
import torch
from spacy.vectors import Vectors
from torch import Tensor, nn

BATCH = 1400  # words
RATE = 0.002
WARM = 200  # steps
FLOOR = 0.02  # of the rate, at the end
DROPOUT = 0.33
BLANKED = 0.25  # a word seen n times is read as unknown with probability 0.25 / (0.25 + n)
CHARACTERS = 24  # of a word that are read
WIDTH = 256  # of one direction
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": "..."})
NO_GOLD = -100  # the label that a loss leaves out
Item = TypeVar("Item")


def plain(word: str) -> str:
    """The word with typewriter marks; a double dash is one."""
    out = word.translate(PLAIN)
    return "-" if out == "--" else out


class Alphabet:
    """The numbers of words, characters and labels. Of words and characters 0 is padding and 1 unknown."""

    def __init__(self, tables: dict[str, list[str]], counts: dict[str, int]) -> None:
        self.tables = tables
        self.counts = counts
        self.number = {name: {value: i for i, value in enumerate(values)} for name, values in tables.items()}

    @classmethod
    def of(cls, sentences: Iterable[tuple[str, ...]], labels: dict[str, Iterable[str]]) -> Alphabet:
        """From the training sentences' words and the labels of each task."""
        sentences = list(sentences)
        words = Counter(w.lower() for s in sentences for w in s)
        tables = {
            "word": ["", "?", *(w for w, n in words.items() if n > 1)],
            "char": ["", "?", *sorted({c for s in sentences for w in s for c in w})],
        }
        tables |= {task: sorted(set(values)) for task, values in labels.items()}
        return cls(tables, {w: n for w, n in words.items() if n > 1})

    def save(self, path: Path) -> None:
        """As JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"tables": self.tables, "counts": self.counts}), "utf8")

    @classmethod
    def load(cls, path: Path) -> Alphabet:
        """What `save` wrote."""
        return cls(**json.loads(path.read_text("utf8")))


class Reader:
    """Sentences to tensors."""

    def __init__(self, alphabet: Alphabet, vectors: Vectors) -> None:
        self.alphabet = alphabet
        self.vectors = vectors
        self.strings = spacy.blank("en").vocab.strings

    def row(self, word: str) -> int:
        """The row of the word's static vector, or of its lower case's; -1 without one."""
        for form in (word, word.lower()):
            row = self.vectors.key2row.get(self.strings.add(form), -1)
            if row >= 0:
                return int(row)
        return -1

    def words(self, sentences: list[tuple[str, ...]], rng: random.Random | None) -> dict[str, Tensor]:
        """Tensors of a batch of sentences; with `rng` rare words are blanked now and then."""
        shape = (len(sentences), max(map(len, sentences)))
        word = np.zeros(shape, dtype="i8")
        char = np.zeros((*shape, CHARACTERS), dtype="i8")
        known = np.zeros((*shape, self.vectors.shape[1]), dtype="f4")
        chars, numbers = self.alphabet.number["char"], self.alphabet.number["word"]
        for b, sentence in enumerate(sentences):
            for i, form in enumerate(sentence):
                lower = form.lower()
                blank = rng is not None and rng.random() < BLANKED / (BLANKED + self.alphabet.counts.get(lower, 0))
                word[b, i] = 1 if blank else numbers.get(lower, 1)
                spelled = form if len(form) <= CHARACTERS else form[: CHARACTERS // 2] + form[-CHARACTERS // 2 :]
                char[b, i, : len(spelled)] = [chars.get(c, 1) for c in spelled]
                row = self.row(form)
                if row >= 0:
                    known[b, i] = self.vectors.data[row]
        return {
            "word": torch.from_numpy(word),
            "char": torch.from_numpy(char),
            "known": torch.from_numpy(known),
            "lengths": torch.tensor([len(s) for s in sentences]),
        }

    def labels(self, task: str, sentences: list[tuple[str, ...]]) -> Tensor:
        """The numbers of a batch's labels of one task; NO_GOLD for unknown ones and padding."""
        gold = np.full((len(sentences), max(map(len, sentences))), NO_GOLD, dtype="i8")
        for b, sentence in enumerate(sentences):
            gold[b, : len(sentence)] = [self.alphabet.number[task].get(v, NO_GOLD) for v in sentence]
        return torch.from_numpy(gold)


class SharedDropout(nn.Module):
    """Dropout with one mask for all words of a sentence (Gal and Ghahramani 2016)."""

    def forward(self, x: Tensor) -> Tensor:
        """`x` is (batch, words, width)."""
        if not self.training:
            return x
        mask = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - DROPOUT) / (1 - DROPOUT)
        return x * mask


class Encoder(nn.Module):
    """Words, their spelling and what is known of them → states of a BiLSTM, (batch, words, 2 × WIDTH)."""

    def __init__(self, alphabet: Alphabet, known: int, layers: int) -> None:
        super().__init__()
        self.word = nn.Embedding(len(alphabet.tables["word"]), 100, padding_idx=0)
        self.char = nn.Embedding(len(alphabet.tables["char"]), 32, padding_idx=0)
        self.spelling = nn.ModuleList(nn.Conv1d(32, 50, k, padding=k // 2) for k in (3, 5))
        self.known = nn.Linear(known, 100)
        self.layers = nn.ModuleList(
            nn.LSTM(300 if i == 0 else 2 * WIDTH, WIDTH, batch_first=True, bidirectional=True) for i in range(layers)
        )
        self.drop = SharedDropout()

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """Sentences of a batch are of nearly the same length, so padding is read like words."""
        b, n, c = batch["char"].shape
        letters = self.char(batch["char"].view(b * n, c)).transpose(1, 2)
        spelled = torch.cat([conv(letters).amax(dim=2) for conv in self.spelling], dim=1).view(b, n, -1)
        x = torch.cat([self.word(batch["word"]), torch.relu(spelled), self.known(batch["known"])], dim=2)
        for layer in self.layers:
            x, _ = layer(self.drop(x))
        states: Tensor = self.drop(x)
        return states


def batches(data: list[Item], length: Callable[[Item], int], rng: random.Random | None) -> Iterator[list[Item]]:
    """Batches of items of like length; in random order with `rng`."""
    order = sorted(range(len(data)), key=lambda i: length(data[i]) + (rng.random() if rng else 0))
    found: list[list[Item]] = []
    batch: list[Item] = []
    for i in order:
        if batch and length(data[i]) * (len(batch) + 1) > BATCH:
            found.append(batch)
            batch = []
        batch.append(data[i])
    if batch:
        found.append(batch)
    if rng:
        rng.shuffle(found)
    yield from found


class Descent:
    """AdamW with a rate that warms up, then falls along a line."""

    def __init__(self, model: nn.Module, steps: int) -> None:
        self.model = model
        self.optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, betas=(0.9, 0.95), weight_decay=0.01)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda s: min((s + 1) / WARM, max(FLOOR, 1 - s / steps))
        )

    def step(self, loss: Tensor) -> float:
        """One step down; returns the loss as a number."""
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimizer.step()
        self.schedule.step()
        return float(loss.item())


def load_vectors(data: Path) -> Vectors:
    """The word knowledge that `vectors.py` wrote."""
    return spacy.load(data / "vectors").vocab.vectors
