"""What the bot says when it comes into a channel: once, and short."""

from bot.slack.blocks import rich
from bot.slack.blocks.buttons import button
from bot.slack.blocks.limits import check
from bot.slack.blocks.message import Json, Message
from bot.slack.settings import Mode

WATCH_BUTTON = "watch_auto"
ASKED_BUTTON = "watch_mention"
BUTTON_MODES = {WATCH_BUTTON: Mode.AUTO, ASKED_BUTTON: Mode.MENTION}

HELLO = (
    "I read the articles that are shared here and reply in their threads with key facts, figures and quotes, word for "
    "word, each linked to its passage."
)
MODE_WORDS: dict[Mode, str] = {
    Mode.AUTO: "I watch this channel: every article that is shared gets a reply in its thread.",
    Mode.MENTION: "Here I speak only when asked: mention me with a link, or use the menu of a message.",
    Mode.OFF: "I stay silent in this channel. /nutgraf watch auto brings me back.",
}
"""How the bot speaks in a channel, to its members."""


def welcome(mode: Mode) -> Message:
    """The first word in a channel, with the choice when to speak; `mode` is how it stands."""
    words = f"{HELLO} {MODE_WORDS[mode]}"
    blocks = (rich.block(rich.section(rich.text(words))), _choice(mode))
    return check(Message(f"{words} Two buttons: watch here, or only when asked.", blocks))


def chosen(mode: Mode, user: str) -> Message:
    """The same message when somebody has chosen."""
    block = rich.block(
        rich.section(rich.text(f"{HELLO} {MODE_WORDS[mode]} Chosen by "), rich.user(user), rich.text("."))
    )
    return check(Message(f"{HELLO} {MODE_WORDS[mode]}", (block, _choice(mode))))


def _choice(mode: Mode) -> Json:
    buttons = [
        (WATCH_BUTTON, "Watch here", "Reply to every article that is shared in this channel"),
        (ASKED_BUTTON, "Only when asked", "Reply in this channel only when somebody asks"),
    ]
    elements: list[Json] = []
    for action, label, spoken in buttons:
        made = button(action, label, BUTTON_MODES[action].value, spoken)
        elements.append(made | ({"style": "primary"} if BUTTON_MODES[action] is mode else {}))
    return {"type": "actions", "elements": elements}
