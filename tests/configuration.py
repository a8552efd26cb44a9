"""The configuration in memory: it takes every change that is well-formed, and keeps a history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from digest.errors import Conflict
from digest.models import (
    Added,
    Change,
    Filed,
    Hand,
    Kept,
    Listed,
    Listing,
    Newsletter,
    Origin,
    Paused,
    Quota,
    Removed,
    Setup,
    Weighed,
)


@dataclass
class FakeConfiguration:
    """Sources are named by the first word of their outlet, as in tests.pipeline.room."""

    newsletter: Newsletter
    outlets: tuple[str, ...]
    history: list[Kept] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stands = Setup(
            self.newsletter,
            tuple(_listed(name, f"https://{name.split()[0].lower()}.example/feed") for name in self.outlets),
            "version 0",
        )

    def setup(self) -> Setup:
        return self.stands

    def propose(self, changes: Sequence[Change]) -> Setup:
        setup = self.stands
        for change in changes:
            setup = _changed(setup, change)
        return setup

    def keep(self, changes: Sequence[Change], seen: str, hand: Hand, about: Sequence[str]) -> Setup:
        if seen != self.stands.seen:
            raise Conflict("the configuration was changed meanwhile")
        self.history += [Kept(hand.at, hand.name, words, hand.door or "") for words in about]
        self.stands = replace(self.propose(changes), seen=f"version {len(self.history)}")
        return self.stands

    def kept(self, most: int) -> list[Kept]:
        return self.history[::-1][:most]


def _listed(name: str, address: str, **origin: object) -> Listed:
    return Listed(name, address, Origin(name.split()[0].lower(), name, **origin))  # type: ignore[arg-type]


def _changed(setup: Setup, change: Change) -> Setup:
    match change:
        case Added(name, url, section, weight):
            return replace(
                setup, sources=(*setup.sources, _listed(name, url, section=section, weight=weight))
            )
        case Removed(key):
            return replace(setup, sources=tuple(one for one in setup.sources if one.key != key))
        case Quota(key, most):
            sections = tuple(
                replace(one, most=most) if one.key == key else one for one in setup.newsletter.sections
            )
            return replace(setup, newsletter=replace(setup.newsletter, sections=sections))
        case Listing(wish, words):
            interest = replace(setup.newsletter.interest, **{f"{wish}_words": words})
            return replace(setup, newsletter=replace(setup.newsletter, interest=interest))
    sources = tuple(_tended(one, change) if one.key == change.source else one for one in setup.sources)
    return replace(setup, sources=sources)


def _tended(source: Listed, change: Weighed | Filed | Paused) -> Listed:
    match change:
        case Weighed(_, weight):
            return replace(source, origin=replace(source.origin, weight=weight))
        case Filed(_, section):
            return replace(source, origin=replace(source.origin, section=section))
        case Paused(_, paused):
            return replace(source, paused=paused)
