"""A subscriber is three separate facts: what they said, what their mailbox said, what they paid for.

Consent, address health and membership never overwrite one another; one predicate, `mailable`,
says whether a message may be sent. Every change of state is a method here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Consent(StrEnum):
    """What the person said: asked and not yet confirmed, confirmed, or left."""

    PENDING = "pending"
    GIVEN = "given"
    LEFT = "left"


class Health(StrEnum):
    """What the mailbox said: nothing bad, soft failures, dead for good, or a complaint."""

    GOOD = "good"
    FAILING = "failing"
    DEAD = "dead"
    COMPLAINED = "complained"


class Membership(StrEnum):
    """What they paid for elsewhere: nothing, a membership that includes the digest, or a lapsed one."""

    NONE = "none"
    MEMBER = "member"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A person, by address. The address keeps its case; `address.casefold()` is unique."""

    id: int
    address: str
    name: str = ""
    health: Health = Health.GOOD
    membership: Membership = Membership.NONE
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """This person on that newsletter, with their own consent, format and time zone."""

    id: int
    subscriber: Subscriber
    newsletter: str
    consent: Consent = Consent.PENDING
    consented: datetime | None = None
    evidence: str = ""
    format: str = "full"
    zone: str = ""

    @property
    def mailable(self) -> bool:
        """May an edition be sent? The only place that answers."""
        return self.consent is Consent.GIVEN and self.subscriber.health in (Health.GOOD, Health.FAILING)

    def confirmed(self, at: datetime, evidence: str) -> Subscription:
        """They said yes, with the proof of it."""
        return replace(self, consent=Consent.GIVEN, consented=at, evidence=evidence)

    def left(self, at: datetime, evidence: str) -> Subscription:
        """They said no; honoured at once, and kept so that an import cannot bring them back."""
        return replace(self, consent=Consent.LEFT, consented=at, evidence=evidence)
