"""The way of a link: fetch, parse, read, sighting, reply. Every step may be repeated; none says anything twice."""

from contextlib import nullcontext
from dataclasses import dataclass, replace

from bot import clock, log, metrics
from bot.articles.errors import BadLink, BlockedAddress, NotAnArticle, NotEnglish
from bot.articles.language import is_english
from bot.articles.links import link_key
from bot.articles.plain import from_text
from bot.errors import ArticleError
from bot.events.sightings import Sighting, Sightings
from bot.slack.blocks import notices
from bot.slack.blocks.head import untitled
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import host
from bot.slack.blocks.reply import reply
from bot.slack.blocks.rolled_up import Rolled
from bot.slack.blocks.summaries import private_summary
from bot.slack.errors import ChannelClosed, NotInChannel, SlackRefusal
from bot.slack.getting import GetArticle, Read, english, failure, story_key, wait_or_raise
from bot.slack.noise import Noise
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.placeholder import placeholder
from bot.slack.places import Shared, Slot
from bot.slack.recording import Recorder
from bot.slack.replies import Reading, Replies

logger = log.get(__name__)

WARNING = "warning"
"""The reaction on a watched message whose article could not be read."""
PASTED = "text"
"""Name of the slot of a pasted text's reply."""
UNREMARKABLE = (NotAnArticle, BadLink, BlockedAddress)
"""In a watched channel these are no news: home pages, files, links into somebody's own network."""


@dataclass(frozen=True, slots=True)
class Request:
    """A link to answer. `called`: somebody asked for it, so there is always a reply; else the channel is watched."""

    shared: Shared
    thread_ts: str
    user: str | None
    called: bool
    url: str
    quiet: bool = False
    """The channel's noise budget is spent: nothing of it stands in its own thread."""

    @property
    def slot(self) -> Slot:
        """Where the reply stands."""
        return Slot(self.shared, self.thread_ts, link_key(self.url) if self.url else PASTED)


