"""Names before a colon: `Harbour to close - Jane Poe: “…”`, `From the report: “…”`."""

from bot.reading.quotes.frames import Attribution
from bot.reading.quotes.line import Line

NAME_ITEMS = 6  # of the longest name before a colon
DASHES = frozenset({"-", "–", "—", "--", "•", "|"})


def label_before_quotation(line: Line) -> Attribution | None:
    """A dash, a name, a colon and a quotation: whatever stands before the dash is a headline of its own."""
    for colon in range(2, len(line.items) - 1):
        if line.word(colon) != ":" or not line.is_region(colon + 1):
            continue
        left = colon
        while left > 0 and colon - left < NAME_ITEMS and _is_name(line, left - 1):
            left -= 1
        start = left
        if left > 1 and line.word(left - 1) == "from" and line.word(left - 2) in {"more", "and"}:
            left -= 2
        if left > 0 and start < colon and line.word(left - 1) in DASHES:
            content = (colon + 1, len(line.items))
            return Attribution(
                line.span(colon, colon + 1), line.span(start, colon), None, start, colon + 1, colon, content=content
            )
    return None


def _is_name(line: Line, at: int) -> bool:
    item = line.items[at]
    return item.is_capital or item.text[0] == "@" or (item.lower == "and" and at > 0 and line.items[at - 1].is_capital)
