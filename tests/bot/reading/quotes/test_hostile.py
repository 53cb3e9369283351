"""Texts made to break the reader: the whole way through `read`, with the trained pipeline."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.article import Article
from bot.reading import pipeline, read
from bot.reading.pipeline import SIGNS_OF_A_WORD, nlp
from tests.bot.reading.verbatim import assert_verbatim

MARKS = st.sampled_from(
    ['"', "“", "”", "‘", "’", "'", "''", "``", "«", "»", "„", "\u200e", "\u200f", "\u202e", "\u2067", "\u2069"]
)
WORDS = st.sampled_from([" said ", "Ada Brook", "he", ", ", ". ", ": ", " ", "\n\n", "the pier is unsafe", "شاطئ", "—"])
SECONDS = 60  # of the processor: some times what each takes, and far below what anything quadratic does
RUNS = st.tuples(MARKS, st.integers(1, 40)).map(lambda run: run[0] * run[1])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(MARKS, RUNS, WORDS), max_size=40).map("".join))
def test_marks_of_every_kind_in_any_order_keep_every_offset(text: str) -> None:
    article = Article(text=text)
    brief = read(article)
    assert_verbatim(article, brief)
    for quote in brief.quotes:
        for begin, end in (*quote.content, *quote.cue, *quote.source):
            assert 0 <= begin < end <= len(text)


@pytest.mark.timeout(600)  # against a hang; the time itself is the processor's
@pytest.mark.parametrize(
    "text",
    [
        '"' * 200_000,
        'word" "' * 30_000,
        ('"' * 900 + " ") * 220,
        "\u202e“abc”\u200f said \u2067x\u2069 " * 10_000,
        "She said “it is fine,” and left. " * 30_000,
        "Asked whether it is, he cited it. " * 30_000,
    ],
    ids=["one run", "with words", "runs", "right to left", "a megabyte in one paragraph", "doubts"],
)
def test_monstrous_texts_are_read_in_part_and_say_so(text: str) -> None:
    article = Article(text=text)
    begun = time.process_time()
    brief = read(article)
    assert time.process_time() - begun < SECONDS
    assert brief.note
    assert_verbatim(article, brief)


@pytest.fixture
def fewer(monkeypatch: pytest.MonkeyPatch) -> int:
    """The words that are read: a fifth of the limit, where the limit's own weight is not what is tried."""
    monkeypatch.setattr(pipeline, "MOST_WORDS", pipeline.MOST_WORDS // 5)
    return pipeline.MOST_WORDS


@pytest.mark.usefixtures("fewer")
def test_quoted_words_before_the_monstrous_part_are_kept() -> None:
    text = "“The pier is unsafe,” Ada Brook said.\n" + ('"' * 900 + " ") * 220
    (quote,) = read(Article(text=text)).quotes[:1]
    assert quote.speaker == "Ada Brook"


def test_runs_of_marks_count_as_the_tokens_they_are(fewer: int) -> None:
    text = ('"' * 900 + " ") * 130
    read_words = len(text.split()) - 1
    note = read(Article(text=text)).note
    assert note is not None
    kept = int(note.split()[3].replace(",", ""))
    assert kept < read_words
    assert len(nlp()('"' * 900)) == 900
    assert kept <= fewer // (900 - SIGNS_OF_A_WORD) + 1
