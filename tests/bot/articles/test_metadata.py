"""What a page says about its article, however it says it."""

import pytest

from bot.articles.article import Article
from bot.articles.names import people
from bot.articles.parse import extract
from bot.articles.times import day_in_url, iso_time
from bot.articles.titles import without_site
from tests.bot.articles.pages import URL, article, jsonld, meta, page


def found(
    head: str = "", body: str = "", title: str = "Harbour reopens after storm - Ellory Courier", url: str = URL
) -> Article:
    return extract(page(body, head=head, title=title), url)


class TestTimes:
    @pytest.mark.parametrize(
        ("stated", "iso"),
        [
            ("2019-11-18T14:03:22Z", "2019-11-18T14:03:22+00:00"),
            ("2019-11-18T14:03:22.123456+05:30", "2019-11-18T14:03:22+05:30"),
            ("2019-11-18T14:03+0100", "2019-11-18T14:03:00+01:00"),
            ("2019-11-18 14:03:22", "2019-11-18T14:03:22"),
            ("2019-11-18T14:03:22-05", "2019-11-18T14:03:22-05:00"),
            ("2019-11-18", "2019-11-18"),
            ("20191118", "2019-11-18"),
            ("2019/11/18", "2019-11-18"),
            ("2019-11-18 02:03 PM", "2019-11-18T14:03:00"),
            ("Mon, 18 Nov 2019 14:03:22 GMT", "2019-11-18T14:03:22+00:00"),
            ("Mon, 18 Nov 2019 14:03:22 -0500", "2019-11-18T14:03:22-05:00"),
            ("01:38:07 PM IST Nov 20, 2019", "2019-11-20T13:38:07+05:30"),
            ("Nov 20, 2019 01:38 PM IST", "2019-11-20T13:38:00+05:30"),
            ("November 18, 2019 at 12:05 a.m. EST", "2019-11-18T00:05:00-05:00"),
            ("18 November 2019", "2019-11-18"),
            ("Nov. 18th, 2019", "2019-11-18"),
            ("Published Monday, November 18, 2019 8:22AM EST", "2019-11-18T08:22:00-05:00"),
            ("1574085802", "2019-11-18T14:03:22+00:00"),
            ("1574085802000", "2019-11-18T14:03:22+00:00"),
            (1574085802, "2019-11-18T14:03:22+00:00"),
        ],
    )
    def test_times_as_pages_write_them(self, stated: object, iso: str) -> None:
        assert iso_time(stated) == iso

    @pytest.mark.parametrize(
        "stated",
        [
            *("0001-01-01", "0001-01-01T00:00:00Z", "1899-12-30", "2019-02-30", "2019-13-01", "9999-12-31"),
            *("today", "3 hours ago", "", "2019", "12345", "Nov 31, 2019", "a" * 500),
            *(None, {}, True, 0, -5, 1e30),
        ],
    )
    def test_what_is_no_date_of_an_article(self, stated: object) -> None:
        assert iso_time(stated) is None

    def test_an_impossible_hour_leaves_the_day(self) -> None:
        assert iso_time("2019-11-18T99:99") == "2019-11-18"

    def test_a_day_in_the_address(self) -> None:
        assert day_in_url("https://courier.example/2024/03/08/harbour") == "2024-03-08"
        assert day_in_url("https://courier.example/2024-3-8/harbour") == "2024-03-08"
        assert day_in_url("https://courier.example/2024/13/08/harbour") is None
        assert day_in_url("https://courier.example/harbour-2024") is None


