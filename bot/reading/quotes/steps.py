"""The steps from a text to its quotations, each a function of what the ones before it found.

marks → cues → contents → joined → named. `bot.reading.quotes.component` makes a spaCy component of each.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from bot.reading.brief import Kind, Manner, Quote, Span
from bot.reading.parsed import text_of
from bot.reading.quotes.attribution import find_attributions
from bot.reading.quotes.content import contents_of
from bot.reading.quotes.cues import MANNERS
from bot.reading.quotes.doubts import confidence, with_doubts
from bot.reading.quotes.joining import Draft, assemble
from bot.reading.quotes.limits import CertaintyLimits, ContentLimits, CueLimits, JoiningLimits
from bot.reading.quotes.outline import outline
from bot.reading.quotes.regions import WORD, Region, find_regions
from bot.reading.quotes.said import Paragraph, Said
from bot.reading.quotes.speakers import Resolver
from bot.reading.quotes.turns import find_turns

HEARD = 0.65  # less sure: who "cites" something has not spoken, and no pronoun after it means them for that
NEGATED = re.compile(r"(?:\b(?:not|never|neither|nor)|n[’']t)(?: \w+)? $")
NEGATION_REACH = 30  # characters before a cue: "not", and an adverb as long as they get


def marks(doc: Doc, start: int = 0) -> tuple[Region, ...]:
    """The stretches in quotation marks, from code point `start` on."""
    return tuple(find_regions(text_of(doc), start))


def cues(doc: Doc, regions: Sequence[Region], start: int, limits: CueLimits) -> tuple[Paragraph, ...]:
    """Each paragraph with the cues of its sentences and their sources, or as one turn of a transcript or a post."""
    text, parsed = text_of(doc), doc.has_annotation("DEP")
    outlined = outline(doc, regions, start)
    turns = find_turns(text, [(part[0].start, part[-1].end) if part else (0, 0) for part in outlined])
    found = []
    for number, sentences in enumerate(outlined):
        turn = turns.get(number)
        said = [
            Said(each, tuple(find_attributions(doc, text, each, parsed=parsed, limits=limits)))
            for each in (() if turn else sentences)
        ]
        found.append(Paragraph(tuple(said), turn))
    return tuple(found)


def contents(doc: Doc, cued: Sequence[Paragraph], limits: ContentLimits) -> tuple[Paragraph, ...]:
    """The same paragraphs with what each cue introduces: quoted words, the writer's clauses, or both."""
    text, parsed = text_of(doc), doc if doc.has_annotation("DEP") else None
    return tuple(
        replace(
            paragraph,
            sentences=tuple(
                with_doubts(
                    replace(each, uttered=tuple(contents_of(text, each.sentence, each.attributions, limits, parsed)))
                )
                for each in paragraph.sentences
            ),
        )
        for paragraph in cued
    )


def joined(doc: Doc, told: Sequence[Paragraph], regions: Sequence[Region], limits: JoiningLimits) -> tuple[Quote, ...]:
    """Whole quotations in order of the text, without their speakers."""
    stretches = Stretches(text_of(doc), regions)
    drafts = assemble(stretches.text, told, limits)
    return tuple(_finished(draft, stretches) for draft in sorted(drafts, key=lambda draft: draft.pieces[0]))


def weighed(doc: Doc, quotes: Sequence[Quote], limits: CertaintyLimits) -> tuple[Quote, ...]:
    """The quotations with how sure each is, without those that are less sure than is worth holding."""
    text, tagged = text_of(doc), doc.has_annotation("TAG")  # asked once: it takes time in proportion to the text
    found = (replace(quote, confidence=confidence(doc, text, quote, tagged=tagged)) for quote in quotes)
    return tuple(quote for quote in found if quote.confidence >= limits.held)


def named(quotes: Sequence[Quote], resolver: Resolver) -> tuple[Quote, ...]:
    """The same quotations with who their sources are, and the roles that the text gives them."""
    found = []
    for quote in quotes:
        speaker, role = resolver.speaker(quote.source, heard=quote.confidence >= HEARD)
        found.append(replace(quote, speaker=speaker, role=role))
    return tuple(found)


def _finished(draft: Draft, stretches: "Stretches") -> Quote:
    pieces = tuple(sorted(draft.pieces))
    return Quote(
        kind=stretches.kind(pieces),
        content=pieces,
        cue=draft.cue,
        source=draft.source,
        text=stretches.shown(pieces),
        manner=_manner(draft, stretches.text),
    )


def _manner(draft: Draft, text: str) -> Manner | None:
    """The class of the cue; none where it is negated: "has not denied" is no denial."""
    if draft.verb is None or not draft.cue:
        return None
    begin = draft.cue[0][0]
    negated = NEGATED.search(text, max(0, begin - NEGATION_REACH), begin)
    return None if negated else MANNERS.get(draft.verb.kind)


class Stretches:
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
