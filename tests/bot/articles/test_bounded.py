"""No page can take the worker's time, memory or life."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.articles.bounded import BoundedParser
from bot.articles.errors import NoArticle, TooLarge, Unreadable
from bot.articles.parse import parse
from bot.errors import ArticleError
from tests.bot.articles.pages import URL, meta, page

NEWS = meta(og__type="article")


@pytest.fixture(scope="module")
def parser() -> Iterator[BoundedParser]:
    with BoundedParser() as bounded:
        yield bounded


def child_of(parser: BoundedParser) -> int:
    process = parser._process
    assert process is not None
    return process.pid


def test_the_article_is_the_same(parser: BoundedParser) -> None:
    html = page(head=NEWS + meta(author="Ana Diaz"))
    assert parser.parse(html, URL) == parse(html, URL)
    assert parser.parse(html.encode(), URL) == parse(html, URL)


def test_errors_keep_type_and_words(parser: BoundedParser) -> None:
    with pytest.raises(NoArticle, match="no article"):
        parser.parse(page(), "https://www.ellorycourier.example/")
    with pytest.raises(TooLarge):
        parser.parse("<p>" * 100_000, URL)


def test_one_process_serves_many_pages(parser: BoundedParser) -> None:
    parser.parse(page(head=NEWS), URL)
    before = child_of(parser)
    for _ in range(20):
        parser.parse(page(head=NEWS), URL)
    assert child_of(parser) == before


def test_a_page_that_crashes_the_parser_is_unreadable_and_the_next_one_is_read(parser: BoundedParser) -> None:
    parser.parse(page(head=NEWS), URL)
    # Frozen, the parser can't answer before it is killed.
    os.kill(child_of(parser), signal.SIGSTOP)
    killer = threading.Timer(0.2, os.kill, (child_of(parser), signal.SIGKILL))
    killer.start()
    with pytest.raises(Unreadable):
        parser.parse(page(head=NEWS), URL)
    killer.join()
    assert parser.parse(page(head=NEWS), URL).text


def test_a_parser_that_died_between_pages_is_not_missed(parser: BoundedParser) -> None:
    parser.parse(page(head=NEWS), URL)
    assert parser._process
    parser._process.kill()
    parser._process.wait()
    assert parser.parse(page(head=NEWS), URL).text


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with BoundedParser(seconds=0.3) as parser:
        parser.parse(page(head=NEWS), URL)
        os.kill(child_of(parser), signal.SIGSTOP)
        with pytest.raises(Unreadable):
            parser.parse("<p>" * 3_000_000, URL)
        assert parser.parse(page(head=NEWS), URL).text


@pytest.mark.parametrize(
    "html",
    ["<div>" * 1_000_000, "<p>" + "harbour " * 1_240_000, '<a href="/x">y</a>' * 100_000, "&lt;" * 2_500_000],
    ids=["5 MB of nested tags", "one line of 10 MB", "100,000 links", "10 MB of entities"],
)
def test_monstrous_pages_are_no_matter_for_the_process(html: str) -> None:
    """They are within the tree's own limits or refused by them: the process is still the same afterwards. How long they
    take is in `python -m benchmarks.hostile_pages`.
    """
    with BoundedParser(seconds=100) as parser:
        parser.parse(page(head=NEWS), URL)
        before = child_of(parser)
        with suppress(ArticleError):
            parser.parse(html, URL)
        assert parser.parse(page(head=NEWS), URL).text
        assert child_of(parser) == before


def test_a_page_that_takes_too_much_memory_is_given_up() -> None:
    with BoundedParser(memory=85_000_000) as parser:
        assert parser.parse(page(head=NEWS), URL).text
        with pytest.raises(Unreadable):
            parser.parse(page(head=NEWS) + "<p>" + "harbour " * 1_200_000, URL)
        assert parser.parse(page(head=NEWS), URL).text


def test_threads_wait_for_each_other(parser: BoundedParser) -> None:
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: texts.append(parser.parse(page(head=NEWS, title=f"Number {n}"), URL).text))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(texts) == 8


def test_closing_leaves_no_process_behind() -> None:
    parser = BoundedParser()
    parser.parse(page(head=NEWS), URL)
    pid = child_of(parser)
    parser.close()
    parser.close()
    assert not Path(f"/proc/{pid}").exists()
    assert parser.parse(page(head=NEWS), URL).text
    parser.close()
