"""*Add to Slack*: Bolt's OAuth flow, over our store, with words that people can act on.

The state is random, tied to the browser by a cookie, good for ten minutes and once. An installation for a whole
Enterprise organisation is refused: what the bot remembers belongs to one workspace, and stays there. Workspaces of an
organisation install it one by one.
"""

import html
import logging
from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urljoin

import redis
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.authorization.authorize import CallableAuthorize
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Installation

from bot import clock, log
from bot.config import INSTALL_PATH, REDIRECT_PATH, Settings
from bot.errors import NutgrafError
from bot.queue.jobs import RetryLater
from bot.slack.calls import call, single_try
from bot.slack.errors import OutcomeUnknown, SlackRefusal
from bot.slack.installs import Install, Installs, States
from bot.slack.leaving import Leaving
from bot.slack.tokens import TokenLost
from bot.store.keys import STATE_SECONDS
from handlers.manifest import BOT_SCOPES, OPTIONAL_SCOPES
from handlers.teams import authorizing

logger = log.get(__name__)

WORDS = {
    "access_denied": "Nothing was installed: it was cancelled in Slack.",
    "invalid_browser": "This page has to be opened in the browser in which the installation was begun.",
    "invalid_state": "This installation was begun more than ten minutes ago, or it is done already.",
    "missing_code": "Slack's answer was not whole.",
    "invalid_code": "Slack does not accept the answer it gave before.",
    "storage_error": "The installation could not be kept.",
}
"""What a person reads, by Bolt's word for what went wrong."""


class InstallRefused(NutgrafError):
    """Slack installed the app in a way that we can't serve."""


class Installer(OAuthFlow):
    """Bolt's flow, which keeps what it gets in `Installs`."""

    def __init__(self, settings: Settings, store: redis.Redis, installs: Installs) -> None:
        secret = settings.slack_client_secret
        oauth = OAuthSettings(
            client_id=settings.slack_client_id,
            client_secret=secret.get_secret_value() if secret else "",
            scopes=(*BOT_SCOPES, *OPTIONAL_SCOPES),
            redirect_uri=settings.redirect_url,
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            install_page_rendering_enabled=False,  # *Add to Slack* leads straight to Slack's own page
            authorization_url=urljoin(settings.slack_api_url, "/oauth/v2/authorize"),
            state_store=States(store),
            state_expiration_seconds=STATE_SECONDS,
            callback_options=CallbackOptions(success=_welcome, failure=_refuse),
        )
        oauth.authorize = CallableAuthorize(
            logger=logging.getLogger(__name__),
            func=authorizing(installs),  # type: ignore[arg-type]  # None is "not installed" to it
        )
        super().__init__(client=WebClient(base_url=settings.slack_api_url), settings=oauth)
        self._installs, self._leaving, self._api_url = installs, Leaving(store), settings.slack_api_url

    def handle_installation(self, request: BoltRequest) -> BoltResponse:
        """To Slack's page; a sentence where the store, which keeps the state, is away."""
        try:
            return super().handle_installation(request)
        except redis.RedisError as error:
            return _unavailable(error)

    def handle_callback(self, request: BoltRequest) -> BoltResponse:
        """Back from Slack's page: exchange the code, keep the token."""
        try:
            return super().handle_callback(request)
        except InstallRefused as refusal:
            return _page(HTTPStatus.FORBIDDEN, str(refusal))
        except (redis.RedisError, SlackClientError, OSError) as error:
            return _unavailable(error)

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        """Keep what Slack gave.

        Raises:
            InstallRefused: it is for an organisation, or lacks what the bot needs.
        """
        try:
            install = _install(installation)
        except InstallRefused:
            self._give_back(installation)
            raise
        self._leaving.clear(install.team)
        self._installs.save(install)

    def _give_back(self, given: Installation) -> None:
        """Revoke a token that we don't keep (`auth.revoke`). Not where the app is installed there already: Slack gives
        a workspace one bot token, and the one that works would end with it."""
        if self._works_there(given):
            return
        client = WebClient(token=given.bot_token, base_url=self._api_url)
        try:
            call(single_try(client).auth_revoke)
        except (SlackRefusal, OutcomeUnknown, RetryLater) as error:
            logger.warning("token of a refused installation not revoked", reason=type(error).__name__)

    def _works_there(self, given: Installation) -> bool:
        if given.team_id and not given.is_enterprise_install:
            return self._installs.at(given.team_id) is not None
        try:
            found = (self._installs.find(team) for team in self._installs.teams())
            return any(install and install.enterprise == given.enterprise_id for install in found)
        except TokenLost:  # which organisation that one belongs to nobody knows
            return True


def _install(given: Installation) -> Install:
    if given.is_enterprise_install or not given.team_id:
        logger.warning("installation for an organisation refused", enterprise=given.enterprise_id)
        raise InstallRefused(
            "The app can't be installed for a whole organisation.",
            "Install it in each workspace that should have it; remove it from the organisation's app list.",
        )
    if given.bot_refresh_token:
        raise InstallRefused(
            "The app's tokens expire, which this bot does not support.",
            "Switch token rotation off in the app's settings (OAuth & Permissions).",
        )
    scopes = tuple(given.bot_scopes or ())
    if missing := sorted(set(BOT_SCOPES) - set(scopes)):
        raise InstallRefused(f"Slack did not grant what the bot needs: {', '.join(missing)}.", "Install it again.")
    return Install(
        team=given.team_id,
        name=given.team_name or "",
        token=given.bot_token or "",
        bot_user=given.bot_user_id or "",
        bot_id=given.bot_id or "",
        scopes=scopes,
        enterprise=given.enterprise_id,
        by=given.user_id or "",
        at=clock.now(),
    )


def _welcome(args: SuccessArgs) -> BoltResponse:
    team = html.escape(args.installation.team_name or "your workspace")
    words = f"Nutgraf is installed in {team}. Invite it into a channel with /invite @nutgraf, and share a link there."
    return _page(HTTPStatus.OK, words, escaped=True)


def _refuse(args: FailureArgs) -> BoltResponse:
    logger.warning("not installed", reason=args.reason if args.reason in WORDS else "refused by Slack")
    words = WORDS.get(args.reason, "Slack refused the installation.")
    return _page(HTTPStatus(args.suggested_status_code), f"{words} Begin again.", link=True)


def _unavailable(error: Exception) -> BoltResponse:
    logger.error("installation failed", error=type(error).__name__)
    return _page(
        HTTPStatus.SERVICE_UNAVAILABLE, "Nutgraf can't be installed just now. Try again in a minute.", link=True
    )


def _page(status: HTTPStatus, words: str, *, link: bool = False, escaped: bool = False) -> BoltResponse:
    words = words if escaped else html.escape(words)
    again = f'<p><a href="{INSTALL_PATH}">Add to Slack</a>' if link else ""
    body = f"<!doctype html><html lang=en><meta charset=utf-8><title>Nutgraf</title><p>{words}{again}"
    headers: dict[str, str | Sequence[str]] = {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
    }
    return BoltResponse(status=status, body=body, headers=headers)
