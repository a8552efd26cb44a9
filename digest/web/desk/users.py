"""`/users`: who works here, for chiefs."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from starlette.responses import RedirectResponse, Response

from digest.desk import staffing
from digest.desk.deciding import require_chief
from digest.errors import DigestError
from digest.models import Role, User
from digest.web.desk.forms import Filled, Form
from digest.web.desk.given import Desk
from digest.web.desk.signed import Signed, Who
from subscribers.errors import SubscriberError

SAID = {
    "added": "They are in the list, and sign in with a link by mail.",
    "changed": "Changed.",
    "out": "They are out, and come in no more.",
    "back": "They may come in again.",
}
ROLES = {role.value: role for role in Role}


class Users:
    """The list of users, and what a chief does with it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def router(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route("/users", self.look, methods=["GET"])
        router.add_api_route("/users/add", self.add, methods=["POST"])
        router.add_api_route("/users/role", self.role, methods=["POST"])
        router.add_api_route("/users/out", self.out, methods=["POST"])
        router.add_api_route("/users/back", self.back, methods=["POST"])
        return router

    def look(self, signed: Who, done: str = "") -> Response:
        return self.shown(signed, said=SAID.get(done, ""))

    def shown(self, signed: Signed, status: int = 200, **facts: object) -> Response:
        self.allowed(signed)
        told = {"users": self.desk.accounts.everyone(), "trouble": "", "name": "", "address": ""} | facts
        return self.desk.pages.show("users", signed, status, **told)

    def add(self, signed: Who, form: Filled) -> Response:
        self.allowed(signed)
        name, address = form.line("name"), form.line("address")
        try:
            staffing.admit(self.desk.accounts, name, address, _role(form), self.desk.now())
        except (DigestError, SubscriberError) as fault:
            return self.shown(signed, 422, trouble=str(fault), name=name, address=address)
        return _done("added")

    def role(self, signed: Who, form: Filled) -> Response:
        staffing.give_role(self.desk.accounts, self.one(signed, form), _role(form))
        return _done("changed")

    def out(self, signed: Who, form: Filled) -> Response:
        staffing.lock_out(self.desk.accounts, self.one(signed, form))
        return _done("out")

    def back(self, signed: Who, form: Filled) -> Response:
        staffing.let_back(self.desk.accounts, self.one(signed, form))
        return _done("back")

    def one(self, signed: Signed, form: Form) -> User:
        """Whom the form is about."""
        self.allowed(signed)
        number = form.number("user")
        found = None if number is None else self.desk.accounts.numbered(number)
        if found is None:
            raise HTTPException(404)
        return found

    def allowed(self, signed: Signed) -> None:
        require_chief(signed.hand(self.desk.now()), "looks after users")


def _role(form: Form) -> Role:
    role = ROLES.get(form.line("role"))
    if role is None:
        raise HTTPException(422, "A user is an editor or a chief.")
    return role


def _done(what: str) -> Response:
    return RedirectResponse(f"/users?done={what}", 303)


def users(desk: Desk) -> APIRouter:
    return Users(desk).router()
