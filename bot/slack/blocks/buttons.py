"""Buttons."""

from bot.slack.blocks.message import Json


def confirm(title: str, words: str, yes: str) -> Json:
    """What is asked before a button does its work: a title, what will happen, and what stands on the button that says
    yes."""
    texts = {"title": title, "text": words, "confirm": yes, "deny": "Cancel"}
    return {name: {"type": "plain_text", "text": text} for name, text in texts.items()}


def button(action: str, label: str, value: str, spoken: str = "") -> Json:
    """A button: its action_id, what stands on it, and its value. `spoken` is what a screen reader says instead."""
    made: Json = {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": label, "emoji": False},
        "value": value,
    }
    return made | ({"accessibility_label": spoken} if spoken else {})
