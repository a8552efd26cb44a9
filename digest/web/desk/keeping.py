"""What the pages of sources and of wishes have in common: changes are tried, or kept, or met by others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import HTTPException
from starlette.responses import RedirectResponse, Response

from digest import desk as verbs
from digest.desk.wishes import told
from digest.errors import Conflict, DigestError
from digest.models import Change
from digest.web.desk.faults import status_of
from digest.web.desk.forms import Form
from digest.web.desk.given import Desk
from digest.web.desk.signed import Signed
from digest.web.desk.told import hours


class Keeping:
    """Answers a form that asks for changes of the configuration."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def shown(self, page: str, signed: Signed, status: int = 200, **facts: object) -> Response:
        setup = self.desk.room.configuration.setup()
        given: dict[str, Any] = {"setup": setup, "when": hours(setup.newsletter), "here": "/sources"}
        return self.desk.pages.show(page, signed, status, **given | {"trouble": "", "mine": {}} | facts)

    def or_again(self, form: Form, done: Callable[[], Response], again: Callable[..., Response]) -> Response:
        """What was done; where it is refused, the page again with the reason and all that was written."""
        try:
            return done()
        except (DigestError, HTTPException) as fault:
            if status_of(fault) != 422:
                raise
            words = str(fault.detail if isinstance(fault, HTTPException) else fault)
        mine = {name: values[0] for name, values in form.fields.items()}
        return again(status=422, trouble=f"{words[:1].upper()}{words[1:].rstrip('.')}.", mine=mine)

    def tried(self, signed: Signed, form: Form, changes: Sequence[Change], back: str) -> Response:
        """What today's edition would become of it, and the same form again to keep it."""
        wanted = verbs.tried(self.desk.room, changes)
        tried = self.desk.trials.of(self.desk.current, wanted, self.desk.pages.today(), self.desk.now())
        return self.shown("tried", signed, tried=tried, wanted=wanted, fields=form.fields, back=back)

    def kept(
        self, signed: Signed, form: Form, changes: Sequence[Change], to: str, action: str = ""
    ) -> Response:
        """Keep the changes, and go there; or show what they would be now that another hand was first."""
        try:
            about = verbs.tend(self.desk.room, changes, form.line("seen"), signed.hand(self.desk.now()))
        except Conflict as clash:
            return self._met(signed, form, changes, str(clash), {"back": to, "action": action or to})
        return RedirectResponse(f"{to}?kept={len(about)}" if about else to, 303)

    def _met(
        self, signed: Signed, form: Form, changes: Sequence[Change], words: str, ways: dict[str, object]
    ) -> Response:
        configuration = self.desk.room.configuration
        setup = configuration.setup()
        about = [now for change in changes if (now := told(change, setup))]
        last = next(iter(configuration.kept(1)), None)
        facts = {"words": words, "about": about, "last": last, "fields": form.fields}
        return self.shown("clash", signed, 409, **facts | ways)
