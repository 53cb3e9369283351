"""`/story`: every verb, with wrong input too, in a channel, a thread, a direct message, and where the bot is not in."""

from bot.events.carrying import corrections
from bot.store.connect import connect
from tests.e2e.conftest import CHANNEL, EDITOR, REPORTER, Newsroom
from tests.e2e.nights import ask, night, share_night, told_of
from tests.e2e.test_buttons import buttons

ELSEWHERE = "C0RANDOM"
"""A public channel in which the bot is not."""
GUEST = "U0GUEST"


def test_a_story_is_split_and_put_together_again(newsroom: Newsroom) -> None:
    share_night(newsroom, "Halvern", 1)
    link = newsroom.publish(night("Halvern", 2))
    newsroom.wait_for_briefs(newsroom.share(f"<{link}>"))
    assert "2 events" in ask(newsroom, "/story halvern", "1 story")
    ask(newsroom, "/story split halvern 9", "has no part “9”")
    ask(newsroom, "/story split halvern", "something missing")
    ask(newsroom, "/story split halvern https://nowhere.example/x", "no article with that link")
    ask(newsroom, "/story split halvern 1", "is no longer part of")
    assert "2 stories" in ask(newsroom, "/story halvern", "stor")
    ask(newsroom, '/story merge "three dead" "once more"', "Put together as")
    assert "2 events" in ask(newsroom, "/story halvern", "1 story")
    ask(newsroom, f"/story split halvern <{link}|the piece>", "is now an event of its own")
    ask(newsroom, f"/story <{link}>", "1 story")
    ask(newsroom, f"/story split “once more” {link}", "nothing to split")
    ask(newsroom, '/story merge "three dead" “once more”', "Put together as")


def test_replies_say_what_is_true_after_a_correction(newsroom: Newsroom) -> None:
    first, reply = share_night(newsroom, "Tarnmouth", 1)
    second, again = share_night(newsroom, "Tarnmouth", 2)
    assert "New event" in told_of(reply)
    assert "2nd in 2 days" in told_of(again)

    def say(ts: str, words: str) -> None:
        newsroom.wait(f"the reply to say {words!r}", lambda: words in told_of(newsroom.briefs(ts)[0]))

    ask(newsroom, "/story rename tarnmouth Raids on the north", "Renamed to")
    say(second, "Raids on the north")
    ask(newsroom, "/story split “raids on the north” 2", "is no longer part of")
    say(second, "New event")
    ask(newsroom, '/story merge “raids on the north” "injures eight"', "Put together as")
    say(second, "2nd in 2 days")
    assert "Raids on the north" in told_of(newsroom.briefs(second)[0])
    say(first, "New event")


def test_lists_say_what_is_followed_and_muted_and_a_number_alone_shows(newsroom: Newsroom) -> None:
    for number in (1, 2):
        share_night(newsroom, "Wexholm", number)
    ask(newsroom, "/story unfollow wexholm", "You do not follow")
    ask(newsroom, "/story unmute wexholm", "is not muted in this channel")
    ask(newsroom, "/story follow wexholm", "I will tell you")
    ask(newsroom, "/story mute wexholm", "I say no more of")
    ask(newsroom, "/story mute wexholm", "I say nothing already of")
    marked = ask(newsroom, "/story search wexholm", "1 story for “wexholm”")
    assert "(you follow it, muted here)" in marked
    assert "follow" not in ask(newsroom, "/story wexholm", "1 story for “wexholm”", REPORTER)
    number = marked.rsplit("1 story for “wexholm”", 1)[1].split(".")[0].strip()
    shown = ask(newsroom, f"/story {number}", "”: 2 events, the latest first")
    name = shown.split("“")[1].split("”")[0]
    assert ask(newsroom, f"/story show {name.upper()}", "”: 2 events, the latest first") == shown
    assert shown.index("1. ") < shown.index("2. ")
    ask(newsroom, f"/story follow {name} here", "I will tell this channel")
    ask(newsroom, "/story split wexholm 1", "is no longer part of")
    both = ask(newsroom, "/story show wexholm", "More than one story has “wexholm”")
    assert f"({name})" in both, both
    private = newsroom.slack.dm_channel(EDITOR)
    ask(newsroom, "/story wexholm", "in this conversation", channel=private)
    ask(newsroom, "/story unmute wexholm", "More than one", channel=CHANNEL)


