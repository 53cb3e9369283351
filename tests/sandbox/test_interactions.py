"""Buttons, modals, commands, shortcuts and response_url, through Bolt."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.errors import SandboxError
from sandbox.server import Sandbox
from tests.sandbox.bolt import Bot

Json = dict[str, Any]
BREAKING = "C0BREAKING"


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def modal(title: str = "Quotes", **more: Any) -> Json:
    blocks = [{"type": "section", "text": plain("words")}]
    return {"type": "modal", "callback_id": "quotes", "title": plain(title), "blocks": blocks, **more}


def form() -> Json:
    field = {"type": "input", "block_id": "b", "label": plain("Hour")}
    return modal(
        "Settings",
        submit=plain("Save"),
        blocks=[field | {"element": {"type": "plain_text_input", "action_id": "hour"}}],
    )


BUTTONS = [
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [{"type": "button", "action_id": "quotes", "text": plain("All quotes"), "value": "art1"}],
    }
]


@pytest.fixture
def clicked(bot: Bot) -> list[Json]:
    """The bodies of clicks on `quotes`, which opens a modal each time."""

    bodies: list[Json] = []

    def quotes(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        bodies.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=modal())

    bot.app.action("quotes")(quotes)
    bot.client.chat_postMessage(channel=BREAKING, text="reply", blocks=BUTTONS)
    return bodies


def test_button_opens_a_modal(sandbox: Sandbox, clicked: list[Json]) -> None:
    assert sandbox.click("eva", "quotes").acked
    (view,) = sandbox.wait_for(lambda: sandbox.views("eva"))
    assert (view["callback_id"], view["title"]["text"]) == ("quotes", "Quotes")
    assert sandbox.views("ben") == []
    (body,) = clicked
    assert body["actions"][0] | {"action_ts": ""} == {
        "type": "button",
        "action_id": "quotes",
        "block_id": "buttons",
        "value": "art1",
        "text": plain("All quotes") | {"emoji": True},
        "action_ts": "",
    }
    assert (body["user"]["id"], body["channel"]["id"], body["message"]["text"]) == ("U0EVA", BREAKING, "reply")


def test_click_on_nothing_is_an_error(sandbox: Sandbox, clicked: list[Json]) -> None:
    with pytest.raises(SandboxError, match="sees no"):
        sandbox.click("eva", "shred")
    with pytest.raises(SandboxError, match="sees no"):
        sandbox.click("guest", "quotes")  # not in the channel


def error_of(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


def test_trigger_serves_once(sandbox: Sandbox, clicked: list[Json], client: WebClient) -> None:
    sandbox.click("eva", "quotes")
    sandbox.wait_for(lambda: sandbox.views("eva"))
    trigger = clicked[0]["trigger_id"]
    assert error_of(lambda: client.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    assert error_of(lambda: client.views_open(trigger_id="1.2.x", view=modal())) == "invalid_trigger_id"


def test_trigger_expires() -> None:
    with Sandbox(trigger_seconds=0.0, newsroom=False) as sandbox, Bot(sandbox) as bot:
        errors: list[str] = []

        def quotes(ack: Ack, body: Json, client: WebClient) -> None:
            ack()
            errors.append(error_of(lambda: client.views_open(trigger_id=body["trigger_id"], view=modal())))

        bot.app.action("quotes")(quotes)
        bot.client.chat_postMessage(channel=BREAKING, text="reply", blocks=BUTTONS)
        sandbox.click("eva", "quotes")
        assert sandbox.wait_for(lambda: errors) == ["expired_trigger_id"]


def test_bad_view_does_not_use_up_the_trigger(sandbox: Sandbox, bot: Bot) -> None:
    def quotes(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            client.views_open(trigger_id=body["trigger_id"], view=modal("T" * 25))
        client.views_open(trigger_id=body["trigger_id"], view=modal("fits"))

    bot.app.action("quotes")(quotes)
    bot.client.chat_postMessage(channel=BREAKING, text="reply", blocks=BUTTONS)
    sandbox.click("eva", "quotes")
    assert sandbox.wait_for(lambda: sandbox.views("eva"))[0]["title"]["text"] == "fits"


def test_view_update_minds_the_hash(sandbox: Sandbox, clicked: list[Json], client: WebClient) -> None:
    sandbox.click("eva", "quotes")
    (view,) = sandbox.wait_for(lambda: sandbox.views("eva"))
    client.views_update(view_id=view["id"], hash=view["hash"], view=modal("page 2"))
    assert sandbox.views("eva")[0]["title"]["text"] == "page 2"
    late = lambda: client.views_update(view_id=view["id"], hash=view["hash"], view=modal("page 3"))  # noqa: E731
    assert error_of(late) == "hash_conflict"
    assert error_of(lambda: client.views_update(view_id="V0", view=modal())) == "not_found"
    sandbox.close_view("eva")
    assert error_of(lambda: client.views_update(view_id=view["id"], view=modal())) == "not_found"


def test_views_stack_three_deep(sandbox: Sandbox, bot: Bot) -> None:
    more = modal(
        blocks=[{"type": "actions", "elements": [{"type": "button", "action_id": "more", "text": plain("More")}]}]
    )
    errors: list[str] = []

    def deeper(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        try:
            client.views_push(trigger_id=body["trigger_id"], view=more)
        except SlackApiError as error:
            errors.append(error.response["error"])

    def open_first(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=more)

    bot.app.action("more")(deeper)
    bot.app.shortcut("start")(open_first)
    sandbox.shortcut("eva", "start")
    for depth in (1, 2, 3):
        sandbox.wait_for(lambda depth=depth: len(sandbox.views("eva")) == depth)
        sandbox.click("eva", "more")
    assert sandbox.wait_for(lambda: errors) == ["push_limit_reached"]
    assert sandbox.views("eva")[2]["root_view_id"] == sandbox.views("eva")[0]["id"]


def test_form_is_submitted_or_sent_back(sandbox: Sandbox, bot: Bot) -> None:
    seen: list[str] = []

    def save(ack: Ack, view: Json) -> None:
        hour = view["state"]["values"]["b"]["hour"]["value"]
        seen.append(hour)
        if hour.isdecimal():
            ack()
        else:
            ack(response_action="errors", errors={"b": "A number, please."})

    def start(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form())

    bot.app.view("quotes")(save)
    bot.app.shortcut("settings")(start)
    sandbox.shortcut("eva", "settings")
    sandbox.wait_for(lambda: sandbox.views("eva"))
    with pytest.raises(SandboxError, match="required"):
        sandbox.submit_view("eva")
    answer = sandbox.submit_view("eva", {"hour": "seven"})
    assert answer.payload == {"response_action": "errors", "errors": {"b": "A number, please."}}
    assert len(sandbox.views("eva")) == 1
    sandbox.submit_view("eva", {"hour": "7"})
    assert sandbox.views("eva") == []
    assert seen == ["seven", "7"]


@pytest.mark.parametrize(
    ("action", "titles"),
    [("update", ["Settings 2"]), ("push", ["Settings", "Settings 2"]), ("clear", [])],
)
def test_submission_obeys_the_response_action(sandbox: Sandbox, bot: Bot, action: str, titles: list[str]) -> None:
    def save(ack: Ack) -> None:
        ack(response_action=action, view=None if action == "clear" else modal("Settings 2"))

    def start(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form())

    bot.app.view("quotes")(save)
    bot.app.shortcut("settings")(start)
    sandbox.shortcut("eva", "settings")
    sandbox.wait_for(lambda: sandbox.views("eva"))
    sandbox.submit_view("eva", {"hour": "7"})
    assert [v["title"]["text"] for v in sandbox.views("eva")] == titles


def test_app_hears_of_a_closed_modal_where_it_asked(sandbox: Sandbox, bot: Bot) -> None:
    closed: list[bool] = []

    def on_close(ack: Ack, body: Json) -> None:
        ack()
        closed.append(body["is_cleared"])

    def start(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(notify_on_close=True))

    bot.app.view_closed("quotes")(on_close)
    bot.app.shortcut("start")(start)
    for everything in (False, True):
        sandbox.shortcut("eva", "start")
        sandbox.wait_for(lambda: sandbox.views("eva"))
        sandbox.close_view("eva", everything=everything)
        assert sandbox.views("eva") == []
    assert closed == [False, True]


def test_home_tab(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.open_home("ben")
    bot.wait_for(lambda: bot.of(None, "app_home_opened"))
    home = {"type": "home", "blocks": [{"type": "section", "text": plain("Hello Ben")}]}
    bot.client.views_publish(user_id="U0BEN", view=home)
    assert sandbox.home("ben")["blocks"][0]["text"]["text"] == "Hello Ben"  # type: ignore[index]
    assert sandbox.home("eva") is None


def test_command_is_answered_to_one_or_to_all(sandbox: Sandbox, bot: Bot) -> None:
    def digest(ack: Ack, command: Json) -> None:
        if command["text"] == "all":
            ack(response_type="in_channel", text="for everyone")
        else:
            ack(f"{command['channel_name']}: {command['text']}")

    bot.app.command("/digest")(digest)
    sandbox.command("breaking", "ben", "/digest now")
    assert [e.text for e in sandbox.ephemerals("ben")] == ["breaking: now"]
    sandbox.command("breaking", "ben", "/digest all")
    assert [m["text"] for m in sandbox.history("breaking")] == ["for everyone"]


def test_slackbot_tells_of_a_command_that_nobody_answers() -> None:
    with Sandbox(ack_seconds=0.1, commands=[{"command": "/digest"}], newsroom=False) as sandbox:
        assert not sandbox.command("breaking", "ben", "/digest now").acked
        sandbox.command("breaking", "ben", "/dance")
        failed, unknown = sandbox.ephemerals("ben")
    assert failed.from_slack and "operation_timeout" in failed.text
    assert "not a valid command" in unknown.text


def test_a_command_that_wants_it_gets_channels_people_and_links_with_their_ids(sandbox: Sandbox, bot: Bot) -> None:
    texts: list[str] = []

    def digest(ack: Ack, command: Json) -> None:
        ack()
        texts.append(command["text"])

    bot.app.command("/digest")(digest)
    sandbox.hub.options = replace(sandbox.hub.options, commands=[{"command": "/digest", "should_escape": True}])
    sandbox.command("breaking", "ben", "/digest now #politics @ben & https://courier.example/a?b=1&c=2")
    assert texts == ["now <#C0POLITICS|politics> <@U0BEN> &amp; <https://courier.example/a?b=1&amp;c=2>"]


def test_message_shortcut_carries_the_message(sandbox: Sandbox, bot: Bot) -> None:
    bodies: list[Json] = []

    def brief(ack: Ack, body: Json) -> None:
        ack()
        bodies.append(body)

    bot.app.shortcut("brief_this")(brief)
    ts = sandbox.post("breaking", "ben", "look https://example.com/a")
    assert sandbox.shortcut("eva", "brief_this", channel="breaking", ts=ts).acked
    (body,) = bodies
    assert (body["type"], body["message_ts"], body["user"]["id"]) == ("message_action", ts, "U0EVA")
    assert body["message"]["text"] == "look <https://example.com/a>"


def say(url: str, **said: Any) -> tuple[int, str]:
    request = urllib.request.Request(url, json.dumps(said).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_response_url_serves_five_times(sandbox: Sandbox, clicked: list[Json]) -> None:
    sandbox.click("eva", "quotes")
    url = sandbox.wait_for(lambda: clicked)[0]["response_url"]
    for number in range(5):
        assert say(url, text=f"use {number}") == (200, "ok")
    status, body = say(url, text="use 6")
    assert (status, json.loads(body)["error"]) == (404, "used_url")
    assert [e.text for e in sandbox.ephemerals("eva")] == [f"use {n}" for n in range(5)]


def test_response_url_expires(clicked: list[Json], sandbox: Sandbox) -> None:
    sandbox.click("eva", "quotes")
    url = sandbox.wait_for(lambda: clicked)[0]["response_url"]
    sandbox.hub.response_urls[url.rsplit("/", 1)[1]].at -= 1800 * 0.01 + 1  # the sandbox's half hour takes 18 s
    status, body = say(url, text="late")
    assert (status, json.loads(body)["error"]) == (404, "expired_url")


def test_response_url_replaces_and_deletes_the_message(sandbox: Sandbox, clicked: list[Json]) -> None:
    sandbox.click("eva", "quotes")
    url = sandbox.wait_for(lambda: clicked)[0]["response_url"]
    say(url, text="instead", replace_original=True)
    assert [m["text"] for m in sandbox.history("breaking")] == ["instead"]
    say(url, delete_original=True)
    assert sandbox.history("breaking") == []


def test_response_url_refuses_bad_blocks(sandbox: Sandbox, clicked: list[Json]) -> None:
    sandbox.click("eva", "quotes")
    url = sandbox.wait_for(lambda: clicked)[0]["response_url"]
    _, body = say(url, text="x", blocks=[{"type": "section"}])
    assert json.loads(body)["error"] == "invalid_blocks"
    assert sandbox.ephemerals("eva") == []


def test_button_in_an_ephemeral_message(sandbox: Sandbox, bot: Bot) -> None:
    bodies: list[Json] = []

    def dismiss(ack: Ack, body: Json, respond: Any) -> None:
        ack()
        bodies.append(body)
        respond(delete_original=True)

    bot.app.action("dismiss")(dismiss)
    button = {"type": "button", "action_id": "dismiss", "text": plain("Dismiss")}
    bot.client.chat_postEphemeral(
        channel=BREAKING, user="U0BEN", text="psst", blocks=[{"type": "actions", "elements": [button]}]
    )
    with pytest.raises(SandboxError):
        sandbox.click("eva", "dismiss")
    sandbox.click("ben", "dismiss")
    sandbox.wait_for(lambda: sandbox.ephemerals("ben") == [])
    assert bodies[0]["container"]["is_ephemeral"]
    assert "message" not in bodies[0]


def test_menu_choice(sandbox: Sandbox, bot: Bot) -> None:
    chosen: list[str] = []

    def pick(ack: Ack, action: Json) -> None:
        ack()
        chosen.append(action["selected_option"]["value"])

    options = [{"text": plain(name), "value": name} for name in ("quiet", "loud")]
    menu = {"type": "overflow", "action_id": "mode", "options": options}
    bot.app.action("mode")(pick)
    block = {"type": "section", "text": plain("Mode"), "accessory": menu}
    bot.client.chat_postMessage(channel=BREAKING, text="x", blocks=[block])
    sandbox.click("eva", "mode", chosen="loud")
    assert sandbox.wait_for(lambda: chosen) == ["loud"]
    with pytest.raises(SandboxError, match="no option"):
        sandbox.click("eva", "mode", chosen="deafening")


def test_in_a_thread_slack_runs_no_command(sandbox: Sandbox, bot: Bot) -> None:
    given: list[Json] = []

    def digest(ack: Ack, command: Json) -> None:
        ack()
        given.append(command)

    bot.app.command("/digest")(digest)
    ts = sandbox.post("breaking", "ben", "a thread")
    assert not sandbox.command("breaking", "ben", "/digest now", thread_ts=ts).acked
    (note,) = sandbox.ephemerals("ben")
    assert note.from_slack and note.thread_ts == ts and "not supported in threads" in note.text and given == []


def test_a_commands_response_url_leaves_the_answer_standing(sandbox: Sandbox, bot: Bot) -> None:
    urls: list[str] = []

    def digest(ack: Ack, command: Json) -> None:
        ack("reading")
        urls.append(command["response_url"])

    bot.app.command("/digest")(digest)
    sandbox.command("breaking", "ben", "/digest now")
    say(urls[0], text="read", replace_original=True)
    assert [note.text for note in sandbox.ephemerals("ben")] == ["reading", "read"]
