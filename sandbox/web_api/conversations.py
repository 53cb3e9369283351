"""conversations.*: channels, their members, their messages."""

import base64
from typing import Any

from sandbox import events
from sandbox.errors import SlackError
from sandbox.hub import Hub
from sandbox.rates import RESTRICTED_OBJECTS
from sandbox.state import Channel, Message
from sandbox.web_api.params import SCOPES, Entry, Params, need_scope

Json = dict[str, Any]


def shown(hub: Hub, channel: Channel) -> Json:
    """A conversation as Slack shows it."""

    bot = hub.workspace.bot_user
    found: Json = {
        "id": channel.id,
        "created": 1_600_000_000,
        "is_archived": channel.is_archived,
        "is_im": channel.kind == "im",
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "context_team_id": hub.workspace.team_id,
    }
    if channel.kind == "im":
        return found | {"user": next(m for m in channel.members if m != bot)}
    return found | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_member": bot in channel.members,
        "is_general": False,
        "creator": channel.members[0] if channel.members else "",
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


async def info(hub: Hub, params: Params) -> Json:
    """conversations.info"""

    return {"channel": shown(hub, params.channel(hub, member=False))}


async def list_all(hub: Hub, params: Params) -> Json:
    """conversations.list"""

    kinds = {
        "public_channel": "channel",
        "private_channel": "group",
        "im": "im",
        "mpim": "mpim",
    }
    asked = {kinds.get(name.strip(), "") for name in (params.get("types") or "public_channel").split(",")}
    bot = hub.workspace.bot_user
    found = [
        channel
        for channel in hub.workspace.channels.values()
        if channel.kind in asked
        and (channel.kind == "channel" or bot in channel.members)
        and not (channel.is_archived and params.flag("exclude_archived"))
    ]
    page, more = paged(found, params, 100, 1000)
    return {"channels": [shown(hub, channel) for channel in page], **more}


async def members(hub: Hub, params: Params) -> Json:
    """conversations.members"""

    page, more = paged(params.channel(hub, member=False).members, params, 100, 1000)
    return {"members": page, **more}


async def join(hub: Hub, params: Params) -> Json:
    """conversations.join"""

    channel = params.channel(hub, member=False, writing=True)
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    bot = hub.workspace.bot_user
    if bot in channel.members:
        return {"channel": shown(hub, channel), "warning": "already_in_channel"}
    channel.members.append(bot)
    hub.workspace.changed()
    hub.delivery.event(events.member(hub.workspace, channel, bot, joined=True))
    return {"channel": shown(hub, channel)}


async def open_dm(hub: Hub, params: Params) -> Json:
    """conversations.open"""

    user = params.need("users")
    if user not in hub.workspace.users:
        raise SlackError("user_not_found")
    return {"channel": {"id": hub.workspace.dm(user).id}}


async def history(hub: Hub, params: Params) -> Json:
    """conversations.history: newest first, without replies."""

    channel = params.channel(hub)
    need_scope(hub, f"{SCOPES[channel.kind]}:history")
    found = [m for m in channel.messages.values() if not m.is_reply or m.broadcast]
    found = [m for m in reversed(found) if _within(m, params)]
    page, more = paged(found, params, 100, 999, _few(hub))
    return {"messages": _shown(hub, page, params), "has_more": "response_metadata" in more, "pin_count": 0, **more}


async def replies(hub: Hub, params: Params) -> Json:
    """conversations.replies: the parent first, whatever `oldest` says, then its replies, oldest first."""

    channel = params.channel(hub)
    need_scope(hub, f"{SCOPES[channel.kind]}:history")
    ts = params.need("ts")
    hub.workspace.message(channel.id, ts, "thread_not_found")
    parent, *others = hub.workspace.thread(channel.id, ts)
    found = [parent, *(m for m in others if _within(m, params))]
    page, more = paged(found, params, 1000, 1000, _few(hub))
    return {"messages": _shown(hub, page, params), "has_more": "response_metadata" in more, **more}


def _within(message: Message, params: Params) -> bool:
    ts = float(message.ts)
    oldest, latest = float(params.get("oldest") or 0), float(params.get("latest") or "inf")
    if params.flag("inclusive"):
        return oldest <= ts <= latest
    return oldest < ts < latest


def _shown(hub: Hub, messages: list[Message], params: Params) -> list[Json]:
    metadata = params.flag("include_all_metadata")
    return [events.shown(hub.workspace, message, metadata=metadata) for message in messages]


def _few(hub: Hub) -> int | None:
    return RESTRICTED_OBJECTS if hub.options.restricted else None


def paged(items: list[Any], params: Params, default: int, most: int, few: int | None = None) -> tuple[list[Any], Json]:
    """One page of a list, no longer than `few` whatever was asked for, and the fields that lead to the next.

    :raises SlackError: invalid_limit, invalid_cursor
    """

    limit = min(params.number("limit", default, most), few or most)
    start = 0
    if cursor := params.get("cursor"):
        try:
            start = int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
        except ValueError as error:
            raise SlackError("invalid_cursor") from error
    more: Json = {}
    if start + limit < len(items):
        more = {"response_metadata": {"next_cursor": base64.b64encode(f"next:{start + limit}".encode()).decode()}}
    return items[start : start + limit], more


METHODS = {
    "conversations.info": Entry(info, "channels:read"),
    "conversations.list": Entry(list_all, "channels:read"),
    "conversations.members": Entry(members, "channels:read"),
    "conversations.join": Entry(join, "channels:join"),
    "conversations.open": Entry(open_dm, "im:write"),
    "conversations.history": Entry(history),
    "conversations.replies": Entry(replies),
}
