"""Headlines without the name of the site."""

import html
import re
from urllib.parse import urlsplit

_SEPARATOR = re.compile(r"(?<!\s)(?:\s+[-–—|·•»«:]{1,2}\s+|\s*\|\s*|\s+::\s+)|:\s(?=[^:]*$)")
_WORDS = re.compile(r"\w+")
MAX_SITE_WORDS = 5
"""Longest name of a site, in words, that is taken off a title though nothing else names the site so."""


def clean(text: str | None) -> str | None:
    """Text of a metadata field on one line, entities decoded (some pages encode twice); None when nothing is left."""
    if not text:
        return None
    return " ".join(html.unescape(html.unescape(text)).split()) or None


def without_site(title: str, site: str | None, url: str) -> str:
    """`title` without a last or first part that names the site: "Harbour reopens - The Courier" gives "Harbour
    reopens".

    The name is known by `site` (the page's own) or by the host in `url`.
    """
    while True:
        cut = list(_SEPARATOR.finditer(title))
        if not cut:
            return title
        first, last = cut[0], cut[-1]
        if names_site(title[last.end() :], site, url) and last.start():
            title = title[: last.start()].rstrip()
        elif names_site(title[: first.start()], site, url) and first.end() < len(title):
            title = title[first.end() :].lstrip()
        else:
            return title


def names_site(part: str, site: str | None, url: str) -> bool:
    """Whether `part` is the name of the site: equal to `site`, or the host's name with or without words around it."""
    if not part.strip() or len(_WORDS.findall(part)) > MAX_SITE_WORDS:
        return False
    own, other = _squeezed(part), _squeezed(site or "")
    if other and (own == other or (len(other) > 4 and other in own) or (len(own) > 4 and own in other)):
        return True
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = [_squeezed(label) for label in host.split(".")[:-1]]
    bare = own.removeprefix("the")
    return any(
        len(label) > 2
        and (label in {own, bare} or (len(label) > 4 and label in own) or (len(bare) > 4 and bare in label))
        for label in labels
    ) or own == _squeezed(host)


def similar(a: str, b: str) -> float:
    """Share of the shorter text's words that the other has, from 0 to 1."""
    left, right = ({w.casefold() for w in _WORDS.findall(t)} for t in (a, b))
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
