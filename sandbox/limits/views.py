"""Modals and Home tabs."""

from typing import Any

from sandbox.errors import SlackError
from sandbox.limits.blocks import VIEW_BLOCKS, check_blocks
from sandbox.limits.problems import Problems

Json = dict[str, Any]

VIEW_BLOCKS_MOST = 100
VIEW_BYTES = 250_000
FIELDS = (
    "type",
    "title",
    "blocks",
    "close",
    "submit",
    "private_metadata",
    "callback_id",
    "clear_on_close",
    "notify_on_close",
    "external_id",
    "submit_disabled",
)


def check_view(view: Any, kinds: tuple[str, ...]) -> None:
    """What Slack checks in a view; `kinds` are the types that the method takes (modal, home).

    :raises SlackError: invalid_arguments (with the reasons), view_too_large
    """

    problems = Problems()
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] must be an object [/view]"]})
    if view.get("type") not in kinds:
        problems.add(f"must be one of: {', '.join(kinds)}", "/view/type")
    _texts(problems, view)
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        problems.add("missing required field: blocks", "/view")
    else:
        if len(blocks) > VIEW_BLOCKS_MOST:
            problems.add(f"no more than {VIEW_BLOCKS_MOST} items allowed", "/view/blocks")
        check_blocks(problems, blocks, "/view/blocks", VIEW_BLOCKS)
        inputs = [b for b in blocks if isinstance(b, dict) and b.get("type") == "input"]
        if view.get("type") == "modal" and inputs and not view.get("submit"):
            problems.add("missing required field: submit (a view with input blocks needs one)", "/view")
    problems.refuse("invalid_arguments")
    if len(str(view).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")


def _texts(problems: Problems, view: Json) -> None:
    if view.get("type") == "modal":
        if problems.required(view, "title", "/view"):
            problems.plain(view["title"], "/view/title", 24)
        for name in ("submit", "close"):
            if view.get(name) is not None:
                problems.plain(view[name], f"/view/{name}", 24)
    problems.optional(view, "private_metadata", "/view", 3000)
    problems.optional(view, "callback_id", "/view", 255)
    problems.optional(view, "external_id", "/view", 255)
    problems.known(view, "/view", FIELDS)
