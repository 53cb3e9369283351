"""The invented news world holds together: pages, addresses, the morning's script, and what readers found."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import trafilatura
from lxml import html

from sandbox import newsroom
from sandbox.newsroom.day import DAY, DM, Share, text
from sandbox.newsroom.odd import HUGE_BYTES, SLOW_SECONDS
from sandbox.newsroom.outlets import OUTLETS
from sandbox.newsroom.site import ODD, SitePage, page, url, urls
from sandbox.newsroom.stories import Story, stories
from sandbox.seed import newsroom as workspace

PORT = 8123
STORIES = list(stories().values())
MARKS = {"harbourcourier": "“”", "lennvalleyecho": "‘’", "meridianwire": '""', "postledger": "“”", "touchline": "“”"}
"""How each outlet opens and closes a quotation."""
FLOOD = [
    "sallow-dam-evacuation",
    "brennick-dam-burst",
    "dam-burst-wire-copy",
    "brennick-search-echo",
    "brennick-toll-council",
    "brennick-toll-seventeen",
    "brennick-vigil",
    "sallow-dam-letter",
]
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)


def visit(address: str) -> SitePage:
    parts = urlsplit(address)
    found = page(parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""))
    assert found is not None, address
    return found


@cache
def tree_of(slug: str) -> html.HtmlElement:
    return html.document_fromstring(visit(url(slug, PORT)).body.decode())


def content(tree: html.HtmlElement, name: str) -> str | None:
    found = tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return str(found[0]) if found else None


def linked_data(tree: html.HtmlElement) -> list[Any]:
    return [json.loads(script) for script in tree.xpath("//script[@type='application/ld+json']/text()")]


def news_article(tree: html.HtmlElement) -> dict[str, Any]:
    """The NewsArticle among a page's JSON-LD, in whichever form the outlet gives it."""
    (data,) = linked_data(tree)
    items = data if isinstance(data, list) else data.get("@graph", [data])
    (article,) = [item for item in items if item["@type"] == "NewsArticle"]
    return dict(article)


