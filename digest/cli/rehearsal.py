"""`digest publish --dry-run`: a line for each person who would be sent the edition, as it is thought of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from digest.cli.screen import printable
from digest.errors import IllegalChange
from digest.models import EditionStatus

if TYPE_CHECKING:
    from digest.cli.door import Door
    from digest.models import Edition
    from digest.newsroom import Newsroom


def rehearsed(here: Door, room: Newsroom, edition: Edition) -> None:
    """When, to whom, in which format, through whom and what; with `--json`, one object a line."""
    from digest.pipeline import rehearse
    from digest.pipeline.publishing import require_leave

    now = here.clock.now()
    if edition.status is EditionStatus.SENT:
        here.screen.warn(f"{edition.key} is sent: nobody would be sent it again")
        return
    going, left_out, last = 0, 0, now
    for one in rehearse(room, edition, now):
        if one.at is None:
            left_out += 1
            here.screen.warn(f"{one.address} would not be sent it: {one.why}")
            continue
        going, last = going + 1, max(last, one.at)
        told = {
            "at": one.at.isoformat(timespec="seconds"),
            "to": one.address,
            "format": str(one.format),
            "mailer": room.mailers[0].name,
            "edition": edition.key,
            "subject": edition.subject,
        }
        print(
            json.dumps(told, ensure_ascii=False)
            if here.screen.as_json
            else printable("\t".join(told.values()))
        )
    here.screen.warn(
        f"{going} would be sent {edition.key} between {now:%H:%M:%S} and {last:%H:%M:%S} UTC, "
        f"as fast as {room.mailers[0].name} takes it" + (f"; {left_out} would not" if left_out else "")
    )
    try:
        require_leave(edition, now)
    except IllegalChange as why:
        here.screen.warn(f"now nobody would be sent anything: {why}")
