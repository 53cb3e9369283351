#!/usr/bin/env python3
"""Make the pictures under docs/pictures: the real bot in the sandbox, its newsroom's first weeks, a real browser.

    make screenshots

Needs Chromium (on Debian: apt-get install chromium fonts-lato fonts-noto-color-emoji; the fonts for looks alone).
Takes two or three minutes.
"""

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from handlers.demo.bot import bot_in
from handlers.demo.machine import machine_for
from handlers.manifest import manifest
from sandbox.machine import Machine
from sandbox.newsroom.day import DAY, text
from sandbox.server import Sandbox
from tests.support.browser import chromium

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
LARGEST_BYTES = 300_000
COLOURS = 256
"""A third of the size, and no eye sees it in a page of text."""
SHARES = 6
"""Of the newsroom's morning: the flood's first articles, and two of politics."""
BEHIND = 0.77
"""Of the month, when the pictures are taken: three weeks, so that series have a rhythm."""
DESK: ViewportSize = {"width": 1240, "height": 860}
TALL: ViewportSize = {"width": 1240, "height": 1300}
"""A whole reply."""
PHONE: ViewportSize = {"width": 390, "height": 800}
WAIT_SECONDS = 180.0
FLOOD, ATTACKS = "brennick-dam-burst", "kestova-fifth"


@dataclass(frozen=True)
class Studio:
    """The newsroom and the browser that looks at it as Ben does."""

    slack: Sandbox
    browser: Browser

    @contextmanager
    def page(self, where: str = "", size: ViewportSize = DESK, *, dark: bool = False) -> Iterator[Page]:
        """The page, at `where` (what stands behind the # of its address)."""
        scheme = "dark" if dark else "light"
        window = self.browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce", locale="en-GB")
        window.add_init_script("localStorage.setItem('reader', 'U0BEN')")
        page = window.new_page()
        page.goto(f"{self.slack.url}/#{where}")
        page.wait_for_selector("#messages :is(.message, .blocks)")
        yield page
        window.close()

    def thread_of(self, words: str) -> str:
        """Where the first message with a link to `words` and its replies stand."""
        for channel in ("C0BREAKING", "C0POLITICS"):
            for message in self.slack.history(channel):
                if words in message["text"] and message.get("reply_count"):
                    return f"{channel}/{message['ts']}"
        raise LookupError(words)


def keep(page: Page, name: str) -> None:
    """Write what the page shows."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)  # for fonts and live updates: there is no event for "nothing more comes"
    path = PICTURES / f"{name}.png"
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.name}: {size // 1000} kB")
    if size > LARGEST_BYTES:
        raise SystemExit(f"{path.name} is larger than {LARGEST_BYTES // 1000} kB")


def live_three_weeks(slack: Sandbox, machine: Machine) -> None:
    """The morning's first shares, then the month's first three weeks."""
    for share in DAY[:SHARES]:
        ts = slack.post(share.channel, share.user, text(share, slack.port))
        slack.wait_for(lambda ts=ts, where=share.channel: slack.replies(where, ts), WAIT_SECONDS, share.text)
    machine.start()
    slack.wait_for(lambda: machine.picture()["done"] > BEHIND, WAIT_SECONDS, "three weeks")
    machine.pause()


def take(studio: Studio) -> None:
    """Every picture."""
    flood, attacks = studio.thread_of(FLOOD), studio.thread_of(ATTACKS)
    with studio.page(flood, TALL) as page:
        _show_thread(page, flood)
        keep(page, "reply")
    with studio.page(flood) as page:
        _show_thread(page, flood)
        page.locator("#thread").get_by_role("button").filter(has_text="quotes").first.click()
        page.get_by_role("dialog").wait_for()
        keep(page, "quotes")
        page.keyboard.press("Escape")
    with studio.page(attacks) as page:
        page.locator("#thread").get_by_role("button").filter(has_text="Follow").first.click()
        page.wait_for_timeout(1500)
    with studio.page("C0BREAKING") as page:
        _to(page, "#messages .message:has(.blockhead:has-text('Digest, ')):has-text('Recurring') >> nth=-1")
        keep(page, "digest")
    with studio.page("home") as page:
        page.get_by_role("button", name="Edit").first.wait_for()
        keep(page, "home")
    with studio.page(attacks, dark=True) as page:
        _show_thread(page, attacks)
        keep(page, "dark")
    with studio.page(flood, PHONE) as page:
        _show_thread(page, flood)
        keep(page, "narrow")


def _show_thread(page: Page, where: str) -> None:
    """Scroll to the shared message in its channel, and to the reply in its thread."""
    page.locator(f"[id='m{where.partition('/')[2]}']").evaluate("one => one.scrollIntoView({block: 'start'})")
    _to(page, "#thread .message >> nth=1")


def _to(page: Page, what: str) -> None:
    """Scroll until the top of something stands at the top."""
    page.locator(what).first.wait_for()
    page.locator(what).first.evaluate("one => one.scrollIntoView({block: 'start'})")


def main() -> int:
    """Make them all; 1 where there is no Chromium."""
    path = chromium()
    if path is None:
        print("There is no Chromium here: apt-get install chromium, or set NUTGRAF_CHROMIUM.", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="nutgraf-") as home,
        Sandbox(manifest=manifest()) as slack,
        bot_in(slack, Path(home)),
    ):
        slack.wait_for_connection(WAIT_SECONDS)
        machine = machine_for(slack, Path(home))
        live_three_weeks(slack, machine)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            take(Studio(slack, browser))
            browser.close()
        machine.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
