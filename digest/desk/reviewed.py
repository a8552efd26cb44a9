"""What the record of human review is made of: each story as it stands, and what hands did to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from digest.models import Action, Difference, Doorway, Revision, Role, Sanction, Tally


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a hand changed, and the fingerprint of the edition that this led to."""

    number: int
    by: str
    at: datetime
    action: Action
    of: str
    before: str
    after: str
    fingerprint: str
    role: Role | None = None
    door: Doorway | None = None

    @classmethod
    def of_deed(cls, deed: Revision, one: Difference) -> Change:
        said = (deed.number, deed.by, deed.at, deed.action, one.aspect, one.before, one.after)
        return cls(*said, deed.fingerprint, deed.role, deed.door)


@dataclass(frozen=True, slots=True)
class Ruled:
    """What was doubted and let stand, why, and by whom."""

    story: str
    spot: str
    text: str
    reason: str
    by: str
    at: datetime
    role: Role | None = None
    door: Doorway | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was corrected after it was sent; `mailed` is to how many, None where it was not."""

    text: str
    by: str
    at: datetime
    mailed: int | None = None
    role: Role | None = None
    door: Doorway | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One story as it stands. `number` is its place in the edition; None where a hand took it out.

    `drafted` and `worded` say whose words it had at first and has now: "extraction" are its sources' own
    sentences, "model NAME" a model's. `hand` is who of the newsroom changed them last.
    """

    number: int | None
    key: str
    section: str
    headline: str
    lead: str
    outlet: str
    url: str
    drafted: str
    worded: str
    hand: str
    changes: tuple[Change, ...] = ()
    overruled: tuple[Ruled, ...] = ()
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """All of it: the edition, who let it out, to how many it went, its stories, and its record.

    `approval` is the entry of the record in which it was approved, with the role and the door. `by_rule`
    tells that no hand did, but the newsletter's rule. `sealed` tells that what stands, and was sent, is what
    was approved.
    """

    edition: str
    newsletter: str
    day: date
    status: str
    subject: str
    preheader: str
    note: str
    fingerprint: str
    approved: Sanction | None
    approval: Revision | None
    by_rule: bool
    sealed: bool
    deliveries: Tally
    mailers: dict[str, int]
    stories: tuple[Reviewed, ...]
    changes: tuple[Change, ...]
    overruled: tuple[Ruled, ...]
    record: tuple[Revision, ...]
