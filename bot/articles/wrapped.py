"""Links around links: what Google's AMP viewer, AMP caches and outgoing-link counters put before an article's own."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

MOST_LAYERS = 3
"""Layers taken off: a counter's link to an AMP viewer's link to a cache's."""

_GOOGLE = re.compile(r"(?:www\.)?google\.(?:[a-z]{2,3}|com?\.[a-z]{2})")
_VIEWED = re.compile(r"/amp/(?P<secure>s/)?(?P<rest>[^/?#]+\.[^/?#]+/.*)")
_CACHED = re.compile(r"/(?:[a-z]/)?(?P<secure>s/)?(?P<rest>[^/?#]+\.[^/?#]+/.*)")
# Host, path and the parameters that hold the link.
_COUNTERS = (
    (_GOOGLE, "/url", ("q", "url")),
    (re.compile(r"lm?\.(?:facebook|instagram)\.com"), "/l.php", ("u",)),
    (re.compile(r"lm?\.(?:facebook|instagram)\.com"), "/", ("u",)),
    (re.compile(r"slack-redir\.net"), "/link", ("url",)),
)


def unwrapped(url: str) -> str:
    """The link inside a link of that kind; any other as it is. It is no safer for it, and still to be vetted."""
    for _ in range(MOST_LAYERS):
        try:
            inner = _inside(urlsplit(url))
        except ValueError:
            return url
        if inner is None:
            return url
        url = inner
    return url


def _inside(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").lower()
    viewed = _VIEWED.fullmatch(parts.path) if _GOOGLE.fullmatch(host) else None
    cached = _CACHED.fullmatch(parts.path) if host.endswith(".cdn.ampproject.org") else None
    if match := viewed or cached:
        query = f"?{parts.query}" if parts.query else ""
        return f"http{'s' if match['secure'] else ''}://{match['rest']}{query}"
    for hosts, path, names in _COUNTERS:
        if hosts.fullmatch(host) and parts.path == path:
            query_fields = parse_qs(parts.query, max_num_fields=200)
            links = [link for name in names for link in query_fields.get(name, ())]
            return next((link for link in links if re.match(r"https?://[^/]", link, re.IGNORECASE)), None)
    return None
