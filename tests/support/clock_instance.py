"""An instance of the bot reduced to its clock and a worker for digests, in a time that runs faster: what the kill test
and the benchmark start and kill. Takes one argument, JSON of `Instance`."""

import json
import os
import sys
import threading
import time
from dataclasses import asdict, dataclass

from slack_sdk import WebClient

from bot.config import LogFormat
from bot.digests.plans import Plans
from bot.digests.ticker import Ticker
from bot.log import configure
from bot.queue.jobs import Queue
from bot.queue.policy import Policy
from bot.queue.worker import Worker
from bot.store.connect import connect
from handlers.clock import handing_over
from handlers.digest_jobs import DigestDesk

TICK_SECONDS = 0.5
UP = "test:up"
"""The processes that have begun to tick and work."""


@dataclass(frozen=True)
class Instance:
    """Where the store and Slack are; the instance's time is `begin` (seconds since 1970) at the real time `real`, and
    runs `speed` times as fast. `grace` and `lease` are in its seconds, `policy` overrides fields of the queue's."""

    store: str
    slack: str
    token: str
    begin: float
    real: float
    speed: float
    grace: float
    lease: float
    policy: dict[str, float]

    def now(self) -> float:
        """The instance's time."""
        return self.begin + (time.time() - self.real) * self.speed

    def dump(self) -> str:
        """As the argument."""
        return json.dumps(asdict(self))


def main() -> None:
    """Tick and work until killed."""
    instance = Instance(**json.loads(sys.argv[1]))
    configure("ERROR", LogFormat.CONSOLE)
    store = connect(instance.store)
    client = WebClient(token=instance.token, base_url=instance.slack)
    ticker = Ticker(
        Plans(store), handing_over(Queue(store)), now=instance.now, grace=instance.grace, lease=instance.lease
    )
    desk = DigestDesk.of(client, connect(instance.store), now=instance.now, grace=instance.grace)
    worker = Worker(instance.store, desk.tasks(), policy=Policy(**instance.policy))

    def tick() -> None:
        while True:
            ticker.tick()
            time.sleep(TICK_SECONDS)

    threading.Thread(target=tick, daemon=True).start()
    store.sadd(UP, os.getpid())
    worker.run()


if __name__ == "__main__":
    main()
