"""Sends, and sends once.

Slack has no idempotency key: a post that timed out may stand in the channel or not. So a slot's record in the store
says `posting` before the call and `posted` behind it, the message carries its slot's key as metadata, and whoever finds
a slot whose outcome is unknown looks through the thread (or the channel) for that key before posting again.

A post that took effect after that look stands there twice; the place is looked at again later (`bot.slack.spares`).

A worker that was frozen between `posting` and the call may wake up when another has taken over; the record's owner
tells, and the message that came second is taken back.
"""

import hashlib
import json
import time
import uuid
from contextlib import suppress
from typing import Any, cast

import redis
from slack_sdk import WebClient

from bot import log
from bot.queue.jobs import Queue, RetryLater
from bot.slack.blocks.limits import check
from bot.slack.blocks.message import Message
from bot.slack.calls import RateLimited, call
from bot.slack.errors import MessageGone, OutcomeUnknown, UserAway
from bot.slack.places import Shared, Slot
from bot.slack.repeatable import UNKNOWN_SECONDS, Repeatable
from bot.slack.slots import Slots
from bot.slack.spares import look_later
from bot.slack.turns import Turns

logger = log.get(__name__)

EVENT_TYPE = "nutgraf_reply"
"""Type of our messages' metadata."""
SETTLE_SECONDS = 5.0
"""How long a worker that lost its slot waits for the other's post before it keeps its own."""


class WithdrawnError(Exception):
    """The message that was to be answered is gone, so nothing is said about it. Not a failure."""


