"""What `/story VERB …` does. Each answer is for who asked alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot import clock
from bot.errors import NutgrafError
from bot.events.arrival import Arrival
from bot.events.corrections import Corrections, UnknownStoryError
from bot.events.event import Source
from bot.events.memory import Sharing, message_id
from bot.slack.blocks import notices
from bot.slack.blocks.message import Message
from bot.slack.blocks.stories_list import MAX_NAME, Row, helped, parts_listed
from bot.slack.remembering import Scope
from bot.slack.retelling import Done
from bot.slack.slash import Said
from bot.slack.story_list import Part, Story, find, number_in, shown

HELP = (
    ("/story", "lists the latest stories"),
    ("/story kyiv", "searches; with a link it finds the article’s story"),
    ("/story show 2", "tells the parts of the second, the latest first"),
    ("/story rename 2 New name", "gives it another name"),
    ("/story merge 2 5", "puts what 5 has into 2"),
    ("/story split 2 3", "takes the third part out of 2; or split 2 and an article’s link"),
    ("/story follow 2", "has me tell you when it goes on; follow 2 here, this channel; unfollow ends it"),
    ("/story mute 2", "ends what I say of it in this channel; unmute brings it back"),
)
HELP_REST = (
    "Instead of a number use words that only one story has, in quotation marks where another follows. You see what you "
    "may see from this channel."
)
LIST = "list"
SEARCHES = (LIST, "search", "find")
VERBS = ("show", "rename", "merge", "split", "follow", "unfollow", "mute", "unmute", "help")
EXAMPLES = {
    "rename": "/story rename 1 Harbour strikes",
    "merge": "/story merge 1 2",
    "split": "/story split 1 3, or /story split 1 and an article’s link",
}
HERE = "here"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where; `can_post` says whether the bot may write there; `came` gives an article as it came, None
    where it is no longer known."""

    user: str
    channel: str
    can_post: Callable[[], bool]
    came: Callable[[Source], Arrival | None] = lambda _: None


def do(scope: Scope, said: Said, asker: Asker) -> Done:
    """Do what a verb asks for.

    Raises:
        NutgrafError: it can't be done, in a sentence.
    """
    verb = said.verb
    if verb == "help":
        return Done(helped(HELP, HELP_REST))
    needs_more = verb in EXAMPLES and not said.behind(1) and not (verb == "split" and said.links)
    if not said.words or needs_more:
        return Done(
            notices.plain(f"There is something missing. For instance: {EXAMPLES.get(verb, f'/story {verb} 1')}")
        )
    if verb in ("rename", "merge", "split"):
        return _correct(scope, verb, find(scope, said.words[0]), said, asker)
    here = verb != "show" and len(said.words) > 1 and said.words[-1].lower() == HERE
    story = find(scope, " ".join(said.words[:-1] if here else said.words))  # "12 dead in Vesk" is not the twelfth
    if verb == "show":
        rows = [Row(at, *shown(part)) for at, part in enumerate(story.parts, 1)]
        return Done(parts_listed(story.name, rows, of_events=len(story.events) > 1))
    # In a direct message there is nobody else to tell.
    here = here and not asker.channel.startswith("D")
    return Done(wish(scope, verb, story.names, story.name, asker, here=here))


def marks_of(scope: Scope, stories: Sequence[Story], asker: Asker) -> dict[str, str]:
    """What a list says of each story, by its id: who follows it, and that it is muted."""
    names = list(dict.fromkeys(name for story in stories for name in story.names))
    marks = (
        ("you follow it", scope.wishes.followed_of(names, asker.user)),
        ("this channel follows it", scope.wishes.followed_of(names, asker.channel)),
        ("muted here", scope.wishes.muted_of(names, asker.channel)),
    )
    return {
        story.id: ", ".join(words for words, marked in marks if not marked.isdisjoint(story.names)) for story in stories
    }


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
            never = f"{whom.capitalize()} {'does' if here else 'do'} not follow “{name}”."
            return notices.plain(f"{whom.capitalize()} no longer {follow} “{name}”." if changed else never)
        case "mute":
            lead = "I say no more of" if changed else "I say nothing already of"
            return notices.plain(f"{lead} “{name}” in this channel. /story unmute brings it back.")
        case _:
            never = f"“{name}” is not muted in this channel."
            return notices.plain(f"I speak of “{name}” in this channel again." if changed else never)


def _correct(scope: Scope, verb: str, story: Story, said: Said, asker: Asker) -> Done:
    match verb:
        case "rename":
            name = said.behind(1)
            if len(name) > MAX_NAME:
                raise NutgrafError(f"A name has {MAX_NAME} characters at most; this one has {len(name)}.")
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
    own = corrections.apart(part.event.id, sharing, asker.came(source), asker.user, clock.now())
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
    if not 0 < number_in(which) <= len(parts):
        raise UnknownStoryError(
            f"“{story.name}” has no part “{which[:40]}”.", f"/story show {story.number} lists them."
        )
    if len(parts) == 1:
        raise UnknownStoryError(f"“{story.name}” has only this part.", "There is nothing to split.")
    return parts[number_in(which) - 1]
