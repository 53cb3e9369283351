"""Looking again at places whose post went unanswered.

A post that Slack did not answer can take effect after we looked for it and posted anew: it lay in a queue of Slack's,
or on its way. So its place is looked at again later, and what came twice is taken back (`Outbox.tidy`).
"""

from collections.abc import Mapping
from typing import Any

from bot import clock
from bot.queue.jobs import Lane, Queue
from bot.slack.places import Slot

TIDY = "tidy_slot"
"""Name of the job that looks again."""
LOOKS_SECONDS = (15.0, 60.0, 300.0)
"""When, after the post. In a storm with late answers one reply of 100 stood twice until the first of these looks
(`python -m benchmarks.faults 100 30`). The others are for a Slack that stands still for longer, by judgement."""
SAME_SECONDS = 10.0
"""Posts into a place that go unanswered within so long are looked after together."""


def look_later(queue: Queue, slot: Slot, seen: int = 0) -> None:
    """Queue the next look at a place that was looked at `seen` times since its post; none where that is all."""
    if seen >= len(LOOKS_SECONDS):
        return
    wait = LOOKS_SECONDS[seen] - (LOOKS_SECONDS[seen - 1] if seen else 0.0)
    together = int(clock.now() / SAME_SECONDS)
    key = f"{TIDY}:{slot.shared.team}:{slot.key}:{seen}:{together}"
    queue.put(TIDY, _arguments(slot, seen + 1), key=key, delay=wait, lane=Lane.BULK)


def _arguments(slot: Slot, nth: int) -> Mapping[str, Any]:
    """As every job about a message is told of it (`handlers.tasks.Told`)."""
    shared = slot.shared
    about = {"team": shared.team, "channel": shared.channel, "ts": shared.ts, "thread_ts": slot.thread_ts}
    return about | {"name": slot.name, "nth": nth}
