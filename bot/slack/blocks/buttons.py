"""Buttons."""

from bot.slack.blocks.message import Json


def button(action: str, label: str, value: str, spoken: str = "") -> Json:
    """A button: its action_id, what stands on it, and its value. `spoken` is what a screen reader says instead."""
    made: Json = {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": label, "emoji": False},
        "value": value,
    }
    return made | ({"accessibility_label": spoken} if spoken else {})
