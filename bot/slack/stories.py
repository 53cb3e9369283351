"""What people do with stories: the buttons under a reply, and `/story`. Each answer is for who asked alone."""

import time
from dataclasses import dataclass

from bot.errors import NutgrafError
from bot.events.corrections import Corrections, UnknownStoryError
from bot.events.event import Event, Series
from bot.events.recorded import Recorded
from bot.events.tracker import Tracker
from bot.slack.blocks import notices
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.stories_list import listed, timeline
from bot.slack.places import Shared
from bot.slack.remembering import Rememberer, Scope
from bot.slack.replies import Reading
from bot.slack.slash import Said, meant, parse

HELP = (
    "/story lists the latest stories; /story kyiv searches. /story show 2 gives the dates and figures of the second; "
    "likewise rename 2 New name, merge 2 5 (puts event 5 into event 2), follow 2, unfollow 2, mute 2, unmute 2. "
    "Instead of a number use a word that only one story has. You see what this channel may see."
)
VERBS = ("list", "show", "rename", "merge", "split", "follow", "unfollow", "mute", "unmute", "help")
SENTENCES = {
    "help": HELP,
    "split": "To split an article off its event, press “Not this event” under its reply.",
}
EXAMPLES = {"rename": "/story rename 1 Harbour strikes", "merge": "/story merge 1 2"}
NEEDS_MORE = frozenset(EXAMPLES)
MAX_NAME = 150
MOST_LISTED = 20
"""Stories in a list: as many as a phone shows in two looks; searching narrows it."""


@dataclass(frozen=True, slots=True)
class Story:
    """What a list shows in a line: a series with its events, or an event by itself."""

    id: str
    name: str
    events: tuple[Event, ...]
    series: Series | None
    number: int
    """Its place among all stories, the latest first: what it is called by, also in a search's list."""


class Stories:
    """Stories as one channel may see them."""

    def __init__(self, tracker: Tracker, rememberer: Rememberer) -> None:
        self._tracker = tracker
        self._rememberer = rememberer

    def pressed(self, verb: str, shared: Shared, reading: Reading, user: str) -> Message:
        """A button under a reply to `shared`, of which `reading` was read: follow, mute or apart.

        Raises:
            UnknownStoryError: the article or its event is not remembered any more.
        """
        scope = self._rememberer.scope(shared.team, shared.channel, user)
        sharing = self._rememberer.sharing(shared, reading.thread_ts, reading.story, private=scope.private)
        if verb == "apart":
            self._tracker.apart(sharing, reading.article, reading.brief, user, time.time())
            return notices.plain("Noted: this article is now an event of its own, and stays one.")
        recorded = self._recorded(shared, reading, scope)
        story = recorded.series or recorded.event
        return _wish(scope, verb, story, recorded.series_name or recorded.name, shared.channel, user)

    def timeline_of(self, shared: Shared, reading: Reading, user: str) -> Json:
        """The modal behind *Timeline*.

        Raises:
            UnknownStoryError: the story is not remembered any more.
        """
        scope = self._rememberer.scope(shared.team, shared.channel, user)
        recorded = self._recorded(shared, reading, scope)
        event = next(iter(scope.load([scope.memory.now(recorded.event)])), None)
        if event is None:
            raise UnknownStoryError("I don't remember this event any more.", "It may have been merged: see /story.")
        series = scope.memory.load_series([event.series]).get(event.series) if event.series else None
        return timeline(*_told(scope, event, series))

    def command(self, team: str, channel: str, user: str, text: str) -> Message:
        """What `/story text` answers. Wrong input is answered too, with what would be right."""
        scope, said = self._rememberer.scope(team, channel, user), parse(text)
        if said.verb not in VERBS or said.verb == "list":
            words = said.behind(0) if said.verb == "list" else said.everything
            found = _stories(scope, words)[:MOST_LISTED]
            if not found and (near := meant(said.verb, VERBS)):
                right = " ".join(("/story", near, *said.words))
                return notices.plain(f"I know no “/story {said.verb}”. Did you mean “{right}”?")
            return listed([(story.number, story.name, story.events) for story in found], words)
        try:
            return _do(scope, said, channel, user)
        except NutgrafError as error:
            return notices.plain(str(error))

    def _recorded(self, shared: Shared, reading: Reading, scope: Scope) -> Recorded:
        sharing = self._rememberer.sharing(shared, reading.thread_ts, reading.story, private=scope.private)
        recorded = self._tracker.recorded(sharing)
        if recorded is None:
            raise UnknownStoryError("I don't remember this story any more.", "Share the link again.")
        return recorded


