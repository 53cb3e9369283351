"""Messages: everything that Slack calls `message`, and mentions. One listener, which acks when the work is queued."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import App, BoltContext

from bot import log
from bot.slack.incoming import Closed, Deleted, Ignored, Written, parse
from bot.slack.watching import SwitchedOff, heeded
from handlers.desk import Desk, desk_of, me_of
from handlers.queueing import about_of, put, queue_answers
from handlers.tasks import Notice, Task, Told

logger = log.get(__name__)


def register(app: App) -> None:
    """All messages come here: an event that no listener matches is not acknowledged, and sent again."""
    app.event("message")(on_message)
    app.event("app_mention")(on_message)


def on_message(event: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue what the event asks for.

    Raises, and so leaves the event for Slack to send again:
        ClaimPending: another process is at it. redis.RedisError: the store can't be reached.
    """
    desk = desk_of(context)
    incoming = parse(event, context.team_id or "", me_of(context))
    match incoming:
        case Ignored(reason):
            logger.debug("message ignored", team=context.team_id, channel=context.channel_id, reason=reason)
        case Deleted(shared):
            desk.outbox.mark_deleted(shared)
            put(desk.queue, Task.REMOVE_REPLIES, Told(shared.team, shared.channel, shared.ts, shared.ts))
        case Closed(shared):
            desk.visibility.mark_private(shared.team, shared.channel)
            put(desk.queue, Task.CLOSE_CHANNEL, Told(shared.team, shared.channel, shared.ts, shared.ts, called=True))
        case Written():
            _answer(desk, incoming, str(body.get("event_id") or ""))


def _answer(desk: Desk, written: Written, event_id: str) -> None:
    """Queue what a message asks for, as far as its channel wants it answered."""
    shared = written.shared
    if written.user:
        desk.shifts.seen(shared.team, written.user, shared.at.timestamp())
    wishes = desk.preferences
    heard = heeded(written, wishes.channel(shared.team, shared.channel), wishes.workspace(shared.team))
    where = {"team": shared.team, "channel": shared.channel}
    if isinstance(heard, Ignored):
        logger.info("message not wanted", reason=heard.reason, **where)
        return
    with desk.claims.hold(shared.team, [f"event:{event_id}", *written.claims]) as ours:
        if ours:
            _queue(desk, heard)
    logger.info("message queued" if ours else "message known", ts=shared.ts, **where)


def _queue(desk: Desk, heard: Written | SwitchedOff) -> None:
    if isinstance(heard, SwitchedOff):
        put(desk.queue, Task.POST_NOTICE, replace(about_of(heard.written), notice=Notice.OFF))
    else:
        queue_answers(desk.queue, heard, desk.settings.nutgraf_links_per_message)
