"""From a page to an Article."""

from urllib.parse import urlsplit

from lxml import html

from bot.articles.article import Article, Kind
from bot.articles.boilerplate import live_posts
from bot.articles.errors import NoArticle, Paywalled, Walled
from bot.articles.kinds import is_article
from bot.articles.language import language_of
from bot.articles.metadata import Metadata, read_metadata
from bot.articles.text import prose, read_text
from bot.articles.tree import parse_tree
from bot.articles.walls import wall_of

TEASER_PROSE = 300
"""A paywalled article with less running text than that, in characters, shows no more than its first sentences. The
shortest paywalled development page, two paragraphs, has 365."""


def parse(page: bytes | str, url: str) -> Article:
    """The article on the page from `url`, to be read and shown.

    `page` is HTML; bytes are decoded by what the page itself says (`Page.text` also knows the HTTP header).

    Raises:
        NoArticle: the page is something else, such as a home page or a list.
        Walled: a consent form or a check for robots.
        Paywalled: the page shows next to nothing of its article.
        TooLarge, Unreadable: the page is beyond what is parsed.
    """
    tree = parse_tree(page)
    url = _usable(url)
    meta = read_metadata(tree, url)
    article = _article(tree, url, meta)
    running = prose(article.text)
    if wall := wall_of(tree, url, running):
        raise Walled(wall)
    if article.paywalled and running < TEASER_PROSE:
        raise Paywalled
    if not is_article(tree, url, running):
        raise NoArticle
    return article


def extract(page: bytes | str, url: str) -> Article:
    """Whatever text and metadata the page from `url` holds, be it an article or not; the text may be empty.

    Raises:
        TooLarge, Unreadable: the page is beyond what is parsed.
    """
    try:
        tree = parse_tree(page)
    except NoArticle:
        return Article(text="", url=url or None)
    url = _usable(url)
    return _article(tree, url, read_metadata(tree, url))


def _usable(url: str) -> str:
    """The address, or "" if it is none: what is read from it is not worth an error."""
    try:
        parts = urlsplit(url)
        return url if parts.port != 0 and parts.hostname else ""
    except ValueError:
        return ""


def _article(tree: html.HtmlElement, url: str, meta: Metadata) -> Article:
    text = read_text(tree, meta, url)
    if meta.kind is Kind.LIVE_BLOG:
        text = live_posts(text)
    return Article(
        text=text,
        url=url or None,
        canonical_url=meta.canonical_url,
        title=meta.title,
        authors=meta.authors,
        published=meta.published,
        modified=meta.modified,
        site=meta.site,
        language=language_of(text, meta.language),
        description=meta.description,
        paywalled=meta.paywalled,
        kind=meta.kind,
    )
