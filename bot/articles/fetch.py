"""From a link to the bytes of a page, with every step bounded: where it may lead, how long, how much."""

import math
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpcore
import httpx

from bot.articles.bodies import beginning, whole_body
from bot.articles.charsets import decode
from bot.articles.errors import (
    BadLink,
    NotFound,
    NotHtml,
    Refused,
    ServerTrouble,
    TooManyRequests,
    TooSlow,
    Unreachable,
    Walled,
)
from bot.articles.guard import Deadline, GuardedBackend, LoopbackPolicy, Policy, Resolver, system_resolver
from bot.articles.refusals import LOOKED_AT, REFUSALS, wall_with

MAX_REDIRECTS = 5
"""Redirects followed; shorteners and consent hops of news sites need up to three."""
CONNECT_SECONDS = 4.0
"""For one of a host's addresses to answer before the next is tried: over ten round trips around the world."""
MAX_LINK = 8192
"""Longest address requested, in characters: what common servers take for a request line."""
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_SNIFFED = 512
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Version:
    """A page's ETag and Last-Modified headers as they came, "" where it had none."""

    etag: str = ""
    last_modified: str = ""


NO_VERSION = Version()


@dataclass(frozen=True, slots=True)
class Page:
    """What a site answered: `url` after redirects, the media type and charset of its header, the decompressed body,
    and what to ask by whether the page has changed.
    """

    url: str
    status: int
    content_type: str
    charset: str | None
    body: bytes
    version: Version = NO_VERSION

    @property
    def text(self) -> str:
        """The body as text, see `charsets.decode`."""
        return decode(self.body, self.charset)


class Fetcher:
    """Fetches pages from the public web. Safe to share between threads; each fetch has connections of its own."""

    def __init__(  # noqa: PLR0913 - all by name, all with defaults
        self,
        *,
        seconds: float = 10.0,
        max_bytes: int = 10_000_000,
        contact: str = "",
        allow_loopback: bool = False,
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """
        Args:
            seconds: for one fetch, from the look-up of the name to the last byte, redirects included.
            max_bytes: of the body, on the wire and decompressed.
            contact: address or page that a site's owner finds in the User-Agent.
            allow_loopback: reach this machine too, at any port. For development only.
            resolver: gives a host's addresses.
            tls: to trust other certificate authorities than the public ones.
        """
        self._seconds, self._max_bytes = seconds, max_bytes
        self._policy = LoopbackPolicy() if allow_loopback else Policy()
        self._resolver = resolver
        self._tls = tls or httpx.create_ssl_context(trust_env=False)
        self._headers = {
            "User-Agent": user_agent(contact),
            "Accept": "text/html,application/xhtml+xml",
            "Accept-Language": "en",
            "Accept-Encoding": "gzip",
        }

    def close(self) -> None:
        """Nothing is kept open between fetches."""

    def fetch(self, url: str) -> Page:
        """Fetch a page.

        Raises:
            ArticleError: one of `bot.articles.errors`; it says why and what to do.
        """
        page = self._fetch(url, {})
        if page is None:
            raise Unreachable("The site answered 304, which leads nowhere.")
        return page

    def fetch_if_changed(self, url: str, known: Version) -> Page | None:
        """Fetch a page again; None when the site says that it is still the `known` version.

        Raises:
            ArticleError: as `fetch`.
        """
        return self._fetch(url, {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified})

    def _fetch(self, url: str, conditions: Mapping[str, str]) -> Page | None:
        deadline = Deadline(self._seconds)
        headers = {name: value for name, value in conditions.items() if value}
        with _plain_words(url, deadline), self._client(deadline) as client:
            request = client.build_request("GET", _vetted_link(url), headers=headers)
            for _ in range(MAX_REDIRECTS + 1):
                response = client.send(request, stream=True)
                try:
                    if response.status_code == _NOT_MODIFIED:
                        return None
                    if response.status_code not in _REDIRECTS or response.next_request is None:
                        return self._page(response, deadline)
                    request = response.next_request
                    _vetted_link(str(request.url))
                finally:
                    response.close()
        raise BadLink(f"it is redirected more than {MAX_REDIRECTS} times")

    def _client(self, deadline: Deadline) -> httpx.Client:
        """A client for one fetch: its cookies live as long, so a site that sets one and redirects is satisfied."""
        backend = GuardedBackend(self._policy, self._resolver, deadline)
        pool = httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend, max_keepalive_connections=0)
        timeout = httpx.Timeout(self._seconds, connect=min(self._seconds, CONNECT_SECONDS))
        return httpx.Client(transport=_Transport(pool), headers=self._headers, trust_env=False, timeout=timeout)

    def _page(self, response: httpx.Response, deadline: Deadline) -> Page:
        if response.status_code in REFUSALS:
            wall = wall_with(response.headers, beginning(response, LOOKED_AT, deadline))
            if wall:
                raise Walled(wall)
        _check_status(response)
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type and content_type not in HTML_TYPES:
            raise NotHtml(content_type)
        body = whole_body(response, self._max_bytes, deadline)
        if not content_type and not body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise NotHtml("of unknown type")
        return Page(
            url=str(response.url),
            status=response.status_code,
            content_type=content_type or "text/html",
            charset=response.charset_encoding,
            body=body,
            version=Version(response.headers.get("etag", ""), response.headers.get("last-modified", "")),
        )


