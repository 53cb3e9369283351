"""One place for everything that goes wrong in a listener: words for who was waiting, an id for the log.

An event (nobody waits) is left unacknowledged, so that Slack sends it again; when that was its last try, who shared the
link is told. A press of a button is acknowledged and answered where it was made; a window that was sent says it itself.
"""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import redis
from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot import log, metrics
from bot.errors import NutgrafError
from bot.queue.jobs import RetryLater
from bot.slack.blocks import notices
from bot.slack.calls import RateLimited
from bot.slack.claims import ClaimPending
from bot.slack.errors import SlackRefusal
from bot.store.troubles import when_full
from handlers.desk import desk_of

logger = log.get(__name__)

LAST_RETRY = 3
"""Slack sends an event again three times: at once, after one minute, after five."""
FULL_WORDS = "I can't remember anything just now: my store is full. Whoever runs this bot has to make room for it."
STORE_WORDS = "I can't remember anything just now: my store does not answer. Try again in a minute."


def register(app: App) -> None:
    """Every listener's errors come here."""
    app.error(on_error)


def on_error(
    error: Exception,
    body: Mapping[str, Any],
    context: BoltContext,
    request: BoltRequest,
    response: BoltResponse | None,
) -> BoltResponse | None:
    """Log the error under an id, tell who should know. Never a stack trace, never nothing. `response` is what Bolt is
    about to answer; None where the listener acknowledged before."""
    if isinstance(error, BoltUnhandledRequestError):
        # In Socket Mode what nobody takes stays unacknowledged, and Slack sends it again and again.
        logger.info("nothing listens to this", kind=_kind(body), team=context.team_id)
        return BoltResponse(status=200, body="")
    number = secrets.token_hex(4)
    metrics.failed("listener", error)
    is_event = body.get("type") == "event_callback"
    _log(error, number, context)
    # Whoever holds the claim answers, or has told the poster that it can't.
    is_taken = isinstance(error, ClaimPending)
    if body.get("type") == "view_submission":  # an empty answer closes the window, and the words with it
        view = notices.notice_modal(words_for(error, number))
        return BoltResponse(status=200, body={"response_action": "update", "view": view})
    if not is_event:
        context.ack()  # telling may take long
    if not is_event or (_retry(request) >= LAST_RETRY and not is_taken):
        with suppress(Exception):  # telling fails where Slack or the store is what failed; the log has it
            _tell(words_for(error, number), body, context)
    return BoltResponse(status=500 if is_event else 200, body="") if response is not None else None


def words_for(error: Exception, number: str) -> str:
    """What a person reads of an error; `number` is the id in the log for one that has no words of its own."""
    if isinstance(error, NutgrafError):
        return str(error)
    if isinstance(error, RateLimited):
        return "Slack asks me to slow down. Try again in a minute."
    if isinstance(error, RetryLater):
        return "Slack does not answer just now. Try again in a minute."
    if isinstance(error, redis.RedisError):
        return FULL_WORDS if when_full(error) else STORE_WORDS
    return f"Something went wrong on my side. If it happens again, tell whoever runs this bot the number {number}."


def _log(error: Exception, number: str, context: BoltContext) -> None:
    where = {"id": number, "team": context.team_id, "channel": context.channel_id, "error": type(error).__name__}
    if isinstance(error, NutgrafError | RetryLater | redis.RedisError):
        logger.warning("listener failed", reason=when_full(error) or str(error), **where)
    else:
        logger.error("listener failed", exc_info=error, **where)


def _kind(body: Mapping[str, Any]) -> str:
    """What sort of request this is, for the log: `event_callback reaction_added`, `block_actions`."""
    event = body.get("event") or {}
    return " ".join(str(part) for part in (body.get("type"), event.get("type")) if part)


def _retry(request: BoltRequest) -> int:
    """Which repetition of an event this is; 0 for the first time."""
    values = request.headers.get("x-slack-retry-num", ["0"])
    return int(values[0]) if values and str(values[0]).isdigit() else 0


def _tell(words: str, body: Mapping[str, Any], context: BoltContext) -> None:
    """In the modal, where there is one; in the channel for the one person; else directly."""
    outbox, user = desk_of(context).outbox, context.user_id
    view = body.get("view") or {}
    if view.get("id") and view.get("type") == "modal":
        outbox.update_view(view["id"], None, notices.notice_modal(words))
    elif user and context.channel_id:
        with suppress(SlackRefusal):
            outbox.whisper(context.channel_id, user, notices.plain(words), thread_ts=context.thread_ts)
            return
        outbox.tell(user, notices.plain(words))
    elif user:
        outbox.tell(user, notices.plain(words))
