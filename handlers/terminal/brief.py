"""`nutgraf brief`: a link or file in, its brief out."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from bot.config import Settings
from bot.errors import NutgrafError
from bot.reading.brief_json import brief_json
from bot.reading.pipeline import read_article
from handlers.terminal.render import show_brief
from handlers.terminal.sources import article_of, open_source
from handlers.terminal.streams import serve_lines


def brief_sources(sources: Sequence[str], settings: Settings, *, as_json: bool) -> int:
    """Brief each of `sources` on standard output, as JSON (one object a line) or for people.

    Returns the exit status: 0, or 1 where a source failed; each failure is one line on standard error.
    """
    console = Console(highlight=False)
    failed = 0
    for source in sources:
        try:
            article = open_source(source, settings)
            brief = read_article(article, settings.nutgraf_model)
        except NutgrafError as error:
            print(f"nutgraf: {source}: {error}", file=sys.stderr)
            failed = 1
            continue
        if as_json:
            print(json.dumps(brief_json(brief, article, source), ensure_ascii=False), flush=True)
        else:
            show_brief(console, article, brief)
    return failed


def brief_lines(settings: Settings) -> int:
    """Brief each object on standard input; see `serve_lines`."""

    def answer(row: Mapping[str, Any]) -> Mapping[str, Any]:
        article = article_of(row)
        return brief_json(read_article(article, settings.nutgraf_model), article, row.get("id"))

    return serve_lines(answer)
