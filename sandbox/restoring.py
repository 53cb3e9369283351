"""Taking a workspace up where the last process on its journal left it."""

import itertools
from dataclasses import fields
from typing import Any

from sandbox.delivery import Payload
from sandbox.hub import Hub
from sandbox.journal import read
from sandbox.state import Message, Workspace

Json = dict[str, Any]
SECRETS = ("bot_token", "app_token", "signing_secret")
KEPT_BY_THREAD = "replies"
GAP = 10
"""Numbers handed out for one event at most: its own, triggers, views."""


def restore(hub: Hub) -> None:
    """Reads the hub's journal, if it has one, and sends again what nobody acknowledged. On the server's loop."""

    if hub.journal.path is None:
        return
    waiting: dict[str, Json] = {}
    begun = False
    for _, kind, what in read(hub.journal.path):
        match kind:
            case "installed":
                begun = True
                for name in SECRETS:
                    setattr(hub, name, what[name])
            case "message":
                _write(hub.workspace, Message(**what))
            case "removed":
                _remove(hub.workspace, *what)
            case "event":
                hub.delivery.sent.append(what)
                waiting[what["event_id"]] = what
            case "acked":
                waiting.pop(what, None)
            case "lost":
                hub.delivery.lost.append(waiting.pop(what))
    # Every event has taken a number and other things too, a few each: far above, no number comes twice.
    hub.workspace.numbers = itertools.count(1 + GAP * (1 + len(hub.delivery.sent)))
    if not begun:
        hub.journal.installed({name: getattr(hub, name) for name in SECRETS})
    for body in waiting.values():
        hub.delivery.again(Payload("events_api", body))


def _write(workspace: Workspace, message: Message) -> None:
    seconds, _, micros = message.ts.partition(".")
    workspace.last_ts = max(workspace.last_ts, int(seconds) * 1_000_000 + int(micros))
    known = workspace.channels[message.channel].messages.get(message.ts)
    if known is None:
        workspace.add(message)
        return
    for field in fields(Message):
        if field.name != KEPT_BY_THREAD:
            setattr(known, field.name, getattr(message, field.name))


def _remove(workspace: Workspace, channel: str, ts: str) -> None:
    messages = workspace.channels[channel].messages
    gone = messages.pop(ts, None)
    if gone is not None and gone.is_reply and gone.thread_ts in messages:
        messages[gone.thread_ts].replies.remove(ts)
