"""What is asked by the words behind `/brief`, `/facts`, `/quotes` and `/handover`. Pure."""

from dataclasses import dataclass

from bot.slack.message_links import parted
from bot.slack.responding import USES
from bot.slack.settings import domain_of
from bot.slack.since import EXAMPLES, is_time
from bot.slack.slash import Said, meant, parse

MOST_LINKS = USES - 1
"""Links answered at one asking: an answer each, and one use of the response_url left for “Reading …”."""
SHARE = "share"
ALONE = "I tell you alone: others here may not see every channel that you see."
HELP = {
    "brief": "/brief URL shows you alone what an article says: key facts, figures, quotes. Add “share” to show it to "
    "the channel. Several links are fine, and so is a link to a message in Slack: then its links are read. Without "
    "words a window opens.",
    "facts": "/facts URL shows you alone an article's key facts with their sources, every figure, what lies ahead, and "
    "who is who. Add “share” to show it to the channel. A link to a message in Slack stands for the links in it.",
    "quotes": "/quotes URL shows you alone every quote of an article. /quotes NAME shows everything that somebody was "
    "quoted as saying in the articles you may see, newest first, and where outlets have other words: a surname or a "
    f"full name. Add a time to look back to: {EXAMPLES}. For instance: /quotes Ann Lee 7d.",
    "handover": "/handover tells you what happened since your last shift: events new and grown, figures that moved, "
    f"where outlets differ, who shared what. Or since when you say: /handover {EXAMPLES}.",
}


@dataclass(frozen=True, slots=True)
class AboutLinks:
    """Links to articles and to messages. `left`: how many more there were; `shared`: for the whole channel."""

    articles: tuple[str, ...]
    messages: tuple[str, ...]
    shared: bool
    left: int = 0


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """Somebody's quotes; `time` is as it was written, '' for none."""

    name: str
    time: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Nothing to be done but to tell `words`: help, or what is wrong with what was written."""

    words: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """No words behind the command."""


Question = AboutLinks | AboutPerson | Hint | Nothing


def question(what: str, text: str, team: str) -> Question:
    """What the words behind `/brief`, `/facts` or `/quotes` (`what`) ask for."""
    said = parse(f"{what} {text}")  # the first word is no verb here: a name keeps its capital
    words = list(said.words)
    links = [*said.links, *(f"https://{word}" for word in words if _is_bare_link(word))]
    words = [word for word in words if not _is_bare_link(word)]
    if not (words or links or said.channels or said.users):
        return Nothing()
    if not links and [word.lower() for word in words] == ["help"]:
        return Hint(HELP[what])
    if links:
        return _about_links(what, links, words, team)
    return _about_person(said, words) if what == "quotes" else _no_link(what, words)


def time_of(text: str) -> str | Hint:
    """The time behind `/handover`, '' for none; or what is wrong with it."""
    words = parse(text).everything
    if not words or is_time(words) or is_time(f"since {words}"):
        return words
    if words == "help":
        return Hint(HELP["handover"])
    if words.split()[-1] == SHARE:
        return Hint(f"What happened {ALONE} /digest now share tells the channel what it may know.")
    if near := meant(words, ("help", "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday")):
        return Hint(f"I don't understand “{words[:40]}”. Did you mean “/handover {near}”?")
    return Hint(f"I don't understand “{words[:40]}” as a time. Write {EXAMPLES}, or nothing: since your last shift.")


def _about_links(what: str, links: list[str], words: list[str], team: str) -> Question:
    others = [word for word in words if word.lower() != SHARE]
    if others:
        near = meant(others[0].lower(), (SHARE,))
        hint = f"Did you mean “/{what} {links[0]} {near}”?" if near else f"/{what} takes links, and the word “share”."
        return Hint(f"I don't know what to do with “{' '.join(others)[:60]}”. {hint}")
    every = list(dict.fromkeys(links))
    kept = every[:MOST_LINKS]
    articles, messages = parted(team, kept)
    return AboutLinks(tuple(articles), tuple(messages), len(others) < len(words), len(every) - len(kept))


def _about_person(said: Said, words: list[str]) -> Question:
    if said.users or said.channels:
        return Hint("I look for people who are quoted in articles: write their name, not a mention. See /quotes help.")
    if words[-1].lower() == SHARE:
        return Hint(f"What somebody said {ALONE} Leave out “share”.")
    if len(words) == 1 and (near := meant(words[0].lower(), ("help",))):
        return Hint(f"Did you mean “/quotes {near}”? For somebody of that name write the full name.")
    for size in (2, 1):  # "7 days", "since monday"; then "7d"
        tail = " ".join(words[-size:])
        if len(words) >= size and is_time(tail):
            name = words[:-size]
            break
    else:
        name, tail = words, ""
    while name and name[-1].lower() == "since":
        name = name[:-1]
    if not name:
        return Hint("Whose quotes? Write a name before the time: /quotes Ann Lee 7d.")
    return AboutPerson(" ".join(name), tail)


def _no_link(what: str, words: list[str]) -> Question:
    if not words:  # people and channels alone
        return Hint(
            f"I read articles, not people or channels. Write /{what} and an article's address, https:// and all."
        )
    if near := meant(words[0].lower(), ("help",)):
        return Hint(f"I know no “/{what} {words[0][:40]}”. Did you mean “/{what} {near}”?")
    if [word.lower() for word in words] == [SHARE]:
        return Hint(f"Share what? Put a link before it: /{what} https://… share")
    return Hint(
        f"I see no link in “{' '.join(words)[:60]}”. Write /{what} and the article's address, https:// and all."
    )


def _is_bare_link(word: str) -> bool:
    """`courier.example/story`, as people type it."""
    domain, slash, path = word.partition("/")
    return bool(slash and path) and domain_of(domain) is not None
