"""What the forms about sources, sections and words ask for, as changes of the configuration."""

from __future__ import annotations

import re

from fastapi import HTTPException

from digest.desk.wishes import LONGEST_ADDRESS, LONGEST_WORD, MOST_WORDS
from digest.models import Added, Change, Filed, Listing, Paused, Quota, Removed, Setup, Weighed, Wish
from digest.web.desk import forms
from digest.web.desk.forms import Form

_WEIGHT = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?", re.ASCII)
LIST = MOST_WORDS * (LONGEST_WORD + 1)  # characters, each word with the end of its line
MOST_BYTES = forms.MOST_BYTES + len(Wish) * LIST * forms.ESCAPED
"""Of a form that holds all lists of words."""


def of_source(form: Form, key: str) -> tuple[Change, ...]:
    """What is to become of one source, by the button that was pressed."""
    match form.line("do"):
        case "pause":
            return (Paused(key, paused=True),)
        case "resume":
            return (Paused(key, paused=False),)
        case "remove":
            if form.line("sure") != "yes":
                raise HTTPException(422, "Nothing was removed: say that you are sure.")
            return (Removed(key),)
    return Weighed(key, weight(form)), Filed(key, form.line("section"))


def of_new(form: Form) -> Added:
    """A source to add."""
    return Added(
        name=form.line("name"),
        url=form.line("url", LONGEST_ADDRESS),
        section=form.line("section"),
        weight=weight(form),
        language=form.line("language"),
    )


def of_tuning(form: Form, setup: Setup) -> tuple[Change, ...]:
    """The quotas of all sections and the three lists of words. What is left out stays as it is."""
    quotas = [(one.key, form.number(f"most-{one.key}")) for one in setup.newsletter.sections]
    lists = [(wish, words(form, wish)) for wish in Wish if wish in form.fields]
    return (
        *(Quota(key, most) for key, most in quotas if most is not None),
        *(Listing(wish, listed) for wish, listed in lists),
    )


def weight(form: Form) -> float:
    """How much a source counts; 1 where nothing is said. A comma will do for a point."""
    said = form.line("weight") or "1"
    if not _WEIGHT.fullmatch(said):
        raise HTTPException(422, "A weight is a number like 1.2.")
    return float(said.replace(",", "."))


def words(form: Form, wish: Wish) -> tuple[str, ...]:
    """The words of a list, one in a line, each once."""
    lines = (" ".join(line.split()) for line in form.text(wish, LIST).split("\n"))
    once: dict[str, str] = {}
    for line in lines:
        if line:
            once.setdefault(line, line)
    return tuple(once.values())