def test_two_series_become_one_and_their_followers_stay(newsroom: Newsroom) -> None:
    for town in ("Fennmark", "Brackmoor"):
        for number in (1, 2):
            share_night(newsroom, town, number)
    ask(newsroom, "/story follow brackmoor", "I will tell you", REPORTER)
    ask(newsroom, "/story merge fennmark brackmoor", "Put together as")
    both = ask(newsroom, "/story brackmoor", "1 story")
    assert "4 events" in both
    ask(newsroom, "/story follow brackmoor", "You follow it already", REPORTER)
    assert "”: 4 events, the latest first" in ask(newsroom, "/story show brackmoor", "4 events")
    ask(newsroom, "/story merge brackmoor fennmark", "can't be merged with itself")


def test_a_channel_follows_a_story_where_the_bot_is(newsroom: Newsroom) -> None:
    share_night(newsroom, "Varnhold", 1)
    ask(newsroom, "/story follow varnhold here", "Invite me first", channel=ELSEWHERE)
    ask(newsroom, "/story follow varnhold here", "I will tell this channel", channel="C0POLITICS")
    ask(newsroom, "/story follow varnhold here", "This channel follows it already", channel="C0POLITICS")
    share_night(newsroom, "Varnhold", 2)

    def told() -> list[str]:
        return [m["text"] for m in newsroom.slack.history("C0POLITICS") if "goes on" in m["text"]]

    newsroom.wait("the channel to be told", told)
    newsroom.settle()
    assert len(told()) == 1
    ask(newsroom, "/story unfollow varnhold here", "This channel no longer follow", channel="C0POLITICS")


def test_a_muted_story_stays_silent_until_it_is_unmuted(newsroom: Newsroom) -> None:
    share_night(newsroom, "Ostwick", 1)
    ask(newsroom, "/story mute ostwick", "I say no more of")
    _, reply = share_night(newsroom, "Ostwick", 2)
    assert told_of(reply) == ""
    assert "Timeline" not in buttons(reply)
    _, there = share_night(newsroom, "Ostwick", 2, channel="C0POLITICS")
    assert "🔁" in told_of(there)
    ask(newsroom, "/story unmute ostwick", "I speak of")
    labels = "".join(corrections(connect(newsroom.store_url), "T0NEWSROOM"))
    assert '"mute"' in labels
    assert '"unmute"' in labels


def test_not_this_event_changes_the_reply_and_the_timeline(newsroom: Newsroom) -> None:
    share_night(newsroom, "Quellstadt", 1)
    ts, reply = share_night(newsroom, "Quellstadt", 2)
    assert "🔁" in told_of(reply)
    _, other = share_night(newsroom, "Quellstadt", 1, channel="C0POLITICS")

    def timeline() -> str:
        if newsroom.slack.views(EDITOR):  # left open by another test: a modal opens a modal only from within
            newsroom.slack.close_view(EDITOR, everything=True)
        newsroom.slack.click(EDITOR, buttons(other)["Timeline"], channel="C0POLITICS", ts=other["ts"])
        newsroom.wait("the timeline", lambda: newsroom.slack.views(EDITOR))
        shown = str(newsroom.slack.views(EDITOR)[-1]["blocks"])
        newsroom.slack.close_view(EDITOR)
        return shown

    assert "Quellstadt again" in timeline()
    newsroom.slack.click(EDITOR, buttons(reply)["Not this event"], channel=CHANNEL, ts=reply["ts"])
    newsroom.wait("the reply to say so", lambda: "New event" in told_of(newsroom.briefs(ts)[0]))
    shown = timeline()
    assert "Quellstadt, four hurt" in shown
    assert "Quellstadt again" not in shown


def test_every_verb_answers_wrong_input_everywhere(newsroom: Newsroom) -> None:
    direct = newsroom.slack.dm_channel(EDITOR)
    for verb in ("show", "rename", "merge", "split", "follow", "unfollow", "mute", "unmute"):
        ask(newsroom, f"/story {verb}", "something missing")
        ask(newsroom, f"/story {verb} 999 1", "There is no story “999", channel=ELSEWHERE)
        ask(newsroom, f"/story {verb} nonsuch 1", "There is no story “nonsuch", channel=direct)
        ask(newsroom, f"/story {verb} 999 1", "There is no story “999", GUEST, channel=ELSEWHERE)
    ask(newsroom, f"/story rename 1 {'x' * 151}", "150 characters at most", channel=CHANNEL)
    ask(newsroom, "/story serch 1", "Did you mean “/story search 1”?", channel=ELSEWHERE)
    ask(newsroom, "/story help", "lists the latest stories", GUEST, channel=ELSEWHERE)
    ask(newsroom, "/story \u0000 <> “”", "I know no story with")
