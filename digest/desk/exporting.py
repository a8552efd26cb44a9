"""The record of human review as a file: JSON for programs and archives, CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from digest.desk.reviewed import Change, Corrected, Review, Reviewed, Ruled
from digest.models import Revision, Sanction
from subscribers.sheets import guarded

COLUMNS = (
    *("edition", "story", "headline", "what", "of", "before", "after"),
    *("by", "role", "door", "at", "fingerprint"),
)

Row = dict[str, str]


def as_json(told: Review) -> str:
    """The review for programs and archives."""
    return json.dumps(asdict(told), ensure_ascii=False, indent=2, default=str)


def as_csv(told: Review) -> str:
    """The review for a spreadsheet, a line for each thing that was said or done; it runs no cell of it."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(told):
        filled = {"edition": told.edition} | row
        writer.writerow(guarded(filled.get(name, "")) for name in COLUMNS)
    return sheet.getvalue()


def _rows(told: Review) -> Iterator[Row]:
    for story in told.stories:
        name = {"story": str(story.number or ""), "headline": story.headline}
        for row in _of_story(story):
            yield name | row
    yield from (_changed(one) for one in told.changes)
    for deed in told.record:
        yield (
            _signed(deed)
            | _whence(deed)
            | {"what": f"entry {deed.number}: {deed.action}", "after": deed.about}
        )
    if told.approved:
        who = "approved by rule" if told.by_rule else "approved"
        stands = {"what": who, "of": "as it stands" if told.sealed else "changed since"}
        yield _signed(told.approved) | _whence(told.approval) | stands
    for status, count in asdict(told.deliveries).items():
        if count:
            yield {"what": status, "of": "deliveries", "after": str(count)}
    for mailer, count in told.mailers.items():
        yield {"what": "sent", "of": f"through {mailer}", "after": str(count)}


def _of_story(story: Reviewed) -> Iterator[Row]:
    yield {"what": "drafted", "of": "wording", "after": story.drafted}
    yield from (_changed(one) for one in story.changes)
    for ruling in story.overruled:
        what = {"what": "overruled", "of": str(ruling.spot), "before": ruling.text, "after": ruling.reason}
        yield what | {"by": ruling.by, "at": _moment(ruling.at)} | _whence(ruling)
    if story.number is not None:
        last = next((one for one in reversed(story.changes) if one.by == story.hand), None)
        stands = {"what": "stands", "by": story.hand} | _whence(last)
        yield stands | {"of": "wording", "after": story.worded}
        yield from (stands | {"of": name, "after": getattr(story, name)} for name in ("headline", "lead"))
    for one in story.corrected:
        mailed = "" if one.mailed is None else f"by mail to {one.mailed}"
        said = {"what": "corrected", "of": mailed, "after": one.text, "by": one.by, "at": _moment(one.at)}
        yield said | _whence(one)


def _changed(one: Change) -> Row:
    changed = {"what": one.action, "of": one.of, "before": one.before, "after": one.after}
    return _signed(one) | _whence(one) | changed


def _signed(one: Change | Revision | Sanction) -> Row:
    return {"by": one.by, "at": _moment(one.at), "fingerprint": one.fingerprint}


def _whence(one: Change | Revision | Ruled | Corrected | None) -> Row:
    """In which role and by which door; empty where nothing is known."""
    return {"role": one.role or "", "door": one.door or ""} if one else {}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
