"""Quotations and other reported speech: what was said, by which words, and by whom.

The steps can be used alone: `regions` (quotation marks), `outline` (sentences as attribution sees them), `attribution`
(cues and sources), `content` (what a cue introduces), `joining` (whole quotations), `speakers` (who a source is).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from bot.reading.brief import Kind, Manner, Named, Quote, Span
from bot.reading.parsed import text_of
from bot.reading.quotes.cues import MANNERS
from bot.reading.quotes.joining import Draft, Thresholds, assemble
from bot.reading.quotes.outline import outline
from bot.reading.quotes.regions import WORD, Region, find_regions
from bot.reading.quotes.speakers import Resolver

__all__ = ["find_quotes"]

DEFAULTS = Thresholds()
NEGATED = re.compile(r"(?:\b(?:not|never|neither|nor)|n[’']t)(?: \w+)? $")
NEGATION_REACH = 30  # characters before a cue: "not", and an adverb as long as they get


def find_quotes(
    doc: Doc, people: Sequence[Named], start: int = 0, *, thresholds: Thresholds = DEFAULTS
) -> tuple[Quote, ...]:
    """Every quotation and report of speech in a text, in order.

    Args:
        doc: tokens of the article's text, newlines kept; where there is a parse (UD labels) the result is better.
        people: the article's people; a speaker is resolved to one of them where possible.
        start: code point at which the article's body begins.
        thresholds: how many quoted words without a cue are speech.

    Returns:
        Quotes whose spans are offsets into `doc.text`. `speaker` is None where nobody is named or two are as likely.
    """
    text = text_of(doc)
    regions = find_regions(text, start)
    drafts = assemble(doc, outline(doc, regions, start), thresholds)
    resolver = Resolver(doc, people, regions, start)
    marks = _Marks(text, regions)
    return tuple(_finished(draft, marks, resolver) for draft in sorted(drafts, key=lambda draft: draft.pieces[0]))


def _finished(draft: Draft, marks: "_Marks", resolver: Resolver) -> Quote:
    pieces = tuple(sorted(draft.pieces))
    speaker, role = resolver.speaker(draft)
    return Quote(
        kind=marks.kind(pieces),
        content=pieces,
        cue=draft.cue,
        source=draft.source,
        text=marks.shown(pieces),
        speaker=speaker,
        role=role,
        manner=_manner(draft, marks.text),
    )


def _manner(draft: Draft, text: str) -> Manner | None:
    """The class of the cue; none where it is negated: "has not denied" is no denial."""
    if draft.verb is None or not draft.cue:
        return None
    begin = draft.cue[0][0]
    negated = NEGATED.search(text, max(0, begin - NEGATION_REACH), begin)
    return None if negated else MANNERS.get(draft.verb.kind)


class _Marks:
    """The quoted stretches of a text, to tell what of a content stands in them."""

    def __init__(self, text: str, regions: Sequence[Region]) -> None:
        self.text = text
        self.starts = [region.start for region in regions]
        self.ends = [region.end for region in regions]

    def shown(self, pieces: Sequence[Span]) -> str:
        """The content as a reader is shown it: where words of the article lie between two pieces, the sign of an
        omission stands for them."""
        shown = self.text[pieces[0][0] : pieces[0][1]]
        for (_, end), (start, stop) in pairwise(pieces):
            shown += " … " if WORD.search(self.text, end, start) else " "
            shown += self.text[start:stop]
        return shown

    def kind(self, pieces: Sequence[Span]) -> Kind:
        """direct: every word of the content stands in quotation marks; mixed: some do; indirect: none."""
        words = marked = 0
        for start, end in pieces:
            for match in WORD.finditer(self.text, start, end):
                words += 1
                at = bisect_right(self.starts, match.start()) - 1
                marked += at >= 0 and match.end() <= self.ends[at]
        if marked == 0:
            return "indirect"
        return "direct" if marked == words else "mixed"
