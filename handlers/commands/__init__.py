"""Slash commands. Each file registers its own."""

from slack_bolt import App

from handlers.commands import digest, handover, nutgraf, questions, story


def register(app: App) -> None:
    """All commands."""
    story.register(app)
    questions.register(app)
    handover.register(app)
    nutgraf.register(app)
    digest.register(app)
