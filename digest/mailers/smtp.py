"""Hands each message to an SMTP server, over several connections, and knows at every moment what it may have.

The parts stand in `wire`: `dispatch` decides, `switchboard` waits, `line` speaks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal

from digest.errors import ConfigurationError
from digest.mailers.wire.dialling import Dialler
from digest.mailers.wire.dispatch import Dispatch
from digest.mailers.wire.parcel import Terms
from digest.mailers.wire.switchboard import Switchboard
from digest.models import Message, Outcome

_DEPTH = 2  # messages on a connection: one that is handed over, and one that is announced behind it


@dataclass
class Smtp:
    """Connections that are opened as the load needs them, reused, and replaced when they end.

    `timeout` is in seconds and per answer. `final_timeout` is for the answer to a whole message: RFC 5321
    asks for ten minutes, because whoever gives up earlier does not know whether the message was taken.
    """

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "plain"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    cafile: str = ""
    helo: str = ""
    timeout: float = 60.0
    final_timeout: float = 600.0
    connections: int = 4
    messages_per_connection: int = 100
    name: str = field(default="smtp", init=False)
    at_once: int = field(default=0, init=False)
    _board: Switchboard | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        for option, fault in self._faults():
            raise ConfigurationError(f"mailer.{option}: {fault}")
        self.at_once = self.connections * _DEPTH

    def __enter__(self) -> Smtp:
        return self

    def __exit__(self, *failure: object) -> None:
        if self._board:
            self._board.close()
            self._board = None

    def send(self, feed: Iterable[Message | None]) -> Iterator[Outcome]:
        """Send over all connections. What is tried twice, the server has surely not taken the first time."""
        if not self._board:
            self._board = self._switchboard()
        return Dispatch(f"{self.host}:{self.port}", self._board, iter(feed), self.at_once).outcomes()

    def check(self) -> None:
        """Connect, log in and leave, or raise."""
        board = self._switchboard()
        try:
            board.add(self._dialler().dial())
        finally:
            board.close()

    def _switchboard(self) -> Switchboard:
        terms = Terms(self.timeout, self.final_timeout, self.messages_per_connection)
        return Switchboard(self._dialler(), self.connections, terms)

    def _dialler(self) -> Dialler:
        return Dialler(
            host=self.host,
            port=self.port,
            security=self.security,
            username=self.username,
            password=self.password,
            cafile=self.cafile,
            helo=self.helo,
            timeout=self.timeout,
        )

    def _faults(self) -> Iterator[tuple[str, str]]:
        if not self.host:
            yield "host", "is empty; name the server that takes the mail"
        if not 0 < self.port < 65536:
            yield "port", f"{self.port} is no port; 587 goes with starttls, 465 with tls"
        if self.security not in ("starttls", "tls", "plain"):
            yield "security", "is one of starttls, tls, plain"
        for option in ("timeout", "final_timeout", "connections", "messages_per_connection"):
            if getattr(self, option) <= 0:
                yield option, "must be more than 0"
        if bool(self.username) != bool(self.password):
            yield ("password", "is missing") if self.username else ("username", "is missing")
        if not (self.username + self.password).isascii():
            yield "password", "a login with letters beyond ASCII cannot be sent"
        if self.password and self.security == "plain" and not _loopback(self.host):
            yield "security", "a password is never sent over a plain connection; use starttls or tls"


def _loopback(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
