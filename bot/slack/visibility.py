"""Which channels share the workspace's memory, and which keep theirs to themselves."""

import redis

from bot import log
from bot.slack.errors import SlackRefusal
from bot.slack.outbox import Outbox
from bot.store.keys import HOUR, team_key

logger = log.get(__name__)

KNOWN_SECONDS = HOUR
"""How long Slack's word on a channel is believed; a channel that is made private is found out within it."""


class Visibility:
    """Asks Slack what kind of channel one is, and remembers it for a while."""

    def __init__(self, outbox: Outbox, store: redis.Redis) -> None:
        self._outbox = outbox
        self._store = store

    def is_private(self, team: str, channel: str) -> bool:
        """Whether what is said in `channel` is not for everyone in the workspace: private channels, direct messages,
        and channels shared with another organisation. Where Slack does not say, it is.

        Raises:
            RetryLater: a rate limit; call again then.
        """
        if not channel.startswith("C"):
            return True
        key = team_key(team, "channel", channel, "private")
        known = self._store.get(key)
        if known is not None:
            return known != "0"
        try:
            about = self._outbox.channel(channel)
        except SlackRefusal as refusal:
            logger.info("channel not known, taken for private", team=team, channel=channel, code=refusal.code)
            return True
        shared = any(about.get(part) for part in ("is_ext_shared", "is_pending_ext_shared", "is_im", "is_mpim"))
        private = bool(about.get("is_private", True)) or shared
        self._store.set(key, "1" if private else "0", ex=KNOWN_SECONDS)
        return private
