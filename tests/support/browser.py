"""Chromium for the tests of the sandbox's page: the system's own. Without one, those tests are skipped."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
"""A script that gives the texts whose contrast is under WCAG AA."""
WAIT_MS = 15_000
"""For anything to show; a busy machine has needed four seconds."""
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def chromium() -> str | None:
    """The path of a Chromium on this machine: NUTGRAF_CHROMIUM, or one of the usual names."""
    return os.environ.get("NUTGRAF_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def need_chromium() -> str:
    """The path of a Chromium. Skips the test where there is none."""
    found = chromium()
    if found is None:
        pytest.skip("no Chromium here; apt-get install chromium, or set NUTGRAF_CHROMIUM")
    return found


@contextmanager
def running_browser() -> Iterator["Browser"]:
    """A headless Chromium. Close it before other tests run: Playwright keeps an event loop in this thread."""
    path = need_chromium()
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT_MS)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(browser: "Browser", url: str, *, dark: bool = False, phone: bool = False) -> Iterator["Page"]:
    """The page at `url` in a window of its own. Fails the test at the end when a script on it failed."""
    size: Any = PHONE if phone else DESK
    window = browser.new_context(
        viewport=size, color_scheme="dark" if dark else "light", reduced_motion="reduce", locale="en-GB"
    )
    window.set_default_timeout(WAIT_MS)
    page, failures = window.new_page(), list[str]()
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(url)
    page.wait_for_selector("#title:not(:empty)")
    try:
        yield page
    finally:
        window.close()
    assert not failures