def _do(scope: Scope, said: Said, channel: str, user: str) -> Message:
    verb, more = said.verb, said.behind(1)
    if verb in SENTENCES:
        return notices.plain(SENTENCES[verb])
    if not said.words or (verb in NEEDS_MORE and not more):
        return notices.plain(f"There is something missing. For instance: {EXAMPLES.get(verb, f'/story {verb} 1')}")
    first = said.words[0]
    story = _find(scope, first)
    match verb:
        case "show":
            return listed([(at, event.name, (event,)) for at, event in enumerate(story.events, 1)], story.name)
        case "rename":
            Corrections(scope.memory).rename(story.id, more[:MAX_NAME], user, time.time())
            return notices.plain(f"Renamed to “{more[:MAX_NAME]}”.")
        case "merge":
            other = _find(scope, more)
            if story.series or other.series:
                raise UnknownStoryError("Only single events can be merged, not series.", "Nothing was changed.")
            Corrections(scope.memory).merge(story.id, other.id, user, time.time())
            return notices.plain(f"Merged into “{story.name}”.")
        case _:
            return _wish(scope, verb, story.id, story.name, channel, user)


def _wish(scope: Scope, verb: str, story: str, name: str, channel: str, user: str) -> Message:  # noqa: PLR0913, PLR0917 - a verb and its objects
    wishes = scope.wishes
    match verb:
        case "follow":
            lead = "I will tell you" if wishes.follow(story, user) else "You follow it already: I tell you"
            return notices.plain(f"{lead} when “{name}” goes on.")
        case "unfollow":
            wishes.unfollow(story, user)
            return notices.plain(f"You no longer follow “{name}”.")
        case "mute":
            wishes.mute(story, channel)
            return notices.plain(f"I say no more of “{name}” in this channel. /story unmute brings it back.")
        case _:
            wishes.unmute(story, channel)
            return notices.plain(f"I speak of “{name}” in this channel again.")


def _stories(scope: Scope, words: str = "") -> list[Story]:
    """Stories, the latest first; with `words`, those with all of them in a headline, name or place."""
    events = scope.latest()
    series = scope.memory.load_series(dict.fromkeys(event.series for event in events if event.series))
    grouped: dict[str, list[Event]] = {}
    for event in events:
        grouped.setdefault(event.series if event.series in series else event.id, []).append(event)
    stories = [
        Story(key, series[key].name if key in series else members[0].name, tuple(members), series.get(key), at)
        for at, (key, members) in enumerate(grouped.items(), 1)
    ]
    wanted = words.lower().split()
    return [story for story in stories if all(word in _searched(story) for word in wanted)]


def _searched(story: Story) -> str:
    texts = [story.name]
    for event in story.events:
        texts += [event.name, *event.places, *(source.title for source in event.sources)]
    return " ".join(texts).lower()


def _find(scope: Scope, which: str) -> Story:
    stories = _stories(scope)
    if which.isascii() and which.isdigit() and 0 < int(which) <= len(stories):
        return stories[int(which) - 1]
    found = next((story for story in stories if story.id == which), None)
    if found is None and len(named := _stories(scope, which)) == 1:
        return named[0]
    if found is None:
        raise UnknownStoryError(f"There is no story “{which[:40]}”.", "/story lists them, with their numbers.")
    return found


def _told(scope: Scope, event: Event, series: Series | None) -> tuple[str, list[Event]]:
    if series is None:
        return event.name, [event]
    return series.name, scope.load([step.event for step in series.steps[-MOST_LISTED:]])
