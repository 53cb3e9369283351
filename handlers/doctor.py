"""`nutgraf doctor`: what is missing in the environment, part by part, without printing a secret."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console
from rich.table import Table
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot import clock
from bot.config import INSTALL_PATH, Settings, load_settings
from bot.errors import NutgrafError
from bot.queue.jobs import Queue
from bot.slack.tokens import Vault
from bot.store.checks import concerns
from bot.store.connect import connect, wait_until_ready
from bot.store.embedded import running_url, server_binary
from handlers.health import clock_part, queue_part

CLOCK_SECONDS = 60.0
"""Distance from Slack's clock that is said. From five minutes on a request's signature counts as stale."""
STORE_SECONDS = 3.0
SLACK_SECONDS = 5


class State(StrEnum):
    """What a check found. `MISSING` and `WRONG` keep the bot from running; `NOTE` does not."""

    OK = "ok"
    NOTE = "note"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the environment: its name, its state, and a sentence with what to do."""

    part: str
    state: State
    sentence: str


def examine() -> int:
    """Check the environment and print a table. Returns 0 where the bot can run, else 1."""
    findings = list(check())
    table = Table("part", "state", "what to do", box=None, pad_edge=False)
    for finding in findings:
        table.add_row(finding.part, finding.state.value, finding.sentence)
    Console().print(table)
    bad = [finding.part for finding in findings if finding.state in (State.MISSING, State.WRONG)]
    if bad:
        print(f"nutgraf: not ready: {', '.join(bad)}", file=sys.stderr)
    return 1 if bad else 0


def check() -> Iterator[Finding]:
    """Look at each part of the environment in turn."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", State.OK, version)
    try:
        settings = load_settings()
    except NutgrafError as error:
        yield Finding("settings", State.WRONG, str(error))
        return
    yield Finding("settings", State.OK, "every value can be used")
    yield from _slack(settings)
    yield from _clock(settings)
    yield _store(settings)
    yield from _running(settings)
    yield _model(settings)
    if not settings.nutgraf_contact:
        yield Finding("NUTGRAF_CONTACT", State.NOTE, "not set: site owners can't tell who fetches their pages")


def _slack(settings: Settings) -> Iterator[Finding]:
    if settings.many_workspaces:
        yield _installing(settings)
    else:
        yield from _one_workspace(settings)
    if settings.slack_app_token:
        app = _token("SLACK_APP_TOKEN", settings.slack_app_token, "xapp-", "")
        yield app
        if app.state is State.OK:
            token = settings.slack_app_token
            yield _ask_slack(
                "Slack, app token",
                settings,
                token,
                lambda c: c.apps_connections_open(app_token=token.get_secret_value()),
            )
    elif settings.slack_signing_secret:
        yield Finding("SLACK_SIGNING_SECRET", State.OK, f"HTTP mode on {settings.http_host}:{settings.http_port}")
    else:
        advice = "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)."
        yield Finding("SLACK_APP_TOKEN", State.MISSING, advice)


def _one_workspace(settings: Settings) -> Iterator[Finding]:
    bot = _token("SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-", "Install the app, then copy its bot token.")
    yield bot
    if settings.slack_bot_token and bot.state is State.OK:
        yield _ask_slack("Slack, bot token", settings, settings.slack_bot_token, lambda c: c.auth_test())


def _installing(settings: Settings) -> Finding:
    keys = settings.nutgraf_token_keys
    try:
        Vault.of(keys.get_secret_value() if keys else "")
    except NutgrafError as error:
        return Finding("workspaces", State.WRONG, str(error))
    where = settings.nutgraf_public_url.rstrip("/") + INSTALL_PATH
    if not where.startswith("https://"):
        return Finding("workspaces", State.NOTE, f"Slack sends people back to https only; add the app at {where}")
    return Finding("workspaces", State.OK, f"any number; add the app at {where}")


def _token(name: str, secret: SecretStr | None, prefix: str, advice: str) -> Finding:
    if secret is None:
        return Finding(name, State.MISSING, advice)
    if not secret.get_secret_value().startswith(prefix):
        return Finding(name, State.WRONG, f"It should begin with {prefix}; another kind of token was pasted.")
    return Finding(name, State.OK, "set")


def _ask_slack(part: str, settings: Settings, secret: SecretStr, ask: Callable[[WebClient], object]) -> Finding:
    client = WebClient(token=secret.get_secret_value(), base_url=settings.slack_api_url, timeout=SLACK_SECONDS)
    try:
        ask(client)
    except SlackClientError as error:
        code = getattr(error, "response", {}).get("error", "no answer")
        return Finding(part, State.WRONG, f"Slack refuses it: {code}. Copy the token again.")
    except OSError as error:
        return Finding(part, State.WRONG, f"{settings.slack_api_url} can't be reached: {error}.")
    return Finding(part, State.OK, "Slack accepts it")


def _clock(settings: Settings) -> Iterator[Finding]:
    """The clock beside Slack's, where Slack answers anything."""
    client = WebClient(base_url=settings.slack_api_url, timeout=SLACK_SECONDS)
    try:
        headers = client.api_test().headers
    except SlackApiError as error:
        headers = error.response.headers
    except (SlackClientError, OSError):
        return
    said = {str(name).lower(): value for name, value in headers.items()}.get("date", "")
    with suppress(ValueError, TypeError):
        moment = parsedate_to_datetime(said[0] if isinstance(said, list) else said)
        yield clock_finding(clock.now(), moment.timestamp())


