"""`nutgraf forget`: say what came from a channel, a person or an article, and remove it."""

import sys
from dataclasses import dataclass

import redis
from rich.console import Console
from rich.table import Table
from slack_sdk import WebClient

from bot.config import Settings
from bot.slack.charts import clear
from bot.slack.files import Files
from bot.slack.forgetting import Forgetter, Found
from bot.slack.tokens import TokenLost
from handlers.teams import installs_of
from handlers.terminal.store import only_team, running_store


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be forgotten; one of the three is given."""

    channel: str = ""
    user: str = ""
    url: str = ""


def forget_it(settings: Settings, wanted: Wanted, team: str, *, dry_run: bool, sure: bool) -> int:
    """Find, show, ask, remove. Returns the exit status: 1 where somebody said no.

    Raises:
        StoreError: there is no store to look into. SettingsError: the store has several workspaces, none was named.
    """
    store = running_store(settings)
    team = team or only_team(store)
    forgetter = Forgetter(store, team)
    found = _find(forgetter, wanted)
    what = wanted.channel or wanted.user or wanted.url
    if found.nothing:
        print(f"Nothing is kept of {what}.")
        return 0
    _show(found, what)
    if dry_run:
        print("Nothing was removed (--dry-run).")
        return 0
    if not sure and input("Remove it for good? [y/N] ").strip().lower() not in ("y", "yes"):
        print("nutgraf: nothing was removed", file=sys.stderr)
        return 1
    forgetter.forget(found)
    if found.events and (left := clear(_files(settings, store, team), store, team)):
        print(f"Pictures of charts that are still in Slack: {left}. They go with the next chart.")
    print("Removed. What the bot wrote in Slack stands there until somebody deletes it.")
    return 0


def _files(settings: Settings, store: redis.Redis, team: str) -> Files | None:
    """The workspace's files, where its token is at hand."""
    installs = installs_of(settings, store)
    if installs is not None:
        try:
            install = installs.find(team)
        except TokenLost:  # what was asked for is forgotten all the same; the pictures go with the next chart
            install = None
        token = install.token if install else ""
    else:
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
    return Files(WebClient(token=token, base_url=settings.slack_api_url)) if token else None


def _find(forgetter: Forgetter, wanted: Wanted) -> Found:
    if wanted.channel:
        return forgetter.find_channel(wanted.channel)
    return forgetter.find_user(wanted.user) if wanted.user else forgetter.find_url(wanted.url)


def _show(found: Found, what: str) -> None:
    rows = (
        ("links that were shared, with what was read in them", len(found.sharings)),
        ("events that lose an article or go", found.events),
        ("pages kept by their address", found.pages),
        ("keys of its own", found.keys),
        ("jobs in the queue", found.jobs),
        ("plans for digests that change or go", found.plans),
        ("follows and mutes", found.wishes),
        ("corrections", found.corrections),
    )
    table = Table(f"of {what}", "", box=None, pad_edge=False)
    for name, number in rows:
        if number:
            table.add_row(name, f"{number:,}")
    Console().print(table)
