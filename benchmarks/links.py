#!/usr/bin/env python3
"""From link to reply in the sandbox: one link a second, then a burst; and what the processes weigh.

    python benchmarks/links.py [--links 200] [--burst 200]

Prints p50 and p95 of the seconds from a post to its full reply, ack times during the burst, replies lost and doubled,
and resident memory of the bot (Slack's side) and of each worker. Slack's rate limits are off: they would measure Slack.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from handlers.demo.bot import bot_in
from sandbox.newsroom.stories import stories
from sandbox.server import Sandbox

CHANNEL = "C0BREAKING"
PEOPLE = ("U0AMINA", "U0BEN", "U0CHLOE", "U0DEV")


def page(number: int) -> str:
    """An invented article at an address of its own; the texts repeat, the addresses and titles do not."""
    texts = list(stories().values())
    story = texts[number % len(texts)]
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{story.title} ({number})</title></head>'
        f"<body><article><h1>{story.title} ({number})</h1>{body}</article></body></html>"
    )


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie; the largest for a short list."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def replies(slack: Sandbox, ts: str) -> list[float]:
    """When each full reply in the thread of `ts` was posted or became one, in seconds of the epoch."""
    return [
        float(message.get("edited", {}).get("ts") or message["ts"])
        for message in slack.replies(CHANNEL, ts)
        if any(block["type"] == "actions" for block in message.get("blocks") or ())
    ]


def share(slack: Sandbox, number: int) -> str:
    """Post a link to article `number`; the message's ts."""
    url = slack.serve(f"bench{number}", "/news/story", page(number))
    return slack.post(CHANNEL, PEOPLE[number % len(PEOPLE)], f"<{url}>")


def report(slack: Sandbox, posts: list[str], seconds: float) -> None:
    """Wait until every post is answered (or the time is up) and print what came of them."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not all(replies(slack, ts) for ts in posts[-20:]):
        time.sleep(0.2)
    counts = [replies(slack, ts) for ts in posts]
    while time.monotonic() < end and not all(counts):
        time.sleep(0.5)
        counts = [replies(slack, ts) for ts in posts]
    waits = [first[0] - float(ts) for ts, first in zip(posts, counts, strict=True) if first]
    lost, doubled = sum(not c for c in counts), sum(len(c) > 1 for c in counts)
    print(
        f"  {len(posts)} links: p50 {statistics.median(waits):.2f} s, p95 {percentile(waits, 0.95):.2f} s, "
        f"slowest {max(waits):.2f} s; lost {lost}, doubled {doubled}"
    )


def memory(pid: int) -> dict[int, tuple[str, float]]:
    """Resident memory in MB of a process and those below it, with the end of its command line."""
    sizes = {}
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    command = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")
    rss = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    sizes[pid] = (" ".join(Path(part).name for part in command if part)[:60], rss / 1024)
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="utf-8").split():
            sizes |= memory(int(child))
    return sizes


def main() -> None:
    """Run both loads and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, default=200)
    parser.add_argument("--burst", type=int, default=200)
    options = parser.parse_args()
    # unfurl off: the stand-in would fetch each page itself, on the same two cores.
    with (
        tempfile.TemporaryDirectory() as home,
        Sandbox(rate_limits=False, unfurl=False) as slack,
        bot_in(slack, Path(home)) as bot,
    ):
        slack.wait_for_connection(60)
        report(slack, [share(slack, -1 - n) for n in range(4)], 60)  # the workers load their model
        print("one link a second")
        posts = []
        for number in range(options.links):
            due = time.monotonic() + 1
            posts.append(share(slack, number))
            time.sleep(max(0.0, due - time.monotonic()))
        report(slack, posts, 60)
        print("burst")
        seen = len(slack.acks())
        report(slack, [share(slack, 10_000 + n) for n in range(options.burst)], 300)
        acks = [ack.seconds for ack in slack.acks()[seen:] if ack.seconds is not None]
        print(
            f"  acks: p50 {statistics.median(acks):.3f} s, p99 {percentile(acks, 0.99):.3f} s, lost {len(slack.lost())}"
        )
        print("resident memory")
        for command, size in memory(bot.pid).values():
            print(f"  {size:6.0f} MB  {command}")


if __name__ == "__main__":
    main()
