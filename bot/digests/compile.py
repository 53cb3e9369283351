"""Makes a digest of what was shared. Pure: the same material at the same time gives the same digest."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digests.ahead import coming
from bot.digests.digest import Digest, Item, LeadEvent, Material
from bot.digests.recurring import recurring
from bot.events.event import Event, Reading, Series
from bot.events.ledger import Track, conflicts, tracks
from bot.events.measures import TOLD
from bot.events.recorded import Moved
from bot.reading.best_quotes import UTTERANCE_WORDS, best_quotes
from bot.reading.brief import Quote, Sourcing

# What an event weighs. By judgement, in the order an editor would ask: how many report it, is it moving, is it new,
# how much is known, did colleagues share it. One more outlet outweighs everything that one article can bring.
OUTLET = 3.0
MOVED = 1.0
CONFLICT = 1.0
NEW = 1.0
SOURCE, MOST_SOURCES = 0.2, 4
FIGURE, MOST_FIGURES = 0.1, 6
SHARE, MOST_SHARES = 0.5, 4
HELD_SECONDS = 24 * 3600.0
MOST_CHANGES = 3
"""Figures told of one event that changed, and that outlets differ on."""


def compile_digest(material: Material, since: float, until: float, zone: str, *, followed: bool) -> Digest:
    """The digest of `material` from `since` until `until` (seconds since 1970), days by `zone`.

    With `followed` only of stories that the channel follows.
    """
    wanted, muted = [], dict[str, None]()
    free = [item for item in material.items if not under_embargo(item, until)]
    for key, items in _grouped(free).items():
        event = material.events.get(key)
        names = _ids(event, key)
        if names & material.muted:
            muted[_name(event, material, items)] = None
        elif not followed or names & material.followed:
            wanted.append(_lead(key, items, event, material, since))
    today = datetime.fromtimestamp(until, ZoneInfo(zone)).date()
    shown = [item for lead in wanted for item in lead.items]
    alive = [s for s in material.series.values() if s.id not in material.muted]
    kept = [s for s in alive if s.id in material.followed] if followed else alive
    repeating = recurring(kept, today)
    return Digest(
        since=since,
        until=until,
        zone=zone,
        events=tuple(sorted(wanted, key=lambda lead: (-lead.weight, lead.head.share.at, lead.id))),
        recurring=repeating,
        coming=coming(shown, repeating, today),
        sourcing=_tally(shown),
        articles=len({item.share.story for item in shown}),
        outlets=len({_outlet(item) for item in shown}),
        muted=tuple(muted),
        embargoed=len({item.share.story for item in material.items} - {item.share.story for item in free}),
    )


def under_embargo(item: Item, now: float) -> bool:
    """Whether it may not be published yet at `now` (seconds since 1970). An embargo that can't be dated holds for
    HELD_SECONDS after the sharing: better late than broken."""
    embargo = item.brief.embargo
    if embargo is None:
        return False
    if embargo.until is None:
        return now < item.share.at + HELD_SECONDS
    return now < datetime.fromisoformat(embargo.until).timestamp()


def _grouped(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Items by their event; one that is in none is by itself."""
    by_story = {item.share.story: item.share.event for item in items if item.share.event}
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.share.event or by_story.get(item.share.story) or item.share.story, []).append(item)
    return groups


def _ids(event: Event | None, key: str) -> frozenset[str]:
    return frozenset({key, event.series} - {None}) if event else frozenset({key})  # type: ignore[arg-type]


def _name(event: Event | None, material: Material, items: Sequence[Item]) -> str:
    series = material.series.get(event.series or "") if event else None
    return series.name if series else event.name if event else items[0].share.title


