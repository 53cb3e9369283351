"""The top-level `text` of a message: read aloud by screen readers, shown in notifications and search."""

from collections.abc import Iterable

from bot.slack.blocks.limits import MESSAGE_TEXT
from bot.slack.blocks.mrkdwn import size

_ENDS = (".", "!", "?", "…", ":", ".”", "!”", "?”", '."', '!"', '?"')


def sentence(words: str) -> str:
    """`words` with a full stop, so that a voice pauses behind it."""
    return words if words.endswith(_ENDS) else f"{words}."


def spoken(lines: Iterable[str]) -> str:
    """Escaped lines as one text within Slack's limit. Whole lines go, so that no entity is cut in two."""
    text = ""
    for line in lines:
        longer = f"{text}\n{line}" if text else line
        if size(longer) > MESSAGE_TEXT:
            break
        text = longer
    return text
