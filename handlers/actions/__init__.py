"""Buttons. Each file registers its own."""

from slack_bolt import App

from handlers.actions import digest, dismiss, proposal, quotes, story, take_back


def register(app: App) -> None:
    """All buttons."""
    quotes.register(app)
    dismiss.register(app)
    story.register(app)
    take_back.register(app)
    digest.register(app)
    proposal.register(app)
