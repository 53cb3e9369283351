"""The whole way from a text to a Brief."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.article import Article
from bot.reading import pipeline, read
from bot.reading.pipeline import LONGEST_RUN
from tests.bot.reading.articles import ALL, COUNCIL, DAM, MATCH
from tests.bot.reading.verbatim import assert_verbatim

FRAGMENTS = st.sampled_from(
    ["“", "”", '"', "’", "'", " ", "\n", "\n\n", ". ", ", ", "? ", "Ann Bolt", "Bolt", "said", "told reporters", "he",
     "She added", "$1.2bn", "7–0", "nearly 80 people", "on Friday", "last month", "March 9, 1856", "(CNN)", "Mr. ",
     "LONDON (Reuters) — ", "the U.S.", "according to", "Prime Minister", "were killed", "between 10 and 15", "percent",
     "\x00", "😀", "\u2028", "\t", "two-thirds", "İstanbul", "ﬁ", "e\u0301", "Jan. 5", "0 0", "1,2,3", "…", "—"]
)  # fmt: skip
JUMBLES = st.lists(FRAGMENTS, max_size=60)


@pytest.mark.parametrize("article", ALL, ids=lambda a: a.title)
def test_everything_shown_stands_in_the_article(article: Article) -> None:
    brief = read(article)
    assert brief.facts and brief.quotes and brief.figures and brief.dates and brief.people and brief.summary
    assert_verbatim(article, brief)


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.text(max_size=300), JUMBLES.map(" ".join), JUMBLES.map("".join)))
def test_no_text_raises_and_every_slice_is_verbatim(text: str) -> None:
    article = Article(text=text, published="2024-02-29")
    assert_verbatim(article, read(article))


@settings(deadline=None, max_examples=20)
@given(st.integers(min_value=-5, max_value=2000), st.sampled_from(ALL))
def test_reading_starts_where_the_body_does(start: int, article: Article) -> None:
    body = Article(text=article.text, published=article.published, body_start=max(0, start))
    assert_verbatim(body, read(body))


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "a", "\x00\x00", "😀", "One line without an end", "x" * 1_000_000, "“" * 3_000, "A. " * 1_000,
     "Mr. " * 1_000, "1 " * 1_000, "$5-" * 1_000, "said " * 1_000, "(CNN) " * 1_000, "Friday to " * 1_000,
     "\ud800 alone", "Ann Bolt, " * 1_000],
    ids=lambda t: repr(t[:12]),
)  # fmt: skip
def test_odd_texts_give_a_brief(text: str) -> None:
    read(Article(text=text, published="not a date"))


def test_a_long_text_is_cut_at_a_word_with_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a tenth of the limit; texts beyond the whole one are in quotes/test_hostile."""
    monkeypatch.setattr(pipeline, "MOST_WORDS", 1_500)
    brief = read(Article(text="The mayor opened the bridge.\n" * 310))
    assert brief.note == "Only the first 1,500 words were read."
    assert read(DAM).note is None


def test_an_endless_run_is_not_read() -> None:
    text = "The mayor opened the bridge. " + "z" * (LONGEST_RUN + 1) + " It rained."
    assert read(Article(text=text)).note == "Only the first 5 words were read."


def test_the_same_article_gives_the_same_brief() -> None:
    assert read(DAM) == read(DAM)


def test_a_header_line_is_not_read() -> None:
    header = "2024-11-11 By Zoltan Headline, 77 minutes ago\n\n"
    brief = read(Article(text=header + DAM.text, published=DAM.published, body_start=len(header)))
    assert "Zoltan Headline" not in {p.name for p in brief.people}
    assert [f.text for f in brief.facts] == [f.text for f in read(DAM).facts]


def test_summary_keeps_its_bounds() -> None:
    for article in ALL:
        summary = read(article).summary
        assert 1 <= len(summary) <= 3
        assert sum(len(s.split()) for s in summary) <= 60


def test_dam_article_is_read_as_an_editor_would() -> None:
    brief = read(DAM)
    people = {p.name: p.role for p in brief.people}
    assert "Agency" in (people["Helena Varga"] or "")
    assert people["Ingrid Solheim"] == "Prime Minister"
    assert "baker" in (people["Tomas Brill"] or "")
    figures = {(f.value, f.unit) for f in brief.figures}
    assert {
        (14, None),
        (60, None),
        (2300, None),
        (12_500_000, "USD"),
        (40_000_000, "EUR"),
        (12, "percent"),
        ((300, 400), None),
    } <= figures
    assert not {41, 92, 2019} & {f.value for f in brief.figures}
    killed = next(f for f in brief.figures if f.value == 14)
    assert (killed.qualifier, killed.what) == ("at least", "people killed")
    dates = {d.text: d.iso for d in brief.dates}
    assert dates["March 2019"] == "2019-03"
    assert dates["Monday"] == "2024-11-11"
    assert dates["Thursday"] == "2024-11-14"
    assert dates["last year"] == "2023"
    assert brief.facts[0].text.startswith("At least 14 people were killed")


def test_score_and_vote_have_two_values() -> None:
    assert (3, 1) in {f.value for f in read(MATCH).figures}
    assert (7, 4) in {f.value for f in read(COUNCIL).figures}
