"""The two long-running processes: the bot (Slack's side) and a worker (reading's side)."""

import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import NoReturn

import redis
from cheroot.wsgi import Server
from pydantic import SecretStr
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.error import BoltError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.websocket_client import SocketModeClient
from websocket import WebSocketException

from bot import clock, log
from bot.config import EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH, Settings
from bot.errors import SettingsError
from bot.events.migrating import migrate, require_current, stored_version
from bot.queue.jobs import Queue
from bot.queue.supervisor import Supervisor
from bot.queue.worker import Worker
from bot.store.checks import warn_of_concerns
from bot.store.connect import connect, wait_until_ready
from bot.store.embedded import EmbeddedStore
from bot.store.keys import INSTALLED_TEAMS
from handlers.app import build_app
from handlers.clock import running_clock
from handlers.doorkeeper import MOST_BYTES, Doorkeeper
from handlers.health import Look, SlackLook, clock_part, many_part, queue_part, socket_part, store_part
from handlers.listening import saying_we_listen
from handlers.status import Wsgi, by_path, health_app, status_port
from handlers.teams import installs_of

logger = log.get(__name__)

HEALTH_SECONDS = 1.0
"""Longest wait for the store when somebody asks how the bot is: a probe has its own patience."""
STORE_WAIT_SECONDS = 30.0
"""How long a start waits for the store: a Redis beside us in compose may come up a little later."""


MOST_HEADERS = 32_768
"""Bytes of a request's headers; Slack sends under 1,000."""
SIGNAL_SECONDS = 1.0
"""A signal that comes just as the main thread goes to sleep is seen when it wakes: without an end it slept on, and was
killed after 30 s (5 of 14 stops right after the start)."""
CONNECT_SECONDS = 5.0
"""Slack opens a socket in well under a second."""
HANG_UP_SECONDS = 2.0
"""Given to closing the sockets; the process ends anyway."""
ANSWER_SECONDS = 1.0
"""How long a line that is closed may take to answer, before force is used."""


def need(secret: SecretStr | None, name: str, advice: str) -> str:
    """The value of a setting that must be there.

    Raises:
        SettingsError: it is not set.
    """
    if secret is None or not secret.get_secret_value():
        raise SettingsError(f"{name} is not set.", advice)
    return secret.get_secret_value()


def web_client(settings: Settings) -> WebClient:
    """Slack's Web API under the bot token, at the configured address; with no token where there are many workspaces.

    Raises:
        SettingsError: SLACK_BOT_TOKEN is not set.
    """
    if settings.many_workspaces:
        return WebClient(base_url=settings.slack_api_url)
    token = need(
        settings.slack_bot_token,
        "SLACK_BOT_TOKEN",
        "Install the app (nutgraf manifest) and copy the bot token from OAuth & Permissions; for many workspaces set "
        "SLACK_CLIENT_ID instead.",
    )
    return WebClient(token=token, base_url=settings.slack_api_url)


def run_bot(settings: Settings) -> None:
    """Connect to Slack and serve until SIGTERM or Ctrl-C; without REDIS_URL, start store and workers too.

    Raises:
        SettingsError: a token is missing. StoreError: the store can't be had.
    """
    client = web_client(settings)
    clock.follow(settings.nutgraf_clock)
    stop = stop_on_signals()
    with ExitStack() as parts:
        url = settings.redis_url or parts.enter_context(_store_and_workers(settings))
        store = connect(url)
        wait_until_ready(store, STORE_WAIT_SECONDS)
        require_current(store)
        warn_of_concerns(store)
        with _in_words(settings.slack_api_url):
            app = build_app(settings, client, Queue(store), store)
        quick = connect(url, seconds=HEALTH_SECONDS)
        looks = looks_of(settings, client, quick)
        line = parts.enter_context(_transport(settings, app, client, looks))
        looks += line
        parts.enter_context(saying_we_listen(settings, client, store, lambda: all(look().ok for look in line)))
        parts.enter_context(running_clock(store, settings.nutgraf_digest_grace_hours))
        parts.enter_context(status_port(settings, quick, looks))
        logger.info("bot is running", mode="socket" if settings.slack_app_token else "http")
        while not stop.wait(SIGNAL_SECONDS):
            pass
        logger.info("bot is stopping")
    leave()  # a thread of the socket client that hangs in a connect must not hold the process


