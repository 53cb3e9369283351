"""What was read for each shared link: kept so that a job can go on where another broke off, and for the buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import redis
from pydantic import TypeAdapter

from bot.articles.article import Article
from bot.reading.brief import Brief
from bot.slack.places import Shared, Slot
from bot.store.keys import REPLY_SECONDS, team_key


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read for a link, and who shared it (None: a bot). `thread_ts` is the thread of the reply."""

    url: str
    poster: str | None
    thread_ts: str
    article: Article
    brief: Brief
    story: str
    """The key under which the channel's sightings know the article."""


_JSON: TypeAdapter[Reading] = TypeAdapter(Reading)


class Replies:
    """Readings in the store, by the slot of their reply, each under its channel's keys."""

    def __init__(self, store: redis.Redis) -> None:
        self._store = store

    def save(self, slot: Slot, reading: Reading) -> None:
        """Keep a reading for REPLY_SECONDS."""
        self._store.set(_key(slot.shared, slot.name), _JSON.dump_json(reading), ex=REPLY_SECONDS)

    def find(self, shared: Shared, name: str) -> Reading | None:
        """The reading for a link of a message; None where there is none, or no more."""
        found = self._store.get(_key(shared, name))
        return _JSON.validate_json(found) if isinstance(found, str | bytes) else None

    def has(self, slot: Slot) -> bool:
        """Whether a reading is kept for the slot."""
        return bool(self._store.exists(_key(slot.shared, slot.name)))

    def find_all(self, places: Sequence[tuple[Shared, str]]) -> list[Reading | None]:
        """The readings for links of messages, in their order; None where there is none any more."""
        if not places:
            return []
        found: Any = self._store.mget([_key(shared, name) for shared, name in places])
        return [_JSON.validate_json(value) if value else None for value in found]

    def forget(self, slot: Slot) -> None:
        """Remove a reading."""
        self._store.delete(_key(slot.shared, slot.name))


def _key(shared: Shared, name: str) -> str:
    return team_key(shared.team, "channel", shared.channel, "reading", shared.ts, name)
