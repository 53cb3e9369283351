"""Blocks and views: what Slack takes, and what it refuses."""

from typing import Any

import pytest

from sandbox.errors import InvalidBlocks, SlackError
from sandbox.limits import check_message_blocks, check_view

Json = dict[str, Any]


def mrkdwn(length: int = 1) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def plain(length: int = 1) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(), **more}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(), "action_id": "a", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def rich(*inline: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(inline)}]}


def table(rows: int, cells: int, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * cells for _ in range(rows)]}


def menu(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "action_id": "a", "options": [{"text": plain(), "value": "v"}], **more}


def field(**element: Any) -> Json:
    return {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "action_id": "a", **element}}


def bullets(*items: Json, style: str = "bullet") -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": style, "elements": list(items)}]}


ITEM = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
DATE = {"type": "date", "timestamp": 1, "format": "{date}"}


def several(count: int) -> list[Json]:
    return [button(action_id=f"a{n}") for n in range(count)]


@pytest.mark.parametrize(
    "blocks",
    [
        [section()] * 50,
        [section(text=mrkdwn(3000))],
        [{"type": "section", "fields": [mrkdwn(100)] * 10}],
        [{"type": "section", "fields": [mrkdwn(2000)]}],
        [{"type": "header", "text": plain(150)}],
        [{"type": "context", "elements": [mrkdwn()] * 10}],
        [actions(*several(25))],
        [actions(button(text=plain(75), value="x" * 2000, action_id="x" * 255, style="danger"))],
        [rich({"type": "text", "text": "x", "style": {"bold": True}}, {"type": "link", "url": "https://a.test"})],
        [table(100, 20)],
        [{"type": "markdown", "text": "x" * 12_000}],
        [{"type": "image", "image_url": "https://a.test/i.png", "alt_text": "an image"}],
        [{"type": "container", "title": plain(), "child_blocks": [section()], "is_collapsible": True}],
        [section(block_id="a"), section(block_id="b")],
        [section(accessory=menu("overflow")), section(accessory=menu("checkboxes"))],
        [section(accessory={"type": "image", "image_url": "https://a.test/i.png", "alt_text": "i"})],
        [section(accessory=menu(options=None, option_groups=[{"label": plain(), "options": menu()["options"]}]))],
        [actions(button(confirm={"title": plain(100), "text": mrkdwn(300), "confirm": plain(30), "deny": plain(30)}))],
        [field(multiline=True, max_length=3000, initial_value="x")],
        [bullets(ITEM, ITEM, style="ordered"), rich(DATE, {"type": "user", "user_id": "U1"})],
        [{"type": "alert", "text": mrkdwn(), "level": "warning"}, {"type": "card", "title": mrkdwn(150)}],
        [{"type": "context", "elements": [{"type": "image", "image_url": "https://a.test/i.png", "alt_text": "i"}]}],
    ],
)
def test_taken(blocks: list[Json]) -> None:
    check_message_blocks(blocks)


