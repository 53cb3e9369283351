"""`/nutgraf`: when the bot speaks in a channel, its settings, and how it is."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version

import redis

from bot.queue.jobs import Queue, QueueCounts
from bot.slack.blocks import notices
from bot.slack.blocks.forms import Values, chosen, written
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.settings_modal import ALL_REPLIES, DOMAINS, EMOJI, MODE, REPLIES, settings_modal
from bot.slack.blocks.welcome import MODE_WORDS
from bot.slack.directory import Directory
from bot.slack.errors import SlackRefusal
from bot.slack.responding import Asked
from bot.slack.settings import (
    MOST_DOMAINS,
    MOST_REPLIES,
    ChannelSettings,
    Mode,
    Preferences,
    WorkspaceSettings,
    domain_of,
)
from bot.slack.slash import meant, parse

VERBS = ("help", "watch", "settings", "status")
OTHERS = ("brief", "facts", "quotes", "story", "digest", "handover")
"""The other commands, without their slash."""
MODES = tuple(mode.value for mode in Mode)
SLOW_SECONDS = 60.0
"""Age of the oldest job from which the queue counts as behind; a link is answered in seconds."""
DIRECT = "In a direct message I answer everything you send: watching is for channels."
NOT_IN = "I am not in this channel yet: /invite me, and it holds."
ADMINS = "Only admins of this workspace can change that."

_EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}")


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody told the bot: one of VERBS, with the mode for `watch`; or `words` that say what would be right."""

    verb: str = ""
    mode: Mode | None = None
    words: str = ""


def order(text: str) -> Order:
    """What the words behind `/nutgraf` ask for. Pure; never fails."""
    said = parse(text)
    verb, rest = said.verb or "help", [word.lower() for word in said.words]
    if verb not in VERBS:
        hint = _hint(verb, rest)
        return Order(words=f"I know no “/nutgraf {verb[:40]}”. {hint}")
    if verb != "watch":
        return Order(verb)
    if not rest:
        return Order("watch")
    if len(rest) == 1 and rest[0] in MODES:
        return Order("watch", Mode(rest[0]))
    near = meant(rest[0], MODES)
    hint = f"Did you mean “/nutgraf watch {near}”?" if near else "It is auto, mention or off."
    return Order(words=f"I can't watch “{' '.join(rest)[:40]}”. {hint}")


def _hint(verb: str, rest: list[str]) -> str:
    """What somebody meant by a word behind `/nutgraf` that is none of VERBS."""
    if verb in MODES:
        return f"Did you mean “/nutgraf watch {verb}”?"
    if near := meant(verb, VERBS):
        return f"Did you mean “{' '.join(('/nutgraf', near, *rest))}”?"
    if own := verb if verb in OTHERS else meant(verb, OTHERS):
        return f"“/{own}” is a command of its own: “/{own} help” says more."
    return "I know help, watch, settings and status."


class House:
    """The bot's own affairs, as people in Slack see and set them."""

    def __init__(self, directory: Directory, preferences: Preferences) -> None:
        self._directory = directory
        self._preferences = preferences

    def within(self, seconds: float) -> "House":
        """The same, with so long for all that it asks of Slack."""
        return House(self._directory.within(seconds), self._preferences)

    def watch(self, asked: Asked, mode: Mode | None) -> Message:
        """From now on the bot speaks so in the channel that the command was given in, which only its members can;
        None: how it does.

        Raises:
            RetryLater: Slack does not say just now whether we are there.
        """
        if asked.channel.startswith("D"):
            return notices.plain(DIRECT)
        if mode is not None:
            self._preferences.set_mode(asked.team, asked.channel, mode)
        now = self._preferences.channel(asked.team, asked.channel).mode
        try:
            is_there = bool(self._directory.channel(asked.channel).get("is_member"))
        except SlackRefusal:
            is_there = False
        return notices.plain(MODE_WORDS[now] if is_there else f"{MODE_WORDS[now]} {NOT_IN}")

    def settings_view(self, team: str, channel: str, user: str) -> Json | None:
        """The modal in which `user` sets what they may set in `channel`; None where that is nothing.

        Raises:
            RetryLater: Slack does not say just now who they are.
        """
        here = None if channel.startswith("D") else self._preferences.channel(team, channel)
        everywhere = self._preferences.workspace(team) if self._directory.person(team, user).admin else None
        return settings_modal(channel, here, everywhere) if here or everywhere else None

    def save(self, team: str, channel: str, user: str, values: Values) -> dict[str, str]:
        """Set what `user` wrote into the modal, all of it or nothing; what is wrong, by field.

        Raises:
            RetryLater: Slack does not say just now who they are and where.
        """
        problems: dict[str, str] = {}
        here = _channel_settings(values, problems) if MODE in values else None
        everywhere = _workspace_settings(values, problems) if DOMAINS in values else None
        if problems:
            return problems
        if here and not self._directory.is_member(channel, user):
            problems[MODE] = "I can't see that you are in this channel. Invite me, and set it again."
        if everywhere and not self._directory.person(team, user).admin:
            problems[DOMAINS] = ADMINS
        if not problems and here:
            self._preferences.set_channel(team, channel, here)
        if not problems and everywhere:
            self._preferences.set_workspace(team, everywhere)
        return problems


