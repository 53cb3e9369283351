"""The word in a thread that its article has changed."""

import re

from bot.events.revisions import Requoted, Revisions
from bot.reading.brief import Quote
from bot.slack.blocks import rich
from bot.slack.blocks.limits import check
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import escape, host, snippet
from bot.slack.blocks.recurrence import moved_words
from bot.slack.blocks.spoken import sentence, spoken

MAX_TITLE, MAX_QUOTE, MAX_CORRECTION = 200, 220, 400
MOST_QUOTES, MOST_CORRECTIONS = 4, 3
_LABEL = re.compile(r"[^.:]{0,30}:")
"""What a correction begins with when it says itself what it is: "Correction:", "Editor’s note, 9 March:"."""


def revised(found: Revisions, *, url: str) -> Message:
    """What changed in the article at `url` since it was answered, one line each."""
    lines = revised_lines(found)
    head = rich.section(rich.text("✏️ Changed since it was read: ", "bold"), rich.link(url, host(url)))
    items = rich.bullets([rich.section(rich.text(line)) for line in lines])
    words = spoken(escape(sentence(line)) for line in ("This article has changed since it was read", *lines))
    return check(Message(words, (rich.block(head, items),)))


def gone(status: str, *, url: str) -> Message:
    """The page can no longer be had, which an editor who relies on it should know."""
    words = f"The article is no longer there: {status} What is said of it above is what it said when it was read."
    line = rich.section(rich.text("⚠️ ", "bold"), rich.link(url, host(url), "bold"), rich.text(f": {words}"))
    return check(Message(spoken([f"{escape(host(url))}: {escape(words)}"]), (rich.block(line),)))


def revised_lines(found: Revisions) -> list[str]:
    """What changed, a line each."""
    lines = [_corrected(each) for each in found.corrections[:MOST_CORRECTIONS]]
    if found.headline is not None:
        before, now = (snippet(title, MAX_TITLE) for title in found.headline)
        lines.append(f"Headline: “{before}” → “{now}”")
    lines += [moved_words(each) for each in found.figures]
    lines += [_requoted(each) for each in found.quotes[:MOST_QUOTES]]
    if found.rewritten:
        lines.append("Most of the text is new.")
    return lines


def _corrected(words: str) -> str:
    """The article's own words, behind a label where they bring none."""
    shown = snippet(words, MAX_CORRECTION)
    return shown if _LABEL.match(shown) else f"Correction: {shown}"


def _requoted(each: Requoted) -> str:
    who = _who(each.before)
    before = snippet(each.before.text, MAX_QUOTE)
    if each.now is None:
        return f"Quote gone{who}: “{before}”"
    now = f"“{snippet(each.now.text, MAX_QUOTE)}”"
    by = _who(each.now) if each.now.speaker != each.before.speaker else ""
    return f"Quote changed{who}: “{before}” → {now}{by}"


def _who(quote: Quote) -> str:
    return f" ({snippet(quote.speaker, 80)})" if quote.speaker else ""
