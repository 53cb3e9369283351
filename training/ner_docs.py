"""Entity files to spaCy documents, and the evaluation sets made from them.

What a corpus leaves open is left open here: a token that may be a name but was not annotated as one is *missing*,
neither entity nor outside.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from training.corpora import UNKNOWN_TAG, Tagged, TaggedDocument, TaggedSentence, read_entities
from training.typography import typographic

RUN = 6  # sentences in one document
# Where training ends and development begins in the corpora without a split of their own.
WIKIGOLD_TRAIN = 120  # documents
REDOCRED_TRAIN = 440
CROSSNER_POLITICS = 651  # first sentences of crossner-test

CALENDAR = frozenset((
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "I",
))  # fmt: skip
AFTER_THESE_A_CAPITAL_IS_USUAL = frozenset(("“", "‘", '"', ".", ":", "”", "''", "``", "?", "!"))


def runs(documents: Sequence[TaggedDocument]) -> list[list[TaggedSentence]]:
    """Documents cut after RUN sentences."""
    return [list(d[i : i + RUN]) for d in documents for i in range(0, len(d), RUN)]


def _open(tokens: list[Tagged], i: int, first: bool, forms: frozenset[str]) -> bool:
    token = tokens[i]
    if token.tag != "O" or first or len(token.form) < 2 or not token.form[0].isupper() or token.form in CALENDAR:
        return False
    if i and tokens[i - 1].form in AFTER_THESE_A_CAPITAL_IS_USUAL:
        return False
    return not forms or token.form in forms


def to_doc(
    nlp: Language, run: list[TaggedSentence], open_to: frozenset[str] | None = None, curly: random.Random | None = None
) -> Doc:
    """One document with its entities, outside tokens and missing ones."""
    tokens: list[Tagged] = []
    firsts: set[int] = set()
    for sentence in run:
        firsts.add(len(tokens))
        tokens += sentence
        tokens[-1] = replace(tokens[-1], space_after=True)
    forms = [t.form for t in tokens]
    spaces = [t.space_after for t in tokens]
    if curly is not None:
        forms = typographic(forms, spaces, curly)
    doc = Doc(nlp.vocab, words=forms, spaces=spaces)
    entities: list[Span] = []
    for i, token in enumerate(tokens):
        if token.tag.startswith("B-"):
            end = i + 1
            while end < len(tokens) and tokens[end].tag.startswith("I-"):
                end += 1
            entities.append(Span(doc, i, end, label=token.tag[2:]))
    missing = [
        Span(doc, i, i + 1, label="")
        for i, token in enumerate(tokens)
        if token.tag == UNKNOWN_TAG or (open_to is not None and _open(tokens, i, i in firsts, open_to))
    ]
    doc.set_ents(entities, missing=missing, default="outside")
    return doc


def evaluation_docs(nlp: Language, ner: Path) -> dict[str, list[Doc]]:
    """The development sets, of all corpora and of those used last, and the three test sets."""

    def docs(name: str, start: int = 0, end: int | None = None) -> list[Doc]:
        return [to_doc(nlp, run) for run in runs(read_entities(ner / f"{name}.iob2")[start:end])]

    near = [*docs("gum-open-dev"), *docs("wikigold", WIKIGOLD_TRAIN), *docs("redocred-test", REDOCRED_TRAIN)]
    return {
        "ner-dev": [*near, *docs("crossner-test", end=CROSSNER_POLITICS)],
        "ner-near-dev": near,
        "ner-ewt-test": docs("uner-ewt-test"),
        "ner-gum-test": docs("gum-open-test"),
        "ner-pud-test": docs("uner-pud-test"),
    }


def save(docs: list[Doc], path: Path) -> None:
    """Write documents to one file and say how many."""
    DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], docs=docs).to_disk(path)
    print(f"{path.name}: {len(docs)} documents, {sum(map(len, docs))} tokens")
