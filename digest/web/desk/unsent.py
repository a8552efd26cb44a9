"""A form that could not be taken, because its page is of another session: its words are given back."""

from __future__ import annotations

from fastapi import HTTPException

from digest.models import Wish
from digest.web.desk.forms import KEPT, Form

WRITTEN = {
    "headline": "Headline",
    "lead": "Lead",
    "subject": "Subject",
    "preheader": "Preheader",
    "note": "Note to readers",
    "reason": "Why it may stand",
    "text": "Text",
    "url": "Address",
    "address": "Mail address",
    "name": "Name",
    Wish.PIN: "Pinned words",
    Wish.RAISE: "Words that lift a story",
    Wish.BLOCK: "Blocked words",
}
"""The fields that hold somebody's words, by name. Passwords and tokens are none, and are never said again."""


class Unsent(HTTPException):
    """A form that nothing was done with. `words` is what it held, `page` the path of the page it was on."""

    def __init__(self, status: int, why: str, form: Form, page: str, headers: dict[str, str] | None = None):
        super().__init__(status, why, headers)
        self.words = words(form)
        self.page = page


def words(form: Form) -> tuple[tuple[str, str], ...]:
    """What was written in a form, each with its label; what is empty is left out."""
    held = ((label, _plain(form.raw(name))) for name, label in WRITTEN.items())
    return tuple((label, text) for label, text in held if text)


def _plain(text: str) -> str:
    """The text as a page can hold it. However long it is, it is what somebody wrote."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return "".join(letter for letter in lines if letter >= " " or letter in KEPT)
