"""What Slack's composer makes of typing, and what Slack makes of an app's text."""

import pytest

from sandbox.mrkdwn import rich_text
from sandbox.seed import newsroom
from sandbox.text import Composer, called, called_in, from_app, links


def typed(text: str) -> str:
    return Composer(newsroom()).run(text)[0]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plain", "plain"),
        ("a & b < c", "a &amp; b &lt; c"),
        ("https://a.test/x?y=1&z=2", "<https://a.test/x?y=1&amp;z=2>"),
        ("see https://a.test/x.", "see <https://a.test/x>."),
        ("(https://a.test/wiki_(b))", "(<https://a.test/wiki_(b)>)"),
        ("“https://a.test/x”, ok", "“<https://a.test/x>”, ok"),
        ("<https://a.test/x>", "<https://a.test/x>"),
        ("<https://a.test/x?y&z|the story>", "<https://a.test/x?y&amp;z|the story>"),
        ("<https://a.test/x?y&amp;z>", "<https://a.test/x?y&amp;z>"),
        ("www.example.com/x", "<http://www.example.com/x|www.example.com/x>"),
        ("@ben, see #politics", "<@U0BEN>, see <#C0POLITICS|politics>"),
        ("@nobody and #nowhere", "@nobody and #nowhere"),
        ("mail a@ben.test", "mail a@ben.test"),
        ("<@U0BEN> hi", "<@U0BEN> hi"),
        ("@channel", "<!channel>"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("*bold* and 2*3*4 & _so_", "*bold* and 2*3*4 &amp; _so_"),
        ("https://a.test/_x_y_", "<https://a.test/_x_y>_"),
        ("`https://a.test`", "`https://a.test`"),
        ("```https://a.test & co```", "```https://a.test &amp; co```"),
        ("two https://a.test https://b.test", "two <https://a.test> <https://b.test>"),
    ],
)
def test_typed_text(given: str, kept: str) -> None:
    assert typed(given) == kept


def test_rich_text_holds_the_same_parts() -> None:
    _, (block,) = Composer(newsroom()).run("@ben & `code` https://a.test/?b&c @here :eyes:")
    (section,) = block["elements"]
    assert [e["type"] for e in section["elements"]] == [
        *("user", "text", "text", "text", "link", "text", "broadcast", "text", "emoji")
    ]
    assert section["elements"][1]["text"] == " & "
    assert section["elements"][4]["url"] == "https://a.test/?b&c"


def test_emphasis_becomes_style() -> None:
    _, (block,) = Composer(newsroom()).run("so *very bold*, 2*3*4 ~gone~")
    styled = [(e["text"], e.get("style")) for e in block["elements"][0]["elements"]]
    assert styled == [("so ", None), ("very bold", {"bold": True}), (", 2*3*4 ", None), ("gone", {"strike": True})]


def test_app_text_makes_the_same_rich_text() -> None:
    text = from_app("<@U0BEN> a &lt;b&gt; <https://a.test/?x&amp;y|label> <!date^17^{date}|then>")
    (block,) = rich_text(text)
    elements = block["elements"][0]["elements"]
    assert elements[1] == {"type": "text", "text": " a <b> "}
    assert elements[2] == {"type": "link", "url": "https://a.test/?x&y", "text": "label"}
    assert elements[4] == {"type": "date", "timestamp": 17, "format": "{date}", "fallback": "then"}


def test_app_text_with_markup_makes_styles_quotes_and_code() -> None:
    (block,) = rich_text(from_app("*<https://a.test|Dam>* `a*b` 2*3*4\n> said _she_\n```x <y>```"))
    section, quote, pre = block["elements"]
    assert section["elements"][0] == {"type": "link", "url": "https://a.test", "text": "Dam", "style": {"bold": True}}
    assert section["elements"][2] == {"type": "text", "text": "a*b", "style": {"code": True}}
    assert section["elements"][3]["text"] == " 2*3*4"
    assert (quote["type"], quote["elements"][1]["style"]) == ("rich_text_quote", {"italic": True})
    assert (pre["type"], pre["elements"][0]["text"]) == ("rich_text_preformatted", "x <y>")


def test_links_are_unescaped_and_each_comes_once() -> None:
    assert links("<https://a.test/?x&amp;y> <https://b.test|b> <https://a.test/?x&amp;y>") == [
        "https://a.test/?x&y",
        "https://b.test",
    ]


def test_calling_people() -> None:
    assert list(called("<!here> <@U1|ann> &lt;!channel&gt; <!subteam^S1|@desk>")) == [
        ("here", "here"),
        ("user", "U1"),
        ("group", "S1"),
    ]
    quiet = [{"type": "header", "text": {"type": "plain_text", "text": "<!channel>"}}]
    loud = [{"type": "context", "elements": [{"type": "mrkdwn", "text": "<!channel>"}]}]
    assert list(called_in(quiet)) == []
    assert list(called_in(loud)) == [("channel", "channel")]
