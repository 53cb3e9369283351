"""A sandbox whose process died goes on where its journal ends."""

from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.journal import read
from sandbox.server import Sandbox


def sandbox(journal: Path, **options: Any) -> Sandbox:
    return Sandbox(newsroom=False, unfurl=False, rate_limits=False, journal=journal, **options)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def web(slack: Sandbox) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


def test_messages_threads_and_tokens_outlive_the_process(journal: Path) -> None:
    with sandbox(journal) as first:
        tokens = (first.bot_token, first.app_token, first.signing_secret)
        ts = first.post("breaking", "amina", "a link")
        reply = web(first).chat_postMessage(channel="C0BREAKING", thread_ts=ts, text="one")["ts"]
        other = web(first).chat_postMessage(channel="C0BREAKING", thread_ts=ts, text="two")["ts"]
        web(first).chat_update(channel="C0BREAKING", ts=reply, text="changed")
        web(first).chat_delete(channel="C0BREAKING", ts=other)
        before = first.thread("breaking", ts)
    with sandbox(journal) as second:
        assert (second.bot_token, second.app_token, second.signing_secret) == tokens
        assert second.thread("breaking", ts) == before
        assert second.post("breaking", "ben", "later") > ts


def test_event_that_nobody_acknowledged_is_sent_again_and_its_id_is_no_others(journal: Path) -> None:
    with sandbox(journal) as first:
        first.post("breaking", "amina", "nobody hears this")
        (sent,) = first.events("message")
    with sandbox(journal, redelivery=()) as second:
        second.wait_for(second.acks, what="another try")
        (ack,) = second.acks()
        assert ack.event_id == sent["event_id"] and not ack.acked
        second.post("breaking", "amina", "nor this")
        assert len({body["event_id"] for body in second.events("message")}) == 2


def test_message_deleted_under_its_replies_stays_a_tombstone(journal: Path) -> None:
    with sandbox(journal) as first:
        ts = first.post("breaking", "amina", "a link")
        first.post("breaking", "ben", "reply", thread_ts=ts)
        first.delete("breaking", ts)
    with sandbox(journal) as second:
        parent, reply = second.thread("breaking", ts)
        assert parent["subtype"] == "tombstone" and reply["text"] == "reply"


def test_line_that_a_dying_process_cut_off_is_left_out(journal: Path) -> None:
    with sandbox(journal) as first:
        first.post("breaking", "amina", "a link")
    whole = len(list(read(journal)))
    with journal.open("ab") as file:
        file.write(b'{"at": 1.0, "kind": "mess')
    assert len(list(read(journal))) == whole


def test_without_a_journal_nothing_is_written(tmp_path: Path) -> None:
    with Sandbox(newsroom=False) as slack:
        slack.post("breaking", "amina", "a link")
    assert not list(tmp_path.iterdir())