class Answerer:
    """Answers links. `get_article` and `read` do the work; the rest is remembering and telling."""

    def __init__(  # noqa: PLR0913 - the parts it brings together
        self,
        *,
        outbox: Outbox,
        replies: Replies,
        sightings: Sightings,
        get_article: GetArticle,
        read: Read,
        placeholder_seconds: float,
        recorder: Recorder,
        noise: Noise,
    ) -> None:
        self._outbox = outbox
        self._replies = replies
        self._sightings = sightings
        self._get_article = get_article
        self._read = read
        self._placeholder_seconds = placeholder_seconds
        self._recorder = recorder
        self._noise = noise

    def answer(self, request: Request, attempt: int) -> None:
        """Answer one link. `attempt` counts from 1.

        Raises:
            RetryLater: call again then. ServerTrouble, TooSlow: the site has trouble, try once more.
            SlackRefusal: Slack does not let us answer.
        """
        if self._outbox.is_deleted(request.shared):
            return
        if not request.called and not self._noise.allows(request.slot):
            request = replace(request, quiet=True)
        try:
            message = self._message(request)
            if request.quiet and message is not None:
                self._roll_up(request)
                metrics.REPLIES.labels("rolled_up").inc()
            else:
                self._say(request, message)
                _count(request, "silent" if message is None else "replied")
        except ArticleError as error:
            wait_or_raise(error, attempt)
            self._fail(request, error)
            metrics.REPLIES.labels("not_read").inc()
        except SlackRefusal:
            self._forget_sighting(request)
            metrics.REPLIES.labels("refused").inc()
            raise

    def summarise(self, request: Request, attempt: int) -> None:
        """Show the asker alone what a link says: in the channel where the bot is in it, else directly. The channel's
        memory does not learn of it.

        Raises:
            RetryLater: call again then. ServerTrouble, TooSlow: the site has trouble, try once more.
        """
        known = self._replies.find(request.shared, request.slot.name)
        try:
            article = known.article if known else english(self._get_article, request.url)
            brief = known.brief if known else self._read(article)
            message = private_summary(article, brief, url=article.url or request.url)
        except ArticleError as error:
            wait_or_raise(error, attempt)
            message = failure(request.url, error)
        self._whisper(request, message)

    def answer_text(self, request: Request, text: str) -> None:
        """Answer an article's text that somebody pasted.

        Raises:
            RetryLater: call again then. SlackRefusal: Slack does not let us answer.
        """
        article = from_text(text)
        if not is_english(text, None):
            self._fail(request, NotEnglish(article))
            return
        brief = self._read(article)
        self._replies.save(request.slot, Reading("", request.user, request.thread_ts, article, brief, ""))
        self._say(request, reply(article, brief, url="", key=request.slot.key))

    def give_up(self, request: Request, job: str) -> None:
        """Tell the poster that a link could not be answered for a reason of ours; `job` is the id to name."""
        self._forget_sighting(request)
        metrics.REPLIES.labels("broken").inc()
        self._tell(request, notices.broken(request.url, job))

    def _message(self, request: Request) -> Message | None:
        """The reply: what was read, or that the channel has seen it, or None where nothing is to be said."""
        reading = self._replies.find(request.shared, request.slot.name)
        if reading is None:
            # The link as it was shared may be known already: then the page need not be fetched.
            first = self._sightings.first(request.shared.team, request.shared.channel, request.slot.name)
            if first is not None and first.ts != request.shared.ts and (thread := self._thread_of(first)):
                return self._repeat(request, first, thread)
            reading = self._read_link(request)
        first = self._record(request, reading.story)
        if first is not None:
            if thread := self._thread_of(first):
                return self._repeat(request, first, thread)
            self._record(request, reading.story)
        seen = self._recorder.record(request.slot, request.user, reading)
        return reply(reading.article, reading.brief, url=reading.url, key=request.slot.key, seen=seen)

    def _read_link(self, request: Request) -> Reading:
        word = placeholder(self._outbox, request.slot, notices.reading(request.url), self._placeholder_seconds)
        with nullcontext() if request.quiet else word:
            article = english(self._get_article, request.url)
            brief = self._read(article)
        reading = Reading(
            url=article.url or request.url,
            poster=request.user,
            thread_ts=request.thread_ts,
            article=article,
            brief=brief,
            story=story_key(article, request.url),
        )
        self._replies.save(request.slot, reading)
        return reading

    def _record(self, request: Request, story: str) -> Sighting | None:
        shared = request.shared
        return self._sightings.record(
            Sighting(
                team=shared.team,
                channel=shared.channel,
                story=story,
                ts=shared.ts,
                thread_ts=request.thread_ts,
                user=request.user,
                at=shared.at.timestamp(),
            )
        )

    def _thread_of(self, first: Sighting) -> str | None:
        """The address of the first sighting's thread. Where its message is gone, and Slack did not tell us, it no
        longer counts."""
        address = self._outbox.permalink(first.channel, first.ts)
        if address is None:
            self._sightings.forget(first.team, first.channel, first.ts)
        return address

    def _repeat(self, request: Request, first: Sighting, thread: str) -> Message | None:
        """One line; to a bot nothing, for two bots that answer each other would go on."""
        if request.user is None:
            return None
        shared = Shared(first.team, first.channel, first.ts)
        known = self._replies.find(shared, first.story)
        if known is not None:
            self._recorder.again(replace(request.slot, name=first.story), request.user, known, shared)
        return notices.repeat(known.article.title if known else None, thread, shared.at)

    def _fail(self, request: Request, error: ArticleError) -> None:
        logger.info("link not read", kind=error.kind, called=request.called)
        if isinstance(error, UNREMARKABLE) and not request.called:
            self._say(request, None)
        else:
            self._tell(request, failure(request.url, error))

    def _tell(self, request: Request, message: Message) -> None:
        """Say what went wrong: in the thread to who asked; else to the poster alone, with a sign on the message."""
        if request.called:
            self._say(request, message)
            return
        self._say(request, None)
        self._outbox.react(request.shared, WARNING)
        if request.user is not None:
            thread_ts = request.thread_ts if request.thread_ts != request.shared.ts else None
            self._outbox.whisper(request.shared.channel, request.user, message, thread_ts=thread_ts)

    def _whisper(self, request: Request, message: Message) -> None:
        """To who asked alone; directly where the bot is not in the channel."""
        if request.user is None:
            return
        thread_ts = request.thread_ts if request.thread_ts != request.shared.ts else None
        try:
            self._outbox.whisper(request.shared.channel, request.user, message, thread_ts=thread_ts)
        except (NotInChannel, ChannelClosed):
            self._outbox.tell(request.user, message)

    def _say(self, request: Request, message: Message | None) -> None:
        """Put the message into the request's slot; None: take away what stands there, a placeholder."""
        try:
            if message is None:
                self._noise.release(request.slot)
                self._outbox.withdraw(request.slot)
            else:
                self._outbox.show(request.slot, message)
        except WithdrawnError:  # deleted while we read: whoever deletes did not see what we recorded since
            self._forget_sighting(request)
            if reading := self._replies.find(request.shared, request.slot.name):
                self._recorder.forget(request.shared, reading)
            self._replies.forget(request.slot)

    def _roll_up(self, request: Request) -> None:
        """A line in the channel's collecting reply. Shared again in a calmer hour the article gets its reply; of one
        that the channel has seen nothing is said now."""
        reading = self._replies.find(request.shared, request.slot.name)
        if reading is None:
            return
        self._noise.roll_up(
            request.slot,
            Rolled(
                title=reading.article.title or untitled(reading.url),
                site=reading.article.site or host(reading.url),
                url=reading.url,
                channel=request.shared.channel,
                ts=request.shared.ts,
                fact=reading.brief.facts[0].text if reading.brief.facts else "",
            ),
        )
        self._forget_sighting(request)

    def _forget_sighting(self, request: Request) -> None:
        self._sightings.forget(request.shared.team, request.shared.channel, request.shared.ts)


def _count(request: Request, outcome: str) -> None:
    """Count an answer; one that was said, with the time since the message."""
    metrics.REPLIES.labels(outcome).inc()
    if outcome == "replied" and not request.called:  # what somebody asks for may have been shared long ago
        metrics.STAGES.labels("reply").observe(max(0.0, clock.now() - request.shared.at.timestamp()))
