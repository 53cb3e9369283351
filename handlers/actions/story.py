"""*Timeline*, *Follow*, *Not this event*, *Mute*: the buttons of a reply's last part."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.slack.blocks.recurrence import APART_BUTTON, FOLLOW_BUTTON, MUTE_BUTTON, TIMELINE_BUTTON
from handlers.actions.pressed import kept, user_of
from handlers.desk import desk_of
from handlers.queueing import put
from handlers.tasks import Task, Told

VERBS = {FOLLOW_BUTTON: "follow", APART_BUTTON: "apart", MUTE_BUTTON: "mute"}


def register(app: App) -> None:
    """The four buttons."""
    app.action(TIMELINE_BUTTON)(on_timeline)
    for button in VERBS:
        app.action(button)(on_press)


def on_timeline(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Open the timeline: all of it is in the store, so it is there within the trigger's three seconds.

    Raises:
        ExpiredError, UnknownStoryError: it is no longer kept. TriggerExpired, RetryLater: Slack does not open it now.
    """
    ack()
    desk = desk_of(context)
    found = kept(desk.replies, context.team_id or "", action["value"])
    desk.outbox.open_view(body["trigger_id"], desk.stories.timeline_of(found.shared, found.reading, user_of(body)))


def on_press(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue what the button asks for.

    Raises:
        ExpiredError: the reply is too old to be known. redis.RedisError: the store can't be reached.
    """
    ack()
    desk = desk_of(context)
    found = kept(desk.replies, context.team_id or "", action["value"])
    what = Told(
        team=found.shared.team,
        channel=found.shared.channel,
        ts=found.shared.ts,
        thread_ts=found.reading.thread_ts,
        user=user_of(body),
        called=True,
        notice=VERBS[action["action_id"]],
        name=found.name,
        ask=str(action.get("action_ts") or ""),
    )
    put(desk.queue, Task.STORY_BUTTON, what)
