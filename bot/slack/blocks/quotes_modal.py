"""The modal that lists every quote of an article, page by page."""

from dataclasses import dataclass

from bot.articles.article import Article
from bot.reading.brief import Brief
from bot.slack.blocks import rich
from bot.slack.blocks.forms import as_metadata, from_metadata
from bot.slack.blocks.head import MAX_TITLE, untitled
from bot.slack.blocks.limits import VIEW_BLOCKS, check_view, weight
from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import snippet, web_url
from bot.slack.blocks.passages import Page, quote_element

CALLBACK = "quotes"
PREVIOUS_BUTTON = "quotes_previous"
NEXT_BUTTON = "quotes_next"

MAX_QUOTE = 2500
"""Characters of one quote; the link behind it leads to the rest."""
PAGE_WEIGHT = 10_000
"""Characters of a page's quotes as JSON; the rest of `limits.WEIGHT` is for headline and buttons."""
PAGE_QUOTES = VIEW_BLOCKS - 10


@dataclass(frozen=True, slots=True)
class Opened:
    """Which page of whose quotes a modal shows; kept in its private_metadata."""

    key: str
    page: int

    def dump(self) -> str:
        """As private_metadata."""
        return as_metadata(self)

    @classmethod
    def load(cls, private_metadata: str) -> "Opened":
        """From private_metadata that `dump` made.

        Raises:
            StaleWindow: it is something else.
        """
        return from_metadata(cls, private_metadata)


def quotes_modal(article: Article, brief: Brief, *, url: str, opened: Opened) -> Json:
    """The view for one page of quotes; a page beyond the last is the last."""
    pages = _pages(article, brief, url)
    number = max(0, min(opened.page, len(pages) - 1))
    shown = pages[number]
    first = sum(len(page) for page in pages[:number]) + 1
    title = snippet(article.title or "", MAX_TITLE) or untitled(url)
    count = f"Quotes {first}–{first + len(shown) - 1} of {len(brief.quotes)}" if shown else "No quotes in this article"
    blocks = [
        rich.block(rich.section(rich.link(url, title, "bold"))),
        {"type": "context", "elements": [{"type": "plain_text", "text": count, "emoji": False}]},
        *shown,
        *_turning(number, len(pages)),
    ]
    return check_view(
        {
            "type": "modal",
            "callback_id": CALLBACK,
            "title": {"type": "plain_text", "text": "Quotes", "emoji": False},
            "close": {"type": "plain_text", "text": "Close", "emoji": False},
            "private_metadata": Opened(opened.key, number).dump(),
            "blocks": blocks,
        }
    )


def _pages(article: Article, brief: Brief, url: str) -> list[list[Json]]:
    """Quotes as blocks, parted into pages that each fit into a view. At least one page."""
    page = Page(article, web_url(url))
    pages: list[list[Json]] = [[]]
    left = PAGE_WEIGHT
    for quote in brief.quotes:
        block = rich.block(quote_element(quote, page, MAX_QUOTE))
        left -= weight([block])
        if len(pages[-1]) == PAGE_QUOTES or (pages[-1] and left < 0):
            pages.append([])
            left = PAGE_WEIGHT - weight([block])
        pages[-1].append(block)
    return pages


def _turning(number: int, pages: int) -> list[Json]:
    """Buttons to the pages before and after, where there are such."""
    buttons = [
        {
            "type": "button",
            "action_id": action,
            "text": {"type": "plain_text", "text": label, "emoji": False},
            "value": str(target),
        }
        for action, label, target in ((PREVIOUS_BUTTON, "Previous", number - 1), (NEXT_BUTTON, "Next", number + 1))
        if 0 <= target < pages
    ]
    return [{"type": "actions", "elements": buttons}] if buttons else []
