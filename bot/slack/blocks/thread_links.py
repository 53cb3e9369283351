"""Links to messages."""

from urllib.parse import urlencode


def thread_link(channel: str, ts: str) -> str:
    """A link to a message that Slack opens in the app, without a call for its permalink."""
    return f"https://slack.com/app_redirect?{urlencode({'channel': channel, 'message_ts': ts})}"
