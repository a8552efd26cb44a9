"""`/you`: one's own password, where one is signed in, and the tokens of one's programs."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from digest.desk import entering, knocking, staffing
from digest.errors import ConfigurationError, Stranger
from digest.models import PassKind
from digest.web.desk.forms import Filled
from digest.web.desk.given import Desk
from digest.web.desk.signed import Signed, Who

SAID = {
    "password": "Your password is changed; everything else that was signed in is out.",
    "ended": "It lets nobody in any more.",
}


class You:
    """One's own account."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def router(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route("/you", self.look, methods=["GET"])
        router.add_api_route("/you/password", self.password, methods=["POST"])
        router.add_api_route("/you/token", self.token, methods=["POST"])
        router.add_api_route("/you/end", self.end, methods=["POST"])
        return router

    def look(self, signed: Who, done: str = "") -> Response:
        return self.shown(signed, said=SAID.get(done, ""))

    def shown(self, signed: Signed, status: int = 200, **facts: object) -> Response:
        accounts, now = self.desk.accounts, self.desk.now()
        told: dict[str, object] = {
            "sessions": accounts.passes(signed.user, PassKind.SESSION, now),
            "tokens": accounts.passes(signed.user, PassKind.API, now),
            "this": signed.by,
            "token": "",
            "trouble": "",
        }
        return self.desk.pages.show("you", signed, status, **(told | facts))

    def password(self, request: Request, signed: Who, form: Filled) -> Response:
        """Change it; this browser goes on with a session of its own, and nothing else does."""
        desk, place = self.desk, self.desk.entry.place(request)
        old, new = form.raw("old"), form.raw("new")
        knocking.knock(desk.accounts, signed.user.address, place.client, desk.now())
        if new != form.raw("again"):
            return self.shown(signed, 422, trouble="The new password was not the same both times.")
        try:
            staffing.change_password(desk.accounts, signed.user, old, new)
        except (Stranger, ConfigurationError) as fault:
            return self.shown(signed, 422, trouble=str(fault))
        knocking.opened(desk.accounts, signed.user.address, place.client)
        response = RedirectResponse("/you?done=password", 303)
        desk.entry.give(response, entering.begin(desk.accounts, signed.user, place, desk.now()))
        return response

    def token(self, signed: Who, form: Filled) -> Response:
        """A new one, shown this once."""
        label = form.line("label", 100) or "A program"
        return self.shown(
            signed, token=entering.token(self.desk.accounts, signed.user, label, self.desk.now())
        )

    def end(self, signed: Who, form: Filled) -> Response:
        """End one's own session or token."""
        number = form.number("pass")
        if number is None or not self.desk.accounts.revoke(signed.user, number):
            raise HTTPException(404)
        return RedirectResponse("/you?done=ended", 303)


def you(desk: Desk) -> APIRouter:
    return You(desk).router()