def _lead(key: str, items: Sequence[Item], event: Event | None, material: Material, since: float) -> LeadEvent:
    once = {item.share.story: item for item in sorted(items, key=lambda item: (item.share.again, -item.share.at))}
    articles = sorted(once.values(), key=_telling, reverse=True)
    outlets = tuple(dict.fromkeys(_outlet(item) for item in articles))
    moved, differing = _changes(event.readings, since) if event else ((), ())
    series = material.series.get(event.series or "") if event else None
    quote, quoted = _quote(articles)
    new = event is None or event.count <= len(articles)
    weight = (
        OUTLET * len(outlets)
        + MOVED * len(moved)
        + CONFLICT * len(differing)
        + NEW * new
        + SOURCE * min(MOST_SOURCES, sum(_named(item.brief.sourcing) for item in articles))
        + FIGURE * min(MOST_FIGURES, sum(len(item.brief.figures) for item in articles))
        + SHARE * min(MOST_SHARES, len(items))
    )
    return LeadEvent(
        id=key,
        head=articles[0],
        items=tuple(articles),
        outlets=outlets,
        new=new,
        series=series.name if series else None,
        nth=_nth(series, key) if series else None,
        moved=moved,
        conflicts=differing,
        quote=quote,
        quoted=quoted,
        weight=weight,
    )


def _telling(item: Item) -> tuple[bool, bool, float]:
    """A report whose lede says who and what tells an event best; of those the latest."""
    ws = item.brief.five_ws
    return item.brief.genre == "report", ws.who is not None and ws.what is not None, item.share.at


def _outlet(item: Item) -> str:
    return item.article.site or item.share.site or item.share.url


def _named(sourcing: Sourcing) -> int:
    return sourcing.named + sourcing.official + sourcing.document


def _nth(series: Series, event: str) -> int | None:
    return next((at for at, step in enumerate(series.steps, 1) if step.event == event), None)


def _changes(readings: Sequence[Reading], since: float) -> tuple[tuple[Moved, ...], tuple[Moved, ...]]:
    """What moved since then, from the value known before (or the first), and where outlets differ now."""
    moved, differing = [], []
    for track in tracks(sorted(readings, key=lambda reading: reading.at or 0.0)):
        if track.measure not in TOLD:
            continue
        if track.conflict and (pair := _conflict(track, since)):
            differing.append(pair)
        elif track.moved:
            earlier = [reading for reading in track.readings if (reading.at or 0.0) < since]
            before, now = (earlier or track.readings)[-1 if earlier else 0], track.readings[-1]
            if before.value != now.value and (now.at or 0.0) >= since:
                moved.append(Moved(track.measure, before, now))
    return tuple(moved[:MOST_CHANGES]), tuple(differing[:MOST_CHANGES])


def _conflict(track: Track, since: float) -> Moved | None:
    """The latest two readings of outlets that differ, of which one is of this time."""
    for at in range(len(track.readings) - 1, 0, -1):
        later = track.readings[at]
        if (later.at or 0.0) < since:
            return None
        for earlier in reversed(track.readings[:at]):
            if earlier.article != later.article and conflicts(earlier, later):
                return Moved(track.measure, earlier, later)
    return None


def _quote(items: Sequence[Item]) -> tuple[Quote | None, Item | None]:
    """The best quote of a named speaker in their own words, of the first article that has one; else one that has the
    speaker's words in it. Paraphrase says what the facts say."""
    for kind in ("direct", "mixed"):
        for item in items:
            spoken = [q for q in item.brief.quotes if q.speaker and q.kind == kind]
            said = [q for q in spoken if len(q.text.split()) >= UTTERANCE_WORDS]
            for quote in best_quotes(said, 1):
                return quote, item
    return None, None


def _tally(items: Iterable[Item]) -> Sourcing:
    tallies = [item.brief.sourcing for item in items]
    return Sourcing(
        named=sum(tally.named for tally in tallies),
        official=sum(tally.official for tally in tallies),
        anonymous=sum(tally.anonymous for tally in tallies),
        document=sum(tally.document for tally in tallies),
        none=sum(tally.none for tally in tallies),
    )
