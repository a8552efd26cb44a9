"""What all doubles share: a server on loopback that keeps what it accepts and fails where it is told to."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar

from tests.sources.web import Loopback, Reply

KEY = "canary-key-0123456789"
REFUSED_DOMAIN = "refused.example"  # whoever lives here has bounced or complained


@dataclass(frozen=True)
class Ask:
    """One request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Limit:
    """So many requests to send a second, by a bucket that holds `burst` of them."""

    per_second: float
    burst: float
    _level: float = field(init=False)
    _at: float = field(default_factory=time.monotonic, init=False)

    def __post_init__(self) -> None:
        self._level = self.burst

    def lets_in(self) -> bool:
        now = time.monotonic()
        self._level = min(self.burst, self._level + (now - self._at) * self.per_second)
        self._at = now
        if self._level < 1:
            return False
        self._level -= 1
        return True


Fault = Callable[["Service", Any, Ask], None]


@dataclass
class Service:
    """A double. `faults` are used up by the requests to send, in order; `kept` is what it has accepted.

    With a `limit` it answers as the provider does to whoever is too fast, and counts them in `throttled`.

    `content` of what is kept is what the provider was given for that recipient: bytes, or a JSON object.
    """

    key: str = KEY
    faults: list[Fault] = field(default_factory=list)
    kept: list[tuple[str, Any]] = field(default_factory=list)
    asked: list[Ask] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    limit: Limit | None = None
    throttled: int = 0
    most_bytes: ClassVar[int] = 2**30
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __enter__(self) -> Service:
        self._server = Loopback(_Handler, self)
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.end()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def arrived(self) -> list[tuple[str, Any]]:
        return list(self.kept)

    @property
    def sends(self) -> list[Ask]:
        return [ask for ask in self.asked if ask.method == "POST"]

    def answer(self, ask: Ask) -> Reply:
        """What a provider in good health says to this."""
        with self._lock:
            if stranger := self.locked(ask):
                return stranger
            if ask.method == "GET":
                return self.look(ask)
            if len(ask.body) > self.most_bytes:
                return self.oversized()
            if self.limit and not self.limit.lets_in():
                self.throttled += 1
                return self.too_fast()
            return self.take(ask)

    def locked(self, ask: Ask) -> Reply | None:
        """The refusal of whoever has no right key."""
        raise NotImplementedError

    def look(self, ask: Ask) -> Reply:
        raise NotImplementedError

    def take(self, ask: Ask) -> Reply:
        raise NotImplementedError

    def oversized(self) -> Reply:
        return reply({}, 413)

    def too_fast(self) -> Reply:
        return reply({}, 429)

    def due(self) -> Fault | None:
        with self._lock:
            return self.faults.pop(0) if self.faults else None


def reply(table: object, status: int = 200, **headers: str) -> Reply:
    named = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return Reply(json.dumps(table).encode(), status, named)


def odd(table: Any, required: Collection[str], allowed: Collection[str] = ()) -> str:
    """The first key that is missing or unknown, or nothing."""
    if not isinstance(table, dict):
        return "an object"
    return next(iter([*(set(required) - set(table)), *(set(table) - {*required, *allowed})]), "")


def says(answer: Reply) -> Fault:
    """This answer, and nothing is accepted."""
    return lambda _service, handler, _ask: answer(handler)


def altered(change: Callable[[Reply], Reply]) -> Fault:
    """Accepted, and then another answer than the right one."""
    return lambda service, handler, ask: change(service.answer(ask))(handler)


def garbled(body: bytes) -> Fault:
    return altered(lambda right: replace(right, body=body, headers={}))


def lost(service: Service, handler: Any, ask: Ask) -> None:
    """Accepted, and then the connection ends without an answer."""
    service.answer(ask)
    _reset(handler)


def late(service: Service, handler: Any, ask: Ask) -> None:
    """Accepted, and no answer for as long as anyone waits."""
    service.answer(ask)
    service.over.wait()


def dropped(_service: Service, handler: Any, _ask: Ask) -> None:
    """Read to its end, and nothing accepted; the client cannot know."""
    _reset(handler)


def _reset(handler: Any) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Loopback

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        service: Service = self.server.web
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        ask = Ask(self.command, self.path, dict(self.headers.items()), body)
        service.asked.append(ask)
        fault = service.due() if self.command == "POST" else None
        try:
            (fault or _well)(service, self, ask)
        except (OSError, ValueError):
            self.close_connection = True

    def send_response(self, code: int, message: str | None = None) -> None:
        """Without a Date of its own, so that a reply may bring one."""
        self.send_response_only(code, message)

    def log_message(self, *_: Any) -> None:
        pass


def _well(service: Service, handler: Any, ask: Ask) -> None:
    service.answer(ask)(handler)
