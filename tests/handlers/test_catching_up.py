"""Nobody listened to Slack for longer than it repeats events: what was shared meanwhile is answered, once."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot import clock
from bot.events.memory import Memory
from bot.events.shares import Shares
from bot.queue.jobs import Job, Lane
from bot.slack.installs import Install, Installs
from bot.slack.listening import HTTP_PATIENCE_SECONDS, SOCKET_PATIENCE_SECONDS, Listening
from bot.slack.settings import Mode, Preferences
from bot.slack.tokens import Vault
from bot.store.keys import team_key
from handlers.listening import ALL, Word, Workspaces, saying_we_listen
from handlers.tasks import Missed, Task, arguments
from sandbox.state import Message
from tests.support.away import SITE, Away
from tests.support.store import wait_for

CHANNEL, OTHER, PRIVATE, ARCHIVED = "C0BREAKING", "C0POLITICS", "G0DESK", "C0ARCHIVED"


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Away]:
    with Away(tmp_path) as bot:
        yield bot


def histories(away: Away, channel: str | None = None) -> list[Any]:
    """The calls that read a channel's history."""
    calls = away.slack.calls("conversations.history")
    return [call for call in calls if channel in (None, call.params["channel"])]


def test_what_was_shared_while_nobody_listened_is_answered_once(away: Away) -> None:
    slack = away.slack
    with away.front():
        before = away.share(CHANNEL, "before")
        wait_for("a reply", lambda: away.ours(CHANNEL, before))
        away.caught_up()
    away.long_ago(3)
    plain, called = away.share(CHANNEL, "plain"), slack.post(OTHER, "ben", f"<@{slack.bot_user}> <{SITE}called>")
    wire = slack.post_as_app(CHANNEL, f"{SITE}wire")
    deleted, edited = away.share(CHANNEL, "deleted"), slack.post(CHANNEL, "ben", "a moment")
    slack.delete(CHANNEL, deleted)
    slack.edit(CHANNEL, edited, f"<{SITE}edited>")
    talk = slack.post(CHANNEL, "chloe", "did anybody see")
    in_thread = away.share(CHANNEL, "in-thread", thread_ts=talk)
    told_all = away.share(CHANNEL, "told-all", thread_ts=talk, broadcast=True)
    words = slack.post(CHANNEL, "dev", f"<@{slack.bot_user}> good morning")
    wait_for("Slack to give up", lambda: all(away.lost(ts) for ts in (plain, called, wire, in_thread, told_all)))
    with away.front():
        away.came_back()
    assert len(away.ours(CHANNEL, before)) == 1, "answered while we listened"
    assert [len(away.ours(CHANNEL, ts)) for ts in (plain, wire, edited)] == [1, 1, 1]
    assert len(away.ours(OTHER, called)) == 1
    assert len(away.ours(CHANNEL, talk)) == 2, "one for each of the thread's two"
    assert not away.ours(CHANNEL, words), "a greeting is not answered hours later"
    assert not any("deleted happened" in str(message) for message in slack.history(CHANNEL))
    assert not away.queue.dead()
    assert not histories(away, ARCHIVED) and not histories(away, "C0RANDOM")


def test_what_was_dismissed_before_stays_away(away: Away) -> None:
    with away.front():
        shared = away.share(CHANNEL, "unwanted")
        wait_for("a reply", lambda: away.ours(CHANNEL, shared))
        away.caught_up()
        away.slack.click("amina", "reply_dismiss", channel=CHANNEL, ts=away.ours(CHANNEL, shared)[0]["ts"])
        wait_for("no reply", lambda: not away.ours(CHANNEL, shared))
        away.caught_up()
    away.long_ago(23)
    with away.front():
        away.came_back()
    assert not away.ours(CHANNEL, shared) and histories(away, CHANNEL)


