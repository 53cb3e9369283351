"""files.*: uploading in three steps, and removing."""

from typing import Any

from sandbox.errors import SlackError
from sandbox.files import LARGEST
from sandbox.hub import Hub
from sandbox.web_api.params import Entry, Params

Json = dict[str, Any]


async def get_upload_url(hub: Hub, params: Params) -> Json:
    """files.getUploadURLExternal"""

    name, length = params.need("filename"), params.need("length")
    if not length.isdecimal() or not 0 < int(length) <= LARGEST:
        messages = [f"[ERROR] invalid length: {length}"]
        raise SlackError("invalid_arguments", response_metadata={"messages": messages})
    file = hub.files.new(name, int(length), params.get("alt_txt"))
    return {"upload_url": f"{hub.base_url}/upload/{hub.workspace.team_id}/{file.token}", "file_id": file.id}


async def complete_upload(hub: Hub, params: Params) -> Json:
    """files.completeUploadExternal; the file is private: `channel_id` and the like are not known here."""

    files = params.structure("files", "invalid_arguments")
    if not isinstance(files, list) or not files or not all(isinstance(f, dict) and f.get("id") for f in files):
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: files"]})
    done = [hub.files.complete(str(f["id"]), str(f.get("title") or "")) for f in files]
    return {"files": [{"id": f.id, "title": f.title, "name": f.name, "mimetype": "", "filetype": ""} for f in done]}


async def delete(hub: Hub, params: Params) -> Json:
    """files.delete"""

    if hub.files.every.pop(params.need("file"), None) is None:
        raise SlackError("file_not_found")
    return {}


METHODS = {
    "files.getUploadURLExternal": Entry(get_upload_url, "files:write"),
    "files.completeUploadExternal": Entry(complete_upload, "files:write"),
    "files.delete": Entry(delete, "files:write"),
}
