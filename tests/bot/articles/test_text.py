"""What is article stays, paragraph by paragraph; what stands around and between it goes."""

import pytest

from bot.articles.boilerplate import is_byline, is_credit, is_date, is_request, live_posts
from bot.articles.parse import extract
from tests.bot.articles.pages import LIVE_CHROME, PARAGRAPHS, URL, article, jsonld, live_blog, meta, page, paragraphs

FIRST, SECOND, *REST = PARAGRAPHS


def lines(inner: str, **options: str) -> list[str]:
    return extract(page(article(inner), **options), URL).text.split("\n")


def with_between(foreign: str) -> list[str]:
    return lines(f"<p>{FIRST}</p><p>{SECOND}</p>{foreign}{paragraphs(tuple(REST))}")


def test_of_a_live_blog_the_posts_stay_and_their_furniture_goes() -> None:
    assert extract(live_blog(), URL).text.split("\n") == [
        "What we know so far",
        PARAGRAPHS[0],
        "Ferry returns to the quay",
        *PARAGRAPHS[1:3],
        "Crane lifts first boat",
        *PARAGRAPHS[3:],
    ]


@pytest.mark.parametrize("label", LIVE_CHROME)
def test_a_live_blogs_label_goes_and_a_sentence_with_its_words_stays(label: str) -> None:
    assert live_posts(f"{FIRST}\n{label}\n{SECOND}") == f"{FIRST}\n{SECOND}"
    said = f"{FIRST}\n“{label}” was what the sign said when the ferry came in."
    assert live_posts(said) == said


def test_a_reports_own_timeline_stays() -> None:
    assert "4:14 p.m." in with_between("<h3>4:14 p.m.</h3>")


class TestWhatStays:
    def test_block_quotes(self) -> None:
        quote = "<blockquote><p>We will not open before the stones are safe, and that is final.</p></blockquote>"
        assert "We will not open before the stones are safe, and that is final." in with_between(quote)

    def test_lists(self) -> None:
        found = with_between(
            "<ul><li>Two boats sank in the storm.</li><li>Nobody was hurt on either of them.</li></ul>"
        )
        assert "- Two boats sank in the storm." in found
        assert "- Nobody was hurt on either of them." in found

    def test_subheadings(self) -> None:
        assert "What happens next" in with_between("<h2>What happens next</h2>")
        assert "What happens next" in with_between('<div class="story-subheadline">What happens next</div>')

    def test_quoted_posts(self) -> None:
        post = (
            '<div class="social-embed"><blockquote class="twitter-tweet"><p>The first boat is in. What a sight, after '
            "nine days of waiting on this quay.</p>— Port Ellory (@portellory)</blockquote></div>"
        )
        assert any(line.startswith("The first boat is in.") for line in with_between(post))

    def test_a_dateline_with_its_agency(self) -> None:
        assert lines(f"<p>PORT ELLORY (EPA) — {FIRST}</p>{paragraphs(tuple(REST))}")[0].startswith(
            "PORT ELLORY (EPA) — The"
        )

    def test_a_word_that_a_bubble_explains(self) -> None:
        bubble = (
            '<span class="tooltip">Ana Diaz<span class="tooltip-content">Ana Diaz runs it. More on her</span></span>'
        )
        found = lines(
            f"<p>The head of the harbour office, {bubble}, has counted every stone twice, she said on Friday.</p>"
            + paragraphs()
        )
        assert (
            found[0] == "The head of the harbour office, Ana Diaz, has counted every stone twice, she said on Friday."
        )


