"""What Slack refuses, as types. `typed` turns the SDK's one error into one of them."""

from slack_sdk.errors import SlackApiError

from bot.errors import NutgrafError


class SlackRefusal(NutgrafError):
    """Slack answered no. `code` is its word for it, e.g. `is_archived`."""

    code = ""


class NotInChannel(SlackRefusal):
    """The bot is no member of the conversation, or can't see it."""


class ChannelClosed(SlackRefusal):
    """The conversation is archived, gone, or does not let the bot post."""


class UserAway(SlackRefusal):
    """The person is not in the conversation, or can't be written to."""


class MessageGone(SlackRefusal):
    """The message or the thread is not there any more, or can't be changed any more."""


class TokenRefused(SlackRefusal):
    """The token is wrong, was revoked, or lacks a scope. People have to do something about it."""


class TriggerExpired(SlackRefusal):
    """More than three seconds passed between a click and the modal that it was to open."""


class Refused(SlackRefusal):
    """Any other refusal: a defect of ours, mostly."""


class OutcomeUnknown(NutgrafError):
    """No answer, or one that says nothing: what was asked for may have been done."""


_TYPES: dict[type[SlackRefusal], tuple[str, str, frozenset[str]]] = {
    NotInChannel: (
        "I am not a member of that channel.",
        "Invite me with /invite and share the link again.",
        frozenset({"not_in_channel", "channel_not_found", "no_permission"}),
    ),
    ChannelClosed: (
        "I can't post in that channel: it is archived or restricted.",
        "Share the link in another channel, or in a direct message to me.",
        frozenset({"is_archived", "restricted_action", "restricted_action_read_only_channel", "is_inactive",
                   "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
                   "restricted_action_thread_locked", "messages_tab_disabled"}),
    ),
    UserAway: (
        "That person is not in the channel.",
        "",
        frozenset({"user_not_in_channel", "cannot_dm_bot", "user_not_found", "user_disabled", "user_not_visible",
                   "ekm_access_denied", "not_allowed"}),
    ),
    MessageGone: (
        "That message is not there any more.",
        "",
        frozenset({"message_not_found", "thread_not_found", "cant_update_message", "cant_delete_message",
                   "edit_window_closed", "bad_timestamp", "cannot_reply_to_message", "invalid_thread_ts"}),
    ),
    TokenRefused: (
        "Slack does not accept the bot's token any more.",
        "Somebody who administers the bot has to reinstall the app; `nutgraf doctor` says what is missing.",
        frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
                   "org_login_required", "team_access_not_granted", "access_denied", "not_allowed_token_type"}),
    ),
    TriggerExpired: (
        "Slack took too long to pass your click on.",
        "Click again.",
        frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged",
                   "invalid_trigger_id"}),
    ),
}  # fmt: skip

_UNCLEAR = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
"""Slack's answers behind which something may have been done all the same (chat.postMessage, Errors: fatal_error)."""


def typed(error: SlackApiError) -> SlackRefusal | OutcomeUnknown:
    """The typed error of a failed call that was no rate limit."""
    status = error.response.status_code
    code = str(error.response.get("error", "")) if isinstance(error.response.data, dict) else ""
    if status >= 500 or status == 408 or code in _UNCLEAR or not code:
        return OutcomeUnknown(f"Slack answered {status} {code}".strip() + ".", "Slack has trouble of its own.")
    for kind, (sentence, advice, codes) in _TYPES.items():
        if code in codes:
            found: SlackRefusal = kind(sentence, advice)
            break
    else:
        found = Refused(f"Slack refused: {code}.", "This is a defect in the bot.")
    found.code = code
    return found