def gold() -> dict[str, dict[str, Any]]:
    lines = (Path(newsroom.__file__).parent / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


GOLD = gold()


class TestArticles:
    def test_there_are_enough_of_them_by_enough_outlets(self) -> None:
        assert len(STORIES) >= 16
        assert {story.outlet.key for story in STORIES} == set(OUTLETS)

    @each_story
    def test_article_has_an_articles_length(self, story: Story) -> None:
        assert 350 <= len(story.text.split()) <= 900

    @each_story
    def test_times_carry_the_outlets_zone(self, story: Story) -> None:
        assert story.published.utcoffset() is not None
        assert story.modified is None or story.modified > story.published

    @each_story
    def test_quotation_marks_are_the_house_style(self, story: Story) -> None:
        straight = story.outlet.key == "meridianwire"
        assert not re.search("[“”‘’]" if straight else "[\"'`]", story.text)

    def test_flood_is_told_in_order_over_several_days_by_three_outlets(self) -> None:
        told = [stories()[slug] for slug in FLOOD]
        assert told == sorted(told, key=lambda story: story.published)
        assert len({story.published.date() for story in told}) >= 4
        assert len({story.outlet.key for story in told}) >= 3

    def test_tolls_of_the_flood_move_and_disagree(self) -> None:
        def toll(slug: str) -> set[Any]:
            figures = GOLD[slug]["figures"]
            return {f["value"] for f in figures if re.search("killed|dead|toll|died", f["what"])}

        assert 12 in toll("brennick-dam-burst")
        assert 14 in toll("brennick-search-echo")
        assert {14, 15} <= toll("brennick-toll-council")
        assert 17 in toll("brennick-toll-seventeen")


class TestPages:
    @each_story
    def test_page_gives_up_its_paragraphs_and_nothing_else(self, story: Story) -> None:
        found = visit(url(story.slug, PORT))
        assert found.status == 200 and found.headers["Content-Type"] == "text/html; charset=utf-8"
        read = trafilatura.extract(found.body.decode(), fast=True, favor_precision=True)
        assert read is not None
        assert read.split("\n") == list(story.teaser if story.paywalled else story.paragraphs)

    @each_story
    def test_page_says_what_it_is_in_its_meta_tags(self, story: Story) -> None:
        tree = tree_of(story.slug)
        assert content(tree, "og:type") == "article"
        assert content(tree, "og:title") == story.title
        assert content(tree, "og:site_name") == story.outlet.name
        assert tree.xpath("//link[@rel='canonical']/@href") == [url(story.slug, PORT)]
        assert tree.xpath("//time/@datetime") == [story.published.isoformat()]

    @each_story
    def test_page_has_the_outlets_furniture(self, story: Story) -> None:
        words = tree_of(story.slug).text_content()
        box = "Keep reading for $1 a week" if story.paywalled else story.outlet.newsletter
        for part in (story.caption, box, story.outlet.consent, story.outlet.publisher):
            assert part in words

    @each_story
    def test_links_of_the_page_lead_somewhere(self, story: Story) -> None:
        here = url(story.slug, PORT)
        for link in tree_of(story.slug).xpath("//aside//a/@href | //nav//a/@href | //img/@src | //link/@href"):
            if "favicon" not in link:
                assert visit(urljoin(here, link)).status == 200, link

    @pytest.mark.parametrize("slug", ["brennick-dam-burst", "sallow-dam-letter", "school-boiler", "ansel-seven"])
    def test_linked_data_names_title_authors_and_time(self, slug: str) -> None:
        story, article = stories()[slug], news_article(tree_of(slug))
        assert article["headline"] == story.title
        assert article["datePublished"] == story.published.isoformat()
        assert len(article["author"]) == len(story.byline)
        assert article.get("dateModified") == (story.modified.isoformat() if story.modified else None)

    def test_courier_hides_its_authors_in_a_graph(self) -> None:
        (data,) = linked_data(tree_of("sallow-dam-letter"))
        people = [item for item in data["@graph"] if item["@type"] == "Person"]
        assert [person["name"] for person in people] == ["Alice Trevanion", "Dev Marlowe", "Bea Kestrel"]
        named = news_article(tree_of("sallow-dam-letter"))["author"]
        assert [author["@id"] for author in named] == [person["@id"] for person in people]

    def test_echo_has_meta_tags_only(self) -> None:
        tree = tree_of("brennick-search-echo")
        assert linked_data(tree) == []
        assert content(tree, "author") == "Hywel Strand"
        assert content(tree, "article:published_time") == "2026-03-10T19:35:00+00:00"
        assert content(tree, "article:modified_time") == "2026-03-10T20:10:00+00:00"

    def test_titles_differ_in_what_follows_the_headline(self) -> None:
        def title(slug: str) -> str:
            return str(tree_of(slug).findtext(".//title")).removeprefix(stories()[slug].title)

        assert title("sallow-dam-letter") == " | Harbour Courier"
        assert title("brennick-search-echo") == " - Lenn Valley Echo"
        assert title("brennick-dam-burst") == ""

    def test_amp_page_has_the_text_and_points_to_the_article(self) -> None:
        (amp,) = tree_of("brennick-dam-burst").xpath("//link[@rel='amphtml']/@href")
        assert amp == url("amp", PORT)
        body = visit(amp).body.decode()
        assert trafilatura.extract(body, fast=True, favor_precision=True) == stories()["brennick-dam-burst"].text
        canonical = html.document_fromstring(body).xpath("//link[@rel='canonical']/@href")
        assert canonical == [url("brennick-dam-burst", PORT)]

    def test_paywalled_article_shows_a_teaser_and_says_so(self) -> None:
        story = stories()["stadium-vote"]
        assert story.paywalled
        assert news_article(tree_of(story.slug))["isAccessibleForFree"] is False
        assert news_article(tree_of("school-boiler"))["isAccessibleForFree"] is True
        words = tree_of(story.slug).text_content()
        assert story.paragraphs[2] in words and story.paragraphs[3] not in words

    def test_query_and_port_do_not_matter(self) -> None:
        story = stories()["ferry-strike"]
        with_query = visit(url(story.slug, PORT) + "?utm_source=newsletter")
        assert with_query == visit(url(story.slug, PORT))
        portless = page(story.outlet.host, story.path)
        assert portless is not None and portless.status == 200

    def test_addresses_are_the_stories_oldest_first(self) -> None:
        assert list(urls(PORT)) == [story.slug for story in STORIES]
        assert len(set(urls(PORT).values())) == len(STORIES)


class TestOddPages:
    @pytest.mark.parametrize(
        ("name", "status"),
        [("missing", 404), ("gone", 410), ("bot-wall", 403), ("busy", 429), ("broken", 500), ("paywall-empty", 200)],
    )
    def test_refusal_has_its_status(self, name: str, status: int) -> None:
        assert visit(url(name, PORT)).status == status

    def test_every_odd_page_stands_at_its_address(self) -> None:
        for name in ODD:
            address = url(name, PORT)
            if name == "unreachable":
                assert urlsplit(address).port == 1
            else:
                assert urlsplit(address).port == PORT and visit(address)

    def test_wall_says_when_to_come_back(self) -> None:
        assert visit(url("busy", PORT)).headers["Retry-After"] == "30"

    def test_files_are_what_they_say(self) -> None:
        pdf, image = visit(url("pdf", PORT)), visit(url("image", PORT))
        assert pdf.headers["Content-Type"] == "application/pdf" and pdf.body.startswith(b"%PDF-")
        assert image.headers["Content-Type"] == "image/png" and image.body.startswith(b"\x89PNG")

    def test_slow_page_is_slow_and_huge_page_huge(self) -> None:
        assert visit(url("slow", PORT)).delay == SLOW_SECONDS > 10
        assert len(visit(url("huge", PORT)).body) >= HUGE_BYTES > 10_000_000

    def test_short_link_leads_to_the_article(self) -> None:
        moved = visit(url("redirect", PORT))
        assert (moved.status, moved.headers["Location"]) == (301, url("brennick-dam-burst", PORT))
        loop = visit(url("redirect-loop", PORT))
        assert (loop.status, loop.headers["Location"]) == (302, url("redirect-loop", PORT))

    def test_german_article_is_german(self) -> None:
        tree = html.document_fromstring(visit(url("german", PORT)).body.decode())
        assert tree.get("lang") == "de"
        assert "sagte Einsatzleiter Jörn Petersen" in tree.text_content()

    @pytest.mark.parametrize("name", ["home", "section", "login", "search", "video", "paywall-empty"])
    def test_page_that_is_no_article_has_no_text(self, name: str) -> None:
        read = trafilatura.extract(visit(url(name, PORT)).body.decode(), fast=True, favor_precision=True)
        assert len(read or "") < 60

    def test_front_links_to_every_article_of_the_outlet(self) -> None:
        links = html.document_fromstring(visit(url("home", PORT)).body.decode()).xpath("//main//a/@href")
        assert set(links) == {story.path for story in STORIES if story.outlet.key == "harbourcourier"}

    def test_strange_hosts_are_nobodys(self) -> None:
        assert page("example.localhost", "/") is None
        assert page("harbourcourier.example", "/") is None


class TestGold:
    """What a reader found in each article stands in it, character for character."""

    def test_every_article_has_been_read(self) -> None:
        assert set(GOLD) == set(stories())
        for slug, row in GOLD.items():
            assert row["published"] == stories()[slug].published.isoformat()
            assert row["quotes"] and row["figures"] and row["dates"] and row["people"] and row["key_facts"]

    @each_story
    def test_quoted_words_stand_within_marks(self, story: Story) -> None:
        opening, closing = MARKS[story.outlet.key][0], MARKS[story.outlet.key][1]
        nested = "“‘'"
        for piece in marked(story.slug):
            at = [m.start() for m in re.finditer(re.escape(piece), story.text) if m.start()]
            at = [start for start in at if story.text[start - 1] in opening + nested]
            assert at, piece
            after = {story.text[start + len(piece)] for start in at}
            assert after & {closing, "”", "’", "\n"}, piece

    @each_story
    def test_no_quotation_mark_was_overlooked(self, story: Story) -> None:
        known = [m.span() for piece in marked(story.slug) for m in re.finditer(re.escape(piece), story.text)]
        for start in openings(story):
            assert any(a == start + 1 or a <= start < b for a, b in known), story.text[start : start + 60]

    @each_story
    def test_keys_of_quotes_begin_their_pieces(self, story: Story) -> None:
        for quote in GOLD[story.slug]["quotes"]:
            keys = [quote["starts"], *quote["also"]]
            assert len(keys) == len(quote["pieces"])
            for key, piece in zip(keys, quote["pieces"], strict=True):
                assert " ".join(piece.split()).startswith(key)

    @each_story
    def test_figures_and_dates_stand_in_the_text(self, story: Story) -> None:
        for row in (*GOLD[story.slug]["figures"], *GOLD[story.slug]["dates"]):
            assert re.search(rf"(?<!\w){re.escape(row['text'])}(?!\w)", story.text), row

    @each_story
    def test_dates_are_days_months_years_or_ranges(self, story: Story) -> None:
        for row in GOLD[story.slug]["dates"]:
            values = row["iso"] if isinstance(row["iso"], list) else [row["iso"]]
            assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) for value in values), row
            assert values == sorted(values)

    @each_story
    def test_people_speakers_and_places_are_named_in_the_text(self, story: Story) -> None:
        row, words = GOLD[story.slug], story.text.casefold()
        for name in (*(p["name"] for p in row["people"]), *(q["speaker"] for q in row["quotes"]), *row["places"]):
            assert name.casefold() in words, name

    @each_story
    def test_roles_are_made_of_the_articles_words(self, story: Story) -> None:
        words = set(re.findall(r"\w+", story.text.casefold()))
        for row in (*GOLD[story.slug]["people"], *GOLD[story.slug]["quotes"]):
            assert set(re.findall(r"\w+", (row["role"] or "").casefold())) <= words, row["role"]

    def test_two_people_of_one_surname_speak_or_act_in_some_articles(self) -> None:
        def surnames(slug: str) -> list[str]:
            return [person["name"].split()[-1] for person in GOLD[slug]["people"]]

        shared = [slug for slug in GOLD if len(set(surnames(slug))) < len(surnames(slug))]
        assert {"pellow-sentenced", "school-boiler", "halvern-strikes-tuesday", "measles-questions"} <= set(shared)


