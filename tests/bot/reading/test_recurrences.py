"""Phrases of recurrence and their periods, from a table of phrases."""

import re
from pathlib import Path

import pytest

from bot.articles.article import Article
from bot.reading import read
from bot.reading.recurrences import find_recurrences
from bot.reading.sentences import sentence_spans

TABLE = Path(__file__).with_name("recurrence_phrases.txt")


def rows() -> list[tuple[str, str | None, str, int | None]]:
    """(sentence, phrase, period, times) of each line; phrase None where nothing comes back."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        marked, _, wanted = line.partition(" => ")
        bracket = re.search(r"\[(.*)\]", marked)
        period, _, times = wanted.partition(" | ")[0].partition(" ")
        sentence = marked.replace("[", "").replace("]", "")
        found.append((sentence, bracket[1] if bracket else None, period, int(times) if times else None))
    return found


@pytest.mark.parametrize(("sentence", "phrase", "period", "times"), rows())
def test_phrase_has_its_period(sentence: str, phrase: str | None, period: str, times: int | None) -> None:
    found = find_recurrences(sentence, sentence_spans(sentence))
    if phrase is None:
        assert not found
        return
    (only,) = found
    assert (only.period, only.times) == (period, times)
    assert only.text == sentence[only.start : only.end]
    assert only.text in phrase or phrase in only.text


def test_the_day_in_a_phrase_of_recurrence_is_no_day_of_its_own() -> None:
    brief = read(Article(text="The council of Dunmere meets every Tuesday. It met on Monday.", published="2025-07-03"))
    assert [r.period for r in brief.recurrences] == ["P1W"]
    assert [d.text for d in brief.dates] == ["Monday"]
