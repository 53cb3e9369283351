"""Instances that are killed with -9 again and again while digests fall due: what was posted, twice, or never."""

import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import redis

from bot.digests.plans import Plans
from bot.digests.schedule import DAYS, Plan, runs
from bot.store.processes import tethered
from sandbox.server import Sandbox
from tests.support.clock_instance import UP, Instance
from tests.support.store import StoreServer, wait_for

ROOT = Path(__file__).parents[2]
CHANNELS = ("C0BREAKING", "C0POLITICS")
HOURLY = tuple(f"{hour:02}" for hour in range(24))


@dataclass(frozen=True)
class Outcome:
    """How many kills there were, runs that fell due, how many were posted, more than once, never; and how often a post
    of unknown outcome was looked for in its channel."""

    kills: int
    due: int
    posted: int
    twice: int
    missed: int
    looked: int


@dataclass
class Massacre:
    """`instances` of the bot, of which one that works is killed every `pause` seconds, `kills` times; another takes its
    place. One at least is left to work: with none, runs would be missed because nobody is there.

    Every plan falls due once an hour of a time that runs `speed` times as fast. Slack takes `slow` seconds for a post,
    so that many a kill finds one under way.
    """

    kills: int
    plans: int = 60
    instances: int = 3
    pause: float = 2.0
    speed: float = 60.0
    slow: float = 0.8
    policy: dict[str, float] = field(default_factory=dict)
    settle: float = 120.0
    seed: int = 8

    def run(self, server: StoreServer, slack: Sandbox) -> Outcome:
        """Do it, and count."""
        slack.fail("chat.postMessage", times=10**6, delay=self.slow)
        begin = time.time() - 3 * 86_400
        instance = Instance(
            store=server.url,
            slack=slack.api_url,
            token=slack.bot_token,
            begin=begin,
            real=time.time(),
            speed=self.speed,
            grace=12 * 3600.0,
            lease=10 * self.speed,
            policy=self.policy,
        )
        every = [self._plan(number, slack.team, begin) for number in range(self.plans)]
        store = server.client()
        for plan in every:
            Plans(store).save(plan)
        crew = [self._start(instance) for _ in range(self.instances)]
        try:
            self._kill(crew, instance, store)
            due = {run.key for plan in every for run in runs(plan, begin, instance.now())}
            wait_for("the last digests", lambda: due <= set(posted(slack)), self.settle)
        except AssertionError:
            pass  # what is missing is counted
        finally:
            for process in crew:
                process.kill()
                process.wait()
        found = posted(slack)
        twice = sum(count > 1 for count in found.values())
        looked = len(slack.calls("conversations.history"))
        return Outcome(self.kills, len(due), len(due & set(found)), twice, len(due - set(found)), looked)

    def _plan(self, number: int, team: str, begin: float) -> Plan:
        minute = number * 60 // self.plans
        times = tuple(f"{hour}:{minute:02}" for hour in HOURLY)
        return Plan(f"plan{number:02}", team, CHANNELS[number % 2], "U0BEN", times, DAYS, "Europe/London", begin)

    def _start(self, instance: Instance) -> subprocess.Popen[bytes]:
        arguments = [sys.executable, "-m", "tests.support.clock_instance", instance.dump()]
        return subprocess.Popen(tethered(arguments), cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def _kill(self, crew: list[subprocess.Popen[bytes]], instance: Instance, store: redis.Redis) -> None:
        chance = random.Random(self.seed)
        for _ in range(self.kills):
            time.sleep(self.pause * chance.uniform(0.5, 1.5))
            wait_for("two that work", lambda: len(_working(crew, store)) > 1, self.settle)
            victim = crew.index(chance.choice(_working(crew, store)))
            crew[victim].kill()
            crew[victim].wait()
            crew[victim] = self._start(instance)


def _working(crew: list[subprocess.Popen[bytes]], store: redis.Redis) -> list[subprocess.Popen[bytes]]:
    known = cast("set[str]", store.smembers(UP))
    return [process for process in crew if str(process.pid) in known]


def posted(slack: Sandbox) -> Counter[str]:
    """How often each run's digest stands in a channel, by the key in its metadata."""
    found: Counter[str] = Counter()
    for channel in CHANNELS:
        for message in list(slack.workspace.channels[channel].messages.values()):
            key = str(((message.metadata or {}).get("event_payload") or {}).get("key", ""))
            if ":digest-plan" in key:
                found[key.partition(":digest-")[2]] += 1
    return found
