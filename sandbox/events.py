"""Events as Slack words them. Each function gives the inner `event`; `wrap` puts the Events API around it."""

from typing import Any

from sandbox.state import Channel, Message, Workspace

Json = dict[str, Any]
CHANNEL_TYPES = {"channel": "channel", "group": "group", "im": "im", "mpim": "mpim"}


def shown(workspace: Workspace, message: Message, *, metadata: bool = False) -> Json:
    """A message as Web API and events show it. Fields that a message has not are absent, as in Slack."""

    found: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    if message.subtype:
        found["subtype"] = message.subtype
    if message.client_msg_id:
        found["client_msg_id"] = message.client_msg_id
    if message.bot_id:
        found |= {"bot_id": message.bot_id, "app_id": message.app_id, "bot_profile": bot_profile(workspace)}
    if message.username:
        found["username"] = message.username
    found["team"] = workspace.team_id
    for name in ("blocks", "attachments", "files", "edited"):
        if value := getattr(message, name):
            found[name] = value
    if message.files:
        found |= {"upload": False, "display_as_bot": False}
    if message.reactions:
        found["reactions"] = reactions(message)
    if message.metadata and metadata:
        found["metadata"] = message.metadata
    return found | threading(workspace, message)


def threading(workspace: Workspace, message: Message) -> Json:
    """The fields that tell of a thread: of the parent the counts, of a reply its parent."""

    if message.thread_ts is None:
        return {}
    messages = workspace.channels[message.channel].messages
    if message.is_reply:
        parent = messages.get(message.thread_ts)
        found: Json = {"thread_ts": message.thread_ts, "parent_user_id": parent.user if parent else ""}
        if message.broadcast and parent:
            found["root"] = shown(workspace, parent)
        return found
    users = list(dict.fromkeys(messages[ts].user for ts in message.replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(message.replies),
        "reply_users_count": len(users),
        "latest_reply": message.replies[-1] if message.replies else "0000000000.000000",
        "reply_users": users[:5],
        "is_locked": False,
        "subscribed": False,
    }


def reactions(message: Message) -> list[Json]:
    """A message's reactions in Slack's shape."""

    return [{"name": name, "users": list(who), "count": len(who)} for name, who in message.reactions.items()]


def bot_profile(workspace: Workspace) -> Json:
    """Who the app is, as its messages say it."""

    return {
        "id": workspace.bot_id,
        "app_id": workspace.app_id,
        "name": workspace.users[workspace.bot_user].real_name,
        "deleted": False,
        "team_id": workspace.team_id,
    }


def posted(workspace: Workspace, message: Message) -> Json:
    """A new message."""

    channel = workspace.channels[message.channel]
    found = shown(workspace, message, metadata=False)
    for name in ("reply_count", "reply_users_count", "latest_reply", "reply_users", "is_locked", "subscribed"):
        found.pop(name, None)
    if message.replies == [] and not message.is_reply:
        found.pop("thread_ts", None)
    return found | _where(channel, message.ts)


def mention(workspace: Workspace, message: Message) -> Json:
    """The second event of a message that calls the app."""

    found = {k: v for k, v in posted(workspace, message).items() if k not in {"channel_type", "subtype", "root"}}
    return found | {"type": "app_mention"}


def changed(workspace: Workspace, message: Message, before: Json) -> Json:
    """A message that is no longer as `before`: edited, unfurled, or turned into a tombstone."""

    now = workspace.new_ts()
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": shown(workspace, message) | {"source_team": workspace.team_id, "user_team": workspace.team_id},
        "previous_message": before,
        "hidden": True,
        "ts": now,
    } | _where(workspace.channels[message.channel], now)


def deleted(workspace: Workspace, channel: Channel, before: Json) -> Json:
    """A message that is gone."""

    now = workspace.new_ts()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "deleted_ts": before["ts"],
        "hidden": True,
        "ts": now,
    } | _where(channel, now)


def reaction(workspace: Workspace, message: Message, user: str, name: str, *, added: bool) -> Json:
    """A reaction given or taken back."""

    return {
        "type": "reaction_added" if added else "reaction_removed",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": workspace.new_ts(),
    }


def member(workspace: Workspace, channel: Channel, user: str, *, joined: bool, inviter: str | None = None) -> Json:
    """Someone came into a channel, or left it."""

    found = {
        "type": "member_joined_channel" if joined else "member_left_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "channel" else "G",
        "team": workspace.team_id,
        "event_ts": workspace.new_ts(),
    }
    return found | ({"inviter": inviter} if inviter else {})


def channel(workspace: Workspace, where: Channel, what: str, by: str | None) -> Json:
    """What became of a channel: archive, unarchive, deleted, left (by the app)."""

    kind = "channel" if where.kind == "channel" else "group"
    who = {"user": by} if what in {"archive", "unarchive"} else {"actor_id": by} if by else {}
    return {"type": f"{kind}_{what}", "channel": where.id, **who, "event_ts": workspace.new_ts()}


def _where(channel: Channel, ts: str) -> Json:
    return {"channel": channel.id, "event_ts": ts, "channel_type": CHANNEL_TYPES[channel.kind]}


def wrap(workspace: Workspace, event: Json) -> Json:
    """What the Events API delivers: the event and whom it is for. Each call gives an `event_id` of its own."""

    return {
        "token": "verification-token",
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(workspace.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": workspace.new_id("EC"),
    }
