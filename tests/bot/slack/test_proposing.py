"""Questions that come with a digest: put once, decided once, kept, and only of what the channel may see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
import redis
from slack_sdk import WebClient

from bot.articles.article import Article
from bot.events.carrying import exported, imported
from bot.events.corrections import Corrections, UnknownStoryError
from bot.events.memory import Sharing, message_id
from bot.events.offers import Offer, Offers
from bot.events.shares import Share, Shares
from bot.events.tracker import Tracker
from bot.slack.blocks.message import Message
from bot.slack.directory import Directory
from bot.slack.guests import Guests
from bot.slack.outbox import Outbox
from bot.slack.places import Shared, Slot
from bot.slack.proposing import Proposer
from bot.slack.remembering import Rememberer
from bot.slack.replies import Reading, Replies
from bot.slack.stories import Stories
from bot.slack.visibility import Visibility
from sandbox.server import Sandbox
from tests.bot.events.desk import article, brief

TEAM, CHANNEL, OTHER, GUESTS, PRIVATE = "T0NEWSROOM", "C0BREAKING", "C0POLITICS", "C0RANDOM", "G0DESK"
BEN = "U0BEN"
CRANE = article(
    "Crane topples at Grevholm yard, two hurt",
    "GREVHOLM — A gantry crane toppled at the Nordby shipyard on Tuesday and hurt two riggers, manager Silje Moen "
    "said. The crane had lifted a hatch cover when a bolt gave way, and its hook tore a hole in the slipway. The yard "
    "sent its night shift home.",
    "2025-05-06T09:00:00Z",
)
UNION = article(
    "Union demands checks of worn bolts",
    "The riggers' union wants every gantry crane on the coast looked at. Its secretary, Aksel Lie, said members had "
    "written to the labour inspectorate in March, after an accident at another slipway, and got no answer; Nordby "
    "itself is closed to visitors. A vigil with torches is planned at the ferry landing, and the bishop, Ragna Holt, "
    "will speak there.",
    "2025-05-07T15:00:00Z",
)
BOLTS = article(
    "Union: bolts of Nordby crane were worn",
    "The riggers' union says bolts of the gantry crane at the Nordby shipyard were worn. Its secretary, Aksel Lie, had "
    "written to the labour inspectorate in March, and got no answer. A vigil with torches is planned at the ferry "
    "landing, where the bishop, Ragna Holt, will speak. Two riggers were hurt when the crane toppled.",
    "2025-05-07T18:00:00Z",
    "Orsania Wire",
)
"""Nearest to the second; with it the second is near enough to the first to be asked about."""
CHOIR = article(
    "Choir tours islands with songs of the sea",
    "Retired teachers from Sandvik sing on nine islands this summer, the conductor Odd Berg said. The first concert "
    "is in a boathouse, the last on a mole.",
    "2025-05-07T16:00:00Z",
)
NOW = datetime.fromisoformat("2025-05-08T07:00:00+00:00").timestamp()


class Desk:
    """A newsroom that shares, and is asked."""

    def __init__(self, slack: Sandbox, store: redis.Redis) -> None:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        directory = Directory(client, store)
        self.slack, self.store, self.outbox = slack, store, Outbox(client, store)
        self.memory = Rememberer(store, Visibility(directory, store), Guests(directory, store))
        self.proposer = Proposer(store, self.outbox, self.memory)
        self._shared = 0

    def share(self, given: Article, channel: str = CHANNEL, embargo: float | None = None) -> str:
        """Share and read an article; returns its event."""
        self._shared += 1
        at = NOW - 3600 + self._shared
        ts, story, read = f"{at:.6f}", f"story{self._shared}", brief(given)
        shared = Shared(TEAM, channel, ts)
        Replies(self.store).save(Slot(shared, ts, story), Reading(given.url or "", BEN, ts, given, read, story))
        event = self.memory.record(shared, ts, story, given, read).recorded.event
        about = Share(TEAM, channel, ts, ts, story, at, BEN, given.title or "", given.site, "", story, event)
        Shares(self.store).record(replace(about, private=not channel.startswith("C"), embargo=embargo))
        return event

    def digest(self, channel: str = CHANNEL) -> Shared:
        """A message that stands for a digest."""
        return Shared(TEAM, channel, self.slack.post(channel, "amina", "The digest"))

    def asked(self, digest: Shared, *, own: bool = False) -> list[dict]:
        """What stands under a digest once it has asked."""
        self.proposer.offer(digest, NOW, own=own)
        thread = self.slack.thread(digest.channel, digest.ts)
        return [message for message in thread if message["user"] == self.slack.bot_user]


@pytest.fixture
def desk(store: redis.Redis) -> Iterator[Desk]:
    with Sandbox(newsroom=False, unfurl=False, rate_limits=False) as slack:
        for channel in (OTHER, GUESTS, PRIVATE):
            slack.invite_bot(channel)
        newsroom = Desk(slack, store)
        newsroom.share(CHOIR)
        newsroom.share(CHOIR, PRIVATE)
        yield newsroom


def offer_in(message: dict) -> str:
    return str(next(block for block in message["blocks"] if block["type"] == "actions")["elements"][0]["value"])


def labels(desk: Desk) -> list[str]:
    return [each.what for each in Corrections(desk.memory.scope(TEAM, CHANNEL).memory).all()]


def test_two_stories_are_proposed_as_one_and_merged_by_who_says_so(desk: Desk) -> None:
    crane, union = desk.share(CRANE), desk.share(UNION)
    assert len({crane, union, desk.share(BOLTS)}) == 2
    digest = desk.digest()
    (question,) = desk.asked(digest)
    assert {button["text"]["text"] for button in question["blocks"][-1]["elements"]} == {"Merge", "Keep apart"}
    assert question["blocks"][-1]["elements"][0]["confirm"]
    assert "Crane topples" in str(question) and "Union demands" in str(question) and "Choir" not in str(question)
    assert len(desk.asked(digest)) == 1, "a job that runs again asks once"
    assert desk.asked(desk.digest(OTHER)) == [], "nor is it asked elsewhere"
    assert labels(desk) == [], "nothing is changed unasked"

    done = desk.proposer.decide(TEAM, CHANNEL, BEN, offer_in(question), "1.0", accept=True)
    assert "Merged" in done.answer.text
    again = desk.proposer.decide(TEAM, CHANNEL, BEN, offer_in(question), "1.0", accept=True)
    assert again == done, "a job that runs again does it once"
    memory = desk.memory.scope(TEAM, CHANNEL).memory
    (one,) = memory.load(done.changed)
    assert sorted(source.title for source in one.sources) == [CRANE.title, UNION.title, BOLTS.title]
    assert labels(desk) == ["merge"]
    with pytest.raises(UnknownStoryError, match="just decided"):
        desk.proposer.decide(TEAM, CHANNEL, "U0AMINA", offer_in(question), "2.0", accept=False)


def test_what_was_kept_apart_is_not_proposed_again_nor_after_an_import(desk: Desk) -> None:
    for given in (CRANE, UNION, BOLTS):
        desk.share(given)
    (question,) = desk.asked(desk.digest())
    done = desk.proposer.decide(TEAM, CHANNEL, BEN, offer_in(question), "1.0", accept=False)
    assert "Kept apart" in done.answer.text
    assert labels(desk) == ["keep apart"]
    assert desk.asked(desk.digest()) == []
    lines = list(exported(desk.store, TEAM))
    for key in desk.store.scan_iter("*:events:*"):
        desk.store.delete(key)
    imported(desk.store, lines)
    assert labels(desk) == ["keep apart"]
    assert desk.asked(desk.digest()) == []
    for key in desk.store.scan_iter("*:proposal:*"):  # after its 90 days the label says so still
        desk.store.delete(key)
    assert desk.asked(desk.digest()) == []


def test_an_article_that_was_taken_out_is_not_proposed_back(desk: Desk) -> None:
    crane, union = desk.share(CRANE), desk.share(UNION)
    desk.share(BOLTS)
    corrections = Corrections(desk.memory.scope(TEAM, CHANNEL).memory)
    corrections.merge(crane, union, BEN, 1.0)
    (event,) = desk.memory.scope(TEAM, CHANNEL).load([crane])
    source = next(source for source in event.sources if source.title == UNION.title)
    corrections.apart(crane, Sharing(message_id(source.channel, source.ts), source.id), None, BEN, 2.0)
    assert desk.asked(desk.digest()) == []


def test_only_what_the_channel_may_see_is_proposed(desk: Desk) -> None:
    for given in (CRANE, UNION, BOLTS):
        desk.share(given, PRIVATE)
    assert desk.asked(desk.digest()) == [], "they are another channel's own"
    for given in (CRANE, UNION, BOLTS):
        desk.share(given, OTHER)
    assert desk.asked(desk.digest(GUESTS), own=True) == [], "guests are asked of their channel's stories alone"
    assert len(desk.asked(desk.digest(CHANNEL))) == 1
    assert len(desk.asked(desk.digest(PRIVATE))) == 1, "of its own it is asked by itself"


def test_what_is_under_embargo_or_muted_is_not_proposed(desk: Desk) -> None:
    desk.share(CRANE)
    union = desk.share(UNION, embargo=NOW + 60)
    desk.share(BOLTS, embargo=NOW + 60)
    assert desk.asked(desk.digest()) == []
    assert desk.share(BOLTS, OTHER) == union
    scope = desk.memory.scope(TEAM, CHANNEL)
    scope.wishes.mute([union], CHANNEL)
    assert desk.asked(desk.digest()) == []
    scope.wishes.unmute([union], CHANNEL)
    (question,) = desk.asked(desk.digest())
    assert "Union: bolts" in str(question) and "Union demands" not in str(question)


def test_a_job_that_runs_again_splits_and_keeps_once(desk: Desk) -> None:
    crane, union = desk.share(CRANE), desk.share(UNION)
    memory = desk.memory.scope(TEAM, CHANNEL).memory
    Corrections(memory).merge(crane, union, BEN, 1.0)
    (event,) = memory.load([crane])
    second = next(source.id for source in event.sources if source.title == UNION.title)
    split, offers = Offer("split", crane, articles=(second,)), Offers(desk.store, memory)
    assert offers.claim(split, "digest")
    done = desk.proposer.decide(TEAM, CHANNEL, BEN, split.id, "1.0", accept=True)
    assert desk.proposer.decide(TEAM, CHANNEL, BEN, split.id, "1.0", accept=True) == done
    assert [[source.title for source in each.sources] for each in memory.load(done.changed)] == [
        [CRANE.title],
        [UNION.title],
    ]
    kept = Offer("merge", done.changed[0], other=done.changed[1])
    assert offers.claim(kept, "digest")
    for _ in range(2):
        desk.proposer.decide(TEAM, CHANNEL, BEN, kept.id, "2.0", accept=False)
    assert labels(desk) == ["merge", "part", "keep apart"]


def test_a_guest_decides_nothing_about_stories_that_they_may_not_see(desk: Desk) -> None:
    for given in (CRANE, UNION, BOLTS):
        desk.share(given)
    (question,) = desk.asked(desk.digest())
    with pytest.raises(UnknownStoryError, match="don't know"):
        desk.proposer.decide(TEAM, CHANNEL, "U0GUEST", offer_in(question), "1.0", accept=True)
    assert labels(desk) == []
    assert "Merged" in desk.proposer.decide(TEAM, CHANNEL, BEN, offer_in(question), "2.0", accept=True).answer.text


def test_an_article_that_is_split_off_by_command_is_again_what_it_was(desk: Desk) -> None:
    crane, choir = desk.share(CRANE), desk.share(CHOIR, OTHER)
    memory, stories = desk.memory.scope(TEAM, CHANNEL).memory, Stories(Tracker(desk.store), desk.memory)
    before = {event.id: event for event in memory.load([crane, choir])}
    assert before[crane].days == ("2025-05-06",) != before[choir].days
    merged = stories.command(TEAM, CHANNEL, BEN, 'merge "choir tours" "crane topples"')
    (one,) = memory.load([merged.changed[0]])
    assert "2025-05-06" in one.days
    link = f"https://harbour.example/{CRANE.title}"
    assert "no article with that link" in stories.command(TEAM, CHANNEL, BEN, f"split choir {link}").answer.text
    shown = stories.command(TEAM, CHANNEL, BEN, "show choir").answer
    at = next(at for at in range(1, 4) if CRANE.title in _line(shown, at))
    done = stories.command(TEAM, CHANNEL, BEN, f"split choir {at}")
    own = next(event for event in memory.load(done.changed) if event.name == CRANE.title)
    assert (own.days, own.kind) == (before[crane].days, before[crane].kind)
    assert set(own.anchors) == set(before[crane].anchors)


def _line(shown: Message, number: int) -> str:
    lines = [part["elements"] for part in shown.blocks[1]["elements"]]
    return str(next(line for line in lines if line[0]["text"] == f"{number}. "))
