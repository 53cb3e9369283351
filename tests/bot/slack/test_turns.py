"""Turns in a channel that Slack has asked to slow down."""

from itertools import pairwise

import redis

from bot.slack.places import Shared, Slot
from bot.slack.turns import CALM_MS, SPACING_MS, Turns

SPACING = SPACING_MS / 1000


def slot(name: str, channel: str = "C1") -> Slot:
    return Slot(Shared("T1", channel, "1795430000.000100"), "1795430000.000100", name)


def test_nobody_waits_where_slack_has_refused_nothing(store: redis.Redis) -> None:
    turns = Turns(store)
    assert [turns.seconds_left(slot(name)) for name in "abc"] == [0, 0, 0]


def test_after_a_refusal_everybody_gets_a_turn_of_their_own(store: redis.Redis) -> None:
    turns = Turns(store)
    waits = [turns.refused(slot("a"), 3.0), *(turns.seconds_left(slot(name)) for name in "bcd")]
    assert waits[0] == 3.0
    assert all(SPACING - 0.5 < later - sooner <= SPACING + 0.01 for sooner, later in pairwise(waits))
    assert turns.seconds_left(slot("c")) <= waits[2], "a turn is kept"
    assert turns.seconds_left(slot("a", channel="C2")) == 0, "other channels go on"


def test_turns_end_when_they_are_long_past(store: redis.Redis) -> None:
    turns = Turns(store)
    turns.refused(slot("a"), 0.0)
    (key,) = store.keys("*:turns:*")
    store.set(key, int(store.get(key)) - CALM_MS - 1)
    assert turns.seconds_left(slot("b")) == 0


def test_every_key_has_a_retention(store: redis.Redis) -> None:
    turns = Turns(store)
    turns.refused(slot("a"), 1.0)
    turns.seconds_left(slot("b"))
    assert all(store.pttl(key) > 0 for key in store.keys("*"))
