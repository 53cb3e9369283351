"""`/brief`, `/facts` and `/quotes`: questions about articles, answered to who asks. Without words a modal asks."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import clock
from bot.slack.blocks.forms import from_metadata, ticked, written
from bot.slack.blocks.question_modals import CALLBACK, SHARE, TIME, WORDS, Opened, question_modal
from bot.slack.questions import AboutLinks, AboutPerson, Hint, Nothing, Question, question
from bot.slack.since import UnknownTime, since
from handlers.acking import acks_first
from handlers.actions.pressed import user_of
from handlers.commands.asked import queue_links, queue_person, tell, told_of
from handlers.desk import Desk, desk_of
from handlers.tasks import Told

FIRST_ZONE = "Pacific/Kiritimati"
"""Where a day begins first: what is today for whoever asks is not still to come. The answer goes by their own zone."""

COMMANDS = ("/brief", "/facts", "/quotes")


def register(app: App) -> None:
    """The three commands and their modal."""
    for command in COMMANDS:
        app.command(command)(on_question)
    app.view(CALLBACK)(on_asked)


@acks_first
def on_question(ack: Ack, command: Mapping[str, Any], context: BoltContext) -> None:
    """Queue the question, or say at once what is wrong with it; without words open the modal.

    Raises:
        redis.RedisError: the store can't be reached. TriggerExpired, RetryLater: Slack opens no modal now.
    """
    desk, what = desk_of(context), str(command["command"]).removeprefix("/")
    asked = question(what, str(command.get("text") or ""), context.team_id or "")
    if isinstance(asked, Hint):
        tell(ack, asked.words)
        return
    about = told_of(command, context)
    if isinstance(asked, Nothing):
        ack()
        opened = Opened(what, about.channel, about.respond, about.ask)
        desk.outbox.open_view(about.ask, question_modal(opened))
    else:
        _queue(desk, about, what, asked)
        ack()


def on_asked(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any], context: BoltContext) -> None:
    """Queue what was written into the modal, or say at the field what is wrong with it.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    opened = from_metadata(Opened, view["private_metadata"])
    values = view["state"]["values"]
    asked = question(opened.what, written(values, WORDS), context.team_id or "")
    looked_back = written(values, TIME)
    match asked:
        case Hint(words):
            problem = {WORDS: words}
        case AboutPerson():
            problem, asked = _time_problem(looked_back), replace(asked, time=looked_back or asked.time)
        case AboutLinks():
            problem, asked = {}, replace(asked, shared=asked.shared or ticked(values, SHARE))
        case Nothing():
            problem = {WORDS: "Write something here."}
    if problem:
        ack(response_action="errors", errors=problem)
        return
    ack()
    command = {
        "channel_id": opened.channel,
        "user_id": user_of(body),
        "trigger_id": opened.id,
        "response_url": opened.url,
    }
    _queue(desk_of(context), told_of(command, context), opened.what, asked)


def _queue(desk: Desk, about: Told, what: str, asked: Question) -> None:
    match asked:
        case AboutLinks():
            queue_links(desk, about, what, asked)
        case AboutPerson():
            queue_person(desk, about, asked)
        case _:
            pass  # answered at the door


def _time_problem(words: str) -> dict[str, str]:
    try:
        since(words or "today", clock.now(), FIRST_ZONE)
    except UnknownTime as error:
        return {TIME: str(error)}
    return {}
