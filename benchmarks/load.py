"""The bot under load: `python -m benchmarks.load [acks|overtaking|scaling|memory]… [--seconds N] [--articles N]`.

Real processes with the settings of production against a Slack in this process, which works on the same cores; so does
everything else on the machine, whose load and speed are printed with each part. Articles have 120 to 210 words. "Speed"
is the time of a loop that a quiet core of the machine on which the targets were set does in 0.55 s.

acks        50 events a second, a tenth of them links: seconds from sending to acknowledgement, as Slack sees them, with
            the front alone (for a fifth of the time) and with a worker that reads what is shared
overtaking  1,000 links wait, two workers are at them, and somebody asks: /facts, a mention, a direct message; seconds
            until the answer stands there
scaling     briefs a second with one worker and with two, in turns: the ratio is of the same minutes
memory      one worker, 5,000 articles: memory along the way, and its slope behind the first thousand
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.newsdesk import Newsdesk, processor_seconds, resident_bytes
from tests.support.store import wait_for

RATE = 50
LINKS_IN = 10
BACKLOG = 1000
ASKED = 60
PHASE_SECONDS = 45.0
LOOP = 3_000_000
SAMPLE = 100
WARM = 1000


def main() -> None:
    """Run the parts asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", help=" ".join(PARTS))
    parser.add_argument("--seconds", type=int, default=300, help="how long events come, for acks")
    parser.add_argument("--articles", type=int, default=5000, help="how many are read, for memory")
    asked = parser.parse_args()
    for part in asked.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder, Newsdesk(Path(folder)) as desk, machine(part):
            PARTS[part](desk, asked)


@contextmanager
def machine(part: str) -> Iterator[None]:
    """Says how the machine is before and after."""
    print(f"## {part}\nbefore: {_state()}", flush=True)
    yield
    print(f"after: {_state()}\n", flush=True)


def _state() -> str:
    begun = time.perf_counter()
    total = 0
    for number in range(LOOP):
        total += number * number % 7
    return f"loop {time.perf_counter() - begun:.2f} s, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


# -- acks


