"""What a message event is about. Slack sends eleven kinds of things under the name `message`; here they become five."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from bot.articles.links import find_links, find_web_links, link_key
from bot.slack.places import Shared

Event = Mapping[str, Any]

_TS = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,9})?")
_MARKUP = re.compile(r"<[^<>|]*(?:\|(?P<label>[^<>]*))?>")

WRITTEN = frozenset({None, "file_share", "thread_broadcast", "me_message", "bot_message"})
"""Subtypes of messages that somebody wrote; the others are notices of Slack's ("… has joined the channel")."""
TEXTS = frozenset(
    {"type", "subtype", "channel", "channel_type", "user", "bot_id", "ts", "thread_ts", "deleted_ts", "text",
     "client_msg_id"}
)  # fmt: skip
"""Fields that are strings."""
PASTED_CHARS = 400
"""Characters from which words to us without a link are taken for an article: some 65 words, where the shortest news
item begins and no greeting goes."""
SLACKBOT = "USLACKBOT"
MADE_PRIVATE = "channel_convert_to_private"
"""Subtype of the notice in a channel that was made private."""


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is in this workspace."""

    user: str
    bot: str


@dataclass(frozen=True, slots=True)
class Written:
    """A message with something in it for us.

    `links` are those to read: all of a new message, the new ones of an edited one. `thread_ts` is the thread to answer
    in. `called`: the bot was asked, by a mention or in a direct message, so there is always an answer. `gesture` is the
    client's id of the act of sending; `edit` the time stamp of the edit, None for a new message.
    """

    shared: Shared
    thread_ts: str
    user: str | None
    called: bool
    links: tuple[str, ...]
    gesture: str | None
    edit: str | None
    pasted: bool = False
    """Whether it is an article's text rather than words to us."""

    @property
    def in_thread(self) -> bool:
        """Whether it stands under another message."""
        return self.thread_ts != self.shared.ts

    @property
    def claims(self) -> list[str]:
        """What one must hold to handle it; the event's own id comes on top."""
        if self.edit is not None:
            return [f"edit:{self.shared.channel}:{self.shared.ts}:{self.edit}"]
        gesture = [f"gesture:{self.gesture}"] if self.gesture else []
        return [f"message:{self.shared.channel}:{self.shared.ts}", *gesture]


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message is gone, and with it goes what we said to it."""

    shared: Shared


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for us, for a reason that the log may name."""

    reason: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The channel of this notice was public and is private from now on."""

    shared: Shared


Incoming = Written | Deleted | Closed | Ignored


def parse(event: Event, team: str, me: Me) -> Incoming:
    """What a `message` or `app_mention` event asks of us. Events that lack what every event has are ignored."""
    event = _sound(event)
    channel = event.get("channel")
    if not isinstance(channel, str):
        return Ignored("malformed")
    subtype = event.get("subtype")
    if subtype == "message_changed":
        return _changed(event, team, channel, me)
    if subtype == "message_deleted":
        return _deleted(event, team, channel, me)
    if subtype == MADE_PRIVATE and _is_ts(ts := event.get("ts")):
        return Closed(Shared(team, channel, ts))
    if subtype not in WRITTEN:
        return Ignored(f"subtype {subtype}")
    return _written(event, team, channel, me)


def links_of(message: Event) -> tuple[str, ...]:
    """Every link of a message, with those to files: whoever asks should hear why a file can't be read."""
    return tuple(find_web_links(message.get("text"), message.get("blocks"), message.get("attachments")))


def plain_text(message: Event) -> str:
    """What a person pasted, without Slack's markup: mentions go, labels stay, entities are characters again."""
    text = _MARKUP.sub(lambda match: match["label"] or "", str(message.get("text") or ""))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _deleted(event: Event, team: str, channel: str, me: Me) -> Incoming:
    before = _sound(event.get("previous_message"))
    ts = event.get("deleted_ts") or before.get("ts")
    if _is_ours(before, me) and before.get("thread_ts") not in (None, ts):  # a reply: who takes it away knows
        return Ignored("our own")
    return Deleted(Shared(team, channel, ts)) if _is_ts(ts) else Ignored("malformed")


