"""What becomes of channels: archived and back, deleted, left by us. Nobody should learn that from a digest that does
not come. A renamed channel changes nothing: it is known by its id everywhere."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from bot import log
from handlers.desk import Desk, desk_of, me_of
from handlers.queueing import put
from handlers.tasks import Change, Task, Told

logger = log.get(__name__)

CHANGES = {
    "channel_archive": Change.CLOSED,
    "group_archive": Change.CLOSED,
    "channel_left": Change.CLOSED,
    "group_left": Change.CLOSED,
    "member_left_channel": Change.CLOSED,
    "channel_unarchive": Change.OPENED,
    "group_unarchive": Change.OPENED,
    "channel_deleted": Change.DELETED,
    "group_deleted": Change.DELETED,
}
"""What an event means for a channel's plans. Slack calls private channels groups; that we were removed it tells as one
or two of three."""


def register(app: App) -> None:
    """All of them."""
    for event in CHANGES:
        app.event(event)(on_change)


def on_change(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue what follows for the channel's digests.

    Raises, and so leaves the event for Slack to send again:
        ClaimPending: another process is at it. redis.RedisError: the store can't be reached.
    """
    if event.get("type") == "member_left_channel" and event.get("user") != me_of(context).user:
        return
    queue_change(desk_of(context), CHANGES[str(event["type"])], event, body, context.team_id or "")


def queue_change(desk: Desk, change: Change, event: Mapping[str, Any], body: Mapping[str, Any], team: str) -> None:
    """Queue a change of the event's channel.

    Raises:
        ClaimPending: another process is at it. redis.RedisError: the store can't be reached.
    """
    at = str(event.get("event_ts") or body.get("event_time") or "0")
    with desk.claims.hold(team, [f"change:{body.get('event_id', '')}"]) as ours:
        if ours:
            put(desk.queue, Task.CHANNEL_CHANGED, Told(team, str(event["channel"]), at, "", notice=change))
    logger.info("channel changed", team=team, channel=event.get("channel"), change=change.value)
