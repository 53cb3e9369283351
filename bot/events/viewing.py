"""What of an event somebody may see who is not in every channel that shared it. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from bot.events.event import Event, Series, Source
from bot.events.growing import lead_of, named
from bot.events.measures import latest
from bot.events.recorded import Recorded, recorded_again, recorded_of


def seen_from(event: Event, channels: Collection[str]) -> Event | None:
    """The event as the articles shared in `channels` tell it; None where none was shared there."""
    return told_by(event, [source for source in event.sources if source.channel in channels])


def told_by(event: Event, told: Iterable[Source]) -> Event | None:
    """The event as only the articles `told`, some of its sources, tell it; None where there are none."""
    sources = tuple(told)
    if not sources:
        return None
    if len(sources) == len(event.sources):
        return event
    ids = {source.id for source in sources}
    hidden = {source.title for source in event.sources} - {source.title for source in sources}
    times = [source.at for source in sources if source.at is not None]
    return replace(
        event,
        name=sources[0].title if event.name in hidden else event.name,
        count=len(sources),
        first_at=min(times, default=None),
        last_at=max(times, default=None),
        sources=sources,
        readings=tuple(reading for reading in event.readings if reading.article in ids),
        announced=None,  # by which of the articles is not kept
    )


def recorded_from(
    recorded: Recorded,
    article: str,
    events: Mapping[str, Event],
    series: Series | None,
    channels: Collection[str],
) -> Recorded:
    """What recording `article` gave, as far as the articles shared in `channels` tell; `events` are that of the article
    and those of `series`, by id."""
    seen = {each.id: part for each in events.values() if (part := seen_from(each, channels)) is not None}
    event = seen.get(recorded.event)
    if event is None:
        return recorded_of(events[recorded.event], None, (), (), new=True)
    known = series_from(series, seen) if series else None
    return recorded_again(event, known if known and len(known.steps) > 1 else None, article)


def series_from(series: Series, seen: Mapping[str, Event]) -> Series | None:
    """The series as its events `seen`, by id and as far as their articles may be seen, tell it; None where it has none
    of them.

    A name that somebody gave it stays. Else it is named from the headlines that are seen: a kind's name with a place
    or actor that stands in one of them, or the last one's headline.
    """
    steps = tuple(
        replace(
            step,
            name=seen[step.event].name,
            figures=latest(seen[step.event].readings),
            announced=seen[step.event].announced,
        )
        for step in series.steps
        if step.event in seen
    )
    if not steps:
        return None
    events = [seen[step.event] for step in steps]
    headlines = " ".join(source.title for event in events for source in event.sources).lower()
    words = frozenset(re.findall(r"[\w'’-]+", headlines))

    def is_seen(name: str) -> bool:
        return all(word in words for word in name.split())

    part = replace(
        series,
        places=tuple(place for place in series.places if is_seen(place)),
        anchors={name: count for name, count in series.anchors.items() if is_seen(name)},
        shown={name: shown for name, shown in series.shown.items() if is_seen(name)},
        steps=steps,
    )
    return replace(part, name=series.given or (named(part) if lead_of(part) else steps[-1].name))
