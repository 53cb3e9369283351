"""The bot's short messages: what it does, what it can't do and why, and what to do next."""

from datetime import datetime

from bot.errors import NutgrafError
from bot.slack.blocks import rich
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import date_tag, escape, host, link, snippet
from bot.slack.blocks.spoken import spoken

MAX_SENTENCE = 1000


def reading(url: str) -> Message:
    """The placeholder that the reply takes the place of."""
    return _notice(f"Reading {host(url)} …")


def repeat(title: str | None, thread: str | None, shared: datetime) -> Message:
    """One line for an article that this channel has seen. `thread` is the permalink of its first thread."""
    words = f"“{snippet(title, 120)}”" if title else "This article"
    lead, label, tail = f"{words} was shared here before, ", "its facts and quotes are in that thread", "."
    spoken_text = f"{escape(lead)}{date_tag(shared)}: {link(thread, label)}{tail}"
    block = rich.block(
        rich.section(rich.text(lead), rich.moment(shared), rich.text(": "), rich.link(thread, label), rich.text(tail))
    )
    return Message(spoken_text, (block,))


def failure(url: str, error: NutgrafError) -> Message:
    """Why a link was not read, and what to do."""
    return _about(url, error.sentence, error.advice)


def broken(url: str | None, job: str) -> Message:
    """Something went wrong that has no words; `job` is the id that the log repeats."""
    advice = f"Share it again to try once more; if that fails too, tell whoever runs this bot the number {job}."
    return _about(url, "Something went wrong on my side.", advice)


def unanswered(job: str) -> Message:
    """A command could not be answered for a reason of ours; `job` is the id that the log repeats."""
    return _notice(
        f"Something went wrong on my side. Try again; if that fails too, tell whoever runs this bot the number {job}."
    )


def more_links(read: int, found: int) -> Message:
    """A message had more links than are read."""
    left = found - read
    rest = "the other one" if left == 1 else f"the other {left}"
    return _notice(f"I read the first {read} of {found} links here. Share {rest} in a message of their own.")


def usage() -> Message:
    """What the bot is for, for somebody who called it without a link."""
    return _notice(
        "Share a link to a news article and I reply with its key facts, figures and quotes, each linked to its "
        "passage. In a channel I am in, sharing is enough; elsewhere mention me with the link, or in a thread that "
        "starts with one."
    )


def switched_off() -> Message:
    """Somebody asked in a channel where nothing is to be said."""
    return _notice(
        "I am switched off in this channel, so I read nothing here. /nutgraf watch mention brings me back for those "
        "who ask; /brief with the link shows it to you alone."
    )


def no_article() -> Message:
    """A shortcut was used on a message in which there is nothing to read."""
    return _notice("There is no link to an article in this message, and no article's text.")


def plain(words: str) -> Message:
    """A sentence or two, such as a typed error's."""
    return _notice(words)


def notice_modal(words: str) -> Json:
    """A modal that says one thing."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Nutgraf", "emoji": False},
        "close": {"type": "plain_text", "text": "Close", "emoji": False},
        "blocks": list(_notice(words).blocks),
    }


def _about(url: str | None, words: str, advice: str) -> Message:
    """A sentence about a link, the link's site in front so that one knows which of several is meant."""
    said = snippet(f"{words} {advice}", MAX_SENTENCE)
    if not url:
        return _notice(said)
    block = rich.block(rich.section(rich.link(url, host(url), "bold"), rich.text(f": {said}")))
    return Message(spoken([f"{escape(host(url))}: {escape(said)}"]), (block,))


def _notice(words: str) -> Message:
    said = snippet(words, MAX_SENTENCE)
    return Message(escape(said), (rich.block(rich.section(rich.text(said))),))
