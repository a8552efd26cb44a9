"""Asks an app for a page without a network: the few lines of ASGI that this needs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from starlette.types import ASGIApp, Message


@dataclass
class Answer:
    """What came back. Header names are in lower case."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    app: ASGIApp,
    path: str,
    *,
    method: str = "GET",
    host: str = "127.0.0.1:8008",
    body: bytes = b"",
    headers: Sequence[tuple[bytes, bytes]] = (),
) -> Answer:
    """One request, its body in pieces of a kilobyte, answered in full."""
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": quote(path).encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [*([(b"host", host.encode())] if host else []), *headers],
        "server": ("127.0.0.1", 8008),
        "client": ("127.0.0.1", 5000),
    }
    answer = Answer()

    requests: list[Message] = [
        {"type": "http.request", "body": body[at : at + 1024], "more_body": at + 1024 < len(body)}
        for at in range(0, len(body) or 1, 1024)
    ]

    async def receive() -> Message:
        if not requests:
            await asyncio.Future()  # the browser stays: it has nothing more to say
        return requests.pop(0)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    asyncio.run(app(scope, receive, send))
    return answer
