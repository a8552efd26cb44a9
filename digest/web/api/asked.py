"""What a program may send: every field has its bounds, and there is no field beside them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from digest import models
from digest.desk import checking, correcting
from digest.desk.adding import LONGEST as LONGEST_URL
from digest.desk.wishes import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_WORD, MOST_STORIES, MOST_WORDS
from digest.desk.wording import LONGEST
from digest.web.desk import forms

MOST = 1_000_000_000
MOST_URLS = 100
MOST_BYTES = forms.MOST_BYTES + forms.ESCAPED * max(
    len(models.Wish) * MOST_WORDS * (LONGEST_WORD + 1), MOST_URLS * (LONGEST_URL + 1)
)
"""Of a body: what the bounds below allow is shorter, in whatever letters, and never refused as too much."""
CLEAN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"  # characters that no database and no letter takes


def _text(most: int, least: int = 0) -> StringConstraints:
    return StringConstraints(min_length=least, max_length=most, pattern=CLEAN)


def _whole(said: object) -> object:
    """JSON has one kind of number: 2.0 is 2, and 2.5 is refused."""
    return int(said) if isinstance(said, float) and said.is_integer() else said


Day = Annotated[
    str,
    Path(
        pattern=r"^(today|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
        description="The edition's day, as 2026-11-23, or `today`.",
    ),
]
Key = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="The story's `key` in the edition.")]
Version = Annotated[int, Path(ge=1, le=MOST, description="A `number` of the edition's history.")]
Most = Annotated[int, Query(ge=1, le=100, description="How many to tell, the latest first.")]
Before = Annotated[
    str, Query(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", description="Editions before this day alone.")
]

StoryKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Section = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_ .-]{1,64}$")]
Url = Annotated[str, _text(LONGEST_URL, 1)]
Word = Annotated[str, _text(LONGEST_WORD, 1)]
Words = Annotated[list[Word], Field(max_length=MOST_WORDS)]
Number = Annotated[int, Field(ge=1, le=MOST), BeforeValidator(_whole)]
Weight = Annotated[float, Field(gt=0, le=100)]
Counted = Annotated[int, BeforeValidator(_whole)]


class Asked(BaseModel):
    """What a program sends: these fields, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Wish(Asked):
    """What every change says: the `revision` of the edition as the program saw it."""

    seen: Counted = Field(ge=0, le=MOST, description="The `revision` of the edition as it was seen.")


class Reword(Wish):
    """Other words for a story; what is left out stays."""

    headline: Annotated[str, _text(LONGEST["headline"], 1)] | None = None
    lead: Annotated[str, _text(LONGEST["lead"])] | None = None


class Title(Wish):
    """The lines of the inbox; what is left out stays, what is empty is made of the headlines again."""

    subject: Annotated[str, _text(LONGEST["subject"])] | None = None
    preheader: Annotated[str, _text(LONGEST["preheader"])] | None = None


class Note(Wish):
    """A word to readers above the stories; an empty one takes it away."""

    note: Annotated[str, _text(LONGEST["note"])]


class Move(Wish):
    """A place in the story's section or in another, from 0; beyond the end is the end."""

    place: Counted = Field(ge=0, le=10_000)
    section: Section | None = None


class Swap(Wish):
    """The spare that takes a story's place."""

    spare: StoryKey


class Take(Wish):
    """Where a spare comes in: its own section, or this one."""

    section: Section | None = None


class Merge(Wish):
    """The other story, printed or spare, that tells the same event.

    Two that look like different events are refused, unless the program is `sure`.
    """

    other: StoryKey
    sure: bool = False


class Split(Wish):
    """The reports that leave a story for one of their own."""

    urls: list[Url] = Field(min_length=1, max_length=MOST_URLS)


class RestOn(Wish):
    """The report of a story that it is written from anew."""

    url: Url


class Add(Wish):
    """A page whose story joins a section."""

    url: Url
    section: Section


class Overrule(Wish):
    """A finding, by the fields it is told with, and why it may stand. `story` is empty for the edition."""

    story: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,64}$")] = ""
    spot: Literal["headline", "lead", "subject", "preheader", "note", "edition"]
    text: Annotated[str, _text(LONGEST["lead"], 1)]
    reason: Annotated[str, _text(checking.LONGEST, 1)]


class Proof(Wish):
    """Where a proof goes, and in which format."""

    address: Annotated[str, _text(320, 3)]
    format: Literal["full", "lite"] = "full"


class Undo(Wish):
    """The last change; another's is taken back only by a program that is `sure`."""

    sure: bool = False


class Restore(Wish):
    """The entry of the record whose edition is gone back to."""

    number: Number


class Correct(Wish):
    """What was wrong with a story, and what is right; by mail, too, to whoever has the wrong one."""

    text: Annotated[str, _text(correcting.LONGEST, 1)]
    mail: bool = False


class Waiting(Wish):
    """The id of a correction of an earlier edition."""

    correction: Number


class Quota(Asked):
    """The most stories that a section holds."""

    section: Section
    most: Counted = Field(ge=0, le=MOST_STORIES)


class Tuning(Asked):
    """Quotas of sections, and whole lists of words; what is left out stays as it is."""

    quotas: Annotated[list[Quota], Field(max_length=100)] | None = None
    pin_words: Words | None = None
    raise_words: Words | None = None
    block_words: Words | None = None


class Configured(Asked):
    """What every change of the configuration says: the `seen` of it as the program saw it."""

    seen: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9 ]{1,64}$")]


class Tuned(Tuning, Configured):
    """The same, with the `seen` of the tuning."""


class Look(Asked):
    """The address of a feed."""

    url: Annotated[str, _text(LONGEST_ADDRESS, 1)]


class NewSource(Look, Configured):
    """A feed to add. Without a section, the places that are named decide."""

    name: Annotated[str, _text(LONGEST_NAME, 1)]
    section: Section | Literal[""] = ""
    weight: Weight = 1.0
    language: Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8})?)?$")] = ""


class Tended(Configured):
    """What is to become of a source; what is left out stays."""

    weight: Weight | None = None
    section: Section | Literal[""] | None = None
    paused: bool | None = None
