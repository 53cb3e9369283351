"""Shortcuts in a message's menu: *Extract facts & quotes* for any older message, *Summarise privately*."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import log
from bot.slack.blocks import notices
from bot.slack.incoming import PASTED_CHARS, links_of, plain_text
from bot.slack.settings import Mode
from handlers.actions.pressed import user_of
from handlers.desk import Desk, desk_of
from handlers.queueing import put, queue_links
from handlers.tasks import Notice, Task, Told

logger = log.get(__name__)

EXTRACT = "extract_facts"
SUMMARISE = "summarise_privately"


def register(app: App) -> None:
    """Both shortcuts."""
    app.shortcut(EXTRACT)(on_extract)
    app.shortcut(SUMMARISE)(on_summarise)


def on_extract(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue a reply in the message's thread for each of its links, or for its text; say so where it has neither.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    ack()
    desk, about, message = desk_of(context), _about(body, context), body["message"]
    links = links_of(message)
    if desk.preferences.channel(about.team, about.channel).mode is Mode.OFF:
        put(desk.queue, Task.POST_NOTICE, replace(about, notice=Notice.OFF))
    elif links:
        queue_links(desk.queue, about, links, desk.settings.nutgraf_links_per_message)
    elif len(plain_text(message)) >= PASTED_CHARS:
        put(desk.queue, Task.ANSWER_TEXT, about)
    else:
        _nothing_there(desk, about)
    logger.info("shortcut", name=EXTRACT, team=about.team, channel=about.channel, links=len(links))


def on_summarise(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue a summary of the message's first link that only the asker sees. Nothing is said in the channel.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    ack()
    desk, about = desk_of(context), _about(body, context)
    links = links_of(body["message"])
    if links:
        put(desk.queue, Task.SUMMARISE, replace(about, url=links[0]))
    else:
        _nothing_there(desk, about)
    logger.info("shortcut", name=SUMMARISE, team=about.team, channel=about.channel, links=len(links))


def _about(body: Mapping[str, Any], context: BoltContext) -> Told:
    """The message, and who asked. `ask` tells one use of a shortcut from the next."""
    message = body["message"]
    return Told(
        team=context.team_id or "",
        channel=str(body["channel"]["id"]),
        ts=str(message["ts"]),
        thread_ts=str(message.get("thread_ts") or message["ts"]),
        user=user_of(body),
        called=True,
        ask=str(body.get("action_ts") or ""),
    )


def _nothing_there(desk: Desk, about: Told) -> None:
    thread = about.thread_ts if about.thread_ts != about.ts else None
    desk.outbox.whisper(about.channel, about.user or "", notices.no_article(), thread_ts=thread)
