"""Which stories stand where: the top, then the sections within their quotas, and what remains as spares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from digest.models import Newsletter, Story
from digest.selection.sections import TOP
from digest.selection.vectors import stems

WIDELY_REPORTED = 3
ALIKE = 0.6
FLOOR = 0.3  # of a score: less is opinion, sport or a bare headline that one outlet carries


def arrange(stories: Sequence[Story], newsletter: Newsletter) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    """The edition's stories in the order of reading, and the spares, best first. No story is lost.

    Every section is first given its share of the places; what a thin section leaves goes to the best of the
    rest, within the quotas. An empty section does not appear.
    """
    ranked = dict(enumerate(sorted(stories, key=lambda story: (-story.score, story.key, story.source.url))))
    unlike = _printable(ranked)
    top = _top(unlike, newsletter)
    rest = {place: story for place, story in unlike.items() if place not in top}
    below = _below(rest, newsletter, newsletter.stories - len(top))
    printed = [*(replace(story, section=TOP) for story in top.values()), *below.values()]
    spares = [story for place, story in ranked.items() if place not in top and place not in below]
    return tuple(printed), tuple(spares)


def _printable(ranked: Mapping[int, Story]) -> dict[int, Story]:
    """The stories good enough to print that do not say what a better one says already."""
    kept: dict[int, Story] = {}
    words: list[set[str]] = []
    for place, story in ranked.items():
        own = set(stems(f"{story.headline} {story.lead}"))
        if story.score >= FLOOR and all(_overlap(own, other) < ALIKE for other in words):
            kept[place] = story
            words.append(own)
    return kept


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


def _top(stories: Mapping[int, Story], newsletter: Newsletter) -> dict[int, Story]:
    """The best of the widely reported stories, if the newsletter has a top."""
    section = next((section for section in newsletter.sections if section.key == TOP), None)
    most = min(newsletter.top_stories, section.most, newsletter.stories) if section else 0
    wide = [place for place, story in stories.items() if len(story.also) + 1 >= WIDELY_REPORTED]
    return {place: stories[place] for place in wide[:most]}


def _below(stories: Mapping[int, Story], newsletter: Newsletter, places: int) -> dict[int, Story]:
    """The stories of the other sections, section by section as configured, the best of each first."""
    quotas = {section.key: section.most for section in newsletter.sections if section.key != TOP}
    quotas |= {story.section: places for story in stories.values() if story.section not in quotas}
    configured = {section.key: section.most for section in newsletter.sections if section.key in quotas}
    shares = {key: places * most // max(sum(configured.values()), 1) for key, most in configured.items()}
    first = _filled(stories, shares, places, {})
    both = _filled(stories, quotas, places, first)
    order = list(quotas)
    return dict(sorted(both.items(), key=lambda entry: (order.index(entry[1].section), entry[0])))


def _filled(
    stories: Mapping[int, Story], quotas: Mapping[str, int], places: int, taken: Mapping[int, Story]
) -> dict[int, Story]:
    """What is taken already, and the best that fit into the quotas and the number of places."""
    filled = dict(taken)
    counts = Counter(story.section for story in taken.values())
    for place, story in stories.items():
        if (
            place not in filled
            and len(filled) < places
            and counts[story.section] < quotas.get(story.section, 0)
        ):
            filled[place] = story
            counts[story.section] += 1
    return filled
