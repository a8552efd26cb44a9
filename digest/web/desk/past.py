"""Past editions: the list, and each as it was sent, how it stands, who changed what, and its files."""

from __future__ import annotations

from datetime import date, datetime
from html import escape
from typing import Any

from fastapi import APIRouter, HTTPException
from starlette.responses import HTMLResponse, Response

from digest.desk import looking
from digest.desk.changing import UNDER_WAY
from digest.desk.correcting import GOING
from digest.desk.deciding import resumable
from digest.desk.exporting import as_csv, as_json
from digest.desk.reviewing import review
from digest.models import Edition, EditionStatus, Format
from digest.web.desk.facts import Pressed, pressed
from digest.web.desk.facts import standing as words
from digest.web.desk.given import Desk
from digest.web.desk.kept import Kept
from digest.web.desk.letter import Shade
from digest.web.desk.record import hour, shown
from digest.web.desk.seen import mark
from digest.web.desk.signed import Signed, Who
from digest.web.desk.today import Number
from digest.web.desk.worklist import section_name
from digest.web.guard import MAIL_POLICY
from digest.web.preview import shaded

SAID = {
    "corrected": "Corrected: its page shows it from now on.",
    "mailed": "Corrected, and the mail is let out.",
    "held": "It is stopped.",
    "on": "It goes on.",
    "restored": "It says what it said then; Undo on Today brings back what was done since.",
}
FILES = {"json": (as_json, "application/json"), "csv": (as_csv, "text/csv; charset=utf-8")}


class Past:
    """`/past`, and every edition beneath it."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.room = desk, desk.room
        self._record: Kept[tuple[int | None, int], tuple[looking.Entry, ...]] = Kept()
        self._pressed: Kept[Edition, Pressed] = Kept()

    def list(self, signed: Who, page: Number = 1) -> Response:
        """The editions, latest first."""
        glances, more = looking.past(self.room, max(page, 1))
        told = {"glances": glances, "page": max(page, 1), "more": more, "hour": self.hour, "here": "/past"}
        return self.desk.pages.show("past", signed, **told)

    def show(self, signed: Who, day: date, done: str = "") -> Response:
        return self.page(signed, self.edition(day), said=SAID.get(done, ""))

    def page(self, signed: Signed, edition: Edition, status: int = 200, **more: object) -> Response:
        """One edition, with all there is to know of it."""
        return self.desk.pages.show("edition", signed, status, **self.facts(edition) | more)

    def facts(self, edition: Edition) -> dict[str, Any]:
        """What the pages about an edition may name."""
        newsletter, entries = self.room.newsletter, self.entries(edition)
        history = [one.deed for one in entries]
        stands = looking.standing(self.room, edition)
        return {
            "edition": edition,
            "seen": mark(edition),
            "day": f"{edition.day:%A} {edition.day.day} {edition.day:%B %Y}",
            "standing": words(newsletter, edition, history),
            "stands": stands,
            "resumable": resumable(edition),
            "over": edition.day != self.desk.pages.today(),
            "going": edition.status in GOING,
            "on_desk": edition.day == self.desk.pages.today() and edition.status is not EditionStatus.SENT,
            "restorable": edition.day == self.desk.pages.today() and edition.status not in UNDER_WAY,
            "record": shown(newsletter, edition.day, entries),
            "whole": len(entries),
            "choices": [
                (one.key, f"{number}. {one.headline}")
                for number, one in enumerate(
                    (story for _, stories in edition.sections() for story in stories), start=1
                )
            ],
            "section_name": lambda key: section_name(newsletter, key),
            "hour": self.hour,
            "conflict": None,
            "mine": {},
            "here": "/past",
        }

    def edition(self, day: date) -> Edition:
        found = self.room.editions.find(self.room.newsletter.key, day)
        if found is None:
            raise HTTPException(404)
        return found

    def entries(self, edition: Edition) -> tuple[looking.Entry, ...]:
        """Its record; compared once for each entry that is added."""
        key = (edition.id, edition.revision)
        return self._record.of(key, lambda: looking.record(self.room, edition))

    def hour(self, edition: Edition, at: datetime) -> str:
        """When something was done, as a page about this edition says it."""
        return hour(self.room.newsletter, edition.day, at)

    def mail(self, signed: Who, day: date, shade: Shade = "") -> Response:  # noqa: ARG002  (nobody else gets here)
        """The mail's own HTML, as it was let out."""
        edition = self.edition(day)
        at = edition.sanction.at if edition.sanction else edition.created
        made = self._pressed.of(edition, lambda: pressed(self.room, edition, at))
        policy = {"Content-Security-Policy": MAIL_POLICY}
        if made.fault:
            return HTMLResponse(f"<p>{escape(made.fault)}</p>", 503, policy)
        html = made.mails[Format.FULL].html
        return HTMLResponse(shaded(html, dark=shade == "dark") if shade else html, headers=policy)

    def file(self, signed: Who, day: date, kind: str) -> Response:  # noqa: ARG002
        """The record of human review."""
        if kind not in FILES:
            raise HTTPException(404)
        edition = self.edition(day)
        written, form = FILES[kind]
        name = f'attachment; filename="{edition.key}-review.{kind}"'
        told = written(review(self.room, edition))
        return Response(told, media_type=form, headers={"Content-Disposition": name})


def past(page: Past) -> APIRouter:
    """What looks back, and changes nothing."""
    router = APIRouter()
    for path, look in (
        ("/past", page.list),
        ("/past/{day}", page.show),
        ("/past/{day}/mail.html", page.mail),
        ("/past/{day}/review.{kind}", page.file),
    ):
        router.add_api_route(path, look, methods=["GET"])
    return router
