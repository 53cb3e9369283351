"""`nutgraf track`: articles in, the event and series of each out, and a report of what recurs and what changed."""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from bot.config import Settings
from bot.errors import NutgrafError
from bot.events.report import Desk
from bot.reading.pipeline import read_article
from bot.store.connect import connect
from bot.store.embedded import EmbeddedStore
from handlers.terminal.progress import bar, lines_of
from handlers.terminal.sources import BadLine, article_of, text_field
from handlers.terminal.streams import serve_lines

Row = Mapping[str, Any]


def track_lines(settings: Settings, report: Path | None, folder: Path | None = None) -> int:
    """Assign each article on standard input before the next is read; see `serve_lines`.

    The events are remembered in a store of their own: in `folder`, where a later run finds them and goes on behind the
    last article that was assigned, or for as long as this runs. `report` is where the series and figures as they stand
    at the end are written. Returns the exit status.
    """
    with _kept(folder) as (desk, journal), bar("Tracking", lines_of(sys.stdin)) as shown:
        said: set[str | int] = set()

        def answer(row: Row) -> Row:
            try:
                line_id = _new_id(row, said)
                if (known := journal.rows.get(line_id)) is not None:
                    return known
                article = article_of(
                    {**row, "text": text_field(row, "text") or text_field(row, "title", required=True)}
                )
                assigned = desk.assign(line_id, article, read_article(article, settings.nutgraf_model))
                journal.keep(assigned)
                return assigned
            finally:
                shown.step()

        status = serve_lines(answer)
        if report is not None:
            report.write_text(json.dumps(desk.report(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return status


def _new_id(row: Row, said: set[str | int]) -> str | int:
    """The id of a line, noted in `said`.

    Raises:
        BadLine: it has none, or one that was there before.
    """
    line_id = row.get("id")
    if not isinstance(line_id, (str, int)):
        raise BadLine('"id" must be a string or a number.', line_id)
    if line_id in said:
        raise BadLine(f"The id {line_id} was there before.", line_id)
    said.add(line_id)
    return line_id


class Journal:
    """What was assigned, one JSON object a line, so that a run that was broken off can be taken up again."""

    def __init__(self, file: IO[str]) -> None:
        """`file` is open for reading and appending. A last line that was cut off in writing is taken away.

        Raises:
            NutgrafError: the file holds something else.
        """
        self._file = file
        file.seek(0)
        text = file.read()
        whole = text[: text.rfind("\n") + 1]
        if whole != text:
            file.seek(0)
            file.truncate()
            file.write(whole)
            file.flush()
        try:
            self.rows: dict[str | int, Row] = {row["id"]: row for row in map(json.loads, whole.splitlines())}
            self.events: dict[str | int, str] = {line_id: row["event"] for line_id, row in self.rows.items()}
        except (ValueError, KeyError, TypeError):
            raise NutgrafError(
                f"{file.name} is no journal of an earlier run.", "Name an empty folder, or the one of that run."
            ) from None

    def keep(self, row: Row) -> None:
        """Write down one more. The store has it already: a run that ends in between assigns it again, to the same."""
        self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self._file.flush()


@contextmanager
def _kept(folder: Path | None) -> Iterator[tuple[Desk, Journal]]:
    """A store with its journal, in `folder` or in one that goes away."""
    with tempfile.TemporaryDirectory(prefix="nutgraf-track-") as passing:
        home = folder or Path(passing)
        # The store first: it is what refuses a folder that another run has open.
        with EmbeddedStore(home) as store, (home / "assigned.jsonl").open("a+", encoding="utf-8") as file:
            journal = Journal(file)
            yield Desk(connect(store.url), journal.events), journal
