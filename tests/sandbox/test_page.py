"""The page's server side: what a reader is shown, and what they may do."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

import sandbox.page
from sandbox.server import Sandbox
from tests.sandbox.bolt import Bot

Json = dict[str, Any]
FILES = Path(sandbox.page.__file__).parent


def state(box: Sandbox, user: str) -> Json:
    with urllib.request.urlopen(f"{box.url}/page/state?user={user}", timeout=5) as answer:
        found: Json = json.load(answer)
        return found


def do(box: Sandbox, what: str, page: str = "page", **asked: Any) -> tuple[int, Json]:
    headers = {"Content-Type": "application/json", "X-Sandbox": page}
    request = urllib.request.Request(f"{box.url}/page/do/{what}", json.dumps(asked).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.mark.parametrize("path", ["/", "/page.css", "/page.js", "/blocks.js", "/text.js"])
def test_files_are_served_under_a_strict_policy(sandbox: Sandbox, path: str) -> None:
    with urllib.request.urlopen(sandbox.url + path, timeout=5) as answer:
        assert answer.status == 200
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.read()


def test_page_brings_everything_itself() -> None:
    """No address of another host is loaded, and no HTML is ever made from a string."""

    for file in FILES.glob("*.*"):
        if file.suffix in {".html", ".js", ".css"}:
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"(?:src|href)=\"(?:https?:)?//|url\(|import .* from \"http", text), file.name
            assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text), file.name


def test_reader_sees_their_own_channels_and_notes_only(sandbox: Sandbox) -> None:
    with Bot(sandbox) as bot:
        bot.client.chat_postEphemeral(channel="C0BREAKING", user="U0BEN", text="only Ben")
    ben, guest = state(sandbox, "U0BEN"), state(sandbox, "U0GUEST")
    assert [e["text"] for e in ben["ephemerals"]] == ["only Ben"]
    assert guest["ephemerals"] == []
    assert "desk-investigations" in [c["name"] for c in ben["channels"]]
    assert [c["name"] for c in guest["channels"] if c["kind"] != "im"] == ["random"]


def test_posting_and_replying(sandbox: Sandbox) -> None:
    assert do(sandbox, "post", user="U0BEN", channel="C0BREAKING", text="from the page")[1]["ok"]
    (message,) = sandbox.history("breaking")
    do(sandbox, "post", user="U0EVA", channel="C0BREAKING", text="a reply", thread_ts=message["ts"])
    assert [m["text"] for m in sandbox.thread("breaking", message["ts"])] == ["from the page", "a reply"]
    do(sandbox, "react", user="U0EVA", channel="C0BREAKING", ts=message["ts"], name="eyes")
    do(sandbox, "edit", user="U0BEN", channel="C0BREAKING", ts=message["ts"], text="edited")
    (edited,) = [m for m in state(sandbox, "U0BEN")["channels"][0]["messages"] if m["ts"] == message["ts"]]
    assert (edited["text"], edited["reactions"][0]["name"]) == ("edited", "eyes")


def test_button_and_modal(sandbox: Sandbox, bot: Bot) -> None:
    def plain(text: str) -> Json:
        return {"type": "plain_text", "text": text}

    def quotes(ack: Any, body: Json, client: Any) -> None:
        ack()
        view = {"type": "modal", "title": plain("Quotes"), "blocks": [{"type": "section", "text": plain("words")}]}
        client.views_open(trigger_id=body["trigger_id"], view=view)

    bot.app.action("quotes")(quotes)
    button = {"type": "button", "action_id": "quotes", "text": plain("Quotes"), "value": "1"}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    ts = bot.client.chat_postMessage(channel="C0BREAKING", text="x", blocks=blocks)["ts"]
    where = {"channel": "C0BREAKING", "ts": ts, "block_id": "b", "value": "1"}
    assert do(sandbox, "click", user="U0EVA", action_id="quotes", **where)[1]["ok"]
    sandbox.wait_for(lambda: state(sandbox, "U0EVA")["views"])
    assert do(sandbox, "close", user="U0EVA")[1]["ok"]
    assert state(sandbox, "U0EVA")["views"] == []


def test_command_that_nobody_answers_says_so() -> None:
    with Sandbox(ack_seconds=0.1, newsroom=False) as box:
        status, said = do(box, "post", user="U0BEN", channel="C0BREAKING", text="/digest now")
    assert (status, said["ok"], said["reason"]) == (200, False, "timeout")


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("post", {"user": "U0GUEST", "channel": "C0BREAKING", "text": "x"}),
        ("post", {"user": "U0BEN"}),
        ("dance", {"user": "U0BEN"}),
        ("click", {"user": "U0BEN", "action_id": "nothing"}),
    ],
)
def test_what_cannot_be_done_is_said(sandbox: Sandbox, what: str, asked: Json) -> None:
    status, said = do(sandbox, what, **asked)
    assert status == 400
    assert said["error"]


def test_other_pages_may_not_act(sandbox: Sandbox) -> None:
    status, _ = do(sandbox, "post", page="", user="U0BEN", channel="C0BREAKING", text="x")
    assert status == 403
    assert sandbox.history("breaking") == []


def test_changes_come_live(sandbox: Sandbox) -> None:
    with urllib.request.urlopen(f"{sandbox.url}/page/live?user=U0BEN", timeout=5) as stream:

        def pictures() -> Any:
            for line in stream:
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])

        live = pictures()
        assert next(live)["reader"] == "U0BEN"
        sandbox.post("breaking", "eva", "news")
        breaking = next(live)["channels"][0]
        assert [m["text"] for m in breaking["messages"]] == ["news"]
