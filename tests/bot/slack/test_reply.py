"""The reply: what stands in it, and that it fits into Slack whatever the article is."""

import json
from dataclasses import replace
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.articles.article import Article, Kind
from bot.events.event import Reading
from bot.events.recorded import Moved, Recorded
from bot.reading.best_quotes import best_quotes
from bot.reading.brief import Brief, Fact, Figure, Manner, Quote
from bot.slack.blocks.head import byline, reading_minutes
from bot.slack.blocks.limits import WEIGHT, check, problems, weight
from bot.slack.blocks.message import Message
from bot.slack.blocks.passages import NO_SPEAKER, speaker_words, words_shown
from bot.slack.blocks.quotes_modal import Opened, quotes_modal
from bot.slack.blocks.reply import reply
from sandbox.limits import check_message_blocks, check_view
from tests.bot.slack.articles import BRIEF, TEXT, URL, article, fact, quote

KEY = "C0BREAKING:1795430000.000100:0123456789abcdef0123"


def shown(message: Message) -> str:
    """Every word that eyes see, in order."""
    words: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, list | tuple):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            if isinstance(node.get("text"), str):
                words.append(node["text"])
            for key in ("text", "elements"):
                if not isinstance(node.get(key), str):
                    walk(node.get(key))

    walk(message.blocks)
    return "".join(words)


def elements(message: Message, kind: str) -> list[Any]:
    found: list[Any] = []

    def walk(node: Any) -> None:
        if isinstance(node, list | tuple):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            if node.get("type") == kind:
                found.append(node)
            for value in node.values():
                walk(value)

    walk(message.blocks)
    return found


def of(brief: Brief = BRIEF, *, url: str = URL, **changes: Any) -> Message:
    return check(reply(article(**changes), brief, url=url, key=KEY))


# ---- what stands in it


def test_headline_is_the_link() -> None:
    first = elements(of(), "link")[0]
    assert first == {"type": "link", "url": URL, "text": article().title, "style": {"bold": True}}


def test_line_below_the_headline_names_site_byline_time_and_length() -> None:
    context = of().blocks[1]["elements"]
    assert context[0]["text"] == "Harbour Courier · Ann Lee and Bo Ek"
    assert context[1]["text"] == "· <!date^1793738400^{date_short_pretty} {time}|3 November 2026, 21:40 UTC+01:00>"
    assert context[2]["text"] == "· 1 min read"


def test_day_without_a_time_is_shown_as_it_stands() -> None:
    assert of(published="2026-11-03").blocks[1]["elements"][1]["text"] == "· 3 November 2026"


@pytest.mark.parametrize("published", [None, "", "yesterday", "2026-13-45"])
def test_unknown_time_is_left_out(published: str | None) -> None:
    assert len(of(published=published).blocks[1]["elements"]) == 2


def test_paywall_is_noted() -> None:
    assert "Paywalled" in shown(of(paywalled=True))
    assert "Paywalled" not in shown(of())


@pytest.mark.parametrize(("kind", "words"), [(Kind.OPINION, "Opinion"), (Kind.LIVE_BLOG, "Live blog")])
def test_what_is_no_report_is_called_by_its_name(kind: Kind, words: str) -> None:
    assert f"· {words}" in shown(of(kind=kind))
    assert f"· {words}" not in shown(of())


def test_each_fact_links_to_its_passage_and_names_its_source() -> None:
    facts, _figures = elements(of(), "rich_text_list")
    assert len(facts["elements"]) == 3
    assert all(item["elements"][-1]["text"] == "↗" for item in facts["elements"])
    assert ":~:text=At%20least%2026%20people" in facts["elements"][1]["elements"][-1]["url"]


def test_source_that_the_sentence_does_not_name_is_added() -> None:
    brief = Brief(facts=(fact("Water stood two metres deep in the market square.", "the county fire service"),))
    assert "(the county fire service)" in shown(of(brief))


def test_at_most_five_facts_and_three_quotes() -> None:
    brief = Brief(facts=BRIEF.facts * 4, quotes=BRIEF.quotes * 4)
    message = of(brief)
    assert len(elements(message, "rich_text_list")[0]["elements"]) == 5
    assert len(elements(message, "rich_text_quote")) == 3


