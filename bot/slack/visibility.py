"""Which channels share the workspace's memory, and which keep theirs to themselves."""

from collections.abc import Mapping
from typing import Any

import redis

from bot import log
from bot.slack.directory import Directory
from bot.slack.errors import SlackRefusal
from bot.store.keys import DAY, team_key

logger = log.get(__name__)

KNOWN_SECONDS = 600
"""How long Slack's word on a channel is believed. That a channel is made private Slack tells by itself; this bounds
what happens when that message is lost."""
PUBLIC_SECONDS = 90 * DAY
"""How long it is remembered that a channel was public: as long as what it shared then."""


class Visibility:
    """Asks Slack what kind of channel one is, and remembers it for a while."""

    def __init__(self, directory: Directory, store: redis.Redis) -> None:
        self._directory = directory
        self._store = store

    def asking(self, directory: Directory) -> "Visibility":
        """The same, which asks another directory."""
        return Visibility(directory, self._store)

    def is_private(self, team: str, channel: str) -> bool:
        """Whether what is said in `channel` is not for everyone in the workspace: private channels, direct messages,
        and channels shared with another organisation. Where Slack does not say, it is.

        Raises:
            RetryLater: a rate limit; call again then.
        """
        if not channel.startswith("C"):
            return True
        key = _key(team, channel)
        known = self._store.get(key)
        if known is not None:
            return known != "0"
        try:
            about = self._directory.channel(channel)
        except SlackRefusal as refusal:
            logger.info("channel not known, taken for private", team=team, channel=channel, code=refusal.code)
            return True
        few = any(about.get(part) for part in ("is_private", "is_im", "is_mpim")) or "is_private" not in about
        private = few or is_shared_outside(about)
        self._store.set(key, "1" if private else "0", ex=KNOWN_SECONDS)
        if not private:
            self._store.set(_was_public(team, channel), "1", ex=PUBLIC_SECONDS)
        return private

    def is_member(self, channel: str) -> bool:
        """Whether the bot is in a channel, so that it can write there.

        Raises:
            RetryLater: a rate limit; call again then.
        """
        try:
            about = self._directory.channel(channel)
        except SlackRefusal:
            return False
        return bool(about.get("is_member") or about.get("is_im"))

    def mark_private(self, team: str, channel: str) -> None:
        """Slack says that the channel was made private: from now on it is."""
        self._store.set(_key(team, channel), "1", ex=KNOWN_SECONDS)

    def was_public(self, team: str, channel: str) -> bool:
        """Whether the channel, private by now, was public when we last recorded something of it."""
        return bool(self._store.exists(_was_public(team, channel)))

    def forget_public(self, team: str, channel: str) -> None:
        """What it shared while it was public has been moved."""
        self._store.delete(_was_public(team, channel))


def is_shared_outside(about: Mapping[str, Any]) -> bool:
    """Whether another organisation reads a channel, or is invited to, by what Slack says of it."""
    return bool(about.get("is_ext_shared") or about.get("is_pending_ext_shared"))


def _key(team: str, channel: str) -> str:
    return team_key(team, "channel", channel, "private")


def _was_public(team: str, channel: str) -> str:
    return team_key(team, "channel", channel, "was-public")