@pytest.mark.parametrize(
    ("blocks", "where"),
    [
        ([section()] * 51, "/blocks"),
        ([section(text=mrkdwn(3001))], "/blocks/0/text/text"),
        ([section(text=mrkdwn(0))], "/blocks/0/text/text"),
        ([{"type": "section"}], "/blocks/0"),
        ([{"type": "section", "fields": []}], "/blocks/0"),
        ([{"type": "section", "fields": [mrkdwn()] * 11}], "/blocks/0/fields"),
        ([{"type": "section", "fields": [mrkdwn(2001)]}], "/blocks/0/fields/0/text"),
        ([section(colour="red")], "/blocks/0"),
        ([section(), {"type": "hologram"}], "/blocks/1/type"),
        ([{"type": "header", "text": plain(151)}], "/blocks/0/text/text"),
        ([{"type": "header", "text": mrkdwn()}], "/blocks/0/text/type"),
        ([{"type": "context", "elements": [mrkdwn()] * 11}], "/blocks/0/elements"),
        ([{"type": "context", "elements": []}], "/blocks/0/elements"),
        ([actions(*several(26))], "/blocks/0/elements"),
        ([actions(button(), button())], "/blocks/0"),  # the same action_id twice
        ([actions(button(text=plain(76)))], "/blocks/0/elements/0/text/text"),
        ([actions(button(text=mrkdwn()))], "/blocks/0/elements/0/text/type"),
        ([actions(button(value="x" * 2001))], "/blocks/0/elements/0/value"),
        ([actions(button(url="https://" + "x" * 3000))], "/blocks/0/elements/0/url"),
        ([actions(button(action_id="x" * 256))], "/blocks/0/elements/0/action_id"),
        ([actions(button(style="loud"))], "/blocks/0/elements/0/style"),
        ([actions(button(confirm={"title": plain(101), "text": plain()}))], "/blocks/0/elements/0/confirm/title/text"),
        ([actions({"type": "plain_text_input", "action_id": "a"})], "/blocks/0/elements/0/type"),
        ([section(block_id="a"), section(block_id="a")], "/blocks/1/block_id"),
        ([section(block_id="x" * 256)], "/blocks/0/block_id"),
        ([rich({"type": "text", "text": ""})], "/blocks/0/elements/0/elements/0"),
        ([rich({"type": "marquee", "text": "x"})], "/blocks/0/elements/0/elements/0/type"),
        ([{"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}], "/blocks/0/elements/0/type"),
        ([table(101, 1)], "/blocks/0/rows"),
        ([table(1, 21)], "/blocks/0/rows/0"),
        ([table(100, 20, "x" * 6)], "/blocks/0/rows"),  # over 10,000 characters
        ([{"type": "table", "rows": [[{"type": "mrkdwn", "text": "x"}]]}], "/blocks/0/rows/0/0/type"),
        ([{"type": "image", "image_url": "https://a.test/i.png"}], "/blocks/0"),
        ([{"type": "markdown", "text": "x" * 12_001}], "/blocks/0/text"),
        ([section(text={"type": "mrkdwn", "text": "x", "emoji": True})], "/blocks/0/text"),
        (["section"], "/blocks/0"),
        ([section(accessory=field())], "/blocks/0/accessory/type"),
        ([section(accessory=menu("overflow", options=menu()["options"] * 6))], "/blocks/0/accessory/options"),
        (
            [section(accessory=menu(initial_option={"text": plain(), "value": "w"}))],
            "/blocks/0/accessory/initial_option",
        ),
        ([section(accessory=menu(placeholder=plain(151)))], "/blocks/0/accessory/placeholder/text"),
        ([section(accessory=menu(options=[{"text": plain()}]))], "/blocks/0/accessory/options/0"),
        ([actions({"type": "button", "action_id": "a"})], "/blocks/0/elements/0"),
        ([actions(button(confirm="sure?"))], "/blocks/0/elements/0/confirm"),
        ([actions(button(confirm={"title": plain()}))], "/blocks/0/elements/0/confirm"),
        ([field(max_length=3001)], "/blocks/0/element/max_length"),
        ([{"type": "input", "element": {"type": "button"}, "label": plain(2001)}], "/blocks/0/element/type"),
        ([bullets(ITEM, style="dashes")], "/blocks/0/elements/0/style"),
        ([bullets({"type": "text", "text": "x"})], "/blocks/0/elements/0/elements/0/type"),
        ([rich(DATE | {"timestamp": "soon"})], "/blocks/0/elements/0/elements/0/timestamp"),
        ([rich({"type": "text", "text": "x", "style": {"loud": True}})], "/blocks/0/elements/0/elements/0/style"),
        ([{"type": "alert", "text": mrkdwn(), "level": "shrill"}], "/blocks/0/level"),
        ([{"type": "card", "subtitle": mrkdwn()}], "/blocks/0"),
        ([{"type": "card", "body": mrkdwn(201)}], "/blocks/0/body/text"),
        ([{"type": "container", "child_blocks": [section()]}], "/blocks/0"),
        ([{"type": "container", "title": plain(), "child_blocks": [section()] * 11}], "/blocks/0/child_blocks"),
        ([{"type": "container", "title": plain(), "child_blocks": [{"type": "section"}]}], "/blocks/0/child_blocks/0"),
        ([{"type": "video", "title": plain()}], "/blocks/0"),
        ([{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}], []]}], "/blocks/0/rows/1"),
    ],
)
def test_refused(blocks: list[Any], where: str) -> None:
    with pytest.raises(InvalidBlocks) as caught:
        check_message_blocks(blocks)
    assert caught.value.error == "invalid_blocks"
    assert where in [pointer for _, pointer in caught.value.problems]


def test_menu_options_have_limits() -> None:
    def offering(options: list[Json]) -> list[Json]:
        return [actions(menu(options=options))]

    check_message_blocks(offering([{"text": plain(75), "value": "x" * 150}] * 100))
    for options in ([{"text": plain(76), "value": "x"}], [{"text": plain(), "value": "x" * 151}], []):
        with pytest.raises(InvalidBlocks):
            check_message_blocks(offering(options))


def test_many_characters_in_all_are_too_long() -> None:
    check_message_blocks([section(text=mrkdwn(2600))] * 5)
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_message_blocks([section(text=mrkdwn(2700))] * 5)


def test_no_list_is_another_error() -> None:
    with pytest.raises(SlackError, match="invalid_blocks_format"):
        check_message_blocks({"type": "section"})


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain(), "blocks": [section()], **more}


@pytest.mark.parametrize(
    "view",
    [
        modal(),
        modal(title=plain(24), close=plain(24), private_metadata="x" * 3000, blocks=[section()] * 100),
        modal(blocks=[field()], submit=plain()),
    ],
)
def test_views_taken(view: Json) -> None:
    check_view(view, ("modal",))


@pytest.mark.parametrize(
    ("view", "where"),
    [
        (modal(title=plain(25)), "/view/title/text"),
        (modal(title=mrkdwn()), "/view/title/type"),
        (modal(close=plain(25)), "/view/close/text"),
        (modal(submit=plain(25)), "/view/submit/text"),
        (modal(private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(callback_id="x" * 256), "/view/callback_id"),
        (modal(blocks=[section()] * 101), "/view/blocks"),
        (modal(blocks=[field()]), "/view"),  # an input, and nothing to submit it with
        (modal(blocks=[table(1, 1)]), "/view/blocks/0/type"),
        ({"type": "modal", "blocks": []}, "/view"),
        ({"type": "home", "blocks": []}, "/view/type"),
    ],
)
def test_views_refused(view: Json, where: str) -> None:
    with pytest.raises(InvalidBlocks) as caught:
        check_view(view, ("modal",))
    assert caught.value.error == "invalid_arguments"
    assert where in [pointer for _, pointer in caught.value.problems]