@contextmanager
def _in_words(where: str) -> Iterator[None]:
    """What keeps us from Slack at the start, as an error that a person can read."""
    try:
        yield
    except BoltError as error:
        advice = "Copy the token again; `nutgraf doctor` says which one."
        raise SettingsError("Slack does not accept SLACK_BOT_TOKEN.", advice) from error
    except OSError as error:
        reason = getattr(error, "reason", error)
        advice = "Check the network, its DNS and SLACK_API_URL; `nutgraf doctor` tells more."
        raise SettingsError(f"Slack can't be reached at {where}: {reason}.", advice) from error


@contextmanager
def _store_and_workers(settings: Settings) -> Iterator[str]:
    with EmbeddedStore(settings.home) as store:
        logger.info("embedded store is running", redis_url=store.url)
        client = connect(store.url)
        migrate(client, stored_version(client))  # nobody else is at it yet
        env = {"REDIS_URL": store.url}
        if settings.nutgraf_status_port:  # the first port is this process's
            env["NUTGRAF_STATUS_PORT"] = str(settings.nutgraf_status_port + 1)
        workers = Supervisor([sys.executable, "-m", "handlers", "worker"], settings.workers, env=env)
        with workers:
            yield store.url


def looks_of(settings: Settings, client: WebClient, store: redis.Redis) -> list[Look]:
    """What every process asks to know how the bot is. `store` answers quickly or not at all."""
    slack = many_part(lambda: int(store.scard(INSTALLED_TEAMS))) if settings.many_workspaces else SlackLook(client)
    return [partial(store_part, store), slack, partial(queue_part, Queue(store)), partial(clock_part, store)]


@contextmanager
def _transport(settings: Settings, app: App, client: WebClient, looks: Sequence[Look]) -> Iterator[list[Look]]:
    """Slack's way to us: a socket, or HTTP; and where workspaces install the app, HTTP for that in any case. Gives what
    more there is to look at."""
    with ExitStack() as ways:
        if settings.slack_app_token is None:
            need(
                settings.slack_signing_secret,
                "SLACK_SIGNING_SECRET",
                "Set it for HTTP mode, or SLACK_APP_TOKEN for Socket Mode.",
            )
        more: list[Look] = []
        if settings.slack_app_token is not None:
            handler = ways.enter_context(_socket(settings.slack_app_token.get_secret_value(), app, client))
            more.append(socket_part(handler.client.is_connected))
        if settings.slack_app_token is None or settings.many_workspaces:
            ways.enter_context(serving(settings, app, [*looks, *more]))
        yield more


@contextmanager
def _socket(token: str, app: App, client: WebClient) -> Iterator[SocketModeHandler]:
    handler = SocketModeHandler(app, token, web_client=client)
    _connect(handler)
    try:
        yield handler
    finally:
        hang_up(handler)


