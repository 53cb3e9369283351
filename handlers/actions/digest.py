"""The buttons under a list of plans for digests."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import clock
from bot.slack.blocks.plans import EDIT_BUTTON, NEW_BUTTON, PAUSE_BUTTON, REMOVE_BUTTON, RESUME_BUTTON, RUN_BUTTON
from bot.slack.planning import Asker
from handlers.acking import acks_first
from handlers.actions.pressed import user_of
from handlers.desk import CHECK_SECONDS, desk_of
from handlers.queueing import put
from handlers.tasks import Task, Told

VERBS = {PAUSE_BUTTON: "pause", RESUME_BUTTON: "resume", REMOVE_BUTTON: "remove", RUN_BUTTON: "run"}


def register(app: App) -> None:
    """All of them."""
    app.action(NEW_BUTTON)(on_form)
    app.action(EDIT_BUTTON)(on_form)
    for button in VERBS:
        app.action(button)(on_press)


@acks_first
def on_form(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Open the form, for a new plan or for the button's.

    Raises:
        NutgrafError, RetryLater: there is no form to open, and why. redis.RedisError: the store can't be reached.
    """
    ack()
    desk = desk_of(context)
    plan = str(action["value"]) if action["action_id"] == EDIT_BUTTON else ""
    asker = Asker(context.team_id or "", _channel(body), user_of(body))
    desk.outbox.open_view(body["trigger_id"], desk.planning.within(CHECK_SECONDS).form(asker, plan))


def on_press(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue what the button asks for.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    ack()
    what = Told(
        team=context.team_id or "",
        channel=_channel(body),
        ts=f"{clock.now():.6f}",
        thread_ts="",
        user=user_of(body),
        called=True,
        notice=VERBS[action["action_id"]],
        name=str(action["value"]),
        ask=str(action.get("action_ts") or ""),
        respond=str(body.get("response_url") or ""),
    )
    put(desk_of(context).queue, Task.DIGEST_BUTTON, what)


def _channel(body: Mapping[str, Any]) -> str:
    """Where the button was pressed; '' in the Home tab."""
    return str((body.get("channel") or {}).get("id") or "")
