"""The form in which a digest is planned or changed, and what was written into it."""

from dataclasses import dataclass

from bot.digests.schedule import DAYS, WEEKDAYS, Day, Plan
from bot.digests.zones import COMMON
from bot.slack.blocks.forms import (
    Values,
    all_ticked,
    as_metadata,
    channel_choice,
    channel_chosen,
    channels_choice,
    channels_chosen,
    choice,
    chosen,
    clock,
    field,
    modal,
    tick,
    ticked,
    ticks,
    time_chosen,
    written,
)
from bot.slack.blocks.limits import check_view
from bot.slack.blocks.message import Json
from bot.slack.blocks.plans import NAMES
from bot.slack.plan_words import MOST_SOURCES, Wish, WishError, ordered_days, ordered_times, read_times

CALLBACK = "digest_plan"
CHANNEL, TIME, TIMES, PLAN_DAYS, ZONE = "digest_channel", "digest_time", "digest_times", "digest_days", "digest_zone"
ABOUT, SOURCES, LENGTH, SILENT = "digest_about", "digest_sources", "digest_length", "digest_silent"
FIELDS = {
    "channel": CHANNEL,
    "times": TIMES,
    "days": PLAN_DAYS,
    "zone": ZONE,
    "channels": SOURCES,
}
"""The field that an error of `WishError.field` is told at; of others it is the channel's, the first."""
FIRST_TIME = "08:00"


@dataclass(frozen=True, slots=True)
class Opened:
    """What the form was opened for: a plan to change, '' for a new one, and the channel that it was opened in."""

    plan: str
    channel: str


def plan_modal(channel: str, zone: str, plan: Plan | None) -> Json:
    """The form for a new digest in `channel` (times in `zone`), or for changing `plan`."""
    where = plan.channel if plan else channel
    zone = plan.zone if plan else zone
    times = plan.times if plan else (FIRST_TIME,)
    zones = sorted({*COMMON, zone})
    place = [] if where.startswith("D") else [channel_choice(CHANNEL, "Post it in", where)]
    length = "short" if plan and plan.short else "full"
    blocks = [
        *place,
        clock(TIME, "At", times[0]),
        field(
            TIMES,
            "And at",
            value=", ".join(times[1:]),
            example="12:00, 17:30",
            hint="More times of the day, if it is to come more than once.",
            optional=True,
        ),
        ticks(PLAN_DAYS, "On", [(day, NAMES[day]) for day in DAYS], plan.days if plan else WEEKDAYS),
        choice(ZONE, "Time zone", [(name, name.replace("_", " ")) for name in zones], zone),
        choice(
            ABOUT,
            "About",
            [("all", "All stories"), ("followed", "Stories that the channel follows")],
            "followed" if plan and plan.followed else "all",
        ),
        channels_choice(
            SOURCES,
            "Shared in",
            plan.channels or () if plan else (),
            most=MOST_SOURCES,
            hint="None: in every channel whose stories this one may see.",
        ),
        choice(LENGTH, "Length", [("full", "Full: two screens, the rest in its thread"), ("short", "Short")], length),
        tick(SILENT, "Quiet days", "Post nothing where nothing happened", ticked=bool(plan and plan.silent)),
    ]
    title, submit = ("Change the digest", "Save") if plan else ("Plan a digest", "Plan it")
    return check_view(
        modal(title, CALLBACK, blocks, submit=submit, metadata=as_metadata(Opened(plan.id if plan else "", where)))
    )


def read_form(values: Values, opened: Opened) -> tuple[str, Wish]:
    """The channel and the wish in the form's fields.

    Raises:
        WishError: a field is wrong; its `field` says which.
    """
    days: list[Day] = [day for day in DAYS if day in all_ticked(values, PLAN_DAYS)]
    if not days:
        raise WishError("days", "Choose at least one day.")
    wish = Wish(
        times=ordered_times([time_chosen(values, TIME) or FIRST_TIME, *read_times(written(values, TIMES))]),
        days=ordered_days(days),
        zone=chosen(values, ZONE) or None,
        followed=chosen(values, ABOUT) == "followed",
        channels=tuple(channels_chosen(values, SOURCES)) or None,
        short=chosen(values, LENGTH) == "short",
        silent=ticked(values, SILENT),
    )
    return channel_chosen(values, CHANNEL) or opened.channel, wish