def test_figures_stand_in_the_articles_own_words() -> None:
    lines = shown(of())
    assert "At least 26 people were hurt" in lines
    for item in elements(of(), "rich_text_list")[1]["elements"]:
        assert "".join(e.get("text", "") for e in item["elements"]) in TEXT


def test_quote_names_speaker_and_role() -> None:
    assert "“We heard it before we saw it,”\n— Ines Calder, mayor of Marl ↗" in shown(of())


def test_quote_without_a_speaker_says_so() -> None:
    assert "Speaker not named" in shown(of(Brief(quotes=(quote("“Nobody told us anything,”"),))))


@pytest.mark.parametrize(("cue", "manner", "words"), [("denied", "denial", ", denied ↗"), ("said", None, " ↗")])
def test_quote_shows_the_articles_own_cue_where_it_is_not_neutral(cue: str, manner: Manner, words: str) -> None:
    text = f"{TEXT} Calder {cue} it."
    start = text.rindex(cue)
    plain = quote("“We heard it before we saw it,”", speaker="Ines Calder", role="mayor of Marl")
    brief = Brief(quotes=(replace(plain, cue=((start, start + len(cue)),), manner=manner),))
    modal = quotes_modal(article(text=text), brief, url=URL, opened=Opened(KEY, 0))
    for message in (of(brief, text=text), Message("", modal["blocks"])):
        assert f"— Ines Calder, mayor of Marl{words}" in shown(message)


def test_source_that_is_no_name_is_shown_in_the_articles_words() -> None:
    text = article().text
    start = text.index("a man who carried")
    unnamed = replace(quote("“Nobody told us anything,”"), source=((start, start + len("a man")),))
    assert "a man (speaker not named)" in shown(of(Brief(quotes=(unnamed,))))


def test_paraphrase_is_told_apart_in_words_and_in_looks() -> None:
    only = Brief(quotes=(BRIEF.quotes[2],))
    message = of(only)
    content = elements(message, "rich_text_quote")[0]["elements"][0]
    assert content["style"] == {"italic": True}
    assert "paraphrased by the article" in shown(message)
    assert "paraphrased by the article" in message.text


def test_own_words_come_before_paraphrase_and_named_before_unnamed() -> None:
    named, again, paraphrase, unnamed = BRIEF.quotes
    assert best_quotes(BRIEF.quotes, 2) == [named, again]
    assert best_quotes((paraphrase, unnamed, named), 2) == [unnamed, named]


def test_a_whole_utterance_comes_before_a_phrase() -> None:
    phrase = quote("the street", speaker="Karl Moss")
    assert best_quotes((phrase, BRIEF.quotes[0]), 1) == [BRIEF.quotes[0]]


def test_every_voice_is_heard_before_one_is_heard_twice() -> None:
    other = quote("“Nobody told us anything,” said a man", speaker="Karl Moss")
    assert best_quotes((BRIEF.quotes[0], BRIEF.quotes[1], other), 2) == [BRIEF.quotes[0], other]


def test_text_reads_aloud_as_sentences() -> None:
    lines = of().text.split("\n")
    assert lines[0] == "Dyke breaks at Marl, 1,200 leave their homes."
    assert lines[1] == "From Harbour Courier, by Ann Lee and Bo Ek, published 3 November 2026, 21:40 UTC+01:00."
    assert "Ines Calder, mayor of Marl: “We heard it before we saw it,”." in lines


def test_article_without_anything_found_says_so() -> None:
    message = of(Brief())
    assert "no facts, figures or quotes" in shown(message)
    assert [b["action_id"] for b in elements(message, "button")] == ["reply_dismiss"]


@pytest.mark.parametrize(
    ("authors", "words"),
    [
        ((), ""),
        (("Ann Lee",), "Ann Lee"),
        (("Ann Lee", "Bo Ek", "Cy Fox"), "Ann Lee, Bo Ek and Cy Fox"),
        (("A", "B", "C", "D", "E"), "A, B, C and 2 others"),
    ],
)
def test_byline(authors: tuple[str, ...], words: str) -> None:
    assert byline(authors) == words


def test_reading_time_counts_the_body() -> None:
    header = "A header line. "
    assert reading_minutes(article(text=header + "word " * 714, body_start=len(header))) == 3


# ---- markup of others is no markup of ours