class TestHowPagesAreBuilt:
    def test_a_body_in_several_containers(self) -> None:
        advert = '<div class="ad-slot"><p>Buy an oilskin coat.</p></div>'
        chunks = advert.join(
            f'<div class="article__body chunk"><p>{text}</p><p>{text.upper()}</p></div>' for text in PARAGRAPHS
        )
        found = lines(chunks)
        assert [line for line in found if not line.isupper()] == list(PARAGRAPHS)

    def test_a_page_framed_by_tables(self) -> None:
        inner = f"<table><tr><td><h1>Harbour</h1>{paragraphs()}</td></tr></table>"
        html = f"<table><tr><td><a href=/>Home</a></td><td>{inner}</td></tr></table>"
        assert extract(f"<html><body>{html}</body></html>", URL).text.split("\n") == list(PARAGRAPHS)

    def test_text_without_paragraph_elements(self) -> None:
        assert lines("<br><br>".join(PARAGRAPHS)) == list(PARAGRAPHS)

    def test_loose_text_beside_paragraphs(self) -> None:
        assert lines(f"{FIRST}<p>{SECOND}</p>{REST[0]}<div><img src=a.jpg></div>{paragraphs(tuple(REST[1:]))}") == list(
            PARAGRAPHS
        )

    def test_loose_text_keeps_its_links_and_emphasis(self) -> None:
        loose = "The <a href=/port>port authority</a> of <b>Port Ellory</b> had counted every stone of the pier twice."
        assert "The port authority of Port Ellory had counted every stone of the pier twice." in lines(
            loose + paragraphs()
        )

    def test_paragraphs_in_elements_of_the_sites_own_making(self) -> None:
        assert lines(f"<x-story><x-ad></x-ad>{paragraphs()}</x-story>") == list(PARAGRAPHS)
        assert lines(f"<div>In <b>brief</b> <x-story>{paragraphs()}</x-story></div>") == list(PARAGRAPHS)

    @pytest.mark.parametrize("name", ["link", "button-link", "share", "hide-mobile", "ad-inline", "related"])
    def test_no_word_is_lost_within_a_sentence(self, name: str) -> None:
        told = (
            f"The authority said <span class='{name}'><a href=/f>it will fine the owner</a></span> for his part in it."
        )
        assert "The authority said it will fine the owner for his part in it." in lines(f"<p>{told}</p>{paragraphs()}")

    def test_line_breaks_in_the_source_are_spaces(self) -> None:
        broken = FIRST.replace(" ", "\n", 3).replace("storm tore", "storm \n tore")
        assert lines(f"<div><span>{broken}</span></div>{paragraphs(PARAGRAPHS[1:])}") == list(PARAGRAPHS)

    def test_a_paragraph_in_a_box_of_its_own_stays_for_all_its_links(self) -> None:
        boxed = [f'<div class="card"><div class="card-content"><p>{text}</p></div></div>' for text in PARAGRAPHS]
        boxed[3] = boxed[3].replace("a fifth of the season", '<a href="/s">a fifth of the season</a>')
        boxed[4] = boxed[4].replace(
            "A second crane arrives next week", '<a href="/c">A second crane arrives next week</a>'
        )
        assert lines("".join(boxed)) == list(PARAGRAPHS)

    def test_a_heading_with_boxes_for_the_space_around_it(self) -> None:
        heading = '<h2><strong><div class="spacer"></div>What happens next<div class="spacer"></div></strong></h2>'
        assert "What happens next" in with_between(heading)

    def test_paragraphs_that_are_bare_blocks(self) -> None:
        """Pages built of divs alone, their names made by machines: short paragraphs stay beside long ones."""
        inner = "".join(f'<div class="x{n}f">{text}</div>' for n, text in enumerate((*PARAGRAPHS, "Nobody was hurt.")))
        html = page().replace(paragraphs(), inner)
        assert extract(html, URL).text.split("\n") == [*PARAGRAPHS, "Nobody was hurt."]

    def test_a_short_article_in_bare_blocks_beside_much_else(self) -> None:
        others = "".join(f"<div><div>Story number {n} of the day</div></div>" for n in range(40))
        inner = "".join(f"<div>{text}</div>" for text in PARAGRAPHS[:2])
        html = page(f'<div><h1>Harbour reopens</h1><div class="disclaimer-free">{inner}</div></div>{others}')
        assert extract(html, URL).text.split("\n")[:2] == list(PARAGRAPHS[:2])

    def test_a_page_built_by_scripts_is_read_from_what_it_tells_machines(self) -> None:
        for body in ("\n".join(PARAGRAPHS), paragraphs(), paragraphs().replace("<", "&lt;"), "<br>".join(PARAGRAPHS)):
            html = page('<div id="root"></div>', head=jsonld(headline="Harbour reopens", articleBody=body))
            assert extract(html, URL).text.replace("\n", "") == "".join(PARAGRAPHS)

    def test_what_a_paywalled_page_tells_machines_only_is_not_taken(self) -> None:
        head = jsonld(headline="Harbour reopens", articleBody="\n".join(PARAGRAPHS), isAccessibleForFree=False)
        found = extract(page(article(f"<p>{FIRST}</p>"), head=head), URL)
        assert (found.text, found.paywalled) == (FIRST, True)


