"""The queue's tasks: what a worker does. Each may run twice for one job, and says everything once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import redis
from slack_sdk import WebClient

from bot import log
from bot.articles.article import Article
from bot.articles.bounded import BoundedParser
from bot.articles.fetch import Fetcher
from bot.articles.library import Library
from bot.articles.pace import Pace
from bot.config import Settings
from bot.digests.chart import Chart
from bot.events.recorded import Recorded
from bot.events.shares import Shares
from bot.events.sightings import Sightings
from bot.events.tracker import Tracker
from bot.queue.jobs import GiveUp, Job, Queue
from bot.queue.worker import Task as Run
from bot.reading.brief import Brief
from bot.slack.answering import Answerer, Request
from bot.slack.blocks import notices
from bot.slack.blocks.message import Message
from bot.slack.charts import Charts
from bot.slack.directory import Directory
from bot.slack.errors import ChannelClosed, NotInChannel, SlackRefusal, TokenRefused
from bot.slack.files import Files
from bot.slack.following import Followers
from bot.slack.getting import GetArticle, Read
from bot.slack.guests import Guests
from bot.slack.incoming import links_of, plain_text
from bot.slack.installs import Installs
from bot.slack.marks import Marks
from bot.slack.noise import Noise
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.rechecking import Rechecker
from bot.slack.remembering import Rememberer
from bot.slack.replies import Replies
from bot.slack.retelling import Retelling
from bot.slack.revised_log import RevisedLog
from bot.slack.settings import Mode, Preferences
from bot.slack.stories import Stories
from bot.slack.visibility import Visibility
from handlers.digest_jobs import DigestDesk
from handlers.door_jobs import DoorDesk
from handlers.home_jobs import HomeDesk
from handlers.leaving import LeavingDesk
from handlers.question_jobs import QUESTIONS, QuestionDesk
from handlers.queueing import put, queue_links, queue_look
from handlers.story_jobs import StoryDesk
from handlers.tasks import Notice, Task, Told, asked_of, told, told_of_job
from handlers.teams import ByToken, TeamTasks, jobs_of_teams

logger = log.get(__name__)

STORIES = (Task.STORY_COMMAND, Task.STORY_BUTTON, Task.ADD_TO_STORY)
AWAITED = (Task.ANSWER_LINK, Task.ANSWER_TEXT, Task.ANSWER_MENTION, Task.SUMMARISE, *STORIES, *QUESTIONS)
"""Tasks for whose answer somebody waits: they are told when it fails for good."""

TaskOf = Callable[[Told, Job], None]


@dataclass(frozen=True, slots=True)
class Tasks:
    """What a Worker is made of: the tasks by name, and what is done about a job that failed for good."""

    by_name: dict[str, Run]
    on_dead: Callable[[Job, str], None]


def build_tasks(
    settings: Settings,
    client: WebClient,
    store: redis.Redis,
    *,
    get_article: GetArticle | None = None,
    read: Read | None = None,
) -> Tasks:
    """The tasks of a worker. `get_article` and `read` are the real ones unless given.

    The language model is loaded here, not at the first job.

    Raises:
        ModelError: it can't be loaded.
    """
    outbox, replies, queue = Outbox(client, store), Replies(store), Queue(store)
    directory, shares = Directory(client, store), Shares(store)
    rememberer = Rememberer(store, Visibility(directory, store), Guests(directory, store))
    get_article, read = get_article or article_getter(settings, store), read or _reader(settings.nutgraf_model)
    questions = QuestionDesk.of(settings, client, store, get_article, read)
    desk = JobDesk(
        settings=settings,
        queue=queue,
        outbox=outbox,
        replies=replies,
        shares=shares,
        sightings=(sightings := Sightings(store, settings.nutgraf_repeat_days)),
        answerer=Answerer(
            outbox=outbox,
            replies=replies,
            sightings=sightings,
            get_article=get_article,
            read=read,
            placeholder_seconds=settings.nutgraf_placeholder_seconds,
            rememberer=rememberer,
            shares=shares,
            announce=_announcing(queue),
            noise=(noise := Noise(store, preferences := Preferences(store), outbox)),
        ),
        rechecker=Rechecker(outbox, replies, RevisedLog(store), get_article, read),
        rememberer=rememberer,
        followers=Followers(outbox, rememberer),
        questions=questions,
        noise=noise,
        marks=Marks(store, outbox),
        preferences=preferences,
    )
    tasks: dict[str, TaskOf] = {
        Task.ANSWER_LINK: desk.answer_link,
        Task.ANSWER_TEXT: desk.answer_text,
        Task.ANSWER_MENTION: desk.answer_mention,
        Task.POST_NOTICE: desk.post_notice,
        Task.REMOVE_REPLIES: desk.remove_replies,
        Task.DISMISS_REPLY: desk.dismiss_reply,
        Task.SUMMARISE: desk.summarise,
        Task.TELL_FOLLOWERS: desk.tell_followers,
        Task.LOOK_AGAIN: desk.look_again,
        Task.TIDY_SLOT: desk.tidy_slot,
        Task.CLOSE_CHANNEL: desk.close_channel,
        **questions.tasks(),
        **StoryDesk(
            queue,
            outbox,
            replies,
            Stories(Tracker(store), rememberer),
            Retelling(outbox, replies, rememberer),
            questions.responder,
            _charts(client, store),
        ).tasks(),
    }
    digests = DigestDesk.of(client, store, grace=settings.nutgraf_digest_grace_hours * 3600)
    others = digests.tasks() | DoorDesk.of(settings, client, store).tasks() | HomeDesk.of(client, store).tasks()
    others |= LeavingDesk.of(store).tasks()

    def on_dead(job: Job, reason: str) -> None:
        desk.on_dead(job, reason)
        digests.on_dead(job)

    return Tasks({name: desk.running(task) for name, task in tasks.items()} | others, on_dead)


def build_team_tasks(
    settings: Settings,
    store: redis.Redis,
    installs: Installs,
    *,
    get_article: GetArticle | None = None,
    read: Read | None = None,
) -> Tasks:
    """As build_tasks, for many workspaces: each job is done with the token of its own. Fetching and reading, which
    know of no workspace, are shared."""
    get_article, read = get_article or article_getter(settings, store), read or _reader(settings.nutgraf_model)

    def make(client: WebClient) -> Tasks:
        return build_tasks(settings, client, store, get_article=get_article, read=read)

    teams = TeamTasks(installs, ByToken(settings, make))

    def run(job: Job) -> None:
        if (own := teams.of(job)) is not None:
            own.by_name[job.name](job)

    def on_dead(job: Job, reason: str) -> None:
        if (own := teams.of(job)) is not None:
            own.on_dead(job, reason)

    return Tasks(dict.fromkeys(jobs_of_teams(), run) | LeavingDesk.of(store).tasks(), on_dead)


def article_getter(settings: Settings, store: redis.Redis) -> GetArticle:
    """Fetch and parse, by the settings' limits: once for all workers, at a site's pace, in a process that may die."""
    fetcher = Fetcher(
        seconds=settings.nutgraf_fetch_seconds,
        max_bytes=settings.nutgraf_fetch_bytes,
        contact=settings.nutgraf_contact,
        allow_loopback=settings.nutgraf_allow_loopback,
    )
    parser = BoundedParser()
    parser.start()
    return Library(store, fetcher, parser.parse, Pace(store)).get


def _charts(client: WebClient, store: redis.Redis) -> Charts:
    def draw(chart: Chart) -> bytes:
        from bot.digests.drawing import draw as drawn  # loads matplotlib: only where somebody wants a picture

        return drawn(chart)

    return Charts(Files(client), store, draw)


def _announcing(queue: Queue) -> Callable[[Request, Recorded], None]:
    def announce(request: Request, recorded: Recorded) -> None:
        shared = request.shared
        what = Told(shared.team, shared.channel, shared.ts, request.thread_ts, name=recorded.event)
        put(queue, Task.TELL_FOLLOWERS, what)

    return announce


def _reader(model: Path | None) -> Read:
    from bot.reading.pipeline import nlp, read_article

    nlp(model)  # a worker that can't read should say so when it starts

    def read(article: Article) -> Brief:
        return read_article(article, model)

    return read


@dataclass(frozen=True, slots=True)
class JobDesk:
    """The tasks, and what they work with."""

    settings: Settings
    queue: Queue
    outbox: Outbox
    replies: Replies
    sightings: Sightings
    shares: Shares
    answerer: Answerer
    rechecker: Rechecker
    rememberer: Rememberer
    followers: Followers
    questions: QuestionDesk
    noise: Noise
    marks: Marks
    preferences: Preferences

    def running(self, task: TaskOf) -> Run:
        """`task` as the worker calls it: with the job's arguments read, and Slack's refusals told to who asked."""

        def run(job: Job) -> None:
            what = told_of_job(job)
            try:
                task(what, job)
            except (NotInChannel, ChannelClosed) as refusal:
                logger.info("channel refuses", code=refusal.code, called=what.called)
                if what.called and what.user:
                    self.outbox.tell(what.user, notices.plain(str(refusal)))
            except TokenRefused as refusal:
                raise GiveUp(str(refusal)) from refusal

        return run

    def answer_link(self, what: Told, job: Job) -> None:
        """Reply to one link."""
        self.answerer.answer(request := _request(what), job.attempt)
        if what.notice == Notice.MARK:
            self.marks.answered(request.shared, request.slot.name)
        if self.replies.has(request.slot):
            queue_look(self.queue, replace(what, name=request.slot.name), self.settings.look_again_hours)

    def look_again(self, what: Told, _job: Job) -> None:
        """An hour, six, a day later: say what the article has changed, unless the channel wants silence by now."""
        silent = self.preferences.channel(what.team, what.channel).mode is Mode.OFF
        if silent or self.rechecker.check(what.slot(what.name), what.nth):
            queue_look(self.queue, what, self.settings.look_again_hours)

    def summarise(self, what: Told, job: Job) -> None:
        """Show who asked, and nobody else, what a link says."""
        self.answerer.summarise(_request(what), job.attempt)

    def tell_followers(self, what: Told, _job: Job) -> None:
        """A story that people follow goes on."""
        self.followers.tell(what.shared, what.name)

    def close_channel(self, what: Told, _job: Job) -> None:
        """A public channel was made private: what it shared moves to a memory of its own."""
        self.rememberer.scope(what.team, what.channel)

    def answer_text(self, what: Told, _job: Job) -> None:
        """Reply to an article that somebody pasted."""
        message = self.outbox.message(what.channel, what.ts)
        if message is not None:
            self.answerer.answer_text(_request(what), plain_text(message))

    def answer_mention(self, what: Told, _job: Job) -> None:
        """Somebody called us in a thread without a link: they mean the one that the thread starts with."""
        parent = self.outbox.message(what.channel, what.thread_ts)
        links = links_of(parent) if parent else ()
        if links:
            queue_links(self.queue, what, links, self.settings.nutgraf_links_per_message)
        else:
            self._post(what, Notice.USAGE, notices.usage())

    def post_notice(self, what: Told, _job: Job) -> None:
        """Post a short message once."""
        match what.notice:
            case Notice.MORE:
                self._post(what, Notice.MORE, notices.more_links(what.read, what.found))
            case Notice.USAGE:
                self._post(what, Notice.USAGE, notices.usage())
            case Notice.OFF:
                thread = what.thread_ts if what.thread_ts != what.ts else None
                self.outbox.whisper(what.channel, what.user or "", notices.switched_off(), thread_ts=thread)
            case unknown:
                raise GiveUp(f"no notice is named {unknown!r}")

    def remove_replies(self, what: Told, _job: Job) -> None:
        """The message was deleted: what we said to it goes, and it no longer counts as seen nor as a sighting."""
        slots = self.outbox.withdraw_all(what.shared)
        self.noise.forget(what.shared)
        readings = [reading for slot in slots if (reading := self.replies.find(what.shared, slot.name))]
        self.rememberer.forget_message(what.shared, readings)
        for slot in slots:
            self.replies.forget(slot)
        self.sightings.forget(what.team, what.channel, what.ts)
        self.shares.forget(what.team, what.channel, what.ts)

    def tidy_slot(self, what: Told, _job: Job) -> None:
        """A post went unanswered a while ago: take back what came twice."""
        self.outbox.tidy(what.slot(what.name), what.nth)

    def dismiss_reply(self, what: Told, _job: Job) -> None:
        """The poster does not want the reply; the next to share the article gets one, and nobody counts this one."""
        slot = what.slot(what.name)
        self.outbox.withdraw(slot)
        if reading := self.replies.find(what.shared, what.name):
            self.rememberer.forget(what.shared, reading)
            self.sightings.forget(what.team, what.channel, what.ts, reading.story)
        self.replies.forget(slot)
        self.shares.forget(what.team, what.channel, what.ts, what.name)

    def on_dead(self, job: Job, reason: str) -> None:
        """A job failed for good: log it, and tell who waits for it, with the id that the log repeats.

        Raises:
            RetryLater: Slack does not take it just now; call again then.
        """
        logger.error("job failed for good", id=job.id, task=job.name, reason=reason)
        if job.name not in AWAITED:
            return
        try:
            what = told(job.args)
            if job.name in QUESTIONS:
                self.questions.broken(what, job.id)
            elif job.name in STORIES:
                self.questions.responder.answer(asked_of(what), f"broken:{job.id}", notices.unanswered(job.id))
            elif job.name == Task.SUMMARISE:
                self.outbox.whisper(what.channel, what.user or "", notices.broken(what.url, job.id))
            elif what.url:
                self.answerer.give_up(_request(what), job.id)
            else:
                self._post(what, Notice.USAGE, notices.broken(None, job.id))
        except (SlackRefusal, ValueError) as error:
            logger.warning("poster not told", id=job.id, reason=str(error))

    def _post(self, what: Told, name: str, message: Message) -> None:
        try:
            self.outbox.post(what.slot(name), message)
        except WithdrawnError:
            logger.info("message is gone, nothing posted", ts=what.ts)


def _request(what: Told) -> Request:
    return Request(shared=what.shared, thread_ts=what.thread_ts, user=what.user, called=what.called, url=what.url)
