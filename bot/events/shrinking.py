"""How an event and a series change when an article goes: it was deleted, or belongs elsewhere. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.articles.links import link_key
from bot.events.arrival import Arrival
from bot.events.event import Event, Series, Source
from bot.events.growing import begun, joined, named
from bot.events.vectors import Vector, pack, unpack

RESIDUE = 0.25
"""What is left of a term, against what the article that goes says of it by today's counts, is a residue up to here: its
weight has changed since. Residues were .01 to .03 in the test, terms of another article there .88 and more."""


def without(event: Event, article: str, arrival: Arrival | None) -> Event | None:
    """The event without one of its articles; None where nothing is left of it.

    Where the same link was shared elsewhere too, its figures stay and are that sharing's. `arrival` is the article as
    it came; None where its text is no longer kept: then its words stay in the event's mean, which names nothing.
    """
    gone = next((source for source in event.sources if source.id == article), None)
    left = tuple(source for source in event.sources if source.id != article)
    if event.count <= 1 or not left:
        return None
    less = replace(
        event,
        rev=event.rev + 1,
        count=event.count - 1,
        name=left[0].title if gone is not None and event.name == gone.title else event.name,
        sources=left,
        lent=tuple(each for each in event.lent if each.article != article),  # its own again, where both were merged
    )
    if len(event.sources) == event.count:  # else more came than are remembered one by one
        times = [source.at for source in left if source.at is not None]
        less = replace(less, first_at=min(times, default=None), last_at=max(times, default=None))
    if heir := _heir(gone, left):
        readings = (
            replace(each, article=heir.id, site=heir.site) if each.article == article else each
            for each in event.readings
        )
        return replace(less, readings=tuple(readings))
    less = replace(less, readings=tuple(each for each in event.readings if each.article != article))
    if arrival is None or (gone is not None and gone.copied):  # a copy never changed the mean
        return less
    fewer = {name: times - (name in arrival.occurrence.anchors) for name, times in event.anchors.items()}
    anchors = {name: times for name, times in fewer.items() if times > 0}
    return replace(
        less,
        words=pack(_less(unpack(event.words), event.count, arrival.vectors.words)),
        names=pack(_less(unpack(event.names), event.count, arrival.vectors.names)),
        anchors=anchors,
        shown={name: shown for name, shown in event.shown.items() if name in anchors},
        sketches=tuple(each for each in event.sketches if each != arrival.sketch),
    )


def alone(event: Event, source: Source, arrival: Arrival | None) -> Event:
    """One of the event's articles as an event of its own, which belongs to no series."""
    readings = tuple(each for each in event.readings if each.article == source.id)
    own_id = f"a{source.id}"
    if event.id.startswith(own_id):  # it was taken out before, and others came to it since
        own_id = f"{own_id}-{event.rev}"
    if arrival is not None:
        return replace(begun(own_id, arrival, source, readings), alone=True, indexed=event.indexed)
    return replace(
        event,
        id=own_id,
        rev=1,
        name=source.title,
        count=1,
        first_at=source.at,
        last_at=source.at,
        series=None,
        sources=(source,),
        readings=readings,
        sketches=(),
        alone=True,
    )


def parted(event: Event, articles: Sequence[tuple[str, Arrival | None]]) -> tuple[Event | None, Event | None]:
    """The event without `articles` (by id, each as it came, None where its text is no longer kept), and these as an
    event of their own; None for either where it would have no article."""
    rest, own = event, None
    for article, arrival in articles:
        source = next((each for each in rest.sources if each.id == article), None)
        left = without(rest, article, arrival) if source else None
        if source is None:
            continue
        if left is None:
            return None, None
        readings = tuple(each for each in rest.readings if each.article == article)
        if own is None:
            own = alone(rest, source, arrival)
        elif arrival is not None:
            own = joined(own, arrival, source, readings, copy=False)
        else:
            own = replace(own, count=own.count + 1, sources=(*own.sources, source), readings=(*own.readings, *readings))
        rest = left
    if own is None:
        return event, None
    return replace(rest, rev=event.rev + 1), replace(own, rev=1, alone=True)


def shortened(series: Series, event: Event) -> Series | None:
    """The series without one of its events; None where none is left."""
    steps = tuple(step for step in series.steps if step.event != event.id)
    if not steps:
        return None
    anchors = {name: times - (name in event.anchors) for name, times in series.anchors.items()}
    kept = {name: times for name, times in anchors.items() if times > 0}
    less = replace(series, rev=series.rev + 1, steps=steps, anchors=kept)
    return replace(less, name=series.given or named(less))


def _heir(gone: Source | None, left: tuple[Source, ...]) -> Source | None:
    """Another sharing of the same link."""
    if gone is None or not gone.url:
        return None
    key = link_key(gone.url)
    return next((source for source in left if source.url and link_key(source.url) == key), None)


def _less(mean: Mapping[str, float], count: int, gone: Mapping[str, float]) -> Vector:
    """The mean of `count` vectors without one of them, which is weighed as it would be now."""
    left = {term: weight * count - gone.get(term, 0.0) for term, weight in mean.items()}
    return {term: weight / (count - 1) for term, weight in left.items() if weight > RESIDUE * gone.get(term, 0.0)}
