"""What a form says: read once, by the gate, small and well-formed or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, HTTPException
from starlette.requests import Request

MOST_BYTES = 65_536
ESCAPED = 12  # bytes of a character on its way, at most: four of UTF-8 as %F0, or two escapes of JSON
MOST_FIELDS = 200
LINE, TEXT = 300, 5_000  # characters
FORM = "application/x-www-form-urlencoded"
KEPT = "\n\t"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields that were filled in. What is asked for is there, or empty."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def line(self, name: str, most: int = LINE) -> str:
        """One line, without space around it. Raises 422 where it is longer than `most` characters."""
        return " ".join(self.text(name, most).split())

    def text(self, name: str, most: int = TEXT) -> str:
        """Several lines, each ended by a newline alone. Raises 422 where they are longer than `most`."""
        said = self.raw(name).replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(said) > most:
            raise HTTPException(422, f"That is too long: {name} has at most {most} characters.")
        return "".join(letter for letter in said if letter >= " " or letter in KEPT)

    def number(self, name: str) -> int | None:
        """A whole number; None where none is given. Raises 422 for anything else."""
        said = self.raw(name).strip()
        if not said:
            return None
        if not (said.isascii() and said.isdigit() and len(said) < 16):
            raise HTTPException(422, f"{name} is not a number.")
        return int(said)

    def all(self, name: str, most: int = LINE) -> tuple[str, ...]:
        """Every value of a field that may be given several times."""
        values = self.fields.get(name, ())
        return tuple(Form({name: (value,)}).line(name, most) for value in values)

    def raw(self, name: str) -> str:
        """What was given, as it is: for secrets."""
        return self.fields.get(name, ("",))[0]


def filled(body: bytes, kind: str) -> Form:
    """The form in this body; an empty one where it is of another kind. Raises 422 where it cannot be read."""
    if kind.partition(";")[0].strip().lower() != FORM:
        return Form()
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:  # bytes that are no text, escapes that are none, too many fields
        raise HTTPException(422, "This form cannot be read.") from None
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        fields[name] = (*fields.get(name, ()), value)
    return Form(fields)


async def _form(request: Request) -> Form:
    form: Form = request.state.form
    return form


Filled = Annotated[Form, Depends(_form)]
"""What a page that changes something asks for to be told what the form says."""
