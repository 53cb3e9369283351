"""Stores of several servers, by the address that names them.

`redis+sentinel://[USER:PASSWORD@]HOST:26379,HOST:26379/NAME[/DB]`: a Redis that Sentinels watch; each new connection
asks them for the master called NAME. `redis+cluster://[USER:PASSWORD@]HOST:6379,HOST:6379`: a Redis Cluster; one node
that answers is enough to learn of the others. With `rediss+…` the servers are spoken to over TLS; Sentinels are not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, cast
from urllib.parse import unquote, urlsplit

import redis
from redis.backoff import NoBackoff
from redis.cluster import ClusterNode, ClusterPipeline, RedisCluster
from redis.exceptions import (
    ClusterDownError,
    ConnectionError,  # noqa: A004 - redis-py's own, not the builtin
    RedisClusterException,
)
from redis.retry import Retry
from redis.sentinel import Sentinel, SentinelConnectionPool

SENTINEL_PORT, SERVER_PORT = 26379, 6379
SENTINEL_SECONDS = 1.0
"""Longest wait for one Sentinel's answer: they are asked in turn, and a listener has 3 s in all."""

Kind = Literal["sentinel", "cluster"]


@dataclass(frozen=True, slots=True)
class Several:
    """What an address of several servers says. `name` is the master's, '' for a cluster."""

    kind: Kind
    hosts: tuple[tuple[str, int], ...]
    name: str
    options: dict[str, Any]

    @property
    def shown(self) -> str:
        """Hosts and name, without user and password."""
        hosts = ",".join(f"{host}:{port}" for host, port in self.hosts)
        return f"{hosts}/{self.name}" if self.name else hosts


def several(url: str) -> Several | None:
    """What `url` says of several servers; None for the address of one.

    Raises:
        ValueError: it is of several, and not whole.
    """
    parts = urlsplit(url)
    scheme, _, kind = parts.scheme.partition("+")
    if kind not in ("sentinel", "cluster"):
        return None
    if scheme not in ("redis", "rediss"):
        raise ValueError(scheme)
    login, _, places = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    path = [unquote(part) for part in parts.path.split("/") if part]
    name = path.pop(0) if kind == "sentinel" and path else ""
    if not places or (kind == "sentinel") != bool(name) or len(path) > (kind == "sentinel"):
        raise ValueError("hosts, name or database")
    options: dict[str, Any] = {"username": unquote(user) or None, "password": unquote(password) or None}
    if kind == "sentinel":
        options["db"] = int(path[0]) if path else 0
    if scheme == "rediss":
        options["ssl"] = True
    standard = SENTINEL_PORT if kind == "sentinel" else SERVER_PORT
    return Several(cast(Kind, kind), tuple(_place(place, standard) for place in places.split(",")), name, options)


def _place(place: str, standard: int) -> tuple[str, int]:
    parts = urlsplit(f"//{place}")
    if not parts.hostname:
        raise ValueError(place)
    return parts.hostname, parts.port or standard


def watched(place: Several, pool: type[SentinelConnectionPool], **options: Any) -> redis.Redis:
    """A client of the master that Sentinels name, through a `pool`. Does not connect yet."""
    asking = {
        "socket_timeout": SENTINEL_SECONDS,
        "socket_connect_timeout": SENTINEL_SECONDS,
        "decode_responses": True,
        "retry": Retry(NoBackoff(), 0),  # the next one is asked instead
    }
    sentinel = Sentinel(list(place.hosts), sentinel_kwargs=asking)  # type: ignore[no-untyped-call]
    made = pool(place.name, sentinel, **place.options, **options)
    return redis.Redis.from_pool(made)


def clustered(place: Several, **options: Any) -> redis.Redis:
    """A client of a cluster, which is asked for its nodes at once. For us it is what the client of one server is: all
    keys of a command, a script or a transaction carry one hash tag.

    Raises:
        redis.ConnectionError: no node answers.
    """
    nodes = [ClusterNode(host, port) for host, port in place.hosts]  # type: ignore[no-untyped-call]
    with _as_absence():
        return cast(redis.Redis, _Cluster(startup_nodes=nodes, **place.options, **options))


class _Cluster(RedisCluster):
    """One whose errors are those of any store, and whose pipelines are transactions unless told otherwise."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Run a command on the node that has its keys."""
        with _as_absence():
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]

    def pipeline(self, transaction: bool | None = True, shard_hint: Any = None) -> ClusterPipeline:
        """Commands to be run together, on one node. The answers are those that a single server's client gives: in
        transactions redis-py leaves a cluster's as they came."""
        made: ClusterPipeline = super().pipeline(transaction, shard_hint)  # type: ignore[no-untyped-call]
        if transaction:
            node = cast(ClusterNode, self.get_default_node())  # type: ignore[no-untyped-call]
            plain = cast(redis.Redis, node.redis_connection).response_callbacks
            made.cluster_response_callbacks = {**plain, **made.cluster_response_callbacks}  # type: ignore[assignment]
        made.execute = _as_absence()(made.execute)  # type: ignore[method-assign]
        return made


@contextmanager
def _as_absence() -> Iterator[None]:
    """A cluster that is not whole is a store that is away; redis-py's errors of that are no RedisErrors, or answers."""
    try:
        yield
    except (RedisClusterException, ClusterDownError) as error:
        raise ConnectionError(str(error)) from error
