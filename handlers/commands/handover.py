"""`/handover`: what happened since the asker's last shift. The work is a job."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.slack.blocks import notices
from bot.slack.questions import Hint, time_of
from handlers.commands.asked import tell, told_of
from handlers.desk import desk_of
from handlers.queueing import put
from handlers.tasks import Task, asked_of

COMMAND = "/handover"


def register(app: App) -> None:
    """The command."""
    app.command(COMMAND)(on_handover)


def on_handover(ack: Ack, command: Mapping[str, Any], context: BoltContext) -> None:
    """Queue the question, or say at once what is wrong with it.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    time = time_of(str(command.get("text") or ""))
    if isinstance(time, Hint):
        tell(ack, time.words)
        return
    ack()
    desk, what = desk_of(context), replace(told_of(command, context), text=time)
    put(desk.queue, Task.HANDOVER, what)
    gathering = notices.plain("Gathering what happened …")
    desk.responder.promise(asked_of(what), gathering, desk.settings.nutgraf_placeholder_seconds)
