"""The schema.org description that most news pages carry as JSON-LD."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

MAX_SCRIPT = 2_000_000
"""Longest script read, in characters; the longest of the development pages has 8,773."""
MAX_NODES = 5_000
"""Most nodes looked at on one page."""

Node = dict[str, Any]

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*+;?\s*+$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
ARTICLE_TYPE = re.compile(r"Article$|Posting$|^Report$|^Review$|^Reportage|^Recipe$|^Blog$")
"""Types of nodes that describe an article, a blog post, a live blog, a review."""


def nodes(tree: html.HtmlElement) -> list[Node]:
    """Every node with a type in the page's JSON-LD, outer before inner. Scripts that are not JSON are left out."""
    found: list[Node] = []
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        found.extend(_typed(_load(script.text or "")))
        if len(found) > MAX_NODES:
            break
    return found[:MAX_NODES]


def types(node: Node) -> list[str]:
    """The types of a node, without their vocabulary's address."""
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return [v.rpartition("/")[2] for v in values if isinstance(v, str)]


def article_node(found: list[Node]) -> Node:
    """The node that describes the page's article: the one of an article's type that says most; {} if there is none."""
    articles = [node for node in found if any(ARTICLE_TYPE.search(kind) for kind in types(node))]
    useful = ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage", "dateModified", "description")
    return max(articles, key=lambda node: sum(bool(node.get(key)) for key in useful), default={})


def text_of(value: object) -> str | None:
    """A string field; the first one where a page lists several."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _load(text: str) -> object:
    """The value of a script; None where it can't be made sense of. Raw line breaks in strings are common, so not
    strict.
    """
    if len(text) > MAX_SCRIPT:
        return None
    text = _WRAPPING.sub("", text).strip()
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _typed(value: object) -> Iterator[Node]:
    stack = [value]
    for _ in range(MAX_NODES):
        if not stack:
            return
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(reversed(value))
        elif isinstance(value, dict):
            if "@type" in value:
                yield value
            stack.extend(reversed([inner for inner in value.values() if isinstance(inner, dict | list)]))
