"""How two editions of one day differ, as an editor would say it: in, out, moved, reworded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from digest.models import Edition, Story

Pair = tuple[Story, Story]


@dataclass(frozen=True, slots=True)
class Difference:
    """From one edition to another: stories that came, that went, and pairs that are not what they were."""

    came: tuple[Story, ...]
    gone: tuple[Story, ...]
    moved: tuple[Pair, ...]
    reworded: tuple[Pair, ...]

    @property
    def none(self) -> bool:
        return not (self.came or self.gone or self.moved or self.reworded)


def difference(before: Edition, after: Edition) -> Difference:
    """What is another in the second edition. Stories that share a report are the same, however told."""
    pairs = tuple(_pairs(before.stories, after.stories))
    stayed = {id(story) for pair in pairs for story in pair}
    return Difference(
        came=tuple(story for story in after.stories if id(story) not in stayed),
        gone=tuple(story for story in before.stories if id(story) not in stayed),
        moved=tuple(_moved(pairs, after)),
        reworded=tuple(
            (old, new) for old, new in pairs if (old.headline, old.lead) != (new.headline, new.lead)
        ),
    )


def _pairs(before: Sequence[Story], after: Sequence[Story]) -> Iterator[Pair]:
    """The stories of both editions, each with the one that shares most reports with it."""
    free = list(after)
    for old in before:
        reports = _reports(old)
        new = max(free, key=lambda story: len(reports & _reports(story)), default=None)
        if new is not None and reports & _reports(new):
            free.remove(new)
            yield old, new


def _reports(story: Story) -> set[str]:
    return {reference.url for reference in (story.source, *story.also)}


def _moved(pairs: Sequence[Pair], after: Edition) -> Iterator[Pair]:
    """The pairs in another section, and those in another order than the rest of them."""
    places = [after.stories.index(new) for old, new in pairs if old.section == new.section]
    kept: set[int] = set()
    for block in SequenceMatcher(None, places, sorted(places), autojunk=False).get_matching_blocks():
        kept.update(places[block.a : block.a + block.size])
    return (pair for pair in pairs if after.stories.index(pair[1]) not in kept)
