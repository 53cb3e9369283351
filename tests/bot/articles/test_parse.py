"""A page becomes the article on it, or an error that says why there is none."""

import pytest

from bot.articles.article_json import article_json
from bot.articles.errors import NoArticle, NotAnArticle, Paywalled, TooLarge, Unreadable, Walled
from bot.articles.language import is_english
from bot.articles.parse import extract, parse
from bot.errors import ArticleError
from tests.bot.articles.pages import PARAGRAPHS, URL, article, jsonld, meta, page, paragraphs

NEWS = meta(og__type="article")


def test_an_article_has_its_paragraphs_one_a_line_and_nothing_else() -> None:
    assert parse(page(head=NEWS), URL).text.split("\n") == list(PARAGRAPHS)


def test_every_field_of_an_article() -> None:
    head = jsonld(
        headline="Harbour reopens after storm",
        author=[{"@type": "Person", "name": "Ana Diaz"}, {"@type": "Person", "name": "Bo Lee"}],
        datePublished="2024-03-08T06:30:00+01:00",
        dateModified="2024-03-08T09:00:00+01:00",
        publisher={"@type": "Organization", "name": "Ellory Courier"},
        description="Nine days after the storm, boats are back.",
        isAccessibleForFree=False,
    )
    found = parse(page(head=head + f'<link rel="canonical" href="{URL}">'), URL + "?utm_source=slack")
    assert found.title == "Harbour reopens after storm"
    assert found.authors == ("Ana Diaz", "Bo Lee")
    assert found.published == "2024-03-08T06:30:00+01:00"
    assert found.modified == "2024-03-08T09:00:00+01:00"
    assert found.site == "Ellory Courier"
    assert found.language == "en"
    assert found.canonical_url == URL
    assert found.description == "Nine days after the storm, boats are back."
    assert found.paywalled
    assert found.url == URL + "?utm_source=slack"
    assert found.body_start == 0


def test_bytes_and_text_give_the_same_article() -> None:
    assert parse(page(head=NEWS).encode(), URL) == parse(page(head=NEWS), URL)


def test_the_command_lines_object_has_the_contracts_keys() -> None:
    found = article_json(parse(page(head=NEWS), URL), "a1")
    assert list(found) == [
        "id",
        "text",
        "title",
        "authors",
        "published",
        "modified",
        "site",
        "language",
        "canonical_url",
        "description",
        "paywalled",
        "content_type",
    ]
    assert found["id"] == "a1"
    assert isinstance(found["authors"], list)


class TestPagesThatAreNoArticle:
    def cards(self, count: int) -> str:
        return "".join(
            f'<div><h2><a href="/news/story-{n}">Story number {n} of the day</a></h2><p>{PARAGRAPHS[n % 5]}</p></div>'
            for n in range(count)
        )

    def test_a_home_page(self) -> None:
        with pytest.raises(NoArticle):
            parse(page(self.cards(12), head=meta(og__type="website")), "https://www.ellorycourier.example/")
        with pytest.raises(NoArticle):
            parse(page(head=NEWS), "https://www.ellorycourier.example")

    def test_a_section_front(self) -> None:
        with pytest.raises(NoArticle):
            parse(page(self.cards(12), head=meta(og__type="website")), "https://www.ellorycourier.example/news/harbour")
        with pytest.raises(NoArticle):
            parse(page(self.cards(6)), "https://www.ellorycourier.example/tag/harbour")

    def test_a_product(self) -> None:
        head = '<script type="application/ld+json">{"@type": "Product", "name": "Oilskin coat"}</script>'
        with pytest.raises(NoArticle):
            parse(page(head=head), "https://shop.example/oilskin-coat")
        with pytest.raises(NoArticle):
            parse(page(head=meta(og__type="product")), "https://shop.example/oilskin-coat")

    def test_a_log_in_form(self) -> None:
        form = (
            "<h1>Log in</h1><form><p>Please log in to read on.</p><input type=password><button>Log in</button></form>"
        )
        with pytest.raises(NoArticle):
            parse(page(form), "https://www.ellorycourier.example/account/login")

    @pytest.mark.parametrize(
        "html", ["", " ", "\x00", "<", "<!doctype html>", "<html></html>", "<p>", "{}", "%PDF-1.7"]
    )
    def test_nothing_at_all(self, html: str) -> None:
        with pytest.raises(NotAnArticle):
            parse(html, URL)
        assert extract(html, URL).url == URL

    def test_an_article_that_says_so_may_be_short(self) -> None:
        short = article(
            "<p>The ferry to Ellory island will not run on Sunday because of high winds, the company said.</p>"
        )
        assert parse(page(short, head=NEWS), URL).text.startswith("The ferry")
        with pytest.raises(NoArticle):
            parse(page(short), URL)

    def test_an_article_need_not_say_so_when_it_is_long(self) -> None:
        assert parse(page(), URL).text


