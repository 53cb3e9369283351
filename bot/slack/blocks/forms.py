"""Modals in which something is asked or set: fields, and what was written into them."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack.blocks.message import Json

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""A view's state: block_id → action_id → what stands there."""


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


def tick(name: str, label: str, words: str) -> Json:
    """A box to tick; not ticked at first."""
    element = {"type": "checkboxes", "action_id": name, "options": [{"text": plain(words), "value": name}]}
    return _input(name, label, element, "", optional=True)


def written(values: Values, name: str) -> str:
    """What stands in a field, '' where nothing does or there is no such field."""
    return str(values.get(name, {}).get(name, {}).get("value") or "").strip()


def chosen(values: Values, name: str) -> str:
    """What is chosen in a menu, '' where nothing is or there is no such menu."""
    return str((values.get(name, {}).get(name, {}).get("selected_option") or {}).get("value") or "")


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
