"""`/digest`, its form and its buttons, through real Bolt, store, queue and worker: right, wrong, by whom, where."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.digests.plans import Plans
from bot.digests.schedule import DAYS, WEEKDAYS, Plan
from bot.slack.blocks.plan_modal import ABOUT, CHANNEL, LENGTH, PLAN_DAYS, SILENT, SOURCES, TIME, TIMES, ZONE
from tests.bot.slack.sharing import TEAM, share_link
from tests.handlers.running_bot import RunningBot

BREAKING, POLITICS, RANDOM, DESK = "C0BREAKING", "C0POLITICS", "C0RANDOM", "G0DESK"
"""The bot is in the first two; a guest is in the third."""
BEN, DEV, GUEST = "U0BEN", "U0DEV", "U0GUEST"


@pytest.fixture
def bot(running: RunningBot) -> Iterator[RunningBot]:
    """The running bot without plans, of which nobody shared anything; nobody has a note or a form before them."""
    if known := [*running.store.scan_iter("*:shares"), *running.store.scan_iter("*:shared-in")]:
        running.store.delete(*known)
    for plan in Plans(running.store).of(TEAM):
        Plans(running.store).remove(TEAM, plan.id)
    running.slack.workspace.ephemerals.clear()
    running.slack.workspace.modals.clear()
    yield running
    running.idle()


def ask(bot: RunningBot, line: str, about: str, *, channel: str = BREAKING, user: str = BEN) -> Any:
    """Give a command; the note that its giver alone sees and that mentions `about`."""
    bot.slack.command(channel, user, line)
    return note(bot, about, user)


def note(bot: RunningBot, about: str, user: str = BEN) -> Any:
    def found() -> Any:
        notes = [n for n in bot.slack.ephemerals(user) if not n.from_slack]
        return next((n for n in reversed(notes) if about in n.text or about in str(n.blocks)), None)

    bot.until(f"a note about {about}", found)
    return found()


def direct(bot: RunningBot, user: str = BEN) -> list[str]:
    return [m["text"] for m in bot.slack.history(bot.slack.dm_channel(user)) if m["user"] == bot.slack.bot_user]


def in_channel(bot: RunningBot, words: str, channel: str = BREAKING) -> list[dict[str, Any]]:
    own = [m for m in bot.slack.history(channel) if m.get("user") == bot.slack.bot_user]
    return [m for m in own if words in m["text"]]


def plans(bot: RunningBot, channel: str | None = None) -> list[Plan]:
    return Plans(bot.store).of(TEAM, channel)


def form(bot: RunningBot, line: str = "/digest", *, channel: str = BREAKING, user: str = BEN) -> dict[str, Any]:
    bot.slack.command(channel, user, line)
    bot.until("the form", lambda: bot.slack.views(user))
    view: dict[str, Any] = bot.slack.views(user)[-1]
    return view


def errors(bot: RunningBot, values: dict[str, Any], user: str = BEN) -> dict[str, str]:
    """Submit the form and give what is said at its fields."""
    answer = bot.slack.submit_view(user, values)
    found: dict[str, str] = (answer.payload or {}).get("errors", {})
    return found


# ---- shown now


@pytest.mark.parametrize("verb", ["now", "today", "week"])
def test_a_digest_is_shown_to_who_asks_and_to_nobody_else(bot: RunningBot, verb: str) -> None:
    title = f"Harbour news for {verb}"
    share_link(bot.store, BREAKING, time.time() - 1, title)
    ask(bot, f"/digest {verb}", title)
    bot.idle()
    assert in_channel(bot, title) == []


def test_a_long_one_is_shown_in_several_messages_and_shared_in_a_thread(bot: RunningBot) -> None:
    for number in range(14):
        share_link(bot.store, BREAKING, time.time() - 60 - number, f"Item {number} of the long list")
    first = ask(bot, "/digest now", "Below: 9 more events")
    note(bot, "Item 13 of the long list")
    note(bot, "Item 0 of the long list")
    assert "In the thread" not in str(first.blocks)
    ask(bot, "/digest now share", "Posted.")
    bot.idle()
    (message,) = [m for m in in_channel(bot, "of the long list") if "reply_count" in m]
    assert "In the thread: 9 more events" in str(message["blocks"])


def test_shared_it_is_posted_once_with_who_asked(bot: RunningBot) -> None:
    share_link(bot.store, BREAKING, time.time() - 60, "Ferry to be shared")
    ask(bot, "/digest now share", "Posted.")
    bot.idle()
    (message,) = in_channel(bot, "Ferry to be shared")
    assert "Asked for by ben." in message["text"]


def test_a_guest_is_shown_what_their_channel_shared(bot: RunningBot) -> None:
    share_link(bot.store, BREAKING, time.time() - 60, "Not for guests")
    share_link(bot.store, RANDOM, time.time() - 60, "Told among all")
    said = ask(bot, "/digest now", "Told among all", channel=RANDOM, user=GUEST)
    assert "Not for guests" not in str(said.blocks)


def test_in_a_channel_without_the_bot_it_is_shown_but_not_posted(bot: RunningBot) -> None:
    share_link(bot.store, BREAKING, time.time() - 60, "Seen from elsewhere")
    ask(bot, "/digest now", "Seen from elsewhere", channel=RANDOM)
    ask(bot, "/digest now share", "/invite", channel=RANDOM)
    assert in_channel(bot, "Seen from elsewhere", RANDOM) == []


def test_a_direct_message_has_digests_too(bot: RunningBot) -> None:
    share_link(bot.store, BREAKING, time.time() - 60, "Read in private")
    here = bot.slack.dm_channel(BEN)
    ask(bot, "/digest week", "Read in private", channel=here)
    ask(bot, "/digest schedule daily 7:00", "Planned", channel=here)
    (plan,) = plans(bot)
    assert plan.channel == here and plan.times == ("07:00",)


# ---- planned by words


def test_a_plan_in_words_is_in_the_zone_of_who_makes_it(bot: RunningBot) -> None:
    said = ask(bot, "/digest schedule weekdays 17:30 8:00 followed short silent", "Planned", user=DEV)
    (plan,) = plans(bot, BREAKING)
    assert (plan.zone, plan.times, plan.days) == ("Asia/Kolkata", ("08:00", "17:30"), WEEKDAYS)
    assert plan.followed and plan.short and plan.silent and plan.owner == DEV
    assert "Weekdays at 08:00 and 17:30 (Asia/Kolkata)" in said.text and "<!date^" in said.text


def test_channels_and_zone_are_read(bot: RunningBot) -> None:
    ask(bot, f"/digest schedule weekly fri 9 New York <#{POLITICS}|politics>", "Planned")
    (plan,) = plans(bot)
    assert (plan.zone, plan.days, plan.channels) == ("America/New_York", ("fri",), (POLITICS,))


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/digest schedule weekdays", "At what time?"),
        ("/digest schedule 25:00", "There is no time “25:00”"),
        ("/digest schedule weekdys 8:00", "Did you mean “weekdays”?"),
        ("/digest schedule 8:00 Atlantis/Capital", "Atlantis/Capital"),
        (f"/digest schedule 8:00 <#{DESK}|desk>", "private channel"),
        ("/digest shedule weekdays 8:00", "Did you mean “/digest schedule weekdays 8:00”?"),
        ("/digest weekdays 8:00", "write /digest schedule weekdays 8:00"),
        ("/digest frobnicate", "I know no “/digest frobnicate”"),
        ("/digest now shar", "Did you mean “/digest now share”?"),
        ("/digest today please", "“please”"),
        ("/digest pause", "No digest is planned"),
        ("/digest remove 3", "No digest is planned"),
        ("/digest edit 3", "No digest is planned"),
        ("/digest help", "/digest now shows you"),
        ("/digest list", "No digest is planned"),
    ],
)
def test_wrong_and_helpless_input_is_answered_with_what_would_be_right(bot: RunningBot, line: str, answer: str) -> None:
    ask(bot, line, answer)
    assert plans(bot) == []


def test_a_channel_without_the_bot_gets_no_plan(bot: RunningBot) -> None:
    ask(bot, "/digest schedule 8:00", "I am not in that channel. Invite me", channel=RANDOM)
    ask(bot, "/digest schedule 8:00", "I am not in that channel. Invite me", channel=RANDOM, user=GUEST)
    assert plans(bot) == []


def test_a_guest_who_is_a_member_plans_and_reads_their_channels_stories(bot: RunningBot) -> None:
    bot.slack.join(RANDOM, bot.slack.bot_user)
    try:
        ask(bot, "/digest schedule 8:00", "Planned", channel=RANDOM, user=GUEST)
        share_link(bot.store, POLITICS, time.time() - 60, "Not for guests either")
        ask(bot, "/digest now share", "Posted.", channel=RANDOM)
        bot.idle()
        assert in_channel(bot, "Not for guests either", RANDOM) == []
    finally:
        bot.slack.leave(RANDOM, bot.slack.bot_user)


def test_ten_plans_are_enough(bot: RunningBot) -> None:
    for number in range(10):
        ask(bot, f"/digest schedule 8:{number:02}", f"08:{number:02}")
    ask(bot, "/digest schedule 9:00", "has 10 digests already")
    assert len(plans(bot)) == 10


# ---- the list


def test_the_list_shows_next_times_and_its_buttons_work(bot: RunningBot) -> None:
    ask(bot, "/digest schedule weekdays 8:00", "Planned")
    (plan,) = plans(bot)
    listed = ask(bot, "/digest list", "1. Weekdays at 08:00 (Europe/London)")
    assert "<!date^" in listed.text
    bot.slack.click(BEN, "digest_pause", channel=BREAKING, ts=listed.ts)
    bot.until("the pause", lambda: plans(bot)[0].paused == "asked")
    note(bot, "paused: somebody paused it")  # in the list's place
    bot.slack.click(BEN, "digest_resume", channel=BREAKING, ts=listed.ts)
    bot.until("the resumption", lambda: plans(bot)[0].paused == "")
    note(bot, "Resumed")
    share_link(bot.store, BREAKING, time.time() - 60, "Posted by a button")
    bot.slack.click(BEN, "digest_run", channel=BREAKING, ts=listed.ts)
    note(bot, "Posted.")
    (message,) = in_channel(bot, "Posted by a button")
    assert "Asked for by ben." in message["text"]
    (element,) = [e for b in listed.blocks for e in b.get("elements", []) if e.get("action_id") == "digest_remove"]
    assert element["confirm"] and element["value"] == plan.id
    bot.slack.click(BEN, "digest_remove", channel=BREAKING, ts=listed.ts)
    bot.until("the removal", lambda: plans(bot) == [])
    note(bot, "Removed")


def test_pause_resume_and_remove_by_number(bot: RunningBot) -> None:
    for times in ("8:00", "9:00"):
        ask(bot, f"/digest schedule {times}", f"0{times}")
    ask(bot, "/digest pause", "Which of the 2 digests?")
    ask(bot, "/digest pause 2", "Paused")
    assert [plan.paused for plan in plans(bot)] == ["", "asked"]
    ask(bot, "/digest pause 2", "It rests already")
    ask(bot, "/digest resume 2", "Resumed")
    ask(bot, "/digest resume 7", "There is no digest “7”")
    asked = ask(bot, "/digest remove 2", "Remove this digest?")
    assert len(plans(bot)) == 2  # it was only asked
    bot.slack.click(BEN, "digest_remove", channel=BREAKING, ts=asked.ts)
    bot.until("the removal", lambda: [plan.times for plan in plans(bot)] == [("08:00",)])


def test_a_button_of_a_plan_that_is_gone_says_so(bot: RunningBot) -> None:
    ask(bot, "/digest schedule 8:00", "Planned")
    listed = ask(bot, "/digest list", "1. Every day")
    Plans(bot.store).remove(TEAM, plans(bot)[0].id)
    bot.slack.click(BEN, "digest_pause", channel=BREAKING, ts=listed.ts)
    note(bot, "There is no such digest any more")
    bot.slack.workspace.ephemerals.clear()


def test_in_a_direct_message_ones_own_plans_are_listed_wherever_they_post(bot: RunningBot) -> None:
    ask(bot, "/digest schedule 8:00", "Planned")
    ask(bot, "/digest schedule 9:00", "Planned", user=DEV)
    plan = plans(bot)[0]
    Plans(bot.store).save(Plan(plan.id, TEAM, "C0ARCHIVED", BEN, ("08:00",), DAYS, "UTC", 0.0, paused="archived"))
    here = bot.slack.dm_channel(BEN)
    listed = ask(bot, "/digest list", "archived", channel=here)
    assert "C0ARCHIVED" in str(listed.blocks) and "09:00" not in listed.text
    ask(bot, "/digest resume 1", "That channel is archived", channel=here)
    bot.slack.click(BEN, "digest_remove", channel=here, ts=listed.ts)
    bot.until("the removal", lambda: len(plans(bot)) == 1)


# ---- the form


def test_the_form_plans_a_digest(bot: RunningBot) -> None:
    view = form(bot)
    assert view["title"]["text"] == "Plan a digest"
    values = {
        TIME: "07:45",
        TIMES: "12:00, 5:30 pm",
        PLAN_DAYS: ["mon", "wed"],
        ZONE: "America/New_York",
        ABOUT: "followed",
        SOURCES: [POLITICS],
        LENGTH: "short",
        SILENT: [SILENT],
    }
    assert errors(bot, values) == {}
    (plan,) = plans(bot, BREAKING)
    assert plan.times == ("07:45", "12:00", "17:30") and plan.days == ("mon", "wed")
    assert plan.zone == "America/New_York" and plan.channels == (POLITICS,)
    assert plan.followed and plan.short and plan.silent
    note(bot, "Planned: Mon and Wed at 07:45, 12:00 and 17:30 (America/New_York)")


def test_the_form_offers_the_zone_of_who_opens_it(bot: RunningBot) -> None:
    view = form(bot, "/digest schedule", user=DEV)
    assert view["state"]["values"][ZONE][ZONE]["selected_option"]["value"] == "Asia/Kolkata"
    assert view["state"]["values"][CHANNEL][CHANNEL]["selected_conversation"] == BREAKING


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({TIMES: "half past"}, TIMES, "“half” is no time"),
        ({TIMES: "25:00"}, TIMES, "There is no time"),
        ({TIMES: "1 2 3 4 5 6 7"}, TIMES, "are too many"),
        ({CHANNEL: RANDOM}, CHANNEL, "I am not in that channel"),
        ({CHANNEL: DESK}, CHANNEL, "I am not in that channel"),
        ({CHANNEL: "C0ARCHIVED"}, CHANNEL, "is archived"),
        ({SOURCES: [DESK]}, SOURCES, "told in itself only"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(bot: RunningBot, values: dict[str, Any], field: str, words: str) -> None:
    form(bot)
    found = errors(bot, values)
    assert list(found) == [field] and words in found[field]
    assert plans(bot) == [] and bot.slack.views(BEN)  # still open, to be mended


def test_only_members_plan_for_a_channel(bot: RunningBot) -> None:
    bot.slack.leave(POLITICS, DEV)
    try:
        form(bot, user=DEV)
        assert "You are not in that channel" in errors(bot, {CHANNEL: POLITICS}, DEV)[CHANNEL]
        ask(bot, "/digest schedule 8:00", "Planned", channel=POLITICS)
        (plan,) = plans(bot)
        here = bot.slack.dm_channel(DEV)
        ask(bot, "/digest list", "No digest is planned", channel=here, user=DEV)
        assert plans(bot) == [plan]
    finally:
        bot.slack.join(POLITICS, DEV)


def test_a_plan_is_changed_in_the_form(bot: RunningBot) -> None:
    ask(bot, "/digest schedule weekdays 8:00 17:00 silent", "Planned")
    listed = ask(bot, "/digest list", "1. Weekdays")
    bot.slack.click(BEN, "digest_edit", channel=BREAKING, ts=listed.ts)
    bot.until("the form", lambda: bot.slack.views(BEN))
    view = bot.slack.views(BEN)[-1]
    assert view["title"]["text"] == "Change the digest"
    state = view["state"]["values"]
    assert state[TIME][TIME]["selected_time"] == "08:00" and state[TIMES][TIMES]["value"] == "17:00"
    before = plans(bot)[0].id
    assert errors(bot, {TIME: "09:00", TIMES: "", SILENT: []}) == {}
    (plan,) = plans(bot)
    assert (plan.id, plan.times, plan.silent) == (before, ("09:00",), False)
    note(bot, "Changed")


def test_the_command_edits_by_number_and_the_button_below_the_list_plans_anew(bot: RunningBot) -> None:
    ask(bot, "/digest schedule 8:00", "Planned")
    assert form(bot, "/digest edit 1")["title"]["text"] == "Change the digest"
    bot.slack.close_view(BEN)
    listed = ask(bot, "/digest list", "1. Every day")
    bot.slack.click(BEN, "digest_new", channel=BREAKING, ts=listed.ts)
    bot.until("the form", lambda: bot.slack.views(BEN))
    assert bot.slack.views(BEN)[-1]["title"]["text"] == "Plan a digest"


def test_in_a_direct_message_the_form_asks_for_no_channel(bot: RunningBot) -> None:
    here = bot.slack.dm_channel(BEN)
    view = form(bot, channel=here)
    assert CHANNEL not in view["state"]["values"]
    assert list(errors(bot, {SOURCES: [DESK]})) == [SOURCES]
    assert errors(bot, {SOURCES: []}) == {}
    (plan,) = plans(bot)
    assert plan.channel == here


def test_the_shortcut_opens_the_form_from_anywhere(bot: RunningBot) -> None:
    bot.slack.shortcut(BEN, "digest_settings")
    bot.until("the form", lambda: bot.slack.views(BEN))
    assert errors(bot, {CHANNEL: POLITICS}) == {}
    (plan,) = plans(bot)
    assert plan.channel == POLITICS
    note(bot, "Planned")


def test_a_plan_removed_while_its_form_was_open_is_told_there(bot: RunningBot) -> None:
    ask(bot, "/digest schedule 8:00", "Planned")
    form(bot, "/digest edit 1")
    Plans(bot.store).remove(TEAM, plans(bot)[0].id)
    assert "There is no such digest any more" in errors(bot, {})[CHANNEL]


def test_slack_without_an_answer_is_told_in_the_form(bot: RunningBot) -> None:
    form(bot)
    bot.slack.fail("conversations.info", status=503)
    assert "does not answer" in errors(bot, {})[CHANNEL]
    assert errors(bot, {}) == {}


def test_a_plan_whose_maker_can_not_be_told_just_now_is_no_failure(bot: RunningBot) -> None:
    form(bot)
    bot.slack.fail("chat.postEphemeral", error="ratelimited", status=429)
    answer = bot.slack.submit_view(BEN, {})
    assert not answer.payload and len(plans(bot, BREAKING)) == 1
