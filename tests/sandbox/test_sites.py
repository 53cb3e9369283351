"""Sites that live on the sandbox's port."""

import urllib.error
import urllib.request

import pytest
from aiohttp import web

from sandbox.server import Sandbox


def get(sandbox: Sandbox, url: str) -> tuple[int, str]:
    """Fetches a page by the Host header, whatever the machine's resolver thinks of *.localhost."""

    host, _, path = url.removeprefix("http://").partition("/")
    request = urllib.request.Request(f"{sandbox.url}/{path}", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_page_stands_where_it_was_put(sandbox: Sandbox) -> None:
    url = sandbox.serve("courier", "/a?b=1", "<h1>Here</h1>")
    assert url == f"http://courier.localhost:{sandbox.port}/a?b=1"
    assert get(sandbox, url) == (200, "<h1>Here</h1>")
    assert get(sandbox, sandbox.site_url("courier", "/other"))[0] == 404
    assert sandbox.visits() == ["courier.localhost/a?b=1", "courier.localhost/other"]


def test_status_headers_and_every_path(sandbox: Sandbox) -> None:
    sandbox.serve("wall", "*", "no", status=403, headers={"Content-Type": "text/plain"})
    assert get(sandbox, sandbox.site_url("wall", "/x/y")) == (403, "no")


def test_handler_makes_the_answer(sandbox: Sandbox) -> None:
    async def made(request: web.Request) -> web.Response:
        return web.Response(text=f"made for {request.path}")

    sandbox.serve("made", "*", handler=made)
    assert get(sandbox, sandbox.site_url("made", "/z")) == (200, "made for /z")


def test_page_is_not_shadowed_by_the_api(sandbox: Sandbox) -> None:
    sandbox.serve("courier", "/api/auth.test", "an article about APIs")
    assert get(sandbox, sandbox.site_url("courier", "/api/auth.test")) == (200, "an article about APIs")


def test_newsroom_answers_by_host() -> None:
    site = pytest.importorskip("sandbox.newsroom.site")
    with Sandbox() as sandbox:
        slug, url = next(iter(site.urls(sandbox.port).items()))
        status, page = get(sandbox, url)
    assert status == 200, slug
    assert "<article" in page
