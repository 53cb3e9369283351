"""The shapes that Slack's payloads have, checked once, so that no listener meets a payload without what it needs.

Slack sends none that is otherwise. One that is, by a defect there or by whoever got hold of our secret, is no defect
of ours: it is acknowledged, noted and forgotten. What a message says is looked at in `bot.slack.incoming`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Discriminator, Field, Tag, TypeAdapter, ValidationError
from slack_bolt import BoltContext, BoltResponse
from typing_extensions import TypedDict

from bot import log
from bot.slack.blocks.quotes_modal import NEXT_BUTTON, PREVIOUS_BUTTON
from bot.slack.blocks.welcome import BUTTON_MODES

logger = log.get(__name__)

ID = r"[A-Z][A-Z0-9]{1,29}"
Id = Annotated[str, Field(pattern=f"^{ID}$")]
"""A workspace, channel or person; they become parts of keys in the store."""
Ts = Annotated[str, Field(pattern=r"^[0-9]{1,10}(\.[0-9]{1,9})?$")]


class _Named(TypedDict):
    id: Id


class _MessageItem(TypedDict):
    type: Literal["message"]
    channel: Id
    ts: Ts


class _FileItem(TypedDict):
    type: Literal["file", "file_comment"]


class _Reaction(TypedDict):
    type: Literal["reaction_added"]
    user: NotRequired[Id | None]
    item: _MessageItem | _FileItem
    item_user: NotRequired[str | None]
    reaction: str
    event_ts: NotRequired[Ts]


class _Joined(TypedDict):
    type: Literal["member_joined_channel"]
    user: Id
    channel: Id
    inviter: NotRequired[Id | None]
    event_ts: NotRequired[Ts]


class _HomeOpened(TypedDict):
    type: Literal["app_home_opened"]
    user: Id
    channel: NotRequired[Id]
    tab: NotRequired[str]
    event_ts: NotRequired[Ts]


class _OfChannel(TypedDict):
    """A channel was archived, deleted, left, opened again."""

    channel: Id
    event_ts: NotRequired[Ts]


class _Left(_OfChannel):
    user: Id


class _Tokens(TypedDict):
    oauth: NotRequired[list[str]]
    bot: NotRequired[list[str]]


class _Revoked(TypedDict):
    tokens: _Tokens


class _Option(TypedDict):
    value: str


class _Element(TypedDict):
    type: str
    action_id: str
    block_id: NotRequired[str]
    action_ts: NotRequired[Ts]
    selected_option: NotRequired[_Option | None]


class _Button(_Element):
    value: str  # each of ours has one


def _sort(action: object) -> str:
    return "button" if isinstance(action, Mapping) and action.get("type") == "button" else "other"


_Action = Annotated[Annotated[_Button, Tag("button")] | Annotated[_Element, Tag("other")], Discriminator(_sort)]


class _Message(TypedDict):
    ts: Ts
    thread_ts: NotRequired[Ts | None]


class _State(TypedDict):
    values: dict[str, dict[str, dict[str, Any]]]


class _View(TypedDict):
    id: str
    type: str
    hash: str
    callback_id: NotRequired[str]
    private_metadata: str
    state: NotRequired[_State]


class _Press(TypedDict):
    type: Literal["block_actions"]
    user: _Named
    team: NotRequired[_Named | None]
    channel: NotRequired[_Named]
    message: NotRequired[_Message]
    view: NotRequired[_View | None]
    actions: Annotated[list[_Action], Field(min_length=1)]
    trigger_id: str
    response_url: NotRequired[str]


class _FromMessage(TypedDict):
    type: Literal["message_action"]
    callback_id: str
    user: _Named
    team: NotRequired[_Named | None]
    channel: _Named
    message: _Message
    trigger_id: str
    action_ts: NotRequired[Ts]
    response_url: NotRequired[str]


class _FromAnywhere(TypedDict):
    type: Literal["shortcut"]
    callback_id: str
    user: _Named
    team: NotRequired[_Named | None]
    trigger_id: str


class _SentView(_View):
    state: _State  # type: ignore[misc]


class _Sent(TypedDict):
    type: Literal["view_submission"]
    user: _Named
    team: NotRequired[_Named | None]
    view: _SentView


class _Command(TypedDict):
    command: str
    text: NotRequired[str]
    team_id: Id
    channel_id: Id
    user_id: Id
    trigger_id: NotRequired[str]
    response_url: NotRequired[str]


IN_WINDOWS = frozenset({NEXT_BUTTON, PREVIOUS_BUTTON})
"""Buttons that stand in windows only, and whose listeners need the window."""
IN_MESSAGES = frozenset(BUTTON_MODES)
"""The same of messages."""
_EVENTS: dict[str, TypeAdapter[Any]] = {
    **{
        f"{kind}_{what}": TypeAdapter(_OfChannel)
        for kind in ("channel", "group")
        for what in ("archive", "unarchive", "deleted", "left")
    },
    "member_left_channel": TypeAdapter(_Left),
    "tokens_revoked": TypeAdapter(_Revoked),
    "reaction_added": TypeAdapter(_Reaction),
    "member_joined_channel": TypeAdapter(_Joined),
    "app_home_opened": TypeAdapter(_HomeOpened),
}
_INTERACTIONS: dict[str, TypeAdapter[Any]] = {
    "block_actions": TypeAdapter(_Press),
    "message_action": TypeAdapter(_FromMessage),
    "shortcut": TypeAdapter(_FromAnywhere),
    "view_submission": TypeAdapter(_Sent),
}
_COMMAND: TypeAdapter[Any] = TypeAdapter(_Command)


class _AnyView(TypedDict):
    type: str


class _Whose(TypedDict):
    """What Bolt itself reads of any payload, to know whose it is."""

    type: NotRequired[str]
    command: NotRequired[str]
    team_id: NotRequired[Id | None]
    enterprise_id: NotRequired[Id | None]
    user_id: NotRequired[str | None]
    channel_id: NotRequired[str | None]
    team: NotRequired[_Named | str | None]
    enterprise: NotRequired[_Named | str | None]
    user: NotRequired[_Named | str | None]
    channel: NotRequired[_Named | str | None]
    authorizations: NotRequired[list["_Authorization"] | None]
    event: NotRequired[dict[str, Any]]
    event_id: NotRequired[str]
    event_time: NotRequired[int]
    view: NotRequired[_AnyView | None]
    message: NotRequired[dict[str, Any] | None]
    container: NotRequired[dict[str, Any] | None]
    actions: NotRequired[Annotated[list[dict[str, Any]], Field(min_length=1)]]
    bot_access_token: NotRequired[str]
    response_url: NotRequired[str]


class _Authorization(TypedDict):
    enterprise_id: NotRequired[Id | None]
    team_id: NotRequired[Id | None]
    user_id: NotRequired[str | None]
    is_enterprise_install: NotRequired[bool | None]


_WHOSE: TypeAdapter[Any] = TypeAdapter(_Whose)


def is_readable(payload: object) -> bool:
    """Whether a payload is an object from which Bolt can tell whose it is."""
    try:
        _WHOSE.validate_python(payload, strict=True)
    except (ValidationError, RecursionError):
        return False
    return True


def is_sound(payload: Mapping[str, Any]) -> bool:
    """Whether a payload has what its listeners take for granted. Kinds that no listener takes are sound."""
    event = payload.get("event")
    if payload.get("type") == "event_callback":
        shape = _EVENTS.get(str(event.get("type"))) if isinstance(event, Mapping) else None
        checked: object = event
    elif "command" in payload and "type" not in payload:
        shape, checked = _COMMAND, payload
    else:
        shape, checked = _INTERACTIONS.get(str(payload.get("type"))), payload
    if shape is None:
        return True
    try:
        shape.validate_python(checked, strict=True)
    except (ValidationError, RecursionError):
        return False
    return all(payload.get(part) for part in _place(payload))


def _place(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells where a button was pressed, as far as its listener needs it."""
    pressed = payload["actions"][0]["action_id"] if payload.get("type") == "block_actions" else ""
    return ("view",) if pressed in IN_WINDOWS else ("channel", "message") if pressed in IN_MESSAGES else ()


