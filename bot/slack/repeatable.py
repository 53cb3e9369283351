"""Calls of Slack that may be repeated: notes to one person, windows, reactions, changes, removals, and looking."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast
from urllib.parse import urlsplit

from slack_sdk import WebClient

from bot import log
from bot.queue.jobs import RetryLater
from bot.slack.blocks.limits import check, check_view
from bot.slack.blocks.message import Json, Message
from bot.slack.calls import call, single_try
from bot.slack.errors import MessageGone, OutcomeUnknown, SlackRefusal, UserAway
from bot.slack.places import Shared

logger = log.get(__name__)

UNKNOWN_SECONDS = 1.0
"""Wait before looking again where Slack gave no answer. A post still under way inside Slack is there by then."""
PAGE = 200
"""Messages of a thread looked through in one call; Slack advises no more."""


class Repeatable:
    """Slack, as far as nobody minds that something is done twice: an unknown outcome is simply tried again."""

    def __init__(self, client: WebClient) -> None:
        """`client` has the bot token; its settings for repeating calls are not used (see `single_try`)."""
        self._client = single_try(client)

    @property
    def origin(self) -> tuple[str, str]:
        """Scheme and host of Slack's Web API, as it is spoken with here."""
        parts = urlsplit(self._client.base_url)
        return parts.scheme, parts.netloc

    def whisper(self, channel: str, user: str, message: Message, *, thread_ts: str | None = None) -> None:
        """Say something that only `user` sees: in the channel, or directly where they are not in it.

        `thread_ts` is the thread they are in, if any: elsewhere Slack would not show it.
        """
        check(message)
        arguments = {"text": message.text, "blocks": list(message.blocks), "thread_ts": thread_ts}
        try:
            self._call(self._client.chat_postEphemeral, channel=channel, user=user, **arguments)
        except UserAway:
            self.tell(user, message)

    def tell(self, user: str, message: Message) -> None:
        """Write to `user` directly. To nobody, a bot, or somebody who left, nothing is said."""
        if not user:
            return
        check(message)
        try:
            opened = self._call(self._client.conversations_open, users=user)
            channel = cast("dict[str, str]", opened["channel"])["id"]
            self._call(self._client.chat_postMessage, channel=channel, text=message.text, blocks=list(message.blocks))
        except UserAway:
            logger.info("user can't be written to", user=user)

    def react(self, shared: Shared, emoji: str) -> None:
        """Put an emoji on a message; it is fine if it is there, or the message is not."""
        try:
            self._call(self._client.reactions_add, channel=shared.channel, timestamp=shared.ts, name=emoji)
        except SlackRefusal as refusal:
            if refusal.code not in {"already_reacted", "message_not_found", "no_item_specified", "too_many_reactions"}:
                raise

    def change(self, channel: str, ts: str, message: Message) -> None:
        """Put `message` in place of one of ours; it is fine if that is gone.

        Raises:
            RetryLater, SlackRefusal: Slack does not take it.
        """
        with suppress(MessageGone):
            self._update(channel, ts, check(message))

    def permalink(self, channel: str, ts: str) -> str | None:
        """The address of a message; None where it is gone."""
        try:
            answer = self._call(self._client.chat_getPermalink, channel=channel, message_ts=ts)
        except MessageGone:
            return None
        return str(answer["permalink"])

    def message(self, channel: str, ts: str) -> dict[str, Any] | None:
        """A message as Slack has it now, be it the start of a thread or not; None where it is gone."""
        return next((found for found in self._thread(channel, ts) if found.get("ts") == ts), None)

    def open_view(self, trigger_id: str, view: Json) -> str:
        """Open a modal for whoever pressed; its id.

        Raises:
            TriggerExpired: more than three seconds have passed since.
        """
        answer = self._call(self._client.views_open, trigger_id=trigger_id, view=check_view(view))
        return str(answer["view"]["id"])

    def publish_home(self, user: str, view: Json) -> None:
        """Show somebody their Home tab.

        Raises:
            RetryLater, SlackRefusal: Slack does not take it.
        """
        self._call(self._client.views_publish, user_id=user, view=check_view(view))

    def update_view(self, view_id: str, view_hash: str | None, view: Json) -> None:
        """Put `view` in place of an open one. With `view_hash`, unless it has changed meanwhile."""
        self._call(self._client.views_update, view_id=view_id, hash=view_hash, view=check_view(view))

    def _thread(self, channel: str, ts: str) -> Iterator[dict[str, Any]]:
        """The messages of the thread that `ts` starts or stands in, oldest first."""
        with suppress(MessageGone):
            yield from self._pages(self._client.conversations_replies, channel=channel, ts=ts)

    def _since(self, channel: str, ts: str) -> Iterator[dict[str, Any]]:
        """The messages of a channel later than `ts`, those in threads left out, newest first."""
        return self._pages(self._client.conversations_history, channel=channel, oldest=ts)

    def _pages(self, method: Any, **arguments: Any) -> Iterator[dict[str, Any]]:
        """The messages of every page."""
        cursor = ""
        while True:
            answer = self._call(method, limit=PAGE, cursor=cursor or None, include_all_metadata=True, **arguments)
            yield from answer["messages"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def _update(self, channel: str, ts: str, message: Message) -> None:
        self._call(
            self._client.chat_update, channel=channel, ts=ts, text=message.text, blocks=list(message.blocks)
        )  # metadata stays when an update does not name it

    def _delete(self, channel: str, ts: str) -> None:
        with suppress(MessageGone):
            self._call(self._client.chat_delete, channel=channel, ts=ts)

    def _call(self, method: Any, **arguments: Any) -> Any:
        """`call` for what may be done twice: an unknown outcome is simply tried again."""
        try:
            return call(method, **arguments)
        except OutcomeUnknown as unknown:
            raise RetryLater(UNKNOWN_SECONDS, reason=unknown.sentence) from unknown
