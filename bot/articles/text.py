"""A page's article text: trafilatura's two readings of it, the better one chosen, what is not article taken off."""

import re
import unicodedata
from copy import deepcopy

import trafilatura
from lxml import html

from bot import log
from bot.articles.boilerplate import body_lines
from bot.articles.errors import Unreadable
from bot.articles.metadata import Metadata
from bot.articles.prepare import prepare

logger = log.get(__name__)

KEPT_SHARE = 0.6
"""Least share of the fuller reading's prose that the precise one must keep to be trusted (F1 .9676 on the
benchmark's 181 pages; .9667 on the 90 development pages; `score_pages.py` measures it)."""
SHORT_READING = 1500
"""A precise reading shorter than this, in characters of prose, is always compared with the fuller one: 28 of the 90
pages. As they are the development pages gain nothing by it, with divs for paragraphs .009, without names and elements
of a meaning .011 (`python -m benchmarks.altered_pages`)."""
PROSE_LINE = 80
"""A line this long, in characters, or one that ends like a sentence, is prose and not navigation."""

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def read_text(tree: html.HtmlElement, meta: Metadata, url: str) -> str:
    """The article's text, a paragraph a line; "" where there is none. The tree is not changed.

    Lines that repeat the title and the authors in `meta` are left out; its body is taken where the page, built by
    scripts that we don't run, shows next to nothing of it.

    Raises:
        Unreadable: the page is more than trafilatura can take.
    """
    tree = deepcopy(tree)
    prepare(tree)
    chosen = _extract(tree, url, precise=True)
    # The second reading, half of the time it takes, can hardly have more than what stands in paragraphs.
    if prose(chosen) < max(SHORT_READING, KEPT_SHARE * sum(len(p.text_content()) for p in tree.iter("p"))):
        full = _extract(tree, url, precise=False)
        chosen = chosen if prose(chosen) >= KEPT_SHARE * prose(full) else full
    if meta.body and prose(chosen) < KEPT_SHARE * len(meta.body):
        chosen = meta.body
    lines = [" ".join(unicodedata.normalize("NFC", line).split()) for line in chosen.split("\n")]
    return "\n".join(body_lines([line for line in lines if line], meta.title, meta.authors, meta.description))


def prose(text: str) -> int:
    """Characters of `text` in lines that are prose."""
    return sum(len(line) for line in text.split("\n") if len(line) >= PROSE_LINE or _SENTENCE_END.search(line))


def _extract(tree: html.HtmlElement, url: str, *, precise: bool) -> str:
    try:
        text = trafilatura.extract(tree, url=url or None, fast=True, favor_precision=precise, include_comments=False)
    except Exception as error:
        logger.warning("extraction_failed", reason=type(error).__name__)
        raise Unreadable from error
    return text or ""
