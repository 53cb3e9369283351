"""Clients of the store: timeouts, retries, and errors a person can read.

redis-py repeats a failed command by itself, which would make an INCR or an XADD whose answer was lost happen twice.
Here a command is repeated only when the server surely did not run it: no connection was had yet, or the server
refused it (still loading, read-only after a failover). Any other failure goes to the caller, who knows whether
repeating is safe; the queue's scripts all are.
"""

import time
from typing import Any, Self
from urllib.parse import urlsplit

import redis
from redis.backoff import ExponentialWithJitterBackoff
from redis.cluster import RedisCluster
from redis.connection import ConnectionPool
from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    BusyLoadingError,
    ConnectionError,  # noqa: A004 - redis-py's own, not the builtin
    NoPermissionError,
    ReadOnlyError,
    RedisError,
    TimeoutError,  # noqa: A004
)
from redis.maint_notifications import MaintNotificationsConfig
from redis.retry import Retry
from redis.sentinel import SentinelConnectionPool

from bot.errors import StoreError
from bot.store.several import Several, clustered, several, watched

SOCKET_SECONDS = 5.0
"""Longest wait for an answer. redis-py 8 has the same default; named here because BLOCK_SECONDS depends on it."""
CONNECT_SECONDS = 2.0
"""Longest wait for a connection: below the 3 s in which Slack wants its ack, even when the host does not answer."""
BLOCK_SECONDS = 1.0
"""Longest XREADGROUP BLOCK: how late a worker notices SIGTERM or a due job at worst."""
BLOCKING_SOCKET_SECONDS = BLOCK_SECONDS + SOCKET_SECONDS
"""Read timeout of a blocking client: an answer may rightly take the whole block."""
REFUSED_TRIES = 3
"""Tries of a command the server refused unrun, and of a connection that was refused; about half a second in all."""
READY_PAUSE_SECONDS = 0.05
"""Between two looks at a store that is not there yet."""
OLDEST_VERSION = (6, 2)
"""XPENDING IDLE, which the queue's reclaiming needs, came with Redis 6.2."""

STORE_DOWN: tuple[type[RedisError], ...] = (ConnectionError, TimeoutError, BusyLoadingError, ReadOnlyError)
"""What a command raises while the store is away, loading, or not writable: worth waiting for."""
_HOPELESS = (AuthenticationError, AuthorizationError, NoPermissionError)


class _Patient(ConnectionPool):
    """A pool that tries again to connect. Nothing has been sent by then, so nothing can happen twice."""

    def get_connection(self, *_: Any, **__: Any) -> Any:
        """A connected connection. What redis-py passes here it has deprecated.

        Raises:
            redis.ConnectionError: refused REFUSED_TRIES times, or the password was refused.
            redis.TimeoutError: no answer in CONNECT_SECONDS; not tried again, the caller may be in a hurry.
        """
        backoff = _backoff()
        for attempt in range(1, REFUSED_TRIES + 1):
            try:
                return super().get_connection()
            except ConnectionError as error:
                if isinstance(error, _HOPELESS) or attempt == REFUSED_TRIES:
                    raise
            time.sleep(backoff.compute(attempt))
        raise AssertionError("unreachable")

    @classmethod
    def of(cls, url: str, **options: Any) -> Self:
        return cls.from_url(url, **options)


class _WatchedPool(_Patient, SentinelConnectionPool):
    """The same, for a master that Sentinels name."""


def _backoff() -> ExponentialWithJitterBackoff:
    return ExponentialWithJitterBackoff(base=0.05, cap=0.3)


