"""The arrows of the design: handlers → bot, and inside bot one way only."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What each room may import from, besides itself. A room that is not listed may not be imported by others.
EVERYBODYS = {"bot.errors", "bot.config", "bot.log"}
MEASURED = EVERYBODYS | {"bot.metrics"}
ROOMS = {
    "bot.errors": set(),
    "bot.clock": set(),
    "bot.metrics": set(),
    "bot.config": {"bot.errors"},
    "bot.log": {"bot.config"},
    "bot.store": EVERYBODYS,
    "bot.queue": MEASURED | {"bot.store"},
    "bot.articles": MEASURED | {"bot.store", "bot.queue", "bot.clock"},
}
ROOMS["bot.reading"] = ROOMS["bot.articles"] | {"bot.articles"}
ROOMS["bot.events"] = ROOMS["bot.reading"] | {"bot.reading"}
ROOMS["bot.digests"] = ROOMS["bot.events"] | {"bot.events"}
ROOMS["bot.slack"] = ROOMS["bot.digests"] | {"bot.digests"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", files("bot"), ids=lambda p: str(p.relative_to(ROOT)))
def test_bot_imports_only_what_lies_below(path: Path) -> None:
    own = ".".join(path.relative_to(ROOT).with_suffix("").parts[:2])
    for name in imports(path):
        assert name.split(".")[0] not in {"handlers", "sandbox", "slack_bolt", "typer"}, f"{path} imports {name}"
        if name.split(".")[0] == "bot" and name != "bot":
            assert room_of(name) in ROOMS[own] | {own}, f"{path}: {own} may not import {name}"


@pytest.mark.parametrize("path", files("sandbox"), ids=lambda p: str(p.relative_to(ROOT)))
def test_sandbox_knows_nothing_of_the_bot(path: Path) -> None:
    for name in imports(path):
        assert name.split(".")[0] not in {"bot", "handlers"}, f"{path} imports {name}"


def test_front_does_not_load_spacy() -> None:
    """Importing what the Slack front needs must not import spaCy, which costs 97 MB and half a second."""

    code = "import sys, bot.reading, bot.articles.article, bot.reading.brief; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


def test_the_slack_front_does_without_spacy() -> None:
    """97 MB and half a second that every bot process would carry for nothing; and 40 MB of matplotlib."""
    ask = "import sys, handlers.app, handlers.run, handlers.clock; print({'spacy', 'matplotlib'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("path", [*files("bot"), *files("handlers")], ids=lambda p: str(p.relative_to(ROOT)))
def test_the_time_is_asked_of_the_clock(path: Path) -> None:
    """Whoever asks the machine itself would not follow a clock that was moved."""
    if path != ROOT / "bot" / "clock.py":
        assert "time.time()" not in path.read_text(encoding="utf-8")