class TestPublished:
    def test_jsonld_goes_first(self) -> None:
        head = jsonld(headline="H", datePublished="2024-03-08T06:30:00+01:00") + meta(
            article__published_time="2024-03-09"
        )
        assert found(head).published == "2024-03-08T06:30:00+01:00"

    def test_zero_values_are_passed_over(self) -> None:
        head = jsonld(headline="H", datePublished="0001-01-01T00:00:00Z") + meta(
            article__published_time="2024-03-08T06:30Z"
        )
        assert found(head).published == "2024-03-08T06:30:00+00:00"

    def test_a_mere_day_is_completed_by_another_statement_of_the_same_day(self) -> None:
        head = jsonld(headline="H", datePublished="2024-03-08") + meta(
            article__published_time="2024-03-08T06:30:00+01:00"
        )
        assert found(head).published == "2024-03-08T06:30:00+01:00"

    def test_a_mere_day_stays_one(self) -> None:
        assert found(jsonld(headline="H", datePublished="2024-03-08")).published == "2024-03-08"

    @pytest.mark.parametrize(
        "byline",
        [
            '<time datetime="2024-03-08T06:30:00+01:00">Friday</time>',
            '<span itemprop="datePublished" content="2024-03-08T06:30:00+01:00">Friday</span>',
        ],
    )
    def test_elements_for_machines(self, byline: str) -> None:
        body = article().replace("</h1>", f"</h1>{byline}")
        assert found(body=body, url="https://courier.example/harbour").published == "2024-03-08T06:30:00+01:00"

    def test_a_date_line_for_people(self) -> None:
        body = article().replace(
            "</h1>", '</h1><p class="article-meta">By Ana Diaz on Friday, March 8th, 2024 at 6:30 a.m.</p>'
        )
        shown = found(body=body, url="https://courier.example/harbour")
        assert (shown.published, shown.authors) == ("2024-03-08T06:30:00", ("Ana Diaz",))

    def test_the_address_comes_last_and_nothing_is_made_up(self) -> None:
        assert found().published == "2024-03-08"
        assert found(url="https://courier.example/harbour").published is None


class TestModified:
    PUBLISHED = "2024-03-08T06:30:00+01:00"

    def test_the_latest_statement_counts(self) -> None:
        """Some systems repeat the time of publication in one place and state the change in another."""
        head = jsonld(headline="H", datePublished=self.PUBLISHED, dateModified=self.PUBLISHED)
        assert found(head).modified == self.PUBLISHED
        head += meta(article__modified_time="2024-03-08T09:00:00Z")
        assert found(head).modified == "2024-03-08T09:00:00+00:00"

    @pytest.mark.parametrize("wrong", ["2024-03-08T05:00:00+01:00", "2024-03-07", "0001-01-01T00:00:00Z", "soon"])
    def test_no_article_is_changed_before_it_is_published(self, wrong: str) -> None:
        assert found(jsonld(headline="H", datePublished=self.PUBLISHED, dateModified=wrong)).modified is None

    def test_times_that_can_not_be_compared_are_compared_by_their_days(self) -> None:
        head = jsonld(headline="H", datePublished=self.PUBLISHED, dateModified="2024-03-08T05:00:00")
        assert found(head).modified == "2024-03-08T05:00:00"

    def test_another_storys_change_is_not_this_ones(self) -> None:
        other = jsonld(headline="Another story", dateModified="2024-03-09T09:00:00Z")
        assert found(jsonld(headline="H", author="Ana", datePublished=self.PUBLISHED) + other).modified is None
        check = jsonld(**{"@type": "ClaimReview", "dateModified": "2024-03-09T09:00:00Z"})
        assert found(jsonld(headline="H", datePublished=self.PUBLISHED) + check).modified == "2024-03-09T09:00:00+00:00"

    def test_what_the_page_tells_its_readers(self) -> None:
        line = '<p class="article-date">March 8, 2024. Last updated: March 9, 2024 1:41 p.m. GMT</p>'
        body = article().replace("</h1>", f"</h1>{line}")
        assert found(jsonld(headline="H", datePublished=self.PUBLISHED), body).modified == "2024-03-09T13:41:00+00:00"


