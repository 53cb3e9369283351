"""Compare a pipeline's reading of raw text with the gold trees and names."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

Spans = set[tuple[int, int, str]]

# What the rules find beyond the corpora's labels is not counted; an event is one of the kinds under MISC.
SAME = {"EVENT": "MISC", "GPE": "LOC", "FAC": "LOC"}
LABELS = ("PERSON", "ORG", "LOC", "MISC")
ARTICLE = 600  # words of a text in the speed test: a news article


@dataclass
class Tally:
    """Right, wrong and missed, counted over texts."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, gold: set[tuple[int, int, str]], found: set[tuple[int, int, str]]) -> None:
        """Count one text's spans under a name."""
        self.right[name] += len(gold & found)
        self.found[name] += len(found)
        self.gold[name] += len(gold)

    def f(self, name: str) -> float:
        """F score in percent; 0 where there is nothing."""
        return 200 * self.right[name] / ((self.found[name] + self.gold[name]) or 1)

    def accuracy(self, name: str, among: str) -> float:
        """Share of what is right under `among` that is right under `name` too, in percent."""
        return 100 * self.right[name] / (self.right[among] or 1)

    def precision(self, name: str) -> float:
        """Share of what was found that is right, in percent."""
        return 100 * self.right[name] / (self.found[name] or 1)

    def recall(self, name: str) -> float:
        """Share of the gold that was found, in percent."""
        return 100 * self.right[name] / (self.gold[name] or 1)


def _tokens(doc: Doc, value: Callable[[int], str]) -> Spans:
    return {(t.idx, t.idx + len(t), value(t.i)) for t in doc if not t.is_space}


def _arcs(doc: Doc, labelled: bool) -> Spans:
    """Each token's span with its head's place and, if asked, the relation; without punctuation, as spaCy scores."""
    out = set()
    for token in doc:
        if token.is_space or token.dep_ == "punct":
            continue
        head = -1 if token.head.i == token.i else token.head.idx
        name = token.dep_ if labelled else ""
        out.add((token.idx, token.idx + len(token), f"{head} {name.lower() if name == 'ROOT' else name}"))
    return out


def _sentences(doc: Doc) -> Spans:
    out = set()
    for sentence in doc.sents:
        tokens = [t for t in sentence if not t.is_space]
        if tokens:
            out.add((tokens[0].idx, tokens[-1].idx + len(tokens[-1]), ""))
    return out


def _names(doc: Doc, labels: Iterable[str]) -> Spans:
    wanted = set(labels)
    spans = {(e.start_char, e.end_char, SAME.get(e.label_, e.label_)) for e in doc.ents}
    return {span for span in spans if span[2] in wanted}


def _unknown(gold: Doc) -> set[int]:
    """The characters of the gold text of which nobody said whether they are in a name."""
    return {i for token in gold if token.ent_iob == 0 for i in range(token.idx, token.idx + len(token))}


def read_gold(path: Path, nlp: Language) -> list[Doc]:
    """The gold documents of an evaluation file."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def syntax_scores(nlp: Language, gold: list[Doc]) -> Tally:
    """Tokens, parts of speech, lemmas, trees and sentences, from raw text."""
    tally = Tally()
    for want, got in zip(gold, nlp.pipe(doc.text for doc in gold), strict=True):
        for name, of in _SYNTAX.items():
            tally.add(name, of(want), of(got))
    return tally


_SYNTAX: dict[str, Callable[[Doc], Spans]] = {
    "tokens": lambda doc: _tokens(doc, lambda i: ""),
    "UPOS": lambda doc: _tokens(doc, lambda i: doc[i].pos_),
    "lemma": lambda doc: _tokens(doc, lambda i: doc[i].lemma_.lower()),
    "UAS": lambda doc: _arcs(doc, labelled=False),
    "LAS": lambda doc: _arcs(doc, labelled=True),
    "sentences": _sentences,
}


def name_scores(nlp: Language, gold: list[Doc], labels: Iterable[str] = LABELS) -> Tally:
    """Names by label and all together, from raw text. What touches a token of unknown label is not counted."""
    tally = Tally()
    labels = tuple(labels)
    for want, got in zip(gold, nlp.pipe(doc.text for doc in gold), strict=True):
        wanted, unknown = _names(want, labels), _unknown(want)
        found = {s for s in _names(got, labels) if not unknown.intersection(range(s[0], s[1]))}
        tally.add("all", wanted, found)
        for label in labels:
            tally.add(label, {s for s in wanted if s[2] == label}, {s for s in found if s[2] == label})
    return tally


def articles(gold: list[Doc]) -> list[str]:
    """The texts of `gold` joined into texts of about ARTICLE words."""
    texts: list[str] = []
    words = 0
    parts: list[str] = []
    for doc in gold:
        parts.append(doc.text)
        words += len(doc)
        if words >= ARTICLE:
            texts.append("\n\n".join(parts))
            parts, words = [], 0
    return texts


def speed(nlp: Language, texts: list[str]) -> tuple[float, float]:
    """Words a second of processor time in a stream of texts, and milliseconds an article read alone, on one core."""
    nlp(texts[0])
    started = time.process_time()
    words = sum(map(len, nlp.pipe(texts)))
    streamed = time.process_time()
    for text in texts:
        nlp(text)
    alone = time.process_time()
    return words / (streamed - started), 1000 * (alone - streamed) / len(texts)


def megabytes(folder: Path) -> float:
    """Size of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
