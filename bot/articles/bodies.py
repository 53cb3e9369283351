"""Bodies of answers, read within bounds: a bomb stays packed, and nothing is without an end."""

import zlib
from typing import Any

import httpcore
import httpx

from bot.articles.errors import TooLarge, TooSlow, Unreachable
from bot.articles.guard import Deadline

_BROKEN = (
    *(TooSlow, zlib.error, httpx.RemoteProtocolError),
    *(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError),
)
_ENCODINGS = frozenset({"gzip", "x-gzip", "identity", ""})


def whole_body(response: httpx.Response, limit: int, deadline: Deadline) -> bytes:
    """The body, decompressed, never holding more than `limit` bytes and one chunk.

    Raises:
        TooLarge: it is longer, on the wire or decompressed.
        Unreachable: it is in an encoding that was not asked for, or breaks off.
        TooSlow, zlib.error, httpcore's and httpx's errors of network and protocol.
    """
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limit:
        raise TooLarge(limit)
    encoding = _encoding(response)
    if encoding not in _ENCODINGS:
        raise Unreachable(f"The site sent the page in an encoding I did not ask for ({encoding[:20]}).")
    unpack = _unpacker(encoding)
    body, received = bytearray(), 0
    for chunk in response.iter_raw():
        deadline.left()
        received += len(chunk)
        # Never more than one byte beyond the limit is unpacked: a bomb stays packed.
        body += unpack.decompress(chunk, limit + 1 - len(body)) if unpack else chunk
        if received > limit or len(body) > limit:
            raise TooLarge(limit)
    if unpack and received and not unpack.eof:
        raise Unreachable("The site broke off in the middle of the page.")
    return bytes(body)


def beginning(response: httpx.Response, limit: int, deadline: Deadline) -> bytes:
    """At most the first `limit` bytes of a body, decompressed: what was there before it broke or the deadline passed,
    and nothing of one that can't be read.
    """
    encoding = _encoding(response)
    if encoding not in _ENCODINGS:
        return b""
    unpack = _unpacker(encoding)
    start = bytearray()
    try:
        for chunk in response.iter_raw():
            deadline.left()
            start += unpack.decompress(chunk, limit) if unpack else chunk[:limit]
            if len(start) >= limit:
                break
    except _BROKEN:
        pass
    return bytes(start)


def _encoding(response: httpx.Response) -> str:
    return str(response.headers.get("content-encoding", "identity")).strip().lower()


def _unpacker(encoding: str) -> Any:
    # 31: a gzip header is demanded, with the largest window.
    return zlib.decompressobj(31) if "gzip" in encoding else None
