"""Plain text, pasted or from a file, to an Article. The text is kept exactly as given: offsets count from its start."""

import re
from dataclasses import dataclass

from bot.articles.article import Article
from bot.articles.language import language_of
from bot.articles.links import canonical
from bot.articles.names import people
from bot.articles.times import iso_time

MAX_HEADER = 300
"""Longest header line, in characters."""

_HEADER = re.compile(
    r"\s*+(?:(?i:date|published|posted|updated)?:?\s*(?P<date>\d{4}-\d{2}-\d{2}\S*|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|"
    r"\d{1,2} [A-Z][a-z]{2,8} \d{4}))?[\s|·,;—–-]*(?P<by>[Bb][Yy]:?\s+(?P<names>\S.*?))?\s*(?=\n|$)",
)
_ROLE = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|columnist|bureau|desk|contributor)\b", re.IGNORECASE
)
_DATELINE = re.compile(r"\s*(?:[A-Z][\w .,’'-]{1,40}\s)?\((?P<agency>[A-Z][A-Za-z]{1,20})\)\s*[—–-]")
_HTML = re.compile(
    rb"\s*(?:<!doctype\s+html|<html[\s>]|<\?xml[^>]*>\s*<(?:!doctype\s+)?html|<head[\s>]|<body[\s>])", re.IGNORECASE
)
_LEADING_COMMENT = re.compile(rb"\s*<!--.{0,5000}?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Header:
    """A line of date and byline above the body. `end` is where the body begins."""

    published: str | None = None
    authors: tuple[str, ...] = ()
    site: str | None = None
    end: int = 0


def from_text(  # noqa: PLR0913 - one field of an Article each
    text: str,
    *,
    url: str | None = None,
    title: str | None = None,
    authors: tuple[str, ...] = (),
    published: str | None = None,
    modified: str | None = None,
    site: str | None = None,
    description: str | None = None,
) -> Article:
    """The Article in `text`. What is given goes before what the text says of itself: a first line such as
    "date 2025-07-03 By Ana Diaz and Bo Lee, The Courier" gives day, authors and site, an agency in the dateline
    ("(AP) —") the site. A `published` that is no date is left out.
    """
    header = _header(text)
    return Article(
        text=text,
        url=url,
        canonical_url=canonical(url) if url else None,
        title=title,
        authors=authors or header.authors,
        published=iso_time(published) or header.published,
        modified=iso_time(modified),
        site=site or header.site or _agency(text, header.end),
        language=language_of(text, None),
        description=description,
        body_start=header.end,
    )


def looks_like_html(data: bytes) -> bool:
    """Whether a file holds a web page: by its beginning, whatever its name."""
    start = data[:10_000].removeprefix(b"\xef\xbb\xbf")
    while comment := _LEADING_COMMENT.match(start):
        start = start[comment.end() :]
    return bool(_HTML.match(start))


def _header(text: str) -> _Header:
    match = _HEADER.match(text, 0, MAX_HEADER)
    if not match or not (match["date"] or match["by"]):
        return _Header()
    if match.end() == MAX_HEADER and len(text) > MAX_HEADER and text[MAX_HEADER] != "\n":
        return _Header()
    authors, site = _byline(match["names"] or "")
    if match["by"] and not authors:
        return _Header()
    rest = text[match.end() :]
    return _Header(
        published=iso_time(match["date"]) if match["date"] else None,
        authors=authors,
        site=site,
        end=match.end() + len(rest) - len(rest.lstrip()),
    )


def _byline(names: str) -> tuple[tuple[str, ...], str | None]:
    """People and outlet of "Ana Diaz, Bo Lee and Cy Orr, CNN". The outlet is what comes last and is no person's
    name.
    """
    before, comma, last = names.rpartition(",")
    outlet = last.strip() if comma else ""
    if outlet and not _ROLE.search(outlet) and (" " not in outlet or not people([outlet])):
        names = before
    else:
        outlet = ""
    found = people([names])
    # "By Friday evening" and "By some accounts" begin a sentence: a byline has a full name.
    full = found if any(" " in name for name in found) and not names.rstrip().endswith(".") else ()
    return full, outlet or None if full else None


def _agency(text: str, start: int) -> str | None:
    match = _DATELINE.match(text, start)
    return match["agency"] if match else None
