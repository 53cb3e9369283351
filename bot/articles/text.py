"""A page's article text: trafilatura's two readings of it, the better one chosen, what is not article taken off."""

import re
import unicodedata

import trafilatura
from lxml import html

from bot.articles import titles

KEPT_SHARE = 0.6
"""Least share of the fuller reading's prose that the precise one must keep to be trusted (F1 .9676 on the
benchmark's 181 pages; .9667 on the 90 development pages; `score_pages.py` measures it)."""
PROSE_LINE = 80
"""A line this long, in characters, or one that ends like a sentence, is prose and not navigation."""

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def read_text(tree: html.HtmlElement, url: str, title: str | None) -> str:
    """The article's text, a paragraph a line; "" where there is none. The tree is not changed."""
    precise = _extract(tree, url, precise=True)
    full = _extract(tree, url, precise=False)
    chosen = precise if prose(precise) >= KEPT_SHARE * prose(full) else full
    return _tidy(chosen, title)


def prose(text: str) -> int:
    """Characters of `text` in lines that are prose."""
    return sum(len(line) for line in text.split("\n") if len(line) >= PROSE_LINE or _SENTENCE_END.search(line))


def _extract(tree: html.HtmlElement, url: str, *, precise: bool) -> str:
    text = trafilatura.extract(tree, url=url or None, fast=True, favor_precision=precise, include_comments=False)
    return text or ""


def _tidy(text: str, title: str | None) -> str:
    lines = [_clean(line) for line in text.split("\n")]
    lines = [line for line in lines if line]
    while lines and title and _is_title(lines[0], title):
        del lines[0]
    return "\n".join(lines)


def _clean(line: str) -> str:
    return " ".join(unicodedata.normalize("NFC", line).split())


def _is_title(line: str, title: str) -> bool:
    return len(line) < 2 * len(title) and titles.similar(line, title) == 1.0
