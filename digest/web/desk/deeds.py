"""What can be asked for a story: each deed, the verb that does it, and what of the edition it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from digest import desk
from digest.errors import IllegalChange
from digest.models import Aspect, Edition, Hand, Story, differences
from digest.newsroom import Newsroom
from digest.web.desk import seen
from digest.web.desk.forms import Form

Act = Callable[[Newsroom, Edition, str, Hand, Form], Edition]


@dataclass(frozen=True, slots=True)
class Deed:
    """What a form can ask for a story: the verb, and what of the edition it is about."""

    act: Act
    about: Callable[[str, Form], seen.Aspect]


def written(form: Form) -> dict[str, str]:
    """The headline and lead that a form holds."""
    return {"headline": form.line("headline", 1000), "lead": form.text("lead")}


def _reword(room: Newsroom, edition: Edition, key: str, hand: Hand, form: Form) -> Edition:
    return desk.reword(room, edition, key, hand, **written(form), writer=form.line("writer") or None)


def _up(room: Newsroom, edition: Edition, key: str, hand: Hand, _: Form) -> Edition:
    return desk.move(room, edition, key, hand, place=max(_place(edition, key) - 1, 0))


def _down(room: Newsroom, edition: Edition, key: str, hand: Hand, _: Form) -> Edition:
    return desk.move(room, edition, key, hand, place=_place(edition, key) + 1)


def _move(room: Newsroom, edition: Edition, key: str, hand: Hand, form: Form) -> Edition:
    return desk.move(
        room, edition, key, hand, section=form.line("section") or None, place=form.number("place") or 0
    )


def _section(room: Newsroom, edition: Edition, key: str, hand: Hand, form: Form) -> Edition:
    """To the end of a section: where in it, is a matter of the next step."""
    return desk.move(room, edition, key, hand, section=form.line("section"), place=len(edition.stories))


def _merge(room: Newsroom, edition: Edition, key: str, hand: Hand, form: Form) -> Edition:
    return desk.merge(room, edition, key, form.line("other"), hand, sure=form.line("sure") == "yes")


def _reports(room: Newsroom, edition: Edition, key: str, hand: Hand, form: Form) -> Edition:
    urls = form.all("url", 2000)
    if form.line("do") == "split":
        return desk.split(room, edition, key, urls, hand)
    if len(urls) != 1:
        raise IllegalChange("a story rests on one report: choose one")
    return desk.rest_on(room, edition, key, urls[0], hand)


def _own(key: str, _: Form) -> seen.Aspect:
    return seen.stories(key)


def _with(name: str) -> Callable[[str, Form], seen.Aspect]:
    return lambda key, form: seen.stories(key, form.line(name))


def _order(_: str, __: Form) -> seen.Aspect:
    return seen.order


DEEDS: dict[str, Deed] = {
    "reword": Deed(_reword, _own),
    "up": Deed(_up, _order),
    "down": Deed(_down, _order),
    "move": Deed(_move, _order),
    "section": Deed(_section, _order),
    "drop": Deed(lambda room, edition, key, hand, _: desk.drop(room, edition, key, hand), _own),
    "swap": Deed(
        lambda room, edition, key, hand, form: desk.swap(room, edition, key, form.line("spare"), hand),
        _with("spare"),
    ),
    "merge": Deed(_merge, _with("other")),
    "reports": Deed(_reports, _own),
    "take": Deed(lambda room, edition, key, hand, _: desk.take(room, edition, key, hand), _own),
}
"""What can be asked for a story, by the last part of the path. `take` is for a spare."""


def neighbour(edition: Edition, key: str) -> str:
    """The story to go on with when this one leaves: the next in reading order, or else the one before."""
    keys = [one.key for _, stories in edition.sections() for one in stories]
    at = keys.index(key) if key in keys else len(keys)
    return next(iter(keys[at + 1 :] or keys[:at][-1:]), "")


def returned(before: Edition, after: Edition) -> str:
    """The story to go on with when something was taken back: one that came back, or else one that differs."""
    found = [one for one in differences(before, after) if one.story]
    there = {one.key for one in after.stories}
    back = (one.story for one in found if one.aspect is Aspect.STORY and one.after)
    differs = (one.story for one in found if one.story in there)
    left = (neighbour(before, one.story) for one in found)
    return next((key for some in (back, differs, left) for key in some if key in there), "")


def _place(edition: Edition, key: str) -> int:
    """Where a story stands in its section, from 0."""
    found: Story | None = next((one for one in edition.stories if one.key == key), None)
    section = [one.key for one in edition.stories if found and one.section == found.section]
    return section.index(key) if found else 0