def test_a_link_that_came_by_an_edit_and_was_dismissed_stays_away(away: Away) -> None:
    slack = away.slack
    with away.front():
        shared = slack.post(CHANNEL, "amina", "a moment")
        slack.edit(CHANNEL, shared, f"<{SITE}unwanted>")
        wait_for("a reply", lambda: away.ours(CHANNEL, shared))
        away.caught_up()
        slack.click("amina", "reply_dismiss", channel=CHANNEL, ts=away.ours(CHANNEL, shared)[0]["ts"])
        wait_for("no reply", lambda: not away.ours(CHANNEL, shared))
        away.caught_up()
        slack.edit(CHANNEL, shared, f"<{SITE}unwanted> sorry")
        away.caught_up()
    away.long_ago(23)
    for key in away.store.scan_iter("*:unique:*"):  # the queue itself has forgotten by now that it had this link
        away.store.delete(key)
    slack.edit(CHANNEL, shared, f"<{SITE}unwanted> sorry, <{SITE}wanted>")  # while nobody listens
    other = away.share(CHANNEL, "other")
    wait_for("Slack to give up", lambda: away.lost(other))
    with away.front():
        away.came_back()
    said = " ".join(str(message) for message in away.ours(CHANNEL, shared))
    assert "unwanted happened" not in said and "wanted happened" in said.replace("unwanted", "")
    assert len(away.ours(CHANNEL, shared)) == 1 == len(away.ours(CHANNEL, other))


def test_the_word_goes_on_whatever_goes_wrong(away: Away) -> None:
    asked: list[bool] = []

    def hears() -> bool:
        asked.append(True)
        if len(asked) == 1:
            raise KeyError("a client that is being replaced")
        return True

    with saying_we_listen(away.settings, away.client, away.store, hears):
        wait_for("its word", lambda: away.store.exists(away.word))
    assert len(asked) > 1


def test_a_store_from_a_backup_does_not_answer_again(away: Away) -> None:
    with away.front():
        shared = away.share(CHANNEL, "known")
        wait_for("a reply", lambda: away.ours(CHANNEL, shared))
        away.caught_up()
    away.long_ago(3)
    for key in away.store.scan_iter("nutgraf:*"):
        if key != away.word and "queue" not in key:
            away.store.delete(key)
    missed = away.share(CHANNEL, "missed")
    wait_for("Slack to give up", lambda: away.lost(missed))
    with away.front():
        away.came_back()
    assert [len(away.ours(CHANNEL, ts)) for ts in (shared, missed)] == [1, 1]


def test_what_was_said_before_we_were_invited_is_not_read(away: Away) -> None:
    slack = away.slack
    with away.front():
        away.caught_up()
    away.long_ago(2)
    before = away.share(OTHER, "before-us")
    slack.post(OTHER, slack.bot_user, "has joined the channel", subtype="channel_join")
    after = away.share(OTHER, "with-us")
    wait_for("Slack to give up", lambda: away.lost(after))
    with away.front():
        away.came_back()
    assert [len(away.ours(OTHER, ts)) for ts in (before, after)] == [0, 1]


def test_it_is_quiet_where_nothing_was_missed(away: Away) -> None:
    for _ in range(2):
        with away.front():
            Word(away.store, Workspaces(away.client, None), SOCKET_PATIENCE_SECONDS).say()
            away.caught_up()
    assert "catch_up" not in away.queue.totals() and not histories(away)
    assert away.store.ttl(away.word) == -1, "it has no end: that it is old is what it says"


def test_two_fronts_that_come_back_at_once_catch_up_once(away: Away) -> None:
    with away.front():
        pass
    away.long_ago(2)
    shared = away.share(CHANNEL, "twice")
    start, words = threading.Barrier(6), [Word(away.store, Workspaces(away.client, None), 10.0) for _ in range(6)]

    def say(word: Word) -> None:
        start.wait()
        word.say()

    threads = [threading.Thread(target=say, args=[word]) for word in words]
    with ExitStack() as fronts:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for _ in range(2):
            fronts.enter_context(away.front())
        away.came_back()
    assert away.queue.totals()["catch_up"].done == 1
    assert len(away.ours(CHANNEL, shared)) == 1 and len(histories(away, CHANNEL)) == 1


