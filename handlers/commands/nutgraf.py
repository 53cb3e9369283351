"""`/nutgraf`: help, when the bot speaks in a channel, settings, status."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import log
from bot.slack.blocks import notices
from bot.slack.blocks.help import helping
from bot.slack.blocks.settings_modal import CALLBACK
from bot.slack.house import ADMINS, DIRECT, among_many, in_figures, order, status
from handlers.acking import acks_first
from handlers.actions.pressed import user_of
from handlers.commands.asked import say, tell, told_of
from handlers.desk import CHECK_SECONDS, Desk, desk_of
from handlers.queueing import put
from handlers.tasks import Task

logger = log.get(__name__)

COMMAND = "/nutgraf"


def register(app: App) -> None:
    """The command and the modal of its settings."""
    app.command(COMMAND)(on_nutgraf)
    app.view(CALLBACK)(on_settings)


@acks_first
def on_nutgraf(ack: Ack, command: Mapping[str, Any], context: BoltContext) -> None:
    """Answer at once; what needs Slack's word on the channel is queued.

    Raises:
        redis.RedisError: the store can't be reached. TriggerExpired, RetryLater: Slack opens no modal now.
    """
    desk, told = desk_of(context), order(str(command.get("text") or ""))
    match told.verb:
        case "help":
            say(ack, helping())
        case "status":
            say(ack, status(desk.store.ping, desk.queue, in_figures if desk.installs is None else among_many))
        case "settings":
            _open_settings(ack, desk, command, context)
        case "watch":
            put(desk.queue, Task.WATCH, replace(told_of(command, context), name=told.mode.value if told.mode else ""))
            ack()
        case _:
            tell(ack, told.words)


def on_settings(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any], context: BoltContext) -> None:
    """Set what was written, or say at the field what is wrong with it.

    Raises:
        redis.RedisError: the store can't be reached. RetryLater: Slack does not say who may.
    """
    channel, values = str(view["private_metadata"]), view["state"]["values"]
    problems = desk_of(context).house.within(CHECK_SECONDS).save(context.team_id or "", channel, user_of(body), values)
    logger.info("settings", team=context.team_id, channel=channel, user=user_of(body), problems=sorted(problems))
    if problems:
        ack(response_action="errors", errors=problems)
    else:
        ack()


def _open_settings(ack: Ack, desk: Desk, command: Mapping[str, Any], context: BoltContext) -> None:
    ack()
    channel, user = str(command["channel_id"]), str(command["user_id"])
    view = desk.house.within(CHECK_SECONDS).settings_view(context.team_id or "", channel, user)
    if view is None:
        desk.outbox.whisper(channel, user, notices.plain(f"{DIRECT} {ADMINS}"))
    else:
        desk.outbox.open_view(str(command["trigger_id"]), view)
