"""Every command, button, window and shortcut, in every situation: in a channel, wrongly written, where the bot is not,
in a direct message, in a thread, by a guest. `pytest -v` lists the cells. That the table is whole is tested too: what
the bot listens to anew fails here until it has its row.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pytest

from bot.digests.plans import Plans
from bot.digests.schedule import DAYS, Plan
from bot.slack.settings import ChannelSettings, Mode, Preferences, WorkspaceSettings
from handlers.app import register_all
from tests.bot.slack.articles import article
from tests.handlers.running_bot import RunningBot
from tests.handlers.test_manifest import Recorder
from tests.support.store import StoreServer

TEAM, CHANNEL, ELSEWHERE, ARCHIVED = "T0NEWSROOM", "C0BREAKING", "C0RANDOM", "C0ARCHIVED"
BEN, AMINA, GUEST = "ben", "amina", "guest"
numbers = count(1)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with (
        StoreServer(tmp_path_factory.mktemp("store")) as server,
        RunningBot(server.url, ack_seconds=3.0) as bot,
    ):
        bot.slack.join(CHANNEL, GUEST)
        bot.idle()
        yield bot


@pytest.fixture
def bot(running: RunningBot) -> Iterator[RunningBot]:
    """The running bot; what a cell sets is as before behind it, and no job has failed for good."""
    yield running
    running.idle()
    for user in (BEN, AMINA, GUEST):
        if running.slack.views(user):
            running.slack.close_view(user, everything=True)
    known = Preferences(running.store)
    known.set_workspace(TEAM, WorkspaceSettings())
    for channel in (CHANNEL, ELSEWHERE):
        known.set_channel(TEAM, channel, ChannelSettings())
    for plan in Plans(running.store).of(TEAM):
        Plans(running.store).remove(TEAM, plan.id)
    assert running.queue.counts().dead == 0


def link(bot: RunningBot, title: str = "") -> str:
    """A link to an article that nobody has shared."""
    url = f"https://harbourcourier.example/cell-{next(numbers)}"
    return bot.lead_to(url, replace(article(title=title or f"Cell {url}"), url=None, canonical_url=None))


def told(bot: RunningBot, user: str) -> list[str]:
    """What `user` alone is told: notes in channels, direct messages, windows."""
    notes = [f"{note.text} {note.blocks}" for note in bot.slack.ephemerals(user)]
    direct = [str(m) for m in bot.slack.history(bot.slack.dm_channel(user)) if m["user"] == bot.slack.bot_user]
    return [*notes, *direct, *(str(view) for view in bot.slack.views(user))]


def public(bot: RunningBot) -> int:
    """Messages of the bot that others see."""
    return sum(
        message["user"] == bot.slack.bot_user
        for channel in (CHANNEL, ELSEWHERE, ARCHIVED)
        for top in bot.slack.history(channel)
        for message in [top, *bot.slack.replies(channel, top["ts"])]
    )


def is_told(bot: RunningBot, user: str, words: str, act: Callable[[], object]) -> None:
    """After `act` the user, and nobody else, is told something with `words` in it."""
    before, seen = Counter(told(bot, user)), public(bot)
    act()

    def fresh() -> list[str]:
        return list((Counter(told(bot, user)) - before).elements())

    def found() -> bool:
        return any(words in each for each in fresh())

    try:
        bot.slack.wait_for(found, 15)
    except TimeoutError:
        raise AssertionError(f"{words!r} was not told, but {[each[:200] for each in fresh()]}") from None
    bot.idle()
    assert public(bot) == seen


# ---- commands


@dataclass(frozen=True)
class Line:
    """A line that is typed; `says` is in the answer. `LINK` in it is a link to an article."""

    typed: str
    says: str


COMMANDS: dict[str, tuple[list[Line], list[Line]]] = {
    "/brief": (
        [Line("/brief LINK", "1,200"), Line("/brief", "question"), Line("/brief help", "/brief URL")],
        [
            Line("/brief LINK shrae", "Did you mean"),
            Line("/brief the dyke", "I see no link"),
            Line("/brief hlep", "help"),
        ],
    ),
    "/facts": (
        [Line("/facts LINK", "Figures"), Line("/facts", "question"), Line("/facts help", "/facts URL")],
        [Line("/facts LINK shrae", "Did you mean"), Line("/facts the dyke", "I see no link")],
    ),
    "/quotes": (
        [Line("/quotes LINK", "We heard it"), Line("/quotes", "question"), Line("/quotes help", "/quotes NAME")],
        [
            Line("/quotes Nobody Atall", "Nobody Atall"),
            Line("/quotes 7d", "Whose quotes?"),
            Line("/quotes hlep", "help"),
        ],
    ),
    "/story": (
        [Line("/story", "stor"), Line("/story help", "/story")],
        [Line("/story shwo 2", "Did you mean"), Line("/story show 99999", "no"), Line("/story merge 1", "")],
    ),
    "/digest": (
        [Line("/digest now", "Digest, "), Line("/digest list", "digest"), Line("/digest help", "/digest")],
        [
            Line("/digest nwo", "Did you mean"),
            Line("/digest pause 9", "digest"),
            Line("/digest schedule at brunch", "brunch"),
        ],
    ),
    "/handover": (
        [Line("/handover 8h", "since"), Line("/handover help", "/handover")],
        [Line("/handover yesterdya", "Did you mean"), Line("/handover share", "I tell you alone")],
    ),
    "/nutgraf": (
        [Line("/nutgraf help", "/brief"), Line("/nutgraf status", "My store answers"), Line("/nutgraf watch", "")],
        [Line("/nutgraf hlep", "Did you mean"), Line("/nutgraf watch sometimes", "auto, mention or off")],
    ),
}
PLACES = {
    "channel": (BEN, CHANNEL),
    "elsewhere": (BEN, ELSEWHERE),
    "dm": (AMINA, ""),
    "guest": (GUEST, CHANNEL),
    "guest-elsewhere": (GUEST, ELSEWHERE),
    "guest-dm": (GUEST, ""),
}
CELLS = [
    pytest.param(user, channel, line, id=f"{line.typed.replace('LINK', 'url').strip()}-{place}{'-wrong' * wrong}")
    for right, mistaken in COMMANDS.values()
    for wrong, lines in enumerate((right, mistaken))
    for line in lines
    for place, (user, channel) in PLACES.items()
]


@pytest.mark.parametrize(("user", "channel", "line"), CELLS)
def test_a_command_is_answered_to_who_gave_it_alone(bot: RunningBot, user: str, channel: str, line: Line) -> None:
    where = channel or bot.slack.dm_channel(user)
    typed = line.typed.replace("LINK", link(bot))
    is_told(bot, user, line.says, lambda: bot.slack.command(where, user, typed))


@pytest.mark.parametrize("command", COMMANDS)
def test_in_a_thread_slack_refuses_a_command(bot: RunningBot, command: str) -> None:
    ts = bot.slack.post(CHANNEL, BEN, "A thread.")
    calls = len(bot.slack.calls())
    bot.slack.command(CHANNEL, BEN, command, thread_ts=ts)
    assert "not supported in threads" in bot.slack.ephemerals(BEN)[-1].text and len(bot.slack.calls()) == calls


# ---- shortcuts

MESSAGE_SHORTCUTS = {
    "extract_facts": ("", "no link"),
    "summarise_privately": ("Cell", "no link"),
    "add_to_story": ("", "no link"),
}
"""What who asked alone is told of a message with a link ('': nothing, or another thing), and of one without."""
GLOBAL_SHORTCUTS = {"brief_article": "question", "digest_settings": "digest_plan"}


def a_message(bot: RunningBot, place: str, text: str) -> tuple[str, str]:
    """A message in a place: its channel and ts."""
    if place == "thread":
        root = bot.slack.post(CHANNEL, BEN, "Anything on the dyke?")
        return CHANNEL, bot.slack.post(CHANNEL, BEN, text, thread_ts=root)
    if place == "dm":
        return bot.slack.dm_channel(BEN), bot.slack.dm(BEN, text)
    channel = ELSEWHERE if place == "elsewhere" else CHANNEL
    return channel, bot.slack.post(channel, BEN, text)


@pytest.mark.parametrize("user", [BEN, GUEST])
@pytest.mark.parametrize("place", ["channel", "elsewhere", "thread", "dm"])
@pytest.mark.parametrize("shortcut", MESSAGE_SHORTCUTS)
def test_a_shortcut_on_a_message(bot: RunningBot, shortcut: str, place: str, user: str) -> None:
    if place == "dm" and user == GUEST:
        pytest.skip("nobody sees another's direct messages")
    says, bare = MESSAGE_SHORTCUTS[shortcut]
    channel, ts = a_message(bot, place, "Who takes the late shift?")
    bot.idle()
    is_told(bot, user, bare, lambda: bot.slack.shortcut(user, shortcut, channel=channel, ts=ts))

    channel, ts = a_message(bot, place, link(bot))
    bot.idle()
    if shortcut == "extract_facts" and place != "elsewhere":
        bot.slack.shortcut(user, shortcut, channel=channel, ts=ts)
        bot.until("the reply", lambda: len(bot.slack.thread(channel, ts)) >= 2)
    else:  # an answer; a window, or why there is none
        is_told(bot, user, says, lambda: bot.slack.shortcut(user, shortcut, channel=channel, ts=ts))


@pytest.mark.parametrize("user", [BEN, GUEST])
@pytest.mark.parametrize("shortcut", GLOBAL_SHORTCUTS)
def test_a_shortcut_from_anywhere(bot: RunningBot, shortcut: str, user: str) -> None:
    is_told(bot, user, GLOBAL_SHORTCUTS[shortcut], lambda: bot.slack.shortcut(user, shortcut))


# ---- buttons under a reply

REPLY_BUTTONS = {
    "quotes_open": "We heard it",
    "story_timeline": "Timeline",
    "story_follow": "tell you",
    "story_mute": "I say no more of",
    "story_apart": "Noted",
    "reply_dismiss": "Only the person who shared",
}
"""What is told to who pressed it; of the poster's own *Dismiss* see below."""


