"""The queue's tasks after a silence: what was written while nobody heard Slack is read in its history, and answered as
if the events had come.

One job for a workspace, which queues one for each channel; each of these makes one call, hands over a page, and queues
the next page, so that a rate limit or a kill costs a page and no more. A page handed over twice is answered once: it
takes the same claims as events do, and these outlast what history is asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import redis
from slack_sdk import WebClient

from bot import clock, log, metrics
from bot.articles.links import link_key
from bot.config import Settings
from bot.events.shares import Shares
from bot.queue.jobs import GiveUp, Job, Lane, Queue, RetryLater
from bot.queue.worker import Task as RunJob
from bot.slack.claims import ClaimPending, Claims
from bot.slack.directory import Directory
from bot.slack.errors import SlackRefusal, TokenRefused
from bot.slack.incoming import Closed, Me, Written, parse
from bot.slack.past import PAGE, Page, Past
from bot.slack.places import Shared, Slot
from bot.slack.settings import Mode, Preferences
from bot.slack.slots import Slots
from bot.slack.visibility import Visibility
from bot.slack.watching import heeded
from bot.store.keys import CLAIM_PENDING_SECONDS, HOUR
from handlers.queueing import put, queue_answers
from handlers.tasks import Missed, Task, Told, arguments, of_job

logger = log.get(__name__)

AROUND_SECONDS = 60.0
"""Read before a silence and behind it: a line that was dead is noticed after some 20 s, and our clock and Slack's may
differ. What is found there and was heard is known by its claim."""
MOST_MESSAGES = 1000
"""Read in a channel, the latest: a day of a busy one, in five calls."""


@dataclass(frozen=True, slots=True)
class CatchUpDesk:
    """The tasks, and what they work with."""

    settings: Settings
    queue: Queue
    claims: Claims
    preferences: Preferences
    visibility: Visibility
    directory: Directory
    shares: Shares
    slots: Slots
    past: Past

    @classmethod
    def of(cls, settings: Settings, client: WebClient, store: redis.Redis) -> "CatchUpDesk":
        """The desk of a worker."""
        directory = Directory(client, store)
        return cls(
            settings,
            Queue(store),
            Claims(store),
            Preferences(store),
            Visibility(directory, store),
            directory,
            Shares(store),
            Slots(store),
            Past(client),
        )

    def tasks(self) -> dict[str, RunJob]:
        """The tasks by name."""
        return {Task.CATCH_UP: self.catch_up, Task.CATCH_UP_PAGE: self.catch_up_page}

    def catch_up(self, job: Job) -> None:
        """Queue a look into each channel that we are in and that has not switched us off; before it what a channel that
        is private by now shared while it was public goes out of the common memory, whoever switched off what.

        Raises:
            RetryLater: Slack does not say where we are just now. GiveUp: it never will.
        """
        what = of_job(Missed, job)
        try:
            public, private = (self._channels(what, kind) for kind in ("public_channel", "private_channel"))
        except SlackRefusal as refusal:
            raise GiveUp(str(refusal)) from refusal
        for channel in private:
            if self.visibility.was_public(what.team, channel):
                self._close(Shared(what.team, channel, f"{what.until:.6f}"))
        channels = dict.fromkeys([*public, *private, *self._directs(what)])
        wishes = self.preferences.channels(what.team, channels)
        heard = [channel for channel in channels if wishes[channel].mode is not Mode.OFF or channel.startswith("D")]
        for channel in heard:
            self._queue(replace(what, channel=channel))
        logger.info("catching up", team=what.team, channels=len(heard), seconds=round(what.until - what.since))

    def catch_up_page(self, job: Job) -> None:
        """Hand over one page of a channel or a thread, and queue what is behind it.

        Raises:
            RetryLater: a rate limit, or a message that another process is at. GiveUp: our token is refused.
        """
        what = of_job(Missed, job)
        try:
            page = _since_we_came(self._page(what), what.bot_user)
        except TokenRefused as refusal:
            raise GiveUp(str(refusal)) from refusal
        except SlackRefusal as refusal:  # we left, it was deleted, or its kind is not for us
            logger.info("channel not caught up", team=what.team, channel=what.channel, code=refusal.code)
            return
        try:
            count = sum(self._hand_over(what, message) for message in page.messages)
        except ClaimPending as pending:
            raise RetryLater(CLAIM_PENDING_SECONDS, reason=pending.sentence) from pending
        self._queue_threads(what, page)
        logger.info("caught up", team=what.team, channel=what.channel, messages=len(page.messages), answered=count)
        read = what.read + len(page.messages)
        if page.more and page.messages and read < MOST_MESSAGES:
            last = page.messages[-1 if what.thread else 0]
            self._queue(replace(what, mark=str(last["ts"]), read=read))
        elif page.more:
            left = "newest" if what.thread else "oldest"
            logger.warning("too much was missed", left=left, team=what.team, channel=what.channel)

    def _channels(self, what: Missed, kind: str) -> list[str]:
        return list(self.directory.channels_of(what.bot_user, kind, archived=False))

    def _close(self, notice: Shared) -> None:
        """A channel was made private, as `notice` says; where none was read, its time is the silence's end."""
        self.visibility.mark_private(notice.team, notice.channel)
        put(self.queue, Task.CLOSE_CHANNEL, Told(notice.team, notice.channel, notice.ts, notice.ts, called=True))

    def _directs(self, what: Missed) -> Iterable[str]:
        """Conversations in which somebody shared something in the last 30 days: to list them all takes a scope more."""
        return (channel for channel in self.shares.channels(what.team) if channel.startswith("D"))

    def _oldest(self, what: Missed) -> float:
        """How far back is read, seconds since 1970: never further than the setting, however long the job has waited."""
        return max(what.since - AROUND_SECONDS, clock.now() - self.settings.nutgraf_catch_up_hours * HOUR)

    def _page(self, what: Missed) -> Page:
        oldest, most = self._oldest(what), min(PAGE, MOST_MESSAGES - what.read)
        if what.thread:
            return self.past.thread(what.channel, what.thread, what.mark or f"{oldest:.6f}", most)
        return self.past.channel(what.channel, oldest, what.mark or f"{what.until + AROUND_SECONDS:.6f}", most)

    def _hand_over(self, what: Missed, message: Mapping[str, Any]) -> bool:
        """Queue what a message asks for, as its event would have; whether it asked for anything that nobody did.

        Raises:
            ClaimPending: another process is at it.
        """
        if what.bot_user in message.get("reply_users", ()) and "edited" not in message:
            return False  # answered; a store that comes from a backup does not know
        incoming = parse({**message, "channel": what.channel}, what.team, Me(what.bot_user, what.bot))
        if isinstance(incoming, Closed):
            self._close(incoming.shared)
        asked = self._asked(incoming) if isinstance(incoming, Written) else None
        if asked is None:
            return False
        with self.claims.hold(what.team, asked.claims) as ours:
            if ours:
                queue_answers(self.queue, asked, self.settings.nutgraf_links_per_message)
        metrics.CAUGHT_UP.labels("queued" if ours else "known").inc()
        return ours

    def _asked(self, written: Written) -> Written | None:
        """What of a message is to be answered by now; None: nothing. A greeting is not answered hours later with what
        we can do."""
        wishes, where = self.preferences, written.shared
        heard = heeded(written, wishes.channel(where.team, where.channel), wishes.workspace(where.team))
        if not isinstance(heard, Written):
            return None
        if heard.links:
            links = tuple(link for link in heard.links if not self._was_dismissed(heard, link))
            return replace(heard, links=links) if links else None
        return heard if heard.pasted or (heard.called and heard.in_thread) else None

    def _was_dismissed(self, heard: Written, link: str) -> bool:
        """Whether the link's reply was dismissed. A link that came by an edit was answered under the edit's claim,
        which history does not tell."""
        return self.slots.is_dismissed(Slot(heard.shared, heard.thread_ts, link_key(link)))

    def _queue_threads(self, what: Missed, page: Page) -> None:
        """Of the messages on this page, those that somebody else than us replied to."""
        for message in () if what.thread else page.messages:
            if message.get("reply_count") and message.get("reply_users") != [what.bot_user]:
                self._queue(replace(what, thread=str(message["ts"]), mark="", read=0))

    def _queue(self, what: Missed) -> None:
        where = (what.team, f"{what.since:.0f}", f"{what.until:.0f}", what.channel, what.thread, what.mark)
        key = ":".join((Task.CATCH_UP_PAGE, *where))
        self.queue.put(Task.CATCH_UP_PAGE, arguments(what), key=key, lane=Lane.BULK)


def _since_we_came(page: Page, bot_user: str) -> Page:
    """The page without what was said before we were invited: no event tells of that."""
    came = [
        number
        for number, message in enumerate(page.messages)
        if message.get("subtype") in ("channel_join", "group_join") and message.get("user") == bot_user
    ]
    return Page(page.messages[came[-1] :], more=False) if came else page
