"""A live blog, an opinion and a gallery are not taken for reports."""

import json

import pytest

from bot.articles import wire
from bot.articles.article import Kind
from bot.articles.article_json import article_json
from bot.articles.parse import extract
from tests.bot.articles.pages import URL, jsonld, meta, page

HOST = "https://www.ellorycourier.example"


def kind(head: str = "", url: str = URL) -> Kind:
    return extract(page(head=head), url).kind


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("NewsArticle", Kind.ARTICLE),
        ("LiveBlogPosting", Kind.LIVE_BLOG),
        ("OpinionNewsArticle", Kind.OPINION),
        ("AnalysisNewsArticle", Kind.ANALYSIS),
        (["Review", "NewsArticle"], Kind.REVIEW),
        ("https://schema.org/ImageGallery", Kind.GALLERY),
        ("VideoObject", Kind.VIDEO),
    ],
)
def test_what_json_ld_states(stated: object, expected: Kind) -> None:
    assert kind(jsonld(**{"@type": stated, "headline": "Harbour reopens"})) is expected


def test_a_video_beside_an_article_is_its_illustration() -> None:
    video = jsonld(**{"@type": "VideoObject", "name": "The harbour"})
    assert kind(jsonld(headline="Harbour reopens") + video) is Kind.ARTICLE
    assert kind(meta(og__type="article") + video) is Kind.ARTICLE


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/news/harbour-reopens", Kind.ARTICLE),
        ("/news/the-opinion-of-the-court", Kind.ARTICLE),
        ("/news/concert-goes-live-in-june", Kind.ARTICLE),
        ("/opinion/2024/harbour", Kind.OPINION),
        ("/news/live/harbour-storm", Kind.LIVE_BLOG),
        ("/news/harbour-storm-live-updates", Kind.LIVE_BLOG),
        ("/photo-gallery/harbour", Kind.GALLERY),
        ("/video/harbour", Kind.VIDEO),
        ("/culture/reviews/the-harbour-play", Kind.REVIEW),
        ("/news/court-orders-review", Kind.ARTICLE),
        ("/podcasts/harbour", Kind.AUDIO),
    ],
)
def test_what_the_address_says(path: str, expected: Kind) -> None:
    assert kind(url=HOST + path) is expected


def test_what_meta_elements_say() -> None:
    assert kind(meta(og__type="video.other")) is Kind.VIDEO
    assert kind(meta(og__type="article", article__section="Opinion")) is Kind.OPINION
    assert kind(meta(og__type="article", article__section="Sport")) is Kind.ARTICLE


def test_the_kind_is_printed_and_outlives_the_store() -> None:
    article = extract(page(head=jsonld(**{"@type": "LiveBlogPosting"})), URL)
    assert article_json(article, 1)["content_type"] == "live blog"
    assert wire.load(json.loads(json.dumps(wire.dump(article)))) == article
