"""Socket Mode at its worst, with the client that the bot uses."""

import json
import time

import pytest
import websocket
from slack_sdk import WebClient

from sandbox.server import Sandbox
from tests.sandbox.bolt import Bot


def test_every_event_is_acked_and_timed(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.post("breaking", "ben", "x")
    (ack,) = sandbox.wait_for(sandbox.acks)
    assert (ack.kind, ack.event_type, ack.attempt, ack.acked) == ("events_api", "message", 0, True)
    assert 0 < ack.seconds < 3


def test_what_is_not_acked_comes_again_with_its_number() -> None:
    with Sandbox(time_scale=0.001, ack_seconds=0.6, newsroom=False) as sandbox, Bot(sandbox, refuse=2) as bot:
        sandbox.post("breaking", "ben", "x")
        bot.wait_for(lambda: bot.events)
        assert bot.retries == ["2"]
        sandbox.wait_for(lambda: len(sandbox.acks()) == 3)
        assert [(a.attempt, a.acked) for a in sandbox.acks()] == [(0, False), (1, False), (2, True)]
        assert len({a.event_id for a in sandbox.acks()}) == 1
        assert sandbox.lost() == []


def test_after_the_third_repetition_slack_gives_up() -> None:
    with Sandbox(time_scale=0.001, ack_seconds=0.05, newsroom=False) as sandbox:  # and nobody is connected
        sandbox.post("breaking", "ben", "x")
        sandbox.wait_for(sandbox.lost)
        assert [a.attempt for a in sandbox.acks()] == [0, 1, 2, 3]


def test_event_of_a_disconnected_moment_comes_after_reconnecting() -> None:
    with Sandbox(time_scale=0.01, ack_seconds=0.2, newsroom=False) as sandbox:
        sandbox.post("breaking", "ben", "while away")
        with Bot(sandbox) as bot:
            bot.wait_for(lambda: bot.of(None))
            assert bot.of(None)[0]["text"] == "while away"


def test_reconnects_after_a_dropped_line(sandbox: Sandbox, bot: Bot) -> None:
    opened = sandbox.hub.sockets.opened
    assert sandbox.drop_connections() == 1
    sandbox.wait_for(lambda: sandbox.hub.sockets.opened > opened and sandbox.hub.sockets.connections, 10)
    sandbox.post("breaking", "ben", "after")
    bot.wait_for(lambda: bot.of(None))


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_reconnects_after_a_disconnect_message(sandbox: Sandbox, bot: Bot, reason: str) -> None:
    """The client may look at its closed socket for 10 s before it opens the new one; events wait in Slack so long."""

    opened = sandbox.hub.sockets.opened
    assert sandbox.disconnect(reason) == 1
    sandbox.wait_for(lambda: sandbox.hub.sockets.opened > opened, 20)
    sandbox.post("breaking", "ben", "after")
    bot.wait_for(lambda: bot.of(None))


def test_two_sockets_share_the_events(sandbox: Sandbox) -> None:
    with Bot(sandbox) as one, Bot(sandbox).connect(sockets=2) as two:
        for number in range(40):
            sandbox.post("breaking", "ben", f"message {number}")
        sandbox.wait_for(lambda: len(one.events) + len(two.events) == 40, 10)
        assert 5 < len(one.events) < 35


def test_redelivery_keeps_the_event_id(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.post("breaking", "ben", "x")
    bot.wait_for(lambda: len(bot.events) == 1)
    sandbox.redeliver()
    bot.wait_for(lambda: len(bot.events) == 2)
    assert bot.bodies[0]["event_id"] == bot.bodies[1]["event_id"]


def test_duplicates_while_switched_on(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.duplicate(2)
    sandbox.post("breaking", "ben", "x")
    bot.wait_for(lambda: len(bot.events) == 3)
    assert len({b["event_id"] for b in bot.bodies}) == 1


def test_held_events_come_afterwards_in_order(sandbox: Sandbox, bot: Bot) -> None:
    with sandbox.hold_events():
        for text in ("a", "b"):
            sandbox.post("breaking", "ben", text)
        assert bot.events == []
    bot.wait_for(lambda: len(bot.events) == 2)


def raw_socket(sandbox: Sandbox) -> websocket.WebSocket:
    url = WebClient(token=sandbox.app_token, base_url=sandbox.api_url).apps_connections_open(
        app_token=sandbox.app_token
    )
    return websocket.create_connection(url["url"], timeout=5)


def test_hello_counts_and_pings_are_answered(sandbox: Sandbox) -> None:
    socket = raw_socket(sandbox)
    hello = json.loads(socket.recv())
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"]["app_id"]
    socket.ping("are you there")
    opcode, data = socket.recv_data(control_frame=True)
    assert (opcode, data) == (websocket.ABNF.OPCODE_PONG, b"are you there")
    socket.close()


def test_envelope_has_slacks_shape(sandbox: Sandbox) -> None:
    socket = raw_socket(sandbox)
    socket.recv()
    sandbox.post("breaking", "ben", "x")
    envelope = json.loads(socket.recv())
    assert envelope.keys() >= {
        "envelope_id",
        "type",
        "payload",
        "accepts_response_payload",
        "retry_attempt",
        "retry_reason",
    }
    assert (envelope["type"], envelope["retry_attempt"], envelope["retry_reason"]) == ("events_api", 0, "")
    payload = envelope["payload"]
    assert (payload["type"], payload["team_id"]) == ("event_callback", sandbox.team)
    assert payload["authorizations"][0]["user_id"] == sandbox.bot_user
    socket.close()


def test_eleventh_socket_is_turned_away(sandbox: Sandbox) -> None:
    sockets = [raw_socket(sandbox) for _ in range(10)]
    sandbox.wait_for_connection(sockets=10)
    eleventh = raw_socket(sandbox)
    assert json.loads(eleventh.recv()) | {"debug_info": {}} == {
        "type": "disconnect",
        "reason": "too_many_websockets",
        "debug_info": {},
    }
    for socket in (*sockets, eleventh):
        socket.close()


def test_ticket_serves_once(sandbox: Sandbox) -> None:
    opened = WebClient(base_url=sandbox.api_url).apps_connections_open(app_token=sandbox.app_token)
    websocket.create_connection(opened["url"], timeout=5).close()
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(opened["url"], timeout=5)


def test_burst_is_delivered_whole(sandbox: Sandbox, bot: Bot) -> None:
    start = time.monotonic()
    for number in range(200):
        sandbox.post("breaking", "ben", f"message {number}")
    bot.wait_for(lambda: len(bot.events) == 200, 20)
    assert {e["text"] for e in bot.events} == {f"message {n}" for n in range(200)}
    assert all(a.acked for a in sandbox.acks()), time.monotonic() - start
