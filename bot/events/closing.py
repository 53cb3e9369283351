"""A public channel that was made private: what it shared moves from the workspace's memory to its own."""

from collections.abc import Mapping
from dataclasses import replace

import redis

from bot.articles.article import Article
from bot.errors import StoreError
from bot.events.corrections import Corrections
from bot.events.event import Event, Series
from bot.events.growing import merged
from bot.events.memory import SERIES_SECONDS, Memory, Rewrite, Sharing, message_id
from bot.events.tracker import arrival_of
from bot.events.viewing import seen_from, told_by
from bot.reading.brief import Brief

Texts = Mapping[str, tuple[Article, Brief]]
"""What was read, by the id of the sharing (`tracker.sharing_key`)."""


def close_channel(store: redis.Redis, team: str, channel: str, texts: Texts) -> int:
    """Move what `channel` shared, article by article, with the series it belongs to. Doing it again moves what came
    since. Returns how many events now stand in the channel's own memory that were public.

    An event that other channels reported too stays public without the channel's articles. `texts`: what is still kept
    of them, for their names and words to go from such an event.

    Raises:
        StoreError: articles came faster than they could be moved; call again.
    """
    public, own = Memory(store, team, None), Memory(store, team, channel)
    count = 0
    for event in public.walk():
        part = seen_from(event, {channel})
        if part is None:
            continue
        _copy(public, own, part)
        for source in part.sources:
            read = texts.get(source.id)
            arrival = arrival_of(public, source.at, *read) if read else None
            Corrections(public).forget(event.id, Sharing(message_id(channel, source.ts), source.id), arrival)
        count += 1
        _move_wishes(store, public, own, channel, (event.id, event.series))
    return count


def _copy(public: Memory, own: Memory, part: Event) -> None:
    """Put the part into the channel's memory, with its series and what was said of its articles."""
    series: list[tuple[Series | None, Series | None]] = []
    if part.series and (known := public.load_series([part.series]).get(part.series)):
        before = own.load_series([part.series]).get(part.series)
        steps = [step for step in before.steps if step.event != part.id] if before else []
        steps += [step for step in known.steps if step.event == part.id]
        steps.sort(key=lambda step: step.day or "")
        series = [(before, replace(before or known, rev=before.rev + 1 if before else 1, steps=tuple(steps)))]
    records = []
    for source in part.sources:
        sharing = Sharing(message_id(source.channel, source.ts), source.id)
        if answer := public.answer(sharing):
            records.append((sharing, answer))
    there = next(iter(own.load([part.id])), None)
    has = {source.id for source in there.sources} if there else set()
    new = told_by(part, [source for source in part.sources if source.id not in has])
    if new is None:
        return
    both = replace(merged(there, new), series=there.series or new.series) if there else replace(new, rev=1)
    if not own.rewrite(Rewrite([(there, both)], series, index=[(both.id, both.indexed)], records=records), ""):
        raise StoreError("What the channel shared could not be moved: articles came in at once.", "Try again.")


def _move_wishes(
    store: redis.Redis, public: Memory, own: Memory, channel: str, stories: tuple[str | None, ...]
) -> None:
    """What the channel muted stays muted; who follows from outside does not follow inside."""
    for story in filter(None, stories):
        if store.sismember(public.key("muted", story), channel):
            store.sadd(own.key("muted", story), channel)
            store.expire(own.key("muted", story), SERIES_SECONDS)
