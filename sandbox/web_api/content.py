"""What an app says in a message: text, blocks and attachments, checked and put into Slack's shape."""

import copy
from dataclasses import dataclass
from typing import Any

from sandbox.errors import SlackError
from sandbox.hub import Hub
from sandbox.limits import check_message_blocks
from sandbox.mrkdwn import rich_text
from sandbox.state import new_uuid
from sandbox.text import from_app
from sandbox.web_api.params import Params

Json = dict[str, Any]
MOST_ATTACHMENTS = 100


@dataclass(frozen=True, slots=True)
class Content:
    """The saying part of a message, as Slack keeps it."""

    text: str
    blocks: list[Json]
    attachments: list[Json]


def read_content(hub: Hub, params: Params, most_text: int, before: Content | None = None) -> Content:
    """The content of a call. With `before`, attachments that the call doesn't name stay; blocks stay only without text.

    :raises SlackError: no_text, msg_too_long, invalid_blocks, invalid_blocks_format, msg_blocks_too_long,
        invalid_attachments, too_many_attachments
    """

    text = params.get("text")
    blocks = params.structure("blocks", "invalid_blocks_format")
    attachments = params.structure("attachments", "invalid_attachments")
    if len(text) > most_text:
        raise SlackError("msg_too_long")
    if blocks is not None:
        check_message_blocks(blocks)
        hub.files.check(blocks, "/blocks", "invalid_blocks")
    _check_attachments(attachments)
    if not text.strip() and not blocks and not attachments:
        raise SlackError("no_text")
    kept = before or Content("", [], [])
    text = from_app(text)
    if blocks:
        kept_blocks = as_kept(blocks)
    elif blocks is None and not text:
        kept_blocks = kept.blocks
    else:
        kept_blocks = rich_text(text) if not attachments else []
    return Content(text, kept_blocks, kept.attachments if attachments is None else as_kept(attachments))


def _check_attachments(attachments: Any) -> None:
    if attachments is None:
        return
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    for attachment in attachments:
        if attachment.get("blocks") is not None:
            check_message_blocks(attachment["blocks"])


def as_kept(value: Any) -> Any:
    """Blocks as Slack gives them back: every block with a block_id, texts escaped, text objects with their defaults."""

    kept = copy.deepcopy(value)
    for block in kept:
        if "type" in block:
            block.setdefault("block_id", new_uuid()[:5])
        else:  # an attachment
            block |= {name: from_app(str(block[name])) for name in ("text", "pretext") if block.get(name)}
    _texts(kept)
    return kept


def _texts(value: Any) -> None:
    if isinstance(value, list):
        for item in value:
            _texts(item)
    elif isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            value["text"] = from_app(str(value["text"]))
            value.setdefault("verbatim", False)
        elif value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") != "rich_text":
            if value.get("type") == "button" or str(value.get("type", "")).endswith("select"):
                value.setdefault("action_id", new_uuid()[:5])
            for item in value.values():
                _texts(item)
