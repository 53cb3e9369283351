"""Paragraphs: runs of text between line breaks."""

import re

from bot.reading.brief import Span

# Besides \n: what str.splitlines() and web pages call a line break.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The paragraphs of `text[start:end]` as spans into `text`, white space at their ends left out, empty ones too."""
    found = []
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        span = trimmed(text, *line.span())
        if span[0] < span[1]:
            found.append(span)
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
