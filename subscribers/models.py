"""A subscriber is three separate facts: what they said, what their mailbox said, what they paid for.

Consent, address health and membership never overwrite one another; one predicate, `mailable`,
says whether a message may be sent. Every change of state is a method here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from subscribers.errors import KeptOut

UNDO = timedelta(minutes=10)  # after leaving, while the person is still at the page that says so
LONGEST_EVIDENCE = 2000  # characters


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
    language: str = ""

    @property
    def mailable(self) -> bool:
        """May an edition be sent? The only place that answers."""
        return self.consent is Consent.GIVEN and self.subscriber.health in (Health.GOOD, Health.FAILING)

    def confirmed(self, at: datetime, evidence: str) -> Subscription:
        """They said yes, with the proof of it."""
        return replace(self, consent=Consent.GIVEN, consented=at, evidence=evidence)

    def left(self, at: datetime, evidence: str) -> Subscription:
        """They said no; honoured at once, and kept so that an import cannot bring them back.

        The proof of what they had said before stands behind the new one: they may ask why they were mailed.
        """
        return replace(self, consent=Consent.LEFT, consented=at, evidence=self._preceding(evidence))

    def undoable(self, at: datetime) -> bool:
        """Did they leave so lately that it may have been a mistake?"""
        return self.consent is Consent.LEFT and self.consented is not None and at - self.consented <= UNDO

    def returned(self, at: datetime, evidence: str) -> Subscription:
        """They take back that they left, with the proofs of before. Raises KeptOut when it is too late."""
        if not self.undoable(at):
            raise KeptOut("this person left longer ago than a mistake takes to notice: they have to ask anew")
        return replace(self, consent=Consent.GIVEN, consented=at, evidence=self._preceding(evidence))

    def _preceding(self, evidence: str) -> str:
        """The evidence, and behind it what stood before; of a long history the middle goes."""
        since = f" {self.consented.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if self.consented else ""
        told = f"{evidence}; before: {self.consent}{since}" + (f", {self.evidence}" if self.evidence else "")
        half = LONGEST_EVIDENCE // 2 - len(" ... ")
        return told if len(told) <= LONGEST_EVIDENCE else f"{told[:half]} ... {told[-half:]}"


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody said that they want no more of a subscription: when, and the proof of it."""

    subscription: int
    at: datetime
    evidence: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """As much of a person as a message needs: where it goes, and in which format."""

    address: str
    format: str


@dataclass(frozen=True, slots=True)
class Registration:
    """What is said of a person who is to receive a newsletter: in a form, a command or a row of a file.

    None and "" mean "not said", and change nothing of a person who is there. `consent` GIVEN claims
    that they agreed, with `consented` and `evidence` as the proof; PENDING that they asked and are to
    confirm; LEFT that they want no more. `health` counts for people not yet known.
    """

    address: str
    newsletter: str
    name: str = ""
    format: str = ""
    zone: str = ""
    language: str = ""
    membership: Membership | None = None
    consent: Consent = Consent.GIVEN
    consented: datetime | None = None
    evidence: str = ""
    health: Health | None = None

    def subscribed(self, to: Subscription) -> Subscription:
        """The subscription after this was said. Who left stays left; the first proof stands."""
        known = to.subscriber
        person = replace(known, name=self.name or known.name, membership=self.membership or known.membership)
        now = replace(
            to,
            subscriber=person,
            format=self.format or to.format,
            zone=self.zone or to.zone,
            language=self.language or to.language,
        )
        if self.consent is Consent.LEFT and to.consent is not Consent.LEFT:
            return replace(now, consent=Consent.LEFT, consented=self.consented, evidence=self.evidence)
        if self.consent is Consent.GIVEN and to.consent is Consent.PENDING:
            return replace(now, consent=Consent.GIVEN, consented=self.consented, evidence=self.evidence)
        return now


class Result(StrEnum):
    """What became of a registration. `left` and `erased`: kept out, as they asked."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT = "left"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Entry:
    """A registration entered: what became of it, and the subscription as it stands, if any."""

    result: Result
    subscription: Subscription | None
