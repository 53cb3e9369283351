"""The Home tab: what the bot does for its reader, and the switches for it. Pure: values in, a view out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.digests.schedule import Plan, Run
from bot.events.shares import Share
from bot.slack.blocks import rich
from bot.slack.blocks.buttons import button
from bot.slack.blocks.head import context
from bot.slack.blocks.limits import check_view, view_problems
from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import snippet
from bot.slack.blocks.plans import RESTS, edit_button, post_button, when_words
from bot.slack.blocks.thread_links import thread_link
from bot.slack.settings import Mode

MODE_SELECT = "home_mode"
PAUSE_BUTTON = "home_pause"
RESUME_BUTTON = "home_resume"
UNFOLLOW_BUTTON = "home_unfollow"
UNMUTE_BUTTON = "home_unmute"
RELOAD_BUTTON = "home_reload"
MODES = {Mode.AUTO: "Every link", Mode.MENTION: "Only when asked", Mode.OFF: "Silent"}

MOST_CHANNELS, MOST_PLANS, MOST_STORIES, MOST_RECENT = 12, 8, 8, 6
"""Of each: a Home of 100 blocks at most, and two screens to look through."""
MAX_NAME, MAX_TITLE = 120, 140


@dataclass(frozen=True, slots=True)
class Wish:
    """A story that the reader follows, or that a channel muted (`channel`)."""

    story: str
    name: str
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is, for admins: jobs that wait, the oldest's age in seconds, jobs that failed for good."""

    version: str
    waiting: int
    oldest: float
    dead: int


@dataclass(frozen=True, slots=True)
class HomeTab:
    """What a reader sees: channels with their mode, digests with their next run, stories, what was shared last; and the
    bot's health for admins."""

    channels: tuple[tuple[str, Mode], ...] = ()
    plans: tuple[tuple[Plan, Run | None], ...] = ()
    followed: tuple[Wish, ...] = ()
    muted: tuple[Wish, ...] = ()
    recent: tuple[Share, ...] = ()
    health: Health | None = None


def home(tab: HomeTab) -> Json:
    """The view to publish: as much of each part as fits."""
    for share in (1, 2, 4):
        view: Json = {"type": "home", "blocks": _blocks(tab, share)}
        if not any(view_problems(view)):
            return view
    return check_view(view)


def _blocks(tab: HomeTab, share: int) -> list[Json]:
    """The parts, each with its most entries divided by `share`."""
    stories = MOST_STORIES // share
    return [
        _words("Share a link to an article where I am, or with me: I reply with its facts, figures and quotes."),
        *_part("Channels I read", [[_channel(*each)] for each in tab.channels], MOST_CHANNELS // share, _no_channels()),
        *_part("Digests", [_plan(*each) for each in tab.plans], MOST_PLANS // share, _no_plans()),
        *_part("Stories you follow", [[_wish(s, UNFOLLOW_BUTTON)] for s in tab.followed], stories, _no_stories()),
        *(_part("Muted", [[_wish(each, UNMUTE_BUTTON)] for each in tab.muted], stories, "") if tab.muted else []),
        *_part("Shared last", [[_share(each)] for each in tab.recent], MOST_RECENT // share, "Nothing in two days."),
        *(_health(tab.health) if tab.health else []),
        {"type": "actions", "elements": [button(RELOAD_BUTTON, "Reload", "reload")]},
    ]


def _no_channels() -> str:
    return "None yet: invite me into a channel with /invite."


def _no_plans() -> str:
    return "None yet: /digest schedule in a channel plans one."


def _no_stories() -> str:
    return "None: press Follow under a reply, and I tell you when its story goes on."


def _part(title: str, entries: Sequence[Sequence[Json]], most: int, none: str) -> list[Json]:
    blocks: list[Json] = [{"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}}]
    blocks += [block for entry in entries[:most] for block in entry]
    if not entries and none:
        blocks.append(context(none))
    if len(entries) > most:
        blocks.append(context(f"And {len(entries) - most} more."))
    return blocks


def _channel(channel: str, mode: Mode) -> Json:
    options = {each: _option(words, each.value) for each, words in MODES.items()}
    return {
        "type": "section",
        "block_id": f"mode:{channel}",
        "text": {"type": "mrkdwn", "text": f"<#{channel}>"},
        "accessory": {
            "type": "static_select",
            "action_id": MODE_SELECT,
            "options": list(options.values()),
            "initial_option": options[mode],
        },
    }


def _plan(plan: Plan, run: Run | None) -> list[Json]:
    state = f"paused: {RESTS[plan.paused]}" if plan.paused else _next(run)
    turn = button(RESUME_BUTTON, "Resume", plan.id) if plan.paused else button(PAUSE_BUTTON, "Pause", plan.id)
    words = {
        "type": "section",
        "block_id": f"plan:{plan.id}",
        "text": {"type": "mrkdwn", "text": f"<#{plan.channel}>: {when_words(plan)} — {state}"},
    }
    return [words, {"type": "actions", "elements": [edit_button(plan), turn, post_button(plan)]}]


def _next(run: Run | None) -> str:
    if run is None:
        return "no next time"
    fallback = f"{datetime.fromtimestamp(run.at, UTC):%d %B %H:%M} UTC"
    return f"next <!date^{int(run.at)}^{{date_short_pretty}} {{time}}|{fallback}>"


def _wish(wish: Wish, action: str) -> Json:
    label = "Unfollow" if action == UNFOLLOW_BUTTON else "Unmute"
    where = f"{wish.channel}:" if wish.channel else ""
    name = snippet(wish.name, MAX_NAME) or "A story"
    return {
        "type": "section",
        "block_id": f"{action}:{where}{wish.story}",
        "fields": [
            {"type": "plain_text", "text": name, "emoji": False},
            *([{"type": "mrkdwn", "text": f"in <#{wish.channel}>"}] if wish.channel else []),
        ],
        "accessory": button(action, label, f"{wish.channel}:{wish.story}"),
    }


def _share(share: Share) -> Json:
    title = snippet(share.title, MAX_TITLE) or "An article"
    site = snippet(share.site or "", 60)
    return rich.block(
        rich.section(
            rich.link(share.url, title),
            rich.text(f" · {site} · " if site else " · "),
            rich.channel(share.channel),
            rich.text(" "),
            rich.link(thread_link(share.channel, share.thread_ts), "thread"),
        )
    )


def _health(health: Health) -> list[Json]:
    parts = [f"Version {health.version}."]
    if health.waiting:
        jobs = "1 job waits," if health.waiting == 1 else f"{health.waiting:,} jobs wait, the oldest"
        parts.append(f"{jobs} for {health.oldest:,.0f} s.")
    else:
        parts.append("No job waits.")
    if health.dead:
        parts.append(f"{health.dead:,} failed for good: nutgraf jobs lists them.")
    return _part("How I am", [[_words(" ".join(parts))]], 1, "")


def _words(words: str) -> Json:
    return {"type": "section", "text": {"type": "plain_text", "text": words, "emoji": False}}


def _option(words: str, value: str) -> Json:
    return {"text": {"type": "plain_text", "text": words, "emoji": False}, "value": value}
