"""No secret reaches a log, wherever in the line it stands."""

import json
import logging
import subprocess
import sys

import pytest

from bot import log
from bot.config import LogFormat


@pytest.fixture
def _logging_as_before() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.mark.usefixtures("_logging_as_before")
def test_secrets_are_redacted_at_any_depth(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", LogFormat.JSON)
    log.get("tests").info(
        "hello xoxb-canary-1",
        plain="xapp-canary-2",
        nested={"headers": ["Bearer xoxb-canary-3"], "url": "redis://user:canary-4@host/0"},
    )
    said = capsys.readouterr().err
    assert "canary" not in said and "redis://[secret]host/0" in json.loads(said)["nested"]["url"]


def test_reading_in_another_program_prints_nothing() -> None:
    program = "from bot import log; l = log.get('bot.reading'); l.debug('no'); l.warning('no', link='x')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
