"""The recent window clustered again, all at once: which events look like one, which look like several. Pure.

Online each article is judged by what came before it; later articles can show that two events are one. What is found
is a proposal for people to take or leave; nothing here changes an event.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.events.event import Source
from bot.events.growing import begun
from bot.events.matching import Arrival, doubt, is_next, similarity_to

TOGETHER = 0.16
"""Least mean similarity of two groups' articles, pair by pair, to be one event. Not yet measured on events/dev: pairs
are less alike than an article and its event's mean, so it lies below matching's SAME_EVENT."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An article of the window and the id of the event that it was given to."""

    source: Source
    event: str
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Merge:
    """Events, by id in order of arrival, whose articles look like one."""

    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """An event whose articles look like several: their ids, group by group, the largest first."""

    event: str
    groups: tuple[tuple[str, ...], ...]


def proposals(window: Sequence[Seen], settled: Collection[str] = ()) -> tuple[Merge | Split, ...]:
    """What clustering `window` anew would change, merges first.

    Events in `settled`, those that people have corrected, are left as they are. Average linkage; time grows with the
    cube of the articles in the worst case, so give a window of days.
    """
    open_ = [seen for seen in window if seen.event not in settled]
    clusters = _clusters(open_)
    groups: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    merges = []
    for cluster in clusters:
        parts: dict[str, list[str]] = defaultdict(list)
        for at in cluster:
            parts[open_[at].event].append(open_[at].source.id)
        for event, ids in parts.items():
            groups[event].append(tuple(ids))
        sizes = {event: sum(seen.event == event for seen in open_) for event in parts}
        whole = [event for event, ids in parts.items() if len(ids) * 2 > sizes[event]]
        if len(whole) > 1:
            merges.append(Merge(tuple(whole)))
    splits = [
        Split(event, tuple(sorted(found, key=len, reverse=True))) for event, found in groups.items() if len(found) > 1
    ]
    return (*merges, *splits)


def _clusters(window: Sequence[Seen]) -> list[list[int]]:
    """Positions in `window`, grouped by average linkage until no two groups are alike enough."""
    near = {(one, two): _affinity(window[one], window[two]) for two in range(len(window)) for one in range(two)}
    groups = {at: [at] for at in range(len(window))}
    while near:
        (one, two), most = max(near.items(), key=lambda pair: pair[1])
        if most < TOGETHER:
            break
        for other in groups.keys() - {one, two}:
            first, second = _pair(one, other), _pair(two, other)
            total = near[first] * len(groups[one]) + near.pop(second) * len(groups[two])
            near[first] = total / (len(groups[one]) + len(groups[two]))
        del near[one, two]
        groups[one] += groups.pop(two)
    return [sorted(group) for group in groups.values()]


def _pair(one: int, two: int) -> tuple[int, int]:
    return min(one, two), max(one, two)


def _affinity(one: Seen, two: Seen) -> float:
    """The similarity of two articles, by the rules that match an article to an event of one."""
    event = begun(one.event, one.arrival, one.source, ())
    if is_next(two.arrival, event, None):
        return 0.0
    return similarity_to(two.arrival, event) * doubt(two.arrival, event)
