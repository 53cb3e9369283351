"""The manifest asks for what the code uses: every scope, event, command and shortcut, and no other."""

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.slack.blocks.help import COMMANDS
from handlers.app import register_all
from handlers.channels import CHANGES
from handlers.manifest import BOT_EVENTS, BOT_SCOPES, OPTIONAL_SCOPES, manifest_json

ROOT = Path(__file__).parents[2]

# Slack's documentation of each method: which bot scopes a call needs, in every kind of conversation we serve.
HISTORY = {"channels:history", "groups:history", "im:history"}
METHOD_SCOPES: dict[str, set[str]] = {
    "api_test": set(),
    "apps_connections_open": set(),  # under the app-level token
    "auth_revoke": set(),
    "auth_test": set(),
    "chat_delete": {"chat:write"},
    "chat_getPermalink": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": HISTORY,
    "files_completeUploadExternal": {"files:write"},
    "files_delete": {"files:write"},
    "files_getUploadURLExternal": {"files:write"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": HISTORY,
    "reactions_add": {"reactions:write"},
    "reactions_remove": {"reactions:write"},
    "users_conversations": {"channels:read"},
    "users_info": {"users:read"},
    "users_list": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
# An event of Bolt's name, the manifest's events it stands for, and their scopes.
EVENTS: dict[str, dict[str, str]] = {
    "app_home_opened": {"app_home_opened": "app_mentions:read"},  # needs no scope: one that is there anyway
    "app_mention": {"app_mention": "app_mentions:read"},
    "app_uninstalled": {"app_uninstalled": "commands"},  # neither this nor the next needs a scope
    "tokens_revoked": {"tokens_revoked": "commands"},
    "member_joined_channel": {"member_joined_channel": "channels:read"},
    "member_left_channel": {"member_left_channel": "channels:read"},
    **{name: {name: "channels:read"} for name in CHANGES if name.startswith("channel_")},
    **{name: {name: "groups:read"} for name in CHANGES if name.startswith("group_")},
    "reaction_added": {"reaction_added": "reactions:read"},
    "message": {
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "message.im": "im:history",
    },
}


class Recorder:
    """Takes the place of a Bolt app and writes down what is registered on it."""

    def __init__(self) -> None:
        self.seen: dict[str, list[Any]] = {}

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        def register(matcher: Any = None, *_args: Any, **_kwargs: Any) -> Callable[[Any], Any]:
            self.seen.setdefault(kind, []).append(matcher)
            return lambda listener: listener

        return register


@pytest.fixture(scope="module")
def registered() -> dict[str, list[Any]]:
    recorder = Recorder()
    register_all(recorder)
    return recorder.seen


def event_names(registered: dict[str, list[Any]]) -> set[str]:
    return {m if isinstance(m, str) else m["type"] for m in registered.get("event", [])}


def methods_called() -> Iterator[str]:
    """Names of Web API methods that bot/ and handlers/ call."""
    known = {name for name in dir(WebClient) if "_" in name.strip("_") and not name.startswith("_")}
    for path in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in known and node.attr != "api_call":
                yield node.attr


def test_events_are_those_listened_to(registered: dict[str, list[Any]]) -> None:
    wanted = {event for name in event_names(registered) for event in EVENTS[name]}
    assert set(BOT_EVENTS) == wanted


def test_scopes_are_those_needed(registered: dict[str, list[Any]]) -> None:
    from_events = {scope for name in event_names(registered) for scope in EVENTS[name].values()}
    from_methods: set[str] = set().union(*(METHOD_SCOPES[name] for name in methods_called()))
    invoked = {"commands"} if registered.get("command") or registered.get("shortcut") else set()
    assert {*BOT_SCOPES, *OPTIONAL_SCOPES} == from_events | from_methods | invoked
    assert not {*BOT_SCOPES} & {*OPTIONAL_SCOPES}


def test_commands_and_shortcuts_are_those_listened_to(registered: dict[str, list[Any]]) -> None:
    features = json.loads(manifest_json())["features"]
    assert [c["command"] for c in features.get("slash_commands", [])] == registered.get("command", [])
    assert [s["callback_id"] for s in features.get("shortcuts", [])] == registered.get("shortcut", [])


def test_interactivity_is_on_where_buttons_are(registered: dict[str, list[Any]]) -> None:
    assert registered.get("action") and json.loads(manifest_json())["settings"]["interactivity"]["is_enabled"]


def test_every_command_is_in_the_help_and_in_the_documentation() -> None:
    documents = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/commands.md")]
    for command in (c["command"] for c in json.loads(manifest_json())["features"]["slash_commands"]):
        assert any(known.startswith(command) for known in COMMANDS)
        assert all(command in document for document in documents), command
