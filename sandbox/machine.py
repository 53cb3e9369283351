"""The time machine: runs the newsroom through a month in a minute or so, from one event to the next.

Time does not run faster: it is moved to where something happens, and stays until the app has answered. So a slow
machine takes longer, and nothing is skipped.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.newsroom import pages
from sandbox.newsroom.month import DAYS, ZONE, Moment, first_monday, month
from sandbox.server import Sandbox

Json = dict[str, Any]

DIGEST = "/digest schedule weekdays 8:00"
DIGEST_CHANNEL, DIGEST_USER, DIGEST_HOUR = "C0BREAKING", "U0BEN", 8
"""Ben lives in the month's zone."""
ANSWER_SECONDS = 30.0
"""For the app to answer a share: some 1 s, more on a busy machine."""
DIGEST_SECONDS = 8.0
"""For a digest that is due: the app looks every 2 s."""
SETTLE_SECONDS = 15.0
"""For what else the app has to do."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A moment of the month, or (None) one at which a digest is due."""

    at: float
    moment: Moment | None


class Machine:
    """Moves a sandbox's clock through the month, and does there what the newsroom's people would do."""

    def __init__(self, slack: Sandbox, follow: Callable[[float], None], idle: Callable[[], bool]) -> None:
        """`follow` is told by how many seconds the clock is ahead, whenever that changes; `idle` says whether the app
        has nothing left to do now."""
        self._slack, self._follow, self._idle = slack, follow, idle
        self._going, self._closed = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._done = self._steps = 0
        slack.hub.machine = self

    def start(self) -> None:
        """Run the month, or run on."""
        self._going.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="time machine", daemon=True)
            self._thread.start()
        self._slack.workspace.changed()

    def pause(self) -> None:
        """Stop behind the step under way."""
        self._going.clear()
        self._slack.workspace.changed()

    def close(self) -> None:
        """Stop for good."""
        self._closed.set()
        self._going.set()
        if self._thread is not None:
            self._thread.join(SETTLE_SECONDS)

    @property
    def over(self) -> bool:
        """Whether the month was run to its end."""
        return self._steps > 0 and self._done == self._steps

    def picture(self) -> Json:
        """How the page shows it: whether it runs, and the share of the month that is behind."""
        running = self._going.is_set() and not self.over
        return {"running": running, "over": self.over, "done": self._done / self._steps if self._steps else 0.0}

    def _run(self) -> None:
        steps = _steps(self._slack.workspace.now())
        self._steps = len(steps)
        self._move(steps[0].at - 3600)
        self._slack.command(DIGEST_CHANNEL, DIGEST_USER, DIGEST)
        for step in steps:
            self._going.wait()
            if self._closed.is_set():
                return
            self._move(step.at)
            if step.moment is None:
                self._await_digest()
            else:
                self._happen(step.moment)
            self._wait(self._idle, SETTLE_SECONDS)
            self._done += 1
            self._slack.workspace.changed()

    def _move(self, at: float) -> None:
        """Set the clock to that moment; never back."""
        workspace = self._slack.workspace
        workspace.ahead += max(0.0, at - workspace.now())
        workspace.changed()
        self._follow(workspace.ahead)

    def _happen(self, moment: Moment) -> None:
        story, slack = moment.story, self._slack
        url = slack.site_url(story.outlet.host, story.path)
        if moment.gone:
            slack.serve(story.outlet.host, story.path, "<!DOCTYPE html><title>Not found</title>", status=404)
            return
        page = pages.render(story, f"{story.outlet.host}:{slack.port}")
        slack.serve(story.outlet.host, story.path, page)
        if moment.share is not None:
            share = moment.share
            ts = slack.post(share.channel, share.user, f"{share.words} {url}")
            self._wait(lambda: bool(slack.replies(share.channel, ts)), ANSWER_SECONDS)

    def _await_digest(self) -> None:
        before = self._said()
        self._wait(lambda: self._said() > before, DIGEST_SECONDS)

    def _said(self) -> int:
        """How often the app spoke in the digest's channel, outside threads."""
        messages = self._slack.history(DIGEST_CHANNEL)
        return sum(m.get("user") == self._slack.bot_user and m.get("thread_ts", m["ts"]) == m["ts"] for m in messages)

    def _wait(self, what: Callable[[], bool], seconds: float) -> None:
        """Wait for something, but not for ever: the month goes on."""
        with suppress(TimeoutError):
            self._slack.wait_for(lambda: what() or self._closed.is_set(), seconds)


def _steps(now: float) -> list[_Step]:
    """The month's moments, and each weekday's hour of the digest, in order."""
    start = first_monday(now)
    found = [_Step(moment.at, moment) for moment in month(start)]
    for day in range(DAYS):
        morning = datetime.combine(start + timedelta(days=day), datetime.min.time(), ZONE).replace(hour=DIGEST_HOUR)
        if morning.weekday() < 5:
            found.append(_Step(morning.timestamp() + 1, None))
    return sorted(found, key=lambda step: step.at)
