"""A worker process for fault tests: `python -m tests.support.queue_worker URL RECORD POLICY`.

Its task `work` writes "begin" and "end" with the job's key and the process to the file RECORD, which no fault of the
store can reach; its arguments say what happens in between. POLICY is JSON with the fields of `bot.queue.policy.Policy`.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot import log
from bot.config import LogFormat
from bot.queue.jobs import Job
from bot.queue.policy import Policy
from bot.queue.worker import Worker


def recorder(path: Path) -> Callable[[str], None]:
    """What appends a line to the file in one write, so that lines of several processes don't mix."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    return lambda line: os.write(file, f"{line}\n".encode()) and None


def main(url: str, record_path: str, policy: str) -> None:
    """Work until SIGTERM."""
    log.configure("ERROR", LogFormat.JSON)
    record = recorder(Path(record_path))

    def work(job: Job) -> None:
        record(f"begin\t{job.key}\t{os.getpid()}")
        if job.args.get("kill"):
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(job.args.get("seconds", 0))
        while (gate := job.args.get("until")) and not Path(gate).exists():
            time.sleep(0.005)
        record(f"end\t{job.key}\t{os.getpid()}")

    def on_dead(job: Job, why: str) -> None:
        record(f"dead\t{job.key}\t{os.getpid()}")

    worker = Worker(url, {"work": work}, on_dead=on_dead, policy=Policy(**json.loads(policy)))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    record(f"up\t-\t{os.getpid()}")
    worker.run()
    record(f"down\t-\t{os.getpid()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
