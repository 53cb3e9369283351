"""The small HTTP port for operators: `/healthz`, `/readyz` and `/metrics`. Off unless NUTGRAF_STATUS_PORT is set."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import redis
from cheroot.wsgi import Server
from prometheus_client import make_wsgi_app
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector, CollectorRegistry

from bot import log
from bot.config import Settings
from bot.errors import SettingsError
from bot.metrics import REGISTRY
from bot.queue.jobs import Queue
from bot.queue.metrics import QueueCollector
from bot.store.keys import INSTALLED_TEAMS
from handlers.health import Look, Looking, tick_age

logger = log.get(__name__)

MOST_PROCESSES = 64
"""Ports tried from NUTGRAF_STATUS_PORT on: the processes on one machine take one each, in the order they start."""
THREADS = 2

StartResponse = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class StateCollector(Collector):
    """What the store says of the whole bot when it is asked; any process tells it for all."""

    def __init__(self, store: redis.Redis) -> None:
        self._store: Any = store

    def collect(self) -> Iterator[Metric]:
        """Whether the store answers, the clock's last tick, how many workspaces have the app."""
        up, age, teams = 1.0, None, None
        try:
            age, teams = tick_age(self._store), self._store.scard(INSTALLED_TEAMS)
        except redis.RedisError:
            up = 0.0
        yield GaugeMetricFamily("nutgraf_store_up", "Whether the store answers.", value=up)
        if age is not None:
            yield GaugeMetricFamily("nutgraf_clock_age_seconds", "Since a clock last looked for digests.", value=age)
        if teams is not None:
            yield GaugeMetricFamily("nutgraf_workspaces", "Workspaces that installed the app by OAuth.", value=teams)


class AllMetrics(Collector):
    """The process's own registry, and what is read from the store for this port."""

    def __init__(self, store: redis.Redis) -> None:
        self._parts: Sequence[Any] = (REGISTRY, StateCollector(store), QueueCollector(Queue(store)))

    def collect(self) -> Iterator[Metric]:
        for part in self._parts:
            yield from part.collect()


def metrics_app(store: redis.Redis) -> Wsgi:
    """`/metrics` of this process."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(AllMetrics(store))
    app: Wsgi = make_wsgi_app(registry)
    return app


def health_app(looks: Sequence[Look]) -> Wsgi:
    """`/healthz`: this process runs. `/readyz`: 200 where it can do its work, else 503, with a sentence on each part.

    A backlog or a silent clock is told and is no 503: taking a front away for it would lose what still works.
    """
    look = Looking(looks)

    def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        if path.rstrip("/") == "/healthz":
            return _answer(start_response, "200 OK", {"status": "alive"})
        health = look()
        return _answer(start_response, "200 OK" if health.ready else "503 Service Unavailable", health.to_json())

    return app


def _answer(start_response: StartResponse, status: str, body: dict[str, Any]) -> Iterable[bytes]:
    text = json.dumps(body, ensure_ascii=False, indent=2).encode() + b"\n"
    headers = [("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")]
    start_response(status, [*headers, ("Content-Length", str(len(text)))])
    return [text]


def by_path(routes: dict[str, Wsgi]) -> Wsgi:
    """Each path to its app; for what is none of them 404."""

    def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        found = routes.get(environ.get("PATH_INFO", "").rstrip("/"))
        if found is None:
            return _answer(start_response, "404 Not Found", {"error": "nothing is here"})
        return found(environ, start_response)

    return app


@contextmanager
def status_port(settings: Settings, store: redis.Redis, looks: Sequence[Look]) -> Iterator[int | None]:
    """Serve while the block runs, at the first free port from NUTGRAF_STATUS_PORT on. Gives the port; None: it is off.

    Raises:
        SettingsError: none of the ports can be had.
    """
    if not settings.nutgraf_status_port:
        yield None
        return
    health = health_app(looks)
    app = by_path({"/healthz": health, "/readyz": health, "/metrics": metrics_app(store)})
    server, port = _listening(settings.nutgraf_status_host, settings.nutgraf_status_port, app)
    thread = threading.Thread(target=server.serve, name="status", daemon=True)
    thread.start()
    logger.info("status port is open", port=port)
    try:
        yield port
    finally:
        server.stop()


def _listening(host: str, first: int, app: Wsgi) -> tuple[Server, int]:
    for port in range(first, min(first + MOST_PROCESSES, 65536)):
        server = Server((host, port), app, numthreads=THREADS)
        try:
            server.prepare()
        except OSError as error:
            reason = str(error)
            continue
        return server, port
    raise SettingsError(
        f"The status port can't be opened: {reason}.", "Set NUTGRAF_STATUS_HOST and NUTGRAF_STATUS_PORT."
    )
