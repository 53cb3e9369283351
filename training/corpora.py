"""Read the corpora: CoNLL-U trees and IOB2 entity files, xz-compressed, into plain values."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = -1  # head of a sentence's root word
UNKNOWN_TAG = "-"  # an entity tag that is neither a label nor "outside"


@dataclass(frozen=True)
class Word:
    """One syntactic word. `head` is an index into its sentence, or ROOT."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool = True


@dataclass(frozen=True)
class Sentence:
    """A tree. `opens_paragraph` and `opens_document` say what begins with its first word."""

    words: tuple[Word, ...]
    opens_paragraph: bool = False
    opens_document: bool = False

    def text(self) -> str:
        """The sentence as running text."""
        return "".join(w.form + (" " if w.space_after else "") for w in self.words).strip()

    def with_words(self, words: list[Word]) -> Sentence:
        """The same place in the document, other words."""
        return replace(self, words=tuple(words))


@dataclass(frozen=True)
class Tagged:
    """One token of an entity file: its form, IOB2 tag and whether a space follows."""

    form: str
    tag: str
    space_after: bool = True


TaggedSentence = tuple[Tagged, ...]
TaggedDocument = tuple[TaggedSentence, ...]


def _lines(path: Path) -> Iterator[str]:
    """The lines of a text file, from PATH.xz when there is no plain PATH."""
    if path.exists():
        with path.open(encoding="utf8") as plain:
            yield from (line.rstrip("\n") for line in plain)
        return
    with lzma.open(f"{path}.xz", "rt", encoding="utf8") as packed:
        yield from (line.rstrip("\n") for line in packed)


def read_trees(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, in order.

    A multiword token ("don't") gives its syntactic words with no space between them.
    Raises FileNotFoundError when neither PATH nor PATH.xz exists.
    """
    rows: list[list[str]] = []
    space_after: dict[int, bool] = {}
    document = paragraph = False
    for line in _lines(path):
        if line.startswith("#"):
            document |= line.startswith("# newdoc")
            paragraph |= line.startswith(("# newdoc", "# newpar"))
        elif not line:
            if rows:
                words = tuple(_word(row, space_after) for row in rows)
                yield Sentence(words, paragraph, document)
            rows, space_after, document, paragraph = [], {}, False, False
        else:
            row = line.split("\t")
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                space_after.update(dict.fromkeys(range(first, last), False))
                space_after[last] = "SpaceAfter=No" not in row[9]
            elif "." not in row[0]:
                rows.append(row)
    if rows:
        yield Sentence(tuple(_word(row, space_after) for row in rows), paragraph, document)


def _word(row: list[str], space_after: dict[int, bool]) -> Word:
    number, form, lemma, upos, xpos, feats, head, deprel = row[:8]
    return Word(
        form=form,
        lemma=form if lemma == "_" else lemma,
        upos=upos,
        xpos=upos if xpos == "_" else xpos,
        feats="" if feats == "_" else feats,
        head=int(head) - 1 if int(head) else ROOT,
        deprel=deprel,
        space_after=space_after.get(int(number), "SpaceAfter=No" not in row[9]),
    )


def paragraphs(sentences: Iterator[Sentence] | list[Sentence], most: int = 8) -> Iterator[list[Sentence]]:
    """Runs of sentences that belong together: cut at paragraphs and after `most` sentences."""
    run: list[Sentence] = []
    for sentence in sentences:
        if run and (sentence.opens_paragraph or len(run) >= most):
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


def read_entities(path: Path) -> list[TaggedDocument]:
    """The documents of an IOB2 file. Raises FileNotFoundError when it is missing."""
    documents: list[TaggedDocument] = []
    sentences: list[TaggedSentence] = []
    tokens: list[Tagged] = []
    for line in [*_lines(path), "", "# newdoc"]:
        if line == "# newdoc":
            if sentences:
                documents.append(tuple(sentences))
            sentences = []
        elif not line:
            if tokens:
                sentences.append(tuple(tokens))
            tokens = []
        else:
            form, tag, space = line.split("\t")
            tokens.append(Tagged(form, tag, space == "_"))
    return documents
