"""A new release comes: every process is replaced by another while links are shared."""

import subprocess
import threading
from pathlib import Path

import pytest

from tests.support.idle import jobs_left
from tests.support.newsdesk import Newsdesk
from tests.support.store import wait_for

PAUSE = 0.3
LIMIT = 120.0


class Sharing(threading.Thread):
    """Shares a link every PAUSE seconds until told to end."""

    def __init__(self, desk: Newsdesk) -> None:
        super().__init__(daemon=True)
        self.shared: list[tuple[str, str]] = []
        self._desk, self._ended = desk, threading.Event()

    def run(self) -> None:
        while not self._ended.wait(PAUSE):
            number = len(self.shared)
            channel = self._desk.channel(number)
            ts = self._desk.slack.post(channel, self._desk.person(number), self._desk.link(number))
            self.shared.append((channel, ts))

    def end(self) -> list[tuple[str, str]]:
        """The channel and ts of each message."""
        self._ended.set()
        self.join()
        return self.shared


@pytest.mark.fault
@pytest.mark.timeout(300)
def test_rolling_restart_loses_no_event_and_doubles_none(tmp_path: Path) -> None:
    with Newsdesk(tmp_path) as desk:
        front, worker = desk.hire_front(), desk.hire_worker()
        sharing = Sharing(desk)
        sharing.start()
        wait_for("a first reply", lambda: desk.done() > 0, LIMIT)
        desk.hire_front()
        desk.fire(front)
        replacement = desk.hire_worker()
        desk.fire(worker)
        shared = sharing.end()
        wait_for("every event", lambda: _acknowledged(desk), LIMIT)
        wait_for("every job", lambda: jobs_left(desk.store) == 0, LIMIT)
        counts = [len(desk.slack.replies(*each)) for each in shared]
        assert not desk.slack.lost() and not desk.queue.dead()
        assert counts == [1] * len(shared) and len(shared) > 10
        assert_left_in_order(replacement, worker, front)


def _acknowledged(desk: Newsdesk) -> bool:
    return {body["event_id"] for body in desk.slack.events()} <= {
        ack.event_id for ack in desk.slack.acks() if ack.acked
    }


def assert_left_in_order(still: subprocess.Popen[bytes], *gone: subprocess.Popen[bytes]) -> None:
    """Whoever was told to stop did so by itself, and who was not is at work."""
    assert still.poll() is None
    assert [process.returncode for process in gone] == [0] * len(gone)
