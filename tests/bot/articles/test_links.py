"""Links are found wherever Slack puts them, and all variants of one link are one link."""

from typing import Any

import pytest

from bot.articles.links import canonical, find_links, find_web_links, is_file, link_key


def in_text(text: str) -> list[str]:
    return find_links(text, [], [])


def rich_text(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}]


class TestText:
    def test_links_as_slack_writes_them(self) -> None:
        assert in_text("See <https://courier.example/a|the story> and <https://courier.example/b>") == [
            "https://courier.example/a",
            "https://courier.example/b",
        ]

    def test_escapes_are_undone_once(self) -> None:
        assert in_text("<https://courier.example/a?id=1&amp;page=2&amp;amp;c=3>") == [
            "https://courier.example/a?id=1&page=2&amp;c=3"
        ]

    def test_mentions_channels_mail_and_commands_are_no_links(self) -> None:
        assert (
            in_text("<@U123> <#C123|general> <!here> <!date^1|x^https://a.example> <mailto:a@b.example|a> <tel:1>")
            == []
        )

    def test_bare_addresses_lose_the_sentences_punctuation(self) -> None:
        text = "Read https://courier.example/a, (https://courier.example/b) and https://courier.example/c_(d)."
        assert in_text(text) == [
            "https://courier.example/a",
            "https://courier.example/b",
            "https://courier.example/c_(d)",
        ]

    def test_the_same_article_counts_once(self) -> None:
        assert in_text("<https://courier.example/a?utm_source=x> <http://www.courier.example/a/#top>") == [
            "https://courier.example/a?utm_source=x"
        ]

    def test_slack_permalinks_are_not_articles_but_slacks_blog_is(self) -> None:
        permalink = (
            "<https://desk.slack.com/archives/C1/p1> <https://app.slack.com/client/T1/C1> <https://files.slack.com/x>"
        )
        assert in_text(permalink) == []
        assert in_text("<https://slack.com/blog/news>") == ["https://slack.com/blog/news"]

    @pytest.mark.parametrize(
        "text", [None, "", "<>", "<|>", "<http://>", "<https://|x>", "<http://[::1>", "<ftp://a.example/b>"]
    )
    def test_nothing_is_found_in_nothing(self, text: str | None) -> None:
        assert find_links(text, None, None) == []


class TestBlocks:
    def test_link_elements_at_any_depth(self) -> None:
        items = [
            {"type": "rich_text_section", "elements": [{"type": "link", "url": f"https://courier.example/{n}"}]}
            for n in (1, 2)
        ]
        blocks = [
            *rich_text(
                {"type": "text", "text": "https://not.example/linked"},
                {"type": "link", "url": "https://courier.example/0"},
            ),
            {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": items}]},
        ]
        assert find_links("", blocks, []) == [f"https://courier.example/{n}" for n in range(3)]

    def test_urls_of_elements_are_not_escaped(self) -> None:
        assert find_links("", rich_text({"type": "link", "url": "https://a.example/?a=1&amp=2"}), []) == [
            "https://a.example/?a=1&amp=2"
        ]

    def test_a_bots_sections_and_fields(self) -> None:
        blocks = [
            {"type": "section", "text": {"type": "mrkdwn", "text": "<https://courier.example/a|A>"}},
            {"type": "section", "fields": [{"type": "mrkdwn", "text": "<https://courier.example/b>"}]},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "<https://courier.example/c>"}]},
        ]
        assert find_links("", blocks, []) == [f"https://courier.example/{c}" for c in "abc"]

    def test_text_and_blocks_say_the_same_thing_once_and_in_order(self) -> None:
        blocks = rich_text(
            {"type": "link", "url": "https://courier.example/b"}, {"type": "link", "url": "https://courier.example/a"}
        )
        assert find_links("<https://courier.example/b> <https://courier.example/a>", blocks, []) == [
            "https://courier.example/b",
            "https://courier.example/a",
        ]


class TestAttachments:
    def test_an_unfurl_adds_nothing_to_the_link_that_was_posted(self) -> None:
        unfurl = {
            "original_url": "https://short.example/x",
            "from_url": "https://courier.example/a",
            "title_link": "https://courier.example/a-long",
            "text": "More at <https://other.example/b>",
        }
        assert find_links("<https://short.example/x>", [], [unfurl]) == ["https://short.example/x"]

    def test_a_forwarded_message_carries_its_links(self) -> None:
        forwarded = {
            "is_share": True,
            "from_url": "https://desk.slack.com/archives/C1/p1",
            "text": "<https://courier.example/a>",
            "message_blocks": [
                {"team": "T1", "message": {"blocks": rich_text({"type": "link", "url": "https://courier.example/b"})}}
            ],
            "attachments": [{"from_url": "https://courier.example/c", "title_link": "https://courier.example/c2"}],
        }
        assert find_links("", [], [forwarded]) == [f"https://courier.example/{c}" for c in "abc"]

    def test_a_feed_readers_attachment(self) -> None:
        assert find_links("", [], [{"title": "Harbour reopens", "title_link": "https://courier.example/a"}]) == [
            "https://courier.example/a"
        ]


class TestFiles:
    FILES = ("a.jpg", "a.PDF", "b.mp4?x=1", "c.zip#p", "d.docx")

    def test_files_are_left_out_of_watching(self) -> None:
        assert in_text(" ".join(f"<https://courier.example/{name}>" for name in self.FILES)) == []

    def test_who_asks_for_a_file_gets_it_back(self) -> None:
        text = " ".join(f"<https://courier.example/{name}>" for name in self.FILES)
        assert len(find_web_links(text, [], [])) == len(self.FILES)

    def test_pages_with_dots_are_no_files(self) -> None:
        for path in ("a.html", "story.php", "v1.2/notes", "a.jpg/page", "", "st.louis"):
            assert not is_file(f"https://courier.example/{path}")


