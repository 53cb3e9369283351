"""*Take back*: an answer that somebody shared with a channel goes."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, Respond

from bot.slack.blocks import notices
from bot.slack.blocks.asked import TAKE_BACK_BUTTON
from handlers.acking import acks_first
from handlers.actions.pressed import user_of


def register(app: App) -> None:
    """The button under a shared answer."""
    app.action(TAKE_BACK_BUTTON)(on_take_back)


@acks_first
def on_take_back(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], respond: Respond) -> None:
    """Remove the answer by the press's response_url, which works in any channel; or say who may."""
    ack()
    if user_of(body) == action["value"]:
        respond(delete_original=True)
        return
    only = notices.plain("Only the person who shared this can take it back.")
    respond(text=only.text, blocks=list(only.blocks), replace_original=False)
