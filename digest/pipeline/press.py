"""The press: an edition's letters compiled once, and from them each person's own copy."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from digest import rendering
from digest.models import Delivery, Edition, Format, Letter, Message, Newsletter
from digest.newsroom import Newsroom
from subscribers.models import Addressee


def letters(newsletter: Newsletter, edition: Edition, templates: Path | None) -> dict[Format, Letter]:
    """The edition rendered once for each audience: what the preview shows and what is sent."""
    return {form: rendering.letter(newsletter, edition, form, templates) for form in Format}


def form_for(person: Addressee) -> Format:
    """The letter that this person gets: whoever asked for nothing else gets the full one."""
    return Format.LITE if person.format == Format.LITE else Format.FULL


class Press:
    """Makes the messages of one edition."""

    def __init__(self, room: Newsroom, edition: Edition, sent_at: datetime) -> None:
        self._signer = room.signer
        self._newsletter = room.newsletter
        self._bounce_domain = room.rules.bounce_domain
        self.letters = letters(room.newsletter, edition, room.rules.templates)
        self._stencils = {
            form: rendering.Stencil.of(letter, room.newsletter, edition, sent_at, room.dkim)
            for form, letter in self.letters.items()
        }

    def copy(self, delivery: Delivery, person: Addressee) -> Message:
        """This person's copy. Raises Refused for an address that mail cannot reach."""
        form = form_for(person)
        return self._stencils[form].message(
            delivery.id,
            person.address,
            rendering.Links.of(self._newsletter, self._signer, delivery, form),
            self._signer.token("message", delivery.subscription),
            self._return_path(delivery),
        )

    def sizes(self) -> dict[Format, int]:
        """Bytes on the wire of each kind of message."""
        return {form: rendering.weight(stencil) for form, stencil in self._stencils.items()}

    def _return_path(self, delivery: Delivery) -> str:
        """Where a bounce of this message comes back to; empty: to the newsletter's own address."""
        domain = self._bounce_domain
        return f"b-{self._signer.token('bounce', delivery.id)}@{domain}" if domain else ""
