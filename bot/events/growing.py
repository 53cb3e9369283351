"""How an event and a series change with one more article. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.events.arrival import Arrival
from bot.events.event import Event, Lent, Reading, Series, Source, Step
from bot.events.kinds import BY_NAME, has_toll
from bot.events.measures import latest
from bot.events.vectors import Vector, heaviest, mean_of, pack, unpack
from bot.events.weights import MOST_NAMES

MOST_SOURCES = 24
"""Articles that an event remembers one by one; of more it keeps the first and the latest."""
MOST_VECTORS = 12
"""Articles of an event that others are compared with: its first two and the latest. On events/dev 12 to all of them are
alike, 8 cost .01."""
FIRST_VECTORS = 2
MOST_WORDS = 40
"""Words kept of an event's mean, by which it is compared only where it has no article's vector: 150 cost 200 bytes an
article (`python -m benchmarks.events`)."""
MOST_READINGS = 96
MOST_SKETCHES = 6
MOST_DAYS = 40
MOST_STEPS = 120
"""Events that a series remembers one by one: a near-nightly one's four months."""
MOST_INDEXED = 96
"""Terms under which an event of two is found: twice those of one."""
PERSON_SHARE = 0.4
"""A person in the headlines and ledes of this share of hearings is whom they are named by. Not tuned."""
_FORUM = re.compile(r"\b(?:inquest|inquiry|tribunal)\b", re.I)
_HEARING_LABELS = {"inquest": "Inquest, {}", "inquiry": "Inquiry, {}", "tribunal": "Tribunal, {}"}
MOST_NAMES_KEPT = 24
"""Names counted of an event or series."""


def begun(event_id: str, arrival: Arrival, source: Source, readings: Sequence[Reading]) -> Event:
    """A new event with its first article."""
    occurrence = arrival.occurrence
    return Event(
        id=event_id,
        rev=1,
        name=source.title,
        kind=occurrence.kind,
        days=(occurrence.day,) if occurrence.day else (),
        count=1,
        words=pack(heaviest(arrival.vectors.words, MOST_WORDS)),
        names=pack(arrival.vectors.names),
        anchors=dict.fromkeys(occurrence.anchors, 1),
        shown=occurrence.shown,
        places=occurrence.places,
        first_at=arrival.at,
        last_at=arrival.at,
        sources=(replace(source, vector=pack(arrival.vectors.whole)),),
        readings=tuple(readings),
        sketches=(arrival.sketch,),
        explains=occurrence.explains,
        announced=occurrence.announced,
    )


def joined(event: Event, arrival: Arrival, source: Source, readings: Sequence[Reading], *, copy: bool) -> Event:
    """The event with one more article. A copy of a known article tells nothing new: it counts as a sighting only."""
    if copy:
        told = _kept(event.sources, replace(source, copied=True))
        return replace(event, rev=event.rev + 1, count=event.count + 1, sources=told)
    occurrence = arrival.occurrence
    days = event.days
    named = occurrence.days if has_toll(event.kind) else ()  # a toll is told again the day after
    known = set(days) & {occurrence.day, *named}
    if occurrence.day and not known and not occurrence.explains and (occurrence.stated or not days):
        days = tuple(sorted({*days, occurrence.day}))[-MOST_DAYS:]
    words = mean_of(unpack(event.words), event.count, arrival.vectors.words, MOST_WORDS)
    names = mean_of(unpack(event.names), event.count, arrival.vectors.names, MOST_NAMES)
    anchors = counted(event.anchors, occurrence.anchors)
    return replace(
        event,
        rev=event.rev + 1,
        kind=event.kind or occurrence.kind,
        days=days,
        count=event.count + 1,
        words=pack(words),
        names=pack(names),
        anchors=anchors,
        shown={name: shown for name, shown in {**occurrence.shown, **event.shown}.items() if name in anchors},
        places=event.places or occurrence.places,
        first_at=_least(event.first_at, arrival.at),
        last_at=_most(event.last_at, arrival.at),
        sources=_compared(_kept(event.sources, replace(source, vector=pack(arrival.vectors.whole)))),
        readings=(*event.readings, *readings)[-MOST_READINGS:],
        sketches=(*event.sketches, arrival.sketch)[-MOST_SKETCHES:],
        announced=occurrence.announced or event.announced,
    )


