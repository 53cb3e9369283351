"""Slack in a process of its own, which can be killed and frozen: messages and events outlive it in a journal.

It shares links by itself, one after the other, and fails at random; a restarted one goes on where the last one died.
Takes one argument, JSON of `Duty`.
"""

import json
import random
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from handlers.manifest import manifest
from sandbox.faults import Fault, Faults
from sandbox.journal import read
from sandbox.server import Sandbox
from sandbox.state import Channel
from tests.support.press import link

STARTING = {"apps.connections.open", "auth.test"}
"""Methods that are left alone: they would only make every start longer."""
USERS = ("U0AMINA", "U0BEN", "U0CHLOE", "U0DEV", "U0EVA")


@dataclass(frozen=True)
class Duty:
    """Where Slack listens and is found, what it shares and how badly it behaves.

    `share` links of the press at `press` are shared among `channels` channels, one every `pause` seconds. Of the calls
    of chat.postMessage the part `unsound` fails in one of six ways, of all others a quarter of that. `slow` seconds are
    more than the bot waits for an answer; 0 leaves those two ways out.
    """

    port: int
    public_url: str
    journal: str
    press: int
    links: int
    pause: float
    channels: int = 20
    unsound: float = 0.1
    time_scale: float = 1.0
    seed: int = 9
    slow: float = 12.0

    def dump(self) -> str:
        """As the argument."""
        return json.dumps(asdict(self))


def channel(number: int) -> str:
    """The id of the `number`-th channel that links are shared in."""
    return f"C0DESK{number:02}"


class Unsound(Faults):
    """Faults that come of themselves: too many calls, trouble before and after, answers that are lost or too late."""

    def __init__(self, duty: Duty) -> None:
        super().__init__()
        self._part, self._slow = duty.unsound, duty.slow
        self._chance = random.Random(f"{duty.seed} {time.time()}")

    def take(self, method: str, channel: str) -> Fault | None:
        """The fault that hits this call, if any."""
        part = self._part if method == "chat.postMessage" else self._part / 4
        if method in STARTING or self._chance.random() > part:
            return super().take(method, channel)
        kinds = (
            {"retry_after": self._chance.randint(1, 3)},
            {"status": 500},
            {"status": 500, "after_posting": True},
            {"after_posting": True},  # the line is cut instead of an answer
            {"late": self._slow},  # done at once, told when nobody listens any more
            {"delay": self._slow},  # done when nobody listens any more
        )
        return Fault(method, **self._chance.choice(kinds if self._slow else kinds[:4]))


def main() -> None:
    """Share and answer until killed."""
    duty = Duty(**json.loads(sys.argv[1]))
    slack = Sandbox(
        port=duty.port,
        manifest=manifest(),
        journal=Path(duty.journal),
        public_url=duty.public_url,
        rate_limits=False,
        newsroom=False,
        unfurl=False,
        time_scale=duty.time_scale,
    )
    for number in range(duty.channels):
        desk = Channel(channel(number), f"desk-{number}", members=[*USERS, slack.bot_user])
        slack.workspace.channels[desk.id] = desk
    slack.hub.faults = Unsound(duty)
    with slack:
        shared = {
            what["text"] for _, kind, what in read(Path(duty.journal)) if kind == "message" and not what["bot_id"]
        }
        slack.wait_for_connection(3600)
        for number in range(duty.links):
            address = link(duty.press, number)
            if any(address == text.strip("<>") for text in shared):
                continue
            slack.post(channel(number % duty.channels), USERS[number % len(USERS)], f"<{address}>")
            time.sleep(duty.pause)
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    main()
