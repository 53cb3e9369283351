"""*All N quotes*: the modal, and its pages."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.slack.blocks.quotes_modal import NEXT_BUTTON, PREVIOUS_BUTTON, Opened, quotes_modal
from bot.slack.blocks.reply import QUOTES_BUTTON
from handlers.acking import acks_first
from handlers.actions.pressed import kept
from handlers.desk import Desk, desk_of

MOST_DIGITS = 6
"""Of a page's number: more pages than any article has quotes."""


def register(app: App) -> None:
    """The button under a reply, and those in the modal."""
    app.action(QUOTES_BUTTON)(on_open)
    app.action(PREVIOUS_BUTTON)(on_turn)
    app.action(NEXT_BUTTON)(on_turn)


@acks_first
def on_open(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Open the modal at its first page: everything is in the store, so it is there within the trigger's three seconds.

    Raises:
        ExpiredError: the quotes are no longer kept. TriggerExpired, RetryLater: Slack does not open it now.
    """
    ack()
    desk = desk_of(context)
    desk.outbox.open_view(body["trigger_id"], _view(desk, context, Opened(action["value"], 0)))


@acks_first
def on_turn(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Show the page that the button names, in place of the one that is open."""
    ack()
    desk = desk_of(context)
    opened = Opened.load(body["view"]["private_metadata"])
    number = str(action.get("value") or "")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < MOST_DIGITS else opened.page
    view = _view(desk, context, Opened(opened.key, page))
    desk.outbox.update_view(body["view"]["id"], body["view"]["hash"], view)


def _view(desk: Desk, context: BoltContext, opened: Opened) -> dict[str, Any]:
    reading = kept(desk.replies, context.team_id or "", opened.key).reading
    return quotes_modal(reading.article, reading.brief, url=reading.url, opened=opened)
