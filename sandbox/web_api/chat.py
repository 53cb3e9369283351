"""chat.*: posting, changing and deleting messages."""

import re
from typing import Any

from sandbox import events, posting
from sandbox.errors import SlackError
from sandbox.hub import Hub
from sandbox.limits import check_message_blocks
from sandbox.state import Channel, Ephemeral, Message
from sandbox.web_api.content import Content, read_content
from sandbox.web_api.params import Entry, Params

Json = dict[str, Any]

POST_TEXT = 40_000
UPDATE_TEXT = 4_000
METADATA_BYTES = 16_000
TS = re.compile(r"\d+\.\d{6}")


async def post_message(hub: Hub, params: Params) -> Json:
    """chat.postMessage"""

    channel = params.channel(hub, writing=True)
    content = read_content(hub, params, POST_TEXT)
    message = Message(
        ts=hub.workspace.new_ts(),
        channel=channel.id,
        user=hub.workspace.bot_user,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        thread_ts=_thread(channel, params),
        bot_id=hub.workspace.bot_id,
        app_id=hub.workspace.app_id,
        username=params.get("username") or None,
        metadata=_metadata(params),
        unfurl_links=params.flag("unfurl_links"),
    )
    if message.thread_ts and params.flag("reply_broadcast"):
        message.broadcast, message.subtype = True, "thread_broadcast"
    posting.post(hub, message)
    shown = events.shown(hub.workspace, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def _thread(channel: Channel, params: Params) -> str | None:
    """The thread a message goes into. A parent that is gone is no error: Slack then posts to the channel itself."""

    given = params.get("thread_ts")
    if not given:
        return None
    if not TS.fullmatch(given):
        messages = [f"[ERROR] {given} is not a valid thread_ts"]
        raise SlackError("invalid_thread_ts", response_metadata={"messages": messages})
    parent = channel.messages.get(given)
    return (parent.thread_ts or parent.ts) if parent else None


def _metadata(params: Params) -> Json | None:
    found = params.structure("metadata", "invalid_metadata_format")
    if found is None:
        return None
    if not isinstance(found, dict) or not found.get("event_type") or not isinstance(found.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(str(found).encode()) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return found


async def update(hub: Hub, params: Params) -> Json:
    """chat.update: the time stamp stays, `edited` is set."""

    channel = params.channel(hub, writing=True)
    message = hub.workspace.message(channel.id, params.need("ts"))
    if message.bot_id != hub.workspace.bot_id:
        raise SlackError("cant_update_message")
    content = read_content(hub, params, UPDATE_TEXT, before=Content(message.text, message.blocks, message.attachments))
    fields: Json = {"text": content.text, "blocks": content.blocks, "attachments": content.attachments}
    if metadata := _metadata(params):
        fields["metadata"] = metadata
    fields["edited"] = {"user": hub.workspace.bot_user, "ts": hub.workspace.new_ts()}
    posting.change(hub, message, **fields)
    shown = events.shown(hub.workspace, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


async def delete(hub: Hub, params: Params) -> Json:
    """chat.delete"""

    channel = params.channel(hub)
    message = hub.workspace.message(channel.id, params.need("ts"))
    if message.bot_id != hub.workspace.bot_id:
        raise SlackError("cant_delete_message")
    posting.delete(hub, message)
    return {"channel": channel.id, "ts": message.ts}


async def post_ephemeral(hub: Hub, params: Params) -> Json:
    """chat.postEphemeral"""

    channel = params.channel(hub, writing=True)
    user = params.need("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    content = read_content(hub, params, POST_TEXT)
    ephemeral = Ephemeral(
        hub.workspace.new_ts(),
        channel.id,
        user,
        content.text,
        content.blocks,
        content.attachments,
        _thread(channel, params),
    )
    hub.workspace.ephemerals.append(ephemeral)
    hub.workspace.changed()
    return {"message_ts": ephemeral.ts}


async def get_permalink(hub: Hub, params: Params) -> Json:
    """chat.getPermalink"""

    channel = params.channel(hub, member=False)
    message = hub.workspace.message(channel.id, params.need("message_ts"))
    link = f"https://{hub.workspace.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


async def unfurl(hub: Hub, params: Params) -> Json:
    """chat.unfurl: the app's own previews of links in a message."""

    channel = params.channel(hub)
    message = hub.workspace.message(channel.id, params.need("ts"), "cannot_unfurl_message")
    unfurls = params.structure("unfurls", "cannot_unfurl_url")
    if not isinstance(unfurls, dict) or not unfurls:
        raise SlackError("missing_unfurls")
    for preview in unfurls.values():
        check_message_blocks(preview.get("blocks", []))
    added = [
        {"from_url": url, "is_app_unfurl": True, "app_id": hub.workspace.app_id, **p} for url, p in unfurls.items()
    ]
    posting.change(hub, message, attachments=[*message.attachments, *added])
    return {}


METHODS = {
    "chat.postMessage": Entry(post_message, "chat:write"),
    "chat.update": Entry(update, "chat:write"),
    "chat.delete": Entry(delete, "chat:write"),
    "chat.postEphemeral": Entry(post_ephemeral, "chat:write"),
    "chat.getPermalink": Entry(get_permalink),
    "chat.unfurl": Entry(unfurl, "links:write"),
}
