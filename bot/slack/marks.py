"""👀 and ✅ on a message that somebody asked us to read by a reaction: being read, and all of it answered."""

from collections.abc import Iterable
from typing import Any

import redis

from bot.slack.outbox import Outbox
from bot.slack.places import Shared
from bot.store.keys import DAY, team_key

READING, DONE = "eyes", "white_check_mark"
KEPT_SECONDS = DAY
"""How long the links still to be answered are known: a job's last try ends hours before."""


class Marks:
    """What is asked of a message and what is done of it, each link by the name of its reply. Two sets that only grow:
    a job that runs again changes nothing."""

    def __init__(self, store: redis.Redis, outbox: Outbox) -> None:
        self._store: Any = store
        self._outbox = outbox

    def begin(self, shared: Shared, names: Iterable[str]) -> None:
        """Put 👀 on a message of whose links these are going to be answered.

        Raises:
            RetryLater, SlackRefusal: as the outbox.
        """
        self._add(_asked(shared), names)
        self._outbox.react(shared, READING)

    def answered(self, shared: Shared, name: str) -> None:
        """One of them is answered; behind the last of them comes ✅.

        Raises:
            RetryLater, SlackRefusal: as the outbox.
        """
        self._add(_answered(shared), [name])
        if not self._store.sdiff(_asked(shared), _answered(shared)):
            self._outbox.react(shared, DONE)

    def _add(self, key: str, names: Iterable[str]) -> None:
        pipe = self._store.pipeline()
        pipe.sadd(key, *names)
        pipe.expire(key, KEPT_SECONDS)
        pipe.execute()


def _asked(shared: Shared) -> str:
    return team_key(shared.team, "channel", shared.channel, "marks", shared.ts, "asked")


def _answered(shared: Shared) -> str:
    return team_key(shared.team, "channel", shared.channel, "marks", shared.ts, "answered")
