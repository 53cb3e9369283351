"""views.*: modals and the Home tab."""

import copy
import secrets
from typing import Any

from sandbox.errors import SlackError
from sandbox.hub import Hub
from sandbox.limits import check_view
from sandbox.state import View
from sandbox.web_api.content import as_kept
from sandbox.web_api.params import Entry, Params

Json = dict[str, Any]
DEEPEST = 3


def new_hash() -> str:
    """A value that changes with every change of a view."""

    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


def shown(hub: Hub, view: View) -> Json:
    """A view as Slack gives it back and puts it into payloads."""

    workspace = hub.workspace
    defaults: Json = {"callback_id": "", "private_metadata": "", "external_id": "", "close": None, "submit": None}
    defaults |= {"clear_on_close": False, "notify_on_close": False, "title": None}
    return {
        **defaults,
        **view.body,
        "id": view.id,
        "team_id": workspace.team_id,
        "app_id": workspace.app_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
        "state": {"values": copy.deepcopy(view.values)},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
    }


def read(hub: Hub, params: Params, *kinds: str) -> Json:
    """The view of a call.

    :raises SlackError: what Slack refuses
    """

    body = params.structure("view", "invalid_arguments")
    check_view(body, kinds)
    hub.files.check(body["blocks"], "/view/blocks", "invalid_arguments")
    return as_body(body)


def as_body(body: Json) -> Json:
    """A view as Slack keeps it."""

    return {**body, "blocks": as_kept(body["blocks"])}


def find(hub: Hub, view_id: str, external_id: str = "") -> View:
    """An open view.

    :raises SlackError: not_found
    """

    every = [view for stack in hub.workspace.modals.values() for view in stack] + list(hub.workspace.homes.values())
    for view in every:
        if (view_id and view.id == view_id) or (external_id and view.body.get("external_id") == external_id):
            return view
    raise SlackError("not_found")


def _unused(hub: Hub, body: Json) -> None:
    if external := body.get("external_id"):
        try:
            find(hub, "", external)
        except SlackError:
            return
        raise SlackError("duplicate_external_id")


def put(hub: Hub, user: str, body: Json, *, on_top: bool) -> View:
    """Opens a view for a user: as the only one, or on top of the stack.

    :raises SlackError: push_limit_reached
    """

    stack = hub.workspace.modals.setdefault(user, [])
    if on_top and len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    if not on_top:
        stack.clear()
    view_id = hub.workspace.new_id("V")
    previous = stack[-1] if stack else None
    root = stack[0].id if stack else view_id
    view = View(view_id, user, body, new_hash(), root, previous.id if previous else None)
    view.values = initial_values(body)
    stack.append(view)
    hub.workspace.changed()
    return view


def replace(hub: Hub, view: View, body: Json) -> None:
    """Puts new content into a view. What was typed stays where block and action keep their ids, as in Slack."""

    typed = view.values
    view.body, view.hash, view.values = body, new_hash(), initial_values(body)
    for block_id, actions in view.values.items():
        for action_id in actions:
            if (was := typed.get(block_id, {}).get(action_id)) is not None:
                actions[action_id] = was
    hub.workspace.changed()


def initial_values(body: Json) -> dict[str, Json]:
    """The state of a view's inputs before anyone touched them."""

    found: dict[str, Json] = {}
    for block in body.get("blocks", []):
        elements = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
        for element in elements:
            if isinstance(element, dict) and element.get("action_id") and element["type"] not in {"button", "overflow"}:
                found.setdefault(block["block_id"], {})[element["action_id"]] = initial(element)
    return found


def initial(element: Json) -> Json:
    """The state of one input before anyone touched it."""

    kind = element["type"]
    single = {
        "plain_text_input": ("value", "initial_value"),
        "email_text_input": ("value", "initial_value"),
        "url_text_input": ("value", "initial_value"),
        "number_input": ("value", "initial_value"),
        "static_select": ("selected_option", "initial_option"),
        "radio_buttons": ("selected_option", "initial_option"),
        "external_select": ("selected_option", "initial_option"),
        "users_select": ("selected_user", "initial_user"),
        "conversations_select": ("selected_conversation", "initial_conversation"),
        "channels_select": ("selected_channel", "initial_channel"),
        "multi_users_select": ("selected_users", "initial_users"),
        "multi_conversations_select": ("selected_conversations", "initial_conversations"),
        "multi_channels_select": ("selected_channels", "initial_channels"),
        "datepicker": ("selected_date", "initial_date"),
        "timepicker": ("selected_time", "initial_time"),
        "datetimepicker": ("selected_date_time", "initial_date_time"),
    }
    name, first = single.get(kind, ("selected_options", "initial_options"))
    return {"type": kind, name: element.get(first, [] if name.endswith("s") else None)}


async def open_view(hub: Hub, params: Params) -> Json:
    """views.open"""

    body = read(hub, params, "modal")
    _unused(hub, body)
    trigger = hub.use_trigger(params.need("trigger_id"))
    return {"view": shown(hub, put(hub, trigger.user, body, on_top=False))}


async def push(hub: Hub, params: Params) -> Json:
    """views.push"""

    body = read(hub, params, "modal")
    _unused(hub, body)
    trigger = hub.use_trigger(params.need("trigger_id"))
    return {"view": shown(hub, put(hub, trigger.user, body, on_top=True))}


async def update(hub: Hub, params: Params) -> Json:
    """views.update"""

    body = read(hub, params, "modal", "home")
    view = find(hub, params.get("view_id"), params.get("external_id"))
    if (given := params.get("hash")) and given != view.hash:
        raise SlackError("hash_conflict")
    replace(hub, view, body)
    return {"view": shown(hub, view)}


async def publish(hub: Hub, params: Params) -> Json:
    """views.publish"""

    body = read(hub, params, "home")
    user = params.need("user_id")
    if user not in hub.workspace.users:
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] invalid user_id"]})
    view = hub.workspace.homes.get(user)
    if view is None:
        view_id = hub.workspace.new_id("V")
        view = hub.workspace.homes[user] = View(view_id, user, body, new_hash(), view_id)
        view.values = initial_values(body)
        hub.workspace.changed()
    else:
        if (given := params.get("hash")) and given != view.hash:
            raise SlackError("hash_conflict")
        replace(hub, view, body)
    return {"view": shown(hub, view)}


METHODS = {
    "views.open": Entry(open_view),
    "views.push": Entry(push),
    "views.update": Entry(update),
    "views.publish": Entry(publish),
}
