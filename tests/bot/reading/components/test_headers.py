import pytest

from bot.reading.components.headers import bylines, datelines


@pytest.mark.parametrize(
    "line",
    [
        "By Dana Alder",
        "By Dana Alder and Bo Marsh",
        "By Dana Alder, Reuters",
        "By Dana Alder in Brennick",
        "Reporting by Dana Alder in Brennick; editing by Bo Marsh",
        "Additional reporting by Bo Marsh",
    ],
)
def test_bylines(line: str) -> None:
    text = f"{line}\n\nThe dam burst."
    assert [text[start:end] for start, end in bylines(text)] == [line]


@pytest.mark.parametrize("line", ["By Tuesday the water was gone.", "By Dana Alder's account, it was over.", "By then"])
def test_sentences_that_begin_with_by(line: str) -> None:
    assert bylines(line) == []


@pytest.mark.parametrize("head", ["(CNN) —", "BRENNICK, Ukraine (AP) —", "LONDON (Reuters) -"])
def test_datelines(head: str) -> None:
    text = f"{head} The dam burst."
    assert [text[start:end] for start, end in datelines(text)] == [head]


def test_brackets_in_a_sentence_are_no_dateline() -> None:
    assert datelines("Dana Alder (Labour) said the dam burst.") == []