def merged(event: Event, other: Event) -> Event:
    """The event with the articles of another, that is one with it."""
    count = event.count + other.count
    sources = tuple(sorted((*event.sources, *other.sources), key=lambda source: source.at or 0.0))
    readings = sorted((*event.readings, *other.readings), key=lambda reading: reading.at or 0.0)
    anchors = dict(event.anchors)
    for name, times in other.anchors.items():
        anchors[name] = anchors.get(name, 0) + times
    anchors = dict(sorted(anchors.items(), key=lambda item: -item[1])[:MOST_NAMES_KEPT])
    firsts = [at for at in (event.first_at, other.first_at) if at is not None]
    lasts = [at for at in (event.last_at, other.last_at) if at is not None]
    earlier, later = sorted((event, other), key=lambda each: each.last_at or 0.0)
    return replace(
        event,
        rev=event.rev + 1,
        count=count,
        kind=event.kind or other.kind,
        days=tuple(sorted({*event.days, *other.days}))[-MOST_DAYS:],
        anchors=anchors,
        shown={name: shown for name, shown in {**other.shown, **event.shown}.items() if name in anchors},
        places=event.places or other.places,
        words=pack(heaviest(_mean(event.words, event.count, other.words, other.count), MOST_WORDS)),
        names=pack(heaviest(_mean(event.names, event.count, other.names, other.count), MOST_NAMES)),
        first_at=min(firsts, default=None),
        last_at=max(lasts, default=None),
        sources=_compared(sources if len(sources) <= MOST_SOURCES else (sources[0], *sources[1 - MOST_SOURCES :])),
        lent=(*event.lent, *other.lent)[:MOST_VECTORS],
        lent_to=tuple(dict.fromkeys((*event.lent_to, *other.lent_to))),
        whole=True,
        readings=tuple(readings)[-MOST_READINGS:],
        sketches=(*event.sketches, *other.sketches)[-MOST_SKETCHES:],
        indexed=tuple(dict.fromkeys((*event.indexed, *other.indexed)))[:MOST_INDEXED],
        announced=later.announced or earlier.announced,
    )


def lending(event: Event, lent: Sequence[Lent], to: str) -> Event:
    """The event, which is no longer compared by what is lent: the event with the id `to` is."""
    articles = {each.article for each in lent}
    sources = tuple(replace(each, vector="") if each.id in articles else each for each in event.sources)
    left = tuple(each for each in event.lent if each.article not in articles)
    return replace(event, rev=event.rev + 1, sources=sources, lent=left, lent_to=(*event.lent_to, to))


def started(series_id: str, first: Event, phrase: str | None) -> Series:
    """A series that begins with `first`."""
    series = Series(
        id=series_id,
        rev=0,
        name="",
        kind=first.kind,
        places=first.places,
        anchors={},
        shown={},
        steps=(),
        phrase=phrase,
    )
    return extended(series, first, phrase)


def extended(series: Series, event: Event, phrase: str | None) -> Series:
    """The series with one more event, or with what is newly known of one it has."""
    known = next((step for step in series.steps if step.event == event.id), None)
    step = Step(
        event=event.id,
        day=event.days[0] if event.days else None,
        name=event.name,
        figures=latest(event.readings),
        announced=event.announced,
    )
    steps = [other for other in series.steps if other.event != event.id]
    steps = sorted([*steps, step], key=lambda each: each.day or "")[-MOST_STEPS:]
    anchors = series.anchors if known else counted(series.anchors, event.anchors)
    shown = {**event.shown, **series.shown}
    shown |= {name: event.shown[name] for name in event.shown if _is_fuller(event.shown[name], shown[name])}
    grown = replace(
        series,
        rev=series.rev + 1,
        places=_shared_places(series.places, event),
        anchors=anchors,
        shown={name: shown[name] for name in anchors if name in shown},
        steps=tuple(steps),
        phrase=phrase or series.phrase,
    )
    return replace(grown, name=grown.given or named(grown))


