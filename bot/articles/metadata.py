"""What a page says about its article: headline, authors, times, site, address, description, paywall."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from courlan import extract_domain
from lxml import etree, html

from bot.articles import jsonld, titles, when
from bot.articles.article import Kind
from bot.articles.bylines import authors
from bot.articles.formats import kind_of
from bot.articles.links import canonical
from bot.articles.stated import Stated
from bot.articles.tree import visible_text

MAX_DESCRIPTION = 600
"""Longest description kept, in characters; some pages repeat their whole text there."""
MAX_TITLE = 300
"""Longest headline, in characters: what is longer is no headline."""
MAX_SITE_NAME = 60
"""Longest name of a site, in characters."""
HEADLINE_LIKENESS = 0.3
"""How much of a heading's words the page's other titles must share for it to be the headline, and not a banner. Of the
90 development pages' banners none has more than 0.22, of their headlines none less than 0.4."""

# What stands where the text is cut off. None of the 90 development pages says so, cut off or not.
_CUT_OFF = re.compile(
    r"\b(?:subscribe|log ?in|sign ?in|register|sign up)(?: now)? to (?:continue|keep) reading\b|"
    r"\balready a subscriber\?|"
    r"\bthis (?:article|story) is (?:only |exclusively )?(?:for|available to) (?:our )?(?:subscribers|members)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """See `Article` for each field."""

    title: str | None
    authors: tuple[str, ...]
    published: str | None
    modified: str | None
    site: str | None
    language: str | None
    canonical_url: str | None
    description: str | None
    paywalled: bool
    kind: Kind
    body: str | None
    """The article's text as repeated for machines; None behind a paywall, where people are not shown it."""


def read_metadata(tree: html.HtmlElement, url: str) -> Metadata:
    """Metadata of a page fetched from `url` (which may be empty). Never fails: what is missing is None."""
    page = Stated(tree, url)
    site, paywalled, published = _site(page), _paywalled(page), when.published(page)
    return Metadata(
        title=_title(page, site),
        authors=authors(page, site),
        published=published,
        modified=when.modified(page, published),
        site=site,
        language=_language(page),
        canonical_url=_canonical(page),
        description=_description(page),
        paywalled=paywalled,
        kind=kind_of(page),
        body=None if paywalled else _body(page),
    )


def _site(page: Stated) -> str | None:
    stated = (
        page.meta("og:site_name"),
        jsonld.text_of(page.article.get("publisher")),
        next((jsonld.text_of(n.get("name")) for n in page.nodes if "WebSite" in jsonld.types(n)), None),
        page.meta("application-name", "apple-mobile-web-app-title"),
    )
    names = [name for text in stated if text and (name := _site_name(text))]
    if not names:
        return _site_in_title(page) or (urlsplit(page.url).hostname or "").removeprefix("www.") or None
    # `usatoday` is what a content system calls USA TODAY, which the page says elsewhere.
    written = (name for name in names if name != name.lower() and titles.names_site(name, names[0], page.url))
    return names[0] if names[0] != names[0].lower() else next(written, names[0])


def _site_name(text: str) -> str | None:
    """A site's name without its motto; None for addresses and whole sentences."""
    name = (titles.clean(text) or "").removeprefix("@").partition("|")[0].strip()
    return name if name and not name.startswith("http") and len(name) <= MAX_SITE_NAME else None


def _site_in_title(page: Stated) -> str | None:
    """The part of <title> that the host's name confirms, e.g. "The Courier" at thecourier.example."""
    title = titles.clean(page.tree.findtext(".//title")) or ""
    bare = titles.without_site(title, None, page.url)
    if bare == title:
        return None
    rest = title.removeprefix(bare) if title.startswith(bare) else title.removesuffix(bare)
    parts = [part.strip(" -–—|·•»«:") for part in rest.split("|")]
    return next((part for part in parts if part and titles.names_site(part, None, page.url)), None)


def _title(page: Stated, site: str | None) -> str | None:
    stated = [
        titles.clean(page.meta("og:title")),
        titles.clean(jsonld.text_of(page.article.get("headline"))),
        titles.clean(page.meta("twitter:title", "parsely-title", "sailthru.title", "dc.title")),
        titles.clean(page.tree.findtext(".//title")),
    ]
    bare = [titles.without_site(t, site, page.url) for t in stated if t and len(t) <= MAX_TITLE]
    headings = [titles.clean(h.text_content()) for h in page.tree.iterfind(".//h1")]
    likely = [
        (max((titles.similar(heading, title) for title in bare), default=0.0), heading)
        for heading in headings
        if heading and len(heading) <= MAX_TITLE and not titles.names_site(heading, site, page.url)
    ]
    best = max(likely, key=lambda pair: pair[0], default=(0.0, None))
    if best[1] and (best[0] >= HEADLINE_LIKENESS or (not bare and len(likely) == 1)):
        return titles.without_site(best[1], site, page.url)
    return next(iter(bare), None)


def _language(page: Stated) -> str | None:
    for value in (page.tree.get("lang"), page.meta("og:locale", "content-language", "language", "dc.language")):
        code = (value or "").replace("_", "-").split("-")[0].strip().lower()
        if code.isalpha() and len(code) in {2, 3}:
            return code
    return None


def _canonical(page: Stated) -> str | None:
    """The address the page names as its own, if it is on the same site and no home page; else the one it came from."""
    main = page.article.get("mainEntityOfPage")
    link = next(iter(page.tree.xpath('.//link[@rel="canonical"]/@href')), None)
    stated = (link, page.meta("og:url"), main.get("@id") if isinstance(main, dict) else main, page.article.get("url"))
    for value in stated:
        if isinstance(value, str) and (address := _own_address(value, page.url)):
            return canonical(address)
    return canonical(page.url) if page.url else None


def _own_address(value: str, url: str) -> str | None:
    try:
        address = urljoin(url, value.strip())
        parts, own = urlsplit(address), urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or "{" in address:
        return None
    if not url:
        return address
    same = _registered(address) == _registered(url)
    if parts.path.strip("/") == "" and not parts.query and own.path.strip("/"):
        return None
    return address if same else None


def _registered(url: str) -> str:
    """The part of the host's name that somebody registered: `ellorycourier.co.uk` of `www.ellorycourier.co.uk`."""
    return extract_domain(url) or ".".join((urlsplit(url).hostname or "").split(".")[-2:])


def _description(page: Stated) -> str | None:
    for value in (*page.metas("og:description", "description", "twitter:description"), page.article.get("description")):
        if text := titles.clean(jsonld.text_of(value)):
            return text[:MAX_DESCRIPTION]
    return None


def _body(page: Stated) -> str | None:
    """articleBody, a paragraph a line. Some pages put its elements there, escaped once or twice."""
    body = jsonld.text_of(page.article.get("articleBody"))
    if not body:
        return None
    if "&lt;" in body:
        body = unescape(body)
    if "<" in body:
        try:
            parts = html.fragment_fromstring(body, create_parent="div")
            body = "\n".join(b.text_content() for b in parts.iter("p", "li", "h2", "h3")) or parts.text_content()
        except (etree.LxmlError, ValueError):
            return None
    lines = (" ".join(unescape(line).split()) for line in body.split("\n"))
    return "\n".join(line for line in lines if line) or None


def _paywalled(page: Stated) -> bool:
    """Whether the page says that its article is not free to read, to machines or to people."""
    free = [node.get("isAccessibleForFree") for node in (page.article, *page.nodes)]
    tier = (page.meta("article:content_tier", "content_tier", "cxenseparse:pageclass-tier") or "").lower()
    stated = any(str(value).lower() == "false" for value in free if value is not None) or tier in {"locked", "metered"}
    return stated or bool(_CUT_OFF.search(visible_text(page.tree)))
