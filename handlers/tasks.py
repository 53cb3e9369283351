"""The jobs by name, and what each one is told: shared by who queues them and who does them. Light: no spaCy."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import TypeAdapter

from bot.queue.jobs import GiveUp, Job
from bot.slack.places import Shared, Slot
from bot.slack.responding import Asked
from bot.slack.spares import TIDY

SHARED = "share"
"""`Told.notice` of a command whose answer is for the whole channel."""


class Task(StrEnum):
    """Names of jobs in the queue. A name stays as long as jobs of that name may be queued."""

    ANSWER_LINK = "answer_link"
    ANSWER_TEXT = "answer_text"
    ANSWER_MENTION = "answer_mention"
    POST_NOTICE = "post_notice"
    REMOVE_REPLIES = "remove_replies"
    DISMISS_REPLY = "dismiss_reply"
    SUMMARISE = "summarise"
    STORY_BUTTON = "story_button"
    STORY_COMMAND = "story_command"
    DRAW_TIMELINE = "draw_timeline"
    TELL_FOLLOWERS = "tell_followers"
    CLEAR_CHARTS = "clear_charts"
    RETELL = "retell"
    PROPOSAL = "proposal"
    LOOK_AGAIN = "look_again"
    TIDY_SLOT = TIDY
    ANSWER_REACTION = "answer_reaction"
    WELCOME = "welcome"
    CHOOSE_MODE = "choose_mode"
    ASK_LINK = "ask_link"
    ASK_MESSAGE = "ask_message"
    ASK_PERSON = "ask_person"
    ADD_TO_STORY = "add_to_story"
    PUBLISH_HOME = "publish_home"
    HOME_SWITCH = "home_switch"
    WATCH = "watch"
    HANDOVER = "handover"
    CLOSE_CHANNEL = "close_channel"
    CHANNEL_CHANGED = "channel_changed"
    POST_DIGEST = "post_digest"
    TELL_PLANNED = "tell_planned"
    DIGEST_COMMAND = "digest_command"
    DIGEST_BUTTON = "digest_button"
    FORGET_TEAM = "forget_team"
    CATCH_UP = "catch_up"
    CATCH_UP_PAGE = "catch_up_page"


@dataclass(frozen=True, slots=True)
class Told:
    """What a job is told of the message it answers; flat, as it stands in the queue.

    `url` is the link to answer; `notice` one of `Notice`; `read` and `found` count links for `Notice.MORE`;
    `name` is that of a reply's slot; `ask` is the time stamp of a shortcut's use: using it again asks again;
    `text` is what was written behind a slash command, or of it what the job needs; `respond` is the command's
    response_url; `nth` counts the looks at an article that was answered, or at a place whose post was not.
    A job of an older release may lack what came later, so everything later has a default; what it has besides is
    not read.
    """

    team: str
    channel: str
    ts: str
    thread_ts: str
    user: str | None = None
    called: bool = False
    url: str = ""
    notice: str = ""
    read: int = 0
    found: int = 0
    name: str = ""
    ask: str = ""
    text: str = ""
    nth: int = 0
    respond: str = ""

    @property
    def shared(self) -> Shared:
        """The message."""
        return Shared(self.team, self.channel, self.ts)

    def slot(self, name: str) -> Slot:
        """A place for an answer to it."""
        return Slot(self.shared, self.thread_ts, name)


def asked_of(what: Told) -> Asked:
    """The command that a job answers."""
    return Asked(what.team, what.channel, what.user or "", what.respond, what.ask)


class Notice(StrEnum):
    """Short messages that are posted by a job."""

    USAGE = "usage"
    MORE = "more"
    MARK = "mark"
    """No message: the one that is answered gets a ✅ when all of its links are."""
    OFF = "off"
    """For who asked alone: the bot is switched off in the channel."""


class Change(StrEnum):
    """What became of a channel."""

    CLOSED = "closed"
    """Archived, or we are no longer in it."""
    OPENED = "opened"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class DueDigest:
    """What a job is told of the digest it makes: the plan, and which run of it (`bot.digests.schedule.Run`)."""

    team: str
    plan: str
    day: str
    time: str
    at: float


@dataclass(frozen=True, slots=True)
class Missed:
    """What a job is told of a time in which nobody heard Slack, `since` until `until` in seconds since 1970: where to
    look for what was written then. `bot_user` and `bot` are who we are there; `thread` is empty for the channel
    itself; `mark` the time stamp that the last look ended at, `read` how many messages came before.
    """

    team: str
    bot_user: str
    bot: str
    since: float = 0.0
    until: float = 0.0
    channel: str = ""
    thread: str = ""
    mark: str = ""
    read: int = 0


T = TypeVar("T", Told, DueDigest, Missed)
_ADAPTERS: Mapping[type[Any], TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in (Told, DueDigest, Missed)}
UNREADABLE = "the job's arguments can't be read"


def arguments(what: Told | DueDigest | Missed) -> dict[str, Any]:
    """As arguments of a job."""
    return asdict(what)


def parsed(kind: type[T], args: Mapping[str, Any]) -> T:
    """What a job's arguments say, as a value of `kind`.

    Raises:
        ValueError: they are not such a job's arguments.
    """
    value: T = _ADAPTERS[kind].validate_python(dict(args))
    return value


def of_job(kind: type[T], job: Job) -> T:
    """What a job is told, for the one who does it.

    Raises:
        GiveUp: its arguments can't be read, now or ever.
    """
    try:
        return parsed(kind, job.args)
    except ValueError as error:
        raise GiveUp(UNREADABLE) from error
