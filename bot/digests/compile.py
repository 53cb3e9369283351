"""Makes a digest of what was shared. Pure: the same material at the same time gives the same digest."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digests.ahead import coming
from bot.digests.digest import Digest, Item, LeadEvent, Material, Weight
from bot.digests.grouping import Group, grouped
from bot.digests.recurring import recurring
from bot.events.event import Reading, Series
from bot.events.ledger import Track, conflicts, tracks
from bot.events.measure_words import TOLD
from bot.events.recorded import Moved
from bot.reading.best_quotes import UTTERANCE_WORDS, best_quotes
from bot.reading.brief import Quote, Sourcing

# What an event weighs. By judgement, in the order an editor would ask: how many report it, is it moving, is it new,
# how much is known, did colleagues share it.
OUTLET = 3.0
"""Each outlet. That a second newsroom reports it outweighs everything but changes that one article can bring."""
CHANGE = 1.0
"""Each figure that moved: the story goes on."""
CONFLICT = 1.0
"""Each figure that outlets differ on: somebody has to call."""
NEW = 1.0
"""Nothing was known of it: as much as one change, so that a follow-up without any stands behind."""
SOURCE, MOST_SOURCES = 0.2, 4
"""Each fact that rests on somebody named, an office or a document: better known, not more important."""
FIGURE, MOST_FIGURES = 0.1, 6
"""Each figure in the articles; some texts are full of them."""
SHARE, MOST_SHARES = 0.5, 4
"""Each time somebody shared it: colleagues' interest, bounded, since one busy thread is no news."""
MOST_CHANGES = 3
"""Figures told of one event that changed, and that outlets differ on."""


def compile_digest(material: Material, since: float, until: float, zone: str, *, followed: bool) -> Digest:
    """The digest of `material` from `since` until `until` (seconds since 1970), days by `zone`.

    With `followed` only of stories that the channel follows.
    """

    def is_told(ids: frozenset[str]) -> bool:
        return not ids & material.muted and bool(not followed or ids & material.followed)

    groups = grouped(material.items, material.events)
    leads = [_lead(group, material, since) for group in groups if is_told(_ids(group, material))]
    muted = dict.fromkeys(_name(group, material) for group in groups if _ids(group, material) & material.muted)
    today = datetime.fromtimestamp(until, ZoneInfo(zone)).date()
    shown = [item for lead in leads for item in lead.items]

    repeating = recurring((each for each in material.series.values() if is_told(series_ids(each))), today)
    announced = (group for group in grouped(material.earlier, material.events) if is_told(_ids(group, material)))
    earlier = [item for group in announced for item in group.items]
    return Digest(
        since=since,
        until=until,
        zone=zone,
        events=tuple(sorted(leads, key=lambda lead: (-lead.weight.total, lead.head.share.at, lead.id))),
        recurring=repeating,
        coming=coming(shown, earlier, repeating, today, days=round((until - since) / 86_400)),
        sourcing=_tally(shown),
        articles=len({item.share.story for item in shown}),
        outlets=len({_outlet(item) for item in shown}),
        muted=tuple(muted),
    )


def series_ids(series: Series) -> frozenset[str]:
    """The ids under which somebody may have muted or followed a series: its own, and that of the event it began with,
    which may have been all there was."""
    return frozenset({series.id, *(step.event for step in series.steps[:1])})


def _ids(group: Group, material: Material) -> frozenset[str]:
    series = material.series.get(group.event.series or "") if group.event else None
    return group.ids | series_ids(series) if series else group.ids


def _name(group: Group, material: Material) -> str:
    event = group.event
    series = material.series.get(event.series or "") if event else None
    return series.name if series else event.name if event else group.items[0].share.title