def user_agent(contact: str) -> str:
    """The honest name under which we fetch, e.g. `Nutgraf/0.1.0 (newsroom Slack bot; +bots@example.org)`."""
    # A line break in the setting would be a header of its own.
    found = " ".join(contact.encode("ascii", "ignore").decode().split())
    return f"Nutgraf/{version('nutgraf')} (newsroom Slack bot{'; +' + found if found else ''})"


class _Transport(httpx.BaseTransport):
    """httpx over a connection pool of our own making; httpx offers no way to hand one in."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the response's body is still to be read."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _vetted_link(url: str) -> str:
    """The link, if it is one for the web and carries no credentials.

    Raises:
        BadLink
    """
    parsed = httpx.URL(url) if len(url) <= MAX_LINK else None
    if parsed is None:
        raise BadLink("it is too long")
    if parsed.scheme not in {"http", "https"}:
        raise BadLink("it is not a web address")
    if parsed.userinfo:
        raise BadLink("it carries a user name or password")
    if not parsed.host or parsed.port == 0:
        raise BadLink("it names no site")
    return url


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status in _GONE:
        raise NotFound(status)
    if status == 429:
        raise TooManyRequests(_retry_after(response))
    if status >= 500:
        raise ServerTrouble(status, _retry_after(response))
    if status >= 400:
        raise Refused(status)
    if not 200 <= status < 300:
        raise Unreachable(f"The site answered {status}, which leads nowhere.")


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds of the Retry-After header, which is a number or a date; None when there is none to make sense of."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, math.ceil((moment - datetime.now(UTC)).total_seconds()))


@contextmanager
def _plain_words(url: str, deadline: Deadline) -> Iterator[None]:
    """Turn what the network libraries raise into errors a person can read."""
    try:
        yield
    except httpcore.TimeoutException:
        raise TooSlow(deadline.seconds) from None
    except httpcore.ConnectError as error:
        raise Unreachable(_connection_trouble(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.RemoteProtocolError) as error:
        if time.monotonic() >= deadline.ends:
            raise TooSlow(deadline.seconds) from None
        raise Unreachable("The site broke off in the middle of its answer.") from error
    except zlib.error as error:
        raise Unreachable("The site's answer is garbled.") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
        raise BadLink("the address is not well formed") from error


def _connection_trouble(error: httpcore.ConnectError) -> str:
    if "certificate" in str(error).lower():
        return "The site's certificate can't be trusted."
    if "SSL" in str(error):
        return "The site and I could not agree on an encrypted connection."
    return "The site does not answer."