def clock_finding(here: float, slacks: float) -> Finding:
    """What is to be said of this machine's clock, in seconds since 1970, beside Slack's."""
    off = here - slacks
    if abs(off) < CLOCK_SECONDS:
        return Finding("clock", State.OK, "goes with Slack's")
    way = "ahead of" if off > 0 else "behind"
    return Finding(
        "clock",
        State.WRONG,
        f"This machine's clock is {abs(off):,.0f} s {way} Slack's: in HTTP mode its requests are refused, and digests "
        "come at the wrong time. Set it by NTP.",
    )


def _store(settings: Settings) -> Finding:
    if settings.redis_url is None:
        return _embedded_store(settings.home)
    try:
        client = connect(settings.redis_url)
        wait_until_ready(client, STORE_SECONDS)
    except NutgrafError as error:
        return Finding("REDIS_URL", State.WRONG, str(error))
    if found := concerns(client):
        return Finding("REDIS_URL", State.NOTE, f"reached; {' '.join(found)}")
    return Finding("REDIS_URL", State.OK, "reached")


def _running(settings: Settings) -> Iterator[Finding]:
    """How the bot that uses this store is, as its `/readyz` tells; nothing where none runs on an embedded store."""
    url = settings.redis_url or running_url(settings.home)
    if url is None:
        return
    try:
        store = connect(url, seconds=STORE_SECONDS)
    except NutgrafError:  # `_store` has said so
        return
    for part in (queue_part(Queue(store)), clock_part(store)):
        yield Finding(part.name, State.OK if part.ok else State.NOTE, part.sentence)


def _embedded_store(home: Path) -> Finding:
    try:
        binary = server_binary()
        home.mkdir(parents=True, exist_ok=True)
    except (NutgrafError, OSError) as error:
        return Finding("store", State.WRONG, str(error))
    if not os.access(home, os.W_OK):
        return Finding("store", State.WRONG, f"{home} can't be written to; set NUTGRAF_HOME.")
    return Finding("store", State.OK, f"embedded ({binary.name}), data in {home}")


def _model(settings: Settings) -> Finding:
    from bot.reading.pipeline import nlp as load

    try:
        nlp = load(settings.nutgraf_model)
    except NutgrafError as error:
        return Finding("language", State.WRONG, str(error))
    return Finding("language", State.OK, f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}")
