"""What a program is told: the nouns of the house, as JSON."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

from digest import models


class Told(BaseModel):
    """Made of the fields of a noun that have the same names."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Problem(Told):
    """Why something was not done. `by` and `done` say whose hand was first, and what it did."""

    detail: str
    status: int
    by: str = ""
    done: str = ""


class Reference(Told):
    outlet: str
    url: str
    title: str
    language: str


class Factor(Told):
    name: str
    value: float
    why: str


class Claim(Told):
    """A name, number, date or quotation; `sentence` is empty where no report says it."""

    kind: str
    text: str
    place: str
    start: int
    sentence: str
    url: str


class Words(Told):
    """A headline and a lead, and who worded them: a model, or, where it is empty, the sources."""

    headline: str
    lead: str
    writer: str


class Story(Words):
    """One story. `hand` is who of the newsroom last changed its words."""

    key: str
    section: str
    source: Reference
    also: tuple[Reference, ...]
    score: float
    factors: tuple[Factor, ...]
    update: str
    language: str
    published: datetime | None
    rights: str
    claims: tuple[Claim, ...]
    hand: str


class Sanction(Told):
    """Who approved the edition, when, and the SHA-256 of all that readers will read."""

    by: str
    at: datetime
    fingerprint: str


class Overruling(Told):
    story: str
    spot: str
    text: str
    reason: str
    by: str
    at: datetime


class Correction(Told):
    """What the edition of `day` got wrong."""

    id: int | None
    day: date
    story: str
    headline: str
    text: str
    by: str
    at: datetime


class Corrections(Told):
    corrections: tuple[Correction, ...]


class Tally(Told):
    """To how many it went, and to whom not."""

    listed: int
    waiting: int
    sending: int
    sent: int
    refused: int
    skipped: int
    uncertain: int


class Standing(Told):
    """How an edition stands; `revision` is what a change of it names as `seen`."""

    key: str
    day: date
    status: str
    revision: int
    subject: str
    sanction: Sanction | None


class Past(Standing):
    """One edition of the list."""

    tally: Tally


class Editions(Told):
    editions: tuple[Past, ...]


class Edition(Standing):
    """An edition with its stories in the order of reading, and those that were not chosen."""

    created: datetime
    fingerprint: str
    preheader: str
    note: str
    stories: tuple[Story, ...]
    spares: tuple[Story, ...]
    corrections: tuple[Correction, ...] = Field(description="Of earlier editions, carried by this one.")
    overrulings: tuple[Overruling, ...]


class Finding(Told):
    """Something doubtful; what `blocks` bars approval until it is changed or overruled."""

    story: str
    spot: str
    why: str
    text: str
    start: int
    sentence: str
    url: str
    blocks: bool


class Findings(Told):
    revision: int
    findings: tuple[Finding, ...]


class Proof(Told):
    """A proof on its way."""

    recipient: str
    message_id: str


class Quota(Told):
    """A section, and the most stories that it holds."""

    key: str
    title: str
    most: int


class Kept(Told):
    """A change of the configuration: who made it, in which role and by which door, when, and what it was."""

    at: datetime
    by: str
    door: str
    about: str


class Tuning(Told):
    """What is wished of editions. `fault` says why the file that stands there now cannot be used.

    `seen` is what a change names as such.
    """

    seen: str
    fault: str
    sections: tuple[Quota, ...]
    pin_words: tuple[str, ...]
    raise_words: tuple[str, ...]
    block_words: tuple[str, ...]
    kept: tuple[Kept, ...] = Field(description="The last changes, the latest first.")


class Source(Told):
    """A source, and how it does: `state` is well, ill, gone, paused or new, and `why` says what is wrong.

    Of the printed stories of the last two weeks, `of` in all, `stories` rest on it or name it.
    """

    key: str
    name: str
    address: str
    section: str
    weight: float
    language: str
    paused: bool
    state: str
    why: str
    checked: datetime | None
    stories: int
    of: int


class Sources(Told):
    """The sources. `seen` is what a change names as such; `fault` is as with the tuning."""

    seen: str
    fault: str
    sources: tuple[Source, ...]


class Entry(Told):
    """An entry of a feed."""

    title: str
    url: str
    published: datetime


class Offer(Told):
    """What a feed gives before it is one of ours."""

    title: str
    language: str
    articles: tuple[Entry, ...]


class Fate(Told):
    """What would become of a story, and why."""

    section: str
    headline: str
    url: str
    why: str


class Trial(Told):
    """What today's edition would become: stories that would be in, out, elsewhere, or worded otherwise."""

    came: tuple[Fate, ...]
    gone: tuple[Fate, ...]
    moved: tuple[Fate, ...]
    reworded: tuple[Fate, ...]


def edition(stands: models.Edition) -> Edition:
    """The edition as it is told."""
    shape = Edition.model_fields.keys() - {"fingerprint", "stories", "spares"}
    return Edition(
        **{name: getattr(stands, name) for name in shape},
        stories=tuple(map(_story, stands.stories)),
        spares=tuple(map(_story, stands.spares)),
        fingerprint=stands.fingerprint(),
    )


@lru_cache(maxsize=500)  # a change of an edition is one of one story
def _story(one: models.Story) -> Story:
    return Story.model_validate(one)
