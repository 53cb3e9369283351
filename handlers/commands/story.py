"""`/story`: the newsroom's stories, listed, searched and corrected. The work is a job; the answer is for the asker."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext

from handlers.commands.asked import told_of
from handlers.desk import desk_of
from handlers.queueing import put
from handlers.tasks import Task

COMMAND = "/story"


def register(app: App) -> None:
    """The command."""
    app.command(COMMAND)(on_story)


def on_story(ack: Ack, command: Mapping[str, Any], context: BoltContext) -> None:
    """Queue the question.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    ack()
    what = replace(told_of(command, context), text=str(command.get("text") or ""))
    put(desk_of(context).queue, Task.STORY_COMMAND, what)
