"""Files that the bot puts into Slack, for itself alone: pictures in its modals. Needs the scope files:write."""

from typing import Any

import httpx
from slack_sdk import WebClient

from bot.slack.calls import CALL_SECONDS, call, single_try
from bot.slack.errors import OutcomeUnknown


class Files:
    """Uploads and removes. A file that is shared nowhere is seen by nobody but the bot, and where the bot shows it."""

    def __init__(self, client: WebClient) -> None:
        self._client = single_try(client)

    def upload(self, name: str, content: bytes, *, title: str, alt: str) -> str:
        """Upload a file; its id. Slack looks through it first, and shows it a moment later.

        Raises:
            RateLimited: call again then. SlackRefusal: Slack answered no, as where the scope was not granted.
            OutcomeUnknown: Slack did not answer; a file without a place may be left there, which nobody sees.
        """
        given = call(self._client.files_getUploadURLExternal, filename=name, length=len(content), alt_txt=alt)
        try:
            answer = httpx.post(str(given["upload_url"]), content=content, timeout=CALL_SECONDS)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            reason = f"Slack did not take the file: {type(error).__name__}."
            raise OutcomeUnknown(reason, "Slack can't be reached just now.") from error
        files: list[dict[str, Any]] = [{"id": str(given["file_id"]), "title": title}]
        call(self._client.files_completeUploadExternal, files=files)
        return str(given["file_id"])

    def delete(self, file: str) -> None:
        """Remove a file.

        Raises:
            RateLimited, SlackRefusal, OutcomeUnknown: Slack did not do it.
        """
        call(self._client.files_delete, file=file)
