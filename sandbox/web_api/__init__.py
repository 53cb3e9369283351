"""Slack's Web API: POST /api/METHOD. Each family of methods has a module here."""

from sandbox.web_api import apps, auth, chat, conversations, files, reactions, users, views
from sandbox.web_api.server import WebApi

METHODS = (
    auth.METHODS
    | apps.METHODS
    | chat.METHODS
    | conversations.METHODS
    | files.METHODS
    | reactions.METHODS
    | users.METHODS
    | views.METHODS
)

__all__ = ["METHODS", "WebApi"]
