"""What a digest tells, whom, and how much of it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import redis

from bot.articles.article import Article
from bot.articles.plain import from_text
from bot.digests.digest import Digest
from bot.digests.recurring import recurring, sparkline
from bot.events.event import Series, Step
from bot.events.memory import Memory
from bot.events.wishes import Wishes
from bot.reading.pipeline import read_article
from bot.slack.blocks.digest import digest_messages
from bot.slack.blocks.limits import fits
from bot.slack.digesting import Content
from tests.bot.digests.month import CANARY, DESK, TEAM, VAULT, Month

START = datetime(2026, 3, 10, 6, tzinfo=UTC).timestamp()
HOUR = 3600.0
TEXT = (
    "MARL — Fire destroyed a timber yard in Marl on Tuesday, and {count} people were taken to hospital, the county "
    "fire service said.\n\n“We saw the flames from the bridge at four in the morning,” said Ines Calder, a baker who "
    "lives beside the yard.\n\nThe council will decide on Friday 20 March whether the yard may be built again."
)


def fire(site: str = "The Log", count: str = "four", title: str = "Fire destroys timber yard in Marl") -> Article:
    url = f"https://{site.replace(' ', '').lower()}.example/marl-{count}"
    return from_text(TEXT.format(count=count), title=title, published="2026-03-10T07:00:00+00:00", site=site, url=url)


def other(number: int, words: str = "") -> Article:
    places = ("Ostrel", "Quenby", "Harrowgate Sound", "Tilbrook", "Vannes Cross")
    text = (
        f"The council of {places[number % 5]} voted on Monday to spend {number + 3} million pounds on bridge {number} "
        f"over the Lenn, clerk Ada Number{number} Voss said. {words} The work begins in the autumn of next year."
    )
    url = f"https://ledger{number}.example/{number}"
    return from_text(text, title=f"Bridge {number} voted for {places[number % 5]}", published="2026-03-10", url=url)


def share(month: Month, article: Article, at: float, channel: str = DESK) -> str:
    return month.share(article, read_article(article), START + at, channel)


def day(month: Month, channel: str = DESK, content: Content | None = None) -> Digest:
    return month.digest(START, START + 24 * HOUR, channel, content)


def test_one_event_of_two_outlets_stands_before_one_of_one(store: redis.Redis) -> None:
    month = Month(store)
    share(month, other(1), 0)
    share(month, fire(), 1 * HOUR)
    share(month, fire("Valley Echo", "five"), 2 * HOUR)
    digest = day(month)
    assert [len(lead.items) for lead in digest.events] == [2, 1]
    assert set(digest.events[0].outlets) == {"The Log", "Valley Echo"}
    assert digest.articles == 3 and digest.outlets == 3


def test_it_tells_a_quote_in_the_speakers_own_words_and_what_lies_ahead(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), 0)
    (lead,) = day(month).events
    assert lead.quote is not None and lead.quote.speaker == "Ines Calder" and lead.quote.kind == "direct"
    (ahead,) = day(month).coming
    assert (ahead.first, ahead.last) == ("2026-03-20", "2026-03-20")
    assert ahead.words.startswith("The council will decide")
    words = digest_messages(day(month))[0].text
    assert "Ines Calder" in words and "20 March" in words


def test_the_same_article_in_two_channels_is_one_article(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), 0)
    share(month, fire(), HOUR, "C0OTHER")
    (lead,) = day(month).events
    assert len(lead.items) == 1


def test_what_came_before_or_after_is_no_part(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), -1)
    share(month, other(1), 24 * HOUR)
    assert day(month).empty


def test_chosen_channels_only(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), 0)
    share(month, other(1), 0, "C0OTHER")
    assert len(day(month).events) == 2
    assert [lead.head.share.channel for lead in day(month, content=Content(channels=("C0OTHER",))).events] == [
        "C0OTHER"
    ]


def test_what_a_private_channel_saw_is_in_its_own_digest_alone(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(title=f"{CANARY} fire in Marl"), 0, VAULT)
    share(month, other(1), 0)
    for content in (None, Content(channels=(DESK, VAULT)), Content(channels=(VAULT,))):
        digest = day(month, DESK, content)
        assert CANARY not in repr(digest) and CANARY not in repr(digest_messages(digest))
    own = day(month, VAULT)
    assert len(own.events) == 2 and CANARY in repr(digest_messages(own))


def test_muted_stories_are_only_named_and_followed_ones_can_be_all(store: redis.Redis) -> None:
    month = Month(store)
    event = share(month, fire(), 0)
    followed = share(month, other(1), 0)
    wishes = Wishes(store, Memory(store, TEAM, None))
    wishes.mute([event], DESK)
    wishes.follow([followed], DESK)
    digest = day(month)
    assert [lead.id for lead in digest.events] == [followed]
    assert len(digest.muted) == 1 and digest.muted[0] in str(digest_messages(digest)[0].blocks)
    assert len(day(month, "C0OTHER").events) == 2
    assert [lead.id for lead in day(month, content=Content(followed=True)).events] == [followed]


@pytest.mark.parametrize("number", [0, 1, 5, 40])
def test_it_fits_at_any_volume_and_loses_nothing(store: redis.Redis, number: int) -> None:
    month = Month(store)
    for at in range(number):
        share(month, other(at, words="The vote was close, and the debate was long. " * 3), at)
    digest = day(month)
    message, thread = digest_messages(digest)
    assert fits(message) and all(map(fits, thread))
    shown = json.dumps([message.blocks, *(each.blocks for each in thread)])
    for lead in digest.events:
        assert lead.head.share.title in shown
    if number == 0:
        assert "Nothing was shared" in message.text


def test_five_hundred_events_fit(store: redis.Redis) -> None:
    month = Month(store)
    share(month, fire(), 0)
    (lead,) = day(month).events
    item = replace(lead.head, share=replace(lead.head.share, title="W" * 3000, site="S" * 900))
    many = replace(day(month), events=tuple(replace(lead, id=str(n), head=item) for n in range(500)))
    message, thread = digest_messages(many, "Late, as I was away.")
    assert fits(message) and all(map(fits, thread)) and len(thread) > 20


def test_a_sparkline_has_a_bar_a_day() -> None:
    assert sparkline([0, 1, 0, 2]) == "▁▅▁█"
    assert sparkline([0, 0]) == "▁▁" and sparkline([]) == ""


def test_two_events_are_no_series_and_an_old_one_is_forgotten() -> None:
    def strikes(*days: str) -> Series:
        steps = tuple(Step(f"e{day}", day, "Strike") for day in days)
        return Series("s", 1, "Strikes", "strike", (), {}, {}, steps)

    today = date(2026, 3, 10)
    assert recurring([strikes("2026-03-01", "2026-03-08")], today) == ()
    (alive,) = recurring([strikes("2026-02-22", "2026-03-01", "2026-03-08")], today)
    assert (alive.last_14, alive.last_30, alive.cadence) == (2, 3, "weekly")
    assert recurring([strikes("2025-10-01", "2025-10-08", "2025-10-15")], today) == ()
    (yearly,) = recurring([strikes("2023-04-01", "2024-04-01", "2025-04-01")], today)
    assert yearly.standing == "due"


@pytest.mark.parametrize(("line", "told"), [("Embargoed until 14:00 GMT on 10 March 2026", 14), ("Embargoed", 0)])
def test_what_is_under_embargo_waits(store: redis.Redis, line: str, told: int) -> None:
    month = Month(store)
    article = fire()
    under = replace(article, text=f"{line}\n\n{article.text}")
    brief = read_article(under)
    assert (brief.embargo is not None) == bool(told)
    month.share(under, brief, START)
    before = month.digest(START, START + 7 * HOUR)
    assert (len(before.events), before.embargoed) == ((0, 1) if told else (1, 0))
    if told:
        assert "under embargo" in str(digest_messages(before)[0].blocks)
        assert "timber yard" not in repr(digest_messages(before))
    after = month.digest(START, START + 9 * HOUR)
    assert (len(after.events), after.embargoed) == (1, 0)
