"""A month of the newsroom: what is published, shared, corrected and taken down, day by day.

The month begins on a Monday, whichever; its articles name weekdays and no dates.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.newsroom.outlets import OUTLETS
from sandbox.newsroom.stories import FENCE, Story

FILE = Path(__file__).parent / "month.md"
ZONE = ZoneInfo("Europe/London")
DAYS = 30
READ_MINUTES = 12
"""Between an article's publication and its sharing."""


@dataclass(frozen=True, slots=True)
class Share:
    """Who puts the link into which channel, with which words before it."""

    channel: str
    user: str
    words: str


@dataclass(frozen=True, slots=True)
class Moment:
    """Something happens at `at` (seconds since 1970): a page stands from now on as `story` says, or is gone; and it is
    shared, where `share` says how."""

    at: float
    story: Story
    share: Share | None = None
    gone: bool = False


def first_monday(after: float) -> date:
    """The next Monday that begins after that moment, in London."""
    day = datetime.fromtimestamp(after, ZONE).date()
    return day + timedelta(days=7 - day.weekday())


def month(start: date) -> tuple[Moment, ...]:
    """What happens in the month that begins on `start`, a Monday, in order."""
    known: dict[str, Story] = {}
    moments = []
    for fields, body in _entries(FILE.read_text(encoding="utf-8")):
        wall = time.fromisoformat(fields.pop("time"))
        at = datetime.combine(start + timedelta(days=fields.pop("day")), wall, ZONE)
        slug = fields["slug"]
        if fields.pop("gone", False):
            moments.append(Moment(at.timestamp(), known[slug], gone=True))
        elif fields.pop("corrects", False):
            known[slug] = replace(known[slug], title=fields["title"], paragraphs=body, modified=at)
            moments.append(Moment(at.timestamp(), known[slug]))
        else:
            share = Share(fields.pop("channel"), fields.pop("user"), fields.pop("words"))
            known[slug] = _story(fields, body, at)
            moments.append(Moment(at.timestamp() + READ_MINUTES * 60, known[slug], share))
    return tuple(sorted(moments, key=lambda moment: moment.at))


def _entries(source: str) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """Head and paragraphs of each entry."""
    parts = source.split(FENCE)[1:]
    for head, body in zip(parts[::2], parts[1::2], strict=True):
        yield tomllib.loads(head), tuple(" ".join(part.split()) for part in body.split("\n\n") if part.strip())


def _story(fields: dict[str, Any], body: tuple[str, ...], at: datetime) -> Story:
    outlet = OUTLETS[fields.pop("outlet")]
    byline = tuple(fields.pop("byline"))
    published = at.astimezone(ZoneInfo(outlet.zone))
    return Story(
        outlet=outlet,
        byline=byline,
        kind="month",
        published=published,
        modified=None,
        caption=fields["title"],
        paragraphs=body,
        **fields,
    )
