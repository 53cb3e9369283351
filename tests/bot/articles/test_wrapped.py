"""A link in a link is the article's own."""

import pytest

from bot.articles.links import canonical, find_links, link_key
from bot.articles.wrapped import unwrapped

STORY = "https://www.ellorycourier.example/news/harbour-reopens"


@pytest.mark.parametrize(
    "link",
    [
        "https://www.google.com/amp/s/www.ellorycourier.example/news/harbour-reopens",
        "https://google.co.uk/amp/s/www.ellorycourier.example/news/harbour-reopens",
        "https://www-ellorycourier-example.cdn.ampproject.org/c/s/www.ellorycourier.example/news/harbour-reopens",
        "https://www-ellorycourier-example.cdn.ampproject.org/v/s/www.ellorycourier.example/news/harbour-reopens",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.ellorycourier.example%2Fnews%2Fharbour-reopens&usg=A",
        "https://www.google.com/url?q=https://www.ellorycourier.example/news/harbour-reopens",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.ellorycourier.example%2Fnews%2Fharbour-reopens&h=AT0",
        "https://slack-redir.net/link?url=https%3A%2F%2Fwww.ellorycourier.example%2Fnews%2Fharbour-reopens",
        "https://www.google.com/url?q=https://www.google.com/amp/s/www.ellorycourier.example/news/harbour-reopens",
    ],
)
def test_the_inner_link_is_the_articles(link: str) -> None:
    assert unwrapped(link) == STORY
    assert canonical(link) == STORY
    assert link_key(link) == link_key(STORY)
    assert find_links(f"<{link}> <{STORY}>", None, None) == [STORY]


def test_its_query_goes_with_it() -> None:
    link = "https://www.google.com/amp/s/courier.example/view.php?cid=7"
    assert unwrapped(link) == "https://courier.example/view.php?cid=7"
    assert unwrapped("https://www.google.com/amp/courier.example/a") == "http://courier.example/a"


@pytest.mark.parametrize(
    "link",
    [
        STORY,
        "",
        "http://[::1",
        "https://www.google.com/amp/s/",
        "https://www.google.com/amp/help",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/url?q=//courier.example/a",
        "https://www.google.com/search?q=https://courier.example/a",
        "https://google.com.evil.example/url?q=https://courier.example/a",
        "https://l.facebook.com/l.php?u=harbour",
        "https://courier.example/amp/s/other.example/a",
    ],
)
def test_other_links_stay_as_they_are(link: str) -> None:
    assert unwrapped(link) == link


def test_layers_have_an_end() -> None:
    link = STORY
    for _ in range(50):
        link = f"https://slack-redir.net/link?url={link}"
    assert unwrapped(link).startswith("https://slack-redir.net/link?url=")