def _written(event: Event, team: str, channel: str, me: Me) -> Incoming:
    ts, thread_ts = event.get("ts"), event.get("thread_ts")
    if not _is_ts(ts):
        return Ignored("malformed")
    if reason := _not_answered(event, me):
        return Ignored(reason)
    called = _calls(event, me) and not _by_bot(event)
    links = links_of(event) if called else _watched_links(event)
    if not links and not called:
        return Ignored("no link")
    return Written(
        shared=Shared(team, channel, ts),
        thread_ts=thread_ts if _is_ts(thread_ts) else ts,
        user=None if _by_bot(event) else event.get("user"),
        called=called,
        links=links,
        gesture=event.get("client_msg_id"),
        edit=None,
        pasted=called and not links and len(event.get("text", "")) >= PASTED_CHARS,
    )


def _changed(event: Event, team: str, channel: str, me: Me) -> Incoming:
    now, before = _sound(event.get("message")), _sound(event.get("previous_message"))
    if now.get("subtype") == "tombstone":  # how Slack deletes a message that has replies, ours among them
        ts = now.get("ts")
        return Deleted(Shared(team, channel, ts)) if _is_ts(ts) else Ignored("malformed")
    if now.get("subtype") not in WRITTEN:
        return Ignored(f"change of subtype {now.get('subtype')}")
    if all(now.get(part) == before.get(part) for part in ("text", "blocks")):
        return Ignored("no edit: an unfurl, or a new reply")
    # `hidden` events carry no channel_type in their message.
    current = {**now, "channel": channel, "channel_type": event.get("channel_type")}
    written = _written(current, team, channel, me)
    if not isinstance(written, Written):
        return written
    # Called by the edit, all its links are asked for; otherwise those that are new.
    newly_called = written.called and not _calls({**before, "channel": channel}, me)
    old = set() if newly_called else {link_key(link) for link in links_of(before)}
    new = tuple(link for link in written.links if link_key(link) not in old)
    if not new:
        return Ignored("no new link")
    edited = _sound(now.get("edited")).get("ts") or event.get("ts") or ""
    return Written(written.shared, written.thread_ts, written.user, written.called, new, None, edited)


def _not_answered(event: Event, me: Me) -> str:
    """Why this author is not answered, if so."""
    if _is_ours(event, me):
        return "our own"
    if event.get("user") == SLACKBOT:
        return "Slackbot"
    # A bot that answers our answers would be answered for ever; what bots share, they share at the top of a channel.
    if _by_bot(event) and event.get("thread_ts") not in (None, event.get("ts")):
        return "a bot's thread reply"
    return ""


def _is_ours(event: Event, me: Me) -> bool:
    return event.get("user") == me.user or (bool(event.get("bot_id")) and event.get("bot_id") == me.bot)


def _by_bot(event: Event) -> bool:
    return bool(event.get("bot_id")) or event.get("subtype") == "bot_message"


def _calls(event: Event, me: Me) -> bool:
    text = event.get("text") or ""
    mentioned = f"<@{me.user}>" in text or f"<@{me.user}|" in text
    direct = event.get("channel_type") == "im" or str(event.get("channel")).startswith("D")
    return event.get("type") == "app_mention" or mentioned or direct


def _watched_links(event: Event) -> tuple[str, ...]:
    return tuple(find_links(event.get("text"), event.get("blocks"), event.get("attachments")))


def _sound(event: object) -> Event:
    """The event without fields of a type that Slack never gives them; of anything but an object, nothing."""
    if not isinstance(event, Mapping):
        return {}
    return {name: value for name, value in event.items() if name not in TEXTS or isinstance(value, str)}


def _is_ts(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _TS.fullmatch(value) is not None
