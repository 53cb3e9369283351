"""A reaction that asks: 📰 on a message briefs its links. Which emoji it is, the workspace sets."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import App, BoltContext

from bot import log
from bot.slack.settings import Mode
from handlers.desk import desk_of, me_of
from handlers.queueing import put
from handlers.tasks import Notice, Task, Told

logger = log.get(__name__)


def register(app: App) -> None:
    """Reactions that somebody adds; those that are taken away change nothing."""
    app.event("reaction_added")(on_reaction)


def on_reaction(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue the briefing of a message once, however many ask for it.

    Raises, and so leaves the event for Slack to send again:
        ClaimPending: another process is at it. redis.RedisError: the store can't be reached.
    """
    desk, me, team = desk_of(context), me_of(context), context.team_id or ""
    item, user = event.get("item"), str(event.get("user") or "")
    if not isinstance(item, Mapping) or item.get("type") != "message" or user == me.user:
        return
    if event.get("item_user") == me.user or event.get("reaction") != desk.preferences.workspace(team).emoji:
        return
    # `ask`: a link that was answered or collected when it was shared is asked for anew, by a job of another key.
    at = str(event.get("event_ts") or "")
    what = Told(team, str(item["channel"]), str(item["ts"]), str(item["ts"]), user=user, called=True, ask=at)
    names = [f"event:{body.get('event_id', '')}", f"reaction:{what.channel}:{what.ts}"]
    with desk.claims.hold(team, names) as ours:
        if ours:
            off = desk.preferences.channel(team, what.channel).mode is Mode.OFF
            notice = replace(what, notice=Notice.OFF)
            task, about = (Task.POST_NOTICE, notice) if off else (Task.ANSWER_REACTION, what)
            put(desk.queue, task, about)
    logger.info("reaction" if ours else "reaction known", team=team, channel=what.channel, ts=what.ts)
