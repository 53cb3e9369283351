"""What the newsroom's sites answer with."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SitePage:
    """An HTTP response. `delay` is how many seconds the server waits before it answers."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0


def html(text: str, status: int = 200, delay: float = 0) -> SitePage:
    """An HTML page in UTF-8."""
    return SitePage(status, {"Content-Type": "text/html; charset=utf-8"}, text.encode(), delay)


def redirect(location: str, status: int = 301) -> SitePage:
    """A page that sends the reader elsewhere."""
    return SitePage(status, {"Location": location})
