"""Blocks of messages and views."""

from collections.abc import Callable
from typing import Any

from sandbox.errors import SlackError
from sandbox.limits.elements import IN_ACTIONS, IN_SECTION, INPUTS, check_element, check_image
from sandbox.limits.problems import Problems
from sandbox.limits.rich import TABLE_CHARACTERS, characters, check_rich_text, check_table

Json = dict[str, Any]

MOST_BLOCKS = 50
# Not documented: msg_blocks_too_long comes at about this many characters of blocks in all (reports of other bots).
MESSAGE_CHARACTERS = 13_200
MARKDOWN_CHARACTERS = 12_000  # of all markdown blocks of a message together


def check_message_blocks(blocks: Any) -> None:
    """What Slack checks in a message's blocks.

    :raises SlackError: invalid_blocks_format (no list), invalid_blocks (with the reasons), msg_blocks_too_long
    """

    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = Problems()
    if len(blocks) > MOST_BLOCKS:
        problems.add(f"no more than {MOST_BLOCKS} items allowed", "/blocks")
    check_blocks(problems, blocks, "/blocks", MESSAGE_BLOCKS)
    tables = [block for block in blocks if isinstance(block, dict) and block.get("type") == "table"]
    if sum(characters(table.get("rows")) for table in tables) > TABLE_CHARACTERS and len(tables) > 1:
        problems.add(f"tables must be less than {TABLE_CHARACTERS + 1} characters in all", "/blocks")
    problems.refuse()
    if characters(blocks) > MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")


def check_blocks(problems: Problems, blocks: list[Any], where: str, kinds: set[str]) -> None:
    """Each block of a list, and that no two have one block_id."""

    seen: set[str] = set()
    for number, block in enumerate(blocks):
        at = f"{where}/{number}"
        if not isinstance(block, dict):
            problems.add("must be an object", at)
            continue
        kind = block.get("type")
        if kind not in kinds:
            problems.add(f"unsupported type: {kind}", f"{at}/type")
            continue
        problems.optional(block, "block_id", at, 255)
        if name := block.get("block_id"):
            if name in seen:
                problems.add(f"`block_id` {name} already exists. `block_id` should be unique.", f"{at}/block_id")
            seen.add(name)
        CHECKS[str(kind)](problems, block, at)
    _unique_actions(problems, blocks, where)


def _unique_actions(problems: Problems, blocks: list[Any], where: str) -> None:
    """An action_id may stand once in a block."""

    for number, block in enumerate(blocks):
        elements = block.get("elements") if isinstance(block, dict) and block.get("type") == "actions" else None
        names = [e.get("action_id") for e in elements or [] if isinstance(e, dict) and e.get("action_id")]
        for name in {n for n in names if names.count(n) > 1}:
            problems.add(f"`action_id` {name} already exists. `action_id` should be unique.", f"{where}/{number}")


def _section(problems: Problems, block: Json, where: str) -> None:
    if not block.get("text") and not block.get("fields"):
        problems.add("must provide either text or fields", where)
    if block.get("text"):
        problems.text(block["text"], f"{where}/text", 3000)
    if block.get("fields"):
        problems.items(block["fields"], f"{where}/fields", 10, lambda f, w: problems.text(f, w, 2000))
    if accessory := block.get("accessory"):
        check_element(problems, accessory, f"{where}/accessory", IN_SECTION)
    problems.known(block, where, ("type", "block_id", "text", "fields", "accessory", "expand"))


def _header(problems: Problems, block: Json, where: str) -> None:
    if problems.required(block, "text", where):
        problems.plain(block["text"], f"{where}/text", 150)
    problems.known(block, where, ("type", "block_id", "text", "level"))


def _context(problems: Problems, block: Json, where: str) -> None:
    problems.items(block.get("elements"), f"{where}/elements", 10, lambda e, w: _context_element(problems, e, w))
    problems.known(block, where, ("type", "block_id", "elements"))


def _context_element(problems: Problems, element: Json, where: str) -> None:
    if element.get("type") == "image":
        check_image(problems, element, where)
    else:
        problems.text(element, where, 3000)


def _actions(problems: Problems, block: Json, where: str) -> None:
    problems.items(
        block.get("elements"), f"{where}/elements", 25, lambda e, w: check_element(problems, e, w, IN_ACTIONS)
    )
    problems.known(block, where, ("type", "block_id", "elements"))


def _divider(problems: Problems, block: Json, where: str) -> None:
    problems.known(block, where, ("type", "block_id"))


def _image(problems: Problems, block: Json, where: str) -> None:
    check_image(problems, block, where)
    if block.get("title") is not None:
        problems.plain(block["title"], f"{where}/title", 2000)


def _input(problems: Problems, block: Json, where: str) -> None:
    if problems.required(block, "label", where):
        problems.plain(block["label"], f"{where}/label", 2000)
    if problems.required(block, "element", where):
        check_element(problems, block["element"], f"{where}/element", INPUTS)
    if block.get("hint") is not None:
        problems.plain(block["hint"], f"{where}/hint", 2000)


def _markdown(problems: Problems, block: Json, where: str) -> None:
    problems.length(block.get("text"), f"{where}/text", MARKDOWN_CHARACTERS, 1)


def _video(problems: Problems, block: Json, where: str) -> None:
    for name in ("alt_text", "thumbnail_url", "title", "video_url"):
        problems.required(block, name, where)


def _alert(problems: Problems, block: Json, where: str) -> None:
    if problems.required(block, "text", where):
        problems.text(block["text"], f"{where}/text")
    if block.get("level") not in {None, "default", "info", "warning", "error", "success"}:
        problems.add("must be one of: default, info, warning, error, success", f"{where}/level")


def _card(problems: Problems, block: Json, where: str) -> None:
    if not any(block.get(name) for name in ("hero_image", "title", "actions", "body")):
        problems.add("must provide one of hero_image, title, actions, body", where)
    for name, most in (("title", 150), ("subtitle", 150), ("body", 200)):
        if block.get(name) is not None:
            problems.text(block[name], f"{where}/{name}", most)
    if block.get("actions") is not None:
        problems.items(block["actions"], f"{where}/actions", 25, lambda e, w: check_element(problems, e, w, {"button"}))


def _container(problems: Problems, block: Json, where: str) -> None:
    if not block.get("title") and not block.get("rich_text_title"):
        problems.add("missing required field: title", where)
    if block.get("title") is not None:
        problems.plain(block["title"], f"{where}/title", 150)
    if block.get("subtitle") is not None:
        problems.text(block["subtitle"], f"{where}/subtitle", 150)
    if block.get("is_collapsible") and block.get("has_header_divider"):
        problems.add("has_header_divider cannot be set when is_collapsible is true", where)
    inside = block.get("child_blocks")
    if not isinstance(inside, list) or not 1 <= len(inside) <= 10:
        problems.add("must have 1 to 10 items", f"{where}/child_blocks")
    else:
        check_blocks(problems, inside, f"{where}/child_blocks", MESSAGE_BLOCKS - {"container"})


CHECKS: dict[str, Callable[[Problems, Json, str], None]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "divider": _divider,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": check_rich_text,
    "table": check_table,
    "video": _video,
    "alert": _alert,
    "card": _card,
    "container": _container,
}
MESSAGE_BLOCKS = set(CHECKS)
VIEW_BLOCKS = set(CHECKS) - {"markdown", "table", "card", "container", "alert"}
