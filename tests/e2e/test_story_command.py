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


def test_two_series_become_one_and_their_followers_stay(newsroom: Newsroom) -> None:
    for town in ("Fennmark", "Brackmoor"):
        for number in (1, 2):
            share_night(newsroom, town, number)
    ask(newsroom, "/story follow brackmoor", "I will tell you", REPORTER)
    ask(newsroom, "/story merge fennmark brackmoor", "Put together as")
    both = ask(newsroom, "/story brackmoor", "1 story")
    assert "4 events" in both
    ask(newsroom, "/story follow brackmoor", "You follow it already", REPORTER)
    assert "4 stories" in ask(newsroom, "/story show brackmoor", "stories")
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
        ask(newsroom, f"/story {verb} 999 1", "There is no story “999”", channel=ELSEWHERE)
        ask(newsroom, f"/story {verb} nonsuch 1", "There is no story “nonsuch”", channel=direct)
        ask(newsroom, f"/story {verb} 999 1", "There is no story “999”", GUEST, channel=ELSEWHERE)
    ask(newsroom, "/story help", "lists the latest stories", GUEST, channel=ELSEWHERE)
    ask(newsroom, "/story \u0000 <> “”", "I know no story with")
