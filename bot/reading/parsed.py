"""A document as the extractors use it: what spaCy works out anew at every asking is asked for once."""

from dataclasses import dataclass
from typing import Self

from spacy.tokens import Doc, Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """A `doc` with its `text` (spaCy joins all tokens each time it is asked) and whether it has tags and a tree."""

    doc: Doc
    text: str
    tagged: bool
    tree: bool

    @classmethod
    def of(cls, doc: Doc) -> Self:
        """Ask once."""
        return cls(doc, doc.text, doc.has_annotation("POS"), doc.has_annotation("DEP"))

    def tokens(self, start: int, end: int) -> Span | None:
        """The tokens that characters `start` to `end` touch; None where there are none."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return span if span is not None and len(span) else None
