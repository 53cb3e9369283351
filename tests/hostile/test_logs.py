"""Whatever is logged, a line is a line, and no terminal is driven by it."""

import json
import logging
import subprocess
import sys
import unicodedata

import pytest

from bot import log
from bot.config import LogFormat, Settings

NASTY = (
    'x\n{"level":"error","event":"forged"}\r\n'
    + "\x1b[2J\x1b]0;owned\x07\x00\x9b31m\u2028\u2029\u202e\u200b\x85\x0b\x0c\ud800"
)
PROGRAM = """
import logging, sys
from bot import log
from bot import log
from bot.config import LogFormat, Settings
nasty = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")
log.configure("DEBUG", LogFormat(sys.argv[1]))
logger = log.get("bot.test")
logger.info(nasty)
logger.warning("a link", url=nasty, more={"key": [nasty]}, **{nasty: 1})
logging.getLogger("slack_sdk.web").error("said %s", nasty)
logging.getLogger("somebody.else").error(nasty)
try:
    raise ValueError(nasty)
except ValueError:
    logger.exception("it failed")
"""


@pytest.mark.parametrize("form", list(LogFormat))
def test_no_value_forges_a_line_or_drives_a_terminal(form: LogFormat) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, form],
        check=False,
        input=NASTY.encode("utf-8", "surrogatepass"),
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    said = done.stderr.decode("utf-8")
    lines = said.split("\n")[:-1]
    if form is LogFormat.JSON:
        assert len(lines) == 5
        assert [json.loads(line)["level"] for line in lines] == ["info", "warning", "error", "error", "error"]
    else:
        # A traceback has lines of its own; none of them is made of what was said.
        assert not [line for line in lines if line.startswith("{")]
        assert len([line for line in lines if " [" in line[:45]]) == 5
    driving = [c for c in said if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c != "\n"]
    assert driving == []


def test_a_traceback_names_no_values() -> None:
    """Locals in tracebacks are where tokens are."""
    program = (
        "from bot import log\nfrom bot.config import LogFormat\nlog.configure('INFO', LogFormat.CONSOLE)\n"
        "def broken():\n    password = 'canary-' + str(6 * 7)\n    raise KeyError('x')\n"
        "try:\n    broken()\nexcept KeyError:\n    log.get('bot').exception('it failed')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    assert "KeyError" in done.stderr
    assert "canary-42" not in done.stderr


def test_what_is_configured_as_a_secret_is_never_logged_whatever_it_looks_like(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets = {
        "SLACK_BOT_TOKEN": "plain-canary-one",
        "SLACK_SIGNING_SECRET": "c0ffee" * 5,
        "SLACK_CLIENT_SECRET": "canary-of-the-client",
        "NUTGRAF_TOKEN_KEYS": "key-one-canary= key-two-canary=",
        "REDIS_URL": "redis://user:pass-canary%21@127.0.0.1:1/0",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    known = Settings(_env_file=None).secrets
    assert {"plain-canary-one", "c0ffee" * 5, "canary-of-the-client", "key-one-canary=", "key-two-canary="} <= known
    assert {"pass-canary%21", "pass-canary!"} <= known
    root = logging.getLogger()
    before = root.handlers[:], root.level
    hidden = set(log._HIDDEN)
    try:
        log.configure("INFO", LogFormat.JSON)
        log.hide(*known)
        for secret in known:
            log.get("bot.test").warning(f"said {secret}", **{secret: secret}, more=[{secret: f"x{secret}x"}])
        said = capsys.readouterr().err
    finally:
        root.handlers[:], root.level = before
        log._HIDDEN.clear()
        log._HIDDEN.update(hidden)
    assert "said [secret]" in said
    assert [secret for secret in known if secret in said] == []


def test_what_slacks_libraries_log_of_payloads_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        log.configure("DEBUG", LogFormat.JSON)
        bolt = logging.getLogger("slack_bolt.App")
        bolt.setLevel(logging.DEBUG)  # as Bolt does
        bolt.debug("a payload with a canary")
        bolt.info("a payload with a canary")
        bolt.warning("a warning")
        said = capsys.readouterr().err
    finally:
        root.handlers[:], root.level = before
    assert "canary" not in said and "a warning" in said
