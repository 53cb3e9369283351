"""The Slack app's manifest: every scope, event and command the code uses, and no other (a test compares them)."""

import json
from typing import Any

from bot.config import EVENTS_PATH, REDIRECT_PATH

BOT_SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",  # what Slack calls the right to have shortcuts
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "reactions:read",
    "reactions:write",
    "users:read",  # whose zone a digest's times are in, and who is a guest
)
"""What the bot may do; each is needed by an event or a method in the code (tests/handlers/test_manifest.py)."""

OPTIONAL_SCOPES = ("files:write",)  # pictures in *Timeline*, drawn in signs otherwise
"""What whoever installs the app may leave out."""

BOT_EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_unarchive",
    "group_archive",  # Slack's name for private channels
    "group_deleted",
    "group_left",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "tokens_revoked",
)


def manifest(public_url: str = "", *, sockets: bool = True) -> dict[str, Any]:
    """The manifest as Slack's schema wants it. `public_url` is where the bot's HTTP port is reached from outside: there
    browsers come back to after an installation, and without `sockets` (HTTP mode) everything is sent there."""
    asked = _asked()
    base = public_url.rstrip("/")
    if base:
        asked["oauth_config"]["redirect_urls"] = [base + REDIRECT_PATH]
    if not sockets:
        where, settings = base + EVENTS_PATH, asked["settings"]
        settings["socket_mode_enabled"] = False
        settings["event_subscriptions"]["request_url"] = settings["interactivity"]["request_url"] = where
        for command in asked["features"]["slash_commands"]:
            command["url"] = where
    return asked


def _asked() -> dict[str, Any]:
    return {
        "display_information": {
            "name": "Nutgraf",
            "description": "Key facts, figures and quotes of a shared article, traceable to its sentences.",
            "background_color": "#1f2937",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "nutgraf", "always_online": True},
            "slash_commands": [
                _command(
                    "/story",
                    "The newsroom's stories: list, search, correct, follow",
                    "[words] | show 2 | rename 2 Name | merge 2 5 | split 2 3 | follow 2 [here] | help",
                ),
                _command("/brief", "What an article says: facts, figures, quotes, for you alone", "URL [share] | help"),
                _command("/facts", "Facts with their sources, figures, dates ahead, who is who", "URL [share] | help"),
                _command("/quotes", "An article's quotes, or what somebody said", "URL | NAME [7d | monday] | help"),
                _command("/handover", "What happened since your last shift", "[8h | monday | 2026-11-01] | help"),
                _command("/nutgraf", "Help, settings, status", "help | watch auto, mention, off | settings | status"),
                _command(
                    "/digest",
                    "What happened: now, or at the times this channel chooses",
                    "now [share] | today | week | schedule weekdays 8:00 | list | pause | resume | remove | help",
                    escape=True,  # channels come with their ids
                ),
            ],
            "shortcuts": [
                {
                    "name": "Extract facts & quotes",
                    "type": "message",
                    "callback_id": "extract_facts",
                    "description": "Reply in the thread with the facts, figures and quotes of the linked article.",
                },
                {
                    "name": "Summarise privately",
                    "type": "message",
                    "callback_id": "summarise_privately",
                    "description": "Show you alone what the linked article says.",
                },
                {
                    "name": "Add to story",
                    "type": "message",
                    "callback_id": "add_to_story",
                    "description": "Put the linked article into a story that I kept apart from it.",
                },
                {
                    "name": "Brief an article",
                    "type": "global",
                    "callback_id": "brief_article",
                    "description": "Show you alone the facts, figures and quotes of an article.",
                },
                {
                    "name": "Digest settings",
                    "type": "global",
                    "callback_id": "digest_settings",
                    "description": "Plan a digest for a channel: when, about what, how long.",
                },
            ],
        },
        "oauth_config": {
            "scopes": {"bot": [*BOT_SCOPES, *OPTIONAL_SCOPES], "bot_optional": list(OPTIONAL_SCOPES)},
        },
        "settings": {
            "event_subscriptions": {"bot_events": list(BOT_EVENTS)},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
            "org_deploy_enabled": False,
            "token_rotation_enabled": False,
        },
    }


def _command(name: str, description: str, hint: str, *, escape: bool = False) -> dict[str, Any]:
    return {"command": name, "description": description, "usage_hint": hint, "should_escape": escape}


def manifest_json(public_url: str = "", *, sockets: bool = True) -> str:
    """The manifest as JSON text, ready to paste into Slack's *Create an app from a manifest*."""
    return json.dumps(manifest(public_url, sockets=sockets), indent=2)
