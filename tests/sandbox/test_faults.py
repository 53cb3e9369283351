"""Faults on order, and rate limits."""

import threading
import time

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.rates import POST_BURST
from sandbox.server import Sandbox

POST = "chat.postMessage"


def post(client: WebClient, text: str = "x", channel: str = "C0BREAKING") -> None:
    client.chat_postMessage(channel=channel, text=text)


def test_error_on_order_hits_as_often_as_asked(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail(POST, times=2, error="internal_error")
    for _ in range(2):
        with pytest.raises(SlackApiError, match="internal_error"):
            post(client)
    post(client)
    assert len(sandbox.history("breaking")) == 1


def test_rate_limit_on_order_carries_retry_after(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail(POST, retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        post(client)
    response = caught.value.response
    assert (response.status_code, response.headers["Retry-After"], response["error"]) == (429, "7", "ratelimited")


def test_server_error_on_order(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail(POST, status=503)
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert caught.value.response.status_code == 503
    assert sandbox.history("breaking") == []


def test_lost_answer_after_posting(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail(POST, after_posting=True)
    once = WebClient(token=client.token, base_url=client.base_url, retry_handlers=[])
    with pytest.raises(OSError):
        post(once)
    assert [m["text"] for m in sandbox.history("breaking")] == ["x"]


def test_slacks_client_posts_twice_by_itself_when_an_answer_is_lost(sandbox: Sandbox, client: WebClient) -> None:
    """Its default retry handler does; whoever must not post twice gives it none."""

    sandbox.fail(POST, after_posting=True)
    post(client)
    assert [m["text"] for m in sandbox.history("breaking")] == ["x", "x"]


def test_fault_of_one_channel_spares_the_others(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail(POST, error="internal_error", where="C0POLITICS")
    post(client)
    with pytest.raises(SlackApiError):
        post(client, channel="C0POLITICS")


def test_held_method_goes_on_when_released(sandbox: Sandbox, client: WebClient) -> None:
    caller = threading.Thread(target=post, args=(client,))
    with sandbox.hold(POST):
        caller.start()
        caller.join(0.2)
        assert caller.is_alive()
        assert sandbox.history("breaking") == []
    caller.join(5)
    assert len(sandbox.history("breaking")) == 1


def limited(client: WebClient, calls: int, channel: str = "C0BREAKING") -> list[int]:
    """The Retry-After of each call that was one too many."""

    waits = []
    for _ in range(calls):
        try:
            post(client, channel=channel)
        except SlackApiError as error:
            assert error.response.status_code == 429
            waits.append(int(error.response.headers["Retry-After"]))
    return waits


def test_posts_are_limited_per_channel() -> None:
    with Sandbox(newsroom=False) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        assert limited(client, int(POST_BURST) + 3) == [1, 1, 1]
        assert limited(client, 2, "C0POLITICS") == []
        sandbox.rate_limits(False)
        assert limited(client, 5) == []


def test_retry_after_is_enough() -> None:
    with Sandbox(newsroom=False) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        (seconds,) = limited(client, int(POST_BURST) + 1)
        free_at = time.monotonic() + seconds
        sandbox.wait_for(lambda: time.monotonic() >= free_at, 5)
        assert limited(client, 1) == []


def test_reactions_remove_is_limited_to_twenty_a_minute() -> None:
    with Sandbox(newsroom=False) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        errors = []
        for _ in range(22):
            with pytest.raises(SlackApiError) as caught:
                client.reactions_remove(channel="C0BREAKING", timestamp="1.000001", name="eyes")
            errors.append(caught.value.response["error"])
        assert errors == ["message_not_found"] * 20 + ["ratelimited"] * 2
