"""Buttons."""

from bot.slack.blocks.limits import BUTTON_TEXT
from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import cut


def confirm(title: str, words: str, yes: str) -> Json:
    """What is asked before a button does its work: a title, what will happen, and what stands on the button that says
    yes."""
    texts = {"title": title, "text": words, "confirm": yes, "deny": "Cancel"}
    return {name: {"type": "plain_text", "text": text} for name, text in texts.items()}


def button(action: str, label: str, value: str, spoken: str = "") -> Json:
    """A button: its action_id, what stands on it, and its value. `spoken` is what a screen reader says more: what
    stands on the button comes first, so that who speaks to the machine can say what they see (WCAG 2.5.3).
    """
    made: Json = {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": label, "emoji": False},
        "value": value,
    }
    if not spoken:
        return made
    name = spoken if spoken.casefold().startswith(label.casefold()) else f"{label}: {spoken[:1].lower()}{spoken[1:]}"
    return made | {"accessibility_label": cut(name, BUTTON_TEXT)}
