"""Connections that look at the address before they open, and whose timeout is a deadline."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property, partial
from ipaddress import ip_address
from time import monotonic
from typing import Any

from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import create_urllib3_context

from digest.errors import Blocked
from digest.sources.addresses import IPNetwork, refusal

# One dead address of several may not use up the time of the others.
_SECONDS_PER_ADDRESS = 5.0


class Network:
    """The machine's own network: names to addresses, addresses to sockets."""

    def resolve(self, host: str, port: int) -> list[str]:
        """The addresses of a name, in the order to try them. Raises OSError."""
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(answer[4][0]) for answer in answers))

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        """Connect to exactly this address. Raises OSError."""
        family = socket.AF_INET6 if ip_address(address).version == 6 else socket.AF_INET
        line = _Socket(family, socket.SOCK_STREAM)
        try:
            line.settimeout(seconds)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.connect((address, port))
        except BaseException:
            line.close()
            raise
        return line


@dataclass(frozen=True, slots=True)
class Guard:
    """Opens connections: resolves once, refuses if any answer is bad, connects to the address it judged."""

    allowed: Sequence[IPNetwork]
    network: Network

    def connect(self, host: str, port: int, seconds: float) -> socket.socket:
        """A socket to one of the host's addresses. Raises Blocked or OSError."""
        until = monotonic() + seconds
        try:
            addresses = _in_time(partial(self.network.resolve, host, port), seconds)
        except UnicodeError as error:  # what no name can be, such as 300 letters without a dot
            raise socket.gaierror(socket.EAI_NONAME, "no such name") from error
        for address in addresses:
            if why := refusal(address, port, self.allowed):
                named = host if host == address else f"{host} ({address})"
                raise Blocked(f"{named}: {why}; allow_networks can open it")
        failure: OSError = socket.gaierror(socket.EAI_NONAME, "no address")
        for place, address in enumerate(addresses, start=1):
            left = _left(until)
            share = left if place == len(addresses) else min(left, _SECONDS_PER_ADDRESS)
            try:
                line = self.network.dial(address, port, share)
            except OSError as error:
                failure = error
                continue
            line.settimeout(_left(until))  # a TLS handshake has what connecting left over
            return line
        raise failure


class GuardedAdapter(HTTPAdapter):
    """The transport of `requests`, with every connection opened by the guard."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        super().__init__(pool_connections=64, pool_maxsize=16)

    def init_poolmanager(self, connections: int, maxsize: int, *_: Any, **__: Any) -> None:
        """Build the pools that `requests` asks for its connections."""
        pools = PoolManager(num_pools=connections, maxsize=maxsize)
        kinds: dict[str, Any] = {"http": self._plain_pool, "https": self._secure_pool}  # called like classes
        pools.pool_classes_by_scheme = kinds
        self.poolmanager = pools

    @cached_property
    def secure(self) -> ssl.SSLContext:
        """The certificates we trust, loaded once and only when needed: it takes 30 ms."""
        context = create_urllib3_context()
        context.sslsocket_class = _TLSSocket
        context.load_default_certs()
        context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
        return context

    def _plain_pool(self, *args: Any, **options: Any) -> HTTPConnectionPool:
        pool = HTTPConnectionPool(*args, **options)
        kind: Any = partial(_Connection, guard=self._guard)
        pool.ConnectionCls = kind
        return pool

    def _secure_pool(self, *args: Any, **options: Any) -> HTTPSConnectionPool:
        pool = HTTPSConnectionPool(*args, **{**options, "ssl_context": self.secure})
        kind: Any = partial(_TLSConnection, guard=self._guard)
        pool.ConnectionCls = kind
        return pool

    def cert_verify(self, conn: Any, *_: Any) -> None:
        """Leave the certificates in the shared context: loading them anew costs 30 ms a connection."""
        conn.cert_reqs = "CERT_REQUIRED"


class _Connection(HTTPConnection):
    def __init__(self, *args: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*args, **options)
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return self._guard.connect(self._dns_host, self.port or 80, _seconds(self.timeout))


class _TLSConnection(HTTPSConnection):
    def __init__(self, *args: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*args, **options)
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        return self._guard.connect(self._dns_host, self.port or 443, _seconds(self.timeout))


class _Deadline:
    """Turns a socket's timeout from "per read" into "from now on, for all reads": slow drips end too."""

    _until: float | None = None

    def settimeout(self, seconds: float | None) -> None:
        self._until = None if seconds is None else monotonic() + seconds
        super().settimeout(seconds)  # type: ignore[misc]  # the socket beside this class has it

    def recv_into(self, *args: Any) -> int:
        if self._until is not None:
            super().settimeout(_left(self._until))  # type: ignore[misc]  # as above
        return super().recv_into(*args)  # type: ignore[misc,no-any-return]  # as above


class _Socket(_Deadline, socket.socket):
    pass


class _TLSSocket(_Deadline, ssl.SSLSocket):
    pass


def _left(until: float) -> float:
    """Seconds until then; a little more than none, because none would mean not to wait at all."""
    return max(until - monotonic(), 0.001)


def _seconds(timeout: Any) -> float:
    return float(timeout) if isinstance(timeout, int | float) else 20.0


def _in_time(resolve: Callable[[], list[str]], seconds: float) -> list[str]:
    """The answer of the name server, or TimeoutError: the system's own look-up knows no deadline."""
    answer: Future[list[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(resolve())
        except Exception as error:  # noqa: BLE001  (carried over to the thread that asked)
            answer.set_exception(error)

    threading.Thread(target=ask, daemon=True, name="look-up").start()
    return answer.result(timeout=seconds)