def test_private_places_keep_what_was_missed_to_themselves(away: Away) -> None:
    slack = away.slack
    slack.invite_bot(PRIVATE, "ben")
    direct = slack.dm_channel("ben")
    with away.front():
        asked = slack.dm("ben", f"<{SITE}asked>")
        wait_for("a reply", lambda: away.ours(direct, asked))
        away.caught_up()
    away.long_ago(5)
    slack.make_private(OTHER)
    places = {PRIVATE: away.share(PRIVATE, "secret"), OTHER: away.share(OTHER, "closed")}
    places[direct] = slack.dm("ben", f"<{SITE}whispered>")
    with away.front():
        away.came_back()
    for channel, ts in places.items():
        assert len(away.ours(channel, ts)) == 1
        (share,) = [s for s in Shares(away.store).between(slack.team, [channel], 0, clock.now() + 60) if s.ts == ts]
        assert share.private
    assert not any(word in str(slack.history(CHANNEL)) for word in ("secret", "closed", "whispered"))
    assert away.store.get(f"nutgraf:{{{slack.team}}}:channel:{OTHER}:private") == "1"


def test_nothing_older_than_the_bound_is_read(tmp_path: Path) -> None:
    with Away(tmp_path, hours=2) as away:
        with away.front():
            pass
        now = clock.now()
        for name, hours in (("ancient", 2.5), ("recent", 1.5)):
            ts = f"{now - hours * 3600:.6f}"
            old = Message(ts, CHANNEL, "U0AMINA", f"<{SITE}{name}>")
            away.slack.workspace.channels[CHANNEL].messages[ts] = old
        ancient, recent = list(away.slack.workspace.channels[CHANNEL].messages)
        away.long_ago(6)
        with away.front():
            away.came_back()
        assert not away.ours(CHANNEL, ancient) and len(away.ours(CHANNEL, recent)) == 1


def test_a_limit_of_fifteen_messages_a_call_is_lived_with(tmp_path: Path) -> None:
    with Away(tmp_path, restricted=True) as away:
        with away.front():
            pass
        away.long_ago(1)
        shared = [away.share(CHANNEL, f"story-{number}") for number in range(34)]
        away.slack.fail("conversations.history", times=2, retry_after=1)
        with away.front():
            away.came_back()
        assert [len(away.ours(CHANNEL, ts)) for ts in shared] == [1] * 34
        assert sum(call.answer["ok"] for call in histories(away, CHANNEL)) == 3


def test_a_page_that_is_read_again_after_a_kill_answers_nothing_twice(away: Away) -> None:
    with away.front():
        pass
    shared = [away.share(CHANNEL, f"story-{number}") for number in range(5)]
    about = Workspaces(away.client, None)
    (who,) = about.each()
    what = Missed(who.team, who.bot_user, who.bot, clock.now() - 3600, clock.now(), CHANNEL)
    job = Job("1", Task.CATCH_UP_PAGE, arguments(what), "1", Lane.BULK)
    for _ in range(3):
        away.tasks[Task.CATCH_UP_PAGE](job)
        away.caught_up()
        away.long_ago(2)  # the queue itself has forgotten by now that it had these links
    away.caught_up()
    assert [len(away.ours(CHANNEL, ts)) for ts in shared] == [1] * 5


def test_a_silence_is_kept_until_its_jobs_stand_in_the_queue(away: Away) -> None:
    with away.front():
        pass
    away.long_ago(2)
    first = Listening(away.store, away.slack.team).say(SOCKET_PATIENCE_SECONDS)
    shared = away.share(CHANNEL, "kept")  # and whoever said so is killed here
    assert first is not None and first.seconds >= 7200
    away.long_ago(0.5)
    second = Listening(away.store, away.slack.team).say(SOCKET_PATIENCE_SECONDS)
    assert second is not None and second.since == first.since and second.until >= first.until
    with away.front():
        away.came_back()
    assert len(away.ours(CHANNEL, shared)) == 1


