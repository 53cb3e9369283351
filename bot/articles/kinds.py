"""Is this page an article? What it says it is, its address, and how much running text it has."""

import re
from urllib.parse import urlsplit

from lxml import html

from bot.articles import jsonld

STATED_PROSE = 80
"""Least running text, in characters, of a page that says it is an article. The shortest of the 90 development pages, a
caption to photographs, has 98."""
UNSTATED_PROSE = 400
"""Least running text of a page that does not say what it is. The shortest such development page has 657."""
LISTING_HEADINGS = 10
"""Linked headings that make a page which does not say that it is an article a list of articles. Such development pages
have at most 1; of those that say so some have 50, below the article."""

_ARTICLE_META = re.compile(r"article|blog|news", re.IGNORECASE)
_OTHER_TYPES = frozenset(
    """CollectionPage ItemList SearchResultsPage ProfilePage Product Offer AboutPage ContactPage CheckoutPage JobPosting
    RealEstateListing""".split()  # noqa: SIM905
)
_OTHER_META = re.compile(
    r"^(?:product|profile|music|books?|business|place|restaurant|og:product|video\.(?:movie|tv_show))", re.IGNORECASE
)
# `/politics/`, `/world/europe`, `/tag/harbour`, `/page/2`: addresses of lists.
_SECTION = re.compile(
    r"/(?:(?:section|category|tags?|topics?|authors?|search|archives?|page)/[^?]*"
    r"|[a-z-]{2,20}/?|(?:news|world|us|uk|sports?)/[a-z-]{3,20}/?)$",
    re.IGNORECASE,
)


def is_article(tree: html.HtmlElement, url: str, prose: int) -> bool:
    """Whether the page is an article. `prose` is how many characters of running text were read from it."""
    address = urlsplit(url)
    if address.path in {"", "/"} and not address.query and address.hostname:
        return False
    if says_article(tree):
        return prose >= STATED_PROSE
    if prose < UNSTATED_PROSE or _says_other(tree):
        return False
    headings = len(tree.xpath(".//h2//a[@href] | .//h3//a[@href] | .//a[@href]//h2 | .//a[@href]//h3"))
    return headings < (LISTING_HEADINGS // 2 if _SECTION.search(address.path) else LISTING_HEADINGS)


def says_article(tree: html.HtmlElement) -> bool:
    """Whether the page's metadata call it an article."""
    return bool(
        jsonld.article_node(jsonld.nodes(tree))
        or _ARTICLE_META.search(_open_graph(tree))
        or tree.xpath('.//meta[@property="article:published_time"] | .//*[contains(@itemtype, "Article")]')
    )


def _says_other(tree: html.HtmlElement) -> bool:
    stated = {kind for node in jsonld.nodes(tree) for kind in jsonld.types(node)}
    return bool(stated & _OTHER_TYPES) or bool(_OTHER_META.search(_open_graph(tree)))


def _open_graph(tree: html.HtmlElement) -> str:
    return next(iter(tree.xpath('.//meta[@property="og:type"]/@content')), "").strip().lower()
