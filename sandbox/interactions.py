"""What a person does with the app's things: buttons, menus, modals, commands, shortcuts, and response_url."""

import copy
import time
from typing import Any

from aiohttp import web

from sandbox import events, posting
from sandbox.delivery import Answer, Payload
from sandbox.errors import SlackError
from sandbox.hub import RESPONSE_SECONDS, RESPONSE_USES, Hub
from sandbox.limits import check_view
from sandbox.state import Channel, Ephemeral, Message, User, View
from sandbox.text import Composer
from sandbox.web_api import views
from sandbox.web_api.content import read_content
from sandbox.web_api.params import Params, read

Json = dict[str, Any]
Source = Message | Ephemeral | View


def _who(hub: Hub, user: User) -> Json:
    workspace = hub.workspace
    return {
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.team_id},
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "api_app_id": workspace.app_id,
        "token": "verification-token",
    }


def _channel(channel: Channel) -> Json:
    names = {"im": "directmessage", "group": "privategroup"}
    return {"id": channel.id, "name": names.get(channel.kind, channel.name)}


async def act(hub: Hub, user: User, source: Source, at: tuple[Json, Json], state: Json) -> Answer:
    """A button or a menu was used: the one `at` (block, element). `state`: what the action carries beside its ids."""

    block, element = at
    view_id = source.id if isinstance(source, View) else None
    body: Json = {"type": "block_actions", **_who(hub, user), "trigger_id": hub.new_trigger(user.id, view_id)}
    if isinstance(source, View):
        body |= {"container": {"type": "view", "view_id": source.id}, "view": views.shown(hub, source)}
        body["state"] = body["view"]["state"]
    else:
        body |= _message_part(hub, user, source)
        body["state"] = {"values": {}}
    action = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
    action |= {name: element[name] for name in ("text", "value", "style") if name in element}
    body["actions"] = [{**action, **state, "action_ts": hub.workspace.new_ts()}]
    return await hub.delivery.once(Payload("interactive", body))


def _message_part(hub: Hub, user: User, source: Message | Ephemeral) -> Json:
    channel = hub.workspace.channels[source.channel]
    is_ephemeral = isinstance(source, Ephemeral)
    container = {"type": "message", "message_ts": source.ts, "channel_id": channel.id, "is_ephemeral": is_ephemeral}
    if source.thread_ts:
        container["thread_ts"] = source.thread_ts
    found = {
        "container": container,
        "channel": _channel(channel),
        "response_url": hub.new_response_url(user.id, channel.id, source),
    }
    if isinstance(source, Message):
        found["message"] = copy.deepcopy(events.shown(hub.workspace, source))
    return found


async def command(hub: Hub, user: User, channel: Channel, name: str, text: str) -> Answer:
    """A slash command; what the app says with its ack is shown, and Slackbot tells of a failure."""

    workspace = hub.workspace
    known = {one["command"]: one for one in hub.options.commands}
    if known and name not in known:
        _slackbot(hub, user, channel, f"{name} is not a valid command.")
        return Answer(acked=False, seconds=0.0, reason="not_a_command")
    if known.get(name, {}).get("should_escape"):
        text = Composer(workspace).run(text)[0]
    body: Json = {
        "token": "verification-token",
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": _channel(channel)["name"],
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": hub.new_response_url(user.id, channel.id),
        "trigger_id": hub.new_trigger(user.id),
    }
    answer = await hub.delivery.once(Payload("slash_commands", body))
    if not answer.acked:
        word = "operation_timeout" if "timeout" in answer.reason else "dispatch_failed"
        _slackbot(hub, user, channel, f"{name} failed with the error “{word}”")
    elif answer.payload and (answer.payload.get("text") or answer.payload.get("blocks")):
        try:
            _say(hub, user.id, channel, answer.payload)
        except SlackError as error:
            _slackbot(hub, user, channel, f"{name} failed with the error “{error.error}”")
    return answer


def refuse_in_thread(hub: Hub, user: User, channel: Channel, name: str, parent: Message) -> Answer:
    """A slash command in a thread: Slack sends the app nothing."""

    _slackbot(
        hub, user, channel, f"{name} is not supported in threads. Sorry!", thread_ts=parent.thread_ts or parent.ts
    )
    return Answer(acked=False, seconds=0.0, reason="in_thread")


def _slackbot(hub: Hub, user: User, channel: Channel, text: str, *, thread_ts: str | None = None) -> None:
    note = Ephemeral(hub.workspace.new_ts(), channel.id, user.id, text, thread_ts=thread_ts, from_slack=True)
    hub.workspace.ephemerals.append(note)
    hub.workspace.changed()


