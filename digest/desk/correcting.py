"""What a sent edition got wrong: said beside it, in the next edition, and to those who read it."""

from __future__ import annotations

from dataclasses import replace

from digest.desk.deciding import require_chief
from digest.errors import IllegalChange
from digest.models import (
    CORRECTING,
    Action,
    Correction,
    Deed,
    DeliveryStatus,
    Edition,
    EditionStatus,
    Hand,
    Story,
)
from digest.newsroom import Newsroom
from digest.rendering import Words

LONGEST = 1000  # characters
GOING = (EditionStatus.APPROVED, EditionStatus.SENDING)
HAVE_IT = (DeliveryStatus.SENT, DeliveryStatus.UNCERTAIN)


def correct(
    room: Newsroom, edition: Edition, key: str, text: str, hand: Hand, *, mail: bool = False
) -> Correction:
    """Say what was wrong with a story of an edition that people have; saying it twice changes nothing.

    The page of that edition shows it, and the next draft carries it. With `mail` it is let out as an
    edition of its own to exactly those who have the wrong one: whoever sends next sends it, once. Raises
    IllegalChange where nobody has the edition, and NotAllowed where an editor asks for a mail.
    """
    if mail:
        require_chief(hand, "has a correction mailed")
    with room.locks.hold(f"correct-{edition.key}"):
        edition = room.editions.find(edition.newsletter, edition.day) or edition
        _require_read(room, edition, mail=mail)
        story = _story(edition, key)
        said = (edition.newsletter, edition.day, key, story.headline, worded(text))
        correction = room.corrections.add(Correction(*said, by=hand.name, at=hand.at))
        _enter(room, edition, f"{story.headline}: {correction.text}", hand)
        if mail and (number := _mail(room, edition, correction, hand)):
            _enter(room, edition, f"{story.headline}: by mail to {number}", hand)
    return correction


def uncarried(room: Newsroom, edition: Edition) -> list[Correction]:
    """The corrections of earlier editions that wait for one to carry them, and that this one does not."""
    carried = {one.id for one in edition.corrections}
    waiting = room.corrections.waiting(edition.newsletter)
    return [one for one in waiting if one.day < edition.day and one.id not in carried]


def carry(room: Newsroom, edition: Edition, number: int, hand: Hand) -> Edition:
    """Have a draft carry the waiting correction with this id, which it was drafted without."""
    if number in {one.id for one in edition.corrections}:
        return edition
    taken = next((one for one in uncarried(room, edition) if one.id == number), None)
    if taken is None:
        raise IllegalChange(f"no correction of an earlier edition with the number {number} waits for one")
    changed = replace(edition, corrections=(*edition.corrections, taken))
    return room.editions.revise(edition, changed, Deed(hand, Action.CARRIED, taken.headline))


def leave_out(room: Newsroom, edition: Edition, number: int, hand: Hand) -> Edition:
    """Keep the correction with this id out of the edition, and out of those that follow."""
    left = next((one for one in edition.corrections if one.id == number), None)
    if left is None:
        raise IllegalChange(f"edition {edition.key} carries no correction with the number {number}")
    rest = tuple(one for one in edition.corrections if one is not left)
    deed = Deed(hand, Action.LEFT_OUT, left.headline)
    stands = room.editions.revise(edition, replace(edition, corrections=rest), deed)
    if stands.id is not None:
        room.corrections.carried(left, stands.id)
    return stands


def worded(text: str) -> str:
    """The text of a correction in one line. Raises IllegalChange where there is none, or too much."""
    text = " ".join(text.split())
    if not text:
        raise IllegalChange("a correction says in words what was wrong, and what is right")
    if len(text) > LONGEST:
        raise IllegalChange(f"a correction has at most {LONGEST} characters, and this one has {len(text)}")
    return text


def _require_read(room: Newsroom, edition: Edition, *, mail: bool) -> None:
    tally = room.ledger.tally(edition) if edition.id is not None else None
    if not tally or not (tally.sent or tally.uncertain):
        raise IllegalChange(f"nobody has edition {edition.key}: change it instead of correcting it")
    if mail and edition.status in GOING:
        raise IllegalChange(
            f"edition {edition.key} is still going out: hold it, or ask for the mail when it is sent"
        )


def _story(edition: Edition, key: str) -> Story:
    found = next((story for story in edition.stories if story.key == key), None)
    if found is None:
        raise IllegalChange(f"edition {edition.key} has no story {key!r}")
    return found


def _enter(room: Newsroom, edition: Edition, about: str, hand: Hand) -> None:
    """Enter it in the record, where a process that died meanwhile has not."""
    deed = Deed(hand, Action.CORRECTED, about)
    if not any((one.action, one.about) == (deed.action, about) for one in room.editions.history(edition)):
        room.editions.enter(edition, deed)


def _mail(room: Newsroom, edition: Edition, correction: Correction, hand: Hand) -> int:
    """The edition that is the mail of a correction, its list frozen, let out; to how many it goes.

    What died on the way here goes on from where it was: nothing is let out before its list is whole.
    """
    paper = f"{correction.newsletter}{CORRECTING}{correction.id}"
    mail = room.editions.latest(paper) or room.editions.add(_letter(room, paper, correction, hand))
    if mail.id is None or mail.status is not EditionStatus.DRAFT:
        return room.ledger.tally(mail).listed
    number = room.ledger.open(mail, sorted(_readers(room, edition)))
    room.corrections.mailed(correction, mail.id)
    about = f"correction of {edition.key}"
    room.editions.revise(mail, mail.approved(hand.name, hand.at), Deed(hand, Action.APPROVED, about))
    return number


def _readers(room: Newsroom, edition: Edition) -> set[int]:
    """Whose copy arrived, or may have."""
    return {one.subscription for status in HAVE_IT for one in room.ledger.listing(edition, status)}


def _letter(room: Newsroom, paper: str, correction: Correction, hand: Hand) -> Edition:
    words = Words(room.newsletter.language)
    return Edition(
        newsletter=paper,
        day=room.newsletter.day(hand.at),
        subject=words("Correction: %(headline)s", headline=correction.headline),
        preheader=correction.text,
        stories=(),
        created=hand.at,
        corrections=(correction,),
    )
