"""What the documents promise: links lead somewhere, files and commands they name exist, examples run."""

import contextlib
import io
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from handlers.cli import app
from handlers.manifest import manifest_json

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "training/README.md", ROOT / "tests/gold/README.md"]
)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:bot|handlers|sandbox|tests|benchmarks|docs|training|scripts)/[\w./-]*)`")
COMMAND = re.compile(r"nutgraf (?!help|watch|settings|status)([a-z]+)(?=[ `\n,])")
SLASH = re.compile(r"`(/[a-z]+)(?=[ `])")


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as they are made from them on the web."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    dead = []
    for label, picture in LINK.findall(document.read_text(encoding="utf-8")):
        target, _, anchor = (label or picture).partition("#")
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path = (document.parent / target).resolve() if target else document
        if not path.exists() or (anchor and anchor not in anchors(path)):
            dead.append(label or picture)
    assert not dead


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_is_named_exists(document: Path) -> None:
    named = NAMED.findall(document.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists() and "NAME" not in name] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_named_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    known |= {group.name for group in app.registered_groups}
    code = "\n".join(re.findall(r"`[^`\n]+`|^    .*$", text, re.MULTILINE))
    assert {name for name in COMMAND.findall(code) if name not in known} == set()
    slashes = set(re.findall(r'"command": "(/[a-z]+)"', manifest_json()))
    assert {slash for slash in SLASH.findall(text) if slash not in slashes} <= {
        "/invite",
        "/healthz",
        "/readyz",
        "/metrics",
    }


@pytest.mark.parametrize("number", [0, 1])
def test_the_library_does_what_its_page_shows(number: int) -> None:
    example = re.findall(r"```python\n(.*?)```", (ROOT / "docs/library.md").read_text(encoding="utf-8"), re.DOTALL)[
        number
    ]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "docs/library.md", "exec"), {})
    expected = (
        (
            "Ada Verrin head of the city’s transport office “The points froze in the night,”",
            "('14', 'people injuring')",
        ),
        ("“We are open again,”",),
    )[number]
    for words in expected:
        assert words in printed.getvalue()


def test_the_first_library_example_has_ten_lines() -> None:
    example = re.findall(r"```python\n(.*?)```", (ROOT / "docs/library.md").read_text(encoding="utf-8"), re.DOTALL)[0]
    assert len(example.strip().splitlines()) <= 10


def test_the_table_of_retentions_is_the_codes() -> None:
    made = subprocess.run([sys.executable, ROOT / "scripts/retentions"], capture_output=True, text=True, check=True)
    assert made.stdout in (ROOT / "docs/operations.md").read_text(encoding="utf-8"), "scripts/retentions prints it"


def test_voice_is_what_the_code_says() -> None:
    """Made by `python scripts/voice > docs/voice.md`."""
    made = runpy.run_path(str(ROOT / "scripts/voice"))["voice"]()
    assert (ROOT / "docs/voice.md").read_text(encoding="utf-8") == made