def only_sound(
    body: dict[str, Any],
    context: BoltContext,
    next: Callable[[], BoltResponse],  # noqa: A002 - Bolt's name
) -> BoltResponse:
    """Bolt's middleware: what is not sound is acknowledged and goes no further; sent again it would be no better."""
    known = (context.team_id, context.enterprise_id, context.user_id, context.channel_id)  # what Bolt found, anywhere
    nobodys = body.get("type") == "event_callback" and not context.team_id
    if nobodys or not all(_is_id(each) for each in known if each) or not is_readable(body) or not is_sound(body):
        logger.warning("malformed payload", kind=str(body.get("type"))[:40])
        return BoltResponse(status=200, body="")
    _mend(body)
    return next()


def _is_id(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(ID, value) is not None


def _mend(payload: dict[str, Any]) -> None:
    """Replace halves of characters, which JSON can carry and no store takes. In place, at any depth."""
    waiting: list[Any] = [payload]
    while waiting:
        node = waiting.pop()
        for key, value in list(_items(node)):
            if isinstance(value, str):
                if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
                    node[key] = value.encode("utf-8", "replace").decode("utf-8")
            elif isinstance(value, dict | list):
                waiting.append(value)


def _items(node: Any) -> Iterator[tuple[Any, Any]]:
    yield from node.items() if isinstance(node, dict) else enumerate(node)
