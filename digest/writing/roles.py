"""Roles: right words in the wrong place: a name where another one stood, a quotation in another mouth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from digest.models.claims import ClaimKind
from digest.writing.beside import Beside, Step
from digest.writing.names import same
from digest.writing.pieces import Piece, pieces
from digest.writing.told import Told
from digest.writing.vocabulary import listed
from digest.writing.wording import Wording, worded

LOOSE = 1  # other words that may have changed with a name or number

_BY = listed("by par von por przez door da de")
# What a source may have written where ours has the name it stands for.
_MEANT = listed(
    "he she it they his her its their him them who which i we my our me us you your the this that these "
    "those a an er sie es ihr sein der die das il elle ils elles son sa le la él ella su el los on ona ono "
    "oni jego jej ten ta он она оно они его её их"
)
_SPEAK = re.compile(
    r"\b(?:said|says|told|tells|added|adds|wrote|writes|according to|tweeted|announced|argued|claimed"
    r"|sagte|erklärte|a déclaré|a dit|selon|dijo|afirmó|según"
    r"|powiedział\w?|dodał\w?|сказал\w?|заявил\w?|сообщил\w?)\b"
)


def displaced(ours: tuple[Piece, ...], beside: Beside, told: Told) -> Iterator[tuple[str, int]]:
    """Our words, and where they begin, that stand where the source has another name, number or date."""
    if not beside.near:
        return
    theirs = pieces(beside.line.text, beside.line.language, told.plain)
    for step in beside.steps:
        if step.same or not step.ours or not step.theirs:
            continue
        new, old = _within(ours, beside.ours, step.ours), _within(theirs, beside.theirs, step.theirs)
        changed = _loose(new, step.ours) + _loose(old, step.theirs)
        if changed > LOOSE and not _abreast(new, old, beside, step):
            continue
        if (start := _intruder(new, old, beside, step)) is not None:
            yield next((one.text for one in new if one.start == start), beside.word(step.ours.start)), start


def _abreast(new: list[Piece], old: list[Piece], beside: Beside, step: Step) -> bool:
    """Whether both parts begin with a piece of one kind: what follows may have been left out."""
    if not new or not old or new[0].kind != old[0].kind or not step.ours.start:
        return False
    begins = beside.ours.starts[step.ours.start], beside.theirs.starts[step.theirs.start]
    return (new[0].start, old[0].start) == begins


def _intruder(new: list[Piece], old: list[Piece], beside: Beside, step: Step) -> int | None:
    """Where the piece of ours begins that took another's place; None where both may mean the same."""
    language = beside.line.language
    if wrong := _other_quantity(new, old, language):
        return wrong.start
    if any(alike(piece, rival, language) for piece in new for rival in old):
        return None
    if new:
        turned_round = old and _turned_round(old[0], beside, language)
        return new[0].start if not turned_round and (old or _arrived(new[0], beside, step)) else None
    if not old or old[0].kind is ClaimKind.DATE:  # a day may be left out beside a word that moved
        return None
    if old[0].kind is not ClaimKind.NAME or _capital(beside, step.ours):
        return beside.ours.starts[step.ours.start]
    return None


def _other_quantity(new: list[Piece], old: list[Piece], language: str) -> Piece | None:
    """A number or date of ours where the source has only others; COVID-3 is no form of COVID-19."""
    fresh, known = ([one for one in those if one.kind is not ClaimKind.NAME] for those in (new, old))
    if not fresh or not known or any(alike(one, other, language) for one in fresh for other in known):
        return None
    return fresh[0]


def _arrived(piece: Piece, beside: Beside, step: Step) -> bool:
    """Whether a name or day that the source's sentence lacks replaced a word that could not mean it."""
    those = {beside.theirs.words[place] for place in step.theirs}
    lookable = piece.kind in (ClaimKind.NAME, ClaimKind.DATE)
    return lookable and not beside.line.carries(piece) and not _MEANT & those


def _capital(beside: Beside, places: range) -> bool:
    return any(beside.word(place)[:1].isupper() for place in places if place)


def _loose(found: Iterable[Piece], places: range) -> int:
    """How many words of a part belong to no name or number."""
    return len(places) - sum(len(worded(one.text).words) for one in found)


def _within(found: tuple[Piece, ...], wording: Wording, places: range) -> list[Piece]:
    """The names, numbers and dates that stand in these words."""
    begin = wording.starts[places.start]
    end = wording.starts[places.stop] if places.stop < len(wording.starts) else wording.starts[-1] + 1
    return [
        one
        for one in found
        if one.kind is not ClaimKind.QUOTATION and one.start < end and one.start + len(one.text) > begin
    ]


def _turned_round(rival: Piece, beside: Beside, language: str) -> bool:
    """Whether the name we replaced stands elsewhere in a sentence of ours that was put into the passive."""
    others = pieces(beside.text, language)
    passive = bool(_BY & set(beside.ours.words))
    return passive and any(alike(rival, one, language) for one in others if one.kind == rival.kind)


def alike(piece: Piece, other: Piece, language: str) -> bool:
    """Whether two pieces may be one: equal values, or names with a common word or initials."""
    if piece.kind is not ClaimKind.NAME or other.kind is not ClaimKind.NAME:
        return bool(set(piece.keys) & set(other.keys))
    if any(same(a, b, language, free=piece.free) for a in piece.keys for b in other.keys):
        return True
    initials = {"".join(word[0] for word in one.keys) for one in (piece, other)}
    return bool(initials & {"".join(one.keys) for one in (piece, other)})


def speakers(sentence: str, found: tuple[Piece, ...]) -> list[Piece]:
    """The names that are said to speak in a sentence, outside of its quotations."""
    quoted = [range(q.start, q.start + len(q.text)) for q in found if q.kind is ClaimKind.QUOTATION]
    verbs = [verb for verb in _SPEAK.finditer(sentence) if not any(verb.start() in span for span in quoted)]
    own = [one for one in found if one.kind is ClaimKind.NAME and not any(one.start in q for q in quoted)]
    return [one for one in own if any(_next_to(one, verb) for verb in verbs)]


def _next_to(name: Piece, verb: re.Match[str]) -> bool:
    return 0 <= verb.start() - name.start - len(name.text) <= 2 or 0 <= name.start - verb.end() <= 2
