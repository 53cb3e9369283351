"""The job engine under load and under faults: `python -m benchmarks.queue [SCENARIO…]`.

Real processes, the timings of production. Each fault scenario queues 400 jobs of 20 ms while the fault happens, and
counts from the workers' own record which were lost and which ran twice. "back" is the time from the end of the fault
(or from the kill of a worker) to the first job done after it, or to the end of the job that the fault hit.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import redis

from bot import log
from bot.config import LogFormat
from bot.queue.jobs import Lane, Queue
from bot.queue.policy import Policy
from bot.queue.supervisor import Supervisor
from bot.queue.worker import Worker
from bot.store.processes import tethered
from tests.support.store import StoreServer, wait_for

ROOT = Path(__file__).parent.parent
JOBS = 400
JOB_SECONDS = 0.02
OUTAGE_SECONDS = 12.0
WORKERS = 2
LIMIT = 120.0


@dataclass
class Result:
    """A row of the table."""

    done: int
    lost: int
    twice: int
    back: float | None
    note: str = ""


class Bench:
    """A store, workers, and the record of what they did."""

    def __init__(self, folder: Path) -> None:
        self.server = StoreServer(folder)
        self.record = folder / "record"
        self.record.touch()
        self.gate = folder / "gate"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.putting: threading.Thread | None = None

    @property
    def argv(self) -> list[str]:
        options = json.dumps(asdict(Policy()))
        return [sys.executable, "-m", "tests.support.queue_worker", self.server.url, str(self.record), options]

    @property
    def queue(self) -> Queue:
        return Queue(self.server.client())

    def hire(self, number: int = WORKERS) -> None:
        before = len(self.lines("up"))
        for _ in range(number):
            self.workers.append(subprocess.Popen(tethered(self.argv), cwd=ROOT, stderr=subprocess.DEVNULL))
        wait_for("workers", lambda: len(self.lines("up")) == before + number, LIMIT)

    def lines(self, what: str) -> list[tuple[str, int]]:
        rows = (line.split("\t") for line in self.record.read_text().splitlines())
        return [(key, int(pid)) for kind, key, pid in rows if kind == what]

    def put_all(self, pause: float = 0.01) -> None:
        """Queue JOBS jobs in the background, each again until the store has it, as Slack's redelivery would."""

        def put() -> None:
            queue = self.queue
            for number in range(JOBS):
                while True:
                    try:
                        queue.put("work", {"seconds": JOB_SECONDS}, key=str(number))
                        break
                    except redis.RedisError:
                        time.sleep(0.2)
                time.sleep(pause)

        self.putting = threading.Thread(target=put)
        self.putting.start()

    def wait_done(self, number: int) -> None:
        wait_for(f"{number} jobs", lambda: len(self.lines("end")) >= number, LIMIT)

    def back_after(self, since: float) -> float:
        """Seconds from `since` (monotonic) to the next job done."""
        self.wait_done(len(self.lines("end")) + 1)
        return time.monotonic() - since

    def finish(self, back: float | None = None, note: str = "") -> Result:
        if self.putting is not None:
            self.putting.join()

        def empty() -> bool:
            counts = self.queue.counts()
            return counts.queued == counts.pending == counts.delayed == 0

        wait_for("an empty queue", empty, LIMIT)
        ends = Counter(key for key, _ in self.lines("end"))
        lost = sum(str(number) not in ends for number in range(JOBS))
        twice = sum(times > 1 for times in ends.values())
        return Result(len(ends), lost, twice, back, note)

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.server.__exit__()


def calm(bench: Bench) -> Result:
    """No fault: what the rest is compared with."""
    bench.server.start()
    bench.hire()
    bench.put_all()
    return bench.finish()


def store_killed(bench: Bench) -> Result:
    """The store is killed with -9 and away for 12 s."""
    bench.server.start()
    bench.hire()
    bench.put_all()
    bench.wait_done(100)
    bench.server.kill()
    time.sleep(OUTAGE_SECONDS)
    bench.server.start()
    return bench.finish(bench.back_after(time.monotonic()))


def store_frozen(bench: Bench) -> Result:
    """The store is stopped for 12 s with its connections open."""
    bench.server.start()
    bench.hire()
    bench.put_all()
    bench.wait_done(100)
    bench.server.freeze()
    time.sleep(OUTAGE_SECONDS)
    bench.server.thaw()
    return bench.finish(bench.back_after(time.monotonic()))


def store_absent(bench: Bench) -> Result:
    """Workers start, the store comes 12 s later."""
    bench.hire()
    time.sleep(OUTAGE_SECONDS)
    bench.server.start()
    since = time.monotonic()
    bench.put_all()
    return bench.finish(bench.back_after(since))


def store_emptied(bench: Bench) -> Result:
    """FLUSHALL at work: what was queued is gone, what is queued afterwards is done."""
    bench.server.start()
    bench.hire()
    bench.put_all()
    bench.wait_done(100)
    bench.server.flush()
    result = bench.finish(bench.back_after(time.monotonic()))
    result.note = "lost: those queued when it was emptied"
    return result


