"""A slash command's text, as Slack sends it with and without escaping."""

import pytest

from bot.slack.slash import Said, meant, parse

VERBS = ("list", "show", "rename", "merge", "split", "follow", "unfollow", "mute", "unmute", "help")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", Said("")),
        ("   \n ", Said("")),
        ("List", Said("list")),
        ("rename 2 New  name", Said("rename", ("2", "New", "name"))),
        ('rename 2 "Nights over the port"', Said("rename", ("2", "Nights over the port"))),
        ("rename “Old name” “Nights, again”", Said("rename", ("Old name", "Nights, again"))),
        ("rename 2 „Nights“", Said("rename", ("2", "Nights"))),
        ("rename 2 ‘The mayor’s trial’", Said("rename", ("2", "The mayor’s trial"))),
        ("show «Kelmar»", Said("show", ("Kelmar",))),
        ('rename 2 "Nights over', Said("rename", ("2", "Nights", "over"))),
        ('show ""', Said("show")),
        ('"show" kelmar', Said("", ("show", "kelmar"))),
        ("follow O'Brien", Said("follow", ("O'Brien",))),
        ("rename 1 R&amp;D &lt;cuts&gt;", Said("rename", ("1", "R&D", "<cuts>"))),
        ("a < b", Said("a", ("<", "b"))),
        (
            "split 2 <https://a.example/x?a=1&amp;b=2|the piece>",
            Said("split", ("2",), ("https://a.example/x?a=1&b=2",)),
        ),
        ("split 2 https://a.example/x.", Said("split", ("2",), ("https://a.example/x",))),
        ("<https://a.example/x>", Said("", (), ("https://a.example/x",))),
        (
            "follow 2 <#C0NEWS|news> <@U0BEN|ben> <@W0ANN>",
            Said("follow", ("2",), (), ("C0NEWS",), ("U0BEN", "W0ANN")),
        ),
        ("brief <https://n.slack.com/archives/C1/p1>", Said("brief", (), ("https://n.slack.com/archives/C1/p1",))),
        ("tell <!subteam^S1|@desk> <!here>", Said("tell", ("@desk", "here"))),
    ],
)
def test_what_was_said(text: str, said: Said) -> None:
    assert parse(text) == said


def test_behind_and_everything_are_texts() -> None:
    said = parse("rename 2 New name here")
    assert (said.behind(1), said.everything) == ("New name here", "rename 2 New name here")


@pytest.mark.parametrize("text", ["<" * 50_000, '"' * 50_001, "“" * 50_000, "‘a" * 20_000, "<a|" * 20_000, "\x00 é 🔁"])
def test_hostile_text_is_words(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("lst", "list"),
        ("lsit", "list"),
        ("listt", "list"),
        ("folow", "follow"),
        ("fillow", "follow"),
        ("merhe", "merge"),
        ("unfolow", "unfollow"),
        ("renmae", "rename"),
        ("lift", ""),
        ("mule", ""),
        ("snow", ""),
        ("kyiv", ""),
        ("list", ""),
        ("l", ""),
        ("", ""),
        ("following", ""),
    ],
)
def test_one_slip_of_the_keyboard_is_forgiven(word: str, verb: str) -> None:
    assert meant(word, VERBS) == verb
