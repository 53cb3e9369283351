"""An article that comes in, as the memory compares it."""

from dataclasses import dataclass

from bot.events.occurrence import Occurrence
from bot.events.weights import Vectors


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that comes in. `at` is its time in seconds since 1970, None where it is not known."""

    vectors: Vectors
    occurrence: Occurrence
    sketch: tuple[str, ...]
    at: float | None
