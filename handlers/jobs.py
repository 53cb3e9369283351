"""The queue's tasks: what a worker does. Each may run twice for one job, and says everything once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import redis
from slack_sdk import WebClient

from bot import log, metrics
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
from bot.slack.answering import Answerer
from bot.slack.blocks import notices
from bot.slack.charts import Charts
from bot.slack.directory import Directory
from bot.slack.errors import ChannelClosed, NotInChannel, SlackRefusal, TokenRefused
from bot.slack.files import Files
from bot.slack.following import Followers
from bot.slack.getting import GetArticle, Read
from bot.slack.guests import Guests
from bot.slack.installs import Installs
from bot.slack.marks import Marks
from bot.slack.noise import Noise
from bot.slack.outbox import Outbox
from bot.slack.places import Slot
from bot.slack.proposing import Proposer
from bot.slack.rechecking import Rechecker
from bot.slack.recording import Announce, Recorder
from bot.slack.remembering import Rememberer
from bot.slack.replies import Replies
from bot.slack.retelling import Retelling
from bot.slack.revised_log import RevisedLog
from bot.slack.settings import Preferences
from bot.slack.stories import Stories
from bot.slack.visibility import Visibility
from handlers.catch_up_jobs import CatchUpDesk
from handlers.digest_jobs import DigestDesk
from handlers.door_jobs import DoorDesk
from handlers.home_jobs import HomeDesk
from handlers.leaving import LeavingDesk
from handlers.link_jobs import LinkDesk, TaskOf
from handlers.question_jobs import QUESTIONS, QuestionDesk
from handlers.queueing import put
from handlers.story_jobs import StoryDesk
from handlers.tasks import Task, Told, asked_of, of_job, parsed
from handlers.teams import ByToken, TeamTasks, jobs_of_teams

logger = log.get(__name__)

STORIES = (Task.STORY_COMMAND, Task.STORY_BUTTON, Task.ADD_TO_STORY, Task.PROPOSAL)
AWAITED = (Task.ANSWER_LINK, Task.ANSWER_TEXT, Task.ANSWER_MENTION, Task.SUMMARISE, *STORIES, *QUESTIONS)
"""Tasks for whose answer somebody waits: they are told when it fails for good."""


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
    recorder = Recorder(rememberer, shares, _announcing(queue))
    questions = QuestionDesk.of(settings, client, store, get_article=get_article, read=read, recorder=recorder)
    noise, preferences = Noise(store, Preferences(store), outbox), Preferences(store)
    sightings = Sightings(store, settings.nutgraf_repeat_days)
    links = LinkDesk(
        settings=settings,
        queue=queue,
        outbox=outbox,
        replies=replies,
        shares=shares,
        sightings=sightings,
        answerer=Answerer(
            outbox=outbox,
            replies=replies,
            sightings=sightings,
            get_article=get_article,
            read=read,
            placeholder_seconds=settings.nutgraf_placeholder_seconds,
            recorder=recorder,
            noise=noise,
        ),
        rechecker=Rechecker(outbox, replies, RevisedLog(store), get_article, read),
        rememberer=rememberer,
        followers=Followers(outbox, rememberer),
        noise=noise,
        marks=Marks(store, outbox),
        preferences=preferences,
    )
    stories = StoryDesk(
        queue,
        outbox,
        replies,
        Stories(Tracker(store), rememberer),
        Retelling(outbox, replies, rememberer),
        Proposer(store, outbox, rememberer),
        questions.responder,
        _charts(client, store),
    )
    digests = DigestDesk.of(client, store, grace=settings.nutgraf_digest_grace_hours * 3600)
    others = (
        digests.tasks() | DoorDesk.of(settings, client, store).tasks() | HomeDesk.of(settings, client, store).tasks()
    )
    others |= LeavingDesk.of(store).tasks() | CatchUpDesk.of(settings, client, store).tasks()

    waiting = Waiting(outbox, questions, links)

    def on_dead(job: Job, reason: str) -> None:
        waiting.on_dead(job, reason)
        digests.on_dead(job)

    tasks = links.tasks() | questions.tasks() | stories.tasks()
    return Tasks({name: waiting.running(task) for name, task in tasks.items()} | others, on_dead)


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


def _announcing(queue: Queue) -> Announce:
    def announce(slot: Slot, recorded: Recorded) -> None:
        shared = slot.shared
        what = Told(shared.team, shared.channel, shared.ts, slot.thread_ts, name=recorded.event)
        put(queue, Task.TELL_FOLLOWERS, what)

    return announce


def _reader(model: Path | None) -> Read:
    from bot.reading.pipeline import nlp, read_article

    nlp(model)  # a worker that can't read should say so when it starts

    def read(article: Article) -> Brief:
        with metrics.timing("read"):
            return read_article(article, model)

    return read


@dataclass(frozen=True, slots=True)
class Waiting:
    """Those who wait for what a job does: told when Slack refuses it, or when it fails for good."""

    outbox: Outbox
    questions: QuestionDesk
    links: LinkDesk

    def running(self, task: TaskOf) -> Run:
        """`task` as the worker calls it: with the job's arguments read, and Slack's refusals told to who asked."""

        def run(job: Job) -> None:
            what = of_job(Told, job)
            try:
                task(what, job)
            except (NotInChannel, ChannelClosed) as refusal:
                logger.info("channel refuses", code=refusal.code, called=what.called)
                if what.called and what.user:
                    self.outbox.tell(what.user, notices.plain(str(refusal)))
            except TokenRefused as refusal:
                raise GiveUp(str(refusal)) from refusal

        return run

    def on_dead(self, job: Job, reason: str) -> None:
        """A job failed for good: log it, and tell who waits for it, with the id that the log repeats.

        Raises:
            RetryLater: Slack does not take it just now; call again then.
        """
        logger.error("job failed for good", id=job.id, task=job.name, reason=reason)
        if job.name not in AWAITED:
            return
        try:
            what = parsed(Told, job.args)
            if job.name in QUESTIONS:
                self.questions.broken(what, job.id)
            elif job.name in STORIES:
                self.questions.responder.answer(asked_of(what), f"broken:{job.id}", notices.unanswered(job.id))
            elif job.name == Task.SUMMARISE:
                self.outbox.whisper(what.channel, what.user or "", notices.broken(what.url, job.id))
            else:
                self.links.give_up(what, job.id)
        except (SlackRefusal, ValueError) as error:
            logger.warning("poster not told", id=job.id, reason=str(error))
