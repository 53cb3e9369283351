import pytest
from spacy.language import Language
from spacy.tokens import Doc

from bot.reading.components.sentence_starts import unbroken

ARTICLE = """By Dana Alder

BRENNICK, Ukraine (AP) — Lt. Col. Bo Marsh said the dam held. He left.

A second paragraph"""


@pytest.fixture
def article(blank: Language) -> Doc:
    doc = blank.make_doc(ARTICLE)
    for name in ("nutgraf_headers", "nutgraf_sentence_starts"):
        doc = blank.create_pipe(name)(doc)
    return doc


def start_of(doc: Doc, words: str) -> bool | None:
    token = next(t for t in doc if t.idx == doc.text.index(words))
    return token.is_sent_start


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lt. Bo Marsh", "Bo"),
        ("when Col. Marsh left", "Marsh"),
        ("George W. Bush", "Bush"),
        ("by J. K. Alder", "Alder"),
        ("Sen. Dana Alder", "Dana"),
    ],
)
def test_no_sentence_begins_inside_a_name(text: str, name: str) -> None:
    assert text.index(name) in unbroken(text)


@pytest.mark.parametrize(
    "text", ["They had a plan B. The mayor left.", "He got an A. She did not.", "It is over. Bo left."]
)
def test_a_full_stop_can_still_end_a_sentence(text: str) -> None:
    assert unbroken(text) == []


def test_paragraphs_begin_sentences(article: Doc) -> None:
    assert start_of(article, "BRENNICK") is True
    assert start_of(article, "A second") is True


def test_a_dateline_is_parsed_apart_from_its_sentence(article: Doc) -> None:
    assert start_of(article, "Ukraine") is False
    assert start_of(article, "— Lt.") is False
    assert start_of(article, "Lt. Col.") is True


def test_the_rest_is_left_to_the_parser(article: Doc) -> None:
    assert start_of(article, "He left") is None


def test_line_breaks_belong_to_the_sentence_before(article: Doc) -> None:
    assert all(not t.is_sent_start for t in article if t.is_space)


def test_an_empty_text(blank: Language) -> None:
    doc = blank.make_doc("")
    assert len(blank.create_pipe("nutgraf_sentence_starts")(doc)) == 0
