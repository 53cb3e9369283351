"""The store that a command looks into."""

from collections.abc import Iterator
from contextlib import contextmanager

import redis

from bot.config import Settings
from bot.errors import SettingsError, StoreError
from bot.store.connect import connect, wait_until_ready
from bot.store.embedded import EmbeddedStore, running_url

STORE_SECONDS = 5.0


def running_store(settings: Settings) -> redis.Redis:
    """The store at REDIS_URL, or that of the bot that runs in NUTGRAF_HOME.

    Raises:
        StoreError: there is none, or it does not answer.
    """
    url = settings.redis_url or running_url(settings.home)
    if url is None:
        raise StoreError(
            f"No bot is running in {settings.home}, and REDIS_URL is not set.",
            "Start `nutgraf run`, or set REDIS_URL to the store that the bot uses.",
        )
    client = connect(url)
    wait_until_ready(client, STORE_SECONDS)
    return client


@contextmanager
def any_store(settings: Settings) -> Iterator[redis.Redis]:
    """The store at REDIS_URL, that of the bot which runs in NUTGRAF_HOME, or the one that lies there.

    Raises:
        StoreError: it can't be had.
    """
    if settings.redis_url or running_url(settings.home):
        yield running_store(settings)
        return
    with EmbeddedStore(settings.home) as embedded:
        yield connect(embedded.url)


def only_team(store: redis.Redis) -> str:
    """The workspace, where the store knows just one.

    Raises:
        SettingsError: there is none, or there are several.
    """
    found = {str(key).partition("{")[2].partition("}")[0] for key in store.scan_iter("nutgraf:{*}:shared-in")}
    if len(found) == 1:
        return found.pop()
    if not found:
        raise SettingsError("Nothing was shared yet.", "Share a link in a channel the bot is in.")
    raise SettingsError("The store knows several workspaces.", f"Give --team: {', '.join(sorted(found))}.")
