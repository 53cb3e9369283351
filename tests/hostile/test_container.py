"""The container: who the bot is in it, and that it needs no disk of its own. Docker itself is not needed: what the
files say is read, and the processes run as they would there, with every write to a file refused.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.connect import connect
from sandbox.server import Sandbox
from tests.e2e.conftest import CHANNEL, LIMIT, ROOT, START_LIMIT
from tests.e2e.pages import story
from tests.support.store import StoreServer


def service(name: str) -> str:
    """A service's part of compose.yaml."""
    parts = re.split(r"^  (?=\w+:$)", (ROOT / "compose.yaml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return next(part for part in parts if part.startswith(f"{name}:"))


def test_the_image_runs_as_nobody_special() -> None:
    last = (ROOT / "Dockerfile").read_text(encoding="utf-8").rpartition("\nFROM ")[2]
    (user,) = re.findall(r"^USER (.*)$", last, re.MULTILINE)
    assert user not in ("root", "0")
    assert re.search(rf"useradd .*--uid \d{{5}} {user}", last)
    behind = last.partition(f"USER {user}")[2]
    assert "RUN" not in behind and "COPY" not in behind and "USER" not in behind


@pytest.mark.parametrize("name", ["bot", "worker"])
def test_a_service_may_write_nothing_and_gain_nothing(name: str) -> None:
    said = service(name)
    for line in ("read_only: true", "cap_drop: [ALL]", "security_opt: [no-new-privileges:true]", "tmpfs: /tmp"):
        assert f"    {line}\n" in said
    assert "privileged" not in said.replace("no-new-privileges", "") and "/var/run/docker.sock" not in said
    published = re.findall(r'"([\d.:]+)" *#', said)
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_no_secret_is_built_into_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[0] == "*" and not {"!.env", "!.env*", "!.git"} & set(ignored)
    docker = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert not re.search(r"(?:ENV|ARG).*(?:TOKEN|SECRET|PASSWORD|KEY)", docker)
    assert "env_file: .env" in service("bot") and "TOKEN" not in (ROOT / "compose.yaml").read_text(encoding="utf-8")


READ_ONLY = ["sh", "-c", 'trap "" XFSZ; ulimit -f 0; exec "$@"', "sh", sys.executable]
"""What a read-only file system does to a process: no write to a file succeeds."""


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(rate_limits=False, time_scale=0.1) as sandbox:
        yield sandbox


def test_with_a_store_elsewhere_the_bot_writes_no_file(slack: Sandbox, tmp_path: Path) -> None:
    write = [*READ_ONLY, "-c", f"open({str(tmp_path / 'x')!r}, 'wb', 0).write(b'x')"]
    assert b"OSError" in subprocess.run(write, stderr=subprocess.PIPE, check=False).stderr
    with StoreServer(tmp_path / "store") as server:
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "REDIS_", "NUTGRAF_"))}
        environment = plain | {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "REDIS_URL": server.url,
            "NUTGRAF_ENV": "development",
            "NUTGRAF_ALLOW_LOOPBACK": "true",
            "NUTGRAF_LOG_LEVEL": "WARNING",
            "HOME": "/nonexistent",
        }
        processes = [
            subprocess.Popen([*READ_ONLY, "-m", "handlers", name], env=environment, cwd=ROOT)
            for name in ("run", "worker")
        ]
        try:
            slack.wait_for_connection(START_LIMIT)
            ts = slack.post(CHANNEL, "amina", f"<{slack.serve('harbour', '/news/ferries', story())}>")
            slack.wait_for(lambda: slack.replies(CHANNEL, ts), START_LIMIT, "a reply")
            slack.command(CHANNEL, "ben", "/digest now")
            slack.wait_for(lambda: slack.ephemerals("ben"), LIMIT, "a digest")
            assert connect(server.url).dbsize() > 0
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(30)


def test_the_image_is_asked_how_it_is_where_it_answers() -> None:
    last = (ROOT / "Dockerfile").read_text(encoding="utf-8").rpartition("\nFROM ")[2]
    (port,) = re.findall(r"NUTGRAF_STATUS_PORT=(\d+)", last)
    (check,) = re.findall(r"^HEALTHCHECK .*\\\n +CMD (.*)$", last, re.MULTILINE)
    assert f"http://127.0.0.1:{port}/healthz" in check
