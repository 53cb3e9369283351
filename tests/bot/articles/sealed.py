"""A process with an internet of its own: `unshare -rmn python -m tests.bot.articles.sealed`.

In its network there are a DNS server, which the system's resolver is told to ask, and a web server at public, private
and local addresses alike. Nothing is stood in for: the fetcher is the production one, names are asked for in packets,
and what it dials is counted where it arrives. It reads requests from standard input, a line of JSON each, and answers
in a line: {"zone", "url"} gives {"error", "text", "asked", "reached"}.
"""

import ipaddress
import json
import socket
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from dnslib import AAAA, CNAME, QTYPE, RCODE, RR, A, DNSRecord
from dnslib.server import BaseResolver, DNSServer

from bot.articles.fetch import Fetcher
from bot.errors import ArticleError

PUBLIC, PUBLIC_6 = "93.184.216.34", "2606:4700::6810:85e5"
ADDRESSES = (PUBLIC, PUBLIC_6, "10.0.0.1", "192.168.1.1", "169.254.169.254", "fd00::1", "fd00:ec2::254")
"""What the machine answers at, besides 127.0.0.1 and ::1."""
SECONDS = 3.0
"""The fetcher's deadline. Only a name server that says nothing makes a test wait for it."""


class Zone(BaseResolver):
    """Answers by name, one after the other and the last one from then on: a list of addresses, a name to go to
    instead (with a final dot), "nxdomain", "servfail" or "silence".
    """

    def __init__(self) -> None:
        self.names: dict[str, list[Any]] = {}
        self.asked: list[str] = []
        self.released = threading.Event()

    def resolve(self, request: DNSRecord, handler: Any) -> DNSRecord:
        name, kind = str(request.q.qname).rstrip(".").lower(), QTYPE[request.q.qtype]
        reply = request.reply()
        answers = self.names.get(name, ["nxdomain"])
        if kind == "A":
            self.asked.append(name)
        # A resolver asks for A and AAAA at once; both belong to one look-up.
        turn = max(0, self.asked.count(name) - 1)
        answer = answers[min(turn, len(answers) - 1)]
        if answer == "silence":
            self.released.wait(SECONDS * 4)
        elif isinstance(answer, list):
            add_addresses(reply, request.q.qname, kind, answer)
        elif answer.endswith("."):
            reply.add_answer(RR(request.q.qname, QTYPE.CNAME, rdata=CNAME(answer), ttl=0))
            add_addresses(reply, answer, kind, self.names[answer.rstrip(".")][0])
        else:
            reply.header.rcode = getattr(RCODE, answer.upper())
        return reply


def add_addresses(reply: DNSRecord, name: Any, kind: str, addresses: list[str]) -> None:
    for address in addresses:
        if (":" in address) == (kind == "AAAA"):
            packed = tuple(ipaddress.ip_address(address).packed)
            rdata = AAAA(packed) if kind == "AAAA" else A(packed)
            reply.add_answer(RR(name, getattr(QTYPE, kind), rdata=rdata, ttl=0))


def build() -> None:
    """Make the network: addresses, and a resolver that knows one server. Changes this process's namespace only."""
    folder = Path(tempfile.mkdtemp(prefix="nutgraf-test-"))
    files = {
        "resolv.conf": "nameserver 127.0.0.1\noptions timeout:15 attempts:1\n",
        "hosts": "127.0.0.1 localhost\n::1 localhost\n",
        "nsswitch.conf": "hosts: files dns\n",
    }
    for name, text in files.items():
        if (target := Path("/etc", name)).exists():
            (folder / name).write_text(text)
            subprocess.run(["mount", "--bind", folder / name, target], check=True)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in ADDRESSES:
        subprocess.run(["ip", "address", "add", address, "dev", "lo"], check=True)


class Server(ThreadingHTTPServer):
    """A web server at every address of one family; `reached` has the address of each connection."""

    reached: list[str] = []  # noqa: RUF012 - one list for both families

    def process_request(self, request: Any, client_address: Any) -> None:
        self.reached.append(request.getsockname()[0].removeprefix("::ffff:"))
        super().process_request(request, client_address)


class Server6(Server):
    address_family = socket.AF_INET6

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        super().server_bind()


class Handler(BaseHTTPRequestHandler):
    """`/to?URL` leads to URL, everything else is a page."""

    def do_GET(self) -> None:
        path, _, target = self.path.partition("?")
        self.send_response(302 if path == "/to" else 200)
        if path == "/to":
            self.send_header("Location", target)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "7")
        self.end_headers()
        self.wfile.write(b"<p>here")

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    build()
    zone = Zone()
    for tcp in (False, True):
        DNSServer(zone, port=53, address="127.0.0.1", tcp=tcp, logger=Silent()).start_thread()
    for server in (Server(("0.0.0.0", 80), Handler), Server6(("::", 80), Handler)):
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    print("ready", flush=True)  # noqa: T201 - the protocol
    for line in sys.stdin:
        request = json.loads(line)
        zone.names, zone.asked = request["zone"], []
        Server.reached.clear()
        answer: dict[str, Any] = {"error": None, "text": None}
        try:
            answer["text"] = Fetcher(seconds=SECONDS).fetch(request["url"]).text
        except ArticleError as error:
            answer["error"] = error.kind
        zone.released.set()
        zone.released = threading.Event()
        answer |= {"asked": zone.asked, "reached": list(Server.reached)}
        print(json.dumps(answer), flush=True)  # noqa: T201 - the protocol


class Silent:
    """dnslib writes what it is asked to standard output otherwise."""

    def __getattr__(self, _name: str) -> Any:
        return lambda *_: None


if __name__ == "__main__":
    main()