def worker_killed(bench: Bench) -> Result:
    """A worker is killed with -9 amid a long job, three times over; `back` is when another begins that job."""
    bench.server.start()
    bench.hire(WORKERS)
    bench.put_all()
    backs = []
    for number in range(3):
        key = f"long {number}"
        bench.queue.put("work", {"until": str(bench.gate)}, key=key, lane=Lane.INTERACTIVE)
        wait_for("the long job", lambda key=key: key in dict(bench.lines("begin")), LIMIT)
        pid = dict(bench.lines("begin"))[key]
        (victim,) = (worker for worker in bench.workers if worker.pid == pid)
        time.sleep(number * 1.3)  # at different distances from the last sign of life
        victim.kill()
        victim.wait()
        since = time.monotonic()
        bench.hire(1)
        wait_for("another", lambda key=key: [k for k, _ in bench.lines("begin")].count(key) == 2, LIMIT)
        backs.append(time.monotonic() - since)
        bench.gate.touch()
        wait_for("its end", lambda key=key: key in dict(bench.lines("end")), LIMIT)
        bench.gate.unlink()
    return bench.finish(max(backs), f"{min(backs):.1f} to {max(backs):.1f} s")


def worker_frozen(bench: Bench) -> Result:
    """A worker is stopped amid a job for 20 s and goes on when another has it; `back` is when that one begins it."""
    bench.server.start()
    bench.hire()
    bench.put_all()
    bench.queue.put("work", {"until": str(bench.gate)}, key="long", lane=Lane.INTERACTIVE)
    wait_for("the long job", lambda: "long" in dict(bench.lines("begin")), LIMIT)
    victim = dict(bench.lines("begin"))["long"]
    os.kill(victim, signal.SIGSTOP)
    since = time.monotonic()
    wait_for("another", lambda: [key for key, _ in bench.lines("begin")].count("long") == 2, LIMIT)
    back = time.monotonic() - since
    time.sleep(20 - back)
    os.kill(victim, signal.SIGCONT)
    bench.gate.touch()
    result = bench.finish(back)
    result.note = f"both ran the job at hand; {bench.queue.totals()['work'].done} reported done, so once"
    return result


def poison(bench: Bench) -> Result:
    """A job that kills its process, between healthy ones."""
    bench.server.start()
    with Supervisor(bench.argv, WORKERS) as supervisor:
        bench.put_all()
        since = time.monotonic()
        bench.queue.put("work", {"kill": True}, key="poison")
        wait_for("the dead job", lambda: bench.lines("dead"), LIMIT)
        back = time.monotonic() - since
        runs = Counter(key for key, _ in bench.lines("begin"))["poison"]
        return bench.finish(back, f"dead after {runs} runs, {supervisor.restarts} restarts")


SCENARIOS: dict[str, Callable[[Bench], Result]] = {
    scenario.__name__: scenario
    for scenario in (
        calm,
        store_killed,
        store_frozen,
        store_absent,
        store_emptied,
        worker_killed,
        worker_frozen,
        poison,
    )
}


def speed(folder: Path) -> None:
    """Jobs a second through one worker, and from `put` to the task's first line."""
    with StoreServer(folder) as server:
        queue = Queue(server.client())
        at: list[float] = []
        worker = Worker(server.url, {"work": lambda job: at.append(time.perf_counter())})
        thread = threading.Thread(target=worker.run)
        number = 5000
        started = time.perf_counter()
        for index in range(number):
            queue.put("work", {"link": "https://example.org/a"}, key=f"t{index}")
        print(f"put        {number / (time.perf_counter() - started):8.0f} jobs/s")
        started = time.perf_counter()
        thread.start()
        wait_for("all jobs", lambda: len(at) == number, LIMIT)
        print(f"work       {number / (time.perf_counter() - started):8.0f} jobs/s, one worker, empty jobs")
        waits = []
        for index in range(500):
            done = len(at)
            begun = time.perf_counter()
            queue.put("work", {}, key=f"p{index}", lane=Lane.INTERACTIVE)
            wait_for("the job", lambda done=done: len(at) > done)
            waits.append((at[-1] - begun) * 1000)
        quantiles = statistics.quantiles(waits, n=100)
        print(f"pickup     p50 {quantiles[49]:.2f} ms, p95 {quantiles[94]:.2f} ms, p99 {quantiles[98]:.2f} ms")
        worker.stop()
        thread.join()


def main(names: list[str]) -> None:
    """Print the table; with `names`, only those scenarios."""
    log.configure("CRITICAL", LogFormat.JSON)  # the faults are meant
    with tempfile.TemporaryDirectory() as folder:
        if not names:
            speed(Path(folder) / "speed")
        print(f"{'scenario':<16}{'done':>6}{'lost':>6}{'twice':>6}{'back':>8}  note")
        for name in names or SCENARIOS:
            place = Path(folder) / name
            place.mkdir()
            bench = Bench(place)
            try:
                row = SCENARIOS[name](bench)
            finally:
                bench.close()
            back = "–" if row.back is None else f"{row.back:.1f} s"
            print(f"{name:<16}{row.done:>6}{row.lost:>6}{row.twice:>6}{back:>8}  {row.note}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
