"""Where a digest's material comes from: corrections, embargoes, two memories, guests, muted sites."""

from dataclasses import replace
from typing import Any

import redis

from bot.articles.article import Article
from bot.digests.digest import Digest
from bot.events import tracker
from bot.events.corrections import Corrections
from bot.events.event import Series, Step
from bot.events.memory import Memory, Rewrite
from bot.events.wishes import Wishes
from bot.reading.pipeline import read_article
from bot.slack.blocks.digest import digest_messages
from bot.slack.digesting import Content
from bot.slack.remembering import Scope
from bot.slack.settings import Preferences, WorkspaceSettings
from bot.slack.story_list import stories
from tests.bot.digests.month import CANARY, DESK, TEAM, VAULT, Month
from tests.bot.digests.test_digests import HOUR, START, day, fire, other, share

DAY = 24 * HOUR


def next_day(month: Month, channel: str = DESK, content: Content | None = None) -> Digest:
    return month.digest(START + DAY, START + 2 * DAY, channel, content)


def titles(digest: Digest) -> list[str]:
    return sorted(item.share.title for lead in digest.events for item in lead.items)


def test_an_event_is_new_on_its_first_day_only_in_whatever_channel_it_comes_again(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), 0)
    share(month, fire(), HOUR, "C0OTHER")
    (first,) = day(month).events
    assert first.new and first.shares == 2 and len(first.items) == 1
    share(month, fire(), DAY + HOUR, "C0THIRD")
    (again,) = next_day(month).events
    assert not again.new
    assert "follow-up" in digest_messages(next_day(month))[0].text


def test_an_article_is_told_once_after_its_embargo(store: redis.Redis) -> None:
    month = Month(store)
    article = fire()
    under = replace(article, text=f"Embargoed until 14:00 GMT on 11 March 2026\n\n{article.text}")
    month.share(under, read_article(under), START)
    held = day(month)
    assert held.empty and held.embargoed == 1 and "timber" not in repr(digest_messages(held))
    assert len(next_day(month).events) == 1 and next_day(month).embargoed == 0
    assert month.digest(START + 2 * DAY, START + 3 * DAY).empty


def test_of_an_article_under_embargo_no_figure_gets_out_through_its_event(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(count="four"), 0)
    later = fire("Echo", "nine")
    under = replace(later, text=f"Embargoed until 14:00 GMT on 11 March 2026\n\n{later.text}")
    month.share(under, read_article(under), START + HOUR)
    digest = day(month)
    (lead,) = digest.events
    assert len(lead.items) == 1 and not lead.moved and not lead.conflicts
    assert "nine" not in repr(digest_messages(digest)) and digest.embargoed == 1


def test_an_article_that_was_taken_out_is_an_event_of_its_own(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), 0)
    wrong = fire("Valley Echo", "five")
    share(month, wrong, HOUR)
    assert len(day(month).events) == 1
    ts = f"{START + HOUR:.6f}"
    shared = tracker.Shared(TEAM, DESK, private=False, story=wrong.url or "", ts=ts, thread_ts=ts, at=START + HOUR)
    month.tracker.apart(shared, wrong, read_article(wrong), "U0AMINA", START + 2 * HOUR)
    assert [len(lead.items) for lead in day(month).events] == [1, 1]


def test_events_that_were_merged_are_one(store: redis.Redis) -> None:
    month = Month(store)
    first, second = share(month, other(1), 0), share(month, fire(), HOUR)
    assert len(day(month).events) == 2
    Corrections(Memory(store, TEAM, None)).merge(first, second, "U0AMINA", START)
    (lead,) = day(month).events
    assert len(lead.items) == 2


def test_what_a_private_channel_and_the_workspace_both_saw_is_one_event_to_it(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), 0)
    share(month, fire(), HOUR, VAULT)
    (lead,) = day(month, VAULT).events
    assert len(lead.items) == 1 and lead.shares == 2
    Wishes(store, Memory(store, TEAM, VAULT)).mute([lead.id], VAULT)
    muted = day(month, VAULT)
    assert muted.empty and len(muted.muted) == 1 and len(day(month).events) == 1


