"""What every page about today's edition shows of it: how it stands, what is doubtful, what it weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message as PartOfMail

from digest import rendering
from digest.errors import DigestError
from digest.models import (
    Action,
    Approval,
    Delivery,
    Edition,
    EditionStatus,
    Finding,
    Format,
    Letter,
    Newsletter,
    Revision,
    Spot,
)
from digest.newsroom import Newsroom
from digest.pipeline.press import Press
from digest.web.desk.worklist import clock
from digest.web.preview import Weight
from subscribers.models import Addressee

NOBODY, ANYBODY = Delivery(0, 0, 0), "reader@example.org"
"""Whose copy is shown: its links look like a reader's own, and lead nobody out."""

NAMES = {Format.FULL: "Mail", Format.LITE: "Lite"}

WAITS = {
    Approval.EDITOR: "waits for its approval",
    Approval.DEADLINE: "goes out at its hour unless it is held",
    Approval.AUTOMATIC: "goes out at its hour without anybody",
}
FIELDS = (Spot.SUBJECT, Spot.PREHEADER, Spot.NOTE)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A finding in a line: what it is about, why, and where that stands."""

    link: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Mail:
    """The parts of a mail, as a program that reads it decodes them."""

    text: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """An edition as both letters, and as the mail that carries them, decoded; `sizes` are bytes on the wire.

    `fault` says in words why it cannot be one; then there are no sizes.
    """

    letters: dict[Format, Letter]
    mails: dict[Format, Mail]
    sizes: dict[Format, int] | None = None
    fault: str = ""

    @property
    def weights(self) -> tuple[Weight, ...]:
        """What they weigh against their budgets."""
        sizes = self.sizes or {}
        return tuple(Weight(NAMES[form], size, rendering.BUDGETS[form]) for form, size in sizes.items())


def pressed(room: Newsroom, edition: Edition, now: datetime) -> Pressed:
    """The letters as they will be sent, and their bytes on the wire."""
    try:
        press = Press(room, edition, now)
        mails = {form: mail(press.copy(NOBODY, Addressee(ANYBODY, form)).data) for form in press.letters}
        return Pressed(press.letters, mails, press.sizes())
    except DigestError as fault:
        return Pressed({}, {}, fault=str(fault))


def mail(data: bytes) -> Mail:
    """What stands in a message."""
    # The old parser leaves headers as they are, which is all of the difference and four fifths of the time.
    leaves = [part for part in message_from_bytes(data).walk() if not part.is_multipart()]
    parts = {part.get_content_type(): _decoded(part) for part in leaves}
    return Mail(parts["text/plain"], parts.get("text/html", ""))


def _decoded(part: PartOfMail) -> str:
    content = part.get_payload(decode=True)
    return content.decode(part.get_content_charset("utf-8")) if isinstance(content, bytes) else ""


def pointers(edition: Edition, findings: Sequence[Finding], *, blocks: bool) -> tuple[Pointer, ...]:
    """The findings that block, or the others, each with the way to it."""
    ruled = {one.key for one in edition.overrulings}
    headlines = {story.key: story.headline for story in edition.stories}
    places = {story.key: number for number, story in enumerate(edition.stories, start=1)}
    return tuple(
        Pointer(
            _link(one), one.text or headlines.get(one.story) or str(one.spot).capitalize(), _why(one, places)
        )
        for one in findings
        if one.blocks is blocks and one.key not in ruled
    )


def standing(newsletter: Newsletter, edition: Edition, history: Sequence[Revision]) -> str:
    """How the edition stands, in words behind its status."""
    sanction = edition.sanction
    by = f"by {sanction.by}, {clock(newsletter, sanction.at)}" if sanction else ""
    if edition.status is EditionStatus.DRAFT:
        return WAITS[newsletter.approval]
    if edition.status is EditionStatus.HELD:
        held = next((one for one in reversed(history) if one.action is Action.HELD), None)
        return f"by {held.by}, {clock(newsletter, held.at)}" if held else "until somebody releases it"
    return f"approved {by}" if edition.status is not EditionStatus.APPROVED else by


def _why(one: Finding, places: dict[str, int]) -> str:
    return f"{one.why} (story {places[one.story]})" if one.text and one.story in places else one.why


def _link(one: Finding) -> str:
    if one.story:
        return f"/#s-{one.story}"
    if one.spot is Spot.EDITION:
        return "/letter"
    return f"/#{one.spot}" if one.spot in FIELDS else "/"