class TestWalls:
    @pytest.mark.parametrize(
        ("title", "words", "name"),
        [
            ("Just a moment...", "Enable JavaScript and cookies to continue", "robots"),
            ("Access Denied", "You don't have permission to access this page on this server.", "robots"),
            ("Ellory Courier", "Please verify you are a human. Press and hold the button.", "robots"),
            ("Ellory Courier", "We have detected unusual activity from your network.", "robots"),
            ("Before you continue", "We and our 800 partners store and access data on your device.", "consent"),
            ("Ellory Courier", "We, Ellory Media, and our partners use cookies to process data.", "consent"),
            ("Ellory Courier", "Please enable JavaScript to view this page.", "JavaScript"),
        ],
    )
    def test_walls_are_named(self, title: str, words: str, name: str) -> None:
        with pytest.raises(Walled, match=name):
            parse(f"<html><head><title>{title}</title></head><body><div><p>{words}</p></div></body></html>", URL)

    def test_a_consent_banner_on_another_page_is_no_wall(self) -> None:
        banner = "<div><p>We and our 800 partners store and access data on your device.</p></div>"
        with pytest.raises(NoArticle):
            parse(page(f"{banner}<h1>Log in</h1><form><input type=password></form>"), "https://courier.example/login")

    def test_a_consent_host_is_a_wall_whatever_it_says(self) -> None:
        with pytest.raises(Walled, match="consent"):
            parse(page(head=NEWS), "https://consent.ellorycourier.example/collect?next=/news")

    def test_a_challenge_script_with_no_text(self) -> None:
        with pytest.raises(Walled, match="robots"):
            parse(
                '<html><script src="https://geo.captcha-delivery.com/captcha/?x=1"></script><body></body></html>', URL
            )

    def test_an_article_about_walls_is_an_article(self) -> None:
        about = article(
            paragraphs() + "<p>Browsers show “Just a moment” while checking your browser before a page opens.</p>"
        )
        assert parse(page(about, head=NEWS + '<script src="/cdn-cgi/challenge-platform/x.js"></script>'), URL).text