def _lead(group: Group, material: Material, since: float) -> LeadEvent:
    once = {item.share.story: item for item in sorted(group.items, key=lambda each: (each.share.again, -each.share.at))}
    articles = sorted(once.values(), key=_telling, reverse=True)
    outlets = tuple(dict.fromkeys(_outlet(item) for item in articles))
    now = {item.key for item in group.items}
    moved, differing = _changes(group.event.readings, now) if group.event else ((), ())
    series = material.series.get(group.event.series or "") if group.event else None
    quote, quoted = _quote(articles)
    new = _is_new(group, since)
    return LeadEvent(
        id=group.id,
        head=articles[0],
        items=tuple(articles),
        shares=len(group.items),
        outlets=outlets,
        new=new,
        series=series.name if series else None,
        nth=_nth(series, group.ids) if series else None,
        moved=moved,
        conflicts=differing,
        quote=quote,
        quoted=quoted,
        weight=Weight(
            outlets=OUTLET * len(outlets),
            changes=CHANGE * len(moved),
            conflicts=CONFLICT * len(differing),
            newness=NEW * new,
            sources=SOURCE * min(MOST_SOURCES, sum(_named(item.brief.sourcing) for item in articles)),
            figures=FIGURE * min(MOST_FIGURES, sum(len(item.brief.figures) for item in articles)),
            shares=SHARE * min(MOST_SHARES, len(group.items)),
        ),
    )


def _telling(item: Item) -> tuple[bool, bool, float]:
    """A report whose lede says who and what tells an event best; of those the latest."""
    ws = item.brief.five_ws
    return item.brief.genre == "report", ws.who is not None and ws.what is not None, item.share.at


def _outlet(item: Item) -> str:
    return item.article.site or item.share.site or item.share.url


def _named(sourcing: Sourcing) -> int:
    return sourcing.named + sourcing.official + sourcing.document


def _is_new(group: Group, since: float) -> bool:
    """Whether nobody had shared anything of it before. An event keeps its first article however many follow."""
    if group.event is None:
        return not all(item.share.again for item in group.items)
    return all(float(source.ts) >= since for source in group.event.sources)


def _nth(series: Series, ids: Collection[str]) -> int | None:
    return next((at for at, step in enumerate(series.steps, 1) if step.event in ids), None)


def _changes(readings: Sequence[Reading], now: Collection[str]) -> tuple[tuple[Moved, ...], tuple[Moved, ...]]:
    """What the articles `now` moved, from the value known before them (else the first), and where they differ from
    another outlet's."""
    moved, differing = [], []
    for track in tracks(sorted(readings, key=lambda reading: reading.at or 0.0)):
        if track.measure not in TOLD:
            continue
        if track.conflict and (pair := _conflict(track, now)):
            differing.append(pair)
        elif track.moved and track.readings[-1].article in now:
            earlier = [reading for reading in track.readings if reading.article not in now]
            before, last = (earlier or track.readings)[-1 if earlier else 0], track.readings[-1]
            if before.value != last.value:
                moved.append(Moved(track.measure, before, last))
    return tuple(moved[:MOST_CHANGES]), tuple(differing[:MOST_CHANGES])


def _conflict(track: Track, now: Collection[str]) -> Moved | None:
    """The latest two readings of outlets that differ, of which one is of this time."""
    for at in range(len(track.readings) - 1, 0, -1):
        later = track.readings[at]
        for earlier in reversed(track.readings[:at]):
            ours = later.article in now or earlier.article in now
            if ours and earlier.article != later.article and conflicts(earlier, later):
                return Moved(track.measure, earlier, later)
    return None


def _quote(items: Sequence[Item]) -> tuple[Quote | None, Item | None]:
    """The best quote with a speaker, of the first article that has one: a person's in their own words, else with words
    of theirs in it; then those of others ("a witness", "the letter"); else what a person is said to have said.

    What "officials" are said to say, and what the summary's first sentence has, the digest tells anyway.
    """
    for kinds, persons in (
        (("direct",), True),
        (("mixed",), True),
        (("direct", "mixed"), False),
        (("indirect",), True),
    ):
        for item in items:
            people = {person.name for person in item.brief.people}
            said = [
                quote
                for quote in item.brief.quotes
                if quote.kind in kinds
                and quote.speaker
                and (quote.speaker in people or not persons)
                and len(quote.text.split()) >= UTTERANCE_WORDS
                and not any(quote.text in line for line in item.brief.summary[:1])
            ]
            for best in best_quotes(said, 1):
                return best, item
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
