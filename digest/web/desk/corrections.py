"""What today's edition says of earlier ones: corrections that it carries, and those that wait for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.responses import Response

from digest import desk
from digest.desk.correcting import uncarried
from digest.errors import DigestError
from digest.models import Edition, Hand
from digest.newsroom import Newsroom
from digest.web.desk.forms import Filled, Form
from digest.web.desk.signed import Signed, Who
from digest.web.desk.table import Table, onward

if TYPE_CHECKING:
    from digest.web.desk.today import Today


def corrections(room: Newsroom, edition: Edition) -> dict[str, Any]:
    """The facts of `corrections.html`; those that the edition carries are its own."""
    return {"uncarried": uncarried(room, edition)}


class Corrections:
    """What is asked of the corrections on today's page."""

    def __init__(self, table: Table, first: Today) -> None:
        self.table, self.first = table, first

    def carry(self, signed: Who, form: Filled) -> Response:
        """Take one in that the draft was made without."""
        return self._do(signed, form, desk.carry)

    def leave_out(self, signed: Who, form: Filled) -> Response:
        """Leave one out, of this edition and of later ones."""
        return self._do(signed, form, desk.leave_out)

    def _do(
        self, signed: Signed, form: Form, verb: Callable[[Newsroom, Edition, int, Hand], Edition]
    ) -> Response:
        number = form.number("correction") or 0

        def act(edition: Edition, hand: Hand) -> Edition:
            return verb(self.table.room, edition, number, hand)

        try:
            return onward(self.table.done(form, signed, act, _carried), form)
        except DigestError as fault:
            return self.first.refused(signed, fault)

    def router(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route("/carry", self.carry, methods=["POST"])
        router.add_api_route("/leave-out", self.leave_out, methods=["POST"])
        return router


def _carried(edition: Edition) -> object:
    return edition.corrections
