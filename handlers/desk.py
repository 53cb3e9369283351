"""What listeners work with. `build_app` puts it into every request's context; a listener takes it from there."""

from dataclasses import dataclass
from typing import cast

import redis
from slack_bolt import BoltContext

from bot.config import Settings
from bot.queue.jobs import Queue
from bot.slack.adding import StoryAdder
from bot.slack.claims import Claims
from bot.slack.house import House
from bot.slack.incoming import Me
from bot.slack.installs import Installs
from bot.slack.outbox import Outbox
from bot.slack.planning import Planning
from bot.slack.replies import Replies
from bot.slack.responding import Responder
from bot.slack.settings import Preferences
from bot.slack.shifts import Shifts
from bot.slack.stories import Stories
from bot.slack.visibility import Visibility

KEY = "desk"
CHECK_SECONDS = 2.0
"""How long Slack may take to say who is who and where, while somebody waits for a window: Slack itself waits three."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Settings and the parts of bot/ that a listener may call."""

    settings: Settings
    queue: Queue
    claims: Claims
    replies: Replies
    outbox: Outbox
    stories: Stories
    adder: StoryAdder
    visibility: Visibility
    preferences: Preferences
    responder: Responder
    house: House
    shifts: Shifts
    planning: Planning
    store: redis.Redis
    installs: Installs | None = None


def desk_of(context: BoltContext) -> Desk:
    """The desk of this request."""
    return cast(Desk, context[KEY])


def me_of(context: BoltContext) -> Me:
    """Who the bot is in this request's workspace."""
    return Me(user=context.bot_user_id or "", bot=context.bot_id or "")