class TestWhatGoes:
    @pytest.mark.parametrize(
        "foreign",
        [
            '<div class="newsletter-box"><h4>The Morning Tide</h4><p>Our best stories in your inbox at six.</p></div>',
            '<aside class="related-stories"><h3>Read next</h3><a href=/a>Storm sinks two boats off Ellory</a></aside>',
            "<p>Sign up for our newsletter to get the news first.</p>",
            "<p>Get the latest headlines straight to your inbox.</p>",
            "<p>Follow the Ellory Courier on Facebook and Instagram.</p>",
            "<p>Reach the reporters on Twitter at http://social.example/anadiaz and http://social.example/bolee</p>",
            "<p>More:</p>",
            "<p>READ MORE: Storm sinks two boats off Ellory</p>",
            "<p>Story continues below</p>",
            "<p>Advertisement</p>",
            "<p>Write to Bo Lee at bo.lee@ellorycourier.example</p>",
            "<p>Photo: Cy Orr / Ellory Courier</p>",
            "<p>© 2024 Ellory Courier. All rights reserved.</p>",
            "<figure><img src=a.jpg><figcaption>The breakwater on Thursday.</figcaption></figure>",
            '<div style="display:none"><p>This text is for machines only.</p></div>',
            '<p class="visually-hidden">Skip this part of the page.</p>',
            "<script>var x = 'The harbour';</script><style>p { color: red }</style>",
            "<p>______________</p>",
            "<p>Also:</p>",
            '<p class="tr-caption">The breakwater on Thursday morning, before the first boat</p>',
            '<div class="image-block"><span class="photo-credit">Cy Orr</span></div>',
            "<p>The crane lifts a boat on Thursday in Port Ellory. (EP Photo/Cy Orr, File)</p>",
            '<a href="/b" class="x"><h3>Two boats sank</h3><p>What the crews saw on the night of the storm.</p></a>',
        ],
    )  # fmt: skip
    def test_foreign_parts(self, foreign: str) -> None:
        assert with_between(foreign) == list(PARAGRAPHS)

    @pytest.mark.parametrize(
        "end",
        [
            "<p>Dana Orr and Eli Sand contributed to this report.</p>",
            "<p>Ellory Press writer Dana Orr in Lima contributed reporting.</p>",
            "<p>Additional reporting by Dana Orr</p>",
            "<p>(Reporting by Dana Orr in Lima and Eli Sand; Editing by Flo Wu)</p>",
            "<p>Contributing: Dana Orr, Eli Sand</p>",
            "<h4>More Great Ellory Stories</h4><ul><li>Two boats <a href=/a>sank in the storm</a></li><li>Three "
            "<a href=/b>ferries are late</a></li><li><a href=/c>What the crane driver saw</a></li></ul>",
        ],
    )  # fmt: skip
    def test_credits_and_other_stories_at_the_end(self, end: str) -> None:
        assert [line for line in lines(paragraphs() + end) if "More Great" not in line] == list(PARAGRAPHS)

    @pytest.mark.parametrize(
        "top",
        [
            "<p>By Ana Diaz</p>",
            "<p>By Ana Diaz, Staff Writer</p>",
            "<p>March 8, 2024</p>",
            "<p>Published: March 8, 2024 at 6:30 a.m.</p>",
            "<p>Harbour reopens after storm</p>",
            "<p>Ana Diaz</p>",
            "<p>Staff reports</p>",
            "<p>6:30 AM PST 3/8/2024 by Ana Diaz</p>",
            "<p>Nine days after the storm, boats are back</p>",
            f"<p>{FIRST[12:95]}</p>",
        ],
    )
    def test_headline_byline_and_date_at_the_top(self, top: str) -> None:
        head = meta(author="Ana Diaz", og__type="article", og__description="Nine days after the storm, boats are back")
        assert lines(top + paragraphs(), head=head) == list(PARAGRAPHS)

    def test_the_article_stays_whatever_its_container_is_called(self) -> None:
        html = page(f'<div class="newsletter-content sponsored">{article()}</div>')
        assert extract(html, URL).text.split("\n") == list(PARAGRAPHS)

    @pytest.mark.parametrize("name", ["article-body subscription-required", "sponsored story-content"])
    def test_a_body_stays_though_it_is_little_of_the_page(self, name: str) -> None:
        others = f"<section>{paragraphs(tuple(f'{n}: {text}' for n in range(9) for text in PARAGRAPHS))}</section>"
        html = page(f'<h1>Harbour reopens</h1><div class="{name}">{paragraphs()}</div><footer>{others}</footer>')
        assert all(text in extract(html, URL).text.split("\n") for text in PARAGRAPHS)

    def test_cards_of_other_articles_go_though_their_parts_are_called_bodies(self) -> None:
        card = f'<div class="post"><h4>Storm sinks two boats</h4><div class="post-content"><p>{REST[0]}</p></div></div>'
        html = page(article() + f'<div class="related-posts">{card * 2}</div>')
        assert extract(html, URL).text.split("\n") == list(PARAGRAPHS)


SENTENCES = [
    "“Follow us on Facebook,” the mayor said, laughing.",
    "Photographs by the coast guard show the breakwater in ruins.",
    "Copyright law does not protect the map, the court said.",
    "Support for the mayor fell after the storm, new reporting by the Courier shows.",
    "Related companies lost a fifth of their value on Friday.",
    "Loading docks were closed for nine days.",
    "Advertisement sales fell by 4% last year.",
    "Watch this space, the mayor told reporters.",
    "More on the island are expected to leave next week.",
    "By Friday, the first boats were in.",
    "Ana Diaz said that she had counted the stones.",
    "March 8 was the first day without wind.",
    "Contact between the two boats was lost at 4 a.m.",
    "Reporting by the Courier shows that the wall was weak.",
    "Three storms contributed to this report of losses, the office said.",
    "Rising prices contributed to the story of a bad year.",
    "The office published a map (it shows every file it has).",
    "Staff reports of missing tools were ignored.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_are_never_taken_for_anything_else(sentence: str) -> None:
    assert not is_request(sentence)
    assert not is_credit(sentence)
    assert not is_byline(sentence, ("Ana Diaz",))
    assert not is_date(sentence)


def test_spaces_are_plain_and_single() -> None:
    spaced = "Two\u00a0boats  \n\t sank in the storm that tore through the breakwater on the last day of February."
    assert lines(f"<p>{spaced}</p>{paragraphs()}")[0] == " ".join(spaced.split())
