"""Proposals that were put to people: which, where, and what they decided. One is put once, and decided once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

import redis
from pydantic import TypeAdapter

from bot.events.corrections import Correction, Corrections
from bot.events.memory import EVENT_SECONDS, Memory, digest
from bot.events.proposals import Merge, Settled, Split

What = Literal["merge", "split"]
KEEP: dict[What, str] = {"merge": "keep apart", "split": "keep together"}
"""The label of a proposal that people refused."""
MOST_LABELS = 500
"""Corrections that are looked through, the latest: those of events that are still in a window of days."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal: to put `other` into `event`; or to take `articles`, by id, out of `event` as one of their own."""

    what: What
    event: str
    other: str = ""
    articles: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same for what is proposed of the same events again: a split is asked for of an event once."""
        return digest(self.what, *sorted((self.event, self.other)))


def offer_of(found: Merge | Split) -> Offer:
    """A proposal, to be put to people."""
    if isinstance(found, Merge):
        return Offer("merge", found.events[0], other=found.events[1])
    return Offer("split", found.event, articles=found.articles)


_JSON: TypeAdapter[Offer] = TypeAdapter(Offer)


class Offers:
    """The proposals of one memory."""

    def __init__(self, store: redis.Redis, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def claim(self, offer: Offer, place: str) -> bool:
        """Whether it is to be put to people in `place`: it was not before, in any; and not elsewhere meanwhile. Asked
        again of the same place the answer is the same."""
        key = self._key(offer.id)
        pipe = self._store.pipeline()
        pipe.hsetnx(key, "place", place)
        pipe.hsetnx(key, "value", _JSON.dump_json(offer, exclude_defaults=True).decode())
        pipe.expire(key, EVENT_SECONDS)
        pipe.hmget(key, "place", "by")
        first, _, _, (where, by) = pipe.execute()
        return bool(first) or (where == place and by is None)

    def find(self, offer: str) -> Offer | None:
        """A proposal that was put to people; None where it is no longer kept."""
        value = self._store.hget(self._key(offer), "value")
        return _JSON.validate_json(cast(str, value)) if value else None

    def decide(self, offer: str, by: str) -> bool:
        """Whether the decision is `by`'s (somebody's press of a button): the first one's is. Asked again the answer is
        the same."""
        key = self._key(offer)
        return bool(self._store.hsetnx(key, "by", by)) or self._store.hget(key, "by") == by

    def settled(self, events: Iterable[str]) -> Settled:
        """What people have said of `events`, under whatever ids they go now."""
        said = [each for each in Corrections(self._memory).all() if _is_two(each) or _is_one(each)][-MOST_LABELS:]
        known = {event: event for event in events}  # these go under no other id
        asked = {story for each in said for story in (each.event, each.other)}
        now = known | self._memory.now_of(asked - known.keys())
        two = (frozenset((now[each.event], now[each.other])) for each in said if _is_two(each))
        whole = (now[each.event] for each in said if _is_one(each))
        return Settled(frozenset(two), frozenset(whole))

    def _key(self, offer: str) -> str:
        return self._memory.key("proposal", offer)


def _is_one(said: Correction) -> bool:
    return said.what in ("merge", KEEP["split"])


def _is_two(said: Correction) -> bool:
    return said.what in ("apart", "part", KEEP["merge"]) and bool(said.other)
