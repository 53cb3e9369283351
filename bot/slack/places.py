"""Where things stand in Slack, as values."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Shared:
    """A message that somebody wrote: the one with the links. `ts` is Slack's time stamp of it."""

    team: str
    channel: str
    ts: str

    @property
    def at(self) -> datetime:
        """When it was written: Slack's time stamps are seconds since 1970."""
        return datetime.fromtimestamp(float(self.ts), UTC)


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of exactly one message of ours: an answer to `shared`, in the thread under `thread_ts`.

    `name` tells the answers to one message apart: a link's key, or `help`. Without a thread (`thread_ts` is '') it is a
    message in the channel itself that answers nobody; `shared.ts` is then a time before which it can't stand there.
    """

    shared: Shared
    thread_ts: str
    name: str

    @property
    def key(self) -> str:
        """Names the slot in the metadata of the message that fills it: `channel:ts:name`."""
        return f"{self.shared.channel}:{self.shared.ts}:{self.name}"
