"""Plans for digests in words: a channel's list with its buttons, and what is said when one changes."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bot.digests.schedule import DAYS, WEEKDAYS, Day, Plan, Reason, Run
from bot.slack.blocks import rich
from bot.slack.blocks.buttons import button, confirm
from bot.slack.blocks.limits import check
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import date_tag, escape

EDIT_BUTTON = "digest_edit"
PAUSE_BUTTON = "digest_pause"
RESUME_BUTTON = "digest_resume"
RUN_BUTTON = "digest_run"
REMOVE_BUTTON = "digest_remove"
NEW_BUTTON = "digest_new"

NAMES: dict[Day, str] = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
RESTS: dict[Reason, str] = {
    "asked": "somebody paused it",
    "archived": "the channel is archived, or does not let me post",
    "removed": "I am no longer in the channel",
}
"""Why a plan rests."""
WAITS: dict[Reason, str] = {
    "asked": "somebody resumes it",
    "archived": "the channel is unarchived",
    "removed": "I am invited again",
}
"""When a plan that rests goes on."""
MOST_NAMED = 5
"""Channels named of those that a digest tells of."""


def when_words(plan: Plan) -> str:
    """`Weekdays at 08:00 and 17:30 (Europe/London)`."""
    return f"{_days_words(plan.days)} at {_listed(plan.times)} ({plan.zone})"


def plans_list(entries: Sequence[tuple[int, Plan, Run | None]], channel: str, note: Message | None = None) -> Message:
    """The plans that somebody asked for in `channel`, numbered, each with its next run and its buttons. A `note` on
    what was just done stands above them."""
    blocks: list[Json] = list(note.blocks) if note else []
    lead = f"{note.text} " if note else ""
    if not entries:
        none = "No digest is planned for this channel. /digest schedule weekdays 8:00 plans one, /digest now shows one."
        return check(Message(lead + escape(none), (*blocks, rich.block(rich.section(rich.text(none))), _new())))
    said: list[str] = []
    for number, plan, run in entries:
        elsewhere = [rich.text(" in "), rich.channel(plan.channel)] if plan.channel != channel else []
        blocks += [
            rich.block(
                rich.section(rich.text(f"{number}. {when_words(plan)}", "bold"), *elsewhere, *_state(plan, run)),
                rich.section(rich.text(f"{_what_words(plan)}"), *_sources(plan.channels)),
            ),
            _buttons(plan),
        ]
        said.append(f"{number}. {when_words(plan)}: {_state_words(plan, run)}")
    return check(Message(f"{lead}Digests: " + "; ".join(said) + ".", (*blocks, _new())))


def planned(plan: Plan, run: Run | None, verb: str, note: str = "") -> Message:
    """A plan was made, changed or taken up again: `verb` begins the sentence ("Planned")."""
    first = [rich.text(f"{verb}: {when_words(plan)}, in "), rich.channel(plan.channel)]
    tail = f" {_what_words(plan)} {note}".rstrip()
    said = f"{verb}: {escape(when_words(plan))}, in <#{plan.channel}>; {_state_words(plan, run)}.{escape(tail)}"
    return check(Message(said, (rich.block(rich.section(*first, *_state(plan, run), rich.text(f".{tail}"))),)))


def resumed(entries: Sequence[tuple[Plan, Run | None]]) -> Message:
    """For a channel that is back: its digests go on, each with its next run."""
    lead = f"This channel is back, and so {'is its digest' if len(entries) == 1 else 'are its digests'}:"
    lines = [rich.section(rich.text(when_words(plan), "bold"), *_state(plan, run)) for plan, run in entries]
    said = "; ".join(f"{when_words(plan)}, {_state_words(plan, run)}" for plan, run in entries)
    return check(Message(f"{lead} {said}.", (rich.block(rich.section(rich.text(lead)), rich.bullets(lines)),)))


def about_channel(before: str, channel: str, after: str) -> Message:
    """A sentence with a channel in it."""
    block = rich.block(rich.section(rich.text(before), rich.channel(channel), rich.text(after)))
    return check(Message(f"{escape(before)}<#{channel}>{escape(after)}", (block,)))


def removal(plan: Plan) -> Message:
    """Asks whether the plan is really to go."""
    words = f"Remove this digest? {when_words(plan)}. It can't be brought back."
    buttons = [button(REMOVE_BUTTON, "Remove", plan.id) | {"style": "danger"}]
    block = {"type": "actions", "elements": buttons}
    return check(Message(escape(words), (rich.block(rich.section(rich.text(words))), block)))


def edit_button(plan: Plan) -> Json:
    """*Edit*, which opens the form."""
    return button(EDIT_BUTTON, "Edit", plan.id)


def post_button(plan: Plan) -> Json:
    """*Post now*, which asks first: everybody in the channel will see it."""
    ask = confirm("Post it now?", "Everybody in the channel sees it.", "Post")
    return button(RUN_BUTTON, "Post now", plan.id) | {"confirm": ask}


def _buttons(plan: Plan) -> Json:
    turn = (RESUME_BUTTON, "Resume") if plan.paused else (PAUSE_BUTTON, "Pause")
    elements = [edit_button(plan), button(*turn, plan.id), post_button(plan)]
    remove = button(REMOVE_BUTTON, "Remove", plan.id) | {
        "style": "danger",
        "confirm": confirm("Remove this digest?", "It can't be brought back.", "Remove") | {"style": "danger"},
    }
    return {"type": "actions", "elements": [*elements, remove]}


def _new() -> Json:
    return {"type": "actions", "elements": [button(NEW_BUTTON, "Plan a digest", "new")]}


def _state(plan: Plan, run: Run | None) -> list[Json]:
    if plan.paused:
        return [rich.text(f" — paused: {RESTS[plan.paused]}")]
    if run is None:
        return []
    return [rich.text(" — next "), rich.moment(datetime.fromtimestamp(run.at, UTC))]


def _state_words(plan: Plan, run: Run | None) -> str:
    if plan.paused:
        return f"paused, {RESTS[plan.paused]}"
    return f"next {date_tag(datetime.fromtimestamp(run.at, UTC))}" if run else ""


def _what_words(plan: Plan) -> str:
    parts = ["Stories that this channel follows" if plan.followed else "All stories"]
    parts += ["short"] if plan.short else []
    parts += ["nothing is posted where nothing happened"] if plan.silent else []
    return f"{'; '.join(parts)}."


def _sources(channels: tuple[str, ...] | None) -> list[Json]:
    if channels is None:
        return []
    elements: list[Json] = [rich.text(" From ")]
    for number, channel in enumerate(channels[:MOST_NAMED]):
        elements += [rich.text(", " if number else ""), rich.channel(channel)]
    more = len(channels) - MOST_NAMED
    return [*elements, rich.text(f" and {more} more." if more > 0 else ".")]


def _days_words(days: tuple[Day, ...]) -> str:
    match days:
        case _ if days == DAYS:
            return "Every day"
        case _ if days == WEEKDAYS:
            return "Weekdays"
        case ("sat", "sun"):
            return "Weekends"
        case (one,):
            return f"{NAMES[one]}s"
        case _:
            return _listed([NAMES[day][:3] for day in days])


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
