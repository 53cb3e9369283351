"""The articles: text files with a TOML head between `+++` lines and paragraphs parted by blank lines."""

import tomllib
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.newsroom.outlets import OUTLETS, Outlet

ARTICLES = Path(__file__).parent / "articles"
FENCE = "+++\n"


@dataclass(frozen=True, slots=True)
class Story:
    """One article as its outlet's desk filed it. Times carry the outlet's zone."""

    slug: str
    outlet: Outlet
    title: str
    description: str
    section: str
    kind: str
    byline: tuple[str, ...]
    published: datetime
    modified: datetime | None
    caption: str
    paragraphs: tuple[str, ...]
    paywalled: bool = False

    @property
    def text(self) -> str:
        """The body, one paragraph a line."""
        return "\n".join(self.paragraphs)

    @property
    def path(self) -> str:
        """Where the article stands on its outlet's host."""
        number = 20_000_000 + zlib.crc32(self.slug.encode()) % 9_000_000
        return self.outlet.path.format(section=self.section, date=self.published, slug=self.slug, number=number)

    @property
    def teaser(self) -> tuple[str, ...]:
        """What a page behind a paywall gives away."""
        return self.paragraphs[:3]


def parse(slug: str, source: str) -> Story:
    """A story from the text of its file. Raises ValueError, KeyError or tomllib.TOMLDecodeError on a bad head."""
    if not source.startswith(FENCE):
        raise ValueError(f"{slug}: no head")
    head, _, body = source.removeprefix(FENCE).partition(FENCE)
    fields: dict[str, Any] = tomllib.loads(head)
    outlet = OUTLETS[fields.pop("outlet")]
    byline = tuple(fields.pop("byline"))
    modified = fields.pop("modified", None)
    paragraphs = tuple(" ".join(part.split()) for part in body.split("\n\n") if part.strip())
    return Story(slug=slug, outlet=outlet, byline=byline, modified=modified, paragraphs=paragraphs, **fields)


@cache
def stories() -> dict[str, Story]:
    """Every article by its slug (the file's name), oldest first."""
    found = [parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.md"))]
    return {story.slug: story for story in sorted(found, key=lambda story: (story.published, story.slug))}
