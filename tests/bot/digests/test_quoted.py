"""What somebody said in several articles."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digests.digest import Item
from bot.digests.quoted import speakers
from bot.events.shares import Share
from bot.reading.brief import Brief, Quote
from bot.slack.blocks.limits import fits
from bot.slack.blocks.quoted import MOST_MESSAGES, quoted, which
from tests.bot.slack.articles import article

WALL = "“The sea took the wall in one night, and we will not {} it before spring,”"


def said(words: str, speaker: str, kind: str = "direct", role: str | None = None) -> Quote:
    return Quote(kind, ((0, len(words)),), (), (), words, speaker, role)  # type: ignore[arg-type]


def item(number: int, site: str, *quotes: Quote, again: bool = False) -> Item:
    share = Share(
        "T1", "C1", f"{number}.5", f"{number}.5", "key", float(number), "U1", f"Story {number}", site,
        f"https://{site.lower()}.example/{number}", f"story{number}", again=again,
    )  # fmt: skip
    text = "\n".join(quote.text for quote in quotes) or "x"
    return Item(share, article(title=share.title, site=site, text=text), Brief(quotes=quotes))


def test_one_utterance_is_told_once_with_the_words_that_differ() -> None:
    (found,) = speakers(
        [
            item(1, "Log", said(WALL.format("rebuild"), "Henrike Ostrander", role="harbour master")),
            item(2, "Courier", said(WALL.format("repair"), "Ostrander")),
            item(3, "Wire", said("“we will not rebuild it before spring”", "H. Ostrander")),
            item(4, "Wire", said("“Ask me in March, not now.”", "Ostrander")),
        ],
        "ostrander",
    )
    assert (found.name, found.roles, found.articles) == ("Henrike Ostrander", ("harbour master",), 4)
    newest, wall = found.utterances
    assert newest.fullest.quote.text == "“Ask me in March, not now.”"
    assert len(wall.others) == 2
    (differs,) = wall.differing
    sites = {differs.one.item.article.site, differs.other.item.article.site}
    assert sites == {"Log", "Courier"} and "not repair it before" in differs.difference.other + differs.difference.one


def test_two_people_of_one_surname_are_two_and_the_bare_surname_is_neithers() -> None:
    items = [
        item(1, "Log", said("“I saw the wall go under.”", "Henrike Ostrander")),
        item(2, "Log", said("“My boats can't leave now.”", "Anneke Ostrander")),
        item(3, "Log", said("“Nobody asked the fishermen.”", "Ostrander")),
    ]
    found = speakers(items, "Ostrander")
    assert [(each.name, each.alone) for each in found] == [
        ("Anneke Ostrander", False),
        ("Henrike Ostrander", False),
        ("Ostrander", True),
    ]
    message = which("ostrander", found)
    assert "/quotes Anneke Ostrander" in message.text and "full name the article does not give" in message.text
    (one,) = speakers(items, "Henrike Ostrander")
    assert [each.fullest.quote.text for each in one.utterances] == ["“I saw the wall go under.”"]


def test_paraphrases_are_told_and_never_compared() -> None:
    (found,) = speakers(
        [
            item(1, "Log", said("the wall would not be rebuilt before the spring", "Henrike Ostrander", "indirect")),
            item(
                2, "Courier", said("the wall would not be repaired before the spring", "Henrike Ostrander", "indirect")
            ),
        ],
        "Ostrander",
    )
    assert len(found.utterances) == 1 and found.utterances[0].differing == ()
    message = quoted(found, None)[0]
    assert "paraphrased" in str(message.blocks) and "Courier (paraphrased by the article): the wall" in message.text


def test_an_article_shared_again_says_nothing_twice() -> None:
    once = item(1, "Log", said("“I saw the wall go under.”", "Henrike Ostrander"))
    again = replace(once, share=replace(once.share, ts="9.5", at=9.0, again=True))
    (found,) = speakers([again, once], "ostrander")
    assert len(found.utterances) == 1 and found.utterances[0].others == () and found.articles == 1


def test_nobody_else_is_found() -> None:
    assert speakers([item(1, "Log", said("“I saw the wall go under.”", "Henrike Ostrander"))], "Renn") == ()


def test_any_number_of_statements_fits_and_the_rest_is_counted() -> None:
    many = [item(n, "Log", said(f"“{n} " + f"word{n} <&> " * 60 + "”", "Henrike Ostrander")) for n in range(1, 200)]
    (found,) = speakers(many, "ostrander")
    messages = quoted(found, datetime(2026, 11, 20, tzinfo=ZoneInfo("Europe/London")))
    assert len(messages) == MOST_MESSAGES and all(fits(message) for message in messages)
    assert "older not shown" in str(messages[-1].blocks) and "1 word1 " not in str(messages[0].blocks)
    assert "since Friday 20 November, 00:00" in messages[0].text
    assert len(quoted(speakers(many[:2], "ostrander")[0], None)) == 1


def test_the_name_that_is_shown_is_a_full_one_unless_it_is_a_stray() -> None:
    strays = [item(n, "Log", said(f"“We lost cable number {n} today.”", "Seacom")) for n in range(1, 9)]
    (body,) = speakers([*strays, item(9, "Log", said("“Repairs go on all week.”", "All Seacom"))], "seacom")
    assert body.name == "Seacom"
    people = [item(n, "Log", said(f"“We lost boat number {n} today.”", "Ostrander")) for n in range(1, 4)]
    (person,) = speakers([*people, item(9, "Log", said("“Repairs go on all week.”", "Henrike Ostrander"))], "ostrander")
    assert person.name == "Henrike Ostrander"
