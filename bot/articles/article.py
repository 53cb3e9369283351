"""The Article: a page's text and what the page says about itself."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of piece a page says it holds, in words for people."""

    ARTICLE = "article"
    LIVE_BLOG = "live blog"
    OPINION = "opinion"
    ANALYSIS = "analysis"
    REVIEW = "review"
    VIDEO = "video"
    AUDIO = "audio"
    GALLERY = "gallery"


@dataclass(frozen=True, slots=True)
class Article:
    """A page's text and metadata.

    `text` keeps paragraphs, one a line or parted by blank lines; every offset in a Brief is in Unicode code points
    into it. Times are ISO 8601, with a zone where the page states one (`2025-07-03T19:42:00-04:00`), a mere day
    where that is all there is. What the page does not say is None or empty: nothing is guessed.
    """

    text: str
    url: str | None = None
    canonical_url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    site: str | None = None
    language: str | None = None
    description: str | None = None
    paywalled: bool = False
    kind: Kind = Kind.ARTICLE
    body_start: int = 0
    """Where the body begins in `text`: after a header line of date and byline, if the text has one."""
