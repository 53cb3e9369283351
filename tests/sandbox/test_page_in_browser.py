"""The page in a real browser: what is drawn, what the keys do, what it looks like on a phone and in the dark."""

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed; pip install -e .[dev]")

from playwright.sync_api import Browser, Page, expect

from sandbox.server import Sandbox
from tests.sandbox.bolt import Bot
from tests.support.block_types import sent_types
from tests.support.browser import CONTRAST, open_page, running_browser

Json = dict[str, Any]
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter((one) => one.checkVisibility() && !one.closest('.scroll, pre'))
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.className)"""
COMMANDS = (
    {"command": "/digest", "usage_hint": "now | week", "description": "What happened"},
    {"command": "/dispatch", "description": "Send it"},
)
SHORTCUTS = (
    {"type": "message", "name": "Extract facts", "callback_id": "extract", "description": "Reply in the thread"},
    {"type": "global", "name": "Brief an article", "callback_id": "brief", "description": "For you alone"},
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(time_scale=0.01, rate_limits=False, newsroom=False, commands=COMMANDS, shortcuts=SHORTCUTS) as running:
        yield running


@pytest.fixture
def bot(box: Sandbox) -> Iterator[Bot]:
    with Bot(box) as connected:
        yield connected


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


OPTIONS = [{"text": plain(words), "value": words.lower()} for words in ("First", "Second", "Third")]
RICH: list[Json] = [
    {"type": "text", "text": "bold", "style": {"bold": True}},
    {"type": "link", "url": "https://example.org/", "text": "a link"},
    {"type": "user", "user_id": "U0BEN"},
    {"type": "channel", "channel_id": "C0POLITICS"},
    {"type": "date", "timestamp": 1_790_000_000, "format": "{date_long} {time}", "fallback": "then"},
    {"type": "emoji", "name": "newspaper"},
]
INPUTS: list[Json] = [
    {"type": "plain_text_input", "initial_value": "words"},
    {"type": "timepicker", "initial_time": "08:00"},
    {"type": "datepicker", "initial_date": "2026-03-09"},
    {"type": "checkboxes", "options": OPTIONS, "initial_options": OPTIONS[:1]},
    {"type": "radio_buttons", "options": OPTIONS},
    {"type": "static_select", "options": OPTIONS, "initial_option": OPTIONS[1]},
    {"type": "conversations_select", "initial_conversation": "C0POLITICS"},
    {"type": "multi_conversations_select", "initial_conversations": ["C0POLITICS"]},
    {"type": "users_select", "initial_user": "U0BEN"},
]
MESSAGE: list[Json] = [
    {"type": "header", "text": plain("A header")},
    {"type": "section", "text": mrkdwn("*bold* _it_ `code` <https://example.org|a link> <@U0BEN> <!here>"),
        "fields": [mrkdwn("a"), mrkdwn("b")]},
    {"type": "divider"},
    {"type": "image", "image_url": "https://pictures.invalid/chart.png", "alt_text": "bars, one a day"},
    {"type": "context", "elements": [mrkdwn("quiet words"), mrkdwn("and more")]},
    {"type": "rich_text", "elements": [
        {"type": "rich_text_section", "elements": RICH},
        {"type": "rich_text_list", "style": "bullet", "elements": [
            {"type": "rich_text_section", "elements": RICH[:1]}]},
        {"type": "rich_text_quote", "elements": RICH[:2]},
        {"type": "rich_text_preformatted", "elements": RICH[:1]},
    ]},
    {"type": "actions", "block_id": "buttons", "elements": [
        {"type": "button", "action_id": "one", "text": plain("Press"), "value": "1"},
        {"type": "button", "action_id": "two", "text": plain("Send"), "value": "2", "style": "primary"},
        {"type": "button", "action_id": "three", "text": plain("Remove"), "value": "3", "style": "danger", "confirm": {
            "title": plain("Sure?"), "text": mrkdwn("It is *gone* then."),
            "confirm": plain("Remove"), "deny": plain("Keep")}},
        {"type": "overflow", "action_id": "four", "options": OPTIONS},
        {"type": "static_select", "action_id": "five", "options": OPTIONS, "placeholder": plain("Choose")},
    ]},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "who"}], [{"type": "raw_text", "text": "Ben"}]]},
    {"type": "alert", "text": mrkdwn("mind this"), "level": "warning"},
    {"type": "markdown", "text": "# Head\n- one\n- **two**"},
]  # fmt: skip
FORM: list[Json] = [
    {"type": "input", "block_id": f"in{n}", "label": plain(f"Field {n}"), "hint": plain("a hint"), "optional": n > 0,
        "element": {**one, "action_id": f"in{n}"}}
    for n, one in enumerate(INPUTS)
]  # fmt: skip


def modal(title: str, blocks: list[Json]) -> Json:
    return {"type": "modal", "callback_id": "form", "title": plain(title), "submit": plain("Save"), "blocks": blocks}


def types_in(value: Any) -> set[str]:
    """Every `type` in blocks."""
    if isinstance(value, list):
        return set().union(*map(types_in, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    inside: set[str] = set().union(*map(types_in, value.values())) if value else set()
    return inside | ({str(value["type"])} if "type" in value else set())


def with_form(bot: Bot) -> list[Json]:
    """A button `one` opens FORM; what is submitted is noted, and its first field is wrong while it says "words"."""
    given: list[Json] = []

    def opens(ack: Any, body: Json, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal("A form", FORM))

    def submits(ack: Any, view: Json) -> None:
        given.append(view["state"]["values"])
        wrong = view["state"]["values"]["in0"]["in0"]["value"] == "words"
        ack(response_action="errors", errors={"in0": "Other words, please."}) if wrong else ack()

    bot.app.action("one")(opens)
    bot.app.view("form")(submits)
    return given


def say(bot: Bot, blocks: list[Json] | None = None, **more: Any) -> str:
    return str(bot.client.chat_postMessage(channel="C0BREAKING", text="spoken", blocks=blocks, **more)["ts"])


def test_everything_that_the_bot_sends_is_drawn(browser: Browser, box: Sandbox, bot: Bot) -> None:
    assert sent_types() <= types_in(MESSAGE) | types_in(FORM)  # the examples above leave nothing out
    with_form(bot)
    say(bot, MESSAGE)
    with open_page(browser, box.url) as page:
        expect(page.locator(".message .blockhead")).to_have_text("A header")
        page.get_by_role("button", name="Press").click()
        expect(page.get_by_role("dialog", name="A form")).to_be_visible()
        expect(page.locator(".unknown")).to_have_count(0)
        expect(page.get_by_label("Field 6")).to_have_value("C0POLITICS")
        expect(page.locator(".chip")).to_have_text("#politics")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_texts_can_be_read(browser: Browser, box: Sandbox, bot: Bot, dark: bool) -> None:
    with_form(bot)
    ts = say(bot, MESSAGE)
    say(bot, thread_ts=ts)
    bot.client.chat_postEphemeral(channel="C0BREAKING", user="U0AMINA", text="for you alone")
    box.react("C0BREAKING", ts, "amina", "eyes")
    with open_page(browser, box.url, dark=dark) as page:
        page.locator(".replies").click()
        page.locator("#text").fill("/di")
        expect(page.locator("#completion")).to_be_visible()
        assert page.evaluate(CONTRAST) == []
        page.get_by_role("button", name="Press").first.click()
        expect(page.get_by_role("dialog", name="A form")).to_be_visible()
        assert page.evaluate(CONTRAST) == []


def test_nothing_is_wider_than_a_phone(browser: Browser, box: Sandbox, bot: Bot) -> None:
    with_form(bot)
    ts = say(bot, MESSAGE)
    say(bot, thread_ts=ts)
    with open_page(browser, box.url, phone=True) as page:
        page.locator(".message").first.wait_for()
        assert page.evaluate(TOO_WIDE) == []
        page.get_by_role("button", name="Press").click()
        expect(page.get_by_role("dialog", name="A form")).to_be_visible()
        assert page.evaluate(TOO_WIDE) == []
        page.keyboard.press("Escape")
        page.locator(".replies").click()
        expect(page.locator("#thread")).to_be_visible()
        assert page.evaluate(TOO_WIDE) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Channels").click()
        page.locator("#side").get_by_role("button", name="politics").click()
        expect(page.locator("#title")).to_have_text("politics")
        expect(page.locator("#side")).to_be_hidden()


def test_keys_walk_through_messages_and_threads(browser: Browser, box: Sandbox, bot: Bot) -> None:
    first = box.post("breaking", "eva", "the older")
    box.post("breaking", "amina", "the newer")
    box.post("breaking", "eva", "an answer", thread_ts=first)
    with open_page(browser, box.url) as page:
        page.locator("#messages").focus()
        page.keyboard.press("ArrowUp")
        expect(page.locator(".message:focus")).to_contain_text("the newer")
        page.keyboard.press("ArrowUp")
        expect(page.locator(".message:focus")).to_contain_text("the older")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        expect(page.locator("#thread")).to_contain_text("an answer")
        expect(page.locator("#thread-text")).to_be_focused()
        page.keyboard.type("typed there")
        page.keyboard.press("Enter")
        expect(page.locator("#thread-messages")).to_contain_text("typed there")
        page.keyboard.press("Escape")
        expect(page.locator("#thread")).to_be_hidden()
        expect(page.locator(".message:focus")).to_contain_text("the older")
        page.keyboard.press("Alt+ArrowDown")
        expect(page.locator("#title")).to_have_text("politics")


def test_commands_and_names_are_completed(browser: Browser, box: Sandbox, bot: Bot) -> None:
    heard: list[Json] = []
    bot.app.command("/digest")(lambda ack, body: (ack("told"), heard.append(body)))
    with open_page(browser, box.url) as page:
        area = page.locator("#text")
        area.focus()
        page.keyboard.type("/di")
        options = page.locator("#completion").get_by_role("option")
        expect(options).to_have_count(2)
        page.keyboard.press("ArrowDown")
        expect(options.nth(1)).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(area).to_have_value("/digest ")
        expect(page.locator("#write .hint")).to_have_text("/digest now | week")
        page.keyboard.type("now")
        page.keyboard.press("Enter")
        expect(page.locator(".message.only")).to_contain_text("told")
        assert heard[0]["text"] == "now"
        page.get_by_role("button", name="Dismiss message").click()
        expect(page.locator(".message.only")).to_have_count(0)
        page.keyboard.press("Escape")
        area.focus()
        page.keyboard.type("ask @chl")
        page.keyboard.press("Tab")
        expect(area).to_have_value("ask @chloe ")
        page.keyboard.type("/di")
        expect(page.locator("#completion")).to_be_hidden()  # in the middle of a sentence it is no command


def test_menus_offer_shortcuts_and_give_the_focus_back(browser: Browser, box: Sandbox, bot: Bot) -> None:
    ran: list[str] = []
    bot.app.shortcut({"callback_id": "extract", "type": "message_action"})(lambda ack: (ack(), ran.append("message")))
    bot.app.shortcut({"callback_id": "brief", "type": "shortcut"})(lambda ack: (ack(), ran.append("global")))
    box.post("breaking", "eva", "a message")
    with open_page(browser, box.url) as page:
        page.locator(".message").hover()
        more = page.locator(".message").get_by_role("button", name="More actions")
        more.click()
        expect(page.get_by_role("menuitem").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(more).to_be_focused()
        more.click()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Shortcuts and commands").click()
        page.get_by_role("menuitem", name="Brief an article").click()
        box.wait_for(lambda: ran == ["message", "global"])
        page.locator(".message").hover()
        page.locator(".message").get_by_role("button", name="React with eyes").click()
        expect(page.locator(".reactions button")).to_have_attribute("aria-pressed", "true")


def test_a_date_that_is_none_stops_nothing(browser: Browser, box: Sandbox, bot: Bot) -> None:
    for words in ("<!date^soon^{date}|next week>", "<!date^99999999999999999999^{date}|one day>", "<!date^1>"):
        bot.client.chat_postMessage(channel="C0BREAKING", text=words)
    say(bot)
    with open_page(browser, box.url) as page:
        for words in ("next week", "one day", "spoken"):
            expect(page.locator("#messages")).to_contain_text(words)


def test_what_was_typed_outlives_an_error_and_an_update(browser: Browser, box: Sandbox, bot: Bot) -> None:
    given = with_form(bot)
    say(bot, MESSAGE)
    with open_page(browser, box.url) as page:
        page.get_by_role("button", name="Press").click()
        page.get_by_label("Field 1").fill("09:30")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".wrong").first).to_have_text("Other words, please.")
        expect(page.get_by_label("Field 0")).to_be_focused()
        page.get_by_label("Field 0").fill("better")
        view = box.views("amina")[0]
        bot.client.views_update(view_id=view["id"], view=modal("Another title", FORM))
        expect(page.get_by_role("dialog", name="Another title")).to_be_visible()
        expect(page.get_by_label("Field 0")).to_have_value("better")
        page.locator(".chips select").select_option("C0RANDOM")
        page.get_by_label("Field 0").press("Enter")
        expect(page.get_by_role("dialog")).to_have_count(0)
    last = given[-1]
    assert (last["in0"]["in0"]["value"], last["in1"]["in1"]["selected_time"]) == ("better", "09:30")
    assert last["in7"]["in7"]["selected_conversations"] == ["C0POLITICS", "C0RANDOM"]


def test_a_dialog_asks_before_what_cannot_be_undone(browser: Browser, box: Sandbox, bot: Bot) -> None:
    pressed: list[Json] = []
    bot.app.action("three")(lambda ack, body: (ack(), pressed.append(body)))
    say(bot, MESSAGE)
    with open_page(browser, box.url) as page:
        page.get_by_role("button", name="Remove").click()
        expect(page.get_by_role("dialog", name="Sure?")).to_contain_text("It is gone then.")
        page.keyboard.press("Escape")
        assert pressed == []
        page.get_by_role("button", name="Remove").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove").click()
        box.wait_for(lambda: pressed)


def test_own_messages_are_edited_and_deleted(browser: Browser, box: Sandbox, bot: Bot) -> None:
    with open_page(browser, box.url) as page:
        page.locator("#text").fill("a first <try>")
        page.keyboard.press("Enter")
        message = page.locator(".message")
        _more(page, "Edit message")
        expect(page.get_by_label("Edit the message")).to_have_value("a first <try>")
        page.get_by_label("Edit the message").fill("a second")
        page.keyboard.press("Enter")
        expect(message).to_contain_text("a second (edited)")
        _more(page, "Delete message…")
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(message).to_have_count(0)


def _more(page: Page, item: str) -> None:
    page.locator(".message").hover()
    page.locator(".message").get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name=item).click()


def test_texts_stay_texts(browser: Browser, box: Sandbox, bot: Bot) -> None:
    evil = "<img src=x onerror=alert(1)> [a](javascript:alert(1)) &lt;script&gt;"
    box.post("breaking", "eva", evil)
    say(bot, [{"type": "section", "text": plain(evil)}, {"type": "markdown", "text": evil}])
    with open_page(browser, box.url) as page:
        expect(page.locator(".message")).to_have_count(2)
        assert (
            page.evaluate("document.querySelectorAll('.message img, .message script, a[href^=javascript]').length") == 0
        )


def test_the_reader_chooses_light_or_dark(browser: Browser, box: Sandbox) -> None:
    with open_page(browser, box.url) as page:
        ground = "getComputedStyle(document.querySelector('.main')).backgroundColor"
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        page.get_by_role("button", name="Colours: system").click()
        page.get_by_role("button", name="Colours: light").click()
        assert page.evaluate(ground) == "rgb(26, 29, 33)"
        page.reload()
        page.wait_for_selector("#title:not(:empty)")
        assert page.evaluate(ground) == "rgb(26, 29, 33)"
