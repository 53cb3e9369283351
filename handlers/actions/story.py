"""*Timeline*, *Follow*, *Not this event*, *Mute*: the buttons of a reply's last part."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import clock
from bot.slack.blocks.recurrence import APART_BUTTON, FOLLOW_BUTTON, MUTE_BUTTON, TIMELINE_BUTTON
from handlers.acking import acks_first
from handlers.actions.pressed import Kept, kept, user_of
from handlers.desk import desk_of
from handlers.queueing import put
from handlers.tasks import Task, Told

VERBS = {FOLLOW_BUTTON: "follow", APART_BUTTON: "apart", MUTE_BUTTON: "mute"}


def register(app: App) -> None:
    """The four buttons."""
    app.action(TIMELINE_BUTTON)(on_timeline)
    for button in VERBS:
        app.action(button)(on_press)


@acks_first
def on_timeline(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Open the timeline: all of it is in the store, so it is there within the trigger's three seconds. The picture of
    its chart is drawn by a worker, and then put in.

    Raises:
        ExpiredError, UnknownStoryError: it is no longer kept. TriggerExpired, RetryLater: Slack does not open it now.
    """
    ack()
    desk = desk_of(context)
    found = kept(desk.replies, context.team_id or "", action["value"])
    timeline = desk.stories.timeline_of(found.shared, found.reading, user_of(body))
    view = desk.outbox.open_view(body["trigger_id"], timeline.view())
    if timeline.chart is not None and desk.settings.nutgraf_charts:
        put(desk.queue, Task.DRAW_TIMELINE, replace(_told(found, body), ask=view, text=f"{clock.now():.3f}"))


def on_press(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue what the button asks for.

    Raises:
        ExpiredError: the reply is too old to be known. redis.RedisError: the store can't be reached.
    """
    ack()
    desk = desk_of(context)
    found = kept(desk.replies, context.team_id or "", action["value"])
    what = _told(found, body)
    asked = str(action.get("action_ts") or "")
    put(desk.queue, Task.STORY_BUTTON, replace(what, notice=VERBS[action["action_id"]], ask=asked))


def _told(found: Kept, body: Mapping[str, Any]) -> Told:
    """The reply whose button was pressed, and who did."""
    return Told(
        team=found.shared.team,
        channel=found.shared.channel,
        ts=found.shared.ts,
        thread_ts=found.reading.thread_ts,
        user=user_of(body),
        called=True,
        name=found.name,
    )
