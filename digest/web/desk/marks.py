"""A story's claims made visible: its words in pieces, each tied to the sentence that carries it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from digest.models import Claim, Edition, Finding, Overruling, Spot, Story


class Standing(StrEnum):
    """How a piece of a text stands: plain words, carried by a source, doubted, or let stand by an editor."""

    PLAIN = "plain"
    CARRIED = "carried"
    DOUBTED = "doubted"
    OVERRULED = "overruled"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a headline or lead. `note` is the number of what explains it, 0 for plain words."""

    text: str
    standing: Standing = Standing.PLAIN
    note: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What explains pieces: the sentence that carries them, or `why` they are doubted or may stand.

    A `finding` is what can be overruled.
    """

    number: int
    standing: Standing
    pieces: tuple[str, ...]
    sentence: str = ""
    url: str = ""
    outlet: str = ""
    why: str = ""
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A story's words in pieces, and the notes to them in the order of reading.

    `other` are findings about the story that no piece of it can be shown for.
    """

    headline: tuple[Piece, ...]
    lead: tuple[Piece, ...]
    notes: tuple[Note, ...]
    other: tuple[Finding, ...] = ()

    @property
    def doubted(self) -> int:
        """How many notes say that something is doubted."""
        return sum(note.standing is Standing.DOUBTED for note in self.notes)

    @property
    def carried(self) -> tuple[tuple[Note, ...], ...]:
        """The notes to what is not doubted, those of one report together."""
        found: dict[str, list[Note]] = {}
        for note in self.notes:
            if note.standing is not Standing.DOUBTED:
                found.setdefault(note.url, []).append(note)
        return tuple(tuple(notes) for notes in found.values())


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece where it stands, with the note that would explain it alone."""

    spot: str
    start: int
    text: str
    note: Note

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def shared(self) -> Note:
        """What pieces of one note have in common."""
        return replace(self.note, pieces=())


def marked(edition: Edition, story: Story, findings: Iterable[Finding]) -> Marked:
    """The story with its claims and doubts marked; a doubt takes the place of the claims that it meets."""
    ruled = {one.key for one in edition.overrulings}
    own = tuple(one for one in findings if one.story == story.key and one.key not in ruled)
    return _marked(story, own, tuple(one for one in edition.overrulings if one.story == story.key))


@lru_cache(maxsize=500)  # a change of an edition is one of one story
def _marked(story: Story, own: tuple[Finding, ...], rulings: tuple[Overruling, ...]) -> Marked:
    texts: dict[str, str] = {Spot.HEADLINE: story.headline, Spot.LEAD: story.lead}
    shown = [one for one in own if one.blocks and one.text and one.text in texts.get(one.spot, "")]
    stretches = _apart(
        [
            *(_doubt(one, texts[one.spot], story) for one in shown),
            *(_ruling(one, texts[one.spot]) for one in rulings if _stands(one, texts)),
            *(_claim(one, story) for one in story.claims if one.text and one.supported),
        ]
    )
    notes = tuple(_notes(stretches))
    numbers = {replace(note, number=0, pieces=()): note.number for note in notes}
    headline, lead = (
        tuple(_pieces(texts[spot], [one for one in stretches if one.spot == spot], numbers)) for spot in texts
    )
    return Marked(headline, lead, notes, tuple(one for one in own if one not in shown))


def _apart(stretches: list[_Stretch]) -> list[_Stretch]:
    """Those that meet none before them, in the order of reading."""
    kept: list[_Stretch] = []
    for one in stretches:
        if not any(one.spot == o.spot and one.start < o.end and o.start < one.end for o in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.spot != Spot.HEADLINE, one.start))


def _claim(one: Claim, story: Story) -> _Stretch:
    note = Note(0, Standing.CARRIED, (), one.sentence, one.url, _outlet(story, one.url))
    return _Stretch(str(one.place), one.start, one.text, note)


def _doubt(one: Finding, text: str, story: Story) -> _Stretch:
    # Doubts are looked at one by one: each has words of its own to overrule.
    note = Note(0, Standing.DOUBTED, (), one.sentence, one.url, _outlet(story, one.url), one.why, one)
    return _Stretch(str(one.spot), _where(text, one.text, one.start), one.text, note)


def _ruling(one: Overruling, text: str) -> _Stretch:
    why = f"{one.by} lets it stand: {one.reason}"
    return _Stretch(
        str(one.spot), _where(text, one.text, 0), one.text, Note(0, Standing.OVERRULED, (), why=why)
    )


def _stands(one: Overruling, texts: dict[str, str]) -> bool:
    return bool(one.text) and one.text in texts.get(one.spot, "")


def _where(text: str, piece: str, start: int) -> int:
    return start if text.startswith(piece, start) else text.find(piece)


def _outlet(story: Story, url: str) -> str:
    return next((one.outlet for one in (story.source, *story.also) if one.url == url), "")


def _notes(stretches: list[_Stretch]) -> Iterator[Note]:
    """One note for all the pieces that a sentence carries."""
    shared: dict[Note, list[str]] = {}
    for one in stretches:
        shared.setdefault(one.shared, []).append(one.text)
    for number, (note, pieces) in enumerate(shared.items(), start=1):
        yield replace(note, number=number, pieces=tuple(dict.fromkeys(pieces)))


def _pieces(text: str, stretches: list[_Stretch], numbers: dict[Note, int]) -> Iterator[Piece]:
    cursor = 0
    for one in stretches:
        if text[one.start : one.end] != one.text:  # the words changed since the claim was found
            continue
        if cursor < one.start:
            yield Piece(text[cursor : one.start])
        yield Piece(one.text, one.note.standing, numbers[one.shared])
        cursor = one.end
    if cursor < len(text):
        yield Piece(text[cursor:])