def named(series: Series) -> str:
    """A name for a series: its kind and what its events have in common, as the headlines write it."""
    lead = lead_of(series)
    if series.kind in BY_NAME:
        label = BY_NAME[series.kind].label
        if series.kind == "hearing":
            label = _HEARING_LABELS.get(_forum(series), "Hearings, {}" if _is_place(lead, series) else label)
        return label.format(lead or "one place")
    return lead or (series.steps[-1].name if series.steps else "")


def _is_fuller(name: str, other: str) -> bool:
    """Whether `name` is the whole of what `other` is a word of: a person goes by both names where one article did."""
    return name != other and other in name.split()


def _is_place(lead: str, series: Series) -> bool:
    return lead.lower() in {word for place in series.places for word in (place, *place.split())}


def _forum(series: Series) -> str:
    """Which of the forums that are no trial most of the headlines that name one speak of; "" where none does."""
    told = Counter(match[0].lower() for step in series.steps if (match := _FORUM.search(step.name)))
    return told.most_common(1)[0][0] if told else ""


def counted(known: Mapping[str, int], names: Iterable[str]) -> dict[str, int]:
    """`known` with one more for each of `names`, the most counted kept."""
    counts = dict(known)
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1])[:MOST_NAMES_KEPT])


def _shared_places(places: Sequence[str], event: Event) -> tuple[str, ...]:
    """The places of a series that its next event has too: whose drones they are and who tells of them fall away."""
    words = {word for place in (*event.places, *event.anchors) for word in place.split()}
    return tuple(place for place in places if words & set(place.split())) or tuple(places) or event.places


def lead_of(series: Series) -> str:
    """The place, else the name, that its events have in common, as it is written; "" where none is known."""
    place = series.places[0] if series.places and series.kind != "hearing" else None
    if place:
        return series.shown.get(place, place.title())
    people = {name: times for name, times in series.anchors.items() if " " in series.shown.get(name, "")}
    if series.kind == "hearing" and max(people.values(), default=0) >= PERSON_SHARE * len(series.steps):
        return series.shown[max(people, key=lambda name: people[name])]  # a trial is somebody's, not a place's
    best = max(series.anchors, key=lambda name: series.anchors[name], default=None)
    return series.shown.get(best, best.title()) if best else ""


def _kept(sources: Sequence[Source], source: Source) -> tuple[Source, ...]:
    every = (*sources, source)
    return every if len(every) <= MOST_SOURCES else (every[0], *every[-MOST_SOURCES + 1 :])


def _compared(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """The sources with the vectors of MOST_VECTORS of them."""
    having = [place for place, source in enumerate(sources) if source.vector]
    gone = set(having[FIRST_VECTORS : len(having) - MOST_VECTORS + FIRST_VECTORS]) if len(having) > MOST_VECTORS else ()
    return tuple(replace(source, vector="") if place in gone else source for place, source in enumerate(sources))


def _least(one: float | None, other: float | None) -> float | None:
    known = [at for at in (one, other) if at is not None]
    return min(known) if known else None


def _most(one: float | None, other: float | None) -> float | None:
    known = [at for at in (one, other) if at is not None]
    return max(known) if known else None


def _mean(one: str, count: int, two: str, number: int) -> Vector:
    mean = {term: weight * count for term, weight in unpack(one).items()}
    for term, weight in unpack(two).items():
        mean[term] = mean.get(term, 0.0) + weight * number
    return {term: weight / (count + number) for term, weight in mean.items()}
