"""Temporal expressions and their values, from a table of phrases."""

import re
from pathlib import Path

import pytest

from bot.reading.dates import find_dates
from bot.reading.sentences import sentence_spans

THURSDAY = "2025-07-03"
TABLE = Path(__file__).with_name("temporal_phrases.txt")


def rows() -> list[tuple[str, str | None, str | tuple[str, str] | None]]:
    """(sentence, expression, value) of each line; expression None where the sentence has none."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        marked, _, wanted = line.partition(" => ")
        value, _, phrase = wanted.partition(" | ")
        sentence = marked.replace("[", "").replace("]", "")
        bracket = re.search(r"\[(.*)\]", marked)
        if value == "none":
            found.append((sentence, None, None))
        else:
            first, _, last = value.partition(" .. ")
            assert bracket, line
            found.append((sentence, phrase or bracket[1], (first, last) if last else first))
    return found


def test_the_table_is_long_enough() -> None:
    assert len(rows()) >= 150


@pytest.mark.parametrize(("sentence", "phrase", "value"), rows())
def test_expression_has_its_value(sentence: str, phrase: str | None, value: str | tuple[str, str] | None) -> None:
    found = find_dates(sentence, sentence_spans(sentence), THURSDAY)
    if phrase is None:
        assert not found
        return
    assert [d.iso for d in found] == [value]
    assert found[0].text in phrase or phrase in found[0].text
    assert found[0].text == sentence[found[0].start : found[0].end]


def test_without_a_date_of_publication_only_full_dates_have_values() -> None:
    text = "It opened on March 9, 1856, closed on Friday and was sold last month."
    assert [d.iso for d in find_dates(text, [(0, len(text))], None)] == ["1856-03-09"]


def test_the_zone_of_the_article_is_its_own() -> None:
    text = "The mayor resigned on Thursday."
    found = find_dates(text, [(0, len(text))], "2025-07-03T23:30:00-04:00")
    assert [d.iso for d in found] == ["2025-07-03"]


def test_a_night_into_tomorrow_moves_the_clock_for_what_follows() -> None:
    text = "Rockets hit the port overnight into Friday. By Friday noon, 12 fires had been put out."
    assert [d.iso for d in find_dates(text, sentence_spans(text), THURSDAY)] == ["2025-07-04", "2025-07-04"]


def test_a_leap_day_and_a_day_that_is_none() -> None:
    text = "It was sold on February 29, 2024, and resold on February 30, 2024."
    found = find_dates(text, [(0, len(text))], THURSDAY)
    assert found[0].iso == "2024-02-29"
    assert "2024-02-30" not in {d.iso for d in found}


def ahead_rows() -> list[tuple[str, str, bool]]:
    """(sentence, expression, whether it is still to come) of each line."""
    found = []
    for line in TABLE.with_name("future_phrases.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            marked, _, wanted = line.partition(" => ")
            bracket = re.search(r"\[(.*)\]", marked)
            assert bracket, line
            found.append((marked.replace("[", "").replace("]", ""), bracket[1], wanted == "ahead"))
    return found


@pytest.mark.parametrize(("sentence", "phrase", "ahead"), ahead_rows())
def test_what_is_to_come_is_marked(sentence: str, phrase: str, ahead: bool) -> None:
    (found,) = find_dates(sentence, sentence_spans(sentence), THURSDAY)
    assert found.text in phrase or phrase in found.text
    assert found.future == ahead


def test_nothing_is_ahead_of_an_article_without_a_date() -> None:
    text = "It will be finished on March 9, 2056."
    assert [d.future for d in find_dates(text, [(0, len(text))], None)] == [False]
