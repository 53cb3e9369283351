"""Getting payloads to the app: over Socket Mode or HTTP, again and again until they are acknowledged."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sandbox import events
from sandbox.journal import Journal
from sandbox.state import Workspace

Json = dict[str, Any]
log = logging.getLogger("sandbox.delivery")

ACK_SECONDS = 3.0  # what Slack allows an app; not scaled, because the app's machine doesn't get faster
REDELIVERY = (0.0, 60.0, 300.0)  # Slack's waits before the first, second and third repetition


@dataclass(frozen=True, slots=True)
class Answer:
    """How one attempt went: `reason` is Slack's word for a failure, `payload` what the app said with its ack."""

    acked: bool
    seconds: float
    reason: str = ""
    payload: Json | None = None
    no_retry: bool = False


@dataclass(frozen=True, slots=True)
class Ack:
    """An attempt to deliver: `kind` is events_api, interactive or slash_commands; `seconds` from sending to the ack."""

    kind: str
    event_id: str
    event_type: str
    attempt: int
    acked: bool
    seconds: float
    at: float


@dataclass(slots=True)
class Payload:
    """Something on its way to the app."""

    kind: str
    body: Json

    @property
    def event_id(self) -> str:
        """The event's id, or the trigger of an interaction."""

        return str(self.body.get("event_id") or self.body.get("trigger_id") or "")

    @property
    def event_type(self) -> str:
        """What happened: an event's type, a command's name, an interaction's type."""

        event = self.body.get("event") or {}
        return str(event.get("type") or self.body.get("command") or self.body.get("type") or "")


class Transport(Protocol):
    """A way to the app."""

    async def attempt(self, payload: Payload, attempt: int, reason: str, seconds: float) -> Answer:
        """Sends once and waits up to `seconds` for the acknowledgement."""


class Delivery:
    """Delivers over whichever transport is set, and keeps the book of attempts."""

    def __init__(
        self,
        workspace: Workspace,
        transport: Transport,
        *,
        subscriptions: frozenset[str],
        redelivery: Sequence[float] = REDELIVERY,
        ack_seconds: float = ACK_SECONDS,
    ) -> None:
        self.workspace = workspace
        self.journal = Journal()
        self.transport = transport
        self.subscriptions = subscriptions
        self.redelivery = redelivery
        self.ack_seconds = ack_seconds
        self.acks: list[Ack] = []
        self.sent: list[Json] = []  # every event_callback body, once
        self.lost: list[Json] = []  # given up after the last repetition
        self.held: list[Json] | None = None
        self.copies = 0
        self._tasks: set[asyncio.Task[Any]] = set()

    def event(self, event: Json) -> Json | None:
        """Delivers an event, when the app subscribed to its kind; gives the body that goes out."""

        if not self._wanted(event):
            return None
        body = events.wrap(self.workspace, event)
        self.sent.append(body)
        self.journal.sent(body)
        self.deliver(body)
        for _ in range(self.copies):
            self.deliver(body)
        return body

    def deliver(self, body: Json) -> None:
        """Delivers an event_callback body, new or known."""

        if self.held is not None:
            self.held.append(body)
        else:
            self.spawn(self._until_acked(Payload("events_api", body)))

    def again(self, payload: Payload) -> None:
        """Takes up what another process began to deliver, from the first try: how many it has made is not known."""

        self.spawn(self._until_acked(payload))

    def _wanted(self, event: Json) -> bool:
        if event["type"] != "message":
            place = self.workspace.channels.get(event.get("item", {}).get("channel", ""))
            seen = place is None or self.workspace.bot_user in place.members
            return seen and event["type"] in self.subscriptions
        kind = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}[event["channel_type"]]
        channel = self.workspace.channels[event["channel"]]
        return f"message.{kind}" in self.subscriptions and self.workspace.bot_user in channel.members

    async def _until_acked(self, payload: Payload) -> None:
        reason = ""
        for attempt, wait in enumerate((None, *self.redelivery)):
            if wait:
                await asyncio.sleep(wait)
            answer = await self.once(payload, attempt, reason)
            if answer.acked:
                self.journal.ended(payload.event_id, acked=True)
                return
            if answer.no_retry:
                break
            reason = answer.reason
        self.lost.append(payload.body)
        self.journal.ended(payload.event_id, acked=False)
        self.workspace.changed()
        log.info("given up: %s %s", payload.event_type, payload.event_id)

    async def once(self, payload: Payload, attempt: int = 0, reason: str = "") -> Answer:
        """One attempt, entered into the book."""

        answer = await self.transport.attempt(payload, attempt, reason, self.ack_seconds)
        self.acks.append(
            Ack(
                payload.kind,
                payload.event_id,
                payload.event_type,
                attempt,
                answer.acked,
                answer.seconds,
                time.monotonic(),
            )
        )
        self.workspace.changed()
        return answer

    def spawn(self, work: Any) -> asyncio.Task[Any]:
        """Runs a coroutine beside; it is cancelled when the sandbox stops."""

        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("the sandbox failed", exc_info=task.exception())

    async def stop(self) -> None:
        """Ends all that is under way."""

        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
