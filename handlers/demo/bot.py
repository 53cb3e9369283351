"""The bot as anyone would run it, against the sandbox: `nutgraf run` in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.store.processes import tethered
from sandbox.server import Sandbox

CLOCK = "clock"
"""The file in the bot's home by which its clock is moved."""
STOP_SECONDS = 30.0
"""Longer than the bot gives its workers (`bot.queue.supervisor.STOP_SECONDS`, 20 s); then it is killed."""


@contextmanager
def bot_in(slack: Sandbox, home: Path, settings: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """`nutgraf run` with its own store in `home`, ended with the block and with this process.

    `settings` are further environment variables. Yields the process, which may still be starting.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "REDIS_"))}
    for proxy in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):  # slack_sdk asks it for this machine too
        environment.pop(proxy, None)
        environment.pop(proxy.lower(), None)
    environment |= {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "NUTGRAF_HOME": str(home),
        "NUTGRAF_ENV": "development",
        "NUTGRAF_ALLOW_LOOPBACK": "true",
        "NUTGRAF_LOG_LEVEL": os.environ.get("NUTGRAF_LOG_LEVEL", "WARNING"),
        "NUTGRAF_LOG_FORMAT": "console",
        "NUTGRAF_CLOCK": str(home / CLOCK),
    }
    command = tethered([sys.executable, "-m", "handlers", "run"])
    process = subprocess.Popen(command, env=environment | dict(settings or {}), cwd=home)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
