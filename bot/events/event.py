"""The values of the newsroom's memory: events, series, what is known of their figures, and what a recording gives."""

from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import TypeAdapter

Figures = tuple["Reading", ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article as an event remembers it. `at` is seconds since 1970 of its publication (or its sharing, where the
    page has no date), None where neither is known; `exact`: to the minute, not just the day. `vector`: what it says,
    packed, to compare others with; '' where it is a copy, or the event has enough of them; `copied`: a copy of another
    article, which changed nothing but the count."""

    id: str
    site: str | None
    title: str
    url: str | None
    channel: str
    ts: str
    thread_ts: str
    at: float | None
    exact: bool
    vector: str = ""
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that an article gives for a measure ("injured"). `least`: "at least", `about`: rounded; `moved_from`:
    the sentence says that it changed."""

    measure: str
    value: float
    text: str
    article: str
    site: str | None
    at: float | None
    exact: bool
    least: bool = False
    about: bool = False
    changed: bool = False


class Lent(NamedTuple):
    """The packed vector of an article, by its id, that is another event's."""

    article: str
    vector: str


@dataclass(frozen=True, slots=True)
class Event:
    """One incident. `words` and `names` are packed mean vectors of its articles; `days` the days it took place, ISO,
    in order; `anchors` counts, by lower-case name, the articles with that name in headline or lede; `sources` and
    `readings` are the latest, in order of arrival; `sketches` tell copies of its articles; `rev` counts changes;
    `indexed` are the terms it is found by; `explains`: it began with a piece that explains."""

    id: str
    rev: int
    name: str
    kind: str | None
    days: tuple[str, ...]
    count: int
    words: str
    names: str
    anchors: dict[str, int]
    shown: dict[str, str]
    places: tuple[str, ...]
    first_at: float | None
    last_at: float | None
    series: str | None = None
    sources: tuple[Source, ...] = ()
    readings: Figures = ()
    sketches: tuple[tuple[str, ...], ...] = ()
    indexed: tuple[str, ...] = ()
    explains: bool = False
    alone: bool = False
    """Somebody said that it belongs to no series."""
    lent: tuple[Lent, ...] = ()
    """What it is compared by besides its own articles: of those that were put to another event before it was known."""
    lent_to: tuple[str, ...] = ()
    """Events that were lent vectors of its articles; there they are to be found when an article is forgotten."""
    whole: bool = False
    """Somebody put it together: it is not parted again."""
    announced: str | None = None
    """The day, ISO, that its latest article to say so names for the next one of its kind."""


@dataclass(frozen=True, slots=True)
class Step:
    """An event as its series remembers it."""

    event: str
    day: str | None
    name: str
    figures: dict[str, float] = field(default_factory=dict)
    announced: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Events of one kind that keep coming. `steps` are its events by day; `anchors` counts its events by name;
    `phrase` is the cadence that the texts speak of."""

    id: str
    rev: int
    name: str
    kind: str | None
    places: tuple[str, ...]
    anchors: dict[str, int]
    shown: dict[str, str]
    steps: tuple[Step, ...]
    phrase: str | None = None
    given: str | None = None
    """The name that somebody gave it."""


EVENT_JSON: TypeAdapter[Event] = TypeAdapter(Event)
SERIES_JSON: TypeAdapter[Series] = TypeAdapter(Series)
