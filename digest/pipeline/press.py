"""The press: an edition's letters compiled once, the personal copies, and their handing over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from digest import rendering
from digest.errors import Refused, Unavailable
from digest.models import Delivery, DeliveryStatus, Edition, Format, Letter, Message, Newsletter, Outcome
from digest.newsroom import Mailer, Newsroom
from subscribers.models import Subscription


def letters(newsletter: Newsletter, edition: Edition, templates: Path | None) -> dict[Format, Letter]:
    """The edition rendered once for each audience: what the preview shows and what is sent."""
    return {form: rendering.letter(newsletter, edition, form, templates) for form in Format}


class Press:
    """Makes the messages of one edition and hands them over, batch by batch."""

    def __init__(self, room: Newsroom, edition: Edition, sent_at: datetime) -> None:
        self._room = room
        self._edition = edition
        self._stencils = {
            form: rendering.Stencil.of(letter, room.newsletter, edition, sent_at, room.dkim)
            for form, letter in letters(room.newsletter, edition, room.rules.templates).items()
        }

    def hand_over(
        self, batch: Sequence[Delivery], mailer: Mailer
    ) -> tuple[list[Outcome], Unavailable | None]:
        """Send a batch: an outcome for every delivery of it, and why the mailer stopped, if it did.

        What the mailer left unsaid went nowhere, unless it says that it may have: then it is uncertain.
        """
        outcomes, messages = self._sorted(batch)
        failure = None
        try:
            for outcome in mailer.send(messages):
                outcomes[outcome.delivery] = outcome
        except Unavailable as stopped:
            failure = stopped
        for delivery in batch:
            outcomes.setdefault(delivery.id, _unsaid(delivery, failure))
        return list(outcomes.values()), failure

    def _sorted(self, batch: Sequence[Delivery]) -> tuple[dict[int, Outcome], list[Message]]:
        """Each person looked up again now: who left is skipped, the others get their copy."""
        people = self._room.people.subscriptions([delivery.subscription for delivery in batch])
        outcomes: dict[int, Outcome] = {}
        messages: list[Message] = []
        for delivery in batch:
            person = people.get(delivery.subscription)
            if person is None or not person.mailable:
                outcomes[delivery.id] = Outcome(delivery.id, DeliveryStatus.SKIPPED, "left or unmailable")
                continue
            try:
                messages.append(self._copy(delivery, person))
            except Refused as refusal:
                outcomes[delivery.id] = Outcome(delivery.id, DeliveryStatus.REFUSED, str(refusal))
        return outcomes, messages

    def _copy(self, delivery: Delivery, person: Subscription) -> Message:
        newsletter, signer = self._room.newsletter, self._room.signer
        form = Format.LITE if person.format == Format.LITE else Format.FULL
        return self._stencils[form].message(
            delivery.id,
            person.subscriber.address,
            rendering.Links.of(newsletter, signer, delivery, form),
            signer.token("message", person.id),
            self._return_path(delivery),
        )

    def _return_path(self, delivery: Delivery) -> str:
        """Where a bounce of this message comes back to; empty: to the newsletter's own address."""
        domain = self._room.rules.bounce_domain
        return f"b-{self._room.signer.token('bounce', delivery.id)}@{domain}" if domain else ""


def _unsaid(delivery: Delivery, failure: Unavailable | None) -> Outcome:
    """What the mailer gave no word of: not tried at all, unless it may have gone out."""
    if failure and not failure.sent_maybe:
        return Outcome(delivery.id, DeliveryStatus.WAITING)
    return Outcome(delivery.id, DeliveryStatus.UNCERTAIN, str(failure or "the mailer gave no word of it"))