class TestAuthors:
    @pytest.mark.parametrize(
        ("bylines", "names"),
        [
            (["By Ana Diaz and Bo Lee"], ("Ana Diaz", "Bo Lee")),
            (["Ana Diaz, Bo Lee & Cy Orr"], ("Ana Diaz", "Bo Lee", "Cy Orr")),
            (["By ANA DIAZ"], ("Ana Diaz",)),
            (["Ana Diaz, Senior Reporter"], ("Ana Diaz",)),
            (["Ana Diaz | Courier Media for ellory.example"], ("Ana Diaz",)),
            (["Ana Diaz, Associated Press"], ("Ana Diaz",)),
            (["Written by Ana Diaz, MS, RD on March 8, 2024"], ("Ana Diaz",)),
            (["Ana Diaz", "ANA DIAZ", "Diaz"], ("Ana Diaz",)),
            (["Ana Diaz Jr., Bo Lee"], ("Ana Diaz Jr", "Bo Lee")),
            (["Ana de la Cruz"], ("Ana de la Cruz",)),
            (["Dr. J. R. O’Neill-Smith"], ("Dr. J. R. O’Neill-Smith",)),
            (["Ana Diaz ana@courier.example"], ("Ana Diaz",)),
            (["Ana Diaz (@anadiaz)"], ("Ana Diaz",)),
            (["Katherine"], ("Katherine",)),
            (["Венера Петрова"], ("Венера Петрова",)),
            (["Ana Diaz, Bo Lee, Port Ellory Argus Leader"], ("Ana Diaz", "Bo Lee")),
            (["Ana Diaz, About Ana Diaz, Follow Ana Diaz on Twitter"], ("Ana Diaz",)),
            (["Ana Sun"], ("Ana Sun",)),
            (["Staff"], ()),
            (["Courier Staff"], ()),
            (["Reuters"], ()),
            (["The Associated Press"], ()),
            (["admin"], ()),
            (["ana-diaz"], ()),
            (["anadiaz99"], ()),
            (["https://courier.example/ana"], ()),
            (["The Morning Tide"], ()),
            (["Ellory Courier"], ()),
            (["ellorycourier.example"], ()),
            (["Ellory"], ()),
            ([""], ()),
            (["By"], ()),
            (["a" * 300], ()),
        ],
    )
    def test_people_in_bylines(self, bylines: list[str], names: tuple[str, ...]) -> None:
        assert people(bylines, ("Ellory Courier",)) == names

    @pytest.mark.parametrize(
        "author",
        [
            "Ana Diaz",
            ["Ana Diaz"],
            {"@type": "Person", "name": "Ana Diaz"},
            {"@type": "Person", "name": ["Ana Diaz"]},
            [{"@type": "Organization", "name": "Ellory Media"}, {"@type": "Person", "name": "Ana Diaz"}],
            {"name": "By Ana Diaz"},
        ],
    )
    def test_every_way_of_jsonld(self, author: object) -> None:
        assert found(jsonld(headline="H", author=author)).authors == ("Ana Diaz",)

    @pytest.mark.parametrize(
        "line",
        [
            '<a rel="author" href="/ana">Ana Diaz</a>',
            '<span itemprop="author">Ana Diaz</span>',
            '<div class="byline">By <a>Ana Diaz</a></div>',
            "<p>By Ana Diaz</p>",
            "<div>By <strong>Ana Diaz</strong></div>",
        ],
    )
    def test_lines_on_the_page(self, line: str) -> None:
        assert found(body=article().replace("</h1>", f"</h1>{line}")).authors == ("Ana Diaz",)

    def test_the_page_may_show_more_authors_than_it_tells_machines(self) -> None:
        line = '<div class="byline"><span>Ana Diaz and Bo Lee</span><span>Port Ellory Register</span></div>'
        body = article().replace("</h1>", f"</h1>{line}")
        assert found(jsonld(headline="H", author="Ana Diaz"), body).authors == ("Ana Diaz", "Bo Lee")
        assert found(jsonld(headline="H", author="Cy Orr"), body).authors == ("Cy Orr",)

    def test_where_an_agency_is_named_no_other_word_is_taken_for_a_person(self) -> None:
        body = article().replace("</h1>", '</h1><span class="author">Ellory</span>')
        assert found(jsonld(headline="H", author="Reuters"), body).authors == ()


