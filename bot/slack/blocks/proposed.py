"""Proposals to put stories together or part them, and what people made of them."""

from collections.abc import Sequence

from bot.events.event import Event, Source
from bot.slack.blocks import rich
from bot.slack.blocks.buttons import button
from bot.slack.blocks.limits import check
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import escape, snippet

ACCEPT_BUTTON = "proposal_accept"
KEEP_BUTTON = "proposal_keep"
MAX_NAME = 120
MAX_TITLE = 110
MAX_SITE = 60
MOST_TITLES = 3
"""Articles named of each story."""
WORDS = {
    "merge": ("Are these one story?", "Merge", "Keep apart"),
    "split": ("Are these two stories?", "Split", "Keep together"),
}
ASKED = {
    "merge": (
        "Merge these stories?",
        "The articles of both become one story, here and in every channel that shares it.",
    ),
    "split": ("Split this story?", "The second group becomes a story of its own, here and in every channel it is in."),
}
DONE = {
    ("merge", True): "Merged",
    ("merge", False): "Kept apart",
    ("split", True): "Split",
    ("split", False): "Kept together",
}


def proposed(what: str, offer: str, groups: Sequence[Event]) -> Message:
    """A proposal: the two events, or the two parts of one, as far as the channel may see them, with its buttons;
    `offer` is its id."""
    question, yes, no = WORDS[what]
    spoken = f"{question} {' · '.join(escape(snippet(group.name, MAX_NAME)) for group in groups)}"
    blocks: list[Json] = [rich.block(rich.section(rich.text("🧩 "), rich.text(question, "bold")))]
    blocks += [rich.block(_head(group), _titles(group.sources)) for group in groups]
    title, words = ASKED[what]
    accept = button(ACCEPT_BUTTON, yes, offer) | {"confirm": _confirm(title, words, yes)}
    blocks.append({"type": "actions", "elements": [accept, button(KEEP_BUTTON, no, offer)]})
    return check(Message(spoken, tuple(blocks)))


def decided(what: str, name: str, user: str, *, accepted: bool) -> Message:
    """What stands there once somebody has decided."""
    words = f"{DONE[what, accepted]}: “{snippet(name, MAX_NAME) or 'a story'}”"
    block = rich.block(rich.section(rich.text(f"{words} — "), rich.user(user)))
    return check(Message(escape(words), (block,)))


def _head(event: Event) -> Json:
    many = f"{event.count} article{'s'[: event.count > 1]}"
    return rich.section(rich.text(snippet(event.name, MAX_NAME) or "Untitled", "bold"), rich.text(f" — {many}"))


def _titles(sources: Sequence[Source]) -> Json:
    return rich.bullets(
        [
            rich.section(
                rich.link(source.url, snippet(source.title, MAX_TITLE) or "Untitled"),
                rich.text(f" · {snippet(source.site, MAX_SITE)}" if source.site else ""),
            )
            for source in sources[-MOST_TITLES:]
        ]
    )


def _confirm(title: str, words: str, yes: str) -> Json:
    texts = {"title": title, "text": words, "confirm": yes, "deny": "Cancel"}
    return {name: {"type": "plain_text", "text": text} for name, text in texts.items()}
