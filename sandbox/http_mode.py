"""HTTP mode: signed requests to the app's request URL."""

import hashlib
import hmac
import json
import secrets
import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from sandbox.delivery import Answer, Payload
from sandbox.errors import SandboxError

Json = dict[str, Any]


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature of a request."""

    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


class HttpMode:
    """The transport of an app that has a request URL. Events, interactions and commands all go to that one."""

    def __init__(self, url: str, secret: str) -> None:
        self.url = url
        self.secret = secret
        self.clock_skew = 0.0  # seconds added to the time stamps; tests of replay protection set it
        self._session: ClientSession | None = None

    async def _post(self, body: bytes, kind: str, seconds: float, headers: dict[str, str]) -> tuple[int, bytes, bool]:
        if self._session is None:
            self._session = ClientSession()
        stamp = str(int(time.time() + self.clock_skew))
        signed = {
            "Content-Type": kind,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(self.secret, stamp, body),
            **headers,
        }
        async with self._session.post(
            self.url, data=body, headers=signed, timeout=ClientTimeout(total=seconds), allow_redirects=False
        ) as response:
            return response.status, await response.read(), response.headers.get("X-Slack-No-Retry") == "1"

    async def verify(self, seconds: float) -> None:
        """The challenge with which Slack checks a request URL.

        :raises SandboxError: the app didn't give the challenge back
        """

        challenge = secrets.token_hex(16)
        body = json.dumps({"type": "url_verification", "token": "verification-token", "challenge": challenge}).encode()
        try:
            status, said, _ = await self._post(body, "application/json", seconds, {})
        except (ClientError, TimeoutError) as error:
            raise SandboxError(f"{self.url} did not answer the challenge: {error}") from error
        if status != 200 or challenge not in said.decode("utf-8", "replace"):
            raise SandboxError(f"{self.url} did not give the challenge back (HTTP {status})")

    async def attempt(self, payload: Payload, attempt: int, reason: str, seconds: float) -> Answer:
        """Sends one request; an answer of 2xx in time is the acknowledgement."""

        start = time.monotonic()
        if payload.kind == "events_api":
            body, kind = json.dumps(payload.body).encode(), "application/json"
        elif payload.kind == "slash_commands":
            body, kind = urlencode(payload.body).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = urlencode({"payload": json.dumps(payload.body)}).encode(), "application/x-www-form-urlencoded"
        headers = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else {}
        try:
            status, said, no_retry = await self._post(body, kind, seconds, headers)
        except TimeoutError:
            return Answer(acked=False, seconds=time.monotonic() - start, reason="http_timeout")
        except ClientError:
            return Answer(acked=False, seconds=time.monotonic() - start, reason="connection_failed")
        took = time.monotonic() - start
        if not 200 <= status < 300:
            return Answer(acked=False, seconds=took, reason="http_error", no_retry=no_retry)
        return Answer(acked=True, seconds=took, payload=_said(said))

    async def stop(self) -> None:
        """Closes the connections to the app."""

        if self._session is not None:
            await self._session.close()


def _said(body: bytes) -> Json | None:
    """What the app said with its acknowledgement: JSON, or plain text as Slack takes it from commands."""

    text = body.decode("utf-8", "replace").strip()
    if not text:
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return {"text": text}
    return found if isinstance(found, dict) else {"text": text}
