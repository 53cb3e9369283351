"""The bot comes into a channel: a welcome, once, and the buttons under it."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import log
from bot.slack.blocks.welcome import BUTTON_MODES
from handlers.actions.pressed import user_of
from handlers.channels import queue_change
from handlers.desk import desk_of, me_of
from handlers.queueing import put
from handlers.tasks import Change, Task, Told

logger = log.get(__name__)


def register(app: App) -> None:
    """Somebody joins a channel, which may be us; and the two buttons."""
    app.event("member_joined_channel")(on_joined)
    for button in BUTTON_MODES:
        app.action(button)(on_choice)


def on_joined(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue the welcome when it is us who joined, and wake the digests that waited for it.

    Raises, and so leaves the event for Slack to send again:
        ClaimPending: another process is at it. redis.RedisError: the store can't be reached.
    """
    desk, team = desk_of(context), context.team_id or ""
    if event.get("user") != me_of(context).user:
        return
    at = str(event.get("event_ts") or body.get("event_time") or "0")
    with desk.claims.hold(team, [f"event:{body.get('event_id', '')}"]) as ours:
        if ours:
            put(desk.queue, Task.WELCOME, Told(team, str(event["channel"]), at, "", user=event.get("inviter")))
    queue_change(desk, Change.OPENED, event, body, team)
    logger.info("joined", team=team, channel=event.get("channel"))


def on_choice(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue the choice of when the bot speaks.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    ack()
    what = Told(
        team=context.team_id or "",
        channel=str(body["channel"]["id"]),
        ts=str(body["message"]["ts"]),
        thread_ts="",
        user=user_of(body),
        called=True,
        notice=BUTTON_MODES[action["action_id"]].value,
        ask=str(action.get("action_ts") or ""),
    )
    put(desk_of(context).queue, Task.CHOOSE_MODE, what)
