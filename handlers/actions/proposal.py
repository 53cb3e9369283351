"""*Merge*, *Split* and *Keep …*: the buttons under a question that came with a digest."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.slack.blocks.proposed import ACCEPT_BUTTON, KEEP_BUTTON
from handlers.actions.pressed import user_of
from handlers.desk import desk_of
from handlers.queueing import put
from handlers.tasks import Task, Told

VERBS = {ACCEPT_BUTTON: "accept", KEEP_BUTTON: "keep"}


def register(app: App) -> None:
    """Both buttons."""
    for button in VERBS:
        app.action(button)(on_press)


def on_press(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue what was decided.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    ack()
    place = body.get("container") or {}
    what = Told(
        team=context.team_id or "",
        channel=str(place.get("channel_id") or ""),
        ts=str(place.get("message_ts") or ""),
        thread_ts=str(place.get("thread_ts") or ""),
        user=user_of(body),
        called=True,
        notice=VERBS[action["action_id"]],
        name=str(action["value"]),
        ask=str(action.get("action_ts") or ""),
    )
    put(desk_of(context).queue, Task.PROPOSAL, what)
