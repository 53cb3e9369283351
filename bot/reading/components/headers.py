"""Bylines and datelines: the words round an article that are not its sentences.

Leaves them in `doc.spans["bylines"]` ("By Dana Alder", "Reporting by …; editing by …") and
`doc.spans["datelines"]` ("KYIV, Ukraine (AP) —", "(CNN) —").
"""

import re
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from bot.reading.datelines import dateline
from bot.reading.parsed import text_of

BYLINES: Final = "bylines"
DATELINES: Final = "datelines"

_PARAGRAPH = re.compile(r"[^\n\r]+")
_NAME = r"[A-ZÀ-Þ][\w.’'-]*(?: (?:[A-ZÀ-Þ][\w.’'-]*|de|la|van|der|von|al|bin|el)){1,4}"
# "By" and nothing but names, offices and outlets to the end of the paragraph.
_MORE = rf"(?:(?:,? and |, | \| |/| - | in | for )(?:the )?{_NAME}|, [A-Z][\w.]+| in [A-Z]\w+)"
_BYLINE = re.compile(rf"\s*(?:[Bb]y|BY|Story by|Words by) {_NAME}{_MORE}*\s*$")
_CREDIT = re.compile(
    r"\s*\(?(?:Additional r|R)eporting by [^\n]{3,200}$|\s*\(?(?:Writing|Edited|Editing) by [^\n]{3,120}$"
)


def bylines(text: str) -> list[tuple[int, int]]:
    """The paragraphs of `text` that say who wrote, as character offsets without white space round them."""
    found = []
    for paragraph in _PARAGRAPH.finditer(text):
        line = paragraph[0]
        if _BYLINE.match(line) or _CREDIT.match(line):
            left = len(line) - len(line.lstrip())
            found.append((paragraph.start() + left, paragraph.start() + len(line.rstrip())))
    return found


def datelines(text: str) -> list[tuple[int, int]]:
    """The datelines at the head of paragraphs, as character offsets without white space after them."""
    found = []
    for paragraph in _PARAGRAPH.finditer(text):
        start = paragraph.start() + len(paragraph[0]) - len(paragraph[0].lstrip())
        lede, _ = dateline(text, start, paragraph.end())
        if lede > start:
            found.append((start, start + len(text[start:lede].rstrip())))
    return found


@Language.factory("nutgraf_headers", assigns=["doc.spans"])
class Headers:
    """Fills `doc.spans["bylines"]` and `doc.spans["datelines"]`."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Mark the document's bylines and datelines, in place."""
        for key, offsets in ((BYLINES, bylines(text_of(doc))), (DATELINES, datelines(text_of(doc)))):
            spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in offsets]
            doc.spans[key] = SpanGroup(doc, name=key, spans=[span for span in spans if span is not None])
        return doc