@contextmanager
def serving(settings: Settings, app: App, looks: Sequence[Look] = ()) -> Iterator[None]:
    """Serve Slack's requests, the pages of an installation, `/healthz` and `/readyz` at HTTP_HOST and HTTP_PORT.

    Raises:
        SettingsError: somebody else listens there.
    """
    handler = SlackRequestHandler(app, path=EVENTS_PATH)
    routes: dict[str, Wsgi] = {INSTALL_PATH: handler, REDIRECT_PATH: handler} if settings.many_workspaces else {}
    if settings.slack_app_token is None:  # what comes over the socket is not taken from anybody else
        secret = need(settings.slack_signing_secret, "SLACK_SIGNING_SECRET", "HTTP mode needs it.")
        routes[EVENTS_PATH] = Doorkeeper(handler, secret, EVENTS_PATH)
    health = health_app(looks)
    pages = by_path({**routes, "/healthz": health, "/readyz": health})
    server = Server((settings.http_host, settings.http_port), pages)
    server.max_request_body_size, server.max_request_header_size = MOST_BYTES, MOST_HEADERS
    try:
        server.prepare()
    except OSError as error:
        where = f"{settings.http_host}:{settings.http_port}"
        raise SettingsError(f"Can't listen on {where}: {error.strerror}.", "Set HTTP_HOST and HTTP_PORT.") from None
    thread = threading.Thread(target=server.serve, name="http", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.stop()


def _connect(handler: SocketModeHandler) -> None:
    """Open the socket. The client's own watchdog may open one at the same time, and `connect` then hangs behind it:
    after CONNECT_SECONDS the bot goes on, and the watchdog keeps a line open."""
    failures: list[Exception] = []

    def connect() -> None:
        try:
            handler.connect()  # type: ignore[no-untyped-call]
        except Exception as error:  # noqa: BLE001 - raised below, in the thread that started us
            failures.append(error)

    connecting = threading.Thread(target=connect, name="connecting", daemon=True)
    connecting.start()
    connecting.join(CONNECT_SECONDS)
    if failures and isinstance(failures[0], SlackApiError):
        advice = "Copy the token with the scope connections:write again."
        raise SettingsError("Slack does not accept SLACK_APP_TOKEN.", advice) from failures[0]
    if failures:
        raise failures[0]


def hang_up(handler: SocketModeHandler) -> None:
    """Close the sockets, by force where need be: websocket-client can wait ten seconds for a line it has closed, and
    for ever for one that it was just renewing. What was received and not acknowledged, Slack sends again."""
    client = handler.client
    client.auto_reconnect_enabled = False
    _ask_to_leave(client)
    closing = threading.Thread(target=handler.close, name="closing", daemon=True)
    closing.start()
    deadline = time.monotonic() + HANG_UP_SECONDS
    while closing.is_alive() and time.monotonic() < deadline:
        client.message_queue.put(None)  # wakes the thread that waits for messages; it is no message
        closing.join(0.1)
        session = client.current_session
        line = session.sock.sock if session is not None and session.sock is not None else None
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def _ask_to_leave(client: SocketModeClient) -> None:
    """End the thread that reads, from within: it sleeps until something comes, and what comes is the answer to a ping.
    A line that is closed while it sleeps would never wake it. One that answers nothing is left to force."""
    client.current_session_runner.event.set()  # it opens no other
    session = client.current_session
    line = session.sock if session is not None else None
    if session is None or line is None:
        return
    session.keep_running = False
    with suppress(OSError, WebSocketException):
        line.ping()
    client.current_session_runner.thread.join(ANSWER_SECONDS)


def run_worker(settings: Settings) -> None:
    """Take jobs from the queue at REDIS_URL until SIGTERM or Ctrl-C; the job at hand is finished first.

    Raises:
        SettingsError: REDIS_URL or the bot token is missing. ModelError: the language model can't be loaded.
    """
    if settings.redis_url is None:
        raise SettingsError("REDIS_URL is not set.", "A worker needs the store that the bot uses.")
    from handlers.jobs import build_tasks, build_team_tasks

    clock.follow(settings.nutgraf_clock)
    client, store = web_client(settings), connect(settings.redis_url)
    wait_until_ready(store, STORE_WAIT_SECONDS)
    require_current(store)
    warn_of_concerns(store)
    installs = installs_of(settings, store)
    tasks = build_team_tasks(settings, store, installs) if installs else build_tasks(settings, client, store)
    worker = Worker(settings.redis_url, tasks.by_name, on_dead=tasks.on_dead)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    logger.info("worker is running")
    quick = connect(settings.redis_url, seconds=HEALTH_SECONDS)
    with (
        running_clock(connect(settings.redis_url), settings.nutgraf_digest_grace_hours),
        status_port(settings, quick, looks_of(settings, client, quick)),
    ):
        worker.run()
    leave()  # taking the language model apart object by object takes seconds on a busy machine


def leave() -> NoReturn:
    """End the process at once. Everything is closed by now."""
    logging.shutdown()
    os._exit(0)


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set. Call from the main thread."""
    stop = threading.Event()

    def ask(*_: object) -> None:
        # Not here: a signal that finds this thread inside `stop.wait` would wait for a lock that it holds itself.
        threading.Thread(target=stop.set, name="stopping", daemon=True).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    return stop
