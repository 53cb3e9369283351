"""Jobs that another release left in the queue: done where they can be, set aside with a sentence where not."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from bot.queue.keys import Keys, Lane
from bot.store.keys import QUEUE
from handlers.tasks import Task
from tests.bot.slack.articles import article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer, wait_for

CHANNEL = "C0POLITICS"
LINK = "https://harbourcourier.example/of-an-older-release"
numbers = count(1)
FIRST = {"team", "channel", "ts", "thread_ts", "url"}
"""What the first release told a job of a link; all else came later."""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with StoreServer(tmp_path_factory.mktemp("store")) as server, RunningBot(server.url) as running:
        yield running


def left_behind(bot: RunningBot, name: str, args: Any, **more: Any) -> None:
    """A job as it stands in the queue, written by no code of ours."""
    job = {"id": name, "name": name, "args": args, "key": name, "lane": "bulk", "attempt": 1, "version": 1}
    payload = json.dumps(job | {"enqueued_at": bot.store.time()[0]} | more)
    bot.store.xadd(Keys(QUEUE).stream(Lane.BULK), {"job": payload})


def shared(bot: RunningBot) -> dict[str, Any]:
    channel = bot.slack.workspace.channel(CHANNEL)
    channel.members = [member for member in channel.members if member != bot.slack.bot_user]
    link = f"{LINK}-{next(numbers)}"
    page = replace(article(), url=None, canonical_url=None)  # known by the link it was shared with
    ts = bot.slack.post(CHANNEL, "amina", bot.lead_to(link, page))  # the bot does not hear of it by an event
    channel.members.append(bot.slack.bot_user)
    told = {"team": "T0NEWSROOM", "channel": CHANNEL, "ts": ts, "thread_ts": ts, "url": link}
    assert set(told) == FIRST
    return told


def test_job_that_lacks_what_came_later_is_done(bot: RunningBot) -> None:
    told = shared(bot)
    left_behind(bot, Task.ANSWER_LINK, told)
    bot.replies(CHANNEL, told["ts"], 1)


def test_fields_that_are_no_more_are_not_read(bot: RunningBot) -> None:
    told = shared(bot)
    left_behind(bot, Task.ANSWER_LINK, told | {"tone": "formal", "depth": 3}, priority=7)
    bot.replies(CHANNEL, told["ts"], 1)


@pytest.mark.parametrize("name", sorted(Task))
def test_job_whose_arguments_nobody_reads_any_more_is_set_aside_with_a_sentence(bot: RunningBot, name: str) -> None:
    before = {dead.entry for dead in bot.queue.dead()}
    left_behind(bot, name, {"conversation": CHANNEL, "message": 12})
    wait_for("the dead job", lambda: {dead.entry for dead in bot.queue.dead()} - before)
    (found,) = (dead for dead in bot.queue.dead() if dead.entry not in before)
    assert found.job.name == name and found.job.args == {"conversation": CHANNEL, "message": 12}
    assert found.error == "the job's arguments can't be read"


def test_job_of_a_name_that_is_no_more_is_offered_to_others_and_does_no_harm(bot: RunningBot) -> None:
    left_behind(bot, "translate_link", {"url": LINK})
    wait_for("it put off", lambda: bot.queue.counts().delayed == 1)
    told = shared(bot)
    left_behind(bot, Task.ANSWER_LINK, told)
    wait_for("another's reply", lambda: len(bot.slack.replies(CHANNEL, told["ts"])) == 1)
