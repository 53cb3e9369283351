"""`nutgraf export` and `nutgraf import`."""

import sys

from bot.config import Settings
from bot.events.carrying import corrections, exported, imported
from bot.store.connect import connect


def export_memory(settings: Settings, team: str, *, only_corrections: bool) -> int:
    """Print a workspace's memory, or what people corrected in it, as JSONL. Returns the exit status."""
    store = connect(settings.redis_url) if settings.redis_url else None
    if store is None:
        print("nutgraf: export needs REDIS_URL, the store to read from", file=sys.stderr)
        return 1
    for line in corrections(store, team) if only_corrections else exported(store, team):
        print(line)
    return 0


def import_memory(settings: Settings) -> int:
    """Read an export from standard input into the store. Returns the exit status."""
    if not settings.redis_url:
        print("nutgraf: import needs REDIS_URL, the store to write to", file=sys.stderr)
        return 1
    print(f"{imported(connect(settings.redis_url), sys.stdin)} keys imported", file=sys.stderr)
    return 0
