"""The workspace as it stands: people, channels, messages, views. All of it is touched on the server's loop only."""

import itertools
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import SandboxError, SlackError

Json = dict[str, Any]


@dataclass(slots=True)
class User:
    """Someone in the workspace. `tz` is an IANA name."""

    id: str
    name: str
    real_name: str
    tz: str = "Europe/London"
    is_bot: bool = False
    is_guest: bool = False
    is_admin: bool = False
    deleted: bool = False


@dataclass(slots=True)
class Message:
    """A message as Slack keeps it: `text` is escaped, `reactions` maps an emoji to who gave it."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    client_msg_id: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)
    broadcast: bool = False
    unfurl_links: bool = True

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread under another message."""

        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class Ephemeral:
    """A message that only `user` sees."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    from_slack: bool = False  # Slackbot's own notices ("/x failed …"), not the app's


@dataclass(slots=True)
class Channel:
    """A conversation; `kind` is channel (public), group (private), mpim (a direct message of several) or im (whose
    `members` are a person and the bot)."""

    id: str
    name: str
    kind: str = "channel"
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    topic: str = ""
    messages: dict[str, Message] = field(default_factory=dict)


@dataclass(slots=True)
class View:
    """A modal that is open for `user`, or their Home tab."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: dict[str, Json] = field(default_factory=dict)  # block_id → action_id → state


@dataclass(frozen=True, slots=True)
class Ping:
    """Someone's attention was called: `kind` is user, group, channel, here or everyone."""

    kind: str
    target: str
    channel: str
    ts: str
    by: str


@dataclass(frozen=True, slots=True)
class Call:
    """A Web API call as it came: `at` and `seconds` from time.monotonic(), `answer` is the body sent back."""

    method: str
    params: Json
    at: float
    seconds: float
    status: int
    answer: Json
    token: str


@dataclass(slots=True)
class Workspace:
    """The one workspace of a sandbox, with the one app installed in it."""

    team_id: str = "T0NEWSROOM"
    team_name: str = "The Newsroom"
    domain: str = "newsroom"
    app_id: str = "A0NUTGRAF"
    bot_user: str = "U0NUTGRAF"
    bot_id: str = "B0NUTGRAF"
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    ephemerals: list[Ephemeral] = field(default_factory=list)
    modals: dict[str, list[View]] = field(default_factory=dict)  # user → stack, last is on top
    homes: dict[str, View] = field(default_factory=dict)
    pings: list[Ping] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    on_change: Callable[[], None] = lambda: None
    last_ts: int = 0
    ahead: float = 0.0  # seconds by which the workspace's clock was moved
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def now(self) -> float:
        """The time in the workspace, in seconds since 1970."""

        return time.time() + self.ahead

    def new_ts(self) -> str:
        """A time stamp, in microseconds, that no message has yet."""

        self.last_ts = max(self.last_ts + 1, int(self.now() * 1_000_000))
        return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        """An id of Slack's looks, e.g. `V0000000012`."""

        return f"{prefix}{next(self.numbers):010d}"

    def changed(self) -> None:
        """Tells whoever looks on that something happened."""

        self.on_change()

    def user(self, who: str) -> User:
        """A user by id or name.

        :raises SandboxError: there is no such user
        """

        found = self.users.get(who) or next((u for u in self.users.values() if u.name == who.lstrip("@")), None)
        if found is None:
            raise SandboxError(f"no user {who!r} in the workspace")
        return found

    def channel(self, which: str) -> Channel:
        """A channel by id or name (`#politics`).

        :raises SandboxError: there is no such channel
        """

        found = self.channels.get(which)
        if found is None:
            name = which.lstrip("#")
            found = next((c for c in self.channels.values() if c.name == name and c.kind != "im"), None)
        if found is None:
            raise SandboxError(f"no channel {which!r} in the workspace")
        return found

    def dm(self, user: str) -> Channel:
        """The direct conversation of a user and the bot; made when there is none."""

        who = self.user(user)
        for channel in self.channels.values():
            if channel.kind == "im" and who.id in channel.members:
                return channel
        channel = Channel(id="D" + who.id[1:], name=who.name, kind="im", members=[who.id, self.bot_user])
        self.channels[channel.id] = channel
        return channel

    def message(self, channel: str, ts: str, error: str = "message_not_found") -> Message:
        """The message with this time stamp.

        :raises SlackError: `error`, when there is none
        """

        found = self.channels[channel].messages.get(ts)
        if found is None:
            raise SlackError(error)
        return found

    def add(self, message: Message) -> Message:
        """Puts a message into its channel, and into its thread."""

        channel = self.channels[message.channel]
        if message.thread_ts is not None:
            parent = channel.messages[message.thread_ts]
            parent.thread_ts = parent.ts
            if message.ts != parent.ts:
                parent.replies.append(message.ts)
        channel.messages[message.ts] = message
        self.changed()
        return message

    def remove(self, message: Message) -> list[Message]:
        """Takes a message away; what is gone. One that has replies stays as a tombstone, as in Slack: then nothing is.

        With the last reply under a tombstone the tombstone goes too.
        """

        self.changed()
        messages = self.channels[message.channel].messages
        if message.replies:
            message.subtype, message.text, message.user = "tombstone", "This message was deleted.", "USLACKBOT"
            message.blocks, message.attachments, message.files = [], [], []
            message.metadata, message.edited, message.bot_id, message.reactions = None, None, None, {}
            return []
        gone = [messages.pop(message.ts)]
        if message.is_reply and message.thread_ts in messages:
            parent = messages[message.thread_ts]
            parent.replies.remove(message.ts)
            if not parent.replies and parent.subtype == "tombstone":
                gone.append(messages.pop(parent.ts))
            elif not parent.replies:
                parent.thread_ts = None
        return gone

    def thread(self, channel: str, ts: str) -> list[Message]:
        """A message and its replies, oldest first; for a reply, the thread it stands in."""

        messages = self.channels[channel].messages
        parent = messages[messages[ts].thread_ts or ts]
        return [parent, *(messages[reply] for reply in parent.replies)]


def new_uuid() -> str:
    """A random id, as `client_msg_id` and envelopes have."""

    return str(uuid.uuid4())
