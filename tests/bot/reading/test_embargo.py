"""Embargoes: what forbids publication, and until when."""

import pytest

from bot.articles.article import Article
from bot.reading import read

BODY = (
    "\n\nThe Lenn water company will cut its prices by four per cent from January, its chief executive Mara Oyelaran "
    "said. The company serves 210,000 households in the valley, and lost money in the past two years."
)


def until(line: str, published: str | None = "2025-07-02T16:00:00+01:00") -> tuple[str, str | None] | None:
    text = f"{line}{BODY}"
    found = read(Article(text=text, published=published)).embargo
    if found is None:
        return None
    assert text[found.start : found.end] == found.text
    return found.text, found.until


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("EMBARGOED UNTIL 14:00 GMT, THURSDAY 3 JULY 2025", "2025-07-03T14:00:00+00:00"),
        ("Embargoed until 14:00 GMT on 3 July 2025.", "2025-07-03T14:00:00+00:00"),
        ("Strictly embargoed until 00:01 BST Friday 4 July 2025", "2025-07-04T00:01:00+01:00"),
        ("Under embargo until 6am ET on July 8, 2025", "2025-07-08T06:00:00-04:00"),
        ("EMBARGO: until 10.30am CEST, 3 July 2025", "2025-07-03T10:30:00+02:00"),
        ("Not for publication before 0600 GMT 3 July 2025", "2025-07-03T06:00:00+00:00"),
        ("Not for release or broadcast until noon on 3 July 2025", "2025-07-03T12:00:00+01:00"),
        ("Hold for release until 5pm PDT", "2025-07-02T17:00:00-07:00"),
        ("Embargoed until 6am", "2025-07-03T06:00:00+01:00"),
        ("Embargoed until Friday 4 July 2025", "2025-07-04T00:01:00+01:00"),
    ],
)
def test_until_when(line: str, expected: str) -> None:
    found = until(line)
    assert found is not None and found[1] == expected


def test_what_can_not_be_dated_is_an_embargo_all_the_same() -> None:
    assert until("Embargoed until further notice", None) == ("Embargoed until further notice", None)
    assert until("Embargoed until 14:00 GMT", None) == ("Embargoed until 14:00 GMT", None)


@pytest.mark.parametrize(
    "line",
    [
        "The arms embargo against the island was lifted by the council on Tuesday.",
        "Ministers imposed an embargo on timber in March and will vote on it again.",
        "The film was not for children, the board said.",
    ],
)
def test_other_embargoes_are_none(line: str) -> None:
    assert until(line) is None


def test_it_stands_at_the_foot_too() -> None:
    text = f"{BODY.strip()}\n\nEnds. Embargoed until 09:00 BST on 3 July 2025"
    found = read(Article(text=text, published="2025-07-02")).embargo
    assert found is not None and found.until == "2025-07-03T09:00:00+01:00"
