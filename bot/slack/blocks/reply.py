"""The reply to a shared link: what an editor on a deadline needs, on a phone, in one look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.articles.article import Article
from bot.events.recorded import Recorded
from bot.reading.best_quotes import best_quotes
from bot.reading.brief import Brief, Fact, Figure, Quote
from bot.slack.blocks import rich
from bot.slack.blocks.buttons import button, confirm
from bot.slack.blocks.figures import chosen
from bot.slack.blocks.head import MAX_NOTE, MAX_TITLE, byline, context, embargo_words, head, untitled
from bot.slack.blocks.limits import check, fits
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import date_words, escape, host, parse_time, snippet, web_url
from bot.slack.blocks.passages import (
    KIND_WORDS,
    MAX_NUMBER,
    Page,
    manner_words,
    quote_element,
    role_words,
    speaker_words,
    was_cut,
    words_shown,
)
from bot.slack.blocks.recurrence import recurrence, recurrence_words
from bot.slack.blocks.spoken import sentence, spoken
from bot.slack.blocks.story import fact_words, heading, sources_words

QUOTES_BUTTON = "quotes_open"
DISMISS_BUTTON = "reply_dismiss"


@dataclass(frozen=True, slots=True)
class Size:
    """How much of a Brief is shown: how many of each, and the characters of a fact and a quote."""

    facts: int
    figures: int
    quotes: int
    fact_chars: int
    quote_chars: int


SIZES = (
    Size(5, 6, 3, 600, 600),
    Size(5, 6, 3, 400, 350),
    Size(5, 4, 3, 250, 250),
    Size(4, 3, 2, 180, 180),
    Size(3, 0, 1, 140, 140),
)
"""Tried in turn until one fits. The first holds every article of a usual kind: a sentence of news has 100 to 250
characters. The last fits whatever the article is (tests/bot/slack/test_reply.py generates extremes)."""


def reply(article: Article, brief: Brief, *, url: str, key: str, seen: Recorded | None = None) -> Message:
    """The reply to a link.

    `url` is the address people open (the link as it was shared); `key` names the reply to its buttons; `seen` is what
    the newsroom's memory knows of the story, None where nothing is to be said of it.
    The result is within every limit of Slack's. What was cut or left out for that is said in it.
    """
    page = Page(article, web_url(url))
    brief = _seen(brief)
    for size in SIZES:
        message = _remembering(_build(page, brief, url, key, size), seen, key)
        if fits(message):
            return message
    return check(message)


def _remembering(message: Message, seen: Recorded | None, key: str) -> Message:
    """The message with what the memory knows of the story as its last part."""
    if seen is None:
        return message
    words = recurrence_words(seen)
    line = [escape(sentence(f"{snippet(seen.series_name or seen.name, MAX_TITLE)}: {words}"))] if words else []
    return Message(spoken([message.text, *line]), (*message.blocks, *recurrence(seen, key)))


def _seen(brief: Brief) -> Brief:
    """The brief without parts that have nothing to see: Slack refuses empty texts."""
    return replace(
        brief,
        facts=tuple(fact for fact in brief.facts if snippet(fact.text, SIZES[0].fact_chars)),
        figures=tuple(figure for figure in brief.figures if snippet(figure.text, MAX_NUMBER)),
    )


def quote_count_words(count: int) -> str:
    """The label of the button that opens every quote."""
    return "1 quote" if count == 1 else f"All {count} quotes"


def _build(page: Page, brief: Brief, url: str, key: str, size: Size) -> Message:
    facts, quotes = brief.facts[: size.facts], best_quotes(brief.quotes, size.quotes)
    title = snippet(page.article.title or "", MAX_TITLE) or untitled(url)
    sources = sources_words(brief) if facts else ""
    body = [
        *_facts(facts, page, size.fact_chars, heading(brief)),
        *([context(sources)] if sources else []),
        *_figures(brief.figures, page, size.figures),
        *_quotes(quotes, page, size.quote_chars),
    ]
    blocks = [*head(page.article, brief, url, title)]
    blocks += body or [context("I found no facts, figures or quotes in the text.")]
    notes = [snippet(brief.note or "", MAX_NOTE), _left_out(brief, facts, quotes, size)]
    blocks += [context(" ".join(filter(None, notes)))] if any(notes) else []
    blocks.append(_buttons(len(brief.quotes), key))
    heads = [title, *([embargo_words(brief.embargo)] if brief.embargo else [])]
    return Message(_text(heads, page, facts, quotes, url), tuple(blocks))


def _facts(facts: Sequence[Fact], page: Page, limit: int, title: str) -> list[Json]:
    if not facts:
        return []
    items = []
    for fact in facts:
        words = snippet(fact_words(fact), limit)
        source = snippet(fact.attribution or "", 100)
        credit = f" ({source})" if source and source not in words else ""
        items.append(
            rich.section(rich.text(words), rich.text(credit, "italic"), *page.arrow(fact.start, fact.end)),
        )
    return [rich.block(_heading(title), rich.bullets(items))]


def _figures(figures: Sequence[Figure], page: Page, most: int) -> list[Json]:
    items = [
        rich.section(
            rich.text(f"… {figure.before}" if figure.opened else figure.before),
            page.linked(snippet(figure.number, MAX_NUMBER), figure.start, figure.end, "bold"),
            rich.text(f"{figure.after} …" if figure.cut else figure.after),
        )
        for figure in chosen(figures, page.article.text, most)
    ]
    return [rich.block(_heading("Figures"), rich.bullets(items))] if items else []


def _quotes(quotes: Sequence[Quote], page: Page, limit: int) -> list[Json]:
    if not quotes:
        return []
    first, *others = (quote_element(quote, page, limit) for quote in quotes)
    # In one block, two quotations in a row would run into one bar.
    return [rich.block(_heading("Quotes"), first), *(rich.block(other) for other in others)]


def _left_out(brief: Brief, facts: Sequence[Fact], quotes: Sequence[Quote], size: Size) -> str:
    """What the size took away, beyond what every reply leaves to the article."""
    full = SIZES[0]
    short = sum(was_cut(fact.text, size.fact_chars) for fact in facts)
    short += sum(was_cut(words_shown(quote), size.quote_chars) for quote in quotes)
    gone = {
        "fact": min(len(brief.facts), full.facts) - len(facts),
        "figure": min(len(brief.figures), full.figures) - min(len(brief.figures), size.figures),
        "quote": min(len(brief.quotes), full.quotes) - len(quotes),
    }
    parts = [f"{short} long passage{'s'[: short > 1]} shortened"] if short else []
    parts += [f"{count} {what}{'s'[: count > 1]} left out" for what, count in gone.items() if count]
    return f"To fit into a message: {', '.join(parts)}." if parts else ""


def _buttons(quotes: int, key: str) -> Json:
    buttons: list[Json] = []
    if quotes:
        buttons.append(button(QUOTES_BUTTON, quote_count_words(quotes), key, "Show every quote in the article"))
    ask = confirm("Dismiss this reply?", "The article leaves the newsroom's memory too.", "Dismiss")
    buttons.append(button(DISMISS_BUTTON, "Dismiss", key, "Remove this reply") | {"confirm": ask})
    return {"type": "actions", "elements": buttons}


def _heading(words: str) -> Json:
    return rich.section(rich.text(words, "bold"))


def _text(heads: Sequence[str], page: Page, facts: Sequence[Fact], quotes: Sequence[Quote], url: str) -> str:
    """What is read aloud: headline, where from, facts, quotes, as sentences."""
    article = page.article
    origin = snippet(article.site or "", 80) or host(url)
    by = byline(article.authors)
    published = parse_time(article.published)
    day = f"published {date_words(published)}" if published else ""
    source = ", ".join(filter(None, [f"From {origin}" if origin else "", f"by {by}" if by else "", day]))
    lines = [*map(sentence, heads), *([sentence(source[0].upper() + source[1:])] if source else [])]
    if facts:
        lines += ["Key facts:", *(sentence(_said(fact)) for fact in facts)]
    for quote in quotes:
        lines.append(sentence(_quoted(quote, article.text)))
    return spoken(escape(line) for line in lines)


def _said(fact: Fact) -> str:
    words = snippet(fact_words(fact), 300)
    source = snippet(fact.attribution or "", 100)
    return f"{words} Source: {source}" if source and source not in words else words


def _quoted(quote: Quote, text: str) -> str:
    who = f"{speaker_words(quote, text)}{role_words(quote)}{manner_words(quote, text)}"
    kind = KIND_WORDS[quote.kind]
    return f"{who}{f', {kind}' if kind else ''}: {snippet(words_shown(quote), 300)}"
