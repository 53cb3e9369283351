"""The command line for people and for long runs: forms of output, several sources at once, runs taken up again."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.articles.article import Article
from bot.reading.brief import Brief, Fact, Named, Quote
from handlers.terminal.markdown import escaped, markdown
from handlers.terminal.progress import lines_of
from tests.e2e.pages import STORY, story
from tests.handlers.test_cli import ROOT, nutgraf

FEW = 4


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    """Files of one story under several headlines, one of them missing."""
    names = []
    for number in range(FEW):
        path = tmp_path / f"{number}.html"
        path.write_text(story().replace("Two ferries", f"{number} ferries"), encoding="utf-8")
        names.append(str(path))
    return [*names[:2], str(tmp_path / "none.html"), *names[2:]]


def test_several_at_once_come_in_their_order_and_one_failure_stops_none(pages: list[str]) -> None:
    done = nutgraf("brief", *pages, "--json", "--processes", "2")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [page for page in pages if "none" not in page]
    assert [row["title"][0] for row in rows] == ["0", "1", "2", "3"]
    assert (done.returncode, done.stderr.count("\n")) == (1, 1) and "none.html" in done.stderr


def test_markdown_heads_sections_and_links_passages(tmp_path: Path) -> None:
    text = "Fire shut the mill. “We lost [all] of *it*,” said Ann Holt, the owner."
    start = text.index("“")
    quote = Quote("direct", ((start, start + 24),), (), (), text[start : start + 24], "Ann Holt", "the owner")
    brief = Brief(
        facts=(Fact(text[:19], 0, 19, None),), quotes=(quote,), people=(Named("Ann Holt", "the owner", ((50, 58),)),)
    )
    shown = markdown(Article(text, url="https://mill.example/a", title="# Mill <b>burns</b>"), brief)
    assert shown.startswith("# [\\# Mill \\<b\\>burns\\</b\\>](<https://mill.example/a>)\n")
    assert "- Fire shut the mill. [↗](<https://mill.example/a#:~:text=Fire%20shut%20the%20mill>)" in shown
    assert "\\[all\\] of \\*it\\*" in shown and "— Ann Holt, the owner" in shown
    assert "## People\n\n- Ann Holt, the owner" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. A list", "1\\. A list"),
        ("- so\n# what", "\\- so \\# what"),
        ("well-known 3.5", "well-known 3.5"),
        ("a\x1b[31m\u202eb", "a \\[31mb"),
        ("![x](http://e.example)", "\\!\\[x\\]\\(http://e.example\\)"),
    ],
)
def test_no_words_of_an_article_become_markup(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_no_control_character_of_a_page_reaches_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("\n\n".join(STORY).replace("ferries", "ferr\x1b]0;owned\x07ies\x9b31m"), encoding="utf-8")
    done = nutgraf("brief", str(path))
    assert done.returncode == 0
    assert not set(done.stdout) & {"\x1b", "\x07", "\x9b"}


def test_a_bar_on_the_screen_leaves_what_goes_to_a_file_alone(pages: list[str]) -> None:
    screen, inside = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "handlers", "brief", *pages[:2], "--json"],
        stdout=subprocess.PIPE,
        stderr=inside,
        cwd=ROOT,
        check=True,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(inside)
    assert b"Reading" in os.read(screen, 1 << 16)
    os.close(screen)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == pages[:2]


def test_lines_are_counted_in_files_only(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text("a\nb\nc\n")
    with path.open() as file:
        assert lines_of(file) == 3
        assert file.read() == "a\nb\nc\n"
    reading, writing = os.pipe()
    with os.fdopen(reading) as pipe, os.fdopen(writing, "w"):
        assert lines_of(pipe) is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["brief"], "SOURCES"),
        (["brief", "--nope"], "--nope"),
        (["brief", "a", "--json", "--markdown"], "one form"),
        (["nonsense"], "nonsense"),
        (["track"], "--jsonl"),
        (["jobs", "drop"], "Missing"),
    ],
)
def test_wrong_usage_is_one_line_that_names_the_help(arguments: list[str], words: str) -> None:
    done = nutgraf(*arguments)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert words in line and line.endswith("--help.")


@pytest.mark.parametrize("command", ["brief", "article", "track", "digest", "export", "import"])
def test_help_shows_examples(command: str) -> None:
    shown = nutgraf(command, "--help").stdout
    assert "Examples:" in shown and f"nutgraf {command}" in shown.split("Examples:")[1]


def _archive(count: int) -> str:
    rows = (
        {"id": number, "title": f"Ferry {number} in fog", "text": f"{STORY[0]} It was the {number}.", "published": day}
        for number in range(count)
        for day in [f"2026-11-{number + 1:02}"]
    )
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_a_tracking_that_was_killed_goes_on_behind_its_last_article(tmp_path: Path) -> None:
    given, folder = _archive(6), tmp_path / "kept"
    whole = nutgraf("track", "--jsonl", "--report", str(tmp_path / "whole.json"), given=given)
    command = [sys.executable, "-m", "handlers", "track", "--jsonl", "--store", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True) as broken:
        assert broken.stdin and broken.stdout
        broken.stdin.write("".join(given.splitlines(keepends=True)[:3]))
        broken.stdin.flush()
        first = [json.loads(broken.stdout.readline()) for _ in range(3)]
        broken.send_signal(signal.SIGKILL)
    with (folder / "assigned.jsonl").open("a") as journal:
        journal.write('{"id": 3, "eve')  # as if it died in writing
    again = _resumed(folder, given, tmp_path / "again.json")
    rows = [json.loads(line) for line in again.stdout.splitlines()]
    assert rows[:3] == first
    assert [row["id"] for row in rows] == list(range(6)) and not any("error" in row for row in rows)
    events = [json.loads(line)["event"] for line in whole.stdout.splitlines()]
    groups = [[row["event"] for row in rows].index(row["event"]) for row in rows]
    assert groups == [events.index(event) for event in events]
    reports = [json.loads((tmp_path / name).read_text()) for name in ("whole.json", "again.json")]
    assert [len(report["assignments"]) for report in reports] == [6, 6]


def _resumed(folder: Path, given: str, report: Path) -> subprocess.CompletedProcess[str]:
    """Run again; the killed run's store may need a moment to end, and until then a start is refused in a sentence."""
    until = time.monotonic() + 30
    while True:
        done = nutgraf("track", "--jsonl", "--store", str(folder), "--report", str(report), given=given)
        if done.returncode == 0 or time.monotonic() > until:
            assert done.returncode == 0, done.stderr
            return done


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "assigned.jsonl").write_text('{"name": "no journal"}\n')
    done = nutgraf("track", "--jsonl", "--store", str(tmp_path), given=_archive(1))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and "no journal of an earlier run" in done.stderr
