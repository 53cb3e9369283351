"""What of an event somebody may see who is not in every channel that shared it. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from bot.events.event import Event, Series, Source
from bot.events.recorded import Recorded, recorded_of


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
    steps = tuple(step for step in series.steps if step.event in seen) if series else ()
    known = replace(series, steps=steps) if series and len(steps) > 1 else None
    before = tuple(reading for reading in event.readings if reading.article != article)
    own = tuple(reading for reading in event.readings if reading.article == article)
    return recorded_of(event, known, before, own, new=event.count == 1)
