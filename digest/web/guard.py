"""What stands before every page: strict headers, and before those on loopback a look at the host."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
MAIL_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
STRICT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def guarded(app: ASGIApp) -> ASGIApp:
    """The app for loopback names only: another name that points here is an attack by DNS (rebinding)."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not LOOPBACK.fullmatch(Headers(scope=scope).get("host", "")):
            refusal = PlainTextResponse(
                "This page is served on this machine only: open it as localhost.\n", 421
            )
            await refusal(scope, receive, send)
        else:
            await app(scope, receive, send)

    return headed(guard, {**STRICT, "Content-Security-Policy": PAGE_POLICY})


def headed(app: ASGIApp, headers: Mapping[str, str]) -> ASGIApp:
    """The app with these headers on every answer, but where an answer has its own."""

    async def dress(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = MutableHeaders(scope=message)
                for name, value in headers.items():
                    there.setdefault(name, value)
            await send(message)

        await app(scope, receive, send_with_headers)

    return dress