def acks(desk: Newsdesk, asked: argparse.Namespace) -> None:
    """See the module."""
    front = desk.hire_front()
    spent, commands = processor_seconds(front), commands_so_far(desk)
    _send(desk, asked.seconds // 5, "the front alone", first=0)
    events = RATE * (asked.seconds // 5)
    print(
        f"an event costs {1000 * (processor_seconds(front) - spent) / events:.1f} ms of processor in the front and "
        f"{(commands_so_far(desk) - commands) / events:.1f} commands of the store",
        flush=True,
    )
    desk.hire_worker()
    _send(desk, asked.seconds, "with a worker at work", first=1_000_000)


def _send(desk: Newsdesk, seconds: int, words: str, first: int) -> None:
    before, late, begun = len(desk.slack.acks()), 0.0, time.monotonic()
    for number in range(RATE * seconds):
        due = begun + number / RATE
        if (left := due - time.monotonic()) > 0:
            time.sleep(left)
        late = max(late, -left)
        text = desk.link(first + number) if number % LINKS_IN == 0 else f"words about nothing, number {number}"
        desk.slack.post(desk.channel(number), desk.person(number), text)
    wait_for("the last acks", lambda: len(_heard(desk, before)) >= RATE * seconds, 400)
    heard = _heard(desk, before)
    tries = [ack.seconds for ack in desk.slack.acks()[before:] if ack.kind == "events_api" and ack.acked]
    print(
        f"{words}: {len(heard)} events in {seconds} s, {quantiles(tries)}; "
        f"repeated by Slack {sum(ack.attempt > 0 for ack in desk.slack.acks()[before:])}, given up "
        f"{len(desk.slack.lost())}; the sender was late by {late:.2f} s at most; links answered {desk.done()}",
        flush=True,
    )


def _heard(desk: Newsdesk, since: int) -> set[str]:
    own = {body["event_id"] for body in desk.slack.events("message") if body["event"].get("bot_id")}
    return {ack.event_id for ack in desk.slack.acks()[since:] if ack.acked} - own


def quantiles(values: list[float]) -> str:
    """p50, p95, p99 and the largest, in words."""
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return f"p50 {cuts[49]:.3f} s, p95 {cuts[94]:.3f} s, p99 {cuts[98]:.3f} s, longest {max(values):.2f} s"


# -- overtaking


def overtaking(desk: Newsdesk, _asked: argparse.Namespace) -> None:
    """See the module."""
    desk.hire_front()
    fill(desk, BACKLOG)
    for _ in range(2):
        desk.hire_worker()
    ways: dict[str, Callable[[Newsdesk, int], None]] = {"/facts": command, "mention": mention, "direct": direct}
    waits: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ASKED):
        for index, (name, ask) in enumerate(ways.items()):
            begun = time.monotonic()
            ask(desk, 2_000_000 + number * len(ways) + index)
            waits[name].append(time.monotonic() - begun)
    waits["all"] = [seconds for times in waits.values() for seconds in times]
    for name, times in waits.items():
        print(f"{name}: {len(times)} asked, {quantiles(times)}", flush=True)
    print(f"links still waiting behind: {desk.queue.counts().queued} of {BACKLOG}", flush=True)


def fill(desk: Newsdesk, links: int, first: int = 0) -> None:
    """Share links, and return when so many more have come to the queue."""
    before = come(desk)
    for number in range(first, first + links):
        desk.slack.post(desk.channel(number), desk.person(number), desk.link(number))
    wait_for("the backlog", lambda: come(desk) >= before + links, 400)


def come(desk: Newsdesk) -> int:
    """Links that have come to the queue so far, done or not."""
    counts = desk.queue.counts()
    return desk.done() + counts.queued + counts.pending + counts.delayed


def command(desk: Newsdesk, number: int) -> None:
    """/facts, answered to one person alone."""
    user = desk.person(number)
    before = len(desk.slack.ephemerals(user))
    desk.slack.command(desk.channel(number), user, f"/facts {desk.link(number)}")

    def answered() -> bool:
        return any("Reading" not in note.text for note in desk.slack.ephemerals(user)[before:])

    desk.slack.wait_for(answered, 120, "an answer to the command")


def mention(desk: Newsdesk, number: int) -> None:
    """A link shared with the bot's name."""
    channel = desk.channel(number)
    ts = desk.slack.post(channel, desk.person(number), f"<@{desk.slack.bot_user}> {desk.link(number)}")
    desk.slack.wait_for(lambda: briefed(desk, channel, ts), 120, "an answer to the mention")


def direct(desk: Newsdesk, number: int) -> None:
    """A link in a direct message."""
    user = desk.person(number)
    ts = desk.slack.dm(user, desk.link(number))
    desk.slack.wait_for(lambda: briefed(desk, desk.slack.dm_channel(user), ts), 120, "an answer to the message")


def briefed(desk: Newsdesk, channel: str, ts: str) -> bool:
    """Whether a whole brief stands in the thread; a placeholder has no buttons."""
    blocks: Iterator[Any] = (b for m in desk.slack.replies(channel, ts) for b in m.get("blocks") or ())
    return any(block["type"] == "actions" for block in blocks)


# -- scaling


def scaling(desk: Newsdesk, _asked: argparse.Namespace) -> None:
    """See the module."""
    desk.hire_front()
    fill(desk, BACKLOG)
    crew = [desk.hire_worker()]
    wait_for("a warm worker", lambda: desk.done() >= 10, 120)
    rates: dict[int, list[float]] = {1: [], 2: []}
    costs: list[float] = []
    for number in (1, 2, 1, 2, 1, 2):
        while len(crew) < number:
            crew.append(desk.hire_worker())
            warm = desk.done() + 6
            wait_for("another warm worker", lambda warm=warm: desk.done() >= warm, 120)
        while len(crew) > number:
            desk.fire(crew.pop())
        if desk.queue.counts().queued < BACKLOG // 2:
            fill(desk, BACKLOG, first=desk.done() + BACKLOG)
        before, spent, begun = desk.done(), sum(map(processor_seconds, crew)), time.monotonic()
        commands, bytes_before = commands_so_far(desk), store_bytes(desk)
        time.sleep(PHASE_SECONDS)
        done, seconds = desk.done() - before, time.monotonic() - begun
        rates[number].append(done / seconds)
        costs.append((sum(map(processor_seconds, crew)) - spent) / max(done, 1))
        print(
            f"{number} at work: {done / seconds:.2f} briefs/s; a brief takes {costs[-1]:.3f} s of processor, "
            f"{(commands_so_far(desk) - commands) / max(done, 1):.0f} commands and "
            f"{(store_bytes(desk) - bytes_before) / max(done, 1) / 1000:.1f} kB of the store",
            flush=True,
        )
    one, two = statistics.mean(rates[1]), statistics.mean(rates[2])
    print(
        f"one {one:.2f}, two {two:.2f} briefs/s: {two / one:.2f} times; {two / 2:.2f} a second and worker", flush=True
    )


# -- memory


def memory(desk: Newsdesk, asked: argparse.Namespace) -> None:
    """See the module."""
    desk.hire_front()
    fill(desk, min(BACKLOG, asked.articles))
    shared, worker = min(BACKLOG, asked.articles), desk.hire_worker()
    points: list[tuple[int, float]] = []
    while (done := desk.done()) < asked.articles:
        if shared < asked.articles and shared - done < BACKLOG // 2:
            fill(desk, BACKLOG // 2, first=shared)
            shared += BACKLOG // 2
        if done >= len(points) * SAMPLE:
            points.append((done, resident_bytes(worker) / 1e6))
            if len(points) % 5 == 1:
                print(f"{done} articles: {points[-1][1]:.1f} MB, store {store_bytes(desk) / 1e6:.1f} MB", flush=True)
        time.sleep(0.2)
    warm = [point for point in points if point[0] >= min(WARM, asked.articles // 5)]
    slope = statistics.linear_regression(*zip(*warm, strict=True)).slope
    print(
        f"slope {slope * 1000:.2f} kB an article; store {store_bytes(desk) / done / 1000:.1f} kB an article", flush=True
    )


def store_bytes(desk: Newsdesk) -> int:
    """Memory that the store uses."""
    return int(desk.store.info("memory")["used_memory"])


def commands_so_far(desk: Newsdesk) -> int:
    """Commands that the store has run."""
    return int(desk.store.info("stats")["total_commands_processed"])


PARTS: dict[str, Callable[[Newsdesk, argparse.Namespace], None]] = {
    part.__name__: part for part in (acks, overtaking, scaling, memory)
}


if __name__ == "__main__":
    sys.exit(main())
