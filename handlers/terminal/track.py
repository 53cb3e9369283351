"""`nutgraf track`: articles in, the event and series of each out, and a report of what recurs and what changed."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.config import Settings
from bot.events.report import Desk
from bot.reading.pipeline import read_article
from bot.store.connect import connect
from bot.store.embedded import EmbeddedStore
from handlers.terminal.sources import BadLine, article_of, text_field
from handlers.terminal.streams import serve_lines


def track_lines(settings: Settings, report: Path | None) -> int:
    """Assign each article on standard input before the next is read; see `serve_lines`.

    The events are remembered in a store of their own for as long as this runs. `report` is where the series and
    figures as they stand at the end are written. Returns the exit status.
    """
    with tempfile.TemporaryDirectory(prefix="nutgraf-track-") as folder, EmbeddedStore(Path(folder)) as store:
        desk = Desk(connect(store.url))

        def answer(row: Mapping[str, Any]) -> Mapping[str, Any]:
            line_id = row.get("id")
            if not isinstance(line_id, (str, int)):
                raise BadLine('"id" must be a string or a number.', line_id)
            if desk.has(line_id):
                raise BadLine(f"The id {line_id} was there before.", line_id)
            article = article_of({**row, "text": text_field(row, "text") or text_field(row, "title", required=True)})
            return desk.assign(line_id, article, read_article(article, settings.nutgraf_model))

        status = serve_lines(answer)
        if report is not None:
            report.write_text(json.dumps(desk.report(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return status
