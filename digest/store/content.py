"""What an edition says, as JSON: numbered by form, so that a later program can still read it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache

from pydantic import TypeAdapter, ValidationError

from digest.errors import StoreError
from digest.models import Correction, Edition, Overruling, Story

FORM = 1  # to change when an older program could no longer read what this one writes


@dataclass(frozen=True, slots=True)
class Content:
    """All that an editor can change of an edition."""

    subject: str
    preheader: str
    stories: tuple[Story, ...]
    spares: tuple[Story, ...] = ()
    note: str = ""
    corrections: tuple[Correction, ...] = ()
    overrulings: tuple[Overruling, ...] = ()

    @classmethod
    def of(cls, edition: Edition) -> Content:
        """What this edition says."""
        return cls(**{one.name: getattr(edition, one.name) for one in fields(cls)})

    def filled_into(self, edition: Edition) -> Edition:
        """The edition, saying this."""
        return replace(edition, **{one.name: getattr(self, one.name) for one in fields(self)})


def packed(edition: Edition) -> str:
    """The edition's content as JSON in ASCII, which no database and no surrogate can spoil."""
    return json.dumps(_adapter().dump_python(Content.of(edition), mode="json"))


@lru_cache(maxsize=8)  # the desk asks for the same edition many times a second
def unpacked(form: int, text: str, name: str) -> Content:
    """The content back from JSON. Raises StoreError, naming the edition, for what is not readable."""
    if form > FORM:
        raise StoreError(f"edition {name} was written by a newer version of Morning Digest: update this one")
    try:
        return _adapter().validate_python(json.loads(text))
    except (ValueError, ValidationError) as failure:
        raise StoreError(f"edition {name} is damaged in the database: prepare it again") from failure


@cache
def _adapter() -> TypeAdapter[Content]:
    return TypeAdapter(Content)