HOSTILE = "<!channel> <@U0BEN> <https://evil.example|Reuters> *bold* _it_ ~no~ `code` &amp; :tada:"


def test_markup_in_an_article_shows_verbatim_and_calls_nobody() -> None:
    brief = Brief(
        facts=(Fact(HOSTILE, 0, 10, HOSTILE),),
        quotes=(Quote("direct", ((0, 10),), (), (), HOSTILE, HOSTILE, HOSTILE),),
        figures=(Figure("26", 0, 2, 26, None, HOSTILE),),
    )
    message = of(brief, title=HOSTILE, authors=(HOSTILE,), site=HOSTILE)
    assert "<!" not in message.text and "<@" not in message.text and "<http" not in message.text
    mrkdwn = [e["text"] for e in elements(message, "mrkdwn")]
    assert len(mrkdwn) == 1 and mrkdwn[0].startswith("· <!date^")
    assert shown(message).count("*bold* _it_ ~no~ `code` &amp;") >= 3
    kinds = {e["type"] for e in elements_of_rich_text(message)}
    assert kinds <= {"text", "link"}
    assert all(e["url"].startswith(URL) for e in elements(message, "link"))


def elements_of_rich_text(message: Message) -> list[Any]:
    leaves = []
    for kind in ("rich_text_section", "rich_text_quote"):
        for element in elements(message, kind):
            leaves += element["elements"]
    return leaves


def test_hidden_and_turning_characters_are_gone() -> None:
    title = "Mayor\u202e gnihton\u2066 said\u200b \u2060no\ufeffthing\x00\U000e0041"
    message = of(title=title)
    assert "Mayor gnihton said nothing" in shown(message)
    assert "Mayor gnihton said nothing" in message.text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://user:pw@bank.example/", "ftp://a.example/", "x" * 4000]
)
def test_link_that_must_not_be_opened_is_not_linked(url: str) -> None:
    message = check(reply(article(), BRIEF, url=url, key=KEY))
    assert elements(message, "link") == []


# ---- it fits


