"""Guests: people whom the workspace lets into single channels. They see only stories of public channels they are in,
and a reply that a guest can read tells only what its own channel shared."""

from itertools import islice
from typing import cast

import redis

from bot import log
from bot.queue.jobs import RetryLater
from bot.slack.directory import Directory
from bot.slack.errors import SlackRefusal
from bot.store.keys import HOUR, team_key

logger = log.get(__name__)

KNOWN_SECONDS = HOUR
"""How long Slack's word is believed on who is a guest, and on which channels have guests."""
UNKNOWN_SECONDS = 600
"""How long every channel counts as one with guests where Slack did not tell to the end."""
MOST_USERS = 10_000
"""People looked through for guests: ten calls an hour, half of what Slack lets through in a minute. In a larger
workspace any channel may have guests among its readers, so each counts as one that has."""
NONE = "-"
"""Stands in the store for: no channel has guests."""
ANY = "*"
"""Stands in the store for: any channel may have guests."""


class Guests:
    """Who is a guest, and what they may see."""

    def __init__(self, directory: Directory, store: redis.Redis) -> None:
        self._directory = directory
        self._store = store

    def channels_of(self, team: str, user: str) -> frozenset[str] | None:
        """The channels whose stories `user` may see; None for everybody who is no guest: all public ones. A person whom
        Slack does not tell us of sees none.

        Raises:
            RetryLater: a rate limit; call again then.
        """
        try:
            if not self._directory.person(team, user).guest:
                return None
            return frozenset(self._directory.channels_of(user))
        except SlackRefusal as refusal:
            logger.info("person not known, taken for a guest", team=team, user=user, code=refusal.code)
            return frozenset()

    def are_in(self, team: str, channel: str) -> bool:
        """Whether guests are among the readers of a channel. Where Slack does not say just now, they are."""
        return self.are_among(team, channel, cast("set[str]", self._store.smembers(_key(team))))

    @staticmethod
    def ask(pipe: redis.client.Pipeline, team: str) -> None:
        """Ask for `known` of `are_among`, together with other things."""
        pipe.smembers(_key(team))

    def are_among(self, team: str, channel: str, known: set[str]) -> bool:
        """`are_in`, where it was asked already which channels are known to have guests."""
        if not known:
            try:
                known = self._look(team)
            except (SlackRefusal, RetryLater) as error:
                logger.info("guests not known", team=team, reason=str(error))
                if isinstance(error, RetryLater):  # a look takes many calls: not again with the very next reply
                    self._keep(team, {ANY}, UNKNOWN_SECONDS)
                return True
            self._keep(team, known or {NONE}, KNOWN_SECONDS)
        return channel in known or ANY in known

    def _keep(self, team: str, known: set[str], seconds: int) -> None:
        key, pipe = _key(team), self._store.pipeline()
        pipe.delete(key)
        pipe.sadd(key, *known)
        pipe.expire(key, seconds)
        pipe.execute()

    def _look(self, team: str) -> set[str]:
        people = list(islice(self._directory.users(), MOST_USERS + 1))
        if len(people) > MOST_USERS:
            logger.info("too many people to know the guests", team=team)
            return {ANY}
        guests = (str(person["id"]) for person in people if _restricted(person) and not person.get("deleted"))
        kinds = "public_channel,private_channel"
        return {channel for guest in guests for channel in self._directory.channels_of(guest, kinds)}


def _key(team: str) -> str:
    return team_key(team, "guests")


def _restricted(person: dict[str, object]) -> bool:
    return bool(person.get("is_restricted") or person.get("is_ultra_restricted"))