class Outbox(Repeatable):
    """Everything the bot says in Slack goes through here."""

    def __init__(self, client: WebClient, store: redis.Redis) -> None:
        """`client` has the bot token; its settings for repeating calls are not used (see `single_try`)."""
        super().__init__(client)
        self._slots = Slots(store)
        self._turns = Turns(store)
        self._queue = Queue(store)

    def post(self, slot: Slot, message: Message) -> str:
        """Fill the slot with `message` unless it is filled. Returns the ts of what stands there now.

        Raises:
            WithdrawnError: the message it answers was deleted.
            RetryLater: a rate limit, an unknown outcome, or another worker at it: call again then.
            SlackRefusal: Slack answered no.
        """
        check(message)
        self._refuse_withdrawn(slot)
        owner = uuid.uuid4().hex
        state, detail = self._slots.begin(slot, owner)
        if state == "wait":
            raise RetryLater(float(detail), reason="another worker is posting this")
        if state == "posted":
            return detail
        unsure = state == "look"
        if unsure:
            look_later(self._queue, slot)
        try:
            found = self._look(slot) if unsure else None
            ts = found or self._send(slot, message)
        except OutcomeUnknown as unknown:
            self._slots.mark_unknown(slot, owner)
            look_later(self._queue, slot)
            raise RetryLater(UNKNOWN_SECONDS, reason=unknown.sentence) from unknown
        except Exception:
            # Refused, the place is as before: one that has to be looked at still has to be.
            (self._slots.mark_unknown if unsure else self._slots.release)(slot, owner)
            raise
        if not self._slots.record(slot, owner, ts):
            ts = self._settle(slot, owner, ts)
        elif not found:
            self._slots.set_shown(slot, _digest(message))
        self._refuse_withdrawn(slot)  # deleted while we posted: whoever deleted did not see our record yet
        return ts

    def show(self, slot: Slot, message: Message) -> str | None:
        """As `post`, and if something else stands in the slot (a placeholder), change it into `message`. None: what
        stood there was taken away."""
        ts = self.post(slot, message)
        shown = _digest(message)
        if self._slots.shown(slot) != shown:
            try:
                self._update(slot.shared.channel, ts, message)
            except MessageGone:  # somebody removed our placeholder: they do not want the reply
                logger.info("reply is gone, not updated", team=slot.shared.team, channel=slot.shared.channel, ts=ts)
                return None
            self._slots.set_shown(slot, shown)
        return ts

    def revise(self, slot: Slot, message: Message) -> None:
        """Change what stands in the slot into `message`, if something of ours stands there.

        Raises:
            RetryLater: a rate limit. SlackRefusal: Slack answered no.
        """
        if self._slots.state(slot)[0] == "posted" and not self._slots.is_deleted(slot.shared):
            self.show(slot, message)

    def slots(self, shared: Shared) -> list[Slot]:
        """The places of our answers to a message."""
        return self._slots.of_message(shared)

    def withdraw(self, slot: Slot) -> None:
        """Take back what stands in the slot, if anything. The slot is free then.

        Raises:
            RetryLater: a rate limit, or a worker is just posting into it.
        """
        state, detail = self._slots.state(slot)
        if state == "wait":
            raise RetryLater(float(detail), reason="another worker is posting this")
        ts = detail if state == "posted" else self._look(slot) if state == "look" else None
        if ts:
            self._delete(slot.shared.channel, ts)
        self._slots.forget(slot)

    def dismiss(self, slot: Slot) -> None:
        """As `withdraw`, for good: nobody who reads history again puts it back.

        Raises: as `withdraw`.
        """
        self._slots.mark_dismissed(slot)
        self.withdraw(slot)

    def tidy(self, slot: Slot, seen: int) -> None:
        """Look at a place whose post went unanswered, for the `seen`th time since: what stands there too much goes. One
        whose outcome is still unknown is left to who posts into it again.

        Raises:
            RetryLater: a rate limit, or a worker is just posting into it.
        """
        owner = uuid.uuid4().hex
        state, detail = self._slots.state(slot)
        if state == "free":  # withdrawn, or refused in the end; ours while we look, so that nobody finds what we remove
            state, detail = self._slots.begin(slot, owner)
        if state == "wait":
            raise RetryLater(float(detail), reason="another worker is posting this")
        try:
            spare = [ts for ts in self._found(slot) if ts != detail] if state in ("post", "posted") else []
            for ts in spare:
                logger.warning("came twice, taken back", team=slot.shared.team, channel=slot.shared.channel, ts=ts)
                self._delete(slot.shared.channel, ts)
        finally:
            if state == "post":
                self._slots.forget(slot)
        look_later(self._queue, slot, seen)

    def withdraw_all(self, shared: Shared) -> list[Slot]:
        """Take back every answer to a message that was deleted, also those still to be posted. Returns their slots."""
        self.mark_deleted(shared)
        slots = self._slots.of_message(shared)
        for slot in slots:
            self.withdraw(slot)
        return slots

    def mark_deleted(self, shared: Shared) -> None:
        """From now on nothing is posted about this message."""
        self._slots.mark_deleted(shared)

    def is_deleted(self, shared: Shared) -> bool:
        """Whether `mark_deleted` was called for it."""
        return self._slots.is_deleted(shared)

    def notify(self, target: str, about: Shared, name: str, message: Message) -> None:
        """Write to a channel, by its id, or to a user directly, once: `about` is the message that gives the occasion,
        and `name` tells what is said of it from what else is. To a bot, or somebody who left, nothing is said.

        Raises:
            RetryLater, SlackRefusal: as `post`.
        """
        channel = target
        if target.startswith(("U", "W")):
            try:
                opened = self._call(self._client.conversations_open, users=target)
            except UserAway:
                logger.info("user can't be written to", user=target)
                return
            channel = str(cast("dict[str, str]", opened["channel"])["id"])
            self._slots.set_direct(about.team, target, channel)
        # Its name has the channel in it: two channels' messages may have one time stamp.
        slot = Slot(Shared(about.team, channel, about.ts), "", f"{name}:{about.channel}")
        with suppress(WithdrawnError):
            self.post(slot, message)

    def _send(self, slot: Slot, message: Message) -> str:
        if left := self._turns.seconds_left(slot):
            raise RetryLater(left, reason="its turn in a busy channel is still to come")
        try:
            answer = call(
                self._client.chat_postMessage,
                channel=slot.shared.channel,
                thread_ts=slot.thread_ts or None,
                text=message.text,
                blocks=list(message.blocks),
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": slot.key}},
                unfurl_links=False,
                unfurl_media=False,
                reply_broadcast=False,
            )
        except RateLimited as limit:
            left = self._turns.refused(slot, limit.seconds)
            raise RetryLater(left, reason=limit.reason) from limit
        except MessageGone as gone:  # deleted, and the event that says so is still to come
            raise WithdrawnError from gone
        return str(answer["ts"])

    def _settle(self, slot: Slot, owner: str, ts: str) -> str:
        """Another worker took the slot over while we posted `ts`: one of two messages has to go."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < deadline:
            state, detail = self._slots.state(slot)
            if state == "posted":
                if detail != ts:
                    self._delete(slot.shared.channel, ts)
                return detail
            time.sleep(0.1)
        self._slots.overwrite(slot, owner, ts)
        return ts

    def _look(self, slot: Slot) -> str | None:
        """The ts of the message in the slot's place that carries its key. A second such message is removed."""
        found = self._found(slot)
        for spare in found[1:]:
            self._delete(slot.shared.channel, spare)
        return found[0] if found else None

    def _found(self, slot: Slot) -> list[str]:
        """The ts of every message in the slot's place that carries its key."""
        channel, thread = slot.shared.channel, slot.thread_ts
        messages = self._thread(channel, thread) if thread else self._since(channel, slot.shared.ts)
        return [m["ts"] for m in messages if _key_of(m) == slot.key]

    def _refuse_withdrawn(self, slot: Slot) -> None:
        if self._slots.is_deleted(slot.shared):
            self.withdraw(slot)
            raise WithdrawnError


def _key_of(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return payload.get("key") if metadata.get("event_type") == EVENT_TYPE else None


def _digest(message: Message) -> str:
    return hashlib.sha256(json.dumps([message.text, message.blocks]).encode()).hexdigest()[:16]
