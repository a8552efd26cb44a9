"""A proof: the edition as the very mail that readers get, to an address of the newsroom's own."""

from __future__ import annotations

import logging
from dataclasses import replace

from digest import rendering
from digest.desk.posting import post
from digest.models import Action, Deed, Delivery, Edition, Format, Hand, Message
from digest.newsroom import Newsroom

log = logging.getLogger(__name__)

MARK = "[Proof] "
NOBODY = Delivery(0, 0, 0)
"""Whose links a proof carries: they look like a reader's own, and no press on them takes anybody off."""


def proof(
    room: Newsroom, edition: Edition, address: str, hand: Hand, format: Format = Format.FULL
) -> Message:
    """Send the edition to this address through the first mailer; what was sent.

    It differs from the mail in its subject, its Message-ID and the reader's own links alone, and stands in
    no list. Raises Refused for an address that mail cannot reach, Unavailable where it did not go out.
    """
    letter = rendering.letter(room.newsletter, edition, format, room.rules.templates)
    marked = replace(letter, subject=f"{MARK}{letter.subject}")
    stencil = rendering.Stencil.of(marked, room.newsletter, edition, hand.at, room.dkim)
    links = rendering.Links.of(room.newsletter, room.signer, NOBODY, format)
    message = stencil.message(NOBODY.id, address, links, f"proof-{hand.at:%Y%m%dT%H%M%S%f}")
    post(room, message)
    room.editions.enter(edition, Deed(hand, Action.PROOFED, f"to {message.recipient}"))
    log.info("%s sent a proof of %s", hand.name, edition.key)
    return message
