"""`/brief`, `/facts` and `/quotes` on a link, and `/quotes` of a person: an answer for who asked, of which the
newsroom's memory does not learn; or shared with the channel, as any link that is shared there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.articles.links import link_key
from bot.digests.quoted import speakers
from bot.errors import ArticleError
from bot.events.sightings import Sightings
from bot.slack.blocks.asked import asked_brief, asked_facts, asked_quotes, shared_by, with_note
from bot.slack.blocks.message import Message
from bot.slack.blocks.notices import plain
from bot.slack.blocks.quoted import nobody, quoted, which
from bot.slack.directory import Directory
from bot.slack.getting import GetArticle, Read, english, failure, story_key, wait_or_raise
from bot.slack.outbox import WithdrawnError
from bot.slack.places import Shared, Slot
from bot.slack.replies import Reading, Replies
from bot.slack.responding import Asked, Responder
from bot.slack.seen import Seen
from bot.slack.shared_answers import Answer, SharedAnswers
from bot.slack.since import KEPT_DAYS, UnknownTime, since

Build = Callable[..., Message]
BUILD: dict[str, Build] = {"brief": asked_brief, "facts": asked_facts, "quotes": asked_quotes}
"""What a command makes of a link."""


@dataclass(frozen=True, slots=True)
class LinkQuestion:
    """A link that a command asks about. `what` is a key of BUILD; `ts` the time of asking, which names what is read;
    `note` is put under the answer; `shared`: it is for the whole channel."""

    asked: Asked
    what: str
    url: str
    ts: str
    shared: bool = False
    note: str = ""


class Asking:
    """Answers commands about articles."""

    def __init__(  # noqa: PLR0913 - the parts it brings together
        self,
        *,
        responder: Responder,
        replies: Replies,
        sightings: Sightings,
        seen: Seen,
        directory: Directory,
        shared: SharedAnswers,
        get_article: GetArticle,
        read: Read,
    ) -> None:
        self._responder = responder
        self._replies = replies
        self._sightings = sightings
        self._seen = seen
        self._directory = directory
        self._shared = shared
        self._get_article = get_article
        self._read = read

    def link(self, question: LinkQuestion, attempt: int) -> Slot | None:
        """Answer a question on a link. `attempt` counts from 1. Why a link can't be read is for who asked, always.

        Returns the place of an answer posted in the channel, as that of a link shared in the message posted; else None.

        Raises:
            RetryLater: call again then. ServerTrouble, TooSlow: the site has trouble, try once more.
        """
        asked, name = question.asked, link_key(question.url)
        try:
            reading = self._reading(question)
        except ArticleError as error:
            wait_or_raise(error, attempt)
            self._responder.answer(asked, name, failure(question.url, error))
            return None
        key = Slot(_place(question), question.ts, name).key
        message = BUILD[question.what](reading.article, reading.brief, url=reading.url, key=key)
        message = with_note(message, question.note)
        if question.shared:
            person = self._directory.person(asked.team, asked.user)
            return self._share(question, name, reading, shared_by(message, person.name, asked.user))
        self._responder.answer(asked, name, message)
        return None

    def person(self, asked: Asked, name: str, time: str, now: float) -> None:
        """Answer what somebody of that name was quoted as saying since `time` (words; '': all that is kept) until `now`
        (seconds since 1970), in articles that the asker may know of.

        Raises:
            RetryLater: call again then.
        """
        zone = self._directory.person(asked.team, asked.user).zone
        try:
            begin = since(time, now, zone) if time else now - KEPT_DAYS * 86400
        except UnknownTime as error:
            self._responder.answer(asked, "person", plain(str(error)))
            return
        items = self._seen.items(asked.team, asked.channel, asked.user, begin, now)
        found = speakers(items, name)
        moment = datetime.fromtimestamp(begin, ZoneInfo(zone)) if time else None
        messages = (
            quoted(found[0], moment) if len(found) == 1 else [which(name, found) if found else nobody(name, moment)]
        )
        for at, message in enumerate(messages):
            self._responder.answer(asked, f"person{at}", message)

    def _share(self, question: LinkQuestion, name: str, reading: Reading, message: Message) -> Slot | None:
        asked = question.asked
        shared = Answer(asked.team, asked.channel, asked.user, question.ts, name, reading, message)
        try:
            slot = self._shared.post(shared)
        except WithdrawnError:  # taken back before it was recorded
            return None
        if slot is None:
            self._responder.share(asked, name, message)
        else:
            self._responder.answered(asked, name)
        return slot

    def _reading(self, question: LinkQuestion) -> Reading:
        """The article, read now unless the channel has it already. Kept for *All quotes*."""
        place, name = _place(question), link_key(question.url)
        known = self._replies.find(place, name) or self._known(question)
        if known is None:
            article = english(self._get_article, question.url)
            known = Reading(
                url=article.url or question.url,
                poster=question.asked.user,
                thread_ts=question.ts,
                article=article,
                brief=self._read(article),
                story=story_key(article, question.url),
            )
        self._replies.save(Slot(place, question.ts, name), known)
        return known

    def _known(self, question: LinkQuestion) -> Reading | None:
        asked, name = question.asked, link_key(question.url)
        first = self._sightings.first(asked.team, asked.channel, name)
        return self._replies.find(Shared(first.team, first.channel, first.ts), name) if first else None


def _place(question: LinkQuestion) -> Shared:
    return Shared(question.asked.team, question.asked.channel, question.ts)
