"""A store that takes nothing more: known by what it answers, and said in words for whoever runs it."""

from redis.exceptions import OutOfMemoryError, ResponseError

from bot.store.connect import STORE_DOWN

MEMORY_FULL = (
    "The store's memory is full: raise its maxmemory, or give it a server of its own. Nothing that was acknowledged is "
    "lost, and the work goes on by itself."
)
DISK_FULL = (
    "The store can't write to its disk: make room where its data is. Nothing that was acknowledged is lost, and the "
    "work goes on by itself."
)


def when_full(error: BaseException) -> str:
    """What to do about a store that is full; '' for any other error."""
    if isinstance(error, OutOfMemoryError):
        return MEMORY_FULL
    return DISK_FULL if isinstance(error, ResponseError) and str(error).startswith("MISCONF") else ""


def is_away(error: BaseException) -> bool:
    """Whether the store takes no command just now, or none that writes, and may do so again: worth waiting for."""
    return isinstance(error, STORE_DOWN) or bool(when_full(error))
