"""How the bot is, a sentence for each part: for `/readyz`, `nutgraf doctor` and people. No secrets, no addresses."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import redis
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.digests.plans import Plans
from bot.queue.jobs import Queue
from bot.store.keys import TICK
from bot.store.troubles import when_full

SILENT_CLOCK_SECONDS = 30.0
"""A clock looks every 2 s; one that was missed for so long is not coming by itself."""
OLD_JOB_SECONDS = 300.0
"""A link is answered in seconds; a backlog of a thousand, by two workers, within these minutes."""
SLACK_BELIEVED_SECONDS = 60.0
"""How long Slack's word on our token is believed: probes come every few seconds, and auth.test has its limits."""
SLACK_SECONDS = 5
BELIEVED_SECONDS = 1.0
"""How long an answer is given again: anybody may ask at the public port, and a look writes to the store and counts what
waits. A probe comes every few seconds."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part and a sentence on it. `needed`: without it this process can do nothing, so it is not ready."""

    name: str
    ok: bool
    sentence: str
    needed: bool = False


Look = Callable[[], Part]


@dataclass(frozen=True, slots=True)
class Health:
    """What all parts say."""

    parts: Sequence[Part]

    @property
    def ready(self) -> bool:
        """Whether this process can do its work."""
        return all(part.ok for part in self.parts if part.needed)

    @property
    def status(self) -> str:
        """`ready`, `degraded` (it works, something needs somebody) or `not ready`."""
        if not self.ready:
            return "not ready"
        return "ready" if all(part.ok for part in self.parts) else "degraded"

    def to_json(self) -> dict[str, Any]:
        """As `/readyz` tells it."""
        parts = {part.name: {"ok": part.ok, "sentence": part.sentence} for part in self.parts}
        return {"status": self.status, "parts": parts}


class Looking:
    """Asks each part, at most once in BELIEVED_SECONDS however many want to know."""

    def __init__(self, looks: Sequence[Look]) -> None:
        self._looks = looks
        self._lock = threading.Lock()
        self._known: Health | None = None
        self._until = 0.0

    def __call__(self) -> Health:
        """What all parts say, or said a moment ago."""
        with self._lock:
            if self._known is None or time.monotonic() >= self._until:
                self._known = Health([each() for each in self._looks])
                self._until = time.monotonic() + BELIEVED_SECONDS
            return self._known


def store_part(store: redis.Redis) -> Part:
    """Whether the store answers, and can be written to."""
    started = time.monotonic()
    try:
        store.set(f"{TICK}:probe", "1", ex=60)
    except redis.RedisError as error:
        words = when_full(error) or f"The store does not answer ({type(error).__name__})."
        return Part("store", ok=False, sentence=words, needed=True)
    took = 1000 * (time.monotonic() - started)
    return Part("store", ok=True, sentence=f"The store takes what it is given, in {took:.0f} ms.", needed=True)


def queue_part(queue: Queue) -> Part:
    """How much waits, and whether anybody works."""
    try:
        counts = queue.counts()
    except redis.RedisError as error:
        return Part("queue", ok=False, sentence=f"The queue can't be looked at ({type(error).__name__}).")
    waiting = f"{counts.queued} jobs wait, {counts.pending} are being done, {counts.delayed} are for later"
    if counts.oldest_age > OLD_JOB_SECONDS:
        oldest = f"the oldest waits for {counts.oldest_age:.0f} s: start more workers, or see why these are slow"
        return Part("queue", ok=False, sentence=f"{waiting}; {oldest}.")
    dead = f"; {counts.dead} failed for good (nutgraf jobs list)" if counts.dead else ""
    return Part("queue", ok=True, sentence=f"{waiting}{dead}.")


def clock_part(store: redis.Redis) -> Part:
    """When a clock last looked for due digests; any process's will do."""
    try:
        age = tick_age(store)
    except redis.RedisError as error:
        return Part("clock", ok=False, sentence=f"The clock's last tick can't be read ({type(error).__name__}).")
    if age is None:
        return Part("clock", ok=False, sentence="No clock has ticked in the last day: no bot or worker is running.")
    if age > SILENT_CLOCK_SECONDS:
        return Part("clock", ok=False, sentence=f"The last tick was {age:.0f} s ago: digests are late.")
    return Part("clock", ok=True, sentence=f"The last tick was {max(age, 0.0):.0f} s ago.")


def tick_age(store: redis.Redis) -> float | None:
    """Seconds since the last tick by the store's time; None where there was none.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    last: Any = store.get(TICK)
    return Plans(store).now() - float(last) if last else None


class SlackLook:
    """Whether Slack takes our token: asked at most every SLACK_BELIEVED_SECONDS, whoever wants to know."""

    def __init__(self, client: WebClient) -> None:
        """`client` has the bot token."""
        self._client = WebClient(token=client.token, base_url=client.base_url, timeout=SLACK_SECONDS)
        self._lock = threading.Lock()
        self._known: Part | None = None
        self._until = 0.0

    def __call__(self) -> Part:
        """The part."""
        with self._lock:
            if self._known is None or time.monotonic() >= self._until:
                self._known = self._ask()
                self._until = time.monotonic() + SLACK_BELIEVED_SECONDS
            return self._known

    def _ask(self) -> Part:
        try:
            self._client.auth_test()
        except SlackApiError as error:
            status = error.response.status_code
            if status == 429 or status >= 500:  # its trouble, not our token's
                return Part("slack", ok=True, sentence=f"Slack answers {status} just now.", needed=True)
            code = error.response.get("error")
            return Part("slack", ok=False, sentence=f"Slack refuses the bot's token: {code}.", needed=True)
        except (OSError, ValueError) as error:
            return Part("slack", ok=False, sentence=f"Slack can't be reached ({type(error).__name__}).", needed=True)
        return Part("slack", ok=True, sentence="Slack accepts the bot's token.", needed=True)


def many_part(count: Callable[[], int]) -> Look:
    """Where each workspace has its own token: how many there are."""

    def part() -> Part:
        try:
            number = count()
        except redis.RedisError as error:
            return Part("slack", ok=False, sentence=f"The workspaces can't be read ({type(error).__name__}).")
        return Part(
            "slack", ok=True, sentence=f"{number} {'workspace has' if number == 1 else 'workspaces have'} the app."
        )

    return part


def socket_part(is_connected: Callable[[], bool]) -> Look:
    """Socket Mode: whether the line is up."""

    def part() -> Part:
        if is_connected():
            return Part("socket", ok=True, sentence="The line to Slack is up.", needed=True)
        return Part("socket", ok=False, sentence="The line to Slack is down; it is being opened again.", needed=True)

    return part
