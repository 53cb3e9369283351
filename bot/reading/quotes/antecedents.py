"""Whom a pronoun goes back to: he and she, "who", and the institution behind "it" and "they".

Who spoke last counts for more than who is named last; where a sentence since then is about one other, it is that one.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading import role_words
from bot.reading.parsed import Parsed
from bot.reading.quotes.gender import SHE_WORDS, Gender, gender_of
from bot.reading.quotes.limits import SpeakerLimits
from bot.reading.quotes.parse import is_main_subject
from bot.reading.quotes.regions import Region
from bot.reading.quotes.roster import Mention, Person, Roster
from bot.reading.role_before import title

GAP = 8  # characters of white space between two sentences
SUBJECT_WITHIN = 3  # characters: an opening mark may stand before the name
CAPITALS = r"[A-Z][\w’'.-]{0,24}(?: [A-Z][\w’'.-]{0,24}){0,2}"
POSSESSIVE = re.compile(r"[’'](?:s\b|\s)")
OPENING_NAME = re.compile(
    rf"(?:The )?({CAPITALS})(?= (?:has|have|had|is|are|was|were|will|also|twice|then|later|[a-z]+ed)\b)"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source: a person of the roster, or a description as written."""

    name: str
    role: str | None
    person: Person | None = None
    plural: bool = False


class Antecedents:
    """Looks pronouns up in a text. `spoken` holds who has spoken so far and where; the resolver adds to it in order."""

    def __init__(self, parsed: Parsed, roster: Roster, regions: Sequence[Region], limits: SpeakerLimits) -> None:
        self.limits = limits
        self.text = roster.text
        self.roster = roster
        self.spoken: list[tuple[int, Speaker]] = []
        self._parsed = parsed
        self._regions = regions
        self._region_starts = [region.start for region in regions]

    def pronoun(self, position: int, gender: Gender | None) -> Speaker | None:
        """He or she: who spoke last, unless sentences since then are about one other whom it could mean."""
        candidates = self._candidates(position, gender)
        last = self._last_speaker(position, gender)
        if last is None:
            return as_speaker(self._nearest_subject(candidates))
        at, speaker = last
        since = [mention for mention in candidates if mention.start > at and mention.person != speaker.person]
        if speaker.person is None and len({mention.person.number for mention in since}) == 1:
            return as_speaker(since[0].person)
        subjects = {mention.person.number: mention.person for mention in since if self._is_subject(mention, position)}
        return as_speaker(next(iter(subjects.values()))) if len(subjects) == 1 else speaker

    def _nearest_subject(self, candidates: Sequence[Mention]) -> Person | None:
        """In the last sentence that names somebody, the subject of its main clause, else whom it names first."""
        if not candidates:
            return None
        begins = self._sentence_start(candidates[-1].start)
        named = [mention for mention in candidates if mention.start >= begins]
        subjects = (mention for mention in named if is_main_subject(self._parsed, mention.start))
        return next(subjects, named[0]).person

    def _is_subject(self, mention: Mention, position: int) -> bool:
        """Does a name begin its sentence, is it the subject, or stands it in that of `position`, not as an owner?"""
        begins = self._sentence_start(mention.start)
        if mention.start - begins < SUBJECT_WITHIN or is_main_subject(self._parsed, mention.start):
            return True
        if begins == self._sentence_start(position):
            return POSSESSIVE.match(self.text, mention.end) is None  # "In Poe's case, he said"
        titled = title(role_words.before(self._parsed, mention.start))
        return titled is not None and titled[0] - begins < SUBJECT_WITHIN + len("The ")

    def _candidates(self, position: int, gender: Gender | None) -> list[Mention]:
        """Where people whom the pronoun can mean are named before a position, outside quotations, in order."""
        found = []
        for mention in self.roster.before(position):
            if position - mention.start > self.limits.pronoun:
                break
            if _agree(mention.person.gender, gender) and not self._quoted(mention.start):
                found.append(mention)
        return found[::-1]

    def _quoted(self, position: int) -> bool:
        at = bisect_left(self._region_starts, position + 1) - 1
        return at >= 0 and self._regions[at].end > position

    def _last_speaker(self, position: int, gender: Gender | None) -> tuple[int, Speaker] | None:
        for at, speaker in reversed(self.spoken):
            if position - at > self.limits.spoke * 2:
                return None
            shown = speaker.person.gender if speaker.person else gender_of(speaker.name, speaker.role, speaker.name)
            if speaker.plural or not _agree(shown, gender):
                continue
            if speaker.person is None and shown is None and not _may_be_person(speaker.name):
                continue
            return at, speaker
        return None

    def _sentence_start(self, position: int) -> int:
        """Roughly where the sentence around a position begins."""
        window = self.text[max(0, position - 400) : position]
        ends = [
            match.end() for match in re.finditer(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bMrs)[.!?][”\"’')]*\s+|\n+", window)
        ]
        return max(0, position - 400) + (ends[-1] if ends else 0)

    def relative(self, position: int) -> Speaker | None:
        """Whom "who" goes back to: the name right before it, with or without a comma."""
        for mention in self.roster.before(position):
            between = self.text[mention.end : position]
            if len(between) > 150 or "." in between.replace("Jr.", ""):
                return None
            if not between.strip(" ,"):
                return Speaker(mention.person.name, mention.person.role, mention.person)
            if between.strip().endswith(",") and between.startswith(","):
                return Speaker(mention.person.name, mention.person.role or between.strip(" ,"), mention.person)
        return None

    def institution(self, position: int, *, plural: bool) -> Speaker | None:
        """It or they: the institution or the several people who spoke last, or whom the last sentence is about."""
        for at, speaker in reversed(self.spoken):
            if position - at > self.limits.spoke:
                break
            if speaker.person is None and (speaker.plural == plural or speaker.name.lower().startswith("the ")):
                return speaker
            break
        return self._opening_institution(position)

    def _opening_institution(self, position: int) -> Speaker | None:
        """The name that opens the sentence before, unless it is a person's."""
        begins = self._sentence_start(position)
        edge = max(begins - GAP, 0)
        before = self._sentence_start(edge + len(self.text[edge:begins].rstrip()))
        match = OPENING_NAME.match(self.text, before, position)
        if match is None or self.roster.within(match.span(1)):
            return None
        return Speaker(match[1], None)


def as_speaker(person: Person | None) -> Speaker | None:
    """A person as the speaker; None for None."""
    return None if person is None else Speaker(person.name, person.role, person)


def _agree(one: Gender | None, other: Gender | None) -> bool:
    return one is None or other is None or one == other


def _may_be_person(name: str) -> bool:
    """Two capitalised words, or somebody unnamed: "a local official"; not "the ministry"."""
    words = name.split()
    if words[0].lower() in {"a", "an", "one", "another"}:
        return True
    if any(word.lower() in SHE_WORDS for word in words):
        return True
    return 1 <= len(words) <= 4 and all(word[0].isupper() for word in words) and not name.isupper()
