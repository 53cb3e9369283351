"""The supervisor keeps processes running and leaves none behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.queue.supervisor import Supervisor
from tests.support.store import LIMIT, alive, wait_for

ROOT = Path(__file__).parents[3]
SLEEP = [sys.executable, "-S", "-c", "import time; time.sleep(600)"]
DEAF = [
    sys.executable,
    "-S",
    "-c",
    "import signal, sys, time, pathlib; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "pathlib.Path(sys.argv[1]).touch(); time.sleep(600)",
]


def test_children_run_and_are_reaped() -> None:
    with Supervisor(SLEEP, 2) as supervisor:
        wait_for("two children", lambda: len(supervisor.pids) == 2)
        pids = supervisor.pids
    assert supervisor.pids == []
    assert not any(alive(pid) for pid in pids)


def test_child_that_dies_is_started_again() -> None:
    with Supervisor(SLEEP, 2, restart_seconds=0.01) as supervisor:
        wait_for("two children", lambda: len(supervisor.pids) == 2)
        first, kept = supervisor.pids
        os.kill(first, signal.SIGKILL)
        wait_for("another child", lambda: len(supervisor.pids) == 2 and first not in supervisor.pids)
        assert kept in supervisor.pids
        assert supervisor.restarts == 1


def test_child_that_can_not_live_is_not_restarted_without_pause() -> None:
    with Supervisor([sys.executable, "-S", "-c", "raise SystemExit(1)"], 1, restart_seconds=0.05) as supervisor:
        wait_for("four deaths", lambda: supervisor.restarts == 4)
        (child,) = supervisor._children
        assert child.pause == pytest.approx(0.05 * 2**4)


def test_environment_is_added_to(tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = f"import os, time; open({str(out)!r}, 'w').write(os.environ['ADDED'] + os.environ['PATH']); time.sleep(600)"
    with Supervisor([sys.executable, "-S", "-c", code], 1, env={"ADDED": "yes:"}):
        wait_for("the child's word", lambda: out.exists() and out.read_text())
    assert out.read_text() == "yes:" + os.environ["PATH"]


def test_child_that_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    supervisor = Supervisor([*DEAF, str(ready)], 1)
    supervisor.start()
    wait_for("the child", ready.exists)
    (pid,) = supervisor.pids
    supervisor.stop(0.2)
    assert not alive(pid)


@pytest.mark.fault
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can tie a child to its parent")
def test_children_die_with_a_killed_supervisor() -> None:
    code = (
        "import sys, time; from bot.queue.supervisor import Supervisor\n"
        f"s = Supervisor({SLEEP!r}, 2); s.start()\n"
        "while len(s.pids) < 2: time.sleep(0.01)\n"
        "print(*s.pids, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2
    assert all(alive(pid) for pid in pids)
    parent.kill()
    parent.wait(LIMIT)
    parent.stdout.close()
    wait_for("the children's end", lambda: not any(alive(pid) for pid in pids))