def a_reply(bot: RunningBot, place: str) -> tuple[str, str]:
    """A reply with every button: the second article of a story. Its channel and ts."""
    for _ in range(2):
        channel, ts = a_message(bot, place, link(bot, "Dyke breaks at Marl"))
        root = (bot.slack.message(channel, ts) or {}).get("thread_ts") or ts
        bot.idle()
    own = [m for m in bot.slack.thread(channel, root) if m["user"] == bot.slack.bot_user and "quotes_open" in str(m)]
    return channel, str(own[-1]["ts"])


@pytest.mark.parametrize("place", ["channel", "thread", "dm"])
@pytest.mark.parametrize("user", [AMINA, GUEST])
@pytest.mark.parametrize("button", REPLY_BUTTONS)
def test_a_button_under_a_reply(bot: RunningBot, button: str, user: str, place: str) -> None:
    presser = BEN if place == "dm" else user
    if place == "dm" and (user == GUEST or button == "reply_dismiss"):
        pytest.skip("in a direct message there is nobody else")
    channel, ts = a_reply(bot, place)
    is_told(bot, presser, REPLY_BUTTONS[button], lambda: bot.slack.click(presser, button, channel=channel, ts=ts))
    if button == "story_mute":
        bot.store.flushdb()
        bot.idle()


