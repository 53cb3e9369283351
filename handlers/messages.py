"""Messages: everything that Slack calls `message`, and mentions. One listener, which acks when the work is queued."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext

from bot import log
from bot.slack.incoming import Closed, Deleted, Ignored, Written, parse
from handlers.desk import desk_of, me_of
from handlers.queueing import put, queue_answers
from handlers.tasks import Task, Told

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
        case Written(shared):
            names = [f"event:{body.get('event_id', '')}", *incoming.claims]
            with desk.claims.hold(shared.team, names) as ours:
                if ours:
                    queue_answers(desk.queue, incoming, desk.settings.nutgraf_links_per_message)
            logger.info(
                "message queued" if ours else "message known", team=shared.team, channel=shared.channel, ts=shared.ts
            )
