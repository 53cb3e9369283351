"""What a command on a link answers: the brief, all facts, all quotes; for who asked, or shared with the channel."""

from collections.abc import Iterable, Sequence

from bot.articles.article import Article
from bot.reading.brief import Brief, Fact
from bot.slack.blocks import rich
from bot.slack.blocks.figures import chosen
from bot.slack.blocks.head import MAX_TITLE, context, head, untitled
from bot.slack.blocks.limits import MESSAGE_BLOCKS, check, fits, weight
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import escape, snippet, web_url
from bot.slack.blocks.passages import MAX_NUMBER, Page, quote_element, role_words, speaker_words
from bot.slack.blocks.reply import DISMISS_BUTTON, QUOTES_BUTTON, quote_count_words, reply
from bot.slack.blocks.spoken import sentence, spoken
from bot.slack.blocks.story import fact_words, heading, sources_words

TAKE_BACK_BUTTON = "command_take_back"
"""Under a shared answer: who shared it can take it away."""
MAX_FACT, MAX_QUOTE, MAX_SOURCE, MAX_NAME = 500, 600, 100, 80
MOST_FIGURES = 10
MOST_WEIGHT = 9_000
"""Characters of head and list as JSON, of the 12,000 that a message takes; buttons and notes come on top."""


def asked_brief(article: Article, brief: Brief, *, url: str, key: str) -> Message:
    """The reply as a shared link gets it, for who asked: there is nothing to dismiss for others. `key` names what was
    read to *All quotes*."""
    message = reply(article, brief, url=url, key=key)
    return _with_blocks(message, _without(message.blocks, DISMISS_BUTTON))


def asked_facts(article: Article, brief: Brief, *, url: str, key: str) -> Message:
    """Every fact with its source and a link to its passage, the most important first, and figures. `key` is not needed:
    facts have no buttons."""
    page, title = Page(article, web_url(url)), snippet(article.title or "", MAX_TITLE) or untitled(url)
    blocks, lines = [*head(article, brief, url, title)], [sentence(title)]
    facts = [fact for fact in brief.facts if snippet(fact.text, MAX_FACT)]
    items = _fitting(blocks, (_fact(fact, page) for fact in facts))
    if items:
        blocks.append(rich.block(rich.section(rich.text(heading(brief), "bold")), rich.bullets(items)))
        lines += [sentence(snippet(fact_words(fact), 300)) for fact in facts[: len(items)]]
    figures = _fitting(
        blocks,
        (
            rich.section(
                rich.text(figure.before),
                page.linked(snippet(figure.number, MAX_NUMBER) or "…", figure.start, figure.end, "bold"),
                rich.text(figure.after),
            )
            for figure in chosen(brief.figures, article.text, MOST_FIGURES)
        ),
    )
    if figures:
        blocks.append(rich.block(rich.section(rich.text("Figures", "bold")), rich.bullets(figures)))
    if not items and not figures:
        blocks.append(context("I found no facts or figures in the text."))
    left = len(facts) - len(items)
    notes = [sources_words(brief), f"{left} more not shown." if left else "", brief.note or ""]
    return _finished(blocks, notes, lines)


def asked_quotes(article: Article, brief: Brief, *, url: str, key: str) -> Message:
    """Every quote with its speaker, in order of the text; those that do not fit are behind *All quotes*."""
    page, title = Page(article, web_url(url)), snippet(article.title or "", MAX_TITLE) or untitled(url)
    blocks, lines = [*head(article, brief, url, title)], [sentence(title)]
    quotes = _fitting(blocks, (rich.block(quote_element(quote, page, MAX_QUOTE)) for quote in brief.quotes))
    blocks += quotes
    for quote in brief.quotes[: len(quotes)]:
        who = f"{speaker_words(quote, article.text)}{role_words(quote)}"
        lines.append(sentence(f"{who}: {snippet(quote.text, 300)}"))
    if not quotes:
        blocks.append(context("I found no quotes in the text."))
    if left := len(brief.quotes) - len(quotes):
        blocks.append(context(f"{left} more: press the button."))
        blocks.append(
            {"type": "actions", "elements": [_button(QUOTES_BUTTON, quote_count_words(len(brief.quotes)), key)]}
        )
    return _finished(blocks, [brief.note or ""], lines)


def shared_by(message: Message, name: str, user: str) -> Message:
    """The answer as a channel sees it: with who shared it (`name`), and a button with which `user` takes it back."""
    credit = context(f"Shared by {snippet(name, MAX_NAME) or 'a colleague'}, who asked for it.")
    button = _button(TAKE_BACK_BUTTON, "Take back", user)
    return _fitted(message, credit, {"type": "actions", "elements": [button]})


def with_note(message: Message, words: str) -> Message:
    """The answer with a line of small print under it."""
    return _fitted(message, context(words)) if words else message


def _fitted(message: Message, *more: Json) -> Message:
    """The message with further blocks under it; where that is too much, its last passages go."""
    blocks = list(message.blocks)
    while not fits(_with_blocks(message, (*blocks, *more))):
        last = max(at for at, block in enumerate(blocks) if block["type"] == "rich_text")
        del blocks[last]
    return check(_with_blocks(message, (*blocks, *more)))


def _fact(fact: Fact, page: Page) -> Json:
    words, source = snippet(fact_words(fact), MAX_FACT), snippet(fact.attribution or "", MAX_SOURCE)
    credit = f" ({source})" if source and source not in words else ""
    return rich.section(rich.text(words), rich.text(credit, "italic"), *page.arrow(fact.start, fact.end))


def _fitting(blocks: Sequence[Json], items: Iterable[Json]) -> list[Json]:
    """The first of `items` that find room beside `blocks`."""
    found: list[Json] = []
    for item in items:
        if weight([*blocks, *found, item]) > MOST_WEIGHT or len(blocks) + len(found) > MESSAGE_BLOCKS - 8:
            break
        found.append(item)
    return found


def _finished(blocks: Sequence[Json], notes: Iterable[str], lines: Sequence[str]) -> Message:
    said = snippet(" ".join(filter(None, notes)), 1000)
    ended = (*blocks, *([context(said)] if said else []))
    return check(Message(spoken(escape(line) for line in lines), ended))


def _without(blocks: Iterable[Json], action: str) -> tuple[Json, ...]:
    """The blocks without the button of that action, and without rows that had only that."""
    kept: list[Json] = []
    for block in blocks:
        if block["type"] != "actions":
            kept.append(block)
        elif elements := [element for element in block["elements"] if element["action_id"] != action]:
            kept.append(block | {"elements": elements})
    return tuple(kept)


def _with_blocks(message: Message, blocks: Sequence[Json]) -> Message:
    return Message(message.text, tuple(blocks))


def _button(action: str, label: str, value: str) -> Json:
    return {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": label, "emoji": False},
        "value": value,
    }
