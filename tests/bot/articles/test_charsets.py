"""Text is read right, whatever a page says or does not say about its character set."""

import codecs

import pytest

from bot.articles.charsets import decode

WORDS = "<p>Žluťoučký kůň — “cafés”</p>"


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_wins(mark: bytes, name: str) -> None:
    assert decode(mark + WORDS.encode(name), "iso-8859-2") == WORDS


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "nonsense", "utf-16"])
def test_valid_utf8_is_utf8_whatever_is_declared(declared: str | None) -> None:
    assert decode(WORDS.encode(), declared) == WORDS


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        ("<p>Žluťoučký kůň</p>", "iso-8859-2", "ISO-8859-2"),
        ("<p>Žluťoučký kůň</p>", "cp1250", "windows-1250"),
        ("<p>“cafés”</p>", "cp1252", "iso-8859-1"),
        ("<p>Порт открылся</p>", "koi8-r", "KOI8-R"),
        ("<p>港が再開した</p>", "cp932", "Shift_JIS"),
        ("<p>港が再開した</p>", "euc-jp", "euc-jp"),
        ("<p>港口重新开放</p>", "gb18030", "gb2312"),
        ("<p>항구가 다시 열렸다</p>", "cp949", "euc-kr"),
    ],
)
def test_the_headers_and_the_pages_own_declaration(text: str, codec: str, declared: str) -> None:
    assert decode(text.encode(codec), declared) == text
    page = f'<html><head><meta charset="{declared}"></head>{text}'
    assert decode(page.encode(codec)) == page
    older = f'<html><meta http-equiv="Content-Type" content="text/html; charset={declared}">{text}'
    assert decode(older.encode(codec)) == older


def test_the_header_goes_before_the_page() -> None:
    body = '<meta charset="koi8-r"><p>café'.encode("cp1252")
    assert decode(body, "windows-1252").endswith("café")


def test_without_any_declaration_it_is_windows_1252() -> None:
    assert decode("<p>“cafés”".encode("cp1252")) == "<p>“cafés”"


@pytest.mark.parametrize(
    "declared", ["rot13", "zlib", "base64", "idna", "unicode_escape", "utf-7", "../etc", "x" * 1000, "", "\x00"]
)
def test_labels_that_are_no_charsets_are_not_obeyed(declared: str) -> None:
    assert decode(b"<p>caf\xe9 +AGE-", declared) == "<p>café +AGE-"


def test_any_bytes_become_text() -> None:
    for body in (bytes(range(256)) * 10, b"\xff" * 100, b"\xfe\xff\x00", b"\xff\xfe\x00", b"", b"\x00" * 10):
        assert isinstance(decode(body, "utf-8"), str)
        assert isinstance(decode(body, "shift_jis"), str)