@pytest.mark.parametrize("place", ["channel", "thread", "dm"])
def test_the_poster_dismisses_a_reply(bot: RunningBot, place: str) -> None:
    channel, ts = a_reply(bot, place)
    bot.slack.click(BEN, "reply_dismiss", channel=channel, ts=ts)
    bot.until("it is gone", lambda: bot.slack.message(channel, ts) is None)


@pytest.mark.parametrize("button", REPLY_BUTTONS)
def test_a_button_whose_reply_is_no_longer_known(bot: RunningBot, button: str) -> None:
    channel, ts = a_reply(bot, "channel")
    for key in bot.store.scan_iter(f"nutgraf:{{{TEAM}}}:channel:{channel}:reading:*"):
        bot.store.delete(key)
    is_told(bot, BEN, "I don't know this reply any more", lambda: bot.slack.click(BEN, button, channel=channel, ts=ts))


# ---- buttons of digests, of Home, of the welcome

PLAN_BUTTONS = {
    "digest_edit": "Change the digest",
    "digest_pause": "Paused",
    "digest_resume": "It goes on already",
    "digest_run": "Posted.",
    "digest_remove": "Removed",
}


def a_plan(bot: RunningBot, channel: str = CHANNEL, owner: str = "U0BEN", **fields: Any) -> Plan:
    plan = replace(Plan(f"m{next(numbers)}", TEAM, channel, owner, ("08:00",), DAYS, "UTC", 0.0), **fields)
    Plans(bot.store).save(plan)
    return plan


