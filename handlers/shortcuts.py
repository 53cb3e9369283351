"""Shortcuts: in a message's menu *Extract facts & quotes*, *Summarise privately* and *Add to story*; *Brief an article*
from anywhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import log
from bot.events.corrections import UnknownStoryError
from bot.slack.adding import CALLBACK, STORY, Adding
from bot.slack.blocks import notices
from bot.slack.blocks.forms import chosen, from_metadata
from bot.slack.blocks.question_modals import Opened, question_modal
from bot.slack.errors import ChannelClosed, NotInChannel
from bot.slack.incoming import PASTED_CHARS, links_of, plain_text
from bot.slack.settings import Mode
from handlers.acking import acks_first
from handlers.actions.pressed import user_of
from handlers.desk import Desk, desk_of
from handlers.queueing import put, queue_links
from handlers.tasks import Notice, Task, Told

logger = log.get(__name__)

EXTRACT = "extract_facts"
SUMMARISE = "summarise_privately"
ADD = "add_to_story"
BRIEF = "brief_article"


def register(app: App) -> None:
    """The shortcuts, and the modal of *Add to story*."""
    app.shortcut(EXTRACT)(on_extract)
    app.shortcut(SUMMARISE)(on_summarise)
    app.shortcut(ADD)(on_add)
    app.shortcut(BRIEF)(on_brief)
    app.view(CALLBACK)(on_chosen)


@acks_first
def on_extract(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue a reply in the message's thread for each of its links, or for its text; say so where it has neither.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    desk, about, message = desk_of(context), _about(body, context), body["message"]
    links, pasted = links_of(message), len(plain_text(message)) >= PASTED_CHARS
    off = desk.preferences.channel(about.team, about.channel).mode is Mode.OFF
    if off:
        put(desk.queue, Task.POST_NOTICE, replace(about, notice=Notice.OFF))
    elif links:
        queue_links(desk.queue, about, links, desk.settings.nutgraf_links_per_message)
    elif pasted:
        put(desk.queue, Task.ANSWER_TEXT, about)
    ack()
    if not (off or links or pasted):
        _nothing_there(desk, about)
    logger.info("shortcut", name=EXTRACT, team=about.team, channel=about.channel, links=len(links))


@acks_first
def on_summarise(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
    """Queue a summary of the message's first link that only the asker sees. Nothing is said in the channel.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    desk, about = desk_of(context), _about(body, context)
    links = links_of(body["message"])
    if links:
        put(desk.queue, Task.SUMMARISE, replace(about, url=links[0]))
        ack()
    else:
        ack()
        _nothing_there(desk, about)
    logger.info("shortcut", name=SUMMARISE, team=about.team, channel=about.channel, links=len(links))


@acks_first
def on_add(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
    """Ask to which story the message's first link belongs.

    Raises:
        UnknownStoryError: the article was not read, or there is no other story. TriggerExpired, RetryLater: Slack opens
        no modal now.
    """
    ack()
    desk, about = desk_of(context), _about(body, context)
    links = links_of(body["message"])
    if not links:
        _nothing_there(desk, about)
        return
    adding = Adding(about.team, about.channel, about.ts, about.thread_ts, links[0])
    try:
        view = desk.adder.ask(adding, about.user or "")
    except UnknownStoryError as error:
        view = notices.notice_modal(str(error))
    desk.outbox.open_view(body["trigger_id"], view)
    logger.info("shortcut", name=ADD, team=about.team, channel=about.channel, links=len(links))


def on_chosen(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any], context: BoltContext) -> None:
    """Queue the adding.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    ack()
    about = from_metadata(Adding, view["private_metadata"])
    what = Told(
        team=about.team,
        channel=about.channel,
        ts=about.ts,
        thread_ts=about.thread_ts,
        user=user_of(body),
        called=True,
        url=about.url,
        name=chosen(view["state"]["values"], STORY),
        ask=str(view["id"]),
    )
    put(desk_of(context).queue, Task.ADD_TO_STORY, what)


@acks_first
def on_brief(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
    """Open the modal of `/brief`; its answers go to who asked directly.

    Raises:
        TriggerExpired, RetryLater: Slack opens no modal now.
    """
    ack()
    trigger = str(body["trigger_id"])
    desk_of(context).outbox.open_view(trigger, question_modal(Opened("brief", "", "", trigger)))
    logger.info("shortcut", name=BRIEF, team=context.team_id)


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
    """Say so to who asked: there, or directly where the bot is not."""
    thread = about.thread_ts if about.thread_ts != about.ts else None
    try:
        desk.outbox.whisper(about.channel, about.user or "", notices.no_article(), thread_ts=thread)
    except (NotInChannel, ChannelClosed):
        desk.outbox.tell(about.user or "", notices.no_article())