class TestPaywalls:
    def test_a_teaser_is_not_briefed(self) -> None:
        with pytest.raises(Paywalled):
            parse(
                page(article(f"<p>{PARAGRAPHS[0]}</p>"), head=jsonld(headline="Harbour", isAccessibleForFree="False")),
                URL,
            )

    @pytest.mark.parametrize(
        "head",
        [
            jsonld(headline="H", isAccessibleForFree=False),
            jsonld(headline="H", isAccessibleForFree="false"),
            jsonld(headline="H", hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False"}),
            NEWS + meta(article__content_tier="locked"),
            NEWS + meta(article__content_tier="metered"),
        ],
    )
    def test_a_paywalled_article_whose_text_is_there_is_read_and_marked(self, head: str) -> None:
        assert parse(page(head=head), URL).paywalled

    @pytest.mark.parametrize(
        "prompt",
        [
            "<p><a href=/subscribe>Subscribe</a> to continue reading.</p>",
            "<div>Already a subscriber? <a>Log in</a></div>",
            "<div>This article is for subscribers.</div>",
        ],
    )
    def test_a_text_that_is_cut_off_is_marked_though_no_metadata_say_so(self, prompt: str) -> None:
        assert parse(page(article() + prompt, head=NEWS), URL).paywalled

    @pytest.mark.parametrize(
        "head", [NEWS, jsonld(headline="H", isAccessibleForFree=True), NEWS + meta(article__content_tier="free")]
    )
    def test_free_articles_are_not_marked(self, head: str) -> None:
        assert not parse(page(head=head), URL).paywalled


class TestLanguage:
    GERMAN = (
        "Der Hafen von Port Ellory ist am Freitag wieder geöffnet worden, neun Tage nach dem Sturm an der Küste.",
        "Die Fischer sagten, sie hätten ein Fünftel der Saison verloren, und der Preis habe sich verdoppelt.",
        "Ein zweiter Kran soll in der nächsten Woche kommen, bis dahin müssen große Schiffe vor der Mole warten.",
    )

    @pytest.mark.parametrize("lang", ["de", "en", ""])
    def test_another_language_is_seen_whatever_the_page_claims(self, lang: str) -> None:
        found = parse(page(article(paragraphs(self.GERMAN)), head=NEWS, lang=lang), URL)
        assert not is_english(found.text, found.language)
        assert found.title

    def test_english_is_read_whatever_the_page_claims(self) -> None:
        assert parse(page(head=NEWS, lang="de"), URL).language == "en"

    def test_another_script_is_seen(self) -> None:
        russian = "Порт вновь открылся в пятницу, через девять дней после шторма. " * 8
        found = parse(page(article(paragraphs((russian,))), head=NEWS), URL)
        assert not is_english(found.text, found.language)

    def test_the_command_line_reads_it_all_the_same(self) -> None:
        found = extract(page(article(paragraphs(self.GERMAN)), head=NEWS, lang="de"), URL)
        assert found.language == "de"
        assert found.text.startswith("Der Hafen")


HOSTILE = {
    "deep blocks": "<div>" * 100_000 + paragraphs(),
    "deep inline": "<b>" * 100_000 + "text",
    "deep tables": "<table><tr><td>" * 50_000 + "text",
    "deep lists": "<ul><li>" * 50_000 + "text",
    "100,000 links": '<a href="/x">y</a>' * 100_000,
    "a million paragraphs": "<p>" * 1_000_000,
    "one long line": "<p>" + "harbour " * 300_000,
    "entities": "&amp;" * 1_000_000,
    "entity bomb": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + "&b;" * 1000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x",
    "open comment": "<!--" * 100_000,
    "brackets": "<" * 1_000_000,
    "NUL bytes": page(head=NEWS).replace(" ", "\x00 "),
    "surrogates": page().replace("harbour", "har\ud800bour"),
    "control characters": page().replace("harbour", "har\x0b\x1fbour"),
    "JSON-LD nested": f'<script type="application/ld+json">{"[" * 100_000}</script>' + page(),
    "JSON-LD wide": f'<script type="application/ld+json">[{",".join(["{}"] * 20_000)}]</script>' + page(),
    "JSON-LD of odd types": jsonld(headline=5, author=7, datePublished={"a": 1}, publisher=[], url=[1]) + page(),
    "JSON-LD author in author": jsonld().replace("{", '{"author": ' + '{"name": ' * 900 + "1" + "}" * 900 + ", ", 1)
    + page(),
    "odd canonical": '<link rel=canonical href="http://[::1"><meta property=og:url content="//">' + page(),
    "huge title": page(title="harbour " * 200_000),
    "odd names": "<x:y z:w='1'><svg><math><mi//><p id='&#0;'>" + page(),
    "headings": "<h1>" + "<h1>x" * 20_000,
    "bylines": '<div class="byline">By Ana</div>' * 5_000,
    "unclosed attribute": '<p class="' + "a " * 1_000_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_raises_nothing_but_article_errors(html: str) -> None:
    for read in (parse, extract):
        try:
            found = read(html, URL)
        except ArticleError as error:
            assert error.sentence.endswith(".")
        else:
            assert "\x00" not in found.text


def test_a_page_that_the_extractor_stumbles_over_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> str:
        raise RecursionError

    monkeypatch.setattr("trafilatura.extract", stumble)
    with pytest.raises(Unreadable):
        parse(page(head=NEWS), URL)


def test_a_page_beyond_the_limit_is_too_large() -> None:
    with pytest.raises(TooLarge):
        parse("<p>" + "a" * 10_000_001, URL)


@pytest.mark.parametrize(
    "url", ["", "not a link", "http://[", "https://", "http://a.example:x/", "/relative", "https://a.example/\ud800"]
)
def test_any_address_will_do(url: str) -> None:
    assert extract(page(), url).text
