"""*Add to story*: an article that somebody knows to belong to a story the bot keeps apart from it."""

from dataclasses import dataclass

from bot import clock
from bot.errors import NutgrafError
from bot.events.corrections import Corrections, UnknownStoryError
from bot.events.memory import Sharing, message_id
from bot.slack.blocks import notices
from bot.slack.blocks.forms import as_metadata, choice, modal
from bot.slack.blocks.limits import PRIVATE_METADATA, check_view
from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import size, snippet
from bot.slack.remembering import Rememberer, Scope
from bot.slack.retelling import Done
from bot.slack.story_list import Story, searched, stories

CALLBACK = "add_to_story"
STORY = "added_story"
"""The menu's name."""
MOST_OPTIONS = 100
"""Stories to choose from, the latest; Slack takes no more in a menu."""
MAX_OPTION = 75
UNREAD = "I have not read this article yet."
READ_FIRST = "Use “Extract facts & quotes” in the message's menu first."


@dataclass(frozen=True, slots=True)
class Adding:
    """What the modal is about: a link in a message."""

    team: str
    channel: str
    ts: str
    thread_ts: str
    url: str


class StoryAdder:
    """Puts articles into stories, as one reader may see them."""

    def __init__(self, rememberer: Rememberer) -> None:
        self._rememberer = rememberer

    def ask(self, about: Adding, user: str) -> Json:
        """The modal that asks which story.

        Raises:
            UnknownStoryError: the article is not remembered, or there is no other story.
        """
        if size(as_metadata(about)) > PRIVATE_METADATA:
            raise UnknownStoryError("This link is too long for the window.", "/story merge puts two stories together.")
        scope = self._rememberer.scope(about.team, about.channel, user)
        own = _story_with(scope, about.url)
        options = [(story.id, _option(story)) for story in stories(scope) if story.id != own.id][:MOST_OPTIONS]
        if not options:
            raise UnknownStoryError("There is no other story yet.", "Share more links, and they become stories.")
        menu = choice(STORY, "Story", options, options[0][0], hint="The latest first. Later articles will join it too.")
        return check_view(modal("Add to story", CALLBACK, [menu], submit="Add", metadata=as_metadata(about)))

    def add(self, about: Adding, user: str, story_id: str) -> Done:
        """Put the article into the story."""
        scope = self._rememberer.scope(about.team, about.channel, user)
        try:
            chosen = next((story for story in stories(scope) if story.id == story_id), None)
            if chosen is None:
                raise UnknownStoryError("I don't remember this story any more.", "Nothing was changed.")
            if _story_with(scope, about.url).id == chosen.id:  # done before, by this job too
                return Done(notices.plain(f"It is part of “{chosen.name}” already."))
            before = _story_with(scope, about.url).names
            _put_together(scope, chosen, _alone(scope, about.url, user), user)
        except NutgrafError as error:
            return Done(notices.plain(str(error)))
        return Done(notices.plain(f"Added to “{chosen.name}”."), (chosen.id, *before))


def _story_with(scope: Scope, url: str) -> Story:
    found = searched(scope, "", url)
    if not found:
        raise UnknownStoryError(UNREAD, READ_FIRST)
    return found[0]


def _alone(scope: Scope, url: str, user: str) -> Story:
    """The article as an event of its own: apart from the articles that it was put with."""
    own = _story_with(scope, url)
    part = own.part_with(url)
    if part is None or part.source is None or sum(event.count for event in own.events) == 1:
        return own
    sharing = Sharing(message_id(part.source.channel, part.source.ts), part.source.id)
    Corrections(scope.memory).apart(part.event.id, sharing, None, user, clock.now())
    return _story_with(scope, url)


def _put_together(scope: Scope, chosen: Story, own: Story, user: str) -> None:
    corrections = Corrections(scope.memory)
    if chosen.series is not None:
        corrections.merge_series(chosen.id, own.id, user, clock.now())
    else:
        corrections.merge(chosen.id, own.id, user, clock.now())
    scope.wishes.carry(own.id, chosen.id)


def _option(story: Story) -> str:
    return snippet(story.name, MAX_OPTION) or "A story"
