"""*Dismiss*: the reply goes. For who shared the link; where a bot did, for everyone."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.slack.blocks import notices
from bot.slack.blocks.reply import DISMISS_BUTTON
from handlers.acking import acks_first
from handlers.actions.pressed import kept, user_of
from handlers.desk import desk_of
from handlers.queueing import put
from handlers.tasks import Task, Told


def register(app: App) -> None:
    """The button under a reply."""
    app.action(DISMISS_BUTTON)(on_dismiss)


@acks_first
def on_dismiss(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue the removal, or say who may ask for it.

    Raises:
        ExpiredError: the reply is too old to be known. redis.RedisError: the store can't be reached.
    """
    desk, user = desk_of(context), user_of(body)
    found = kept(desk.replies, context.team_id or "", action["value"])
    shared, reading = found.shared, found.reading
    if reading.poster not in (None, user):
        ack()
        only = notices.plain("Only the person who shared the link can dismiss this reply.")
        desk.outbox.whisper(shared.channel, user, only, thread_ts=reading.thread_ts)
        return
    what = Told(shared.team, shared.channel, shared.ts, reading.thread_ts, user=user, called=True, name=found.name)
    put(desk.queue, Task.DISMISS_REPLY, what)
    ack()
