"""Pasted text keeps every character, and its header line is understood."""

import pytest

from bot.articles.plain import from_text, looks_like_html
from tests.support import corpora


def test_text_is_kept_exactly_as_given() -> None:
    text = "  \tBy Ana Diaz\r\n\r\nThe harbour\u00a0reopened.\n\n\n"
    assert from_text(text).text == text


@pytest.mark.parametrize(
    ("header", "published", "authors", "site"),
    [
        (" date 2025-07-03 By Ana Diaz, Bo Lee and Cy Orr, CNN", "2025-07-03", ("Ana Diaz", "Bo Lee", "Cy Orr"), "CNN"),
        ("By Ana Diaz and Bo Lee", None, ("Ana Diaz", "Bo Lee"), None),
        ("by ANA DIAZ", None, ("Ana Diaz",), None),
        ("By Ana Diaz, Reuters", None, ("Ana Diaz",), "Reuters"),
        ("By Ana Diaz, The Associated Press", None, ("Ana Diaz",), "The Associated Press"),
        ("By Ana Diaz, Courier Staff Writer", None, ("Ana Diaz",), None),
        ("date 2025-07-03", "2025-07-03", (), None),
        ("July 3, 2025 | By Ana Diaz", "2025-07-03", ("Ana Diaz",), None),
        ("Published: 3 July 2025", "2025-07-03", (), None),
        ("2025-07-03T10:15:00Z By Ana Diaz", "2025-07-03T10:15:00+00:00", ("Ana Diaz",), None),
    ],
)
def test_header_lines(header: str, published: str | None, authors: tuple[str, ...], site: str | None) -> None:
    article = from_text(f"{header}\n\nThe harbour reopened on Friday.")
    assert (article.published, article.authors, article.site) == (published, authors, site)
    assert article.text[article.body_start :] == "The harbour reopened on Friday."
    assert article.title is None


@pytest.mark.parametrize(
    "text",
    [
        "By Friday, the storm had passed the harbour.\nMore.",
        "By some accounts the harbour never closed.",
        "The harbour reopened on Friday.",
        "2025 was a good year for the harbour.",
        "Date palms lined the harbour.",
        "",
        "\n\n",
    ],
)
def test_a_body_is_not_taken_for_a_header(text: str) -> None:
    article = from_text(text)
    assert article.body_start == 0
    assert article.authors == ()
    assert article.published is None


def test_what_is_known_goes_before_what_the_text_says() -> None:
    article = from_text(
        "date 2025-07-03 By Ana Diaz, CNN\n\nText.",
        title="Harbour reopens",
        authors=("Bo Lee",),
        published="2024-01-02",
        site="The Courier",
        url="https://courier.example/a",
    )
    assert (article.title, article.authors, article.published) == ("Harbour reopens", ("Bo Lee",), "2024-01-02")
    assert (article.site, article.url) == ("The Courier", "https://courier.example/a")
    assert article.text[article.body_start :] == "Text."


def test_an_agency_in_the_dateline_is_the_site() -> None:
    assert from_text("(CNN) — The harbour reopened.").site == "CNN"
    assert from_text("LIMA, Peru (AP) — The harbour reopened.").site == "AP"
    assert from_text("The harbour (a big one) — reopened.").site is None


def test_a_published_that_is_no_date_is_left_out() -> None:
    assert from_text("Text.", published="yesterday-ish").published is None


def test_language_is_told_by_the_words() -> None:
    english = (
        "The harbour was reopened on Friday after the storm, and the boats that had left came back to it with the tide."
    )
    german = (
        "Der Hafen wurde am Freitag nach dem Sturm wieder geöffnet, und die Boote, die ihn verlassen hatten, "
        "sind mit der Flut zurückgekehrt."
    )
    assert from_text(english).language == "en"
    assert from_text(german).language is None


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html>",
        "<html lang=en>",
        " \n<!-- saved --><!doctype HTML>",
        "\ufeff<html>",
        '<?xml version="1.0"?>\n<html>',
        "<head><title>",
    ],
)
def test_files_of_html_are_recognised(start: str) -> None:
    assert looks_like_html(start.encode() + b"<p>x")


@pytest.mark.parametrize("start", ["The <html> tag", "", "<!-- only a comment", "<b>bold</b> words", "By Ana Diaz"])
def test_plain_files_are_not_html(start: str) -> None:
    assert not looks_like_html(start.encode())


def test_hostile_text_is_read_in_no_time() -> None:
    for text in (
        "By " + "Ana " * 200_000,
        "(" * 500_000,
        "date " * 200_000,
        " " * 500_000,
        "<!--" * 200_000,
        "By A, " * 100_000,
    ):
        from_text(text)
        looks_like_html(text.encode())


@pytest.mark.corpus
def test_the_sample_story() -> None:
    article = from_text((corpora.need_shared("samples") / "kyiv-strikes.txt").read_text(encoding="utf-8"))
    assert article.title is None
    assert article.published == "2025-07-03"
    assert len(article.authors) == 4
    assert article.site == "CNN"
    assert article.text[article.body_start :].startswith("(CNN)")
