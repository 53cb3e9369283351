"""The people who can be a speaker: those the caller knows, and full names that the text itself spells out.

Mentions are kept in order of the text so that a pronoun or a surname can be looked up from where it stands.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reading.brief import Named, Span
from bot.reading.quotes.gender import Gender, gender_of
from bot.reading.quotes.words import listed

# Two to four capitalised words in a row, with initials and particles: "Jane Q. Poe", "Ursula von der Leyen".
_PART = r"[A-Z][\w’'-]{0,24}[a-zé](?:[A-Z][a-z]+)?"
FULL_NAME = re.compile(
    rf"\b{_PART}(?: (?:[A-Z]\.|{_PART}|de|da|del|della|di|van|von|der|den|bin|al|el|ter|la|le)){{0,3}} {_PART}"
)
TITLE = re.compile(r"(?:\b(Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady)\.? )$")
NOT_NAMES = listed(
    """then meanwhile however later now still
    the a an this that these those he she it they we i you in on at but and or for from with after before when
    while if as to by his her its their our my january february march april may june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday president senator sen
    rep gov governor mr mrs ms dr sir minister secretary prime chief general colonel captain judge justice
    mayor professor former united states new north south east west saint san los white house state national
    american british russian ukrainian chinese republican democratic democrat house senate congress supreme
    court university college department party committee street times post news journal council association
    institute group company corp inc bank city county university center centre school hospital police army
    force forces union church media press network foundation agency"""
)
LONGEST = 2_000  # full names gathered from one text; more than any article holds


@dataclass(frozen=True, slots=True)
class Person:
    """A possible speaker. `number` tells two people of one name apart."""

    number: int
    name: str
    role: str | None
    gender: Gender | None

    @property
    def surname(self) -> str:
        parts = [part for part in self.name.split() if part.rstrip(".").lower() not in {"jr", "sr", "ii", "iii"}]
        return parts[-1] if parts else self.name


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text."""

    start: int
    end: int
    person: Person


class Roster:
    """People by mention, by surname and by role."""

    def __init__(self, text: str, people: Sequence[Named], start: int = 0) -> None:
        self.text = text
        self.people = [
            Person(number, named.name, named.role, _shown_gender(text, named)) for number, named in enumerate(people)
        ]
        self.mentions = sorted(
            (
                Mention(begin, end, person)
                for person, named in zip(self.people, people, strict=True)
                for begin, end in named.mentions
            ),
            key=lambda mention: (mention.start, -mention.end),
        )
        self._starts = [mention.start for mention in self.mentions]
        self.by_surname: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            self.by_surname[_key(person.surname)].append(person)
        self._spelled: dict[str, list[tuple[int, str]]] | None = None
        self._start = start

    def within(self, span: Span) -> list[Mention]:
        """The mentions that stand inside a span."""
        first = bisect_left(self._starts, span[0])
        found = []
        for mention in self.mentions[first:]:
            if mention.start >= span[1]:
                break
            if mention.end <= span[1]:
                found.append(mention)
        return found

    def before(self, position: int) -> Iterator[Mention]:
        """The mentions that end before a position, last first."""
        at = bisect_left(self._starts, position) - 1
        while at >= 0:
            if self.mentions[at].end <= position:
                yield self.mentions[at]
            at -= 1

    def spelled_out(self, name: str, position: int) -> str | None:
        """The full name in the text that ends with `name`: the nearest one before `position`, or else the first.

        None where the text spells out none, or two different ones before it.
        """
        if self._spelled is None:
            self._spelled = defaultdict(list)
            for _, match in zip(range(LONGEST), FULL_NAME.finditer(self.text, self._start), strict=False):
                words = match.group().split()
                if any(word.lower().rstrip(".") in NOT_NAMES for word in words):
                    words = _clean(words)
                if len(words) > 1:
                    self._spelled[_key(words[-1])].append((match.start(), " ".join(words)))
        known = self._spelled.get(_key(name), [])
        before = {full for at, full in known if at <= position}
        if len(before) == 1:
            return before.pop()
        if before:
            return None
        return known[0][1] if known else None


def _clean(words: list[str]) -> list[str]:
    """Without the words before a name that are no names: "President Jane Poe"."""
    while words and words[0].lower().rstrip(".") in NOT_NAMES:
        words = words[1:]
    return words if words and not any(word.lower().rstrip(".") in NOT_NAMES for word in words) else []


def _shown_gender(text: str, named: Named) -> Gender | None:
    for begin, _ in named.mentions:
        title = TITLE.search(text[max(0, begin - 6) : begin])
        if title:
            return gender_of(named.name, named.role, title[1])
    return gender_of(named.name, named.role)


def _key(name: str) -> str:
    return re.sub(r"[’']s?$", "", name).lower()
