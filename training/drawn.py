"""Sentences with trees that a teacher drew, as training documents."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from training.typography import has_marks, typographic

PARAGRAPH = 6  # sentences in one document, at most
SUREST = 0.85  # share of the sentences that are kept: those with the surest arcs
JOINED = 0.2  # of sentences begin a new paragraph inside a document
CURLY = 0.6  # of documents with marks get typographic ones


@dataclass(frozen=True)
class Plain:
    """A sentence of text: its tokens as the pipeline splits them, and whether it opens a document."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    opens: bool


@dataclass(frozen=True)
class Drawn:
    """What a teacher says of a sentence: a value a word; heads count from 1, 0 is the root.

    `sure` is the mean log probability of the arcs.
    """

    tag: list[str]
    pos: list[str]
    morph: list[str]
    heads: list[int]
    rel: list[str]
    sure: float


Pair = tuple[Plain, Drawn]


def tree_docs(nlp: Language, found: Sequence[Pair], rng: random.Random) -> Iterator[Doc]:
    """Documents of up to PARAGRAPH neighbouring sentences, of the surest trees only."""
    least = sorted(drawn.sure for _, drawn in found)[int(len(found) * (1 - SUREST))]
    held: list[Pair] = []
    for sentence, drawn in found:
        unsure = drawn.sure < least
        if held and (unsure or sentence.opens or len(held) >= PARAGRAPH):
            yield _doc(nlp, held, rng)
            held = []
        if not unsure:
            held.append((sentence, drawn))
    if held:
        yield _doc(nlp, held, rng)


def _doc(nlp: Language, parts: list[Pair], rng: random.Random) -> Doc:
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    pos: list[str] = []
    morphs: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[int] = []
    for number, (sentence, drawn) in enumerate(parts):
        if number and rng.random() < JOINED:
            spaces[-1] = False
            heads.append(len(words) - 1)
            for column, value in ((words, "\n\n"), (tags, "_SP"), (pos, "SPACE"), (morphs, ""), (deps, "dep")):
                column.append(value)
            spaces.append(False)
            starts.append(-1)
        elif number:
            spaces[-1] = True
        base = len(words)
        words += sentence.words
        spaces += sentence.spaces
        tags += drawn.tag
        pos += drawn.pos
        morphs += drawn.morph
        heads += [base + (i if head == 0 else head - 1) for i, head in enumerate(drawn.heads)]
        deps += ["ROOT" if head == 0 else rel for head, rel in zip(drawn.heads, drawn.rel, strict=True)]
        starts += [1] + [-1] * (len(sentence.words) - 1)
    if has_marks(words) and rng.random() < CURLY:
        words = typographic(words, spaces, rng, tags)
    return Doc(
        nlp.vocab, words=words, spaces=spaces, tags=tags, pos=pos, morphs=morphs, heads=heads, deps=deps,
        sent_starts=starts,
    )  # fmt: skip
