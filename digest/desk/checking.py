"""The checks before a send, beside what they are about; and an editor's word that something may stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from digest import rendering, writing
from digest.desk.changing import changed
from digest.errors import ConfigurationError, DigestError, Doubtful
from digest.models import (
    Action,
    Deed,
    Edition,
    EditionStatus,
    Finding,
    Format,
    Hand,
    Newsletter,
    Overruling,
    Spot,
)
from digest.newsroom import Newsroom
from digest.rendering import DkimKey
from digest.rendering.cleaning import plain

LONGEST = 300  # characters of a reason
UNMADE = "the letter cannot be made"


Sizes = Mapping[Format, int]
"""Bytes on the wire of each letter."""


def findings(room: Newsroom, edition: Edition, sizes: Sizes | None = None) -> tuple[Finding, ...]:
    """Everything that is doubtful about an edition, in the order of reading; what `blocks` bars approval.

    What an editor overruled is among them with their reason, and does not block. Whoever has its letters
    made knows their `sizes`; without them, they are made here.
    """
    return (*_weights(room, edition, sizes), *_doubts(room, edition))


def grounds(room: Newsroom, edition: Edition) -> object:
    """A mark of what the reports say that the findings rest on: it changes when one says something else."""
    return room.archive.mark(writing.addresses(*edition.stories))


def require_sound(room: Newsroom, edition: Edition) -> None:
    """Raise Doubtful where findings keep the edition from being approved. A weight never does."""
    _require_letters(room, edition)
    blocking = writing.blocking(_doubts(room, edition))
    if blocking:
        more = f"{len(blocking)} findings keep" if len(blocking) > 1 else "a finding keeps"
        raise Doubtful(f"{more} edition {edition.key} from being approved: {told(edition, blocking[0])}")


def _require_letters(room: Newsroom, edition: Edition) -> None:
    """Templates of the newsroom's own may have mistakes: what cannot be made at its hour reaches nobody."""
    if room.rules.templates is None:
        return
    try:
        for form in Format:
            rendering.letter(room.newsletter, edition, form, room.rules.templates)
    except ConfigurationError as mistake:
        raise Doubtful(f"edition {edition.key} cannot be approved: {UNMADE}: {mistake}") from mistake


def told(edition: Edition, finding: Finding) -> str:
    """A finding in one line: where, what and why."""
    headline = next((one.headline for one in edition.stories if one.key == finding.story), "")
    where = f"{finding.spot} of {headline!r}" if headline and finding.spot is not Spot.HEADLINE else ""
    where = where or (f"headline {headline!r}" if headline else str(finding.spot))
    return f"{where}: {finding.text[:80]!r}: {finding.why}" if finding.text else f"{where}: {finding.why}"


def overrule(room: Newsroom, edition: Edition, finding: Finding, reason: str, hand: Hand) -> Edition:
    """Let what was found stand, knowingly: the reason is kept with the edition and in its record.

    It holds for this text in this spot, until that changes. Raises DigestError where there is no reason,
    or nothing to overrule.
    """
    words = plain(reason)
    if not words or len(words) > LONGEST:
        raise DigestError(f"say why it may stand, in at most {LONGEST} characters")
    if not finding.text or finding.key not in {one.key for one in _doubts(room, edition)}:
        raise DigestError(f"nothing to overrule: {told(edition, finding)}")
    ruling = Overruling(*finding.key[:1], finding.spot, finding.text, words, hand.name, hand.at)
    others = tuple(one for one in edition.overrulings if one.key != finding.key)
    about = f"{finding.text[:80]}: {words}"
    return changed(
        room, edition, replace(edition, overrulings=(*others, ruling)), Deed(hand, Action.OVERRULED, about)
    )


def _doubts(room: Newsroom, edition: Edition) -> tuple[Finding, ...]:
    """What is doubtful about its text."""
    reports = room.archive.reports(writing.addresses(*edition.stories))
    terms = writing.Terms(room.newsletter, tuple(room.origins.values()))
    return writing.review(edition, terms, reports)


def _weights(room: Newsroom, edition: Edition, sizes: Sizes | None) -> Iterator[Finding]:
    """Letters that cannot be made, or are heavier than their budget."""
    content = replace(edition, status=EditionStatus.DRAFT, sanction=None, spares=(), overrulings=())
    try:
        own = room.rules.templates
        sizes = sizes or _sizes(room.newsletter, content, own, rendering.own_stamps(own), room.dkim)
    except ConfigurationError as failure:
        yield Finding("", Spot.EDITION, f"{UNMADE}: {failure}", blocks=True)
        return
    for form, size in sizes.items():
        if size > rendering.BUDGETS[form]:
            why = f"its {form} mail weighs {size:,} bytes, and {rendering.BUDGETS[form]:,} are its budget"
            yield Finding("", Spot.EDITION, why)


@lru_cache(maxsize=32)  # rendering takes longer than all other checks together
def _sizes(
    newsletter: Newsletter,
    edition: Edition,
    templates: Path | None,
    stamps: object,  # noqa: ARG001  (what is kept is of these files)
    keys: tuple[DkimKey, ...],
) -> dict[Format, int]:
    """Bytes on the wire of each letter, signed as it will be."""
    letters = {form: rendering.letter(newsletter, edition, form, templates) for form in Format}
    return {
        form: rendering.weight(rendering.Stencil.of(letter, newsletter, edition, edition.created, keys))
        for form, letter in letters.items()
    }
