"""What stands in quotation marks and is no quotation: titles of works, nicknames, words that the writer holds off."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.reading.brief import Quote
from bot.reading.quotes.regions import Region

Reason = Literal["title", "words"]


@dataclass(frozen=True, slots=True)
class NotQuote:
    """A stretch in marks; offsets include them. title: of a work; words: any other that nobody is said to have said."""

    start: int
    end: int
    reason: Reason


def sort_out(
    text: str, quotes: Sequence[Quote], regions: Sequence[Region]
) -> tuple[tuple[Quote, ...], tuple[NotQuote, ...]]:
    """The quotations that are some, and what else of a text stands in marks; both in order."""
    starts = sorted(piece[0] for quote in quotes for piece in quote.content)
    ends = sorted(piece[1] for quote in quotes for piece in quote.content)
    left = []
    for region in regions:
        at = bisect_left(starts, region.start + 1) - 1
        if at < 0 or ends[at] < region.inner_end:
            left.append(NotQuote(region.start, region.end, "words"))
    return tuple(quotes), tuple(left)
