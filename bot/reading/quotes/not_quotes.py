"""What stands in quotation marks and is no quotation: titles of works, nicknames, words that the writer holds off."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.reading.brief import Quote
from bot.reading.quotes.cues import cue_verb
from bot.reading.quotes.outline import closing_sign
from bot.reading.quotes.regions import Region, is_title
from bot.reading.quotes.words import listed

PERFORMS = listed("sing recite narrate write")
NEAR = 12  # characters between the verb and the title: sang the song “…”

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
    by_start = {region.start: region for region in regions}
    kept = tuple(quote for quote in quotes if not _performs(text, quote, by_start))
    pieces = sorted(piece for quote in kept for piece in quote.content)
    starts = [piece[0] for piece in pieces]
    left = []
    for region in regions:
        at = bisect_left(starts, region.start + 1) - 1
        if at < 0 or pieces[at][1] < region.inner_end:
            left.append(NotQuote(region.start, region.end, "title" if is_title(text, region) else "words"))
    return kept, tuple(left)


def _performs(text: str, quote: Quote, regions: Mapping[int, Region]) -> bool:
    """`sang “Harbour Lights” twice`: a title right behind a verb that makes or performs a work, and no speech."""
    region = regions.get(quote.content[0][0])
    if region is None or len(quote.content) > 1 or not quote.cue or not is_title(text, region):
        return False
    verb = cue_verb(text[quote.cue[0][0] : quote.cue[0][1]].lower())
    between = text[quote.cue[-1][1] : region.start]
    behind = 0 <= region.start - quote.cue[-1][1] <= NEAR and not any(sign in between for sign in ",:;.")
    return verb is not None and verb.lemma in PERFORMS and behind and closing_sign(text, region) not in "!?"
