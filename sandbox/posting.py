"""What happens when a message is posted, changed or deleted, whoever does it."""

import asyncio
import copy
from typing import Any

from sandbox import events
from sandbox.hub import UNFURL_SECONDS, Hub
from sandbox.state import Message, Ping
from sandbox.text import called, called_in, links

Json = dict[str, Any]
MOST_UNFURLS = 5


def post(hub: Hub, message: Message) -> Message:
    """Puts a message into its channel, tells the app, notes whom it calls, and lets its links unfurl a little later."""

    hub.workspace.add(message)
    hub.journal.wrote(message)
    note_pings(hub, message)
    sent = [events.posted(hub.workspace, message)]
    if _calls_app(hub, message):
        sent.append(events.mention(hub.workspace, message))
        hub.rng.shuffle(sent)  # Slack promises no order
    for event in sent:
        hub.delivery.event(event)
    unfurl_later(hub, message)
    return message


def unfurl_later(hub: Hub, message: Message) -> None:
    """Lets the links of a message unfurl after a while, as Slack does once it has fetched them."""

    if hub.options.unfurl and message.unfurl_links and links(message.text):
        hub.delivery.spawn(_unfurl(hub, message))


def _calls_app(hub: Hub, message: Message) -> bool:
    channel = hub.workspace.channels[message.channel]
    bot = hub.workspace.bot_user
    return channel.kind != "im" and bot in channel.members and message.user != bot and f"<@{bot}>" in message.text


def note_pings(hub: Hub, message: Message) -> None:
    """Notes whom a message calls: by its text, its blocks or its attachments."""

    found = [*called(message.text), *called_in(message.blocks), *called_in(message.attachments)]
    for kind, target in dict.fromkeys(found):
        hub.workspace.pings.append(Ping(kind, target, message.channel, message.ts, message.user))


def change(hub: Hub, message: Message, **fields: Any) -> Json:
    """Changes fields of a message and tells the app; the event."""

    before = copy.deepcopy(events.shown(hub.workspace, message))
    for name, value in fields.items():
        setattr(message, name, value)
    hub.journal.wrote(message)
    hub.workspace.changed()
    event = events.changed(hub.workspace, message, before)
    hub.delivery.event(event)
    return event


def delete(hub: Hub, message: Message) -> None:
    """Deletes a message. One with replies turns into a tombstone: then the app hears message_changed, as from Slack."""

    workspace = hub.workspace
    channel = workspace.channels[message.channel]
    before = copy.deepcopy(events.shown(workspace, message))
    tombs = {
        ts: copy.deepcopy(events.shown(workspace, m)) for ts, m in channel.messages.items() if m.subtype == "tombstone"
    }
    gone = workspace.remove(message)
    if not gone:
        hub.journal.wrote(message)
        hub.delivery.event(events.changed(workspace, message, before))
    for one in gone:
        hub.journal.removed(channel.id, one.ts)
        shown = before if one is message else tombs[one.ts] | {"reply_count": 0, "reply_users": [], "hidden": True}
        hub.delivery.event(events.deleted(workspace, channel, shown))


async def _unfurl(hub: Hub, message: Message) -> None:
    await asyncio.sleep(hub.scaled(UNFURL_SECONDS))
    known = {attachment.get("from_url") for attachment in message.attachments}
    attachments: list[Json] = list(message.attachments)
    for url in links(message.text)[:MOST_UNFURLS]:
        if url not in known and (preview := hub.sites.preview(url)):
            attachments.append({"id": len(attachments) + 1, "from_url": url, "original_url": url, **preview})
    still_there = hub.workspace.channels[message.channel].messages.get(message.ts) is message
    if still_there and message.subtype != "tombstone" and len(attachments) > len(message.attachments):
        change(hub, message, attachments=attachments)
