"""Links to a passage, checked by a browser's rules: the first place where the words stand, at word boundaries."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.fragment import MAX_DIRECTIVE, directive_for, passage_link
from tests.bot.slack.articles import TEXT

URL = "https://a.example/story"


def place(text: str, directive: str) -> tuple[int, int] | None:
    """Where a browser would land: [prefix-,]start[,end], each first match behind the other."""
    terms = directive.split(",")
    prefix = unquote(terms.pop(0).removesuffix("-")) if terms[0].endswith("-") else None
    words = [r"\s+".join(map(re.escape, unquote(term).split())) for term in terms]
    lead = rf"(?<!\w){re.escape(prefix)}\W*" if prefix else ""
    start = re.search(rf"{lead}(?<!\w)(?P<start>{words[0]})(?!\w)", text, re.I)
    if not start:
        return None
    if len(words) == 1:
        return start.span("start")
    end = re.search(rf"(?<!\w){words[1]}(?!\w)", text[start.end() :], re.I)
    return (start.start("start"), start.end() + end.end()) if end else None


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize(
    "passage",
    [
        "1,200",
        "“Then the street was a river.”",
        "Water stood two metres deep in the market square.",
        TEXT.split("\n")[0],
        "Water stood two metres deep in the market square.\n“We heard it before we saw it,”",
    ],
)
def test_browser_lands_on_the_passage(passage: str) -> None:
    start = TEXT.index(passage)
    directive = directive_for(TEXT, start, start + len(passage))
    assert directive is not None
    found = place(TEXT, directive)
    assert found is not None
    assert words_of(TEXT[slice(*found)]) == words_of(passage)


def test_words_that_stand_earlier_too_are_lengthened() -> None:
    text = (
        "The mayor said no to the plan on Monday. The mayor said no to the plan on Friday evening after the long vote."
    )
    start = text.rindex("The mayor")
    directive = directive_for(text, start, len(text))
    assert directive is not None and place(text, directive) == (start, len(text) - 1)


def test_words_that_can_only_be_told_apart_by_what_is_before_them_get_a_prefix() -> None:
    text = "On Monday 26 people came. On Friday 26 people came."
    start = text.rindex("26 people")
    directive = directive_for(text, start, start + len("26 people"))
    assert directive is not None and directive.split(",")[0].endswith("-")
    assert place(text, directive) == (start, start + len("26 people"))


def test_dashes_commas_and_ampersands_are_encoded() -> None:
    text = "A well-known, old R&D firm"
    assert directive_for(text, 0, len(text)) == "A%20well%2Dknown%2C%20old%20R%26D%20firm"


def test_fragment_of_the_link_stays_in_front() -> None:
    assert passage_link(URL, "one two", 0, 3) == f"{URL}#:~:text=one"
    assert passage_link(f"{URL}#live", "one two", 0, 3) == f"{URL}#live:~:text=one"
    assert passage_link(f"{URL}#:~:text=other", "one two", 0, 3) == f"{URL}#:~:text=one"


def test_passage_without_words_links_to_the_page() -> None:
    assert passage_link(URL, "— … —", 0, 5) == URL


@given(st.text(alphabet="ab -,.\n“”é字", max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_any_span_gives_a_short_directive_or_none(text: str, one: int, other: int) -> None:
    directive = directive_for(text, min(one, other), max(one, other))
    assert directive is None or (0 < len(directive) <= MAX_DIRECTIVE and "-" not in directive.replace("-,", ""))
