"""Letting the edition out or keeping it in: approve, hold, release, overrule, and the proof."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice

from fastapi import APIRouter, HTTPException
from starlette.responses import RedirectResponse, Response

from digest import desk
from digest.errors import DigestError, IllegalChange
from digest.models import Edition, EditionStatus, Format, Hand, Role
from digest.pipeline.publishing import warm_limit
from digest.web.desk import seen
from digest.web.desk.forms import Filled, Form
from digest.web.desk.signed import Signed, Who
from digest.web.desk.table import Table, onward, trouble
from digest.web.desk.today import Number, Today

VERBS: dict[str, tuple[Callable[..., Edition], seen.Aspect | None]] = {
    "approve": (desk.approve, None),
    "hold": (desk.hold, seen.anything),
    "release": (desk.release, None),
}
"""What is decided, by its path; to hold is never too late, everything else is said of what was seen."""

FORMATS: dict[str, object] = {
    "formats": {Format.FULL: "The mail", Format.LITE: "Lite: the text alone"},
    "format": "",
}


class Deciding:
    """`/approve` and `/proof`, and what lets an edition out or keeps it in."""

    def __init__(self, table: Table, first: Today) -> None:
        self.table, self.first = table, first

    def ask(self, signed: Who) -> Response:
        return self.page(signed)

    def page(self, signed: Signed, status: int = 200, **more: object) -> Response:
        """What goes out, to how many and when; and the button, for a chief."""
        edition, given = self.table.edition(), self.table.desk
        if edition is None:
            return given.pages.show("nothing", signed, hour=given.hour, here="/")
        facts = self.table.facts(edition)
        draft = edition.status is EditionStatus.DRAFT
        told = {
            "question": "Let it out?" if draft else f"It is {edition.status}",
            "readers": sum(
                1
                for _ in islice(
                    self.table.room.people.mailable(edition.newsletter), warm_limit(self.table.room, edition)
                )
            ),
            "when": f"{given.hour}, {facts['due']}" if facts["due"] else facts["late"],
            "chiefs": [
                one.name for one in given.accounts.everyone() if one.active and one.role is Role.CHIEF
            ],
        }
        return given.pages.show("approve", signed, status, **facts | told | more)

    def decide(self, signed: Signed, form: Form, what: str) -> Response:
        verb, about = VERBS[what]
        try:
            return onward(self.table.done(form, signed, partial(verb, self.table.room), about), form)
        except DigestError as fault:
            if what != "approve":
                return self.first.refused(signed, fault)
            told = trouble(fault)
            return self.page(signed, told.status, conflict=told)

    def approve(self, signed: Who, form: Filled) -> Response:
        return self.decide(signed, form, "approve")

    def hold(self, signed: Who, form: Filled) -> Response:
        return self.decide(signed, form, "hold")

    def release(self, signed: Who, form: Filled) -> Response:
        return self.decide(signed, form, "release")

    def overrule(self, signed: Who, form: Filled) -> Response:
        """Let a doubted piece stand, for a reason."""
        key = form.line("story")
        named = (key, form.line("spot"), form.raw("text"))

        def verb(edition: Edition, hand: Hand) -> Edition:
            found = self.table.findings(self.table.version(edition))
            finding = next((one for one in found if one.key == named), None)
            if finding is None:
                raise IllegalChange("this is no longer doubted")
            return desk.overrule(self.table.room, edition, finding, form.line("reason"), hand)

        try:
            return onward(self.table.done(form, signed, verb, seen.stories(key) if key else None), form, key)
        except DigestError as fault:
            return self.first.refused(signed, fault)

    def ask_where(self, signed: Who, done: Number = 0) -> Response:
        return self.proof_page(signed, signed.user.address, said="The proof is on its way." if done else "")

    def proof_page(self, signed: Signed, address: str, status: int = 200, **more: object) -> Response:
        edition, given = self.table.edition(), self.table.desk
        if edition is None:
            return given.pages.show("nothing", signed, hour=given.hour, here="/")
        return given.pages.show(
            "proof", signed, status, **self.table.facts(edition) | {"address": address} | FORMATS | more
        )

    def proof(self, signed: Who, form: Filled) -> Response:
        """Send the edition as it stands to one address."""
        address, asked = form.line("address"), form.line("format") or Format.FULL
        if asked not in [*Format]:
            raise HTTPException(422, "A proof is the mail, or the lite one.")

        def verb(edition: Edition, hand: Hand) -> Edition:
            given = self.table.desk
            desk.ask_for_proof(given.accounts, signed.user, address, given.now())
            desk.proof(self.table.room, edition, address, hand, Format(asked))
            return edition

        try:
            self.table.done(form, signed, verb, seen.anything)
        except DigestError as fault:
            told = trouble(fault)
            return self.proof_page(signed, address, told.status, conflict=told, format=asked)
        return RedirectResponse("/proof?done=1", 303)


def deciding(page: Deciding) -> APIRouter:
    """The pages that decide, and what they post."""
    router = APIRouter()
    router.add_api_route("/approve", page.ask, methods=["GET"])
    router.add_api_route("/proof", page.ask_where, methods=["GET"])
    acts: tuple[Callable[..., Response], ...] = (page.approve, page.hold, page.release)
    for act in (*acts, page.overrule, page.proof):
        router.add_api_route(f"/{act.__name__}", act, methods=["POST"])
    return router
