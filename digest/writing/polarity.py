"""Polarity: whether a sentence of ours denies what the source affirms, or affirms what it denies."""

from __future__ import annotations

from digest.writing.beside import Beside, Step
from digest.writing.lines import Line
from digest.writing.negation import Negated, negations, runs
from digest.writing.told import Told
from digest.writing.vocabulary import listed, vocabulary
from digest.writing.wording import Wording, stem

SMALL = 4  # words: "did not call" and "called" take each other's place
_DO = listed("did does do didn't doesn't don't")


def turned(beside: Beside, window: tuple[Line, ...], *, free: bool = False) -> int | None:
    """The place of the word of ours where only one side has a negation, or None.

    `window` are the source's sentence and its neighbours: a denial may stand in those. In a hand's `free`
    words two sentences that both deny something may deny the same in words of their own.
    """
    ours, theirs = _denials(beside, beside.ours), _denials(beside, beside.theirs)
    own = free and bool(theirs) and not beside.near
    added = next(
        (one.place for one in ours if one.strict and not own and _added(one, theirs, beside, window)), None
    )
    if added is not None:
        return added
    lost = next((other.place for other in theirs if _lost(other, ours, beside)), None)
    return None if lost is None else _opposite(lost, beside)


def _denials(beside: Beside, wording: Wording) -> tuple[Negated, ...]:
    """The negations of one side. In sentences that are nearly equal a limit that is gone was taken away."""
    found = negations(wording.words, beside.line.language)
    return tuple(one for one in found if beside.near or not one.bound)


def affirmed(ours: Wording, told: Told) -> int | None:
    """The place of a word of ours where we say what the reports only deny, wherever they do; or None."""
    language = told.language
    if negations(ours.words, language):
        return None
    pair = next(iter(sorted(runs(ours.words, language) & told.denied)), None)
    return None if pair is None else next(n for n, word in enumerate(ours.words) if stem(word) == pair[1])


def _added(one: Negated, theirs: tuple[Negated, ...], beside: Beside, window: tuple[Line, ...]) -> bool:
    """Whether the source has no such negation: beside ours, or anywhere near of the words it speaks of."""
    step = next(step for step in beside.steps if one.place in step.ours)
    if step.same:
        return False
    next_word = _neighbour(one.place, beside.ours)
    opposite = any(other.place in step.theirs for other in theirs)
    if beside.near and not opposite and any(s.same and next_word in s.ours for s in beside.steps):
        return True
    told = [other for line in window for other in negations(line.wording.words, line.language)]
    around = [other for other in told if beside.near or not other.bound]
    if {about for other in around for about in other.of} & set(one.of):
        return False
    return not around or any(one.of[:1] == (stem(word),) for line in window for word in line.wording.words)


def _lost(other: Negated, ours: tuple[Negated, ...], beside: Beside) -> bool:
    """Whether ours kept the words that the source's negation speaks of, and not the negation."""
    step = next(step for step in beside.steps if other.place in step.theirs)
    if step.same or any(one.place in step.ours for one in ours):
        return False
    if other.strict and beside.near and (_kept(other, beside) or _undone(step, beside)):
        return True
    common = vocabulary(beside.line.language).common
    carried = {stem(word) for word in beside.ours.words if word not in common}
    return not ours and bool(other.of) and other.of[0] in carried


def _undone(step: Step, beside: Beside) -> bool:
    """Whether a verb took the place of "did not" and the same verb, in whatever form."""
    did = _DO & {beside.theirs.words[place] for place in step.theirs}
    return bool(did) and 0 < len(step.ours) < len(step.theirs) <= SMALL


def _kept(other: Negated, beside: Beside) -> bool:
    place = _neighbour(other.place, beside.theirs)
    return any(step.same and place in step.theirs for step in beside.steps)


def _neighbour(place: int, wording: Wording) -> int:
    """The word after this one; the one before where it is the last."""
    return place + 1 if place + 1 < len(wording.words) else place - 1


def _opposite(place: int, beside: Beside) -> int:
    """The word of ours beside this word of theirs."""
    step: Step = next(step for step in beside.steps if place in step.theirs)
    return min(step.ours.start, len(beside.ours.words) - 1)
