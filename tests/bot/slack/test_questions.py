"""What the words behind a command ask for."""

import pytest

from bot.slack.message_links import message_of
from bot.slack.places import Shared
from bot.slack.questions import MOST_LINKS, AboutLinks, AboutPerson, Hint, Nothing, question, time_of

A, B = "https://courier.example/a", "https://log.example/b"
MESSAGE = "https://newsroom.slack.com/archives/C0BREAKING/p1795808975376706"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (A, AboutLinks((A,), (), False)),
        (f"{A} share", AboutLinks((A,), (), True)),
        (f"share {A}", AboutLinks((A,), (), True)),
        (f"<{A}|the story> SHARE", AboutLinks((A,), (), True)),
        (f"<{A}> <{B}>", AboutLinks((A, B), (), False)),
        (f"{A}\n{B}\n{A}", AboutLinks((A, B), (), False)),
        ("courier.example/2026/story", AboutLinks(("https://courier.example/2026/story",), (), False)),
        (MESSAGE, AboutLinks((), (MESSAGE,), False)),
        (f"{A} {MESSAGE}?thread_ts=1.5&cid=C1", AboutLinks((A,), (f"{MESSAGE}?thread_ts=1.5&cid=C1",), False)),
        ("", Nothing()),
        ("   ", Nothing()),
    ],
)
def test_links_however_they_are_written(text: str, asked: object) -> None:
    for what in ("brief", "facts", "quotes"):
        assert question(what, text, "T1") == asked


def test_more_links_than_are_answered_are_counted() -> None:
    links = [f"https://courier.example/{n}" for n in range(9)]
    asked = question("brief", " ".join(links), "T1")
    assert asked == AboutLinks(tuple(links[:MOST_LINKS]), (), False, 9 - MOST_LINKS)


@pytest.mark.parametrize(
    ("text", "name", "time"),
    [
        ("Renn", "Renn", ""),
        ("Tobias Renn", "Tobias Renn", ""),
        ("“Tobias Renn” 7d", "Tobias Renn", "7d"),
        ("Tobias Renn since monday", "Tobias Renn", "since monday"),
        ("Tobias Renn 2 weeks", "Tobias Renn", "2 weeks"),
        ("Renn since 2026-11-01", "Renn", "since 2026-11-01"),
        ("Li Sun", "Li Sun", ""),
        ("O'Neill", "O'Neill", ""),
        ("J.K. Rowe", "J.K. Rowe", ""),
    ],
)
def test_a_name_and_a_time(text: str, name: str, time: str) -> None:
    assert question("quotes", text, "T1") == AboutPerson(name, time)


@pytest.mark.parametrize(
    ("what", "text", "words"),
    [
        ("brief", "help", "Several links"),
        ("brief", "hepl", "/brief help"),
        ("brief", "the harbour story", "I see no link"),
        ("facts", f"{A} sahre", "Did you mean"),
        ("facts", f"{A} please now", "“please now”"),
        ("quotes", f"{A} 7d", "“7d”"),
        ("quotes", "since monday", "Whose quotes?"),
        ("quotes", "Ann Lee share", "Leave out “share”"),
        ("quotes", "<@U0AMINA|amina>", "not a mention"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(what: str, text: str, words: str) -> None:
    asked = question(what, text, "T1")
    assert isinstance(asked, Hint) and words in asked.words


@pytest.mark.parametrize("text", ["", "8h", "monday", "since fri", "mon", "2026-11-01", "yesterday"])
def test_times_of_a_handover(text: str) -> None:
    assert time_of(text) == text


def test_a_message_is_known_by_its_link_and_nothing_else_is() -> None:
    assert message_of("T1", MESSAGE) == Shared("T1", "C0BREAKING", "1795808975.376706")
    elsewhere = MESSAGE.replace("newsroom.slack.com", "evil.example")
    for other in (A, elsewhere, "https://slack.com/archives/x", "https://newsroom.slack.com/archives/C1/p12"):
        assert message_of("T1", other) is None
    assert message_of("T1", "https://[broken") is None
