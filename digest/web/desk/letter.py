"""The letter, in frames that can run nothing: the same bytes the mail will carry."""

from __future__ import annotations

from email.utils import parseaddr
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from digest.models import Format
from digest.pipeline.press import Press
from digest.web.desk.facts import NOBODY
from digest.web.desk.kept import Keeper
from digest.web.desk.plates import Plate, Printed
from digest.web.desk.signed import Who
from digest.web.desk.table import Table
from digest.web.guard import MAIL_POLICY
from digest.web.preview import shaded
from subscribers.models import Addressee

VIEWS = {"light": "Light", "dark": "Dark", "text": "Text part", "lite": "Lite"}

View = Annotated[str, Query(pattern="^(light|dark|text|lite)$")]
Shade = Annotated[str, Query(pattern="^(light|dark|)$")]


class Letters:
    """`/letter`: what readers will get, as they will see it."""

    def __init__(self, table: Table) -> None:
        self.table, self.desk = table, table.desk
        self._shaded: Keeper[str, Plate] = Keeper()

    def show(self, signed: Who, view: View = "light") -> Response:
        edition = self.table.edition()
        if edition is None:
            return self.desk.pages.show("nothing", signed, hour=self.desk.hour, here="/letter")
        made = self.table.pressed(edition)
        newsletter = self.table.room.newsletter
        told: dict[str, Any] = {
            "views": VIEWS,
            "view": view,
            "full": made.letters.get(Format.FULL),
            "text": made.mails[Format.LITE if view == "lite" else Format.FULL].text if made.mails else "",
            "sender": parseaddr(newsletter.sender)[0] or newsletter.name,
            "here": "/letter",
        }
        return self.desk.pages.show("letter", signed, **self.table.facts(edition) | told)

    def mail(self, signed: Who, shade: Shade = "") -> Response:  # noqa: ARG002  (nobody else gets here)
        """The mail's own HTML; with a `shade` as a client in that colour scheme shows it."""
        made = self.table.pressed(self.table.standing())
        policy = {"Content-Security-Policy": MAIL_POLICY}
        if made.fault:
            return HTMLResponse(f"<p>{escape(made.fault)}</p>", 503, policy)
        html = made.mails[Format.FULL].html

        def plate() -> Plate:
            return Plate(((shaded(html, dark=shade == "dark") if shade else html).encode(),))

        return Printed(self._shaded.of(shade, html, plate), {}, media_type="text/html", headers=policy)

    def message(self, signed: Who) -> Response:
        """The whole message as it would go to whoever asks, with links that lead nobody out."""
        edition = self.table.standing()
        press = Press(self.table.room, edition, self.desk.now())
        copy = press.copy(NOBODY, Addressee(signed.user.address, Format.FULL))
        name = f'attachment; filename="{edition.key}.eml"'
        return Response(copy.data, media_type="message/rfc822", headers={"Content-Disposition": name})


def letter(page: Letters) -> APIRouter:
    """`/letter`, and what its frames hold."""
    router = APIRouter()
    router.add_api_route("/letter", page.show, methods=["GET"])
    router.add_api_route("/letter/mail.html", page.mail, methods=["GET"])
    router.add_api_route("/letter/message.eml", page.message, methods=["GET"])
    return router
