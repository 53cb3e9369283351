"""What the commands have in common: who asks where, and answers that need no work."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, BoltContext

from bot import clock
from bot.slack.blocks import notices
from bot.slack.blocks.message import Message
from bot.slack.questions import AboutLinks, AboutPerson
from handlers.desk import Desk
from handlers.queueing import put
from handlers.tasks import SHARED, Task, Told, asked_of


def told_of(command: Mapping[str, Any], context: BoltContext) -> Told:
    """Who gave a command, where, and where answers go. `ts` is the time of asking; it names what is read for it."""
    return Told(
        team=context.team_id or "",
        channel=str(command["channel_id"]),
        ts=f"{clock.now():.6f}",
        thread_ts="",
        user=str(command["user_id"]),
        called=True,
        ask=str(command.get("trigger_id") or ""),
        respond=str(command.get("response_url") or ""),
    )


def say(ack: Ack, message: Message) -> None:
    """Acknowledge with an answer that only who asked sees."""
    ack(text=message.text, blocks=list(message.blocks), response_type="ephemeral")


def tell(ack: Ack, words: str) -> None:
    """The same in plain words."""
    say(ack, notices.plain(words))


def queue_links(desk: Desk, what: Told, kind: str, asked: AboutLinks) -> None:
    """Queue an answer for each link; and, should they take long, a word that they are on their way.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    left = (
        f"I read the first {len(asked.articles + asked.messages)} links; {asked.left} more are left."
        if asked.left
        else ""
    )
    about = replace(what, name=kind, notice=SHARED if asked.shared else "", text=left)
    for url in asked.articles:
        put(desk.queue, Task.ASK_LINK, replace(about, url=url))
    for url in asked.messages:
        put(desk.queue, Task.ASK_MESSAGE, replace(about, url=url))
    reading = notices.reading(asked.articles[0]) if asked.articles else notices.plain("Reading that message …")
    desk.responder.promise(asked_of(what), reading, desk.settings.nutgraf_placeholder_seconds)


def queue_person(desk: Desk, what: Told, asked: AboutPerson) -> None:
    """Queue the answer on a person's quotes; likewise.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    put(desk.queue, Task.ASK_PERSON, replace(what, name=asked.name, text=asked.time))
    looking = notices.plain(f"Looking for what {asked.name[:80]} said …")
    desk.responder.promise(asked_of(what), looking, desk.settings.nutgraf_placeholder_seconds)
