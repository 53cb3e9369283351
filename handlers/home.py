"""The Home tab: opened, and its switches."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.slack.blocks.home import (
    MODE_SELECT,
    PAUSE_BUTTON,
    RELOAD_BUTTON,
    RESUME_BUTTON,
    UNFOLLOW_BUTTON,
    UNMUTE_BUTTON,
)
from handlers.actions.pressed import user_of
from handlers.desk import desk_of
from handlers.queueing import put
from handlers.tasks import Task, Told

SWITCHES = (MODE_SELECT, PAUSE_BUTTON, RESUME_BUTTON, UNFOLLOW_BUTTON, UNMUTE_BUTTON, RELOAD_BUTTON)


def register(app: App) -> None:
    """Somebody opens the app, and uses what they see there."""
    app.event("app_home_opened")(on_opened)
    for action in SWITCHES:
        app.action(action)(on_switch)


def on_opened(event: Mapping[str, Any], context: BoltContext) -> None:
    """Queue the Home tab; opening the messages asks for nothing.

    Raises, and so leaves the event for Slack to send again:
        redis.RedisError: the store can't be reached.
    """
    if event.get("tab", "home") == "home":
        at, user = str(event.get("event_ts") or ""), str(event["user"])
        what = Told(context.team_id or "", str(event.get("channel") or ""), at, "", user=user, called=True, ask=at)
        put(desk_of(context).queue, Task.PUBLISH_HOME, what)


def on_switch(ack: Ack, action: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue what a switch asks for. A channel is named by its block, a story or digest by the button's value.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    ack()
    at = str(action.get("action_ts") or "")
    chosen = action.get("selected_option") or {}
    channel, _, story = str(action.get("value") or "").rpartition(":")
    what = Told(
        team=context.team_id or "",
        channel=str(action.get("block_id") or "").removeprefix("mode:") if chosen else channel,
        ts=at,
        thread_ts="",
        user=user_of(body),
        called=True,
        notice=str(action["action_id"]),
        name=story,
        ask=at,
        text=str(chosen.get("value") or ""),
    )
    put(desk_of(context).queue, Task.HOME_SWITCH, what)
