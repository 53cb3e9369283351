"""No secret reaches a log, wherever in the line it stands."""

import json
import logging

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
