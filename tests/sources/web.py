"""A little web on loopback: servers that behave, and servers that do not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from digest.errors import DigestError
from digest.sources.addresses import networks
from digest.sources.fetch import Fetcher

LOOPBACK = networks(["127.0.0.0/8"])

Answer = Callable[["Handler"], None]


@dataclass
class Web:
    """Serves `pages` by path. A page is a reply, or does with the connection what it likes."""

    pages: dict[str, Reply | Answer] = field(default_factory=dict)
    seen: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Web:
        self._server = Loopback(Handler, self)
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.end()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@dataclass(frozen=True)
class Reply:
    """An answer with its length, unless the headers say otherwise."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, handler: Handler) -> None:
        handler.send_response(self.status)
        for name, value in {"Content-Length": str(len(self.body)), **self.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(self.body)


def redirect(where: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": where})


def drip(head: bytes, drop: bytes, seconds: float = 0.02) -> Answer:
    """Say `head`, then one `drop` after the other, for as long as anyone listens."""

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        while not handler.server.web.over.wait(seconds):
            handler.wfile.write(drop)

    return answer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Loopback

    def do_GET(self) -> None:
        web = self.server.web
        web.seen.append((self.path, dict(self.headers.items())))
        page = web.pages.get(self.path, Reply(status=404))
        try:
            page(self)
        except OSError:
            self.close_connection = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: Any) -> None:
        pass


class Loopback(ThreadingHTTPServer):
    """Serves on a port of its own until its end; `web` is what its handlers answer for."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, handler: type[BaseHTTPRequestHandler], web: Any) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.web = web
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def end(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()

    def handle_error(self, *_: Any) -> None:
        pass


def fetcher(**options: Any) -> Fetcher:
    return Fetcher(allow_networks=LOOPBACK, **options)


def complaint(url: str, **options: Any) -> DigestError:
    """What the client says when it cannot give an answer."""
    with fetcher(**options) as client, pytest.raises(DigestError) as raised:
        client.get(url)
    return raised.value
