"""What followers of a story are told."""

from bot.slack.blocks import rich
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import escape, link, snippet

MAX_NAME = 200


def goes_on(*, name: str, title: str, thread: str | None, private: bool) -> Message:
    """The next event of a story: its name, the article's headline, and the thread. Of a private channel's story the
    thread alone, which only its members can open."""
    if private:
        lead, label = "A story that you follow goes on: ", "see the thread"
        block = rich.block(rich.section(rich.text(f"🔔 {lead}"), rich.link(thread, label)))
        return Message(f"{lead}{link(thread, label)}", (block,))
    story, headline = snippet(name, MAX_NAME) or "A story that you follow", snippet(title, MAX_NAME) or "a new article"
    block = rich.block(
        rich.section(rich.text("🔔 "), rich.text(story, "bold"), rich.text(" goes on: "), rich.link(thread, headline))
    )
    return Message(f"{escape(story)} goes on: {link(thread, headline)}", (block,))
