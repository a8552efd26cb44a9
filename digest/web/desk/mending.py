"""What is done to an edition that people have: it is corrected, stopped on its way, goes on, or goes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from digest import desk
from digest.desk.correcting import worded
from digest.desk.deciding import require_chief
from digest.errors import DigestError, IllegalChange
from digest.models import Edition, Hand
from digest.newsroom import Newsroom
from digest.web.desk import seen
from digest.web.desk.forms import Filled, Form
from digest.web.desk.given import Desk
from digest.web.desk.past import Past, past
from digest.web.desk.signed import Signed, Who
from digest.web.desk.table import trouble

LONGEST = 2000  # characters that are read of a correction; what is too long for one is told


class Mending:
    """What is asked of a past edition on its page."""

    def __init__(self, page: Past) -> None:
        self.page, self.room = page, page.room

    def ask(self, signed: Who, day: date, form: Filled) -> Response:
        """What a correction would do; nothing is done yet."""
        edition, mine = self.page.edition(day), _mine(form)
        try:
            if mine["mail"]:
                require_chief(self._hand(signed), "has a correction mailed")
            return self._question(signed, edition, mine | {"text": worded(form.text("text", LONGEST))})
        except DigestError as fault:
            told = trouble(fault)
            return self.page.page(signed, edition, told.status, conflict=told, mine=mine)

    def correct(self, signed: Who, day: date, form: Filled) -> Response:
        """Say it, and have it mailed where that was asked for."""
        edition, mine = self.page.edition(day), _mine(form)
        hand, mail = self._hand(signed), bool(mine["mail"])
        try:
            desk.correct(self.room, edition, mine["story"], mine["text"], hand, mail=mail)
        except DigestError as fault:
            told = trouble(fault)
            return self._question(signed, edition, mine, told.status, conflict=told)
        return _back(day, "mailed" if mail else "corrected", "#corrections")

    def hold(self, signed: Who, day: date, form: Filled) -> Response:
        """Stop it; too late it is never."""
        return self._decide(signed, day, form, desk.hold, "held", seen.anything)

    def proceed(self, signed: Who, day: date, form: Filled) -> Response:
        """Let it go on to the rest, as it was approved; on its own day, for later nobody sends it."""

        def go_on(room: Newsroom, edition: Edition, hand: Hand) -> Edition:
            if day != self.page.desk.pages.today():
                raise IllegalChange("its day is over: yesterday's news is not sent")
            return desk.proceed(room, edition, hand)

        return self._decide(signed, day, form, go_on, "on", None)

    def restore(self, signed: Who, day: date, form: Filled) -> Response:
        """Go back to what it said after one of its deeds; that can be undone."""
        number = form.number("number") or 0

        def go_back(room: Newsroom, edition: Edition, hand: Hand) -> Edition:
            if not 1 <= number <= edition.revision:
                raise IllegalChange("there is no such version of it")
            return desk.restore(room, edition, number, hand)

        return self._decide(signed, day, form, go_back, "restored", None)

    def _decide(
        self,
        signed: Signed,
        day: date,
        form: Form,
        verb: Callable[..., Edition],
        said: str,
        about: seen.Aspect | None,
    ) -> Response:
        edition = self.page.edition(day)
        try:
            verb(self.room, seen.seen(self.room.editions, edition, form, about), self._hand(signed))
        except DigestError as fault:
            told = trouble(fault)
            return self.page.page(signed, self.page.edition(day), told.status, conflict=told)
        return _back(day, said)

    def _question(
        self, signed: Signed, edition: Edition, mine: dict[str, str], status: int = 200, **more: Any
    ) -> Response:
        story = next((one for one in edition.stories if one.key == mine["story"]), None)
        if story is None:
            raise IllegalChange("that story is not in this edition: choose one of the list")
        told = self.page.facts(edition) | {"story": story, "mine": mine} | more
        return self.page.desk.pages.show("correct", signed, status, **told)

    def _hand(self, signed: Signed) -> Hand:
        return signed.hand(self.page.desk.now())


def _mine(form: Form) -> dict[str, str]:
    return {"story": form.line("story"), "text": form.text("text", LONGEST), "mail": form.line("mail")}


def _back(day: date, done: str, to: str = "") -> Response:
    return RedirectResponse(f"/past/{day.isoformat()}?done={done}{to}", 303)


def mending(given: Desk) -> APIRouter:
    """`/past`: what looks back, and what mends."""
    page = Past(given)
    acts = Mending(page)
    router = past(page)
    for act in (acts.ask, acts.correct, acts.hold, acts.proceed, acts.restore):
        router.add_api_route(f"/past/{{day}}/{act.__name__}", act, methods=["POST"])
    return router
