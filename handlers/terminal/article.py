"""`nutgraf article`: a page's HTML in, its text and metadata out."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.articles.article_json import article_json
from bot.articles.parse import extract
from bot.errors import NutgrafError
from handlers.terminal.render import show_article
from handlers.terminal.sources import text_field
from handlers.terminal.streams import serve_lines


def article_file(path: Path, url: str, *, as_json: bool) -> int:
    """Print the article in the HTML file at `path`, which was at `url`. Returns the exit status, 0 or 1."""
    try:
        article = extract(path.read_bytes(), url)
    except (NutgrafError, OSError) as error:
        reason = f"can't be read: {error.strerror}." if isinstance(error, OSError) else error
        print(f"nutgraf: {path}: {reason}", file=sys.stderr)
        return 1
    if as_json:
        print(json.dumps(article_json(article, str(path)), ensure_ascii=False))
    else:
        show_article(Console(highlight=False), article)
    return 0


def article_lines() -> int:
    """Read each object on standard input; see `serve_lines`."""

    def answer(row: Mapping[str, Any]) -> Mapping[str, Any]:
        html = text_field(row, "html", required=True) or ""
        return article_json(extract(html, text_field(row, "url") or ""), row.get("id"))

    return serve_lines(answer)