class TestTitle:
    @pytest.mark.parametrize(
        ("title", "bare"),
        [
            ("Harbour reopens - Ellory Courier", "Harbour reopens"),
            ("Harbour reopens | Ellory Courier", "Harbour reopens"),
            ("Harbour reopens — The Ellory Courier", "Harbour reopens"),
            ("Ellory Courier: Harbour reopens", "Harbour reopens"),
            ("Harbour reopens | News | Ellory Courier", "Harbour reopens | News"),
            ("Harbour reopens - ellorycourier.example", "Harbour reopens"),
            ("Harbour reopens - after nine days", "Harbour reopens - after nine days"),
            ("Storm: what we know", "Storm: what we know"),
            ("Ellory Courier", "Ellory Courier"),
            ("Port-Ellory reopens", "Port-Ellory reopens"),
        ],
    )
    def test_sites_are_taken_off(self, title: str, bare: str) -> None:
        assert without_site(title, "Ellory Courier", URL) == bare

    def test_the_headline_shown_goes_before_the_one_for_search_engines(self) -> None:
        head = meta(og__title="Port Ellory harbour reopens after storm: latest", og__site_name="Ellory Courier")
        assert found(head).title == "Harbour reopens after storm"

    def test_a_banner_is_no_headline(self) -> None:
        body = "<h1>Ellory Courier</h1><h1>Subscribe today</h1>" + article().replace("h1", "h2")
        assert found(meta(og__title="Harbour reopens after storm"), body).title == "Harbour reopens after storm"

    def test_entities_are_decoded_even_twice(self) -> None:
        assert (
            found(meta(og__title="Fish &amp;amp; chips"), article().replace("h1", "h2"), title="x").title
            == "Fish & chips"
        )


class TestSite:
    def test_where_the_name_is_stated(self) -> None:
        assert found(meta(og__site_name="Ellory Courier | News from the harbour")).site == "Ellory Courier"
        assert found(jsonld(headline="H", publisher={"name": "Ellory Courier"})).site == "Ellory Courier"

    def test_a_systems_name_gives_way_to_the_one_for_people(self) -> None:
        head = meta(og__site_name="ellorycourier") + jsonld(headline="H", publisher={"name": "The Ellory Courier"})
        assert found(head).site == "The Ellory Courier"

    def test_the_title_when_the_host_agrees_and_else_the_host(self) -> None:
        assert found().site == "Ellory Courier"
        assert found(title="Harbour").site == "ellorycourier.example"


class TestCanonical:
    @pytest.mark.parametrize(
        "head",
        [
            f'<link rel="canonical" href="{URL}">',
            meta(og__url=URL),
            jsonld(headline="H", mainEntityOfPage={"@id": URL}),
            jsonld(headline="H", mainEntityOfPage=URL),
            jsonld(headline="H", url=URL),
        ],
    )
    def test_amp_and_print_pages_name_their_article(self, head: str) -> None:
        assert found(head, url="https://amp.ellorycourier.example/news/harbour-reopens/print").canonical_url == URL

    @pytest.mark.parametrize(
        "wrong",
        [
            "https://other.example/news/harbour",
            "https://www.ellorycourier.example/",
            "javascript:void(0)",
            "http://[",
            "{{ canonical }}",
            "",
        ],
    )
    def test_another_sites_or_no_address_is_not_believed(self, wrong: str) -> None:
        assert found(f'<link rel="canonical" href="{wrong}">').canonical_url == URL

    def test_a_relative_address_is_on_the_same_host(self) -> None:
        head = '<link rel="canonical" href="/news/2024/03/08/harbour-reopens">'
        assert found(head, url=URL + "/print").canonical_url == URL

    def test_trackers_go(self) -> None:
        assert found(url=URL + "?utm_source=slack&fbclid=1#top").canonical_url == URL


def test_description_is_one_line_and_not_endless() -> None:
    assert found(meta(og__description=" Nine days\n after the storm ")).description == "Nine days after the storm"
    assert len(found(meta(description="harbour " * 1000)).description or "") <= 600