@pytest.mark.timeout(60)
class TestHostileMessages:
    """Anybody in the channel can send these. A scan that looks back or ahead would be at each for hours."""

    @pytest.mark.parametrize(
        "text",
        [
            "<" * 1_000_000,
            "<http://" * 150_000,
            "http://" * 150_000,
            "https://a.example/" + ")" * 1_000_000,
            "https://a.example/" + ".)" * 500_000,
            "<https://a.example/|" * 50_000,
            "&amp;" * 200_000,
            "https://a.example/" + "&amp;" * 200_000,
            "<" + "|" * 1_000_000 + ">",
        ],
        ids=["<", "<http", "http", ")", ".)", "label", "amp", "url amp", "|"],
    )
    def test_a_megabyte_is_read_in_one_go(self, text: str) -> None:
        assert len(in_text(text)) <= 1

    def test_ten_thousand_links(self) -> None:
        assert len(in_text("<https://a.example/b>" * 10_000)) == 1

    def test_deep_blocks(self) -> None:
        node: dict[str, Any] = {"type": "link", "url": "https://courier.example/deep"}
        for _ in range(10_000):
            node = {"type": "rich_text_section", "elements": [node]}
        assert find_links("", [node], []) == ["https://courier.example/deep"]

    def test_wide_blocks_are_cut_off(self) -> None:
        last: dict[str, Any] = {"type": "link", "url": "https://courier.example/last"}
        assert find_links("", [{"type": "rich_text", "elements": [*[{"type": "text"}] * 1_000_000, last]}], []) == []

    @pytest.mark.parametrize(
        "junk",
        [
            1,
            "text",
            [[[]]],
            {"type": "link"},
            {"type": "link", "url": 5},
            {"elements": 3},
            None,
            {"text": {"type": "mrkdwn", "text": 7}},
        ],
    )
    def test_forged_shapes_are_ignored(self, junk: Any) -> None:
        assert (
            find_links(junk if isinstance(junk, str) else None, [junk], [junk, {"attachments": junk, "from_url": junk}])
            == []
        )


class TestCanonical:
    @pytest.mark.parametrize(
        ("variant", "expected"),
        [
            ("HTTPS://Courier.Example/A", "https://courier.example/A"),
            ("https://courier.example:443/a", "https://courier.example/a"),
            ("http://courier.example:80/a", "http://courier.example/a"),
            ("http://courier.example:8080/a", "http://courier.example:8080/a"),
            ("https://courier.example", "https://courier.example/"),
            ("https://courier.example./a", "https://courier.example/a"),
            ("https://courier.example/a#comments", "https://courier.example/a"),
            ("https://courier.example/#!/story/5", "https://courier.example/#!/story/5"),
            ("https://courier.example//a///b", "https://courier.example/a/b"),
            ("https://courier.example/a?utm_source=x&utm_medium=y", "https://courier.example/a"),
            ("https://courier.example/a?fbclid=1&gclid=2&mc_cid=3", "https://courier.example/a"),
            ("https://courier.example/a?smid=nytcore&CMP=share&unlocked_article_code=1.x", "https://courier.example/a"),
            ("https://courier.example/a?b=2&a=1", "https://courier.example/a?a=1&b=2"),
            ("https://courier.example/?p=123", "https://courier.example/?p=123"),
            ("https://courier.example/view.php?cid=77&utm_source=x", "https://courier.example/view.php?cid=77"),
            ("https://courier.example/a?copy=1", "https://courier.example/a?copy=1"),
            ("https://www.wsj.com/articles/a?mod=hp", "https://www.wsj.com/articles/a"),
            ("https://courier.example/a?mod=5", "https://courier.example/a?mod=5"),
            ("https://ana:secret@courier.example/a", "https://courier.example/a"),
            ("https://courier.example/caf%C3%A9", "https://courier.example/caf%C3%A9"),
            ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ],
    )  # fmt: skip
    def test_variants(self, variant: str, expected: str) -> None:
        assert canonical(variant) == expected

    @pytest.mark.parametrize(
        "link",
        ["https://courier.example/a?b=1&b=2", "https://courier.example/%7Eana/x%20y?q=a%26b", "http://x.example/?"],
    )
    def test_doing_it_twice_changes_nothing(self, link: str) -> None:
        assert canonical(canonical(link)) == canonical(link)

    @pytest.mark.parametrize(
        "link", ["", "http://", "http://[::1", "not a link", "http://a.example:99999/", "http://a.example:x/"]
    )
    def test_what_is_no_link_comes_back(self, link: str) -> None:
        assert canonical(link) == link
        assert link_key(link)


class TestKey:
    def test_scheme_www_and_trailing_slash_do_not_count(self) -> None:
        keys = {
            link_key(link)
            for link in (
                "http://courier.example/a",
                "https://www.courier.example/a/",
                "https://COURIER.example/a?utm_source=slack#top",
            )
        }
        assert len(keys) == 1

    def test_other_articles_have_other_keys(self) -> None:
        links = (
            "https://a.example/a",
            "https://a.example/A",
            "https://a.example/a?id=1",
            "https://a.example/a?id=2",
            "https://b.example/a",
        )
        assert len({link_key(link) for link in links}) == len(links)

    def test_a_key_is_short_and_plain(self) -> None:
        assert len(link_key("https://a.example/" + "a" * 4000)) == 20
        assert link_key("https://a.example/a\ud800").isalnum()
