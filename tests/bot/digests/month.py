"""The invented scenario shared in a channel as it is published, for the tests of digests: a newsroom's two months."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import redis

from benchmarks.eval_events import SCENARIO
from bot.articles.article import Article
from bot.articles.plain import from_text
from bot.digests.ahead import days_ahead
from bot.digests.digest import Digest
from bot.digests.embargoes import released_at
from bot.events import tracker
from bot.events.shares import Share, Shares
from bot.reading.brief import Brief
from bot.reading.pipeline import read_article
from bot.slack.digesting import Content, Digests
from bot.slack.places import Shared, Slot
from bot.slack.replies import Reading, Replies

TEAM, DESK, VAULT = "T0TEST", "C0DESK", "G0VAULT"
ZONE = "Europe/London"
CANARY = "Quillfeather"
"""A name that only private channels see."""


class KnownChannels:
    """Stands in for asking Slack: channels whose id begins with C are public."""

    @staticmethod
    def is_private(_team: str, channel: str) -> bool:
        return not channel.startswith("C")


@cache
def articles() -> tuple[tuple[Article, Brief], ...]:
    """The scenario's articles in order of publication, read once."""
    rows = [json.loads(line) for line in (SCENARIO / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    found = []
    for row in sorted(rows, key=lambda row: str(row["published"])):
        url = f"https://{row['site'].split(maxsplit=1)[0].lower()}.example/{row['id']}"
        article = from_text(row["text"], title=row["title"], published=row["published"], site=row["site"], url=url)
        found.append((article, read_article(article)))
    return tuple(found)


def _marked(article: Article, brief: Brief) -> tuple[Article, Brief]:
    """The article with CANARY in its headline, address, outlet and facts."""
    facts = tuple(replace(fact, text=f"{CANARY} {fact.text}") for fact in brief.facts)
    marked = replace(article, title=f"{CANARY} {article.title}", url=f"{article.url}-{CANARY}", site=f"{CANARY} Post")
    return marked, replace(brief, facts=facts)


@dataclass
class Month:
    """A store, into which articles are shared, and digests out of it."""

    store: redis.Redis

    def __post_init__(self) -> None:
        self.tracker, self.shares, self.replies = tracker.Tracker(self.store), Shares(self.store), Replies(self.store)
        self.digests = Digests(self.store, KnownChannels())

    def share(self, article: Article, brief: Brief, at: float, channel: str = DESK, user: str = "U0AMINA") -> str:
        """Share an article that was read; gives the id of its event."""
        ts, story, private = f"{at:.6f}", article.url or "", not channel.startswith("C")
        shared = tracker.Shared(TEAM, channel, private=private, story=story, ts=ts, thread_ts=ts, at=at)
        recorded = self.tracker.record(shared, article, brief)
        place = Shared(TEAM, channel, ts)
        self.replies.save(Slot(place, ts, story), Reading(story, user, ts, article, brief, story))
        self.shares.record(
            Share(
                TEAM,
                channel,
                ts,
                ts,
                story,
                at,
                user,
                article.title or "",
                article.site,
                story,
                story,
                event=recorded.event,
                private=private,
                ahead=days_ahead(brief),
                embargo=released_at(brief.embargo, at),
            )
        )
        return recorded.event

    def digest(self, since: float, until: float, channel: str = DESK, content: Content | None = None) -> Digest:
        """The digest of that time."""
        return self.digests.of(TEAM, channel, since, until, zone=ZONE, content=content)

    def mornings(self, *, vault: bool = False) -> Iterator[tuple[datetime, Digest]]:
        """Share everything as it is published; each morning at seven the digest of the day before. `vault`: a private
        channel shares each article too, with CANARY in it, a second later."""
        waiting = list(articles())
        first = datetime.fromisoformat(waiting[0][0].published or "").astimezone(ZoneInfo(ZONE))
        morning = first.replace(hour=7, minute=0, second=0)
        morning += timedelta(days=morning <= first)
        while waiting:
            while waiting and datetime.fromisoformat(waiting[0][0].published or "") < morning:
                article, brief = waiting.pop(0)
                at = datetime.fromisoformat(article.published or "").timestamp()
                self.share(article, brief, at)
                if vault:
                    self.share(*_marked(article, brief), at + 1, VAULT)
            yield morning, self.digest((morning - timedelta(days=1)).timestamp(), morning.timestamp())
            morning += timedelta(days=1)
