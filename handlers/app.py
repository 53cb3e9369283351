"""The Bolt app: everything that Slack can send us, and who takes it."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus
from time import perf_counter
from typing import Any

import redis
from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_sdk import WebClient
from structlog.contextvars import bound_contextvars

from bot import metrics
from bot.config import Settings
from bot.digests.plans import Plans
from bot.events.tracker import Tracker
from bot.queue.jobs import Queue
from bot.slack.adding import StoryAdder
from bot.slack.claims import Claims
from bot.slack.directory import Directory
from bot.slack.guests import Guests
from bot.slack.house import House
from bot.slack.installs import Installs
from bot.slack.outbox import Outbox
from bot.slack.planning import Planning
from bot.slack.remembering import Rememberer
from bot.slack.replies import Replies
from bot.slack.responding import Responder
from bot.slack.settings import Preferences
from bot.slack.shifts import Shifts
from bot.slack.stories import Stories
from bot.slack.visibility import Visibility
from handlers import acking, actions, channels, commands, errors, home, joined, leaving, messages, reactions, shortcuts
from handlers.desk import KEY, Desk
from handlers.installing import Installer
from handlers.sound import only_sound
from handlers.teams import ByToken, installs_of, token_of


class _Measured(App):
    """Bolt's app, which times each request to its acknowledgement and puts its ids on every log line."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """As Bolt does."""
        kind, started, status = kind_of(req.body), perf_counter(), 500
        ids = {"team": req.context.team_id, "channel": req.context.channel_id, "slack_event": req.body.get("event_id")}
        try:
            with bound_contextvars(request=kind, **{name: value for name, value in ids.items() if value}):
                answer = super().dispatch(req)
            status = answer.status
            return answer
        finally:
            outcome = "acked" if status < HTTPStatus.MULTIPLE_CHOICES else "refused"
            metrics.ACKS.labels(kind, outcome).observe(perf_counter() - started)


def kind_of(body: Mapping[str, Any]) -> str:
    """What sort of request this is: one of a few words, whatever its body says."""
    if body.get("command"):
        return "command"
    return KINDS.get(str(body.get("type")), "other")


KINDS = {
    "event_callback": "event",
    "block_actions": "action",
    "view_submission": "view",
    "view_closed": "view",
    "shortcut": "shortcut",
    "message_action": "shortcut",
}
UNKNOWN = "Nutgraf is not installed in this workspace any more. Whoever administers it can add it again."


def build_app(settings: Settings, client: WebClient, queue: Queue, store: redis.Redis) -> App:
    """The app with every listener.

    `client` has the bot token, which is verified by a call here; in an app for many workspaces it has none, and each
    request is authorized by its workspace's. What could not be queued is not acknowledged (`handlers.acking`).

    Raises:
        BoltError: Slack does not accept the token. SettingsError: NUTGRAF_TOKEN_KEYS can't be used.
    """
    # Bolt reads SLACK_BOT_TOKEN by itself, finds the client we give, and warns that it has two. It is the same token.
    logging.getLogger("slack_bolt.App").addFilter(lambda record: "`token` will be unused" not in record.getMessage())
    secret = settings.slack_signing_secret
    installs = installs_of(settings, store)
    app = _Measured(
        client=client,
        signing_secret=secret.get_secret_value() if secret else "",
        process_before_response=True,
        ignoring_self_events_enabled=False,  # what is ours we know (bot.slack.incoming), and hear when it is deleted
        listener_executor=ThreadPoolExecutor(acking.THREADS, thread_name_prefix="listener"),
        raise_error_for_unhandled_request=True,  # to errors.on_error, which acknowledges it
        oauth_flow=Installer(settings, store, installs) if installs else None,
        user_facing_authorize_error_message=UNKNOWN,
        name="nutgraf",
    )

    def make(own: WebClient) -> Desk:
        return _desk(settings, own, queue, store, installs)

    app.use(only_sound)
    app.use(_put_on(ByToken(settings, make).of if installs else _always(make(client))))
    acking.install(app)
    register_all(app)
    return app


def _desk(settings: Settings, client: WebClient, queue: Queue, store: redis.Redis, installs: Installs | None) -> Desk:
    """The desk of one workspace, whose token `client` has."""
    outbox = Outbox(client, store)
    directory = Directory(client, store)
    visibility = Visibility(directory, store)
    rememberer = Rememberer(store, visibility, Guests(directory, store))
    return Desk(
        settings,
        queue,
        Claims(store),
        Replies(store),
        outbox,
        Stories(Tracker(store), rememberer),
        StoryAdder(rememberer),
        visibility,
        Preferences(store),
        Responder(store, outbox),
        House(directory, Preferences(store)),
        Shifts(store),
        Planning(Plans(store), Directory(client, store), visibility),
        store,
        installs,
    )


def _always(desk: Desk) -> Callable[[str], Desk]:
    return lambda _token: desk


def register_all(app: App) -> None:
    """Every listener; reading the `register`s tells what the bot reacts to."""
    messages.register(app)
    reactions.register(app)
    joined.register(app)
    channels.register(app)
    home.register(app)
    actions.register(app)
    shortcuts.register(app)
    commands.register(app)
    leaving.register(app)
    errors.register(app)


def _put_on(desk_of_token: Callable[[str], Desk]) -> Callable[..., BoltResponse]:
    """Middleware that gives every listener the desk of its request's workspace."""

    def give_desk(
        context: BoltContext,
        body: Mapping[str, Any],
        next: Callable[[], BoltResponse],  # noqa: A002 - Bolt's name
    ) -> BoltResponse:
        context[KEY] = desk = desk_of_token(token_of(context))
        if context.user_id and body.get("type") != "event_callback":  # of events the listeners know who did something
            with suppress(redis.RedisError):  # whoever needs the store says that it is away
                desk.shifts.seen(context.team_id or "", context.user_id)
        return next()

    return give_desk
