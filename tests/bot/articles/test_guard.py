"""No link, name or redirect leads anywhere but to a public address at a web port."""

import ipaddress

import pytest

from bot.articles.errors import BadLink, BlockedAddress, NotFound, TooSlow, Unreachable
from bot.articles.fetch import Fetcher
from bot.articles.guard import is_public
from bot.errors import ArticleError
from tests.bot.articles.internet import PUBLIC, Internet, response

NOT_PUBLIC = {
    "this machine": "127.0.0.1",
    "all of its addresses": "127.8.9.10",
    "any address": "0.0.0.0",
    "this network": "0.1.2.3",
    "private A": "10.1.2.3",
    "private B": "172.16.0.1",
    "private C": "192.168.1.1",
    "carrier NAT": "100.64.0.1",
    "metadata service": "169.254.169.254",
    "link-local": "169.254.1.1",
    "protocol assignments": "192.0.0.8",
    "documentation": "192.0.2.1",
    "6to4 relay": "192.88.99.1",
    "benchmarks": "198.18.0.1",
    "multicast": "224.0.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "IPv6 loopback": "::1",
    "IPv6 any": "::",
    "mapped loopback": "::ffff:127.0.0.1",
    "mapped public": "::ffff:93.184.216.34",
    "mapped metadata": "::ffff:a9fe:a9fe",
    "compatible": "::7f00:1",
    "translated": "::ffff:0:127.0.0.1",
    "NAT64": "64:ff9b::7f00:1",
    "NAT64 of the metadata service": "64:ff9b::a9fe:a9fe",
    "local NAT64": "64:ff9b:1::1",
    "6to4": "2002:7f00:1::1",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "ORCHID": "2001:20::1",
    "IPv6 documentation": "2001:db8::1",
    "newer documentation": "3fff::1",
    "IPv6 link-local": "fe80::1",
    "site-local": "fec0::1",
    "unique local": "fd00::1",
    "cloud metadata in IPv6": "fd00:ec2::254",
    "IPv6 multicast": "ff02::1",
    "discard": "100::1",
    "segment routing": "5f00::1",
}


@pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC.keys())
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "1.1.1.1", "2606:4700::6810:85e5", "2a00:1450:4001::200e"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC.keys())
def test_a_name_that_resolves_to_such_an_address_is_not_dialled(address: str, net: Internet, fetcher: Fetcher) -> None:
    net.names["evil.test"] = [address]
    with pytest.raises(BlockedAddress):
        fetcher.fetch("http://evil.test/")
    assert net.dialled == []


@pytest.mark.parametrize("address", NOT_PUBLIC.values(), ids=NOT_PUBLIC.keys())
def test_such_an_address_in_the_link_is_not_dialled(address: str, net: Internet, fetcher: Fetcher) -> None:
    with pytest.raises(ArticleError) as caught:
        fetcher.fetch(f"http://[{address}]/" if ":" in address else f"http://{address}/")
    assert isinstance(caught.value, BlockedAddress)
    assert net.dialled == []


# Spellings of 127.0.0.1, 169.254.169.254 and 10.0.0.1 that some resolver reads.
DISGUISES = [
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://00000177.0.0.1/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0xa9.0xfe.0xa9.0xfe/",
    "http://10.1/",
    "http://0/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://news.localhost/",
    "http://127.0.0.1./",
    "http://１２７.0.0.1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[fe80::1%25lo]/",
    "http://[fe80::1%lo]/",
    "http://[::1%25eth0]/",
]


@pytest.mark.parametrize("link", DISGUISES)
def test_disguised_addresses_are_not_dialled(link: str, net: Internet, fetcher: Fetcher) -> None:
    with pytest.raises((BlockedAddress, BadLink, Unreachable)):
        fetcher.fetch(link)
    assert net.dialled == []


BAD_LINKS = [
    "http://public.test:22/",
    "http://public.test:6379/",
    "http://public.test:8080/",
    "https://public.test:0/",
    "http://public.test:65536/",
    "http://ana@public.test/",
    "http://ana:secret@public.test/",
    "http://:secret@public.test/",
    "http://public.test@10.0.0.1/",
    "http://public.test%00@10.0.0.1/",
    "file:///etc/passwd",
    "ftp://public.test/",
    "gopher://public.test:6379/_FLUSHALL",
    "data:text/html,<p>x",
    "javascript:alert(1)",
    "unix:/run/store.sock",
    "http+unix://%2Frun%2Fstore.sock/",
    "//public.test/",
    "public.test/a",
    "http://",
    "http:///a",
    "http://[::1",
    "http://public.test/a\r\nHost: 10.0.0.1",
    "http://public.test/\x00",
    "",
    "http://public.test/" + "a" * 9000,
]


