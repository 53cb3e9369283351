"""What the command line is given (a link, a file, standard input, a JSON line) becomes an Article."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from bot.articles.article import Article
from bot.articles.bounded import BoundedParser
from bot.articles.fetch import Fetcher
from bot.articles.parse import extract
from bot.articles.plain import from_text, looks_like_html
from bot.articles.wrapped import unwrapped
from bot.config import Settings
from bot.errors import ArticleError, NutgrafError


class BadLine(NutgrafError):
    """A line of standard input is no object we can read. `id` is the line's own id, if it had one."""

    def __init__(self, sentence: str, line_id: object = None) -> None:
        super().__init__(sentence)
        self.id = line_id


def open_source(source: str, settings: Settings, *, url: str | None = None) -> Article:
    """The article at `source`: a link, a file's path, or `-` for standard input.

    `url` says where a file's page came from. A file of HTML is taken as a page, any other as plain text.

    Raises:
        ArticleError: the link or file gives no article.
    """
    if source.startswith(("http://", "https://")):
        return _fetch(source, settings)
    data = sys.stdin.buffer.read() if source == "-" else _read_file(Path(source))
    if looks_like_html(data):
        return extract(data, url or "")
    return from_text(data.decode("utf-8", "replace"), url=url)


def _fetch(link: str, settings: Settings) -> Article:
    fetcher = Fetcher(
        seconds=settings.nutgraf_fetch_seconds,
        max_bytes=settings.nutgraf_fetch_bytes,
        contact=settings.nutgraf_contact,
        allow_loopback=settings.nutgraf_allow_loopback,
    )
    try:
        page = fetcher.fetch(unwrapped(link))
        with BoundedParser() as parser:
            return parser.parse(page.text, page.url)
    finally:
        fetcher.close()


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArticleError(f"It can't be read: {error.strerror}.", "Check the path.") from None


def json_lines(stream: TextIO) -> Iterator[dict[str, Any] | BadLine]:
    """The objects on `stream`, one a line, in order; a BadLine in the place of a line that is none."""
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:  # the second: nested too deeply
            yield BadLine(f"Line {number} is not JSON: {error}.")
            continue
        yield row if isinstance(row, dict) else BadLine(f"Line {number} is not a JSON object.")


def text_field(row: Mapping[str, Any], *names: str, required: bool = False) -> str | None:
    """The first of `names` that `row` has, as text.

    Raises:
        BadLine: it is of another type, or is required and missing.
    """
    for name in names:
        value = row.get(name)
        if isinstance(value, str):
            return value
        if value is not None:
            raise BadLine(f'"{name}" must be a string.', row.get("id"))
    if required:
        raise BadLine(f'"{names[0]}" is missing.', row.get("id"))
    return None


def article_of(row: Mapping[str, Any]) -> Article:
    """The article in a line of `nutgraf brief --jsonl`: text, and title, url, site, published where given.

    Raises:
        BadLine: a field is missing or of the wrong type.
    """
    return from_text(
        text_field(row, "text", required=True) or "",
        title=text_field(row, "title"),
        url=text_field(row, "url"),
        site=text_field(row, "site"),
        published=text_field(row, "published", "date"),
    )
