"""What a site answers, at its best and at its worst, is bounded in time and size and put in words."""

import gzip
import threading
import tracemalloc
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpcore
import pytest

from bot.articles.errors import (
    BadLink,
    NotFound,
    NotHtml,
    Refused,
    ServerTrouble,
    TooLarge,
    TooManyRequests,
    TooSlow,
    Unreachable,
    Walled,
)
from bot.articles.fetch import Fetcher, Version, user_agent
from bot.errors import ArticleError
from tests.bot.articles.internet import Internet, response, running

Send = Callable[[bytes], None]
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"


def test_a_page_comes_with_its_address_type_and_text(net: Internet, fetcher: Fetcher) -> None:
    link = net.page("/a?id=1", response("<p>café".encode("latin-1"), content_type="Text/HTML; charset=ISO-8859-1"))
    page = fetcher.fetch(link)
    assert (page.url, page.status, page.content_type) == (link, 200, "text/html")
    assert page.text == "<p>café"


def test_the_request_is_honest_about_who_asks(net: Internet, fetcher: Fetcher) -> None:
    fetcher.fetch(net.page("/", response(b"<p>")))
    head = net.requests[0].decode().lower()
    assert "user-agent: nutgraf/" in head
    assert "desk@example.org" in head
    assert "accept-encoding: gzip\r\n" in head
    assert "cookie" not in head


def test_a_contact_can_not_smuggle_headers() -> None:
    assert "\n" not in user_agent("desk@example.org\r\nCookie: a=b")


def test_redirects_are_followed_and_the_last_address_is_told(net: Internet, fetcher: Fetcher) -> None:
    net.page("/article", response(b"<p>here"))
    net.redirect("/2", "/article")
    page = fetcher.fetch(net.redirect("/1", "http://public.test/2"))
    assert page.url == "http://public.test/article"


def test_cookies_live_as_long_as_one_fetch(net: Internet, fetcher: Fetcher) -> None:
    def door(send: Send, head: bytes) -> None:
        seen = b"seen=1" in head
        send(response(b"<p>in") if seen else response(status="302 Found", location="/door", set_cookie="seen=1"))

    link = net.at("/door", door)
    assert fetcher.fetch(link).text == "<p>in"
    fetcher.fetch(link)
    assert [b"seen=1" in head for head in net.requests] == [False, True, False, True]


def test_five_redirects_are_followed_and_no_more(net: Internet, fetcher: Fetcher) -> None:
    net.page("/0", response(b"<p>end"))
    for step in range(1, 7):
        net.redirect(f"/{step}", f"/{step - 1}")
    assert fetcher.fetch("http://public.test/5").text == "<p>end"
    with pytest.raises(BadLink, match="redirected"):
        fetcher.fetch("http://public.test/6")
    with pytest.raises(BadLink, match="redirected"):
        fetcher.fetch(net.redirect("/loop", "/loop"))


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, Refused),
        (401, Refused),
        (402, Refused),
        (403, Refused),
        (404, NotFound),
        (410, NotFound),
        (429, TooManyRequests),
        (451, Refused),
        (500, ServerTrouble),
        (503, ServerTrouble),
        (304, Unreachable),
        (302, Unreachable),
    ],
)
def test_every_status_has_its_error_in_plain_words(
    status: int, error: type[ArticleError], net: Internet, fetcher: Fetcher
) -> None:
    with pytest.raises(error) as caught:
        fetcher.fetch(net.page("/", response(b"<p>no", status=f"{status} Whatever")))
    assert str(status) in caught.value.sentence
    assert caught.value.advice.endswith(".")


