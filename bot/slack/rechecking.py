"""Reads a shared article again after a while and says in its thread what it changed."""

from bot import clock, log
from bot.articles.article import Article
from bot.articles.errors import NotFound
from bot.articles.language import is_english
from bot.errors import ArticleError
from bot.events.revisions import Revisions, revisions
from bot.slack.blocks.head import untitled
from bot.slack.blocks.message import Message
from bot.slack.blocks.revised import gone, revised, revised_lines
from bot.slack.getting import GetArticle, Read
from bot.slack.outbox import Outbox, WithdrawnError
from bot.slack.places import Slot
from bot.slack.replies import Reading, Replies
from bot.slack.revised_log import Revised, RevisedLog

logger = log.get(__name__)


class Rechecker:
    """Compares an article with what was read of it."""

    def __init__(self, outbox: Outbox, replies: Replies, log: RevisedLog, get_article: GetArticle, read: Read) -> None:
        self._outbox, self._replies, self._log = outbox, replies, log
        self._get_article, self._read = get_article, read

    def check(self, slot: Slot, nth: int) -> bool:
        """Look again at the article whose reply stands in `slot`, for the `nth` time. False where there is nothing to
        look at any more: the message was deleted, the reply dismissed, the page is gone.

        What is told once is not told again: the next look compares with what was seen now.

        Raises:
            RetryLater, SlackRefusal: as the outbox.
        """
        reading = self._replies.find(slot.shared, slot.name)
        if reading is None or not reading.url or self._outbox.is_deleted(slot.shared):
            return False
        try:
            article = self._get_article(reading.url)
        except NotFound as error:
            self._say(slot, nth, gone(error.sentence, url=reading.url))
            return False
        except ArticleError as error:
            logger.info("not read again", team=slot.shared.team, channel=slot.shared.channel, kind=error.kind)
            return True
        if _same(article, reading) or not is_english(article.text, article.language):
            return True
        brief = self._read(article)
        if found := revisions(reading.article, reading.brief, article, brief):
            logger.info("article changed", team=slot.shared.team, channel=slot.shared.channel, nth=nth)
            self._say(slot, nth, revised(found, url=reading.url))
            self._record(slot, reading, found)
        newer = Reading(reading.url, reading.poster, reading.thread_ts, article, brief, reading.story)
        self._replies.save(slot, newer)
        return True

    def _record(self, slot: Slot, reading: Reading, found: Revisions) -> None:
        shared = slot.shared
        self._log.record(
            Revised(
                team=shared.team,
                channel=shared.channel,
                ts=shared.ts,
                thread_ts=slot.thread_ts,
                title=reading.article.title or untitled(reading.url),
                url=reading.url,
                lines=tuple(revised_lines(found)),
                at=clock.now(),
            )
        )

    def _say(self, slot: Slot, nth: int, message: Message) -> None:
        try:
            self._outbox.post(Slot(slot.shared, slot.thread_ts, f"{slot.name}-look{nth}"), message)
        except WithdrawnError:
            logger.info("message is gone, nothing said", team=slot.shared.team, channel=slot.shared.channel)


def _same(article: Article, reading: Reading) -> bool:
    return (article.title, article.text) == (reading.article.title, reading.article.text)
