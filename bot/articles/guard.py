"""Which addresses may be dialled, and a network backend for httpcore that dials no others.

A name is resolved once, every address it has is vetted, and one of those very addresses is dialled: there is no second
look-up that could answer differently (DNS rebinding). Redirects come through here too, as each opens a connection.
"""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore

from bot.articles.errors import BadLink, BlockedAddress, NoNames, TooSlow, Unreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]
"""Takes a host and a port, gives its addresses as text. Raises OSError (socket.gaierror) when there are none."""

_RESOLVER_FAULTS = frozenset({socket.EAI_AGAIN, socket.EAI_FAIL, socket.EAI_SYSTEM, socket.EAI_MEMORY})
"""What getaddrinfo says when it could not ask, or got no answer. EAI_NONAME is an answer: there is no such name."""
PORTS = frozenset({80, 443})
"""Where web sites are. Other ports are where a network keeps its databases and consoles."""

# Global unicast. What lies outside it is mapped, translated, link-local, unique-local, multicast or reserved.
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
# Refused though `is_global` says yes in some Python version: IPv6 that carries an IPv4 address inside (Teredo, 6to4),
# protocol assignments and documentation; IPv4 protocol assignments and the 6to4 relays.
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24")
)


def is_public(address: Address) -> bool:
    """Whether an address is one that anybody on the internet can reach, and no other address in disguise."""
    if address.version == 6 and address not in _GLOBAL_V6:
        return False
    if any(address.version == network.version and address in network for network in _REFUSED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def system_resolver(host: str, port: int) -> list[str]:
    """Addresses by the system's resolver, which also reads `0x7f.1`, `2130706433` and other spellings of IPv4."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Deadline:
    """One moment by which everything about a fetch must be done: DNS, connections, TLS, redirects, the body."""

    seconds: float
    ends: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", time.monotonic() + self.seconds)

    def left(self, timeout: float | None = None) -> float:
        """Seconds left, or `timeout` if that is less.

        Raises:
            TooSlow: none are left.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TooSlow(self.seconds)
        return left if timeout is None else min(left, timeout)


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be dialled. This one: public addresses at web ports."""

    def resolve(self, host: str, port: int, resolver: Resolver, deadline: Deadline) -> list[str]:
        """The addresses to dial, all of them vetted.

        Raises:
            BadLink: the port is none of the web's.
            BlockedAddress: any of the host's addresses is not public. One is enough: who owns the name chooses which
                address is tried.
            Unreachable, TooSlow: the name has no address, or none in time.
        """
        if port not in PORTS:
            raise BadLink(f"it leads to port {port}, and I only use the web's ports")
        return _vetted(host, _look_up(host, port, resolver, deadline), is_public)


@dataclass(frozen=True, slots=True)
class LoopbackPolicy(Policy):
    """Public addresses at web ports, and this machine at any port: for the sandbox. `*.localhost` is this machine
    without asking anybody (RFC 6761).
    """

    def resolve(self, host: str, port: int, resolver: Resolver, deadline: Deadline) -> list[str]:
        """As `Policy.resolve`; loopback addresses are allowed too."""
        name = host.lower().rstrip(".")
        if name == "localhost" or name.endswith(".localhost"):
            return ["127.0.0.1"]
        addresses = _vetted(host, _look_up(host, port, resolver, deadline), lambda a: a.is_loopback or is_public(a))
        if all(ipaddress.ip_address(address).is_loopback for address in addresses):
            return addresses
        return super(LoopbackPolicy, self).resolve(host, port, lambda _host, _port: addresses, deadline)


class GuardedBackend(httpcore.NetworkBackend):
    """Dials vetted addresses only, and lets no read or write outlast the deadline. One for each fetch."""

    def __init__(self, policy: Policy, resolver: Resolver, deadline: Deadline) -> None:
        self._policy, self._resolver, self._deadline = policy, resolver, deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to one of the host's vetted addresses; the next one is tried when one does not answer."""
        failure: Exception | None = None
        for address in self._policy.resolve(host, port, self._resolver, self._deadline):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
                return _DeadlineStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never: no page lives in a socket of this machine."""
        raise BlockedAddress(path)

    def sleep(self, seconds: float) -> None:
        """Wait, within the deadline."""
        time.sleep(self._deadline.left(seconds))


class _DeadlineStream(httpcore.NetworkStream):
    """A connection whose every step ends with the deadline: a server that drips a byte a second gains nothing."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _DeadlineStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _vetted(host: str, addresses: list[str], allowed: Callable[[Address], bool]) -> list[str]:
    for text in addresses:
        # A zone (`fe80::1%eth0`) only ever belongs to a local address.
        if "%" in text or not allowed(ipaddress.ip_address(text)):
            raise BlockedAddress(host)
    return addresses


def _look_up(host: str, port: int, resolver: Resolver, deadline: Deadline) -> list[str]:
    """Resolve in a thread of its own: the system's resolver knows no timeout."""
    answer: queue.Queue[list[str] | OSError | UnicodeError] = queue.Queue(1)

    def ask() -> None:
        try:
            answer.put(resolver(host, port))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=ask, name="dns", daemon=True).start()
    try:
        found = answer.get(timeout=deadline.left())
    except queue.Empty:
        raise TooSlow(deadline.seconds) from None
    if isinstance(found, socket.gaierror) and found.errno in _RESOLVER_FAULTS:
        raise NoNames(host)
    if isinstance(found, Exception) or not found:
        raise Unreachable(f"There is no site at {host}.")
    return found
