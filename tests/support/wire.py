"""A line between two programs that can be cut, or swallow everything, while both ends live."""

import asyncio
import threading
from contextlib import suppress
from enum import StrEnum
from typing import Self

CHUNK = 65_536


class Line(StrEnum):
    """What the line does."""

    THROUGH = "through"
    CUT = "cut"
    """Connections are reset, those that stand and those that are tried."""
    SILENT = "silent"
    """Connections stand and can be made, and nothing comes through, as behind a firewall that lost its tables. What
    was sent meanwhile arrives afterwards, where its sender still waits for it."""


class Wire:
    """Forwards TCP from `port` of this machine to another port of it. A context manager; any thread may set `line`."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wire", daemon=True)
        self._line = Line.THROUGH
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.line = Line.CUT
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _open(self) -> None:
        self._clear = asyncio.Event()
        self._clear.set()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]

    @property
    def line(self) -> Line:
        """How it is now."""
        return self._line

    @line.setter
    def line(self, line: Line) -> None:
        async def switch() -> None:
            self._line = line
            (self._clear.clear if line is Line.SILENT else self._clear.set)()
            if line is Line.CUT:
                for writer in list(self._writers):
                    writer.transport.abort()

        asyncio.run_coroutine_threadsafe(switch(), self._loop).result(10)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._clear.wait()
        try:
            if self._line is Line.CUT:
                raise ConnectionError
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, far_writer}
        try:
            await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        finally:
            self._writers -= {writer, far_writer}
            for each in (writer, far_writer):
                each.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(CHUNK):
                await self._clear.wait()
                writer.write(data)
                await writer.drain()
        with suppress(OSError, RuntimeError):
            writer.write_eof()
