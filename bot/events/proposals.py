"""The recent window clustered again, all at once: which events look like one, which like two. Pure.

Online each article is judged by what came before it; later articles can show that two events are one. What is found
is a proposal for people to take or leave; nothing here changes an event.

Merges are looked for by average linkage; a split by cutting an event's articles in two where they hold together least.
The thresholds were chosen by `python -m benchmarks.eval_proposals --sweep` on the corpus of events (dev, five orders).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from statistics import fmean

from bot.events.arrival import Arrival
from bot.events.event import Event, Source
from bot.events.growing import begun
from bot.events.matching import doubt
from bot.events.next_one import is_next
from bot.events.similarity import by_means
from bot.events.vectors import pack

TOGETHER = 0.18
"""Least closeness of two events to be proposed as one: 24 of 32 are right, and 24 of the 67 pairs that the tracker
parted wrongly are found. At .15 it is 31 of 43, at .22 15 of 18."""
GROWN = 0.3
"""How much each further article of the smaller event counts against: two events that found many articles each are
seldom one. With .2 24 of 34 are right."""
APART = 0.55
"""Most similarity between the halves of an event, as a share of that within them, to be proposed as two. Where that is
so the tracker mostly parts them by itself since November 2026: on the corpus one is proposed, which is wrong."""
LEAST_HALF = 5
"""Articles in the smaller half at least: of a few articles the least alike is nearly always of the event all the same.
It was chosen when the tracker parted less."""
ROUNDS = 5
"""In which articles change to the half they are nearer to; two or three are enough."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An article of the window, and the event that it was given to."""

    source: Source
    event: Event
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Merge:
    """Two events, by id, the larger first, whose articles look like one."""

    events: tuple[str, str]
    closeness: float


@dataclass(frozen=True, slots=True)
class Split:
    """An event whose articles look like two: the ids of those of the smaller half. `share`: similarity between the
    halves against within."""

    event: str
    articles: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Settled:
    """What people have said: pairs of events, by id, that are two; events that are one."""

    two: Collection[frozenset[str]] = ()
    whole: Collection[str] = ()


def proposals(window: Sequence[Seen], settled: Settled = Settled()) -> tuple[Merge | Split, ...]:
    """What clustering `window` anew would change, the surest first, merges before splits.

    Not proposed: what is `settled`; an event that somebody said stands alone; a piece that explains, which is near
    many; two of one series, which their days tell apart. Time grows with the square of the articles: 100 take a second.
    """
    return found_by(Nearness(window), settled)


def found_by(near: "Nearness", settled: Settled = Settled()) -> tuple[Merge | Split, ...]:
    """As `proposals`, of a window whose articles may have been compared before."""
    groups: dict[str, list[Seen]] = defaultdict(list)
    for seen in near.window:
        groups[seen.event.id].append(seen)
    merges = [
        Merge((one, two), closeness)
        for one, two in combinations(groups, 2)
        if _may_be_one(groups[one][0].event, groups[two][0].event, settled)
        and (closeness := near.closeness(groups[one], groups[two])) >= TOGETHER
    ]
    splits = [
        split
        for event, group in groups.items()
        if event not in settled.whole and (split := near.cut(group)) is not None and split.share <= APART
    ]
    ordered = [
        Merge(_larger_first(merge.events, groups), merge.closeness)
        for merge in sorted(merges, key=lambda merge: -merge.closeness)
    ]
    return (*ordered, *sorted(splits, key=lambda split: split.share))


def _may_be_one(one: Event, two: Event, settled: Settled) -> bool:
    if one.alone or two.alone or one.explains or two.explains:
        return False
    if one.series is not None and one.series == two.series:
        return False
    return frozenset((one.id, two.id)) not in settled.two


def _larger_first(events: tuple[str, str], groups: Mapping[str, Sequence[Seen]]) -> tuple[str, str]:
    one, two = events
    return (one, two) if len(groups[one]) >= len(groups[two]) else (two, one)


@dataclass(slots=True)
class Nearness:
    """How alike articles of a window are; each pair is compared once."""

    window: Sequence[Seen]
    _alone: dict[str, Event] = field(default_factory=dict)
    _known: dict[tuple[str, str], float] = field(default_factory=dict)

    def of(self, one: Seen, two: Seen) -> float:
        """The similarity of two articles, by the rules that match an article to an event of one."""
        if one.source.id > two.source.id:
            one, two = two, one
        pair = one.source.id, two.source.id
        if pair not in self._known:
            event = self._alone.get(pair[0])
            if event is None:
                event = begun(pair[0], one.arrival, one.source, ())
                event = self._alone[pair[0]] = replace(event, words=pack(one.arrival.vectors.words))
            next_one = is_next(two.arrival, event, None)
            self._known[pair] = 0.0 if next_one else by_means(two.arrival.vectors, event) * doubt(two.arrival, event)
        return self._known[pair]

    def between(self, one: Sequence[Seen], two: Sequence[Seen]) -> float:
        """The mean similarity of articles of two groups."""
        return fmean(self.of(first, second) for first in one for second in two)

    def closeness(self, one: Sequence[Seen], two: Sequence[Seen]) -> float:
        """How much two events look like one: `between`, less the more articles the smaller of them has."""
        return self.between(one, two) / (1 + GROWN * (min(len(one), len(two)) - 1))

    def cut(self, group: Sequence[Seen]) -> Split | None:
        """An event's articles in two halves; None where one of them is small."""
        if len(group) < 2 * LEAST_HALF:
            return None
        one, two = self._halves(group)
        if len(two) < LEAST_HALF:
            return None
        within = fmean(self.of(*pair) for half in (one, two) for pair in combinations(half, 2))
        share = self.between(one, two) / within if within else 1.0
        return Split(group[0].event.id, tuple(seen.source.id for seen in two), share)

    def _halves(self, group: Sequence[Seen]) -> list[list[Seen]]:
        """By average linkage, then each article to the half it is nearer to; the larger first."""
        halves = [[seen] for seen in group]
        while len(halves) > 2:
            one, two = max(
                combinations(range(len(halves)), 2), key=lambda at: self.between(halves[at[0]], halves[at[1]])
            )
            halves[one] += halves.pop(two)
        for _ in range(ROUNDS):
            better: list[list[Seen]] = [[], []]
            for seen in group:
                better[self._nearer(seen, halves)].append(seen)
            if not all(better) or better == halves:
                break
            halves = better
        return sorted(halves, key=len, reverse=True)

    def _nearer(self, seen: Seen, halves: Sequence[Sequence[Seen]]) -> int:
        to = [[self.of(seen, other) for other in half if other is not seen] for half in halves]
        means = [fmean(values) if values else 0.0 for values in to]
        return int(means[1] > means[0])
