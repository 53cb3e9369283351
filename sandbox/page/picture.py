"""The workspace as the page draws it for one reader: only what this reader can see."""

from typing import Any

from sandbox.events import shown
from sandbox.hub import Hub
from sandbox.state import Channel, Ephemeral, User
from sandbox.web_api.views import shown as shown_view

Json = dict[str, Any]
MOST_MESSAGES = 400  # newest messages of a channel that are drawn


def picture(hub: Hub, user: str) -> Json:
    """Everything the page needs."""

    workspace = hub.workspace
    reader = workspace.users.get(user) or next(u for u in workspace.users.values() if not u.is_bot)
    channels = [c for c in workspace.channels.values() if reader.id in c.members]
    home = workspace.homes.get(reader.id)
    return {
        "team": workspace.team_name,
        "domain": workspace.domain,
        "bot": workspace.bot_user,
        "reader": reader.id,
        "connected": len(hub.sockets.connections) > 0 or hub.delivery.transport is not hub.sockets,
        "shortcuts": [s for s in hub.options.shortcuts if s.get("type") == "message"],
        "globals": [s for s in hub.options.shortcuts if s.get("type") == "global"],
        "now": workspace.now(),
        "machine": hub.machine.picture() if hub.machine else None,
        "commands": list(hub.options.commands),
        "users": [_user(u) for u in workspace.users.values()],
        "channels": [_channel(hub, channel) for channel in channels],
        "ephemerals": [_ephemeral(e) for e in workspace.ephemerals if e.user == reader.id],
        "views": [shown_view(hub, view) for view in workspace.modals.get(reader.id, [])],
        "home": shown_view(hub, home) if home else None,
    }


def _user(user: User) -> Json:
    return {"id": user.id, "name": user.name, "real_name": user.real_name, "tz": user.tz, "is_bot": user.is_bot}


def _channel(hub: Hub, channel: Channel) -> Json:
    newest = list(channel.messages.values())[-MOST_MESSAGES:]
    tops = {m.thread_ts for m in newest if m.thread_ts} - {m.ts for m in newest}
    parents = [channel.messages[ts] for ts in sorted(tops) if ts in channel.messages]
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "archived": channel.is_archived,
        "members": channel.members,
        "messages": [shown(hub.workspace, message) for message in [*parents, *newest]],
    }


def _ephemeral(ephemeral: Ephemeral) -> Json:
    return {
        "ts": ephemeral.ts,
        "channel": ephemeral.channel,
        "text": ephemeral.text,
        "blocks": ephemeral.blocks,
        "attachments": ephemeral.attachments,
        "thread_ts": ephemeral.thread_ts,
        "from_slack": ephemeral.from_slack,
    }