class TestWallsWithAnError:
    @pytest.mark.parametrize(
        ("status", "headers", "body"),
        [
            ("403 Forbidden", {"cf_mitigated": "challenge"}, b""),
            ("403 Forbidden", {"x_datadome": "protected"}, b""),
            ("405 Not Allowed", {"x_amzn_waf_action": "captcha"}, b""),
            ("503 Unavailable", {}, b"<html><head><title>Just a moment...</title></head></html>"),
            ("429 Too Many", {}, b'<script src="https://geo.captcha-delivery.com/captcha/x.js"></script>'),
        ],
    )
    def test_a_check_for_robots_is_named(
        self, status: str, headers: dict[str, str], body: bytes, net: Internet, fetcher: Fetcher
    ) -> None:
        with pytest.raises(Walled, match="check for robots"):
            fetcher.fetch(net.page("/", response(body, status=status, **headers)))
        packed = response(gzip.compress(body), status=status, content_encoding="gzip", **headers)
        with pytest.raises(Walled, match="check for robots"):
            fetcher.fetch(net.page("/packed", packed))

    def test_an_error_page_that_goes_on_and_on_is_read_no_further_than_it_may_tell(
        self, net: Internet, fetcher: Fetcher
    ) -> None:
        def endless(send: Send, _head: bytes) -> None:
            send(CHUNKED.replace(b"200 OK", b"403 Forbidden"))
            while True:
                send(b"ffff\r\n" + b"a" * 0xFFFF + b"\r\n")

        with pytest.raises(Refused):
            fetcher.fetch(net.at("/", endless))

    def test_an_error_page_that_never_comes_leaves_the_status(self, net: Internet, hurried: Fetcher) -> None:
        def hanging(send: Send, _head: bytes) -> None:
            send(response(status="429 Slow Down", retry_after="120", content_length="5000"))
            net.stopped.wait()

        with pytest.raises(TooManyRequests) as caught:
            hurried.fetch(net.at("/", hanging))
        assert caught.value.retry_after == 120

    @pytest.mark.parametrize("body", [b"", b"<p>Not for you", b"\x1f\x8b broken", b"<title>Harbour</title>"])
    def test_other_refusals_keep_their_status(self, body: bytes, net: Internet, fetcher: Fetcher) -> None:
        for encoding in ("", "gzip", "br"):
            with pytest.raises(Refused, match="403"):
                fetcher.fetch(net.page("/", response(body, status="403 Forbidden", content_encoding=encoding)))


def test_retry_after_is_seconds_or_a_date(net: Internet, fetcher: Fetcher) -> None:
    def asked(value: str) -> float | None:
        with pytest.raises(TooManyRequests) as caught:
            fetcher.fetch(net.page("/", response(status="429 Slow Down", retry_after=value)))
        return caught.value.retry_after

    assert asked("120") == 120
    assert 50 <= (asked(format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)) or 0) <= 60
    assert asked("Thu, 01 Jan 1970 00:00:00 GMT") == 0
    assert asked("soon") is None
    assert asked("") is None


@pytest.mark.parametrize("kind", ["application/pdf", "image/jpeg", "video/mp4", "application/json", "text/plain"])
def test_what_is_no_page_is_refused_before_its_body_is_read(kind: str, net: Internet, fetcher: Fetcher) -> None:
    def endless(send: Send, _head: bytes) -> None:
        send(response(b"", content_type=kind, content_length="99999"))
        net.stopped.wait()

    with pytest.raises(NotHtml) as caught:
        fetcher.fetch(net.at("/file", endless))
    assert ("PDF" if "pdf" in kind else kind) in caught.value.sentence


def test_a_page_without_a_type_is_judged_by_its_beginning(net: Internet, fetcher: Fetcher) -> None:
    assert fetcher.fetch(net.page("/a", response(b"\xef\xbb\xbf \n<!doctype html><p>", content_type=""))).text
    with pytest.raises(NotHtml):
        fetcher.fetch(net.page("/b", response(b"%PDF-1.7", content_type="")))


