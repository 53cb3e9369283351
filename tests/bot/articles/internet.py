"""A small internet on this machine: names, public addresses, and servers that behave as badly as we like.

Dialling the public address `PUBLIC` reaches the local servers; every address dialled is recorded, and any other one
fails as unreachable, so that a test can say which addresses were really tried.
"""

import contextlib
import functools
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpcore
import pytest
import trustme

from bot.articles.guard import system_resolver

PUBLIC = "93.184.216.34"
Answer = Callable[[Callable[[bytes], None], bytes], None]
"""Gets `send` and the request's head; returning closes the connection."""


def response(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP response; header names are written with underscores. Length and type are there unless given."""
    fields = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value]
    return "\r\n".join((f"HTTP/1.1 {status}", *lines, "", "")).encode() + body


@functools.cache
def _authority() -> trustme.CA:
    return trustme.CA()


@dataclass
class Internet:
    """`paths` answers by path, `names` resolves hosts (anything else goes to the system's resolver)."""

    paths: dict[str, Answer] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: {"public.test": [PUBLIC]})
    dialled: list[str] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    authority: trustme.CA = field(default_factory=_authority)
    port: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def resolve(self, host: str, port: int) -> list[str]:
        """What DNS says."""
        return self.names[host] if host in self.names else system_resolver(host, port)

    def page(self, path: str, answer: bytes) -> str:
        """Serve `answer` at `path` of http://public.test and return the link."""
        self.paths[path] = lambda send, _head: send(answer)
        return f"http://public.test{path}"

    def at(self, path: str, answer: Answer) -> str:
        """Let `answer` speak for itself at `path`."""
        self.paths[path] = answer
        return f"http://public.test{path}"

    def redirect(self, path: str, location: str) -> str:
        """Send whoever asks for `path` on to `location`."""
        return self.page(path, response(status="302 Found", location=location))

    def trusting(self) -> ssl.SSLContext:
        """A context that trusts this internet's certificate authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.authority.configure_trust(context)
        return context


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 50


@contextlib.contextmanager
def running(monkeypatch: pytest.MonkeyPatch, certificate_for: str = "public.test") -> Iterator[Internet]:
    """An Internet with a server at port 80 and one with TLS at port 443 of its public address."""
    net = Internet()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    net.authority.issue_cert(certificate_for).configure_cert(context)

    class Handler(socketserver.StreamRequestHandler):
        tls = False

        def setup(self) -> None:
            if self.tls:
                self.request = context.wrap_socket(self.request, server_side=True)
            super().setup()

        def handle(self) -> None:
            head = b""
            while line := self.rfile.readline(65537):
                head += line
                if line in {b"\r\n", b"\n"}:
                    break
            if not head:
                return
            net.requests.append(head)
            path = head.split(b" ")[1].decode()
            answer = net.paths.get(path, lambda send, _head: send(response(status="404 Not Found")))
            answer(self.wfile.write, head)

        def finish(self) -> None:
            with contextlib.suppress(OSError):
                super().finish()

    class SecureHandler(Handler):
        tls = True

    def quiet(*_args: object) -> None:
        """A client that hangs up is what these tests are about."""

    plain, secure = _Server(("127.0.0.1", 0), Handler), _Server(("127.0.0.1", 0), SecureHandler)
    threads = [threading.Thread(target=s.serve_forever, args=(0.01,), daemon=True) for s in (plain, secure)]
    dial = httpcore.SyncBackend.connect_tcp

    def connect(self: httpcore.SyncBackend, host: str, port: int, *args: Any, **options: Any) -> Any:
        net.dialled.append(host)
        if host == PUBLIC:
            server = {80: plain, 443: secure}[port]
            return dial(self, "127.0.0.1", server.server_address[1], *args, **options)
        if host == "127.0.0.1" and port == plain.server_address[1]:
            return dial(self, host, port, *args, **options)
        raise httpcore.ConnectError("unreachable in this test")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    for server, thread in zip((plain, secure), threads, strict=True):
        monkeypatch.setattr(server, "handle_error", quiet)
        thread.start()
    net.names["loopback.test"] = ["127.0.0.1"]
    net.port = plain.server_address[1]
    try:
        yield net
    finally:
        net.stopped.set()
        for server in (plain, secure):
            server.shutdown()
            server.server_close()
