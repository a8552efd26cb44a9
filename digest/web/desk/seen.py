"""What a hand saw when it did something: every form names it, and nobody trips over what is elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from digest.errors import Conflict, IllegalChange
from digest.models import Edition, EditionStatus, Tally
from digest.newsroom import Editions
from digest.web.desk.forms import Form

Aspect = Callable[[Edition], object]
"""What of an edition a deed is about."""


def mark(edition: Edition) -> str:
    """How a form names the edition that its page shows."""
    return f"{edition.day.isoformat()}.{edition.revision}"


def unmarked(words: str) -> tuple[str, int] | None:
    """Day and revision of a mark; None where the words are none."""
    day, _, number = words.rpartition(".")
    return (day, int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None


def moment(edition: Edition, tally: Tally | None) -> str:
    """All that the state of an edition on a page is of; while it is sent, also how far that is."""
    going = tally if edition.status is EditionStatus.SENDING else None
    return f"{mark(edition)} {edition.status}" + (f" {going.settled}/{going.listed}" if going else "")


def seen(editions: Editions, stands: Edition, form: Form, about: Aspect | None = None) -> Edition:
    """The edition that the form's page showed.

    Where all that the deed is `about` is still as it was, it is the one that stands: what another hand does
    elsewhere keeps nobody from working. Raises Conflict for the page of another day.
    """
    marked = unmarked(form.line("seen"))
    if marked is None:
        raise IllegalChange("this form does not say which version it was made for: load the page again")
    day, number = marked
    if day != stands.day.isoformat():
        raise Conflict("the edition of another day is on the desk now: look at it first")
    if number == stands.revision:
        return stands
    if number > stands.revision:
        raise IllegalChange("this form is made for a version that is not there: load the page again")
    was = replace(editions.at(stands, max(number, 1)), revision=number)
    return stands if about and about(was) == about(stands) else was


def stories(*keys: str) -> Aspect:
    """The stories of these keys, wherever they stand."""
    return lambda edition: [_found(edition, key) for key in keys]


def order(edition: Edition) -> object:
    """Which story stands where."""
    return [(one.section, one.key) for one in edition.stories]


def head(edition: Edition) -> object:
    """The subject line and what stands behind it."""
    return edition.subject, edition.preheader


def note(edition: Edition) -> object:
    """The note to readers."""
    return edition.note


def anything(_: Edition) -> object:
    """Nothing that another hand could have changed."""
    return None


def _found(edition: Edition, key: str) -> object:
    """Whether it is in the edition, and its words and reports; where it stands may change under a hand."""
    for chosen, stories in ((True, edition.stories), (False, edition.spares)):
        for one in stories:
            if one.key == key:
                return chosen, one.headline, one.lead, one.source, one.also
    return None
