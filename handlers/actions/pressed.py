"""A press of a button, checked once at the door."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import NutgrafError
from bot.slack.places import Shared
from bot.slack.replies import Reading, Replies

EXPIRED = "I don't know this reply any more: what I read is kept for 30 days."
AGAIN = "Share the link again and I will read it anew."


class ExpiredError(NutgrafError):
    """What a button leads to is no longer kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading that a button leads to: of a link (`name`) in a message."""

    shared: Shared
    name: str
    reading: Reading


def kept(replies: Replies, team: str, key: str) -> Kept:
    """The reading that a button's value names (`channel:ts:name`).

    Raises:
        ExpiredError: it is not there any more, or the value is none of ours.
    """
    channel, _, rest = key.partition(":")
    ts, _, name = rest.partition(":")
    shared = Shared(team, channel, ts)
    reading = replies.find(shared, name)
    if reading is None:
        raise ExpiredError(EXPIRED, AGAIN)
    return Kept(shared, name, reading)


def user_of(body: Mapping[str, Any]) -> str:
    """Who pressed."""
    return str(body["user"]["id"])
