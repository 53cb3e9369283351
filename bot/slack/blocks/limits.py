"""Slack's limits for blocks, checked before anything is sent: plain dicts are checked by nobody else until Slack
refuses them.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import size

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
SECTION_TEXT = 3000
FIELDS = 10
FIELD_TEXT = 2000
HEADER_TEXT = 150
CONTEXT_ELEMENTS = 10
ACTIONS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2000
IDENTIFIER = 255
URL = 3000
LABEL = 2000
"""Of the label and of the hint of a field."""
PLACEHOLDER = 150
OPTIONS = 100
OPTION_VALUE = 150
ALT_TEXT = 2000
VIEW_TITLE = 24
PRIVATE_METADATA = 3000
MESSAGE_TEXT = 4000
"""Slack advises against longer `text`, and cuts at 40,000."""
WEIGHT = 12_000
"""Characters of all blocks as JSON. Slack says `msg_blocks_too_long` at about 13,200, which its documentation does not
give; the distance allows for another way of counting."""


class LimitError(ValueError):
    """Blocks that Slack would refuse: a defect of ours. The message lists what is wrong and where."""


def weight(blocks: Sequence[Json]) -> int:
    """Characters of blocks as JSON, in UTF-16 units."""
    return size(json.dumps(list(blocks), ensure_ascii=False))


def fits(message: Message) -> bool:
    """Whether Slack takes the message."""
    return not any(problems(message))


def check(message: Message) -> Message:
    """The message itself.

    Raises:
        LimitError: Slack would refuse it.
    """
    if found := list(problems(message)):
        raise LimitError("; ".join(found))
    return message


def check_view(view: Json) -> Json:
    """The view itself.

    Raises:
        LimitError: Slack would refuse it.
    """
    if found := list(view_problems(view)):
        raise LimitError("; ".join(found))
    return view


def problems(message: Message) -> Iterator[str]:
    """What Slack would refuse in a message, each in a few words."""
    if not 0 < size(message.text) <= MESSAGE_TEXT:
        yield f"text has {size(message.text)} characters"
    yield from _blocks(message.blocks, MESSAGE_BLOCKS)


def view_problems(view: Json) -> Iterator[str]:
    """What Slack would refuse in a view."""
    for part in ("title", "submit", "close"):
        if part in view:
            yield from _length(part, view[part]["text"], VIEW_TITLE)
    yield from _length("private_metadata", view.get("private_metadata", "-"), PRIVATE_METADATA)
    yield from _blocks(view["blocks"], VIEW_BLOCKS)


def _blocks(blocks: Sequence[Json], most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"{len(blocks)} blocks"
    if (total := weight(blocks)) > WEIGHT:
        yield f"blocks of {total} characters in all"
    for number, block in enumerate(blocks):
        for problem in _block(block):
            yield f"block {number}: {problem}"


def _block(block: Json) -> Iterator[str]:
    match block["type"]:
        case "section":
            if "text" in block:
                yield from _length("text", block["text"]["text"], SECTION_TEXT)
            fields = block.get("fields", [])
            yield from _count("fields", fields, FIELDS, least=0)
            for field in fields:
                yield from _length("field", field["text"], FIELD_TEXT)
        case "header":
            yield from _length("header", block["text"]["text"], HEADER_TEXT)
        case "context":
            yield from _count("context elements", block["elements"], CONTEXT_ELEMENTS)
            for element in block["elements"]:
                yield from _length("context", element["text"], SECTION_TEXT)
        case "actions":
            yield from _count("actions", block["elements"], ACTIONS)
            for button in block["elements"]:
                yield from _button(button)
        case "image":
            yield from _length("alt_text", block["alt_text"], ALT_TEXT)
        case kind if kind in _NESTED:
            yield from _NESTED[kind](block)
        case kind:
            yield f"{kind} is a kind of block that is not checked here"


def _button(button: Json) -> Iterator[str]:
    yield from _length("button", button["text"]["text"], BUTTON_TEXT)
    yield from _length("value", button.get("value", "-"), BUTTON_VALUE)
    yield from _length("action_id", button["action_id"], IDENTIFIER)
    yield from _length("accessibility_label", button.get("accessibility_label", "-"), BUTTON_TEXT)


def _input(block: Json) -> Iterator[str]:
    element = block["element"]
    yield from _length("label", block["label"]["text"], LABEL)
    yield from _length("hint", block["hint"]["text"] if "hint" in block else "-", LABEL)
    yield from _length("action_id", element["action_id"], IDENTIFIER)
    yield from _length("block_id", block.get("block_id", "-"), IDENTIFIER)
    yield from _length("placeholder", element["placeholder"]["text"] if "placeholder" in element else "-", PLACEHOLDER)
    yield from _length("initial_value", element.get("initial_value") or "-", SECTION_TEXT)
    yield from _count("options", element.get("options", [0]), OPTIONS)
    for option in element.get("options", []):
        yield from _length("option", option["text"]["text"], BUTTON_TEXT)
        yield from _length("option value", option["value"], OPTION_VALUE)


def _rich(node: Json) -> Iterator[str]:
    if "elements" in node:
        yield from _count(node["type"], node["elements"], 10_000)
        for element in node["elements"]:
            yield from _rich(element)
    if "text" in node:
        yield from _length(node["type"], node["text"], WEIGHT)
    if "url" in node:
        yield from _length("url", node["url"], URL)


_NESTED: dict[str, Callable[[Json], Iterable[str]]] = {"rich_text": _rich, "input": _input, "divider": lambda _: ()}


def _length(what: str, text: str, most: int) -> Iterator[str]:
    if not 0 < size(text) <= most:
        yield f"{what} of {size(text)} characters"


def _count(what: str, things: Sequence[Any], most: int, least: int = 1) -> Iterator[str]:
    if not least <= len(things) <= most:
        yield f"{len(things)} {what}"