def in_figures(counts: QueueCounts, took: float) -> str:
    """For the one workspace that the queue works for: everything."""
    return f"{_health(counts)} My store answers in {took:.0f} ms. {queue_words(counts)}"


def among_many(counts: QueueCounts, took: float) -> str:
    """Where other workspaces' jobs are in the same queue: whether it keeps up, and nothing of how much they do."""
    behind = "I am behind with my work." if counts.oldest_age > SLOW_SECONDS else "I am well."
    return f"{behind} My store answers in {took:.0f} ms."


def status(
    store_answers: Callable[[], object], queue: Queue, tell: Callable[[QueueCounts, float], str] = in_figures
) -> Message:
    """How the bot is, in words. `store_answers` asks the store for a sign of life; `tell` says what the queue's counts
    and the store's time in milliseconds mean."""
    start = time.monotonic()
    try:
        store_answers()
        took = (time.monotonic() - start) * 1000
        counts = queue.counts()
    except redis.RedisError as error:
        words = f"My store does not answer ({type(error).__name__}): I can read nothing until it does."
        return notices.plain(f"{words} {_version()}")
    return notices.plain(f"{tell(counts, took)} {_version()}")


def queue_words(counts: QueueCounts) -> str:
    """`Nothing waits to be done.`, or how much and how long; and what failed."""
    waiting = counts.queued + counts.pending
    words = (
        [f"{waiting} job{'s'[: waiting != 1]} under way, the oldest for {counts.oldest_age:.0f} s."] if waiting else []
    )
    words += [f"{counts.delayed} planned for later."] if counts.delayed else []
    dead = f"{counts.dead} failed for good: “nutgraf jobs” on my machine lists them." if counts.dead else "None failed."
    return " ".join([*(words or ["Nothing waits to be done."]), dead])


def _health(counts: QueueCounts) -> str:
    if counts.oldest_age > SLOW_SECONDS:
        return "I am behind with my work."
    return "I am well." if not counts.dead else "I am at work; something went wrong before."


def _version() -> str:
    return f"Nutgraf {version('nutgraf')}."


def _channel_settings(values: Values, problems: dict[str, str]) -> ChannelSettings:
    replies = _number(values, REPLIES, problems) if written(values, REPLIES) else None
    return ChannelSettings(Mode(chosen(values, MODE) or Mode.AUTO.value), replies)


def _workspace_settings(values: Values, problems: dict[str, str]) -> WorkspaceSettings:
    found = WorkspaceSettings(replies_an_hour=_number(values, ALL_REPLIES, problems))
    words = written(values, DOMAINS).replace(",", " ").split()
    domains = {word: domain_of(word) for word in words}
    if wrong := [word for word, domain in domains.items() if domain is None]:
        problems[DOMAINS] = f"“{wrong[0][:60]}” is no site. Write it as example.com."
    elif len(domains) > MOST_DOMAINS:
        problems[DOMAINS] = f"I keep {MOST_DOMAINS} at most."
    emoji = written(values, EMOJI).strip(":").lower()
    if not _EMOJI.fullmatch(emoji):
        problems[EMOJI] = "Write the emoji's name, such as newspaper."
    return replace(found, muted_domains=tuple(sorted(filter(None, domains.values()))), emoji=emoji)


def _number(values: Values, name: str, problems: dict[str, str]) -> int:
    words = written(values, name)
    if words.isascii() and words.isdigit() and 0 < int(words) <= MOST_REPLIES:
        return int(words)
    problems[name] = f"Write a whole number from 1 to {MOST_REPLIES}."
    return 1