nasty = st.sampled_from(
    [
        "a",
        " ",
        "\n",
        "é",
        "e\u0301",
        "字",
        "🇺🇦",
        "👩‍👩‍👧‍👦",
        "\u202e",
        "\u200b",
        "<!channel>",
        "&",
        '"',
        "\\",
        "`",
        "-,",
        "שלום",
        "\ud800",
        "\x07",
    ]
)
long_text = st.builds(
    lambda unit, times: unit * times,
    st.lists(nasty, max_size=12).map("".join),
    st.integers(0, 400) | st.integers(2_000, 4_000),
)
span_of = st.tuples(st.integers(0, 5000), st.integers(0, 5000)).map(lambda pair: (min(pair), max(pair)))
facts = st.builds(lambda text, span, who: Fact(text, *span, who), long_text, span_of, st.none() | long_text)
quotes = st.builds(
    lambda kind, span, text, who, role: Quote(kind, (span,), (), (span,), text, who, role),
    st.sampled_from(["direct", "mixed", "indirect"]), span_of, long_text, st.none() | long_text, st.none() | long_text,
)  # fmt: skip
figures = st.builds(
    lambda text, span, what, how: Figure(text, *span, None, None, what, how),
    long_text, span_of, long_text, st.none() | long_text,
)  # fmt: skip
articles = st.builds(
    lambda text, title, authors, site, published, paid: Article(
        text, URL, None, title, tuple(authors), published, None, site, "en", None, paid
    ),
    long_text, st.none() | long_text, st.lists(long_text, max_size=6), st.none() | long_text,
    st.none() | st.sampled_from(["2026-11-03", "2026-11-03T10:00:00Z", "0001-01-01T00:00:00+00:00", "junk"]),
    st.booleans(),
)  # fmt: skip
briefs = st.builds(
    lambda f, q, g, note: Brief(facts=tuple(f), quotes=tuple(q), figures=tuple(g), note=note),
    st.lists(facts, max_size=7), st.lists(quotes, max_size=6), st.lists(figures, max_size=9), st.none() | long_text,
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(articles, briefs, st.sampled_from([URL, URL + "?" + "q" * 440, URL + "/" + "%D0%B0" * 480]))
def test_reply_fits_whatever_the_article_is(given_article: Article, brief: Brief, url: str) -> None:
    message = reply(given_article, brief, url=url, key=KEY)
    assert list(problems(message)) == []
    assert weight(message.blocks) < WEIGHT
    check_message_blocks(json.loads(json.dumps(message.blocks)))


HUGE = "Harbour & <!channel> " * 200
HUGE_READING = Reading(measure="dead", value=1e15, text=HUGE, article="a", site=HUGE, at=None, exact=True)
HUGE_MOVES = (Moved("dead", HUGE_READING, HUGE_READING),) * 40
HUGE_STORY = Recorded(
    event="e" * 60, name=HUGE, series="s1", series_name=HUGE, new=False, moved=HUGE_MOVES, conflicts=HUGE_MOVES,
    whats_new=(HUGE_READING,) * 40,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(articles, briefs, st.sampled_from([URL, URL + "/" + "%D0%B0" * 480]))
def test_reply_fits_with_the_largest_story_and_pings_nobody(given_article: Article, brief: Brief, url: str) -> None:
    message = reply(given_article, brief, url=url, key=KEY, seen=HUGE_STORY)
    assert list(problems(message)) == []
    check_message_blocks(json.loads(json.dumps(message.blocks)))
    assert "<!channel>" not in message.text
    assert not any("<!channel>" in text["text"] for text in elements(message, "mrkdwn"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(articles, st.lists(quotes, max_size=8), st.sampled_from([1, 3, 20]), st.integers(-5, 200))
def test_modal_fits_whatever_the_quotes_are(given_article: Article, some: list[Quote], times: int, page: int) -> None:
    view = quotes_modal(given_article, Brief(quotes=tuple(some) * times), url=URL, opened=Opened(KEY, page))
    check_view(json.loads(json.dumps(view)), ("modal",))


def test_five_hundred_quotes_are_all_shown_once_in_order() -> None:
    text = " ".join(f"“Number {n}.”" for n in range(500))
    many = tuple(
        Quote("direct", ((text.index(q), text.index(q) + len(q)),), (), (), q)
        for q in (f"“Number {n}.”" for n in range(500))
    )
    seen: list[str] = []
    page = 0
    while True:
        view = quotes_modal(article(text=text), Brief(quotes=many), url=URL, opened=Opened(KEY, page))
        seen += [e["elements"][0]["text"] for e in elements(Message("-", tuple(view["blocks"])), "rich_text_quote")]
        actions = [e["action_id"] for e in elements(Message("-", tuple(view["blocks"])), "button")]
        if "quotes_next" not in actions:
            break
        page += 1
    assert seen == [q.text for q in many]
    assert page > 1


def test_what_was_cut_to_fit_is_said() -> None:
    long = "The water rose through the night and into the morning, street by street. " * 60
    brief = Brief(facts=tuple(Fact(long, 0, len(long)) for _ in range(5)), quotes=BRIEF.quotes)
    message = of(brief, text=long)
    assert "5 long passages shortened" in shown(message)


def test_reply_of_usual_length_is_not_cut() -> None:
    assert "To fit" not in shown(of())


def test_pasted_text_that_says_nothing_of_itself_has_a_reply_too() -> None:
    message = of(url="", title=None, site=None, authors=(), published=None)
    assert message.text.startswith("The text you pasted.\nKey facts:")
    assert elements(message, "link") == []


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("indirect", "that the walls could still be listed", "the walls could still be listed"),
        ("mixed", "that he was “baffled”", "he was “baffled”"),
        ("indirect", "that", "that"),
        ("indirect", "thatched roofs are safe", "thatched roofs are safe"),
        ("direct", "that is that", "that is that"),
    ],
)
def test_the_articles_conjunction_before_a_quote_is_not_shown(
    kind: Literal["direct", "mixed", "indirect"], text: str, shown: str
) -> None:
    assert words_shown(Quote(kind, ((0, len(text)),), (), (), text)) == shown


@pytest.mark.parametrize("pronoun", ["which", "That", "those", "some"])
def test_a_pronoun_is_no_speaker(pronoun: str) -> None:
    quote = Quote("indirect", ((0, 4),), (), ((0, len(pronoun)),), "rain")
    assert speaker_words(quote, pronoun) == NO_SPEAKER
