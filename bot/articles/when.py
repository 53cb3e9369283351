"""When a page says that its article was published and last changed."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from lxml import html

from bot.articles import jsonld
from bot.articles.stated import Stated
from bot.articles.times import day_in_url, iso_time

DAY_LENGTH, ZONELESS_LENGTH = len("2019-11-18"), len("2019-11-18T10:00:00")
SLACK_SECONDS = 60.0
"""How far behind the publication a change may be stated: systems write the two one after the other."""
MAX_DATE_LINES = 200
"""Most elements looked through for a line that says when the article was updated."""

_PUBLISHED = """
    article:published_time og:published_time og:article:published_time parsely-pub-date
    sailthru.date datepublished dc.date.issued dcterms.created dc.date dcterms.date pubdate
    publish-date publish_date article.published publication_date date cxenseparse:recs:publishtime
    article:post_date dcterms.issued displaydate
""".split()  # noqa: SIM905
_MODIFIED = """
    article:modified_time og:updated_time og:article:modified_time datemodified lastmod
    last-modified article.updated dcterms.modified dc.date.modified revision_date
""".split()  # noqa: SIM905
_DATE_LINES = (
    './/*[not(self::script) and not(self::style) and (contains(@class, "date") or contains(@class, "Date") or '
    'contains(@class, "publish") or contains(@class, "posted") or contains(@class, "meta") or contains(@class, '
    '"byline") or contains(@class, "author-name") or contains(@id, "date"))]'
)
MAX_DATE_LINE = 120
"""Longest element with a date line, in characters: longer ones hold other stories' dates."""

_UPDATED = re.compile(r"\b(?:updated|modified)\b(?: on| at)?\s*:?\s*(.{6,})", re.IGNORECASE)


def published(page: Stated) -> str | None:
    """The first time stated, for machines before people, completed by others of the same day; last the address."""
    stated = (
        *(page.article.get(key) for key in ("datePublished", "dateCreated", "uploadDate")),
        *page.metas(*_PUBLISHED),
        *_times(page.tree, "published"),
        *(node.get("datePublished") for node in page.nodes),
    )
    found = [time for value in stated if (time := iso_time(jsonld.text_of(value) or value))]
    return _most_exact(found) or _date_line(page.tree) or day_in_url(page.url)


def _text(element: html.HtmlElement) -> str:
    """The text of an element with a space between the texts of its parts."""
    return " ".join(" ".join(element.itertext()).split())


def _date_line(tree: html.HtmlElement) -> str | None:
    """The first date in a short element that is called date, time, byline or the like, or stands right at its start."""
    for element in tree.xpath(_DATE_LINES):
        text = _text(element)
        if len(text) <= MAX_DATE_LINE and (time := iso_time(text[-80:])):
            return time
    return None


def modified(page: Stated, published: str | None) -> str | None:
    """The latest time stated for machines, else the latest for people. What precedes `published` is an error of the
    page's, and left out.
    """
    stated = (
        *page.metas(*_MODIFIED),
        *_times(page.tree, "modified"),
        *(node.get("dateModified") for node in page.nodes if _is_of_page(node, page.article)),
        page.article.get("dateModified"),
    )
    return _latest(stated, published) or _latest(_updated_lines(page.tree), published)


def _latest(stated: Iterable[object], published: str | None) -> str | None:
    found = [time for value in stated if (time := iso_time(jsonld.text_of(value) or value))]
    possible = [time for time in found if published is None or _seconds_between(published, time) >= -SLACK_SECONDS]
    return max(possible, key=lambda time: (_seconds_between(possible[0], time), len(time)), default=None)


def _is_of_page(node: jsonld.Node, article: jsonld.Node) -> bool:
    """Whether a node speaks of the page itself, and not of a picture or another story."""
    about = any(jsonld.ARTICLE_TYPE.search(kind) or kind in {"WebPage", "ClaimReview"} for kind in jsonld.types(node))
    return about and node.get("headline") in (None, article.get("headline"))


def _updated_lines(tree: html.HtmlElement) -> Iterator[str]:
    """What follows "updated" in short elements that are called date, time, byline or the like."""
    for element in tree.xpath(_DATE_LINES + " | .//time/..")[:MAX_DATE_LINES]:
        text = _text(element)
        if len(text) <= MAX_DATE_LINE and (match := _UPDATED.search(text)):
            yield match[1][:80]


def _seconds_between(earlier: str, later: str) -> float:
    """Seconds from one ISO time to another: whole days where one of them has no hour or no zone to go by."""
    times = [datetime.fromisoformat(text) for text in (earlier, later)]
    if all(time.tzinfo for time in times) or (
        not any(time.tzinfo for time in times) and min(map(len, (earlier, later))) > DAY_LENGTH
    ):
        return (times[1] - times[0]).total_seconds()
    return (times[1].date() - times[0].date()).days * 86_400.0


def _most_exact(found: list[str]) -> str | None:
    """The first time stated, unless another one tells the same day with the zone or the hour that it lacks."""
    if not found:
        return None
    first = found[0]
    same_day = [time for time in found if time[:10] == first[:10]]
    zoned = [time for time in same_day if len(time) > ZONELESS_LENGTH]
    if len(first) > ZONELESS_LENGTH:
        return first
    return next((t for t in zoned if t.startswith(first)), None) or (
        first if len(first) > DAY_LENGTH else max(same_day, key=len)
    )


def _times(tree: html.HtmlElement, which: str) -> Iterator[str]:
    """What <time> and itemprop elements state. Of unmarked ones only the first counts: the others are other
    stories'.
    """
    prop = "datePublished" if which == "published" else "dateModified"
    for element in tree.xpath(f'.//*[@itemprop="{prop}"]')[:3]:
        yield element.get("datetime") or element.get("content") or element.text_content()
    for element in tree.xpath(f'.//time[contains(@class, "{which}")]')[:1]:
        yield element.get("datetime") or element.text_content()
    if which == "published":
        for element in tree.xpath("(.//article//time | .//main//time | .//header//time)[1] | (.//time[@pubdate])[1]"):
            yield element.get("datetime") or element.text_content()
        yield from (e.get("datetime") or e.text_content() for e in tree.xpath("(.//time)[1]"))
