"""From the attributions of sentences to whole quotations, across sentences and paragraphs.

A quotation may go on without a cue: the next quoted sentence, the next quoted paragraph. A region that has a cue of its
own is never joined to another's. What stands in marks without cue, neighbour or sentence of its own is a title, a
nickname or a scare quote, and is left out.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.brief import Span
from bot.reading.quotes.content import spans
from bot.reading.quotes.cues import CueVerb, Frame, cue_verb
from bot.reading.quotes.frames import Attribution
from bot.reading.quotes.limits import JoiningLimits
from bot.reading.quotes.outline import Sentence, closing_sign
from bot.reading.quotes.phrases import main_subject
from bot.reading.quotes.regions import Region, is_title
from bot.reading.quotes.said import Paragraph, Said
from bot.reading.quotes.turns import NO_SPEAKERS, Turn
from bot.reading.quotes.words import RELATIVES

DEFAULTS = JoiningLimits()
HEADLINE_WORDS = 20  # the longest headline, in words and signs
HEADLINE_ITEMS = 4  # words of a name before the colon of a headline
_NAME = r"(?:[A-Z][\w’'.-]{0,30}(?: [A-Z][\w’'.-]{0,30}){0,4}|@\w{2,30})"
SIGNATURE = re.compile(rf"\s*(?:―|—|–|--|-)\s*({_NAME})")
LABEL_LINE = re.compile(rf"(?:^|[-–—•]\s*|\b[Ff]rom )((?:the [a-z]+|{_NAME})):$")
LABEL_REACH = 80  # characters before a colon in which its label begins


@dataclass(slots=True)
class Draft:
    """A quotation while it grows: content spans so far, and who says it."""

    pieces: list[Span]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    verb: CueVerb | None = None
    paragraph: int = 0
    quoted: bool = False
    """Its last piece ends in quotation marks: more may follow."""
    doubted: bool = False
    """It may be no report at all."""
    turn: bool = False
    """A turn of a transcript, or a post."""


def assemble(text: str, paragraphs: Sequence[Paragraph], limits: JoiningLimits = DEFAULTS) -> list[Draft]:
    """The quotations of a text in order of their first words."""
    reader = _Reader(text, limits)
    for number, paragraph in enumerate(paragraphs):
        if paragraph.turn is not None:
            reader.take(paragraph.turn, number)
        elif paragraph.sentences:
            reader.read(paragraph.sentences)
    return _without_covered(reader.drafts)


def _without_covered(drafts: list[Draft]) -> list[Draft]:
    """Without doubted ones that are part of another quotation, one that was joined from several sentences."""
    pieces = sorted(piece for draft in drafts if not draft.doubted for piece in draft.pieces)
    starts = [begin for begin, _ in pieces]
    kept = []
    for draft in drafts:
        begin, end = draft.pieces[0]
        at = bisect_left(starts, end) - 1  # the last piece that begins before this one ends
        if not draft.doubted or at < 0 or pieces[at][1] <= begin:
            kept.append(draft)
    return kept


class _Reader:
    """Goes through a text once and remembers whose words were read last."""

    def __init__(self, text: str, limits: JoiningLimits) -> None:
        self.text = text
        self.limits = limits
        self.drafts: list[Draft] = []
        self.last: Draft | None = None
        """The quotation that a quoted sentence without a cue goes on with."""
        self.pending: list[Region] = []
        """Quoted paragraphs that were left open before any cue: they belong to the next one's."""
        self.told: Draft | None = None
        """What the sentence before reported in the writer's words."""
        self.colon: Draft | None = None
        """Who was introduced by a line that ends in a colon."""

    def take(self, turn: Turn, paragraph: int) -> None:
        """A paragraph that is somebody's words as a whole; more of the same turn is one quotation with it."""
        self.last = self.told = self.colon = None
        self.pending.clear()
        if turn.content[0] == turn.content[1]:
            return
        before = self.drafts[-1] if self.drafts else None
        if not turn.labelled and before is not None and before.turn:
            before.pieces.append(turn.content)
        else:
            self.drafts.append(Draft([turn.content], (), turn.source, None, paragraph, turn=True))

    def read(self, sentences: Sequence[Said]) -> None:
        """One paragraph."""
        spoke = self.last
        for number, said in enumerate(sentences):
            self._sentence(said, sentences[number - 1].sentence if number else None)
        if self.last is spoke and spoke is not None and spoke.paragraph != sentences[0].sentence.paragraph:
            self.last = None  # a paragraph without quotation ends a speech

    def _sentence(self, said: Said, previous: Sentence | None) -> None:
        sentence, attributions = said.sentence, said.attributions
        covered: set[int] = set()
        if sentence.paragraph == 0 and previous is None and self._headline(sentence):
            return
        introduced, self.colon = self.colon, None
        told: Draft | None = None
        opener: Draft | None = None
        for uttered in said.uttered:
            draft = self._draft(sentence, uttered.attribution, spans(sentence.items, uttered.pieces))
            regions = [
                item.region for a, b in uttered.pieces for item in sentence.items[a:b] if item.region is not None
            ]
            covered.update(region.start for region in regions)
            if regions:
                if self.pending and regions[0].continues:
                    draft.pieces[:0] = [(region.start, region.end) for region in self.pending]
                self.pending.clear()
                if opener is None or not self._is_weaker(uttered.attribution, regions[0], sentence):
                    self.last = draft
                opener = opener or draft
            elif draft.source and (draft.verb is None or draft.verb.frame in {Frame.SAY, Frame.TELL}):
                told = draft
            draft.quoted = bool(regions) and regions[-1].end == draft.pieces[-1][1]
            self.drafts.append(draft)
        worded = False  # has the writer said anything in this sentence so far?
        for index, item in enumerate(sentence.items):
            worded = worded or item.is_word
            if item.region is not None and item.region.start not in covered:
                alone = _Alone(item.region, index, sentence, previous, worded)
                self._alone(alone, introduced, attributed=bool(attributions))
        for uttered in said.doubted:
            doubted = self._draft(sentence, uttered.attribution, spans(sentence.items, uttered.pieces))
            doubted.doubted = True
            self.drafts.append(doubted)
        self.told = told
        if sentence.items[-1].text == ":" or (sentence.items[-1].text == "," and attributions):
            self.colon = self._introduction(sentence, attributions)

    def _is_weaker(self, attribution: Attribution, region: Region, sentence: Sentence) -> bool:
        """After `“…,” said Poe, who called it “a shame.”` the speech that goes on is still the first cue's."""
        source = attribution.source
        relative = source is not None and self.text[source[0] : source[1]].lower() in RELATIVES
        return region.start > sentence.start and (relative or attribution.shared or not attribution.speaks)

    def _headline(self, sentence: Sentence) -> bool:
        """`Poe: Pier ‘a danger to all’`: in a headline whatever follows a name and a colon is the name's."""
        items = sentence.items
        at = next((i for i, item in enumerate(items[: HEADLINE_ITEMS + 1]) if item.text == ":"), 0)
        named = 0 < at < len(items) - 1 and all(item.is_capital for item in items[:at])
        label = [item.lower for item in items[:at]]
        if not named or len(items) > HEADLINE_WORDS or any(w in NO_SPEAKERS or cue_verb(w) for w in label):
            return False
        if not any(item.region is not None for item in items[at:]):
            return False
        draft = Draft([(items[at + 1].start, sentence.words_end)], ((items[at].start, items[at].end),))
        draft.source = ((items[0].start, items[at - 1].end),)
        self.drafts.append(draft)
        self.last = draft
        return True

    def _draft(self, sentence: Sentence, attribution: Attribution, pieces: tuple[Span, ...]) -> Draft:
        source = () if attribution.source is None else (attribution.source,)
        return Draft(list(pieces), (attribution.cue,), source, attribution.verb, sentence.paragraph)

    def _introduction(self, sentence: Sentence, attributions: Sequence[Attribution]) -> Draft | None:
        """A line that ends in a colon: its last cue, or `Jane Poe:`, or whoever its sentence is about."""
        if attributions:
            return self._draft(sentence, attributions[-1], ())
        return self._before_colon(sentence, len(sentence.items) - 1)

    def _before_colon(self, sentence: Sentence, at: int) -> Draft:
        """`Jane Poe: “…”`, `From the report: “…”`, or whoever the sentence is about."""
        colon = sentence.items[at]
        begin = max(sentence.start, colon.start - LABEL_REACH)
        label = LABEL_LINE.search(self.text[begin : colon.end])
        if label and (label.start() > 0 or begin == sentence.start):
            span = (begin + label.start(1), begin + label.end(1))
            return Draft([], ((colon.start, colon.end),), (span,))
        return self._unsaid(sentence, ((colon.start, colon.end),))

    def _alone(self, alone: "_Alone", introduced: Draft | None, *, attributed: bool) -> None:
        """A region that no cue of its sentence covers: it goes on with, or is introduced by, what came before."""
        region, paragraph = alone.region, alone.sentence.paragraph
        words = region.words(self.text, 12)
        if region.continues and self.last is not None and self.last.pieces[-1][1] <= region.start:
            self._join(region, paragraph)
        elif alone.index == 0 and introduced is not None and words >= self.limits.colon:
            self._say(introduced, region, paragraph)
        elif alone.before == ":" and words >= self.limits.colon:
            self._say(self._before_colon(alone.sentence, alone.index - 1), region, paragraph)
        elif alone.is_sentence(self.text, self.limits.long):
            self._quoted_sentence(alone, words)
        elif words >= self.limits.sentence and not attributed and not is_title(self.text, region):
            self._led(alone)

    def _quoted_sentence(self, alone: "_Alone", words: int) -> None:
        """A sentence that is all quotation, without cue or colon."""
        region, paragraph = alone.region, alone.sentence.paragraph
        signature = SIGNATURE.match(self.text[region.end : region.end + 60])
        if signature and words >= self.limits.sentence:
            span = (region.end + signature.start(1), region.end + signature.end(1))
            self._say(Draft([], (), (span,)), region, paragraph)
        elif self._follows(alone):
            self._join(region, paragraph)
        elif self.told is not None and words >= self.limits.sentence and not region.continues:
            self.told.pieces.append((region.start, region.end))
            self.told.paragraph, self.told.quoted, self.last = paragraph, True, self.told
        elif not region.closed:
            self.pending.append(region)
        elif alone.previous is not None and not any(alone.previous.regions) and words >= self.limits.sentence:
            self._say(self._unsaid(alone.previous, ()), region, paragraph)
        elif words >= self.limits.lone:
            self._say(Draft([]), region, paragraph)

    def _led(self, alone: "_Alone") -> None:
        """`“…,” said Poe. That makes it “a danger to us all.”`: the writer's words lead over to more of the speech."""
        sentence = alone.sentence
        draft = self.last if self._follows(alone) else self.told
        if draft is None or draft.pieces[-1][1] > sentence.start or draft.paragraph != sentence.paragraph:
            return
        draft.pieces.append((sentence.start, sentence.words_end))
        draft.quoted = alone.region.end == sentence.words_end
        self.last = draft

    def _unsaid(self, sentence: Sentence, cue: tuple[Span, ...]) -> Draft:
        """Speech without a verb of speech: whom the sentence is about says it."""
        subject = main_subject(sentence.items, -1)
        return Draft([], cue, (subject,) if subject else ())

    def _follows(self, alone: "_Alone") -> bool:
        """Does a quoted sentence go on with the last quotation? Only where nothing of the writer's stands between."""
        last, previous = self.last, alone.previous
        if last is None or last.pieces[-1][1] > alone.region.start:
            return False
        if previous is None:
            return last.paragraph >= alone.sentence.paragraph - 1
        if last.paragraph == previous.paragraph and self._is_aside(previous):
            return True
        return last.pieces[-1][1] > previous.start or (last.cue != () and last.cue[-1][0] >= previous.start)

    def _is_aside(self, sentence: Sentence) -> bool:
        """`“…,” said Poe. She runs the ferry. “…”`: a sentence about who spoke just now, between two quotations."""
        if any(sentence.regions):
            return False
        subject = main_subject(sentence.items, -1)
        return subject is not None and self.text[subject[0] : subject[1]].lower() in {"he", "she"}

    def _join(self, region: Region, paragraph: int, end: int | None = None) -> None:
        if self.last is not None:
            self.last.pieces.append((region.start, end or region.end))
            self.last.paragraph = paragraph
            self.last.quoted = True

    def _say(self, draft: Draft, region: Region, paragraph: int) -> None:
        if region.continues:
            draft.pieces.extend((pending.start, pending.end) for pending in self.pending)
        self.pending.clear()
        draft.pieces.append((region.start, region.end))
        draft.paragraph = paragraph
        draft.quoted = True
        self.drafts.append(draft)
        self.last = draft


@dataclass(frozen=True, slots=True)
class _Alone:
    """A region that no cue of its sentence covers. `worded`: the writer's own words stand before it."""

    region: Region
    index: int
    sentence: Sentence
    previous: Sentence | None
    worded: bool

    @property
    def before(self) -> str:
        return self.sentence.items[self.index - 1].text if self.index else ""

    def is_sentence(self, text: str, long: int) -> bool:
        """Is it a sentence of its own: nothing of the writer's in it, and an end?"""
        after = self.index + 1
        if self.worded or (after < len(self.sentence.items) and self.sentence.items[after].is_word):
            return False
        region = self.region
        ends = closing_sign(text, region) in ".?!…—–-,;:"
        return not region.closed or ends or region.words(text, long) >= long
