"""Who may see which stories: guests, channels that were made private, direct messages."""

from collections.abc import Iterator

import pytest

from bot.store.connect import connect
from tests.e2e.conftest import CHANNEL, EDITOR, Newsroom, running_newsroom
from tests.e2e.nights import ask, night, share_night, told_of

GUEST = "U0GUEST"
OPEN = "C0RANDOM"
"""The one channel the guest is in."""
OTHER = "C0POLITICS"


@pytest.fixture
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A workspace for each test: channels are changed for good."""
    with running_newsroom(tmp_path_factory.mktemp("store")) as room:
        yield room


def test_a_guest_sees_only_stories_of_their_own_channels(newsroom: Newsroom) -> None:
    room = newsroom
    room.slack.invite_bot(OPEN)
    share_night(room, "Varnhold", 1)
    share_night(room, "Fennmark", 1, channel=OPEN)
    ask(room, "/story", "Varnhold", EDITOR, channel=OPEN)
    listed = ask(room, "/story", "stor", GUEST, channel=OPEN)
    assert "Fennmark" in listed
    assert "Varnhold" not in listed
    ask(room, "/story show varnhold", "There is no story", GUEST, channel=OPEN)
    ask(room, "/story follow varnhold", "There is no story", GUEST, channel=OPEN)
    direct = room.slack.dm_channel(GUEST)
    ask(room, "/story varnhold", "I know no story", GUEST, channel=direct)

    # In a channel that guests read, a reply tells what the channel itself shared.
    _, reply = share_night(room, "Varnhold", 2, channel=OPEN)
    assert "New event" in told_of(reply), told_of(reply)
    _, elsewhere = share_night(room, "Fennmark", 2)
    assert "2nd in 2 days" in told_of(elsewhere)
    listed = ask(room, "/story show fennmark", "”: 1 ", GUEST, channel=OPEN)
    assert "Fennmark injures five" not in listed


def test_a_channel_made_private_takes_what_it_shared_along(newsroom: Newsroom) -> None:
    room = newsroom
    share_night(room, "Varnhold", 1, channel=OTHER)
    share_night(room, "Varnhold", 2, channel=OTHER)
    share_night(room, "Fennmark", 1)
    link = room.publish(night("Halvern", 1))
    for channel in (OTHER, CHANNEL):
        room.wait_for_briefs(room.share(f"<{link}>", channel=channel), channel=channel)
    ask(room, "/story varnhold", "Varnhold")

    room.slack.make_private(OTHER)
    room.settle()
    ask(room, "/story varnhold", "I know no story with")
    assert "1 article" in ask(room, "/story halvern", "Halvern")
    inside = ask(room, "/story varnhold", "Varnhold", channel=OTHER)
    assert "2 events" in inside
    ask(room, "/story fennmark", "I know no story with", channel=OTHER)

    share_night(room, "Fennmark", 2, channel=OTHER)
    assert "1 article" in ask(room, "/story fennmark", "Fennmark")
    store = connect(room.store_url)
    public = [str(store.hgetall(key)) for key in store.scan_iter("nutgraf:{T0NEWSROOM}:events:event:*")]
    assert len(public) == 2
    assert [value for value in public if "Varnhold" in value or OTHER in value] == []
