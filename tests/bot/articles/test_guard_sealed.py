"""The guard against a real name server and real addresses, in a network namespace where both are ours.

Needs Linux and the right to make namespaces; `test_guard.py` asks the same of a resolver that is stood in for.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.store.processes import tethered
from tests.bot.articles.sealed import PUBLIC, PUBLIC_6
from tests.support.corpora import ROOT

NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount", "--net"]
METADATA = "169.254.169.254"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Fetch a link while the name server answers as told, and hear what was asked for and reached."""
    allowed = shutil.which("unshare") and shutil.which("ip")
    if not allowed or subprocess.run([*NAMESPACE, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine gives no network namespaces (unshare --user --net)")
    process = subprocess.Popen(
        tethered([*NAMESPACE, sys.executable, "-m", "tests.bot.articles.sealed"]),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdin and process.stdout
    requests, answers = process.stdin, process.stdout
    assert answers.readline() == "ready\n"

    def fetch(url: str, **zone: Any) -> dict[str, Any]:
        names = {name.replace("__", "."): answer for name, answer in zone.items()}
        requests.write(json.dumps({"url": url, "zone": names}) + "\n")
        requests.flush()
        answer: dict[str, Any] = json.loads(answers.readline())
        return answer

    yield fetch
    requests.close()
    process.wait(10)
    answers.close()


def test_a_public_name_is_asked_for_once_and_reached(ask: Ask) -> None:
    found = ask("http://public.test/", public__test=[[PUBLIC]])
    assert found == {"error": None, "text": "<p>here", "asked": ["public.test"], "reached": [PUBLIC]}


def test_a_name_that_is_rebound_is_reached_where_it_was_vetted(ask: Ask) -> None:
    """Public at the first look-up, this machine at every later one, and told not to be remembered (TTL 0)."""
    found = ask("http://rebind.test/", rebind__test=[[PUBLIC], ["127.0.0.1"]])
    assert found == {"error": None, "text": "<p>here", "asked": ["rebind.test"], "reached": [PUBLIC]}


@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.1", METADATA, "::1", "fd00:ec2::254"])
def test_a_redirect_to_the_name_itself_is_vetted_anew(ask: Ask, private: str) -> None:
    found = ask("http://rebind.test/to?http://rebind.test/secret", rebind__test=[[PUBLIC], [private]])
    assert found["error"] == "blocked_address"
    assert found["asked"] == ["rebind.test"] * 2
    assert found["reached"] == [PUBLIC]


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["192.168.1.1"],
        [METADATA],
        ["0.0.0.0"],
        ["::1"],
        ["fd00::1"],
        ["::ffff:127.0.0.1"],
        [f"::ffff:{METADATA}"],
        ["64:ff9b::7f00:1"],
        [PUBLIC, "10.0.0.1"],
        [PUBLIC, "::1"],
        [PUBLIC_6, "127.0.0.1"],
        [PUBLIC, PUBLIC_6, "fd00::1"],
    ],
    ids=" ".join,
)
def test_names_of_private_addresses_reach_nothing(ask: Ask, addresses: list[str]) -> None:
    found = ask("http://evil.test/", evil__test=[addresses])
    assert (found["error"], found["reached"]) == ("blocked_address", [])
    assert "evil.test" in found["asked"]


def test_a_private_address_behind_another_name(ask: Ask) -> None:
    found = ask("http://alias.test/", alias__test=["inside.test."], inside__test=[["10.0.0.1"]])
    assert (found["error"], found["reached"]) == ("blocked_address", [])


def test_a_private_address_far_down_an_answer_that_needs_tcp(ask: Ask) -> None:
    many = [f"93.184.217.{n}" for n in range(60)]
    found = ask("http://many.test/", many__test=[[*many, "10.0.0.1"]])
    assert (found["error"], found["reached"]) == ("blocked_address", [])


def test_an_address_of_the_other_family_is_reached(ask: Ask) -> None:
    assert ask("http://six.test/", six__test=[[PUBLIC_6]])["reached"] == [PUBLIC_6]


def test_the_next_address_is_tried_where_one_refuses(ask: Ask) -> None:
    found = ask("http://two.test/", two__test=[["93.184.217.1", PUBLIC]])
    assert (found["text"], found["reached"]) == ("<p>here", [PUBLIC])


@pytest.mark.parametrize(
    "link",
    [
        *("http://2130706433/", "http://0x7f.1/", "http://017700000001/", "http://127.1/", "http://0/"),
        *("http://10.1/", "http://2852039166/", "http://0xa9fea9fe/", "http://localhost/", "http://[::1]/"),
        *("http://[::ffff:10.0.0.1]/", "http://[fd00::1]/", "http://127。0。0。1/"),
    ],
)
def test_spellings_that_the_systems_resolver_reads_reach_nothing(ask: Ask, link: str) -> None:
    found = ask(link)
    assert found["error"] in {"blocked_address", "bad_link", "unreachable"}
    assert (found["asked"], found["reached"]) == ([], [])


@pytest.mark.parametrize("link", ["http://10.0.0.1/", "http://2130706433/", f"http://{METADATA}/latest/meta-data/"])
def test_redirects_to_private_addresses_reach_nothing_more(ask: Ask, link: str) -> None:
    found = ask(f"http://public.test/to?{link}", public__test=[[PUBLIC]])
    assert (found["error"], found["reached"]) == ("blocked_address", [PUBLIC])


@pytest.mark.parametrize(
    ("answer", "error"),
    [("nxdomain", "unreachable"), ("servfail", "no_names"), ([], "unreachable")],
    ids=["no such name", "the name server fails", "a name without an address"],
)
def test_a_name_server_that_knows_nothing(ask: Ask, answer: Any, error: str) -> None:
    found = ask("http://lost.test/", lost__test=[answer])
    assert (found["error"], found["reached"]) == (error, [])


def test_a_name_server_that_says_nothing_does_not_outlast_the_deadline(ask: Ask) -> None:
    """The system's resolver would wait for 15 s."""
    found = ask("http://silent.test/", silent__test=["silence"])
    assert (found["error"], found["reached"]) == ("too_slow", [])
