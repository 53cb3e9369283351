"""`/digest`, the form in which a digest is planned, and the shortcut *Digest settings* that opens it from anywhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import clock
from bot.errors import NutgrafError
from bot.queue.jobs import RetryLater
from bot.slack.blocks import notices
from bot.slack.blocks.forms import Values, from_metadata
from bot.slack.blocks.plan_modal import CALLBACK, CHANNEL, FIELDS, PLAN_DAYS, Opened, read_form
from bot.slack.digest_command import SHOWN, opens_form
from bot.slack.plan_words import WishError
from bot.slack.planning import Asker
from bot.slack.slash import parse
from handlers.acking import acks_first
from handlers.actions.pressed import user_of
from handlers.commands.asked import told_of
from handlers.desk import CHECK_SECONDS, desk_of
from handlers.queueing import put
from handlers.tasks import Task, Told, asked_of

COMMAND = "/digest"
SHORTCUT = "digest_settings"


def register(app: App) -> None:
    """The command, its form, and the shortcut to it."""
    app.command(COMMAND)(on_digest)
    app.shortcut(SHORTCUT)(on_shortcut)
    app.view(CALLBACK)(on_planned)


@acks_first
def on_digest(ack: Ack, command: Mapping[str, Any], context: BoltContext) -> None:
    """Open the form where the command asks for it; else queue the question.

    Raises:
        redis.RedisError: the store can't be reached. NutgrafError, RetryLater: there is no form to open, and why.
    """
    desk, text = desk_of(context), str(command.get("text") or "")
    about = replace(told_of(command, context), text=text)
    wanted, which = opens_form(text)
    if wanted:
        ack()
        asker = Asker(about.team, about.channel, about.user or "")
        plan = desk.planning.find(asker, which).id if text.strip().lower().startswith("edit") else ""
        desk.outbox.open_view(about.ask, desk.planning.within(CHECK_SECONDS).form(asker, plan))
        return
    put(desk.queue, Task.DIGEST_COMMAND, about)
    if parse(text).verb in SHOWN:
        waiting = notices.plain("Putting the digest together …")
        desk.responder.promise(asked_of(about), waiting, desk.settings.nutgraf_placeholder_seconds)
    ack()


@acks_first
def on_shortcut(ack: Ack, body: Mapping[str, Any], context: BoltContext) -> None:
    """Open the form; the channel is chosen in it.

    Raises:
        redis.RedisError: the store can't be reached. TriggerExpired, RetryLater: Slack opens no modal now.
    """
    ack()
    desk = desk_of(context)
    form = desk.planning.within(CHECK_SECONDS).form(Asker(context.team_id or "", "", user_of(body)))
    desk.outbox.open_view(body["trigger_id"], form)


def on_planned(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any], context: BoltContext) -> None:
    """Plan what was written into the form, and have who wrote it told; or say at the field what is wrong with it. What
    Slack has to say to that, of places and people, it is given two seconds for.

    Raises:
        redis.RedisError: the store can't be reached.
    """
    desk, opened, values = desk_of(context), from_metadata(Opened, view["private_metadata"]), view["state"]["values"]
    asker = Asker(context.team_id or "", opened.channel, user_of(body))
    try:
        channel, wish = read_form(values, opened)
        made = desk.planning.within(CHECK_SECONDS).make(asker, channel, wish, opened.plan)
    except (NutgrafError, RetryLater) as error:
        ack(response_action="errors", errors=_at_field(error, values))
        return
    what = Told(asker.team, channel, f"{clock.now():.6f}", "", user=asker.user, called=True, ask=str(view["id"]))
    put(desk.queue, Task.TELL_PLANNED, replace(what, name=made.plan.id, notice=made.verb))
    put(desk.queue, Task.PUBLISH_HOME, what)  # the form may have been opened there
    ack()


def _at_field(error: Exception, values: Values) -> dict[str, str]:
    """The error at its field; at the first there is, where it has none or the form has not that one."""
    name = FIELDS.get(error.field, "") if isinstance(error, WishError) else ""
    first = CHANNEL if CHANNEL in values else PLAN_DAYS
    words = str(error) if isinstance(error, NutgrafError) else "Slack does not answer just now. Try again in a minute."
    return {name if name in values else first: words}
