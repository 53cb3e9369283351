"""A message as it goes to Slack."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
"""A JSON object of Slack's: a block, an element, a view."""


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is what screen readers and notifications read, in mrkdwn with `&<>` escaped; `blocks` is what eyes see."""

    text: str
    blocks: tuple[Json, ...]
