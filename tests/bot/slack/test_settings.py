"""Channel and workspace settings in a real store."""

from collections.abc import Iterator

import pytest
import redis

from bot.slack.settings import (
    REPLIES_AN_HOUR,
    ChannelSettings,
    Mode,
    Preferences,
    WorkspaceSettings,
    domain_of,
    is_muted,
)
from bot.store.connect import connect
from tests.support.store import StoreServer


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    with StoreServer(tmp_path_factory.mktemp("store")) as server:
        client = connect(server.url)
        yield client
        client.close()


def test_what_nobody_set_is_the_default(store: redis.Redis) -> None:
    known = Preferences(store)
    assert known.channel("T1", "C1") == ChannelSettings(Mode.AUTO, None)
    assert known.workspace("T1") == WorkspaceSettings(REPLIES_AN_HOUR, (), "newspaper")


def test_settings_come_back_as_they_were_set_and_are_the_channels_own(store: redis.Redis) -> None:
    known = Preferences(store)
    known.set_channel("T2", "C1", ChannelSettings(Mode.MENTION, 5))
    known.set_mode("T2", "C2", Mode.OFF)
    known.set_workspace("T2", WorkspaceSettings(7, ("example.org", "ads.example.com"), "eyes"))
    assert known.channels("T2", ["C1", "C2", "C3"]) == {
        "C1": ChannelSettings(Mode.MENTION, 5),
        "C2": ChannelSettings(Mode.OFF),
        "C3": ChannelSettings(),
    }
    assert known.workspace("T2") == WorkspaceSettings(7, ("example.org", "ads.example.com"), "eyes")
    assert known.workspace("T3") == WorkspaceSettings()
    known.set_channel("T2", "C1", ChannelSettings(Mode.AUTO))
    assert known.channel("T2", "C1") == ChannelSettings()


def test_a_mode_set_alone_leaves_the_rest(store: redis.Redis) -> None:
    known = Preferences(store)
    known.set_channel("T4", "C1", ChannelSettings(Mode.AUTO, 3))
    known.set_mode("T4", "C1", Mode.MENTION)
    assert known.channel("T4", "C1") == ChannelSettings(Mode.MENTION, 3)


def test_a_field_of_a_later_release_is_not_read(store: redis.Redis) -> None:
    known = Preferences(store)
    known.set_mode("T5", "C1", Mode.OFF)
    (key,) = store.keys("*T5*")
    store.hset(key, "later", "on")
    assert known.channel("T5", "C1") == ChannelSettings(Mode.OFF)
    assert store.ttl(key) > 0


@pytest.mark.parametrize(
    ("words", "domain"),
    [
        ("https://www.Courier.example/2026/a?b=c", "courier.example"),
        ("news.example.org", "news.example.org"),
        ("courier", None),
        ("not a domain", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_a_domain_is_found_in_what_people_write(words: str, domain: str | None) -> None:
    assert domain_of(words) == domain


def test_a_muted_domain_mutes_its_parts_and_no_namesake() -> None:
    muted = ("courier.example",)
    assert is_muted("https://courier.example/a", muted)
    assert is_muted("https://live.courier.example/a", muted)
    assert not is_muted("https://mycourier.example/a", muted)
    assert not is_muted("https://courier.example.org/a", muted)
