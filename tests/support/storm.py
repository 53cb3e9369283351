"""A newsroom in a storm: links are shared while everything that can die, freeze or fall silent does so, at random.

Bot, workers, store and Slack are processes of their own. What is counted is read from Slack's journal, which nothing
here can hurt: which links have a reply of ours in their thread, by the key that each message carries.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bot.config import Environment
from bot.queue.jobs import Queue
from bot.queue.supervisor import Supervisor
from bot.store.connect import connect
from sandbox.journal import read
from tests.support.idle import jobs_left, tidying
from tests.support.press import Press
from tests.support.slack_process import Duty
from tests.support.store import StoreServer, free_port
from tests.support.wire import Line, Wire

ROOT = Path(__file__).parents[2]
LOOK_SECONDS = 0.25


@dataclass(frozen=True)
class Outcome:
    """`faults` by kind; `lost` links have no reply in the end, `doubled` ones more than one, `taken_back` counts those
    that had two for a while. `unheard` events were given up by Slack after four deliveries. `slowest_reply` is in
    seconds since the sharing, `slowest_recovery` since the end of a fault until anything was answered again."""

    links: int
    faults: dict[str, int]
    lost: list[str]
    doubled: list[str]
    taken_back: int
    unheard: int
    dead: list[str]
    median_reply: float
    slowest_reply: float
    slowest_recovery: float
    seconds: float


@dataclass
class Storm:
    """`links` are shared, one every `pause` seconds, and `faults` happen meanwhile, the next `calm` seconds (give or
    take a half) after the last began. A frozen or silent thing stays so for up to `longest` seconds. A patient storm
    waits in the end for the last look at places where something may stand twice, minutes later."""

    links: int
    faults: int
    pause: float = 0.5
    calm: float = 4.0
    longest: float = 15.0
    fronts: int = 2
    workers: int = 2
    unsound: float = 0.1
    slow: float = 12.0
    time_scale: float = 1.0
    settle: float = 600.0
    patient: bool = True
    seed: int = 9
    say: Callable[[str], None] = lambda _: None
    _ends: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    _calmed: list[float] = field(default_factory=list)

    def run(self, folder: Path) -> Outcome:
        """Do it, and count. `folder` is for data and logs."""
        begun = time.time()
        with ExitStack() as parts:
            press = parts.enter_context(Press())
            self._store = parts.enter_context(StoreServer(folder))
            port = free_port()
            self._to_slack, self._to_store = (
                parts.enter_context(Wire(port)),
                parts.enter_context(Wire(self._store.port)),
            )
            self._journal = folder / "slack.journal"
            duty = Duty(
                port=port,
                public_url=f"http://127.0.0.1:{self._to_slack.port}",
                journal=str(self._journal),
                press=press.port,
                links=self.links,
                pause=self.pause,
                unsound=self.unsound,
                slow=self.slow,
                time_scale=self.time_scale,
                seed=self.seed,
            )
            self._slack = self._keep(parts, ["-m", "tests.support.slack_process", duty.dump()], 1, {})
            self._await("Slack's journal", lambda: self._journal.exists() and self._tokens(), 60)
            environment = self._environment()
            self._front = self._keep(parts, ["-m", "handlers", "run"], self.fronts, environment)
            self._worker = self._keep(parts, ["-m", "handlers", "worker"], self.workers, environment)
            self._await("a first reply", lambda: len(self._answered()), 120)
            kinds = self._rage()
            self._await_calm()
            return self._count(kinds, time.time() - begun)

    # -- the parts

    def _keep(self, parts: ExitStack, argv: list[str], number: int, environment: dict[str, str]) -> Supervisor:
        return parts.enter_context(_Hard([sys.executable, *argv], number, env=environment))

    def _tokens(self) -> dict[str, str]:
        return next((what for _, kind, what in read(self._journal) if kind == "installed"), {})

    def _environment(self) -> dict[str, str]:
        tokens = self._tokens()
        return {
            "SLACK_BOT_TOKEN": tokens["bot_token"],
            "SLACK_APP_TOKEN": tokens["app_token"],
            "SLACK_SIGNING_SECRET": tokens["signing_secret"],
            "SLACK_API_URL": f"http://127.0.0.1:{self._to_slack.port}/api/",
            "REDIS_URL": f"redis://127.0.0.1:{self._to_store.port}/0",
            "NUTGRAF_ENV": Environment.DEVELOPMENT,
            "NUTGRAF_ALLOW_LOOPBACK": "true",
            "NUTGRAF_LOOK_AGAIN_HOURS": "0",
            "NUTGRAF_LOG_LEVEL": "WARNING",
            "OMP_NUM_THREADS": "1",
        }

    # -- the storm

    def _rage(self) -> dict[str, int]:
        chance, kinds = random.Random(self.seed), Counter[str]()
        while sum(kinds.values()) < self.faults:
            name = chance.choice(sorted(self._ways()))
            if self._ways()[name](chance):
                kinds[name] += 1
                self.say(f"{sum(kinds.values())}: {name}")
            until = time.monotonic() + self.calm * chance.uniform(0.5, 1.5)
            while time.monotonic() < until:
                self._end_due()
                time.sleep(LOOK_SECONDS / 5)
        self._end_due(everything=True)
        return dict(kinds)

    def _ways(self) -> dict[str, Callable[[random.Random], bool]]:
        """A name → what does it, and says whether it could be done."""
        crew = {"front": self._front, "worker": self._worker, "slack": self._slack}
        ways: dict[str, Callable[[random.Random], bool]] = {}
        for name, kept in crew.items():
            ways[f"{name} killed"] = lambda chance, kept=kept: self._kill(chance, kept)
            ways[f"{name} frozen"] = lambda chance, kept=kept: self._freeze(chance, kept)
        for name, wire in {"slack": self._to_slack, "store": self._to_store}.items():
            for line in (Line.CUT, Line.SILENT):
                ways[f"line to {name} {line}"] = lambda chance, wire=wire, line=line: self._switch(chance, wire, line)
        return ways | {"store killed": self._kill_store, "store frozen": self._freeze_store}

    def _kill(self, chance: random.Random, kept: Supervisor) -> bool:
        if not kept.pids:
            return False
        os.kill(chance.choice(kept.pids), signal.SIGKILL)
        self._calmed.append(time.time())
        return True

    def _freeze(self, chance: random.Random, kept: Supervisor) -> bool:
        if not kept.pids:
            return False
        pid = chance.choice(kept.pids)
        os.kill(pid, signal.SIGSTOP)

        def thaw() -> None:
            if pid in kept.pids:
                os.kill(pid, signal.SIGCONT)

        return self._later(chance, thaw)

    def _switch(self, chance: random.Random, wire: Wire, line: Line) -> bool:
        if wire.line is not Line.THROUGH:
            return False
        wire.line = line

        def mend() -> None:
            wire.line = Line.THROUGH

        return self._later(chance, mend)

    def _kill_store(self, chance: random.Random) -> bool:
        if not self._store_runs():
            return False
        self._store.kill()

        def start() -> None:
            self._store.start(wait=False)

        return self._later(chance, start, most=3.0)

    def _freeze_store(self, chance: random.Random) -> bool:
        if not self._store_runs():
            return False
        self._store.freeze()
        return self._later(chance, lambda: self._store_runs() and self._store.thaw())

    def _store_runs(self) -> bool:
        return self._store.process is not None and self._store.process.poll() is None

    def _later(self, chance: random.Random, end: Callable[[], object], most: float | None = None) -> bool:
        self._ends.append((time.monotonic() + chance.uniform(0.2, most or self.longest), lambda: end() and None))
        return True

    def _end_due(self, *, everything: bool = False) -> None:
        due = [each for each in self._ends if everything or each[0] <= time.monotonic()]
        for each in due:
            self._ends.remove(each)
            each[1]()
            self._calmed.append(time.time())

    # -- afterwards

    def _await(self, what: str, condition: Callable[[], object], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {seconds} s: {what}")
            time.sleep(LOOK_SECONDS)

    def _await_calm(self) -> None:
        """Until every link is answered and nothing is left to do; what is missing after `settle` seconds is counted."""

        def still() -> bool:
            seen = _Seen.of(self._journal)
            store = connect(self._store.url)
            busy = jobs_left(store) + (len(tidying(store)) if self.patient else 0)
            once = all(number == 1 for number in seen.standing.values())
            return len(seen.shared) == self.links and seen.open == 0 and busy == 0 and once

        try:
            self._await("calm", still, self.links * self.pause + self.settle)
        except AssertionError as error:
            self.say(str(error))

    def _answered(self) -> set[str]:
        return set(_Seen.of(self._journal).first_reply)

    def _count(self, kinds: dict[str, int], seconds: float) -> Outcome:
        seen = _Seen.of(self._journal)
        dead = [f"{job.job.name}: {job.error}" for job in Queue(connect(self._store.url)).dead()]
        waits = sorted(seen.first_reply[ts] - at for ts, at in seen.shared.items() if ts in seen.first_reply)
        replies = sorted(seen.first_reply.values())
        gaps = [next((at for at in replies if at > calmed), calmed) - calmed for calmed in self._calmed]
        return Outcome(
            links=len(seen.shared),
            faults=kinds,
            lost=[ts for ts in seen.shared if not seen.standing[ts]],
            doubled=[ts for ts in seen.shared if seen.standing[ts] > 1],
            taken_back=sum(number > 1 for number in seen.most.values()),
            unheard=seen.lost,
            dead=dead,
            median_reply=waits[len(waits) // 2] if waits else 0.0,
            slowest_reply=waits[-1] if waits else 0.0,
            slowest_recovery=max(gaps, default=0.0),
            seconds=seconds,
        )


class _Hard(Supervisor):
    """One whose children may be frozen when it stops."""

    def stop(self, seconds: float = 0.0) -> None:
        super().stop(seconds)


@dataclass
class _Seen:
    """What a journal tells. Times by the ts of the message with the link; `most` is the most replies that stood under
    it at once."""

    shared: dict[str, float] = field(default_factory=dict)
    first_reply: dict[str, float] = field(default_factory=dict)
    standing: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)
    open: int = 0
    lost: int = 0

    @classmethod
    def of(cls, journal: Path) -> "_Seen":
        seen, replies, waiting = cls(), {}, set()
        for at, kind, what in read(journal):
            if kind == "message" and what["user"] != "U0NUTGRAF":
                seen.shared.setdefault(what["ts"], at)
            elif kind == "message" and what["ts"] not in replies:
                thread = replies[what["ts"]] = str(what["thread_ts"])
                seen.first_reply.setdefault(thread, at)
                seen.standing[thread] += 1
                seen.most[thread] = max(seen.most[thread], seen.standing[thread])
            elif kind == "removed" and what[1] in replies:
                seen.standing[replies[what[1]]] -= 1
            elif kind == "event":
                waiting.add(what["event_id"])
            elif kind in {"acked", "lost"}:
                waiting.discard(what)
                seen.lost += kind == "lost"
        seen.open = len(waiting)
        return seen


def told(outcome: Outcome) -> str:
    """The outcome in lines."""
    faults = ", ".join(f"{name} {number}" for name, number in sorted(outcome.faults.items()))
    return "\n".join(
        (
            f"links {outcome.links}, lost {len(outcome.lost)}, doubled {len(outcome.doubled)}, "
            f"doubled for a while {outcome.taken_back}, events given up by Slack {outcome.unheard}",
            f"reply after: median {outcome.median_reply:.1f} s, slowest {outcome.slowest_reply:.1f} s; "
            f"slowest recovery {outcome.slowest_recovery:.1f} s; {outcome.seconds:.0f} s in all",
            f"{sum(outcome.faults.values())} faults: {faults}",
            *(f"dead: {line}" for line in outcome.dead),
            *(f"lost: {json.dumps(ts)}" for ts in outcome.lost),
            *(f"doubled: {json.dumps(ts)}" for ts in outcome.doubled),
        )
    )