def marked(slug: str) -> list[str]:
    """Every marked piece that the reader noted: quotes, titles and scare quotes, the rest."""
    row = GOLD[slug]
    return [*(piece for quote in row["quotes"] for piece in quote["pieces"]), *row["not_quotes"], *row["ignore"]]


def openings(story: Story) -> list[int]:
    """Where quotations open in the text; straight marks open and close in turn within a paragraph."""
    opening = MARKS[story.outlet.key][0]
    found = []
    for paragraph in re.finditer(r"[^\n]+", story.text):
        places = [paragraph.start() + m.start() for m in re.finditer(opening, paragraph[0])]
        found += places[::2] if opening == '"' else places
    return found


class TestDay:
    def test_morning_has_a_dozen_shares_of_pages_that_exist(self) -> None:
        assert 12 <= len(DAY) <= 16
        for share in DAY:
            assert share.names and all(name in stories() or name in ODD for name in share.names)

    def test_people_and_channels_are_the_workspaces(self) -> None:
        place = workspace()
        for share in DAY:
            assert share.user in place.users
            if share.channel != DM:
                members = place.channels[share.channel].members
                assert share.user in members and place.bot_user in members

    def test_addresses_are_filled_in(self) -> None:
        for share in DAY:
            words = text(share, PORT)
            assert "{" not in words and words.count(f":{PORT}/") == len(share.names)

    def test_unknown_name_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            text(Share(DM, "U0BEN", "{url:no-such-thing}"), PORT)

    def test_only_a_link_seen_before_in_the_channel_is_a_repeat(self) -> None:
        seen: set[tuple[str, str]] = set()
        for share in DAY:
            places = {(share.channel, name) for name in share.names}
            assert (share.expected == "repeat") == bool(places & seen), share
            seen |= places

    def test_briefs_are_expected_of_articles_and_of_nothing_else(self) -> None:
        for share in DAY:
            articles = all(name in stories() for name in share.names)
            assert (share.expected in {"brief", "repeat"}) == articles, share

    def test_morning_shows_every_kind_of_answer_and_share(self) -> None:
        assert {share.expected for share in DAY} == {"brief", "repeat", "notice", "none"}
        assert any(len(share.names) == 2 for share in DAY)
        assert any("@nutgraf" in share.text for share in DAY)
        assert any(share.channel == DM for share in DAY)

    def test_flood_comes_in_the_order_it_was_published(self) -> None:
        shared = [name for share in DAY if share.expected == "brief" for name in share.names if name in FLOOD]
        assert shared == [slug for slug in FLOOD if slug in shared] and len(shared) >= 5