def connect(url: str, *, blocking: bool = False, seconds: float | None = None) -> redis.Redis:
    """A client of the store at `url`, text in and out: redis://, rediss:// or unix://, or one of several servers (see
    `bot.store.several`). Does not connect yet, except to a cluster.

    `blocking` makes one for blocking reads of at most BLOCK_SECONDS: give those a client of their own.
    `seconds` shortens the longest wait for an answer below SOCKET_SECONDS.

    Raises:
        StoreError: `url` is not one of a store, or it is a cluster's and no node answers.
    """
    timeout = BLOCKING_SOCKET_SECONDS if blocking else SOCKET_SECONDS
    options: dict[str, Any] = {
        "decode_responses": True,
        "socket_timeout": min(timeout, seconds) if seconds and not blocking else timeout,
        "socket_connect_timeout": min(CONNECT_SECONDS, seconds or CONNECT_SECONDS),
        "retry": Retry(_backoff(), REFUSED_TRIES - 1, supported_errors=(BusyLoadingError, ReadOnlyError)),
        # Hosted Redis announces maintenance on the line; with that on, redis-py no longer notices, before it
        # writes, that an idle connection was closed by a restart.
        "maint_notifications_config": MaintNotificationsConfig(enabled=False),
    }
    try:
        place = several(url)
        if place is None:
            return redis.Redis.from_pool(_Patient.of(url, **options))
    except ValueError:
        raise StoreError(
            "REDIS_URL is not the address of a store.",
            "It looks like redis://HOST:6379/0, rediss://HOST:6380/0 or unix:///PATH; of several servers like "
            "redis+sentinel://HOST:26379,HOST:26379/NAME or redis+cluster://HOST:6379,HOST:6379.",
        ) from None
    if place.kind == "sentinel":
        return watched(place, _WatchedPool, **options)
    return _of_cluster(place, options)


def _of_cluster(place: Several, options: dict[str, Any]) -> redis.Redis:
    """A cluster's client, which learns of the nodes at once. It repeats no command: it would whatever the error was."""
    backoff, attempt = _backoff(), 1
    options = {**options, "retry": Retry(backoff, 0)}
    while True:
        try:
            return clustered(place, **options)
        except RedisError as error:
            if attempt == REFUSED_TRIES:
                raise StoreError(
                    f"The cluster at {place.shown} can't be reached: {error}", "Start it, or correct REDIS_URL."
                ) from error
        time.sleep(backoff.compute(attempt))
        attempt += 1


def address(url: str) -> str:
    """Host and port, or the socket's path, of a store's `url`: fit to be shown, since credentials are left out."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return parts.path
    try:
        place = several(url)
        return place.shown if place else f"{parts.hostname or 'localhost'}:{parts.port or 6379}"
    except ValueError:
        return parts.hostname or "localhost"


def ping(client: redis.Redis) -> None:
    """Ask the store for a sign of life, once.

    Raises:
        StoreError: there was none, with why and what to do.
    """
    try:
        client.ping()
    except RedisError as error:
        raise _told(client, error) from error


def wait_until_ready(client: redis.Redis, seconds: float) -> None:
    """Wait until the store answers, at most `seconds`; a store that is loading its data is waited for too.

    Raises:
        StoreError: it did not answer in time, refused us, or is older than OLDEST_VERSION.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            client.ping()
            break
        except RedisError as error:
            if isinstance(error, _HOPELESS) or time.monotonic() >= deadline:
                raise _told(client, error) from error
        time.sleep(READY_PAUSE_SECONDS)
    _refuse_old(client)


def _refuse_old(client: redis.Redis) -> None:
    try:
        version = str(client.info("server").get("redis_version", ""))
    except RedisError:  # INFO may be forbidden to us; the queue's first command then tells
        return
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
    if numbers and numbers < OLDEST_VERSION:
        raise StoreError(
            f"The store at {_where(client)} is Redis {version}; Nutgraf needs 6.2 or newer.",
            "Upgrade it, or unset REDIS_URL to use the embedded store.",
        )


def _where(client: redis.Redis) -> str:
    if isinstance(client, RedisCluster):
        return ",".join(f"{node.host}:{node.port}" for node in client.get_nodes())
    if isinstance(client.connection_pool, SentinelConnectionPool):
        return f"the master {client.connection_pool.service_name}"
    options = client.connection_pool.connection_kwargs
    if "path" in options:
        return str(options["path"])
    return f"{options.get('host', 'localhost')}:{options.get('port', 6379)}"


def _told(client: redis.Redis, error: RedisError) -> StoreError:
    where = _where(client)
    if isinstance(error, _HOPELESS):
        return StoreError(f"The store at {where} refuses our user or password.", "Correct REDIS_URL.")
    if isinstance(error, BusyLoadingError):
        return StoreError(f"The store at {where} is still loading its data.", "Wait a little and start again.")
    if isinstance(error, TimeoutError):
        return StoreError(
            f"The store at {where} does not answer.", "See whether it is overloaded, or a firewall lies between."
        )
    if isinstance(error, ConnectionError):
        return StoreError(
            f"The store at {where} can't be reached.",
            "Start it, or correct REDIS_URL; without REDIS_URL a server of our own is used.",
        )
    return StoreError(f"The store at {where} answered with an error: {error}.", "Correct the store's configuration.")
