"""Whatever a page is made of, reading it ends in an article or in an ArticleError."""

import gzip
import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.articles.charsets import decode
from bot.articles.links import canonical, find_web_links, link_key
from bot.articles.parse import extract, parse
from bot.articles.plain import from_text, looks_like_html
from bot.articles.times import iso_time
from bot.errors import ArticleError
from tests.bot.articles.pages import URL, jsonld, meta, page
from tests.support import corpora

ROUNDS = int(os.environ.get("NUTGRAF_FUZZ_ROUNDS", "150"))
"""Inputs of each kind; set it higher to look for trouble, e.g. 20000."""

quickly = settings(max_examples=ROUNDS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)

PIECES = [
    *(
        "<p>",
        "</p>",
        "<div class='article-body'>",
        "</div>",
        "<table><tr><td>",
        "</table>",
        "<br><br>",
        "<ul><li>",
        "<h1>",
    ),
    *(
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<svg>",
        "<template>",
        "<time datetime=",
        "<meta property=og:title content=",
    ),
    *(
        '<script type="application/ld+json">',
        '{"@type":"NewsArticle","author":',
        "[",
        "{",
        "2019-11-18T",
        "By Ana Diaz",
    ),
    *("\x00", "\ud800", "&#x0;", "&amp;", "'", '"', ">", "<", "\ufffe", "é港"),
    "The harbour of Port Ellory reopened on Friday, nine days after the storm. ",
]
WHOLE = page(
    head=jsonld(headline="Harbour reopens", author="Ana Diaz", datePublished="2024-03-08") + meta(og__type="article")
)


def reads(html: str | bytes, url: str = URL) -> None:
    extract_error = None
    try:
        text = extract(html, url).text
        assert "\x00" not in text
        text.encode("utf-8")
    except ArticleError as error:
        extract_error = error
    try:
        parse(html, url)
    except ArticleError as error:
        assert error.sentence
    else:
        assert extract_error is None


@quickly
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_pages_of_broken_pieces(html: str) -> None:
    reads(html)


@quickly
@given(st.binary(max_size=2000), st.sampled_from([None, "utf-8", "utf-16", "shift_jis", "gb18030", "koi8-r", "x"]))
def test_bytes(body: bytes, charset: str | None) -> None:
    reads(body)
    decode(body, charset)
    looks_like_html(body)


@quickly
@given(st.randoms(use_true_random=False))
def test_a_page_with_pieces_cut_out_and_put_in(rng: random.Random) -> None:
    reads(mutated(WHOLE, rng))


@quickly
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    from_text(text, published=text)
    iso_time(text)
    find_web_links(text, [{"type": "mrkdwn", "text": text}], [{"title_link": text}])
    link_key(text)
    reads(page(head=meta(og__title=text.replace('"', ""), author=text.replace('"', ""))), text)


@quickly
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_link_has_one_canonical_form(host: str, rest: str) -> None:
    once = canonical(f"https://{host}/{rest}")
    assert canonical(once) == once
    assert link_key(once) == link_key(f"https://{host}/{rest}")


@pytest.mark.corpus
@pytest.mark.timeout(3600)
def test_mutated_real_pages() -> None:
    files = sorted(corpora.need("pages", "html").glob("*.gz"), key=lambda path: path.stat().st_size)[:60]
    for n in range(max(ROUNDS // 5, len(files))):
        rng = random.Random(n)
        reads(mutated(gzip.decompress(_pick(files, n).read_bytes()).decode("utf-8"), rng))


def _pick(files: list[Path], n: int) -> Path:
    return files[n % len(files)]


def mutated(html: str, rng: random.Random) -> str:
    """`html` with some stretches deleted, doubled, swapped for pieces, or with one character changed."""
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(html) + 1)
        length = rng.choice([1, 5, 50, 500, 5000])
        change = rng.choice(["delete", "double", "piece", "character"])
        if change == "delete":
            html = html[:at] + html[at + length :]
        elif change == "double":
            html = html[:at] + html[at : at + length] * 2 + html[at + length :]
        elif change == "piece":
            html = html[:at] + rng.choice(PIECES) * rng.choice([1, 1, 1, 50]) + html[at:]
        else:
            html = html[:at] + chr(rng.choice([0, 9, 34, 38, 60, 62, 0x2028, 0xFFFE, 0x1F600])) + html[at + 1 :]
    return html
