"""The welcome in a channel, and the choice under it."""

from dataclasses import replace

import redis

from bot import log
from bot.slack.blocks import notices
from bot.slack.blocks.welcome import chosen, welcome
from bot.slack.directory import Directory
from bot.slack.outbox import Outbox
from bot.slack.places import Shared, Slot
from bot.slack.settings import Mode, Preferences
from bot.store.keys import SETTINGS_SECONDS, team_key

logger = log.get(__name__)

MEMBERS_ONLY = "Only members of this channel can choose that."
CLOCKS_APART = 60.0
"""Seconds by which an event's time may be ahead of a message's: the welcome is looked for from so long before."""


class Welcomes:
    """Says hello in channels, once in each."""

    def __init__(self, outbox: Outbox, directory: Directory, preferences: Preferences, store: redis.Redis) -> None:
        self._outbox, self._directory, self._preferences = outbox, directory, preferences
        self._store = store

    def greet(self, joined: Shared) -> None:
        """Say hello in the channel that the bot came into at `joined.ts`. Invited again, it is known there.

        Raises:
            RetryLater, SlackRefusal: as the outbox.
        """
        known = team_key(joined.team, "channel", joined.channel, "welcomed")
        if self._store.exists(known):
            return
        earlier = replace(joined, ts=f"{max(0.0, float(joined.ts) - CLOCKS_APART):.6f}")
        mode = self._preferences.channel(joined.team, joined.channel).mode
        self._outbox.post(Slot(earlier, "", "welcome"), welcome(mode))
        self._store.set(known, "1", ex=SETTINGS_SECONDS)

    def choose(self, under: Shared, user: str, mode: Mode) -> None:
        """Somebody chose under the welcome `under` when the bot speaks in its channel.

        Raises:
            RetryLater, SlackRefusal: as the outbox.
        """
        if not self._directory.is_member(under.channel, user):
            self._outbox.whisper(under.channel, user, notices.plain(MEMBERS_ONLY))
            return
        self._preferences.set_mode(under.team, under.channel, mode)
        self._outbox.change(under.channel, under.ts, chosen(mode, user))
        logger.info("mode chosen", team=under.team, channel=under.channel, mode=mode.value)
