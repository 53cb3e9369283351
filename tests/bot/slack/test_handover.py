"""The handover as messages: within Slack's limits at any volume, the heaviest first, what is left out counted."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.digests.digest import Digest, Item, LeadEvent, Weight
from bot.events.event import Reading
from bot.events.recorded import Moved
from bot.events.shares import Share
from bot.slack.blocks.handover import MOST_MESSAGES, Handover, handover
from bot.slack.blocks.limits import fits
from bot.slack.revised_log import Revised
from tests.bot.slack.articles import BRIEF, article

SINCE = datetime(2026, 11, 26, 17, 2, tzinfo=ZoneInfo("Europe/London"))


def item(number: int, user: str | None = "U1", title: str = "A headline") -> Item:
    share = Share(
        "T1", "C1", f"{number}.5", f"{number}.5", "key", number, user, f"{title} {number}", "Courier",
        f"https://courier.example/{number}", f"story{number}",
    )  # fmt: skip
    return Item(share, article(title=share.title), BRIEF)


def reading(value: float, site: str) -> Reading:
    return Reading("injured", value, str(value), site, site, float(value), exact=True)


def lead(
    number: int, *, new: bool = True, moved: tuple[Moved, ...] = (), conflicts: tuple[Moved, ...] = ()
) -> LeadEvent:
    one = item(number)
    return LeadEvent(
        id=f"e{number}", head=one, items=(one,), shares=1, outlets=("Courier",), new=new, series=None,
        nth=None, moved=moved, conflicts=conflicts, quote=None, quoted=None, weight=Weight(outlets=1.0),
    )  # fmt: skip


def told(*events: LeadEvent, shares: tuple[Share, ...] = (), revised: tuple[Revised, ...] = ()) -> Handover:
    digest = Digest(0.0, 1.0, "Europe/London", events=events, articles=len(events), outlets=1)
    return Handover(SINCE, "as you asked", digest, shares, revised)


def test_everything_has_its_heading_and_a_link_to_its_thread() -> None:
    change = Moved("injured", reading(8, "Courier"), reading(11, "Courier"))
    differ = Moved("injured", reading(8, "Courier"), reading(14, "The Log"))
    revised = Revised(
        "T1", "C1", "3.5", "3.5", "A headline 3", "https://courier.example/3", ("Headline: “a” → “b”",), 1.0
    )
    shares = (item(1).share, item(2).share, item(4, None).share, replace(item(2).share, again=True))
    (message,) = handover(
        told(lead(1), lead(2, new=False, moved=(change,), conflicts=(differ,)), shares=shares, revised=(revised,))
    )
    words = str(message.blocks)
    headings = (
        "New",
        "Went on",
        "Figures that moved",
        "Outlets differ",
        "Articles that were changed",
        "Who shared what",
    )
    places = [words.index(f"'{heading}'") for heading in headings]
    assert places == sorted(places)
    assert "Injured: 8 → 11" in words and "14 (The Log)" in words and "“a” → “b”" in words
    assert "2 links" in words and "A feed" in words and "message_ts=1.5" in words
    assert "Since Thursday 26 November, 17:02 (as you asked): 2 events" in message.text
    moment = next(e for e in message.blocks[0]["elements"][0]["elements"] if e["type"] == "date")
    assert moment["timestamp"] == int(datetime(2026, 11, 26, 17, 2, tzinfo=UTC).timestamp())


def test_nothing_happened_is_said() -> None:
    (message,) = handover(told())
    assert "Nothing was shared since then" in str(message.blocks)


def test_a_long_absence_fits_and_counts_what_is_left_out() -> None:
    events = [
        lead(n, moved=(Moved("injured", reading(n, "Courier"), reading(n + 1, "Courier")),)) for n in range(1, 400)
    ]
    messages = handover(told(*events, shares=tuple(item(n, f"U{n % 50}", "x" * 400).share for n in range(400))))
    assert len(messages) == MOST_MESSAGES and all(fits(message) for message in messages)
    assert "more not told" in str(messages[-1].blocks)
    assert "A headline 1'" in str(messages[0].blocks)


def test_hostile_names_stay_words() -> None:
    one = replace(item(1).share, title="<!channel> *&* <@U1>" * 40)
    (message,) = handover(told(shares=(one,)))
    assert fits(message) and "<!channel>" not in message.text
