"""Before Bolt sees a request in HTTP mode: it is of Slack's making, of a bearable size, and an object inside.

Bolt reads a body before it looks at the signature, so that what anybody sends would be parsed, and what can't be parsed
would be a defect. Here the signature comes first, over the bytes as they came.
"""

from collections.abc import Callable, Iterable
from typing import Any

from slack_bolt import BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot import log
from handlers.sound import is_readable, is_sound

logger = log.get(__name__)

MOST_BYTES = 2_000_000
"""Longest body. Slack's largest, a window of 100 blocks with what was written into it, stays far below."""

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_WORDS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 413: "Content Too Large"}


class Doorkeeper:
    """A WSGI app in front of another: POSTs to `path` that are not Slack's go no further."""

    def __init__(self, app: WsgiApp, secret: str, path: str) -> None:
        """`secret` is the app's signing secret; without one nothing is taken for Slack's."""
        self._app, self._path, self._secret = app, path, secret
        self._verifier = SignatureVerifier(secret)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, or hand on."""
        if environ.get("REQUEST_METHOD") == "POST" and environ.get("PATH_INFO") == self._path:
            body = _body(environ)
            status = 413 if body is None else self._refusal(body, environ)
            if body is None or status:
                logger.warning("request refused", status=status)
                start_response(f"{status} {_WORDS[status]}", [("Content-Type", "text/plain;charset=utf-8")])
                return [_WORDS[status].encode()]
            environ = {**environ, "wsgi.input": _Read(body), "CONTENT_LENGTH": str(len(body))}
        return self._app(environ, start_response)

    def _refusal(self, body: bytes, environ: dict[str, Any]) -> int:
        """The status with which to refuse; 0 to take it."""
        stamp = str(environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""))
        signature = str(environ.get("HTTP_X_SLACK_SIGNATURE", ""))
        if not self._secret or not (stamp.isascii() and stamp.isdigit() and len(stamp) < 20 and signature.isascii()):
            return 401
        try:  # which also refuses what was signed five minutes ago or more
            if not self._verifier.is_valid(body, stamp, signature):
                return 401
        except UnicodeDecodeError:  # Slack signs UTF-8
            return 401
        payload = _payload(body, str(environ.get("CONTENT_TYPE", "")))
        if not isinstance(payload, dict) or not is_readable(payload):
            return 400
        return 0 if is_sound(payload) else 200  # Slack need not send it again


class _Read:
    """A body that was read, as a WSGI input."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def read(self, size: int = -1) -> bytes:
        return self._body if size < 0 else self._body[:size]


def _body(environ: dict[str, Any]) -> bytes | None:
    """The body; None where it is too long, or does not come."""
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length[:20]) > MOST_BYTES:
        return None
    chunked = "chunked" in str(environ.get("HTTP_TRANSFER_ENCODING", "")).lower()
    try:
        body: bytes = environ["wsgi.input"].read(MOST_BYTES + 1 if chunked else int(length))
    except Exception:  # noqa: BLE001 - the server's own, without a common base: too long, broken off, not well formed
        return None
    return body if len(body) <= MOST_BYTES else None


def _payload(body: bytes, content_type: str) -> object:
    """What Bolt makes of a body; None where it can't make anything."""
    try:
        return BoltRequest(body=body.decode("utf-8"), headers={"content-type": content_type}).body
    except Exception:  # noqa: BLE001 - Bolt takes what it reads for Slack's, and fails in any way on what is not
        return None
