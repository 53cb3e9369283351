"""Articles by link, fetched once for everybody: ten people who share a link at once cost its site one request.

What is kept here is what the public web shows to everybody, so it is kept for all channels, private ones too. It says
nothing of who shared it where: the key is a digest of the link (who can ask for it has the link, and could open it),
and the address is kept without what a link carries of its sharer, such as campaign parameters. A link with a
subscriber's gift is kept apart, as it shows what others may not see. What remains is a matter of time: an answer that
comes quickly tells who has the link already that it was shared somewhere in the last FRESH_SECONDS.
"""

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace

import redis

from bot import clock, log, metrics
from bot.articles import wire
from bot.articles.article import Article
from bot.articles.errors import Temporary, TooSlow
from bot.articles.fetch import NO_VERSION, Fetcher, Version
from bot.articles.links import canonical, link_key, page_key
from bot.articles.pace import Pace
from bot.errors import ArticleError
from bot.store.keys import DAY

logger = log.get(__name__)

FRESH_SECONDS = 600.0
"""How long an article is shown without asking its site again: a running story is rewritten several times an hour."""
FRESH_ERROR_SECONDS = 60.0
"""How long a refusal is taken for the site's last word: who shares a link again after mending it should not wait."""
KEEP_SECONDS = DAY
"""How long an article is kept for asking whether it has changed."""
LOCK_SECONDS = 5
"""A fetch renews its lock; that of a worker that died holding it blocks the link for no longer than this."""
PATIENCE_SECONDS = 45
"""Longest wait for another worker's fetch: its turn, its deadline and the parser's take at most 35 s."""
_LOOK_SECONDS = 0.05

_RENEW = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('EXPIRE', KEYS[1], ARGV[2]) end"
_UNLOCK = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"

Parse = Callable[[str, str], Article]
"""Takes a page's text and its address. Raises ArticleError."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a link gave when it was last fetched, at `at` (seconds since 1970)."""

    outcome: Article | ArticleError
    at: float
    version: Version = NO_VERSION

    @property
    def is_fresh(self) -> bool:
        limit = FRESH_SECONDS if isinstance(self.outcome, Article) else FRESH_ERROR_SECONDS
        return 0 <= clock.now() - self.at < limit

    def to_json(self) -> str:
        return json.dumps({"outcome": wire.dump(self.outcome), "at": self.at, "version": asdict(self.version)})

    @classmethod
    def from_json(cls, text: str) -> "_Kept":
        value = json.loads(text)
        return cls(wire.load(value["outcome"]), value["at"], Version(**value["version"]))


class Library:
    """Gets articles: from the store while they are fresh, else from their site, one worker for all."""

    def __init__(self, store: redis.Redis, fetcher: Fetcher, parse: Parse, pace: Pace) -> None:
        """`parse` is `parse.parse`, or a `BoundedParser`'s."""
        self._store, self._fetcher, self._parse, self._pace = store, fetcher, parse, pace
        self._unlock = store.register_script(_UNLOCK)
        self._renew = store.register_script(_RENEW)

    def get(self, url: str) -> Article:
        """The article at `url`. Its own `url` is the one asked for, or where that leads, without the sharer's marks.

        Raises:
            ArticleError: there is none, see `bot.articles.errors`.
            redis.RedisError: the store is away.
        """
        key = f"nutgraf:{{article:{page_key(url)}}}"
        token, patience = uuid.uuid4().hex, time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < patience:
            kept = self._kept(key)
            if kept and kept.is_fresh:
                metrics.FETCHES.labels("kept").inc()
                return _given(kept.outcome, url)
            if self._store.set(f"{key}:lock", token, nx=True, ex=LOCK_SECONDS):
                with self._holding(f"{key}:lock", token):
                    return self._get(key, url)
            time.sleep(_LOOK_SECONDS)
        raise TooSlow(PATIENCE_SECONDS)

    @contextmanager
    def _holding(self, lock: str, token: str) -> Iterator[None]:
        """While the block runs, the lock is ours; it is free behind it, or soon after this process died."""
        ended = threading.Event()

        def renew() -> None:
            while not ended.wait(LOCK_SECONDS / 3):
                with suppress(redis.RedisError):  # the store is away: the lock may end, and the link is fetched twice
                    self._renew(keys=[lock], args=[token, LOCK_SECONDS])

        thread = threading.Thread(target=renew, name="lock", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            self._unlock(keys=[lock], args=[token])

    def _get(self, key: str, url: str) -> Article:
        """The article, when the lock is ours. It may have come between our look and our lock."""
        kept = self._kept(key)
        if kept and kept.is_fresh:
            metrics.FETCHES.labels("kept").inc()
            return _given(kept.outcome, url)
        known = kept if kept and isinstance(kept.outcome, Article) else None
        try:
            found = self._from_site(url, known)
        except Temporary as error:
            metrics.FETCHES.labels(error.kind).inc()
            self._pace.rest(url, error.retry_after or 0)
            raise
        except ArticleError as error:
            metrics.FETCHES.labels(error.kind).inc()
            found = _Kept(error, clock.now())
        self._store.set(key, found.to_json(), ex=KEEP_SECONDS)
        return _given(found.outcome, url)

    def _from_site(self, url: str, known: _Kept | None) -> _Kept:
        self._pace.wait(url)
        if known and known.version != NO_VERSION:
            with metrics.timing("fetch"):
                page = self._fetcher.fetch_if_changed(url, known.version)
            if page is None:
                metrics.FETCHES.labels("unchanged").inc()
                return replace(known, at=clock.now())
        else:
            with metrics.timing("fetch"):
                page = self._fetcher.fetch(url)
        with metrics.timing("parse"):
            article = replace(self._parse(page.text, page.url), url=canonical(page.url))
        metrics.FETCHES.labels("read").inc()
        return _Kept(article, clock.now(), page.version)

    def _kept(self, key: str) -> _Kept | None:
        text = self._store.get(key)
        try:
            return _Kept.from_json(text) if isinstance(text, str) else None
        except (ValueError, KeyError, TypeError):
            # Another version of the bot kept it.
            logger.info("article_of_another_version", key=key)
            return None


def _given(outcome: Article | ArticleError, url: str) -> Article:
    if isinstance(outcome, ArticleError):
        raise outcome
    is_asked_for = outcome.url is not None and link_key(outcome.url) == link_key(url)
    return replace(outcome, url=url) if is_asked_for else outcome
