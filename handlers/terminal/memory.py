"""`nutgraf export` and `nutgraf import`."""

import sys
from collections.abc import Sequence

from bot.config import Settings
from bot.errors import SettingsError, StoreError
from bot.events.carrying import corrections, exported, imported, teams
from handlers.terminal.store import any_store

FIRST = "Share a link in a channel the bot is in."


def export_memory(settings: Settings, team: str, *, only_corrections: bool) -> int:
    """Print a workspace's memory, or what people corrected in it, as JSONL. Returns 0.

    Raises:
        StoreError: there is no store, or nothing in it of that workspace. SettingsError: it has several.
    """
    with any_store(settings) as store:
        known = teams(store)
        team = team or _only(known)
        if team not in known:
            words = f"It knows {', '.join(known)}." if known else FIRST
            raise StoreError(f"The store remembers nothing of a workspace {team[:40]}.", words)
        for line in corrections(store, team) if only_corrections else exported(store, team):
            print(line)
    return 0


def import_memory(settings: Settings) -> int:
    """Read an export from standard input into the store. Returns 0.

    Raises:
        StoreError: there is no store, or it is of another version. LineError: a line is no export's.
    """
    with any_store(settings) as store:
        print(f"{imported(store, sys.stdin)} keys imported", file=sys.stderr)
    return 0


def _only(known: Sequence[str]) -> str:
    if len(known) == 1:
        return known[0]
    if not known:
        raise StoreError("The store remembers nothing yet.", FIRST)
    raise SettingsError("The store knows several workspaces.", f"Give --team: {', '.join(known)}.")
