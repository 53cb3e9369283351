"""The Brief: what was read in an article. Every part is a span of the article's text, never a rewording.

This module is light (no spaCy): the Slack front shows Briefs that a worker has read.
"""

from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

Span = tuple[int, int]
"""Start and end (exclusive) in Unicode code points into the article's text."""

Kind = Literal["direct", "mixed", "indirect"]
"""direct: every word of the content stands in quotation marks; mixed: some do; indirect: none."""

Manner = Literal["claim", "denial", "question", "order", "belief"]
"""What a cue says beyond that something was said: "alleged", "denied", "asked", "urged", "hopes"."""

Basis = Literal["named", "official", "anonymous", "document"]
"""What kind of source a fact rests on; see `bot.reading.sources`."""

Genre = Literal["report", "opinion", "interview", "list", "live blog", "obituary", "match report", "earnings"]
"""What sort of piece an article is, as far as its text shows."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence that matters. `attribution` is who says so; None: the article states it in its own voice.

    `basis` is the kind of that source. `subject` is who the pronoun means that the sentence begins with: the fullest
    name in the article, to be shown in brackets behind it.
    """

    text: str
    start: int
    end: int
    attribution: str | None = None
    basis: Basis | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Who said what. `content`, `cue` and `source` are spans; `text` is the content as shown, marks included.

    `speaker` is the source resolved to the fullest name in the article, or None where no candidate is good enough;
    `role` is what the article calls that person. `manner`: what kind of speech the cue makes of it, where that is not
    neutral. `confidence`: how sure it is that somebody said it, from 0 to 1; what stands in quotation marks is sure.
    """

    kind: Kind
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    text: str
    speaker: str | None = None
    role: str | None = None
    manner: Manner | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts. A range or a score has two values: `7-0` is (7, 0)."""

    text: str
    start: int
    end: int
    value: int | float | tuple[int | float, int | float] | None
    unit: str | None
    what: str
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A temporal expression. `iso` is a day (`2025-07-04`), a month (`2025-06`), a year, or a range of days.

    `future`: it lies ahead of the article's day, or the article says of it that it is still to come.
    """

    text: str
    start: int
    end: int
    iso: str | tuple[str, str]
    future: bool = False


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A phrase that says that something comes back: "every Tuesday", "near-nightly", "for the third day running".

    `period` is an ISO 8601 duration (P1D, P1W, P1M, P1Y); `times` how often in a row, where that is said.
    """

    text: str
    start: int
    end: int
    period: str
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A person, organisation or place by the fullest name in the article, with every mention of it."""

    name: str
    role: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the text and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Embargo:
    """The words that forbid publication, and until when: ISO with its zone, None where they can't be dated."""

    text: str
    start: int
    end: int
    until: str | None


@dataclass(frozen=True, slots=True)
class FiveWs:
    """Who, what, where and when of the lede, each in its own words; None where that is not sure."""

    who: Passage | None = None
    what: Passage | None = None
    where: Passage | None = None
    when: Passage | None = None


@dataclass(frozen=True, slots=True)
class Sourcing:
    """How many key facts rest on which kind of source; `none`: the article states them in its own voice.

    `single` is the only source of the whole article, facts and quotations, where there is just one.
    """

    named: int = 0
    official: int = 0
    anonymous: int = 0
    document: int = 0
    none: int = 0
    single: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """What was read in an article; see each part. `facts` come most important first, the rest in order of the text,
    people, organisations and places by weight. `doubtful`: reports that may be none; they are in the data and shown to
    nobody (`CertaintyLimits.shown`). `note` says what was not read ("only the first 50,000 words")."""

    summary: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    dates: tuple[DateMention, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()
    people: tuple[Named, ...] = ()
    organisations: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    note: str | None = None
    genre: Genre = "report"
    five_ws: FiveWs = FiveWs()
    sourcing: Sourcing = Sourcing()
    embargo: Embargo | None = None
    doubtful: tuple[Quote, ...] = ()


BRIEF_JSON: TypeAdapter[Brief] = TypeAdapter(Brief)
"""Briefs to and from JSON: `BRIEF_JSON.dump_json(brief)`, `BRIEF_JSON.validate_json(data)`."""
