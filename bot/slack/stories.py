"""Stories in Slack: the buttons under a reply, its timeline, and `/story`."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot import clock
from bot.digests.chart import Chart, chart_of
from bot.errors import NutgrafError
from bot.events.arrival import Arrival
from bot.events.corrections import UnknownStoryError
from bot.events.event import Event, Series, Source
from bot.events.recorded import Recorded
from bot.events.tracker import Tracker
from bot.slack.blocks import notices
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.reply import reply
from bot.slack.blocks.stories_list import Row, listed
from bot.slack.blocks.timeline import timeline
from bot.slack.places import Shared, Slot
from bot.slack.remembering import Rememberer, Scope
from bot.slack.replies import Reading
from bot.slack.retelling import Done
from bot.slack.slash import Said, meant, parse
from bot.slack.story_list import names_of, number_in, searched, stories
from bot.slack.story_verbs import LIST, SEARCHES, VERBS, Asker, do, marks_of, wish

MOST_LISTED = 20
"""Stories in a list: as many as a phone shows in two looks; searching narrows it."""
MOST_STEPS = 240
"""Events of a series that are looked at for its chart: four a day for its 60 days."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A story as the modal behind *Timeline* tells it; `chart` None where it has none."""

    name: str
    events: tuple[Event, ...]
    chart: Chart | None

    def view(self, picture: str | None = None) -> Json:
        """The modal; `picture` is the id of a Slack file that shows the chart."""
        return timeline(self.name, self.events, self.chart, picture)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What follows from a button: an answer for who pressed, what the reply says from now on (None: the same), and the
    stories of which others may tell otherwise."""

    answer: Message
    reply: Message | None = None
    changed: tuple[str, ...] = ()


class Stories:
    """Stories as one channel, and one reader, may see them."""

    def __init__(self, tracker: Tracker, rememberer: Rememberer) -> None:
        self._tracker = tracker
        self._rememberer = rememberer

    def pressed(self, verb: str, slot: Slot, reading: Reading, user: str) -> Pressed:
        """A button under the reply in `slot`, of which `reading` was read: follow, mute or apart.

        Raises:
            UnknownStoryError: the article or its event is not remembered any more.
        """
        shared = slot.shared
        scope = self._rememberer.scope(shared.team, shared.channel, user)
        if verb == "apart":
            sharing = self._rememberer.sharing(shared, reading.thread_ts, reading.story, private=scope.private)
            before = self._tracker.recorded(sharing)
            own = self._tracker.apart(sharing, reading.article, reading.brief, user, clock.now())
            said = notices.plain("Noted: this article is now an event of its own, and stays one.")
            changed = tuple(filter(None, (before.event, before.series) if before else ()))
            message = reply(reading.article, reading.brief, url=reading.url, key=slot.key, seen=own)
            return Pressed(said, message, changed)
        recorded = self._recorded(shared, reading, scope)
        event, series = _now(scope, recorded)
        name = series.name if series else event.name
        return Pressed(
            wish(scope, verb, names_of([event], series), name, self._asker(scope, shared.team, user, shared.channel))
        )

    def timeline_of(self, shared: Shared, reading: Reading, user: str) -> Timeline:
        """What stands in the modal behind *Timeline*.

        Raises:
            UnknownStoryError: the story is not remembered any more.
        """
        scope = self._rememberer.scope(shared.team, shared.channel, user)
        recorded = self._recorded(shared, reading, scope)
        return _timeline(scope, *_now(scope, recorded))

    def command(self, team: str, channel: str, user: str, text: str) -> Done:
        """Do what `/story text` asks for. Wrong input is answered too, with what would be right."""
        scope, said = self._rememberer.scope(team, channel, user), parse(text)
        asker = self._asker(scope, team, user, channel)
        try:
            if said.verb in VERBS:
                return do(scope, said, asker)
            searches = said.verb in SEARCHES and (said.words or said.links or said.verb == LIST)
            words = said.behind(0) if searches else said.everything
            return self._listed(scope, asker, said, words)
        except NutgrafError as error:
            return Done(notices.plain(str(error)))

    @staticmethod
    def _listed(scope: Scope, asker: Asker, said: Said, words: str) -> Done:
        """The stories with these words, or (by a number alone) the parts of one; of a slip of the keyboard, what may
        have been meant."""
        link = said.links[0] if said.links else None
        if not link and 0 < number_in(words) <= len(stories(scope)):
            return do(scope, Said("show", (words,)), asker)
        found = searched(scope, words, link)
        if not found and (near := meant(said.verb, (*VERBS, *SEARCHES))):
            right = " ".join(("/story", near, *said.words, *said.links))
            return Done(notices.plain(f"I know no “/story {said.verb}”. Did you mean “{right}”?"))
        marks = marks_of(scope, found[:MOST_LISTED], asker)
        rows = [Row(story.number, story.name, story.events, marks[story.id]) for story in found[:MOST_LISTED]]
        return Done(listed(rows, words or link or "", total=len(found), private=scope.private))

    def _asker(self, scope: Scope, team: str, user: str, channel: str) -> Asker:
        def came(source: Source) -> Arrival | None:
            return self._rememberer.came(team, scope.memory, source)

        return Asker(user, channel, lambda: self._rememberer.can_post(channel), came)

    def _recorded(self, shared: Shared, reading: Reading, scope: Scope) -> Recorded:
        sharing = self._rememberer.sharing(shared, reading.thread_ts, reading.story, private=scope.private)
        recorded = self._tracker.recorded(sharing)
        if recorded is None:
            raise UnknownStoryError("I don't remember this story any more.", "Share the link again.")
        return recorded


def _now(scope: Scope, recorded: Recorded) -> tuple[Event, Series | None]:
    """The event and series that an article is in by now."""
    event = next(iter(scope.load([scope.memory.now(recorded.event)])), None)
    if event is None:
        raise UnknownStoryError("I don't remember this event any more.", "It may have been deleted: see /story.")
    return event, scope.load_series([event.series]).get(event.series) if event.series else None


def _timeline(scope: Scope, event: Event, series: Series | None) -> Timeline:
    """A story's events and chart, as far as the reader may see them."""
    if series is None:
        return Timeline(event.name, (event,), None)
    seen = {found.id: found for found in scope.load([step.event for step in series.steps[-MOST_STEPS:]])}
    steps = tuple(step for step in series.steps if step.event in seen)
    shown = tuple(seen[step.event] for step in steps[-MOST_LISTED:])
    today = datetime.fromtimestamp(clock.now(), UTC).date()
    return Timeline(series.name, shown, chart_of(replace(series, steps=steps), today))
