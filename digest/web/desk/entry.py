"""The cookie: who comes with a request, and the token that a form of theirs has to carry."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes

from starlette.requests import Request
from starlette.responses import Response

from digest.desk import entering
from digest.models import Doorway, PassKind
from digest.sockets import Accounts
from digest.web.desk.origins import Origins
from digest.web.desk.signed import Signed

SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
LENGTH = 32  # bytes of a seal
CSRF_LENGTH = 4 * LENGTH  # letters of a token: a pad, and behind it the seal
TOKEN = re.compile(rf"[0-9a-f]{{{CSRF_LENGTH}}}", re.ASCII)
BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]{43})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """Tells who comes. A stranger has a cookie, too, of which nothing is kept: their forms need a token."""

    accounts: Accounts
    origins: Origins
    now: Callable[[], datetime]

    @property
    def cookie(self) -> str:
        """Behind https nobody but this very host can have set it (the prefix says so to the browser)."""
        return "__Host-desk" if self.origins.secure else "desk"

    def secret(self, request: Request) -> str:
        """What the cookie holds; empty where there is none that we could have given."""
        held = request.cookies.get(self.cookie, "")
        return held if SECRET.fullmatch(held) else ""

    def who(self, secret: str, *, unasked: bool = False) -> Signed | None:
        """Who is signed in with this session; what was `unasked` by them does not let it live longer."""
        there = entering.entered(self.accounts, PassKind.SESSION, secret, self.now(), noted=not unasked)
        return Signed(there.user, csrf(secret), there.by.id) if there else None

    def program(self, request: Request) -> Signed | None:
        """Who is meant by the token in the Authorization header."""
        given = BEARER.fullmatch(request.headers.get("authorization", ""))
        there = given and entering.entered(self.accounts, PassKind.API, given[1], self.now())
        return Signed(there.user, "", there.by.id, Doorway.API) if there else None

    def place(self, request: Request) -> entering.Place:
        """Where the request comes from; behind a trusted proxy, from where it says."""
        client = request.client.host if request.client else ""
        return entering.Place(client, request.headers.get("user-agent", ""))

    def give(self, response: Response, secret: str) -> None:
        """Let the browser hold this secret until it is closed, or the session ends."""
        response.set_cookie(
            self.cookie,
            secret,
            max_age=int(entering.SESSION.total_seconds()),
            path="/",
            secure=self.origins.secure,
            httponly=True,
            samesite="lax",
        )

    def take(self, response: Response) -> None:
        """Let the browser forget it."""
        response.delete_cookie(
            self.cookie, path="/", secure=self.origins.secure, httponly=True, samesite="lax"
        )


def csrf(secret: str) -> str:
    """A token for the forms that belong to this cookie: nobody without it can write one.

    Each time it is hidden under another pad, which stands before it: pages are compressed, and the length of
    one would tell of a token that stays the same (BREACH).
    """
    pad = token_bytes(LENGTH)
    return (pad + _padded(_seal(secret), pad)).hex()


def matches(secret: str, token: str) -> bool:
    """Is this a token of that cookie?"""
    if not secret or not TOKEN.fullmatch(token):
        return False
    pad, hidden = bytes.fromhex(token[: 2 * LENGTH]), bytes.fromhex(token[2 * LENGTH :])
    return hmac.compare_digest(_seal(secret), _padded(hidden, pad))


def _seal(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"forms of the desk", "sha256")


def _padded(content: bytes, pad: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(content, pad, strict=True))
