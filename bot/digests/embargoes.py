"""When an article under an embargo may be told of."""

from datetime import datetime

from bot.reading.brief import Embargo

HELD_SECONDS = 24 * 3600.0
"""An embargo that can't be dated holds so long after the sharing: better late than broken."""


def released_at(embargo: Embargo | None, shared: float) -> float | None:
    """When it ends, seconds since 1970; None without one. `shared`: when the article was, likewise."""
    if embargo is None:
        return None
    return datetime.fromisoformat(embargo.until).timestamp() if embargo.until else shared + HELD_SECONDS
