"""`nutgraf brief`: a link or file in, its brief out."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.console import Console

from bot.articles.article import Article
from bot.config import Settings
from bot.errors import NutgrafError
from bot.reading.brief import Brief
from bot.reading.brief_json import brief_json
from bot.reading.pipeline import read_article
from handlers.terminal.abreast import read_all
from handlers.terminal.markdown import markdown
from handlers.terminal.progress import bar
from handlers.terminal.render import show_brief
from handlers.terminal.sources import article_of
from handlers.terminal.streams import serve_lines

Show = Callable[[Console, str, Article, Brief], None]
"""What prints one brief; the text is the source as it was given."""


def as_json(out: Console, source: str, article: Article, brief: Brief) -> None:
    """One JSON object on a line of its own."""
    out.out(json.dumps(brief_json(brief, article, source), ensure_ascii=False), highlight=False)


def as_markdown(out: Console, _source: str, article: Article, brief: Brief) -> None:
    """Markdown, and an empty line behind it."""
    out.out(markdown(article, brief), highlight=False)


def for_people(out: Console, _source: str, article: Article, brief: Brief) -> None:
    """In colour where the output is a terminal."""
    show_brief(out, article, brief)


def brief_sources(sources: Sequence[str], settings: Settings, show: Show, *, processes: int = 0) -> int:
    """Brief each of `sources` on standard output, several at once; see `read_all`.

    Returns the exit status: 0, or 1 where a source failed; each failure is one line on standard error.
    """
    failed = 0
    with bar("Reading", len(sources)) as shown:
        for source, read in zip(sources, read_all(sources, settings, processes=processes), strict=True):
            if isinstance(read, NutgrafError):
                print(f"nutgraf: {source}: {read}", file=sys.stderr)
                failed = 1
            else:
                show(shown.out, source, *read)
            shown.step()
    return failed


def brief_lines(settings: Settings) -> int:
    """Brief each object on standard input; see `serve_lines`."""

    def answer(row: Mapping[str, Any]) -> Mapping[str, Any]:
        article = article_of(row)
        return brief_json(read_article(article, settings.nutgraf_model), article, row.get("id"))

    return serve_lines(answer)
