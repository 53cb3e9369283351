"""users.*"""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.errors import SlackError
from sandbox.hub import Hub
from sandbox.state import User
from sandbox.web_api.conversations import paged
from sandbox.web_api.conversations import shown as shown_channel
from sandbox.web_api.params import SCOPES, Entry, Params, need_scope

Json = dict[str, Any]


def shown(hub: Hub, user: User) -> Json:
    """A user as Slack shows them; `tz_offset` in seconds, as of now."""

    now = datetime.now(UTC).astimezone(ZoneInfo(user.tz))
    offset = now.utcoffset()
    return {
        "id": user.id,
        "team_id": hub.workspace.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "tz": user.tz,
        "tz_label": now.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": {"real_name": user.real_name, "display_name": user.name, "team": hub.workspace.team_id},
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 0,
    }


async def info(hub: Hub, params: Params) -> Json:
    """users.info"""

    user = hub.workspace.users.get(params.need("user"))
    if user is None:
        raise SlackError("user_not_found")
    return {"user": shown(hub, user)}


async def list_all(hub: Hub, params: Params) -> Json:
    """users.list"""

    page, more = paged(list(hub.workspace.users.values()), params, 100, 1000)
    return {"members": [shown(hub, user) for user in page], **more}


async def conversations(hub: Hub, params: Params) -> Json:
    """users.conversations: the public channels somebody is in, and the private ones the bot is in too."""

    user = params.get("user") or hub.workspace.bot_user
    if user not in hub.workspace.users:
        raise SlackError("user_not_found")
    kinds = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
    asked = {kinds.get(name.strip(), "") for name in (params.get("types") or "public_channel").split(",")}
    for kind in sorted(asked & SCOPES.keys()):
        need_scope(hub, f"{SCOPES[kind]}:read")
    found = [
        channel
        for channel in hub.workspace.channels.values()
        if channel.kind in asked
        and user in channel.members
        and (channel.kind == "channel" or hub.workspace.bot_user in channel.members)
        and not (channel.is_archived and params.flag("exclude_archived"))
    ]
    page, more = paged(found, params, 100, 1000)
    return {"channels": [shown_channel(hub, channel) for channel in page], **more}


METHODS = {
    "users.info": Entry(info, "users:read"),
    "users.list": Entry(list_all, "users:read"),
    "users.conversations": Entry(conversations),
}