class TestTime:
    """The servers here never come to an end: that the fetcher does is the deadline's work."""

    def slow(self, net: Internet, first: bytes, drip: bytes) -> str:
        def answer(send: Send, _head: bytes) -> None:
            send(first)
            while not net.stopped.wait(0.05):
                send(drip)

        return net.at("/slow", answer)

    @pytest.mark.parametrize(
        ("first", "drip"),
        [
            (b"", b""),
            (b"HTTP/1.1 200 OK\r\n", b"x"),
            (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
            (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
            (response(b"", content_length="100000"), b"a"),
            (CHUNKED, b"1\r\na\r\n"),
            (CHUNKED, b"0"),
            (response(b"", content_length="100000", content_encoding="gzip"), b"\x1f"),
            (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a"),
        ],
        ids=["silence", "line", "headers", "continue", "body", "chunks", "chunk-size", "gzip", "until-close"],
    )
    def test_a_drip_ends_with_the_deadline(self, first: bytes, drip: bytes, net: Internet, hurried: Fetcher) -> None:
        with pytest.raises((TooSlow, Unreachable)):
            hurried.fetch(self.slow(net, first, drip))

    def test_redirects_share_one_deadline(self, net: Internet, hurried: Fetcher) -> None:
        """Each takes a third of it; with a deadline for each the sixth would be one too many."""

        def lazy(send: Send, _head: bytes) -> None:
            net.stopped.wait(0.1)
            send(response(status="302 Found", location="/lazy"))

        with pytest.raises(TooSlow):
            hurried.fetch(net.at("/lazy", lazy))

    def test_a_tls_handshake_that_never_comes_ends_with_the_deadline(
        self, net: Internet, hurried: Fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        dial = httpcore.SyncBackend.connect_tcp
        # Port 80's server reads the handshake as a request and waits for its end.
        monkeypatch.setattr(
            httpcore.SyncBackend, "connect_tcp", lambda self, host, port, *a, **k: dial(self, host, 80, *a, **k)
        )
        with pytest.raises((TooSlow, Unreachable)):
            hurried.fetch("https://public.test/")


class TestSize:
    LIMIT = 200_000

    def test_a_page_at_the_limit_is_read_and_one_byte_more_is_not(self, net: Internet, fetcher: Fetcher) -> None:
        assert len(fetcher.fetch(net.page("/", response(b"<" + b"a" * (self.LIMIT - 1)))).body) == self.LIMIT
        with pytest.raises(TooLarge):
            fetcher.fetch(net.page("/", response(b"<" + b"a" * self.LIMIT)))

    def test_a_stated_length_is_believed_without_reading(self, net: Internet, fetcher: Fetcher) -> None:
        with pytest.raises(TooLarge):
            fetcher.fetch(net.page("/", response(b"<p>", content_length=str(self.LIMIT + 1))))

    def test_an_endless_body_is_cut_off(self, net: Internet, fetcher: Fetcher) -> None:
        def endless(send: Send, _head: bytes) -> None:
            send(CHUNKED)
            while True:
                send(b"ffff\r\n" + b"a" * 0xFFFF + b"\r\n")

        with pytest.raises(TooLarge):
            fetcher.fetch(net.at("/", endless))

    def test_endless_headers_are_cut_off(self, net: Internet, fetcher: Fetcher) -> None:
        def endless(send: Send, _head: bytes) -> None:
            send(b"HTTP/1.1 200 OK\r\n")
            while True:
                send(b"X-A: " + b"b" * 1000 + b"\r\n")

        with pytest.raises((Unreachable, TooSlow)):
            fetcher.fetch(net.at("/", endless))

    def test_gzip_is_unpacked(self, net: Internet, fetcher: Fetcher) -> None:
        body = b"<p>" + b"harbour " * 1000
        for name in ("gzip", "x-gzip", "GZIP"):
            page = fetcher.fetch(net.page("/", response(gzip.compress(body), content_encoding=name)))
            assert page.body == body

    def test_a_bomb_stays_packed(self, net: Internet, fetcher: Fetcher) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = b"".join([packer.compress(bytes(1_000_000)) for _ in range(100)]) + packer.flush()
        assert len(bomb) < self.LIMIT
        link = net.page("/", response(bomb, content_encoding="gzip"))
        tracemalloc.start()
        with pytest.raises(TooLarge):
            fetcher.fetch(link)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
        tracemalloc.stop()

    @pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "compress", "nonsense"])
    def test_encodings_that_were_not_asked_for_are_refused(
        self, encoding: str, net: Internet, fetcher: Fetcher
    ) -> None:
        with pytest.raises(Unreachable, match="encoding"):
            fetcher.fetch(net.page("/", response(gzip.compress(b"<p>"), content_encoding=encoding)))


BROKEN = {
    "nothing": b"",
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "cut in the headers": b"HTTP/1.1 200 OK\r\nContent-Ty",
    "cut in the body": response(b"<p>half", content_length="5000"),
    "cut in a chunk": CHUNKED + b"ff\r\nabc",
    "no chunk size": CHUNKED + b"zz\r\nabc\r\n",
    "negative length": response(b"<p>", content_length="-5"),
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\n<p>",
    "length is no number": response(b"<p>", content_length="many"),
    "packed, but not": response(b"<p>plain", content_encoding="gzip"),
    "packed, but cut": response(gzip.compress(b"<p>harbour" * 500)[:-30], content_encoding="gzip"),
    "status is no number": b"HTTP/1.1 abc OK\r\n\r\n",
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN.keys())
def test_broken_answers_are_unreachable_pages(answer: bytes, net: Internet, fetcher: Fetcher) -> None:
    with pytest.raises(Unreachable) as caught:
        fetcher.fetch(net.page("/", answer))
    assert caught.value.sentence.endswith(".")


def test_a_length_that_is_too_short_cuts_the_page(net: Internet, fetcher: Fetcher) -> None:
    assert fetcher.fetch(net.page("/", response(b"<p>harbour", content_length="6"))).text == "<p>har"


class TestConditions:
    def page(self, net: Internet) -> str:
        def answer(send: Send, head: bytes) -> None:
            if b'If-None-Match: "v1"' in head or b"If-Modified-Since: Fri, 08 Mar 2024 06:30:00 GMT" in head:
                send(response(status="304 Not Modified", content_type="", content_length=""))
            else:
                send(response(b"<p>now", etag='"v1"', last_modified="Fri, 08 Mar 2024 06:30:00 GMT"))

        return net.at("/", answer)

    def test_a_page_that_has_not_changed_is_not_sent_again(self, net: Internet, fetcher: Fetcher) -> None:
        link = self.page(net)
        page = fetcher.fetch(link)
        assert page.version == Version('"v1"', "Fri, 08 Mar 2024 06:30:00 GMT")
        assert fetcher.fetch_if_changed(link, page.version) is None
        assert fetcher.fetch_if_changed(link, Version(last_modified=page.version.last_modified)) is None

    def test_a_page_that_has_changed_comes_whole(self, net: Internet, fetcher: Fetcher) -> None:
        page = fetcher.fetch_if_changed(self.page(net), Version('"v0"'))
        assert page is not None
        assert page.text == "<p>now"

    def test_no_condition_is_asked_without_a_version(self, net: Internet, fetcher: Fetcher) -> None:
        fetcher.fetch_if_changed(self.page(net), Version())
        assert b"If-" not in net.requests[0]


def test_https_with_a_certificate_that_is_trusted(net: Internet, fetcher: Fetcher) -> None:
    net.page("/", response(b"<p>secure"))
    assert fetcher.fetch("https://public.test/").text == "<p>secure"


def test_https_with_a_certificate_nobody_vouches_for(net: Internet) -> None:
    net.page("/", response(b"<p>secure"))
    with pytest.raises(Unreachable, match="certificate"):
        Fetcher(resolver=net.resolve).fetch("https://public.test/")


def test_https_with_another_sites_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    with running(monkeypatch, certificate_for="other.test") as net:
        net.page("/", response(b"<p>secure"))
        with pytest.raises(Unreachable, match="certificate"):
            Fetcher(resolver=net.resolve, tls=net.trusting()).fetch("https://public.test/")
        assert net.requests == []


def test_a_site_that_does_not_answer(net: Internet, fetcher: Fetcher) -> None:
    net.names["down.test"] = ["8.8.4.4"]
    with pytest.raises(Unreachable, match="does not answer"):
        fetcher.fetch("http://down.test/")


def test_one_fetcher_serves_many_threads(net: Internet, fetcher: Fetcher) -> None:
    for n in range(20):
        net.page(f"/{n}", response(f"<p>{n}".encode()))
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: texts.append(fetcher.fetch(f"http://public.test/{n}").text))
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(texts) == sorted(f"<p>{n}" for n in range(20))
