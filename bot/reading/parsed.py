"""A document as the extractors use it: what spaCy works out anew at every asking is asked for once."""

from dataclasses import dataclass
from typing import Self

from spacy.tokens import Doc, Span

_TEXT = "nutgraf_text"


def text_of(doc: Doc) -> str:
    """`doc.text`, joined from the tokens once a document: 0.3 ms each time, and seventeen components asked."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


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
        return cls(doc, text_of(doc), doc.has_annotation("POS"), doc.has_annotation("DEP"))

    def tokens(self, start: int, end: int) -> Span | None:
        """The tokens that characters `start` to `end` touch; None where there are none."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return span if span is not None and len(span) else None
