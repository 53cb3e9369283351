"""What `/story VERB …` does. Each answer is for who asked alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot import clock
from bot.events.corrections import Corrections, UnknownStoryError
from bot.events.memory import Sharing, message_id
from bot.slack.blocks import notices
from bot.slack.blocks.message import Message
from bot.slack.blocks.stories_list import listed
from bot.slack.remembering import Scope
from bot.slack.retelling import Done
from bot.slack.slash import Said
from bot.slack.story_list import Part, Story, find, shown

HELP = (
    "/story lists the latest stories; /story kyiv searches, a link finds the article’s. /story show 2 gives the parts "
    "of the second; likewise rename 2 New name, merge 2 5 (what 5 has goes into 2), split 2 3 (takes the third part "
    "out; or split 2 and an article’s link), follow 2 (follow 2 here tells this channel), unfollow 2, mute 2, unmute "
    "2. Instead of a number use words that only one story has. You see what you may see from this channel."
)
VERBS = ("list", "show", "rename", "merge", "split", "follow", "unfollow", "mute", "unmute", "help")
EXAMPLES = {
    "rename": "/story rename 1 Harbour strikes",
    "merge": "/story merge 1 2",
    "split": "/story split 1 3, or /story split 1 and an article’s link",
}
MAX_NAME = 150
HERE = "here"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where; `can_post` says whether the bot may write there."""

    user: str
    channel: str
    can_post: Callable[[], bool]


def do(scope: Scope, said: Said, asker: Asker) -> Done:
    """Do what a verb asks for.

    Raises:
        NutgrafError: it can't be done, in a sentence.
    """
    verb = said.verb
    if verb == "help":
        return Done(notices.plain(HELP))
    needs_more = verb in EXAMPLES and not said.behind(1) and not (verb == "split" and said.links)
    if not said.words or needs_more:
        return Done(
            notices.plain(f"There is something missing. For instance: {EXAMPLES.get(verb, f'/story {verb} 1')}")
        )
    story = find(scope, said.words[0])
    if verb in ("rename", "merge", "split"):
        return _correct(scope, verb, story, said, asker)
    if verb == "show":
        return Done(listed([(at, *shown(part)) for at, part in enumerate(story.parts, 1)], story.name))
    # In a direct message there is nobody else to tell.
    here = verb in ("follow", "unfollow") and said.behind(1).lower() == HERE and not asker.channel.startswith("D")
    return Done(wish(scope, verb, story.names, story.name, asker, here=here))


def wish(scope: Scope, verb: str, ids: Sequence[str], name: str, asker: Asker, *, here: bool = False) -> Message:  # noqa: PLR0913 - a verb and its objects
    """Follow or mute, or no longer: for who asks, or `here` for the channel. Each is kept as a label. `ids` are the
    story's own and those of its events."""
    wishes, target = scope.wishes, asker.channel if here or verb in ("mute", "unmute") else asker.user
    if here and verb == "follow" and not asker.can_post():
        return notices.plain("I am not in this channel, so I can't tell it anything. Invite me first: /invite.")
    act = {"follow": wishes.follow, "unfollow": wishes.unfollow, "mute": wishes.mute, "unmute": wishes.unmute}[verb]
    changed = act(ids, target)
    if changed:
        Corrections(scope.memory).label(verb, ids[0], target, name, asker.user, clock.now())
    whom, follow = ("this channel", "follows") if here else ("you", "follow")
    match verb:
        case "follow":
            again = f"{whom.capitalize()} {follow} it already: I tell {whom}"
            lead = f"I will tell {whom}" if changed else again
            return notices.plain(f"{lead} when “{name}” goes on.")
        case "unfollow":
            return notices.plain(f"{whom.capitalize()} no longer {follow} “{name}”.")
        case "mute":
            return notices.plain(f"I say no more of “{name}” in this channel. /story unmute brings it back.")
        case _:
            return notices.plain(f"I speak of “{name}” in this channel again.")


def _correct(scope: Scope, verb: str, story: Story, said: Said, asker: Asker) -> Done:
    match verb:
        case "rename":
            name = said.behind(1)[:MAX_NAME]
            Corrections(scope.memory).rename(story.id, name, asker.user, clock.now())
            return Done(notices.plain(f"Renamed to “{name}”."), (story.id,))
        case "merge":
            return _merge(scope, story, find(scope, said.behind(1)), asker)
        case _:
            return _split(scope, story, _part(story, said), asker)


def _merge(scope: Scope, story: Story, other: Story, asker: Asker) -> Done:
    corrections = Corrections(scope.memory)
    if story.series or other.series:
        one, two = (story, other) if story.series else (other, story)
        corrections.merge_series(one.id, two.id, asker.user, clock.now())
        scope.wishes.carry(two.id, one.id)
        return Done(notices.plain(f"Put together as “{one.name}”."), (one.id,))
    corrections.merge(story.id, other.id, asker.user, clock.now())
    scope.wishes.carry(other.id, story.id)
    return Done(notices.plain(f"Merged into “{story.name}”."), (story.id,))


def _split(scope: Scope, story: Story, part: Part, asker: Asker) -> Done:
    corrections = Corrections(scope.memory)
    if part.source is None:
        corrections.leave(part.event.id, asker.user, clock.now())
        said = f"“{part.event.name[:MAX_NAME]}” is no longer part of “{story.name}”, and stays apart."
        return Done(notices.plain(said), (part.event.id, story.id))
    source = part.source
    sharing = Sharing(message_id(source.channel, source.ts), source.id)
    own = corrections.apart(part.event.id, sharing, None, asker.user, clock.now())
    said = f"“{source.title[:MAX_NAME]}” is now an event of its own, and stays one."
    return Done(notices.plain(said), (own.event, part.event.id, story.id))


def _part(story: Story, said: Said) -> Part:
    if said.links:
        found = story.part_with(said.links[0])
        if found is None:
            raise UnknownStoryError(f"“{story.name}” has no article with that link.", "/story show lists its parts.")
        if len(story.parts) == 1:
            raise UnknownStoryError(f"“{story.name}” has only this article.", "There is nothing to split.")
        return found
    which, parts = said.words[1], story.parts
    if not (which.isascii() and which.isdigit() and 0 < int(which) <= len(parts)):
        raise UnknownStoryError(
            f"“{story.name}” has no part “{which[:40]}”.", f"/story show {story.number} lists them."
        )
    if len(parts) == 1:
        raise UnknownStoryError(f"“{story.name}” has only this part.", "There is nothing to split.")
    return parts[int(which) - 1]
