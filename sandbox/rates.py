"""Slack's rate limits, as token buckets."""

import math
import time

from sandbox.errors import SlackError

POSTS_A_SECOND = 1.0  # chat.postMessage, per channel
POST_BURST = 5.0  # Slack lets short bursts through; it does not say how long
POSTS_A_MINUTE = 300  # chat.postMessage, whole workspace ("several hundred")
# Calls a minute and method, as Slack's tiers 2 to 4 promise them.
TIERS = {
    "chat.update": 50,
    "chat.delete": 50,
    "chat.postEphemeral": 100,
    "reactions.add": 50,
    "reactions.remove": 20,
    "reactions.get": 50,
    "conversations.info": 50,
    "conversations.join": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
    "conversations.list": 20,
    "conversations.members": 100,
    "conversations.open": 50,
    "files.getUploadURLExternal": 100,
    "files.completeUploadExternal": 100,
    "files.delete": 50,
    "users.conversations": 50,
    "users.info": 100,
    "users.list": 20,
    "views.open": 100,
    "views.update": 100,
    "views.publish": 100,
    "views.push": 100,
}
RESTRICTED = {"conversations.history": 1, "conversations.replies": 1}
"""As TIERS, of apps that are sold outside the Marketplace, since 2025."""
RESTRICTED_OBJECTS = 15
"""Messages that these methods give such an app in a call, whatever it asks for."""


class RateLimited(SlackError):
    """Too many calls; `retry_after` in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class Bucket:
    """Holds up to `size` tokens and gains `rate` a second."""

    def __init__(self, size: float, rate: float) -> None:
        self.size, self.rate = size, rate
        self.tokens, self.at = size, time.monotonic()

    def take(self) -> float:
        """Takes a token: 0 when there was one, else the seconds until there will be."""

        now = time.monotonic()
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) / self.rate


class RateLimits:
    """The buckets of a workspace. `enabled` may be switched at any time."""

    def __init__(self, *, enabled: bool, restricted: bool = False) -> None:
        self.enabled = enabled
        self._tiers = TIERS | (RESTRICTED if restricted else {})
        self._buckets: dict[str, Bucket] = {}

    def check(self, method: str, channel: str) -> None:
        """Counts a call.

        :raises RateLimited: it is one too many
        """

        if not self.enabled:
            return
        wait = 0.0
        if method == "chat.postMessage":
            wait = self._take(f"{method} {channel}", POST_BURST, POSTS_A_SECOND)
            wait = wait or self._take(method, POSTS_A_MINUTE, POSTS_A_MINUTE / 60)
        elif method in self._tiers:
            wait = self._take(method, self._tiers[method], self._tiers[method] / 60)
        if wait:
            raise RateLimited(max(1, math.ceil(wait)))

    def _take(self, name: str, size: float, rate: float) -> float:
        return self._buckets.setdefault(name, Bucket(size, rate)).take()
