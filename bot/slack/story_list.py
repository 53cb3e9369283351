"""Stories as one reader may see them: listed, searched, and found by what somebody calls them."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from bot.articles.links import link_key
from bot.events.corrections import UnknownStoryError
from bot.events.event import Event, Series, Source
from bot.slack.blocks.mrkdwn import snippet
from bot.slack.blocks.stories_list import first_day
from bot.slack.remembering import Scope

LISTED = 500
"""Events that are looked through for a list, the latest: 25 to 70 ms."""
SEARCHED = 3_000
"""Events that are looked through for one that is not among these: what a busy desk shares in 90 days, half a second."""
MOST_DIGITS = 6
MOST_NAMED = 5
"""Stories named where words fit more than one."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a story is split into: one of its events, or an article of its only event (`source`)."""

    event: Event
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What a list shows in a line: a series with its events, the latest first, or an event by itself."""

    id: str
    name: str
    events: tuple[Event, ...]
    series: Series | None
    number: int
    """Its place among all stories, the latest first: what it is called by, also in a search's list."""

    @property
    def names(self) -> list[str]:
        """Every id under which it may be followed or muted: its own first, then its events'."""
        return names_of(self.events, self.series)

    @property
    def parts(self) -> list[Part]:
        """What `/story show` numbers, the latest first: the events of a series, the articles of a single event."""
        if len(self.events) > 1:
            parts = [Part(event) for event in self.events]
            return sorted(parts, key=lambda part: first_day(part.event) or date.min, reverse=True)
        parts = [Part(event, source) for event in self.events for source in event.sources]
        return sorted(parts, key=lambda part: (part.source and part.source.at) or 0.0, reverse=True)

    def part_with(self, link: str) -> Part | None:
        """The article with this link."""
        key = link_key(link)
        return next((Part(event, source) for event, source in _articles(self.events) if _is(source, key)), None)


def stories(scope: Scope, words: str = "", link: str | None = None, most: int = LISTED) -> list[Story]:
    """Stories, the latest first; with `words`, those with all of them in a headline, name or place; with `link`, those
    with that article. Of the `most` latest events."""
    events = scope.latest(most)
    series = scope.load_series(dict.fromkeys(event.series for event in events if event.series))
    grouped: dict[str, list[Event]] = {}
    for event in events:
        grouped.setdefault(event.series if event.series in series else event.id, []).append(event)
    every = [
        Story(key, series[key].name if key in series else members[0].name, tuple(members), series.get(key), at)
        for at, (key, members) in enumerate(grouped.items(), 1)
    ]
    return [story for story in _with(every, words) if link is None or story.part_with(link)]


def searched(scope: Scope, words: str, link: str | None = None) -> list[Story]:
    """As `stories`; where the latest have no such one, further back."""
    return stories(scope, words, link) or (stories(scope, words, link, SEARCHED) if words or link else [])


def names_of(events: Iterable[Event], series: Series | None) -> list[str]:
    """The ids of a story: the series', if it is one, and its events'."""
    ids = [series.id, *(step.event for step in series.steps)] if series else []
    return list(dict.fromkeys([*ids, *(event.id for event in events)]))


def number_in(which: str) -> int:
    """The number that somebody wrote; 0 where it is none, or longer than any story's."""
    return int(which) if which.isascii() and which.isdigit() and len(which) <= MOST_DIGITS else 0


def find(scope: Scope, which: str) -> Story:
    """The story that somebody calls by its number, or by words that only it has.

    Raises:
        UnknownStoryError: there is none, or several.
    """
    latest = stories(scope)
    if number_in(which) <= len(latest):  # else a number of an older one, which counts before words do
        with suppress(UnknownStoryError):
            return _whole(scope, _called(latest, which))
    return _whole(scope, _called(stories(scope, most=SEARCHED), which))


def _called(every: Sequence[Story], which: str) -> Story:
    """As `find`, of these."""
    if 0 < (number := number_in(which)) <= len(every):
        return every[number - 1]
    found = next((story for story in every if story.id == which), None)
    if found is not None:
        return found
    called = [story for story in every if story.name.lower() == which.lower()]
    named = called if len(called) == 1 else _with(every, which)
    if len(named) == 1:
        return named[0]
    if named:
        numbers = ", ".join(f"{story.number} ({snippet(story.name, 60)})" for story in named[:MOST_NAMED])
        raise UnknownStoryError(f"More than one story has “{which[:40]}”.", f"Give its number: {numbers}.")
    raise UnknownStoryError(f"There is no story “{which[:40]}”.", "/story lists them, with their numbers.")


def _whole(scope: Scope, story: Story) -> Story:
    """The story with those of its events too that are older than the ones looked through."""
    known = {event.id for event in story.events}
    more = [step.event for step in story.series.steps if step.event not in known] if story.series else []
    older = sorted(scope.load(more), key=lambda event: event.last_at or 0.0, reverse=True)
    return replace(story, events=(*story.events, *older))


def shown(part: Part) -> tuple[str, tuple[Event, ...]]:
    """A part as a list shows it: its name, and what its line tells."""
    if part.source is None:
        return part.event.name, (part.event,)
    source = part.source
    days = part.event.days if source.at is None else ()
    return source.title, (replace(part.event, count=1, days=days, last_at=source.at, sources=(source,)),)


def _with(every: Iterable[Story], words: str) -> list[Story]:
    """The stories that have all of the words."""
    wanted = words.lower().split()
    return [story for story in every if all(word in _searched(story) for word in wanted)]


def _articles(events: tuple[Event, ...]) -> list[tuple[Event, Source]]:
    return [(event, source) for event in events for source in event.sources]


def _is(source: Source, key: str) -> bool:
    return source.url is not None and link_key(source.url) == key


def _searched(story: Story) -> str:
    texts = [story.name]
    for event in story.events:
        texts += [event.name, *event.places, *(source.title for source in event.sources)]
    return " ".join(texts).lower()