@pytest.mark.parametrize("link", BAD_LINKS, ids=[repr(link[:40]) for link in BAD_LINKS])
def test_links_that_are_none_of_the_webs_are_refused(link: str, net: Internet, fetcher: Fetcher) -> None:
    with pytest.raises((BadLink, BlockedAddress)):
        fetcher.fetch(link)
    assert net.dialled == []
    assert net.requests == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(net: Internet, fetcher: Fetcher) -> None:
    for mixed in ([PUBLIC, "10.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC, "::1"], [PUBLIC, PUBLIC, "169.254.169.254"]):
        net.names["mixed.test"] = mixed
        with pytest.raises(BlockedAddress):
            fetcher.fetch("http://mixed.test/")
    assert net.dialled == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://10.0.0.1/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://2130706433/",
        "http://localhost/",
        "http://private.test/",
        "http://public.test:6379/",
        "http://ana:secret@public.test/page",
        "//127.0.0.1/",
        "file:///etc/passwd",
        "ftp://public.test/",
        "gopher://10.0.0.1/",
        "http://[::1",
    ],
)
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_vetted_like_links(target: str, status: str, net: Internet, fetcher: Fetcher) -> None:
    net.names["private.test"] = ["192.168.0.1"]
    link = net.page("/go", response(status=status, location=target))
    with pytest.raises((BlockedAddress, BadLink, Unreachable)):
        fetcher.fetch(link)
    assert set(net.dialled) == {PUBLIC}
    assert len(net.requests) == 1


def test_a_name_that_changes_its_address_is_judged_by_the_one_that_is_dialled(net: Internet, fetcher: Fetcher) -> None:
    """Rebinding: public when first asked, this machine from then on. The name is asked once and that answer dialled."""
    asked = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    net.page("/a", response(b"<p>first"))
    net.redirect("/again", "http://rebind.test/a")
    rebound = Fetcher(resolver=rebinding)
    assert rebound.fetch("http://rebind.test/a").text == "<p>first"
    assert len(asked) == 1
    asked.clear()
    with pytest.raises(BlockedAddress):
        rebound.fetch("http://rebind.test/again")
    assert set(net.dialled) == {PUBLIC}


def test_the_next_address_is_tried_when_one_does_not_answer(net: Internet, fetcher: Fetcher) -> None:
    net.names["two.test"] = ["8.8.4.4", PUBLIC]
    net.page("/", response(b"<p>here"))
    assert fetcher.fetch("http://two.test/").text == "<p>here"
    assert net.dialled == ["8.8.4.4", PUBLIC]


def test_a_resolver_that_hangs_does_not_outlast_the_deadline(net: Internet) -> None:
    def hanging(host: str, port: int) -> list[str]:
        net.stopped.wait(30)
        return [PUBLIC]

    with pytest.raises(TooSlow):
        Fetcher(seconds=0.2, resolver=hanging).fetch("http://public.test/")


def test_a_name_without_an_address_is_unreachable(net: Internet, fetcher: Fetcher) -> None:
    net.names["empty.test"] = []
    for link in ("http://nowhere.invalid/", "http://empty.test/", "http://" + "a" * 64 + ".test/"):
        with pytest.raises((Unreachable, BadLink)):
            fetcher.fetch(link)


def test_the_environments_proxies_are_not_used(
    net: Internet, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://10.0.0.1:3128")
    net.page("/", response(b"<p>direct"))
    assert fetcher.fetch("http://public.test/").text == "<p>direct"
    assert net.dialled == [PUBLIC]


class TestLoopbackForTheSandbox:
    @pytest.fixture
    def local(self, net: Internet) -> Fetcher:
        return Fetcher(allow_loopback=True, resolver=net.resolve)

    def test_this_machine_is_reached_at_any_port(self, net: Internet, local: Fetcher) -> None:
        net.page("/", response(b"<p>local"))
        for host in ("127.0.0.1", "loopback.test", "localhost", "courier.localhost", "Courier.LOCALHOST"):
            assert local.fetch(f"http://{host}:{net.port}/").text == "<p>local"

    def test_the_host_header_keeps_the_name(self, net: Internet, local: Fetcher) -> None:
        with pytest.raises(NotFound):
            local.fetch(f"http://courier.localhost:{net.port}/nothing")
        assert f"Host: courier.localhost:{net.port}".encode() in net.requests[0]

    def test_nothing_else_is_opened(self, net: Internet, local: Fetcher) -> None:
        for address in ("10.0.0.1", "169.254.169.254", "fd00::1", "0.0.0.0"):
            net.names["evil.test"] = [address]
            with pytest.raises(BlockedAddress):
                local.fetch("http://evil.test/")
        with pytest.raises(BadLink):
            local.fetch("http://public.test:8080/")
        assert net.dialled == []
