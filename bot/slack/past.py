"""What was written while nobody heard Slack: a channel's past, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.queue.jobs import RetryLater
from bot.slack.calls import call, single_try
from bot.slack.errors import OutcomeUnknown

PAGE = 200
"""Messages asked for at once; Slack advises no more, and gives 15 to apps it restricts."""
AGAIN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """Some messages, oldest first. `more`: there are others before the first (of a channel), or behind the last (of a
    thread)."""

    messages: tuple[Mapping[str, Any], ...]
    more: bool


class Past:
    """Asks Slack. Every method makes one call.

    Raises:
        RetryLater: Slack gives no answer just now; a rate limit says when it will.
        SlackRefusal: we may not read there.
    """

    def __init__(self, client: WebClient) -> None:
        """`client` has the bot token."""
        self._client = single_try(client)

    def channel(self, channel: str, oldest: float, latest: str, most: int = PAGE) -> Page:
        """The last messages of a channel in a time, those in threads left out: after `oldest`, before the time stamp
        `latest`."""
        # Both bounds are given: with `oldest` alone, Slack's documents do not say from which end it counts.
        answer = self._ask(
            self._client.conversations_history,
            channel=channel,
            oldest=f"{oldest:.6f}",
            latest=latest,
            limit=min(PAGE, most),
        )
        return Page(tuple(reversed(answer["messages"])), bool(answer.get("has_more")))

    def thread(self, channel: str, thread: str, after: str, most: int = PAGE) -> Page:
        """The first replies in a thread after the time stamp `after`."""
        answer = self._ask(
            self._client.conversations_replies, channel=channel, ts=thread, oldest=after, limit=min(PAGE, most)
        )
        replies = [message for message in answer["messages"] if message.get("ts") != thread]  # the parent comes along
        return Page(tuple(replies), bool(answer.get("has_more")))

    def _ask(self, method: Any, **arguments: Any) -> Any:
        try:
            return call(method, **arguments)
        except OutcomeUnknown as unknown:
            raise RetryLater(AGAIN_SECONDS, reason=unknown.sentence) from unknown