def test_where_guests_read_it_tells_of_their_channel_alone(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(count="four"), 0)
    share(month, fire(f"{CANARY} Echo", "nine"), HOUR, "C0OTHER")
    share(month, other(1), HOUR, "C0OTHER")
    digest = day(month, content=Content(own=True))
    (lead,) = digest.events
    assert titles(digest) == [fire().title] and not lead.moved and not lead.conflicts
    assert CANARY not in repr(digest)
    assert len(day(month).events) == 2


def test_muted_sites_are_left_out(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), 0)
    share(month, other(1), 0)
    Preferences(store).set_workspace(TEAM, WorkspaceSettings(muted_domains=("thelog.example",)))
    assert titles(day(month)) == [other(1).title]


def test_what_an_article_announced_is_told_again_the_day_before_and_on_the_day(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), 0)  # on 10 March, of 20 March
    told = [
        at
        for at in range(14)
        for digest in [month.digest(START + at * DAY, START + (at + 1) * DAY)]
        if any(each.first == "2026-03-20" for each in digest.coming)
    ]
    # A digest that ends on the morning of a day tells of that day.
    assert told == [0, 8, 9]


def test_one_event_announces_one_thing_for_a_day(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), 0)
    share(month, fire("Valley Echo", "five"), HOUR)
    digest = day(month)
    assert len(digest.events) == 1 and [each.first for each in digest.coming] == ["2026-03-20"]


def test_a_persons_words_stand_before_those_of_nobody_named(store: redis.Redis) -> None:
    month = Month(store)
    article = fire()
    words = article.text.replace("“We saw", "“It was the heat that broke the windows,” a witness said.\n\n“We saw")
    share(month, replace(article, text=words), 0)
    (lead,) = day(month).events
    assert lead.quote is not None and lead.quote.speaker == "Ines Calder"


def test_a_story_muted_before_it_became_a_series_stays_muted(store: redis.Redis) -> None:
    month = Month(store)
    events = [month.share(article, read_article(article), at) for article, at in _nights()]
    begun = Memory(store, TEAM, None).load(events)
    assert len({event.series for event in begun}) == 1 and begun[0].series
    Wishes(store, Memory(store, TEAM, None)).mute([events[0]], DESK)
    digest = day(month)
    assert digest.empty and not digest.recurring and len(digest.muted) == 1


def _nights() -> list[tuple[Article, float]]:
    found = []
    for night, (words, number) in enumerate((("late on Saturday", 3), ("early on Sunday", 4), ("on Monday", 5))):
        article = fire(title=f"Drones strike Port Ardle {words}")
        text = (
            f"Drones struck the harbour of Port Ardle {words}, wounding {number} people, the mayor said.\n\n"
            "The port was closed for the night."
        )
        published = f"2026-03-{8 + night:02}T08:00:00+00:00"
        url = f"https://log.example/ardle-{night}"
        found.append((replace(article, text=text, published=published, url=url), START - (2 - night) * DAY))
    return found


def test_neither_a_digest_nor_a_list_looks_through_the_store(store: redis.Redis) -> None:
    month: Month = Month(store)
    share(month, fire(), 0)
    share(month, fire(), 1, VAULT)
    memory = Memory(store, TEAM, None)
    connection: Any = store
    connection.config_resetstat()
    assert day(month).events and day(month, VAULT).events and day(month, content=Content(own=True)).events
    assert stories(Scope(memory, Wishes(store, memory), private=False), "timber")
    commands = connection.info("commandstats")
    assert commands["cmdstat_zrangebyscore"]["calls"] > 0
    assert not {"cmdstat_scan", "cmdstat_keys"} & set(commands)


def test_a_story_that_comes_yearly_is_coming_up_though_nobody_spoke_of_it_for_months(store: redis.Redis) -> None:
    month, memory = Month(store), Memory(store, TEAM, None)
    days = ("2023-03-14", "2024-03-12", "2025-03-11")
    steps = tuple(Step(f"e{day}", day, "Lenn regatta") for day in days)
    memory.rewrite(Rewrite(series=[(None, Series("s1", 1, "Lenn regatta", "match", (), {}, {}, steps))]), "")
    gone = tuple(replace(step, day=f"2025-06-{at:02}") for at, step in enumerate(steps, 1))
    memory.rewrite(Rewrite(series=[(None, Series("s2", 1, "Strikes on Marl", "attack", (), {}, {}, gone))]), "")
    told = day(month)
    assert [each.name for each in told.recurring] == ["Lenn regatta"]
    assert [entry.words for entry in told.coming] == ["Lenn regatta"]
