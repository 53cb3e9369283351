"""Links as if they had been shared and read: what digests are made from."""

from dataclasses import replace

import redis

from bot.events.shares import Share, Shares
from bot.slack.places import Shared, Slot
from bot.slack.replies import Reading, Replies
from tests.bot.slack.articles import BRIEF, article

TEAM = "T0NEWSROOM"


def share_link(store: redis.Redis, channel: str, at: float, title: str, *, team: str = TEAM) -> Share:
    """Record that an article of this title was shared in `channel` at `at` (seconds since 1970), and read."""
    ts = f"{at:.6f}"
    slug = title.lower().replace(" ", "-")
    url = f"https://harbourcourier.example/{slug}"
    found = article(title=title, url=url)
    Replies(store).save(Slot(Shared(team, channel, ts), ts, "link"), Reading(url, "U0AMINA", ts, found, BRIEF, slug))
    share = Share(team, channel, ts, ts, "link", at, "U0AMINA", title, found.site, url, slug)
    share = replace(share, private=not channel.startswith("C"))
    Shares(store).record(share)
    return share
