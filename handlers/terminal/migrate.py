"""`nutgraf migrate`."""

from bot.config import Settings
from bot.events.migrating import VERSION, migrate, require_current, steps_for, stored_version
from handlers.terminal.store import any_store


def migrate_store(settings: Settings, *, dry_run: bool) -> int:
    """Bring the store to this program's version, and say what is done; with `dry_run` only say it. Returns the exit
    status.

    Raises:
        StoreError: the store can't be had, or is newer than this program.
    """
    with any_store(settings) as store:
        version = stored_version(store)
        if version == VERSION:
            if not dry_run:
                require_current(store)
            print(f"The store is of version {VERSION}: nothing to do.")
            return 0
        print(f"The store is of version {version}, this program reads {VERSION}.")
        for step in steps_for(version):
            print(f"{version} to {step.to}: {step.words}: {step.left(store):,} keys.")
        if dry_run:
            print("Nothing was changed (--dry-run).")
            return 0
        migrate(store, version)
        print("Done.")
    return 0
