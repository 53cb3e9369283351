"""“Reading …” when a reply takes long: in the place of the reply, once, and gone when there is no reply."""

import threading
from collections.abc import Iterator

import pytest

from bot.articles.article import Article
from bot.articles.errors import NoArticle, Refused
from tests.bot.slack.articles import BRIEF, article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

LINK = "https://harbourcourier.example/slow"
CHANNEL = "C0BREAKING"


@pytest.fixture
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with (
        StoreServer(tmp_path_factory.mktemp("store")) as server,
        RunningBot(server.url, placeholder_seconds=0.05) as running,
    ):
        running.brief = BRIEF
        yield running


class Slow:
    """A page that comes when it is let go."""

    def __init__(self, what: Article | Exception) -> None:
        self.what = what
        self.go = threading.Event()

    def __call__(self) -> Article:
        assert self.go.wait(10)
        if isinstance(self.what, Exception):
            raise self.what
        return self.what


def test_placeholder_becomes_the_reply(bot: RunningBot) -> None:
    page = Slow(article())
    ts = bot.slack.post(CHANNEL, "amina", bot.lead_to(LINK, page))
    bot.until("placeholder", lambda: bot.slack.replies(CHANNEL, ts))
    (placeholder,) = bot.slack.replies(CHANNEL, ts)
    assert placeholder["text"] == "Reading harbourcourier.example …"
    page.go.set()
    bot.until("reply", lambda: "Dyke" in bot.slack.replies(CHANNEL, ts)[0]["text"])
    (reply,) = bot.replies(CHANNEL, ts, 1)
    assert reply["ts"] == placeholder["ts"]
    assert reply["metadata"] == placeholder["metadata"]


@pytest.mark.parametrize("error", [NoArticle(), Refused(403)])
def test_placeholder_goes_when_a_watched_link_fails(bot: RunningBot, error: Exception) -> None:
    page = Slow(error)
    ts = bot.slack.post(CHANNEL, "amina", bot.lead_to(LINK, page))
    bot.until("placeholder", lambda: bot.slack.replies(CHANNEL, ts))
    page.go.set()
    bot.until("no reply", lambda: not bot.slack.replies(CHANNEL, ts))


def test_placeholder_whose_answer_is_lost_still_becomes_the_reply(bot: RunningBot) -> None:
    page = Slow(article())
    bot.slack.fail("chat.postMessage", after_posting=True)
    ts = bot.slack.post(CHANNEL, "amina", bot.lead_to(LINK, page))
    bot.until("placeholder", lambda: bot.slack.replies(CHANNEL, ts))
    page.go.set()
    bot.until("reply", lambda: "Dyke" in bot.slack.replies(CHANNEL, ts)[0]["text"])
    bot.replies(CHANNEL, ts, 1)


def test_reply_waits_for_a_placeholder_under_way(bot: RunningBot) -> None:
    page = Slow(article())
    with bot.slack.hold("chat.postMessage"):
        ts = bot.slack.post(CHANNEL, "amina", bot.lead_to(LINK, page))
        bot.until("placeholder under way", lambda: list(bot.store.scan_iter(f"*:slot:{ts}:*")))
        page.go.set()
    bot.until("reply", lambda: any("Dyke" in m["text"] for m in bot.slack.replies(CHANNEL, ts)))
    bot.replies(CHANNEL, ts, 1)