async def message_shortcut(hub: Hub, user: User, callback_id: str, message: Message) -> Answer:
    """A shortcut from a message's menu."""

    part = _message_part(hub, user, message)
    del part["container"]
    body = {
        "type": "message_action",
        **_who(hub, user),
        **part,
        "callback_id": callback_id,
        "trigger_id": hub.new_trigger(user.id),
        "message_ts": message.ts,
        "action_ts": hub.workspace.new_ts(),
    }
    return await hub.delivery.once(Payload("interactive", body))


async def global_shortcut(hub: Hub, user: User, callback_id: str) -> Answer:
    """A shortcut from the search bar."""

    body = {"type": "shortcut", **_who(hub, user), "callback_id": callback_id, "trigger_id": hub.new_trigger(user.id)}
    return await hub.delivery.once(Payload("interactive", {**body, "action_ts": hub.workspace.new_ts()}))


async def submit(hub: Hub, user: User, view: View) -> Answer:
    """The submit button of a modal; obeys the app's response_action, and closes the modal without one."""

    body = {"type": "view_submission", **_who(hub, user), "trigger_id": hub.new_trigger(user.id, view.id)}
    body |= {"view": views.shown(hub, view), "response_urls": []}
    answer = await hub.delivery.once(Payload("interactive", body))
    stack = hub.workspace.modals.get(user.id, [])
    if not answer.acked or view not in stack:
        return answer
    said = answer.payload or {}
    match said.get("response_action"):
        case "errors":
            pass  # the modal stays, the reader sees answer.payload["errors"]
        case "clear":
            stack.clear()
        case "update" | "push" as action:
            check_view(said.get("view"), ("modal",))
            shown = views.as_body(said["view"])
            if action == "push":
                views.put(hub, user.id, shown, on_top=True)
            else:
                views.replace(hub, view, shown)
        case _:
            stack.remove(view)
    hub.workspace.changed()
    return answer


async def close(hub: Hub, user: User, view: View, *, everything: bool = False) -> Answer | None:
    """The cancel button (or the cross: then the whole stack goes); tells the app where it asked for that."""

    stack = hub.workspace.modals.get(user.id, [])
    cleared = everything or bool(view.body.get("clear_on_close"))
    shown = views.shown(hub, view)
    if cleared:
        stack.clear()
    else:
        stack.remove(view)
    hub.workspace.changed()
    if not view.body.get("notify_on_close"):
        return None
    body = {"type": "view_closed", **_who(hub, user), "view": shown, "is_cleared": cleared}
    return await hub.delivery.once(Payload("interactive", body))


async def answer_url(hub: Hub, request: web.Request) -> web.Response:
    """A POST to a response_url: good for 30 minutes and 5 uses."""

    found = hub.response_urls.get(request.match_info["token"])
    if found is None:
        return web.json_response({"ok": False, "error": "invalid_url"}, status=404)
    if time.monotonic() - found.at > hub.scaled(RESPONSE_SECONDS):
        return web.json_response({"ok": False, "error": "expired_url"}, status=404)
    if found.uses >= RESPONSE_USES:
        return web.json_response({"ok": False, "error": "used_url"}, status=404)
    found.uses += 1
    channel = hub.workspace.channels[found.channel]
    try:
        _say(hub, found.user, channel, await read(request), found.source)
    except SlackError as error:
        return web.json_response(error.answer, status=200 if error.error.startswith("invalid_blocks") else 400)
    return web.Response(text="ok")


def _say(hub: Hub, user: str, channel: Channel, said: Json, source: Message | Ephemeral | None = None) -> None:
    """What an app says by an ack or a response_url: a new message, or another in place of the one it came from."""

    params = Params(said)
    if params.flag("delete_original") and source is not None:
        _take_away(hub, source)
        return
    content = read_content(hub, params, 40_000)
    if source is not None and params.flag("replace_original"):
        if isinstance(source, Message):
            fields = {"text": content.text, "blocks": content.blocks, "attachments": content.attachments}
            posting.change(hub, source, **fields)
        else:
            source.text, source.blocks, source.attachments = content.text, content.blocks, content.attachments
            hub.workspace.changed()
        return
    thread = params.get("thread_ts") or None
    thread = thread if thread in channel.messages else None
    workspace = hub.workspace
    if params.get("response_type") == "in_channel":
        message = Message(workspace.new_ts(), channel.id, workspace.bot_user, content.text, content.blocks)
        message.attachments, message.thread_ts = content.attachments, thread
        message.bot_id, message.app_id, message.unfurl_links = workspace.bot_id, workspace.app_id, False
        posting.post(hub, message)
    else:
        ephemeral = Ephemeral(workspace.new_ts(), channel.id, user, content.text, content.blocks, content.attachments)
        ephemeral.thread_ts = thread
        workspace.ephemerals.append(ephemeral)
        workspace.changed()


def _take_away(hub: Hub, source: Message | Ephemeral) -> None:
    if isinstance(source, Message):
        posting.delete(hub, source)
    elif source in hub.workspace.ephemerals:
        hub.workspace.ephemerals.remove(source)
        hub.workspace.changed()
