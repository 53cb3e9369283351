"""The shapes of rich_text and table blocks."""

from typing import Any

from sandbox.limits.problems import Problems

Json = dict[str, Any]

CONTAINERS = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
# What an inline element must carry, by its type.
INLINE: dict[str, str] = {
    "text": "text",
    "link": "url",
    "user": "user_id",
    "channel": "channel_id",
    "usergroup": "usergroup_id",
    "emoji": "name",
    "broadcast": "range",
    "date": "timestamp",
    "color": "value",
    "team": "team_id",
}
STYLES = {"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"}
MOST_ROWS, MOST_CELLS = 100, 20
TABLE_CHARACTERS = 10_000  # of all tables of a message together


def check_rich_text(problems: Problems, block: Json, where: str) -> None:
    """A rich_text block: containers of inline elements."""

    problems.items(block.get("elements"), f"{where}/elements", 1000, lambda e, w: _container(problems, e, w), 0)


def _container(problems: Problems, element: Json, where: str) -> None:
    kind = element.get("type")
    if kind not in CONTAINERS:
        problems.add(f"unsupported type: {kind}", f"{where}/type")
        return
    if not isinstance(element.get("elements"), list):
        problems.add("missing required field: elements", where)
        return
    if kind == "rich_text_list":
        if element.get("style") not in ("bullet", "ordered"):
            problems.add("must be one of: bullet, ordered", f"{where}/style")
        problems.items(element["elements"], f"{where}/elements", 1000, lambda e, w: _list_item(problems, e, w), 0)
    else:
        problems.items(element["elements"], f"{where}/elements", 1000, lambda e, w: _inline(problems, e, w), 0)


def _list_item(problems: Problems, element: Json, where: str) -> None:
    if element.get("type") != "rich_text_section":
        problems.add(f"unsupported type: {element.get('type')}", f"{where}/type")
    else:
        _container(problems, element, where)


def _inline(problems: Problems, element: Json, where: str) -> None:
    kind = str(element.get("type"))
    if kind not in INLINE:
        problems.add(f"unsupported type: {kind}", f"{where}/type")
        return
    value = element.get(INLINE[kind])
    if value is None or value == "":
        problems.add(f"missing required field: {INLINE[kind]}", where)
    style = element.get("style", {})
    if not isinstance(style, dict):
        problems.add("must be an object", f"{where}/style")
    else:
        problems.known(style, f"{where}/style", STYLES)
    if kind == "date" and not isinstance(value, int):
        problems.add("must be an integer", f"{where}/timestamp")
    if kind == "date" and not element.get("format"):
        problems.add("missing required field: format", where)


def check_table(problems: Problems, block: Json, where: str) -> None:
    """A table: up to 100 rows of up to 20 cells, every row as wide as the first."""

    rows = block.get("rows")
    if not isinstance(rows, list) or not rows:
        problems.add("missing required field: rows", where)
        return
    if len(rows) > MOST_ROWS:
        problems.add(f"no more than {MOST_ROWS} items allowed", f"{where}/rows")
    for number, row in enumerate(rows):
        at = f"{where}/rows/{number}"
        problems.items(row, at, MOST_CELLS, lambda c, w: _cell(problems, c, w))
        if isinstance(row, list) and isinstance(rows[0], list) and len(row) != len(rows[0]):
            problems.add("all rows must have the same number of cells", at)
    problems.items(block.get("column_settings") or [], f"{where}/column_settings", MOST_CELLS, lambda _c, _w: None, 0)
    if characters(rows) > TABLE_CHARACTERS:
        problems.add(f"must be less than {TABLE_CHARACTERS + 1} characters in all", f"{where}/rows")


def _cell(problems: Problems, cell: Json, where: str) -> None:
    match cell.get("type"):
        case "raw_text":
            problems.length(cell.get("text"), f"{where}/text", 3000, 1)
        case "raw_number":
            if not isinstance(cell.get("value"), int | float):
                problems.add("must be a number", f"{where}/value")
        case "rich_text":
            check_rich_text(problems, cell, where)
        case kind:
            problems.add(f"unsupported type: {kind}", f"{where}/type")


def characters(value: Any) -> int:
    """The characters that a reader sees in blocks: every text and url in them."""

    if isinstance(value, list):
        return sum(characters(item) for item in value)
    if isinstance(value, dict):
        own = sum(len(value[name]) for name in ("text", "url", "alt_text") if isinstance(value.get(name), str))
        return own + sum(characters(item) for item in value.values() if isinstance(item, dict | list))
    return 0
