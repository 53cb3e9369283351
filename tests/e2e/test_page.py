"""The bot as an editor meets it: the sandbox's page in a real browser, with the real bot behind it."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed; pip install -e .[dev]")

from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect  # noqa: A004 - Playwright's own

from tests.e2e.conftest import Newsroom
from tests.e2e.pages import story
from tests.support.browser import CONTRAST, open_page, running_browser

TRIES, TRY_MS = 4, 5000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


def press(button: Locator, opens: Locator) -> None:
    """Press a button until what it opens is there: on a machine that is very busy the bot misses the three seconds that
    Slack gives it, and an editor presses again."""
    for _ in range(TRIES):
        button.click()
        with suppress(TimeoutError):
            opens.wait_for(timeout=TRY_MS)
            return
    expect(opens).to_be_visible()


def close_all(page: Page) -> None:
    """Close the windows that other tests have left open for this person: the sandbox keeps them, as Slack does."""
    page.locator("#messages .message").first.wait_for()
    while page.get_by_role("dialog").count():
        left = page.get_by_role("dialog").count()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(left - 1)


def test_a_link_its_quotes_and_its_dismissal(browser: Browser, newsroom: Newsroom) -> None:
    title = "Lanterns of Quellmouth go out for good"
    url = newsroom.publish(story(title=title))
    with open_page(browser, f"{newsroom.slack.url}/#C0BREAKING") as page:
        close_all(page)
        page.locator("#text").fill(url)
        page.keyboard.press("Enter")
        shared = page.locator("#messages .message").filter(has_text=url)
        shared.locator(".replies").click()
        reply = page.locator("#thread .message").filter(has_text="Key facts")
        expect(reply).to_contain_text(title)

        dialog = page.get_by_role("dialog", name="Quotes")
        press(reply.locator("button").filter(has_text="quotes"), dialog)
        expect(dialog).to_contain_text(title)
        expect(dialog.locator("blockquote").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()

        reply.locator("button").filter(has_text="Dismiss").click()
        asked = page.get_by_role("dialog", name="Dismiss this reply?")
        asked.get_by_role("button", name="Dismiss", exact=True).click()
        expect(reply).to_have_count(0)


def test_a_digest_now_and_one_that_is_changed_in_home(browser: Browser, newsroom: Newsroom) -> None:
    title = "Old tram of Hexley sold to a museum"
    newsroom.wait_for_briefs(newsroom.share(newsroom.publish(story(title=title))))
    with open_page(browser, f"{newsroom.slack.url}/#C0BREAKING") as page:
        close_all(page)
        page.locator("#text").focus()
        page.keyboard.type("/dig")
        page.keyboard.press("Tab")
        page.keyboard.type("now")
        page.keyboard.press("Enter")
        expect(page.locator(".message.only").filter(has_text="Digest, ").last).to_contain_text(title)

        page.locator("#text").fill("/digest schedule weekdays 8:00")
        page.keyboard.press("Enter")
        expect(page.locator(".message.only").filter(has_text="Planned")).to_be_visible()
        page.locator("#side").get_by_role("button", name="Nutgraf").click()
        page.get_by_role("tab", name="Home").click()
        home = page.locator(".home")
        expect(home).to_contain_text("Weekdays at 08:00")
        assert page.evaluate(CONTRAST) == []
        form = page.get_by_role("dialog", name="Change the digest")
        press(home.locator("button").filter(has_text="Edit").first, form)
        form.get_by_label("At", exact=True).fill("07:15")
        form.get_by_label("Saturday").check()
        form.get_by_role("button", name="Save").click()
        expect(form).to_be_hidden()
        expect(home).to_contain_text("07:15")
        newsroom.slack.command("C0BREAKING", "amina", "/digest remove")
