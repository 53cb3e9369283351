"""reactions.*"""

from typing import Any

from sandbox import events
from sandbox.errors import SlackError
from sandbox.hub import Hub
from sandbox.state import Channel, Message
from sandbox.web_api.params import Entry, Params

Json = dict[str, Any]
MOST_KINDS = 23  # different emoji that a message may carry from one user's hand


def _message(hub: Hub, params: Params) -> tuple[Channel, Message]:
    channel = params.channel(hub)
    return channel, hub.workspace.message(channel.id, params.need("timestamp"))


async def add(hub: Hub, params: Params) -> Json:
    """reactions.add"""

    channel, message = _message(hub, params)
    name = params.need("name").strip(":")
    if channel.is_archived:
        raise SlackError("is_archived")
    given = message.reactions.setdefault(name, [])
    if hub.workspace.bot_user in given:
        raise SlackError("already_reacted")
    if len(message.reactions) > MOST_KINDS:
        del message.reactions[name]
        raise SlackError("too_many_reactions")
    given.append(hub.workspace.bot_user)
    hub.workspace.changed()
    hub.delivery.event(events.reaction(hub.workspace, message, hub.workspace.bot_user, name, added=True))
    return {}


async def remove(hub: Hub, params: Params) -> Json:
    """reactions.remove"""

    _, message = _message(hub, params)
    name = params.need("name").strip(":")
    if hub.workspace.bot_user not in message.reactions.get(name, []):
        raise SlackError("no_reaction")
    take_back(message, name, hub.workspace.bot_user)
    hub.workspace.changed()
    hub.delivery.event(events.reaction(hub.workspace, message, hub.workspace.bot_user, name, added=False))
    return {}


def take_back(message: Message, name: str, user: str) -> None:
    """Removes one user's reaction."""

    message.reactions[name].remove(user)
    if not message.reactions[name]:
        del message.reactions[name]


async def get(hub: Hub, params: Params) -> Json:
    """reactions.get"""

    channel, message = _message(hub, params)
    return {"type": "message", "channel": channel.id, "message": events.shown(hub.workspace, message)}


METHODS = {
    "reactions.add": Entry(add, "reactions:write"),
    "reactions.remove": Entry(remove, "reactions:write"),
    "reactions.get": Entry(get, "reactions:read"),
}
