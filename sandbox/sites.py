"""Web sites that live on the sandbox's port and are told apart by the Host header."""

import asyncio
import html
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PREVIEW_SECONDS, PREVIEW_BYTES = 5.0, 100_000
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)
SITE_NAME, OG_TITLE = (
    re.compile(rf"<meta\s+property=[\"']og:{name}[\"']\s+content=([\"'])(.*?)\1", re.I | re.S)
    for name in ("site_name", "title")
)
DESCRIPTION = re.compile(r"<meta\s+(?:name|property)=[\"'](?:og:)?description[\"']\s+content=[\"']([^\"']*)", re.I)


@dataclass(frozen=True, slots=True)
class Served:
    """What stands at an address: a body, or a handler that makes it. `delay` in seconds, before the first byte."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    handler: Handler | None = None

    @property
    def is_page(self) -> bool:
        """Whether a reader in a hurry, such as Slack's unfurling, gets an HTML page."""

        kind = self.headers.get("Content-Type", "text/html")
        return self.status == 200 and self.delay < PREVIEW_SECONDS and self.handler is None and "html" in kind


class Sites:
    """What is served: what tests registered first, then the newsroom's outlets."""

    def __init__(self, *, newsroom: bool) -> None:
        self.newsroom = newsroom
        self.served: dict[tuple[str, str], Served] = {}
        self.visits: list[str] = []

    def add(self, host: str, path: str, served: Served) -> None:
        """Puts something at an address; a path of `*` stands for every other path of the host."""

        self.served[host.lower(), path] = served

    def find(self, host: str, path: str) -> Served | None:
        """What stands at an address, if anything. `host` as in the Host header, with its port."""

        name = host.partition(":")[0].lower()
        found = self.served.get((name, path)) or self.served.get((name, path.partition("?")[0]))
        found = found or self.served.get((name, "*"))
        return found or (self._newsroom(host, path) if self.newsroom else None)

    def _newsroom(self, host: str, path: str) -> Served | None:
        try:
            from sandbox.newsroom.site import page
        except ImportError:
            return None
        found = page(host, path)
        return Served(found.body, found.status, found.headers, found.delay) if found is not None else None

    def knows(self, host: str) -> bool:
        """Whether a host name is one of the sandbox's sites."""

        return host.endswith(".localhost") or any(host == known for known, _ in self.served)

    async def answer(self, request: web.Request, host: str) -> web.StreamResponse:
        """The HTTP answer of a site."""

        self.visits.append(f"{host}{request.path_qs}")
        served = self.find(request.host, request.path_qs)
        if served is None:
            return web.Response(status=404, text="<h1>Not found</h1>", content_type="text/html")
        if served.delay:
            await asyncio.sleep(served.delay)
        if served.handler is not None:
            return await served.handler(request)
        headers = {"Content-Type": "text/html; charset=utf-8", **served.headers}
        return web.Response(status=served.status, body=served.body, headers=headers)

    def preview(self, url: str, redirects: int = 3) -> dict[str, Any] | None:
        """What Slack's own unfurling would show of a page; None where no page comes in time."""

        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        title, text, site = url, "", host
        if self.knows(host):
            served = self.find(parts.netloc, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
            if served is not None and served.headers.get("Location") and redirects:
                return self.preview(served.headers["Location"], redirects - 1)
            if served is None or not served.is_page:
                return None
            head = served.body[:PREVIEW_BYTES].decode("utf-8", "replace")
            title = _first(OG_TITLE, head) or _first(TITLE, head) or url
            site = _first(SITE_NAME, head) or host
            text = _first(DESCRIPTION, head)
        return {"service_name": site, "title": title, "title_link": url, "text": text, "fallback": title}


def _first(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    return html.unescape(found[found.lastindex or 0]).strip() if found else ""
