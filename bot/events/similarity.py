"""How alike an article and an event are in what they say; and whether an event's articles are really two. Pure.

An event keeps the vectors of some of its articles: the nearest of them says more than their mean where an event has
grown, the mean more where they are few.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from bot.events.event import Event, Lent
from bot.events.vectors import Vector, dot, norm, unpack
from bot.events.weights import Vectors

NEAREST_SHARE = 0.3
"""Share of the nearest article in the similarity, the rest is the mean's. 0 to .6 differ by .005 on events/dev."""
GROWN = 0.06
"""How much more likely it is that an article is of an event for each e-fold of that event's articles; 0 costs .005 on
events/dev, .1 is the same."""
NAMES_SHARE = 0.3
"""Share of the names' cosine where means are compared: for proposals, and with events from before November 2026, which
have no articles' vectors."""

LEAST_BETWEEN = 0.22
"""Articles of an event are two events when the mean similarity between them lies below this, and below a share of
that within either (`between_share`). On events/dev .21 to .24 are alike; without parting SAME_EVENT must be met
within .02."""
BETWEEN_ALONE, BETWEEN_EACH, BETWEEN_MOST = 0.57, 0.05, 0.75
"""That share where one side is one article, what each further one of the smaller side adds, the most: that many
articles fall in two by chance is less likely. On events/dev (twelve orders) .60, .03 and .72 are alike; .63 for all
gives the same figure with twice the pairs of two types in one event."""
LONE_WITHIN = 0.3
"""What counts as the similarity within a group of one article; .25 to .4 are alike."""
ROUNDS = 4
"""Times that articles may change sides; most settle in two."""


class Parted(NamedTuple):
    """An event whose articles are two: `lent` is what it knows of those that belong to the new one's."""

    event: Event
    lent: tuple[Lent, ...]


def compared(event: Event) -> tuple[Lent, ...]:
    """The articles that others are compared with, each with its packed vector: its own, and those lent to it."""
    return (*(Lent(source.id, source.vector) for source in event.sources if source.vector), *event.lent)


def similarity_to(vectors: Vectors, event: Event) -> float:
    """How alike an article is to an event's, 0 to about 1."""
    told = tuple(each.vector for each in compared(event))
    if not told or not vectors.whole:
        return by_means(vectors, event)
    nearest = max(dot(unpack(one), vectors.whole) for one in told)
    mean = dot(vectors.whole, _mean(told))
    return (NEAREST_SHARE * nearest + (1 - NEAREST_SHARE) * mean) * (1 + GROWN * log(event.count))


def by_means(vectors: Vectors, event: Event) -> float:
    """How alike an article is to the mean of an event's, by words and names alone."""
    return (1 - NAMES_SHARE) * _cosine(vectors.words, event.words) + NAMES_SHARE * _cosine(vectors.names, event.names)


def parted(vectors: Vectors, event: Event) -> Parted | None:
    """What tells that the article, with some of the event's, reports another event than the rest; None where nothing
    does. Two events in one are seen when the second of the later one's articles comes."""
    told = compared(event)
    if len(told) < 2 or not vectors.whole:
        return None
    every = [vectors.whole, *(unpack(each.vector) for each in told)]
    like = [[dot(one, other) for other in every] for one in every]
    here = _beside(like)
    rest = [at for at in range(len(every)) if at not in here]
    if len(here) < 2 or not rest:
        return None
    between = sum(like[one][other] for one in here for other in rest) / (len(here) * len(rest))
    share = between_share(min(len(here), len(rest)))
    if between >= LEAST_BETWEEN or between >= share * min(_within(like, here), _within(like, rest)):
        return None
    return Parted(event, tuple(told[at - 1] for at in here if at))


def between_share(smaller: int) -> float:
    """The similarity between two sides, as a share of that within, below which they are two events; `smaller`: articles
    of the smaller side, at least 1."""
    return min(BETWEEN_MOST, BETWEEN_ALONE + BETWEEN_EACH * (smaller - 1))


def _beside(like: Sequence[Sequence[float]]) -> list[int]:
    """The positions on the side of the first: each is where it is more alike, on the mean."""
    here = {0}
    for _ in range(ROUNDS):
        before = set(here)
        for at in range(1, len(like)):
            near = [like[at][other] for other in here if other != at]
            far = [like[at][other] for other in range(len(like)) if other not in here and other != at]
            if near and (not far or sum(near) / len(near) > sum(far) / len(far)):
                here.add(at)
            else:
                here.discard(at)
        if here == before:
            break
    return sorted(here)


def _within(like: Sequence[Sequence[float]], group: Sequence[int]) -> float:
    pairs = [like[one][other] for place, one in enumerate(group) for other in group[:place]]
    return sum(pairs) / len(pairs) if pairs else LONE_WITHIN


@lru_cache(maxsize=128)
def _mean(told: tuple[str, ...]) -> Mapping[str, float]:
    """The direction of the vectors' sum. Kept: the events that are being reported are compared with every article."""
    total: Vector = {}
    for one in told:
        for term, weight in unpack(one).items():
            total[term] = total.get(term, 0.0) + weight
    length = norm(total)
    return {term: weight / length for term, weight in total.items()} if length else {}


def _cosine(vector: Mapping[str, float], packed: str) -> float:
    other = unpack(packed)
    length = norm(other)
    return dot(vector, other) / length if length else 0.0
