"""`nutgraf digest`: what the store of a running bot holds, as JSON and for people."""

import json
import subprocess

import redis

from bot.reading.pipeline import read_article
from tests.bot.digests.month import CANARY, DESK, TEAM, VAULT, Month
from tests.bot.digests.test_digests import START, fire, other
from tests.handlers.test_cli import nutgraf
from tests.support.store import StoreServer

TIMES = ("--since", "2026-03-10T00:00", "--until", "2026-03-11")


def digest(server: StoreServer, *arguments: str) -> subprocess.CompletedProcess[str]:
    return nutgraf("digest", *arguments, REDIS_URL=server.url)


def test_the_public_digest_as_json(store: redis.Redis, server: StoreServer) -> None:
    month = Month(store)
    for at, (article, channel) in enumerate(((fire(), DESK), (fire("Echo", title=f"{CANARY} fire"), VAULT))):
        month.share(article, read_article(article), START + at, channel)
    done = digest(server, *TIMES, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    (event,) = told["events"]
    assert event["title"] == "Fire destroys timber yard in Marl" and event["quote"]["speaker"] == "Ines Calder"
    assert told["since"] == "2026-03-10T00:00:00+00:00" and told["articles"] == 1
    assert CANARY not in done.stdout
    assert CANARY in digest(server, *TIMES, "--json", "--channel", VAULT).stdout


def test_for_people(store: redis.Redis, server: StoreServer) -> None:
    month = Month(store)
    month.share(other(1), read_article(other(1)), START)
    done = digest(server, *TIMES)
    assert "Bridge 1 voted for Quenby" in done.stdout and "1 article of 1 outlet" in done.stdout
    assert "Nothing was shared" in digest(server, "--since", "24h").stdout


def test_what_can_not_be_read_is_one_line(store: redis.Redis, server: StoreServer) -> None:
    empty = digest(server)
    assert empty.returncode == 1 and "Nothing was shared yet" in empty.stderr
    month = Month(store)
    month.share(other(1), read_article(other(1)), START)
    for wrong, words in (
        (("--since", "last tuesday"), "I don't understand “last tuesday” as a time"),
        (("--since", "2026-03-10", "--zone", "Mars/Olympus"), "is no time zone"),
    ):
        done = digest(server, *wrong)
        assert done.returncode == 1 and words in done.stderr and len(done.stderr.splitlines()) == 1
    store.zadd("nutgraf:{T0OTHER}:shared-in", {"C1": 1})
    several = digest(server)
    assert TEAM in several.stderr and "--team" in several.stderr
    nobody = nutgraf("digest", NUTGRAF_HOME="/nonexistent/nutgraf")
    assert nobody.returncode == 1 and "REDIS_URL is not set" in nobody.stderr
