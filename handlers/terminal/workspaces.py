"""`nutgraf workspaces`: where the app is installed, and the keys that their tokens are encrypted under."""

import sys
import time
from datetime import UTC, datetime

import redis
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.config import Settings
from bot.errors import SettingsError
from bot.queue.jobs import RetryLater
from bot.slack.installs import Installs
from bot.slack.leaving import Leaving
from handlers.teams import installs_of
from handlers.terminal.store import running_store

WAIT_SECONDS = 120.0
"""For jobs of a workspace that are being done while it is forgotten; the longest fetch and reading take a minute."""


def list_workspaces(settings: Settings) -> int:
    """Print the workspaces as a table. Returns the exit status."""
    installs = _installs(settings, running_store(settings))
    table = Table("workspace", "name", "installed", "by")
    for team in installs.teams():
        install = installs.find(team)
        if install is not None:
            day = f"{datetime.fromtimestamp(install.at, UTC):%Y-%m-%d}"
            table.add_row(*map(Text, (install.team, install.name, day, install.by)))
    if not table.row_count:
        print("No workspace has installed the app yet.")
        return 0
    Console().print(table)
    return 0


def reencrypt(settings: Settings) -> int:
    """Encrypt every token anew. Returns the exit status.

    Raises:
        TokenLost: one can't be read under any of the keys.
    """
    done = _installs(settings, running_store(settings)).reencrypt()
    print(f"{done} tokens are encrypted under the first of NUTGRAF_TOKEN_KEYS.")
    return 0


def forget_workspace(settings: Settings, team: str, *, sure: bool) -> int:
    """Remove a workspace with everything that came from it. Returns the exit status: 1 where somebody said no."""
    store = running_store(settings)
    if not sure and input(f"Remove everything that came from {team}? Type its id: ").strip() != team:
        print("nutgraf: nothing was removed", file=sys.stderr)
        return 1
    leaving, deadline = Leaving(store), time.monotonic() + WAIT_SECONDS
    leaving.close(team)
    gone = 0
    while True:
        try:
            gone += leaving.forget(team)
            break
        except RetryLater as later:
            if time.monotonic() > deadline:
                print("nutgraf: a worker is still at it; run this again when it has ended", file=sys.stderr)
                return 1
            time.sleep(later.seconds)
    print(f"{team} is forgotten: {gone:,} keys.")
    return 0


def _installs(settings: Settings, store: redis.Redis) -> Installs:
    installs = installs_of(settings, store)
    if installs is None:
        raise SettingsError("SLACK_CLIENT_ID is not set: there is one workspace, that of SLACK_BOT_TOKEN.")
    return installs
