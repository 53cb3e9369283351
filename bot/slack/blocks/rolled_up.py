"""The reply that collects the links for which a channel's hour had no room."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.blocks import rich
from bot.slack.blocks.head import context
from bot.slack.blocks.limits import check, weight
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import escape, snippet
from bot.slack.blocks.spoken import sentence, spoken
from bot.slack.blocks.thread_links import thread_link

MAX_TITLE, MAX_SITE, MAX_FACT = 150, 60, 200
MOST_WEIGHT = 10_000
"""Characters of the list as JSON, of the 12,000 that a message takes."""
HOW = "For all of one of them: “Extract facts & quotes” in the menu of its message, or /brief with the link."


@dataclass(frozen=True, slots=True)
class Rolled:
    """A link that got no reply of its own: the message it was shared in, its first fact, '' for none, and the thread
    that the message stands in, '' for its own."""

    title: str
    site: str
    url: str
    channel: str
    ts: str
    fact: str
    thread_ts: str = ""


def rolled_up(links: Sequence[Rolled]) -> Message:
    """One line for each link, oldest first; what does not fit is counted."""
    lead = "Many links have been shared here this hour. These came after, so I keep to a line each:"
    items: list[Json] = []
    for link in links:
        item = _item(link)
        if weight([*items, item]) > MOST_WEIGHT:
            break
        items.append(item)
    left = len(links) - len(items)
    more = f"And {left} more. " if left else ""
    words = [lead, *(sentence(f"{_title(link)}: {link.site}") for link in links[: len(items)])]
    blocks = (
        rich.block(rich.section(rich.text(lead)), rich.bullets(items)),
        context(f"{more}{HOW}"),
    )
    return check(Message(spoken(escape(line) for line in words), blocks))


def _item(link: Rolled) -> Json:
    site, fact = snippet(link.site, MAX_SITE), snippet(link.fact, MAX_FACT)
    return rich.section(
        rich.link(link.url, _title(link), "bold"),
        rich.text(f" · {site}" if site else ""),
        rich.text(" ("),
        rich.link(thread_link(link.channel, link.ts), "message"),
        rich.text(")"),
        rich.text(f": {fact}" if fact else ""),
    )


def _title(link: Rolled) -> str:
    return snippet(link.title, MAX_TITLE) or "Untitled"