@pytest.mark.parametrize("gone", [False, True], ids=["there", "gone"])
@pytest.mark.parametrize("place", ["channel", "dm"])
@pytest.mark.parametrize("button", PLAN_BUTTONS)
def test_a_button_under_the_list_of_digests(bot: RunningBot, button: str, place: str, gone: bool) -> None:
    plan = a_plan(bot, paused="asked" if button == "digest_resume" else "")
    where = CHANNEL if place == "channel" else bot.slack.dm_channel(BEN)
    is_told(bot, BEN, "08:00", lambda: bot.slack.command(where, BEN, "/digest list"))
    if gone:
        Plans(bot.store).remove(TEAM, plan.id)
    elif button == "digest_resume":
        a_plan(bot)  # changes nothing of the other
        Plans(bot.store).save(replace(plan, paused=""))
    says = "There is no such digest any more" if gone else PLAN_BUTTONS[button]
    before = len(told(bot, BEN))
    bot.slack.click(BEN, button, value=plan.id)
    bot.until(says, lambda: any(says in each for each in told(bot, BEN)[:]) and len(told(bot, BEN)) >= before)


@pytest.mark.parametrize("user", [AMINA, GUEST])
def test_somebody_who_is_not_in_its_channel_changes_no_digest(bot: RunningBot, user: str) -> None:
    plan = a_plan(bot, "G0DESK", owner="U0CHLOE")
    is_told(bot, user, "", lambda: bot.slack.command(CHANNEL, user, "/digest list"))
    assert plan.id not in str(told(bot, user))


@pytest.mark.parametrize("user", [BEN, GUEST])
@pytest.mark.parametrize("button", ["watch_auto", "watch_mention"])
def test_the_choice_under_the_welcome(bot: RunningBot, button: str, user: str) -> None:
    bot.store.delete(f"nutgraf:{{{TEAM}}}:channel:{ELSEWHERE}:welcomed")
    bot.slack.invite_bot(ELSEWHERE)
    bot.idle()
    hello = [m for m in bot.slack.history(ELSEWHERE) if "watch_auto" in str(m)][-1]
    bot.slack.click(user, button, channel=ELSEWHERE, ts=hello["ts"])
    mode = Mode.AUTO if button == "watch_auto" else Mode.MENTION
    bot.until("the choice", lambda: Preferences(bot.store).channel(TEAM, ELSEWHERE).mode is mode)
    bot.idle()
    bot.slack.remove_bot(ELSEWHERE)


@pytest.mark.parametrize("user", [AMINA, GUEST])
def test_the_switches_of_home(bot: RunningBot, user: str) -> None:
    """Home has its own tests (test_home.py); here: each switch for each sort of person leaves it as whole as before."""
    bot.slack.post(CHANNEL, BEN, link(bot))
    plan = a_plan(bot)
    bot.idle()
    bot.slack.open_home(user)
    bot.idle()
    shown = str(bot.slack.home(user))
    assert "home_reload" in shown and "home_mode" in shown and plan.id in shown
    for button, which in (
        ("home_reload", {}),
        ("home_mode", {"block_id": f"mode:{CHANNEL}", "chosen": "mention"}),
        ("home_pause", {"value": plan.id}),
        ("home_resume", {"value": plan.id}),
    ):
        bot.slack.click(user, button, **which)
        bot.idle()
    assert Preferences(bot.store).channel(TEAM, CHANNEL).mode is Mode.MENTION
    kept = Plans(bot.store).get(TEAM, plan.id)
    assert kept is not None and not kept.paused and "home_reload" in str(bot.slack.home(user))


# ---- the table is whole

ELSEWHERE_TESTED = {
    "quotes_next": "test_running_bot.py",
    "quotes_previous": "test_running_bot.py",
    "command_take_back": "test_shared_answers.py",
    "digest_new": "test_digests.py",
    "home_unfollow": "test_home.py",
    "home_unmute": "test_home.py",
    "proposal_accept": "tests/bot/slack/test_proposing.py",
    "proposal_keep": "tests/bot/slack/test_proposing.py",
}
VIEWS = {
    "question": "test_question_modal.py, tests/e2e/test_questions.py",
    "digest_plan": "test_digests.py, test_acking.py",
    "settings": "test_nutgraf.py, test_acking.py",
    "add_to_story": "tests/e2e/test_shortcuts.py",
}


def test_everything_the_bot_listens_to_has_its_row() -> None:
    recorder = Recorder()
    register_all(recorder)  # type: ignore[arg-type]
    seen = recorder.seen
    home = {"home_reload", "home_mode", "home_pause", "home_resume"}
    rows = {*REPLY_BUTTONS, *PLAN_BUTTONS, *ELSEWHERE_TESTED, *home, "watch_auto", "watch_mention"}
    assert set(seen["action"]) == rows
    assert set(seen["command"]) == set(COMMANDS)
    assert set(seen["shortcut"]) == {*MESSAGE_SHORTCUTS, *GLOBAL_SHORTCUTS}
    assert set(seen["view"]) == set(VIEWS)
