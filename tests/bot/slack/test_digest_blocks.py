"""A digest on the screen and read aloud: two screens at any volume, words for every sign."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.articles.article import Article
from bot.articles.plain import from_text
from bot.digests.digest import Coming, Digest, Item, LeadEvent, Recurring, Weight
from bot.events.event import Reading
from bot.events.recorded import Moved
from bot.events.shares import Share
from bot.reading.brief import Brief, FiveWs, Passage, Quote
from bot.slack.blocks import rich
from bot.slack.blocks.digest import ALL_LINES, digest_messages
from bot.slack.blocks.digest_parts import height
from bot.slack.blocks.digest_words import changed_words, told_words
from bot.slack.blocks.limits import fits
from bot.slack.blocks.message import Message

BEGIN = datetime(2026, 3, 9, 7, tzinfo=UTC).timestamp()
EMPTY = Digest(since=BEGIN, until=BEGIN + 86_400, zone="Europe/London")
SUMMARY = "Two people were killed when a crane fell on Mole Street in Ardle on Monday, the port said."


def article(number: int) -> Article:
    return from_text(
        SUMMARY, title=f"Crane falls, number {number}", url=f"https://log.example/{number}", site="The Log"
    )


def lead(number: int, *, brief: Brief | None = None, quote: Quote | None = None, new: bool = True) -> LeadEvent:
    ts = f"{BEGIN + number:.6f}"
    title = f"Crane falls, number {number}"
    share = Share("T1", "C1", ts, ts, "n", BEGIN + number, "U1", title, "The Log", f"https://log.example/{number}", "n")
    item = Item(share, article(number), brief or Brief(summary=(SUMMARY,)))
    return LeadEvent(
        id=f"e{number}",
        head=item,
        items=(item,),
        shares=1,
        outlets=("The Log",),
        new=new,
        series=None,
        nth=None,
        moved=(),
        conflicts=(),
        quote=quote,
        quoted=item if quote else None,
        weight=Weight(outlets=3.0),
    )


def digest(events: int) -> Digest:
    days = tuple(int(day % 3 == 0) for day in range(14))
    due = ("2026-03-11", "2026-03-12")
    series = tuple(
        Recurring(f"s{n}", f"Series {n}", sum(days), 9, days, "near-daily", "2026-03-09", due, "due")
        for n in range(events and 30)
    )
    ahead = tuple(
        Coming("2026-03-12", "2026-03-12", f"Council {n} votes on Thursday.", lead(n).head)
        for n in range(events and 40)
    )
    return replace(EMPTY, events=tuple(lead(n) for n in range(events)), recurring=series, coming=ahead)


def shown(*messages: Message) -> str:
    return json.dumps([message.blocks for message in messages], ensure_ascii=False)


@pytest.mark.parametrize("events", [0, 1, 5, 500])
def test_two_screens_at_any_volume_and_nothing_is_lost(events: int) -> None:
    told = digest(events)
    message, thread = digest_messages(told)
    assert fits(message) and all(map(fits, thread))
    assert height(list(message.blocks)) <= ALL_LINES + 8  # a header, a tally and what is in the thread stand below
    everything = shown(message, *thread)
    for each in told.events:
        assert f'{each.head.share.title}"' in everything
    for series in told.recurring:
        assert f'{series.name}"' in everything
    for ahead in told.coming:
        assert ahead.words in everything
    assert len(thread) <= 45


def test_a_quiet_day_is_one_line_with_what_is_due_and_what_is_left_out() -> None:
    coming = (Coming("2026-03-11", "2026-03-12", "Briefings", None),)
    late = Recurring(
        "s", "Trial of Ann Voss", 0, 1, (0,) * 14, "weekly", "2026-02-20", ("2026-02-26", "2026-03-01"), "overdue"
    )
    message, thread = digest_messages(replace(EMPTY, coming=coming, recurring=(late,), muted=("Rail",), embargoed=1))
    assert message.text == (
        "Digest, Tuesday 10 March 2026. Nothing was shared that this digest tells of. Expected: Briefings 11 to 12 "
        "March. Overdue: Trial of Ann Voss. Muted here: 1 story, “Rail”. Left out, under embargo: 1 article."
    )
    assert len(message.blocks) == 1 and not thread


def test_bars_have_words_beside_them_and_arrows_are_spoken() -> None:
    before, now = (Reading("dead", value, str(value), "a", "The Log", BEGIN, True) for value in (2.0, 3.0))
    moved = replace(lead(1), moved=(Moved("dead", before, now),))
    series = digest(1).recurring[:1]
    message, _ = digest_messages(replace(EMPTY, events=(moved,), recurring=series))
    assert "dead 2 → 3 (The Log)" in shown(message)
    assert "dead 2 to 3 (The Log)" in message.text and "→" not in message.text
    assert "▁" in shown(message) and not set("▁▂▃▄▅▆▇█") & set(message.text)
    assert "5 in 14 days, 9 in 30; near-daily; last one 9 March; next expected 11 to 12 March" in message.text


def test_shares_and_areas_keep_their_unit() -> None:
    def moved(measure: str, *texts: str) -> Moved:
        before, now = (
            Reading(measure, float(text.split("%")[0].split()[0]), text, "a", None, 1.0, True) for text in texts
        )
        return Moved(measure, before, now)

    assert changed_words(moved("contained", "20%", "60 per cent")) == "Changed: contained 20% → 60%."
    assert changed_words(moved("area", "300 hectares", "900 hectares")) == "Changed: area 300 hectares → 900 hectares."
    assert changed_words(moved("injured", "9 people", "14")) == "Changed: injured 9 → 14."


def test_the_line_is_the_five_ws_where_they_tell_the_event() -> None:
    def ws(what: str) -> Brief:
        told = FiveWs(Passage("Two people", 0, 10), Passage(what, 11, 11 + len(what)))
        return Brief(summary=(SUMMARY,), five_ws=told)

    assert told_words(lead(1, brief=ws("were killed"))) == SUMMARY
    assert told_words(lead(1, brief=ws("were killed in Ardle"))) == "Who: Two people · What: were killed in Ardle"
    assert told_words(lead(1, brief=Brief())) == ""


def test_paraphrase_says_that_it_is_no_quote() -> None:
    quote = Quote("indirect", ((0, 3),), (), (), "the crane had been checked in May", "Ann Voss", "harbour master")
    message, _ = digest_messages(replace(EMPTY, events=(lead(1, quote=quote),)))
    assert "Ann Voss, harbour master (paraphrased by the article)" in shown(message)
    assert "Ann Voss, harbour master (paraphrased by the article): the crane had" in message.text


def test_a_promise_is_told_as_one() -> None:
    said = lead(1)
    text = said.head.article.text + "\nAnn Voss promised to check the crane again before the winter."
    cue = text.index("promised")
    quote = Quote("indirect", ((0, 3),), ((cue, cue + 8),), (), "to check the crane again", "Ann Voss", manner="claim")
    quoted = replace(said.head, article=replace(said.head.article, text=text))
    message, _ = digest_messages(replace(EMPTY, events=(replace(said, quote=quote, quoted=quoted),)))
    assert "Ann Voss, promised (paraphrased by the article)" in shown(message)


def test_what_an_article_says_pings_nobody_and_marks_up_nothing() -> None:
    hostile = lead(1)
    share = replace(hostile.head.share, title="<!channel> *fire* <@U1> & more")
    message, _ = digest_messages(replace(EMPTY, events=(replace(hostile, head=replace(hostile.head, share=share)),)))
    assert "<!channel>" not in message.text and "&lt;!channel&gt;" in message.text
    assert all(each["type"] == "rich_text" for each in message.blocks if "<!channel>" in json.dumps(each))


@pytest.mark.parametrize("hours", range(-10, 14))
def test_a_day_is_that_day_in_every_zone(hours: int) -> None:
    element = rich.day(date(2026, 3, 10))
    zone = timezone(timedelta(hours=hours))
    assert datetime.fromtimestamp(element["timestamp"], zone).date() == date(2026, 3, 10)
