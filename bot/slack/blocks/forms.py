"""Modals in which something is asked or set: fields, and what was written into them."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter

from bot.errors import NutgrafError
from bot.slack.blocks.message import Json

T = TypeVar("T")

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""A view's state: block_id → action_id → what stands there."""


class StaleWindow(NutgrafError):
    """What a window was opened for can't be read: it was opened before an update, mostly."""


def stale() -> StaleWindow:
    """The error, with what to do."""
    return StaleWindow("I was updated since this window was opened.", "Close it and open it again.")


def plain(words: str) -> Json:
    """A text object without markup."""
    return {"type": "plain_text", "text": words, "emoji": False}


def field(  # noqa: PLR0913 - what a field of a form has
    name: str,
    label: str,
    *,
    value: str = "",
    hint: str = "",
    example: str = "",
    optional: bool = False,
    long: bool = False,
) -> Json:
    """A field for words; `name` is its block_id and action_id, and what its error is told at. `long`: several lines."""
    element: Json = {"type": "plain_text_input", "action_id": name, "multiline": long}
    if value:
        element["initial_value"] = value
    if example:
        element["placeholder"] = plain(example)
    return _input(name, label, element, hint, optional=optional)


def choice(name: str, label: str, options: Sequence[tuple[str, str]], value: str, *, hint: str = "") -> Json:
    """A menu of (value, words), of which one is chosen."""
    every = {key: {"text": plain(words), "value": key} for key, words in options}
    element = {
        "type": "static_select",
        "action_id": name,
        "options": list(every.values()),
        "initial_option": every[value],
    }
    return _input(name, label, element, hint, optional=False)


def tick(name: str, label: str, words: str, *, ticked: bool = False) -> Json:
    """A box to tick; not ticked at first unless said so."""
    return ticks(name, label, [(name, words)], [name] if ticked else [], optional=True)


def ticks(
    name: str, label: str, options: Sequence[tuple[str, str]], values: Sequence[str], *, optional: bool = False
) -> Json:
    """Boxes to tick, of (value, words); `values` are ticked at first."""
    every = [{"text": plain(words), "value": value} for value, words in options]
    element: Json = {"type": "checkboxes", "action_id": name, "options": every}
    if initial := [option for option in every if option["value"] in values]:
        element["initial_options"] = initial
    return _input(name, label, element, "", optional=optional)


def clock(name: str, label: str, value: str) -> Json:
    """A time of day, `HH:MM`."""
    return _input(name, label, {"type": "timepicker", "action_id": name, "initial_time": value}, "", optional=False)


def channel_choice(name: str, label: str, value: str, *, hint: str = "") -> Json:
    """A channel to choose, public or private."""
    element: Json = {"type": "conversations_select", "action_id": name, "filter": {"include": ["public", "private"]}}
    if value:
        element["initial_conversation"] = value
    return _input(name, label, element, hint, optional=False)


def channels_choice(name: str, label: str, values: Sequence[str], *, most: int, hint: str = "") -> Json:
    """Channels to choose, public or private, or none."""
    element: Json = {
        "type": "multi_conversations_select",
        "action_id": name,
        "filter": {"include": ["public", "private"]},
        "max_selected_items": most,
    }
    if values:
        element["initial_conversations"] = list(values)
    return _input(name, label, element, hint, optional=True)


def written(values: Values, name: str) -> str:
    """What stands in a field, '' where nothing does or there is no such field."""
    return str(values.get(name, {}).get(name, {}).get("value") or "").strip()


def chosen(values: Values, name: str) -> str:
    """What is chosen in a menu, '' where nothing is or there is no such menu."""
    return str((values.get(name, {}).get(name, {}).get("selected_option") or {}).get("value") or "")


def all_ticked(values: Values, name: str) -> list[str]:
    """The values of the boxes that are ticked."""
    found = values.get(name, {}).get(name, {}).get("selected_options") or []
    return [str(option["value"]) for option in found]


def time_chosen(values: Values, name: str) -> str:
    """The time of day that is chosen, `HH:MM`, or ''."""
    return str(values.get(name, {}).get(name, {}).get("selected_time") or "")


def channel_chosen(values: Values, name: str) -> str:
    """The channel that is chosen, or ''."""
    return str(values.get(name, {}).get(name, {}).get("selected_conversation") or "")


def channels_chosen(values: Values, name: str) -> list[str]:
    """The channels that are chosen."""
    return [str(each) for each in values.get(name, {}).get(name, {}).get("selected_conversations") or []]


def ticked(values: Values, name: str) -> bool:
    """Whether a box is ticked."""
    return bool(values.get(name, {}).get(name, {}).get("selected_options"))


def modal(title: str, callback: str, blocks: Sequence[Json], *, submit: str, metadata: str) -> Json:
    """A view with a button that sends it."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "private_metadata": metadata,
        "blocks": list(blocks),
    }


def _input(name: str, label: str, element: Json, hint: str, *, optional: bool) -> Json:
    block: Json = {"type": "input", "block_id": name, "label": plain(label), "element": element, "optional": optional}
    return block | ({"hint": plain(hint)} if hint else {})


def as_metadata(value: object) -> str:
    """A dataclass as private_metadata: what a modal was opened for, as it comes back with what was written."""
    return TypeAdapter(type(value)).dump_json(value).decode()


def from_metadata(form: type[T], private_metadata: str) -> T:
    """The `form` that `as_metadata` made the text of.

    Raises:
        StaleWindow: it is something else.
    """
    try:
        return TypeAdapter(form).validate_json(private_metadata)
    except ValueError:
        raise stale() from None