def test_channels_that_switched_us_off_are_not_read(away: Away) -> None:
    Preferences(away.store).set_mode(away.slack.team, OTHER, Mode.OFF)
    with away.front():
        pass
    away.long_ago(1)
    off, on = away.share(OTHER, "off"), away.share(CHANNEL, "on")
    with away.front():
        away.came_back()
    assert not away.ours(OTHER, off) and len(away.ours(CHANNEL, on)) == 1
    assert not histories(away, OTHER)


def test_a_channel_made_private_meanwhile_is_closed_though_it_switched_us_off(away: Away) -> None:
    with away.front():
        shared = away.share(OTHER, "when-public")
        wait_for("a reply", lambda: away.ours(OTHER, shared))
        away.caught_up()
    Preferences(away.store).set_mode(away.slack.team, OTHER, Mode.OFF)
    away.long_ago(1)
    away.slack.make_private(OTHER)
    memory = Memory(away.store, away.slack.team, None)
    assert [each.sources[0].channel for each in list(memory.walk())] == [OTHER]
    with away.front():
        away.came_back()
    assert list(memory.walk()) == [] and not histories(away, OTHER)


def test_a_front_that_queues_for_many_workspaces_says_meanwhile_that_it_hears(
    away: Away, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.listening.AT_ONCE", 2)
    whose = team_key(ALL, "listening")

    class Slow(Workspaces):
        def each(self) -> Iterator[Missed]:
            for number in range(8):
                away.store.hincrby(whose, "at", -3)  # so long it took
                yield Missed(f"T{number}", "UBOT", "B1")

    word = Word(away.store, Slow(away.client, Installs(away.store, Vault.of(Fernet.generate_key().decode()))), 10.0)
    word.say()
    away.store.hincrby(whose, "at", -60)
    for _ in range(3):
        word.say()
    away.caught_up()
    assert away.queue.totals()["catch_up"].dead == 8, "none queued twice; Slack knows none of these bots"


def test_switched_off_nobody_keeps_watch(tmp_path: Path) -> None:
    with Away(tmp_path, hours=0) as away:
        with away.front():
            pass
        assert not away.store.exists(away.word)


def test_each_of_many_workspaces_is_looked_at_as_its_own_bot(away: Away) -> None:
    installs = Installs(away.store, Vault.of(Fernet.generate_key().decode()))
    for number in (1, 2):
        installs.save(Install(f"T{number}", "Desk", f"xoxb-{number}", f"UBOT{number}", f"B{number}"))
    lost = Installs(away.store, Vault.of(Fernet.generate_key().decode()))
    lost.save(Install("T3", "Desk", "xoxb-3", "UBOT3", "B3"))
    found = [(each.team, each.bot_user, each.bot) for each in Workspaces(away.client, installs).each()]
    assert found == [("T1", "UBOT1", "B1"), ("T2", "UBOT2", "B2")], "one that no key opens is left out"
    assert Workspaces(away.client, installs).whose == ALL


def test_slack_repeats_long_enough_for_a_short_silence_in_http_mode(away: Away) -> None:
    listening, key = Listening(away.store, "T9"), team_key("T9", "listening")
    for seconds, is_one in ((HTTP_PATIENCE_SECONDS - 30, False), (HTTP_PATIENCE_SECONDS + 30, True)):
        assert listening.say(HTTP_PATIENCE_SECONDS) is None
        away.store.hincrby(key, "at", -int(seconds))
        silence = listening.say(HTTP_PATIENCE_SECONDS)
        assert bool(silence) is is_one
    assert silence is not None
    listening.settle(silence)
    assert listening.say(HTTP_PATIENCE_SECONDS) is None
