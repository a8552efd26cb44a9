"""Which stories stand where: the top, then the sections within their quotas, and what remains as spares.

Every rule gives verdicts, and the verdicts make the edition: what an editor is told is what was done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digest.models import Newsletter, Story
from digest.selection.factors import big
from digest.selection.filing import TOP
from digest.selection.vectors import stems
from digest.selection.verdicts import Step, Verdict

WIDELY_REPORTED = 3
ALIKE = 0.6
FLOOR = 0.3  # of a score: less is opinion, sport or a bare headline that one outlet carries

LARGE = "one of the day's most reported events, whatever its section holds"

Ranked = Mapping[int, Story]
Verdicts = dict[int, Verdict]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The stories in the order of reading, the spares, best first, and the verdict on each by its key."""

    printed: tuple[Story, ...]
    spares: tuple[Story, ...]
    verdicts: Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class _Filling:
    """One round of filling: how many stories each section and all may hold after it, and why one is in."""

    most: Mapping[str, int]
    places: int
    why: str


def arrange(stories: Sequence[Story], newsletter: Newsletter) -> Arrangement:
    """The edition's stories in the order of reading, and the spares, best first. No story is lost.

    The day's most reported events come first, whatever their sections hold already. Then every section is
    given its share of the places; what a thin section leaves goes to the best of the rest, within the
    quotas. An empty section does not appear.
    """
    ranked = dict(enumerate(sorted(stories, key=lambda story: (-story.score, story.key, story.source.url))))
    verdicts = _unfit(ranked)
    verdicts |= _top(_open(ranked, verdicts), newsletter)
    places = newsletter.stories - sum(verdict.printed for verdict in verdicts.values())
    verdicts |= _below(_open(ranked, verdicts), newsletter, places)
    printed = [place for place in ranked if verdicts[place].printed]
    order = [TOP, *_quotas(ranked, newsletter, places)]
    printed.sort(key=lambda place: (order.index(verdicts[place].section), place))
    return Arrangement(
        printed=tuple(replace(ranked[place], section=verdicts[place].section) for place in printed),
        spares=tuple(story for place, story in ranked.items() if not verdicts[place].printed),
        verdicts={story.key: verdicts[place] for place, story in ranked.items()},
    )


def _open(ranked: Ranked, verdicts: Verdicts) -> dict[int, Story]:
    """The stories that nothing was decided of."""
    return {place: story for place, story in ranked.items() if place not in verdicts}


def _unfit(ranked: Ranked) -> Verdicts:
    """The verdicts on stories that are not good enough, or say what a better one says already."""
    verdicts: Verdicts = {}
    kept: list[tuple[str, set[str]]] = []
    for place, story in ranked.items():
        own = set(stems(f"{story.headline} {story.lead}"))
        better = next((headline for headline, words in kept if _overlap(own, words) >= ALIKE), None)
        if story.score < FLOOR:
            verdicts[place] = Verdict(Step.FLOOR, f"its score of {story.score:.2f} is below {FLOOR}")
        elif better is not None:
            verdicts[place] = Verdict(Step.REPEAT, f"it says what a better one says: {better}")
        else:
            kept.append((story.headline, own))
    return verdicts


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


def _top(stories: Ranked, newsletter: Newsletter) -> Verdicts:
    """The best of the widely reported stories, if the newsletter has a top."""
    section = next((section for section in newsletter.sections if section.key == TOP), None)
    most = min(newsletter.top_stories, section.most, newsletter.stories) if section else 0
    wide = [place for place, story in stories.items() if len(story.also) + 1 >= WIDELY_REPORTED]
    why = f"one of the {most} best that {WIDELY_REPORTED} outlets or more report"
    return {place: Verdict(Step.PRINTED, why, TOP) for place in wide[:most]}


def _quotas(stories: Ranked, newsletter: Newsletter, places: int) -> dict[str, int]:
    """The most that each section below the top may hold; one that is not configured has no quota."""
    quotas = {section.key: section.most for section in newsletter.sections if section.key != TOP}
    return quotas | {story.section: places for story in stories.values() if story.section not in quotas}


def _below(stories: Ranked, newsletter: Newsletter, places: int) -> Verdicts:
    """Places for the sections, the best of each first: to everyone a share, and then to whom it falls."""
    configured = {section.key: section.most for section in newsletter.sections if section.key != TOP}
    total = max(sum(configured.values()), 1)
    shares = {key: min(most, places * most // total) for key, most in configured.items()}
    quotas = _quotas(stories, newsletter, places)
    verdicts = _largest(stories, places)
    for filling in (
        _Filling(shares, places, "within the share that its section has of the places"),
        _Filling(quotas, places, "in a place that other sections left"),
    ):
        for place, story in stories.items():
            if not (place in verdicts and verdicts[place].printed):
                verdicts[place] = _placed(place, story.section, filling, verdicts)
    return verdicts


def _largest(stories: Ranked, places: int) -> Verdicts:
    """Places for what everybody reports: a full section keeps none out, and none counts in its quota."""
    large = [place for place, story in stories.items() if big(story)]
    return {place: Verdict(Step.PRINTED, LARGE, stories[place].section) for place in large[:places]}


def _placed(place: int, section: str, filling: _Filling, verdicts: Verdicts) -> Verdict:
    taken = [other for other, verdict in verdicts.items() if verdict.printed]
    own = sum(verdicts[other].section == section and verdicts[other].why != LARGE for other in taken)
    most = filling.most.get(section, 0)
    if own >= most and most < filling.places:
        return Verdict(Step.QUOTA, f"its section is full: at most {most} in {section}")
    if len(taken) >= filling.places:
        weaker = max(taken, default=-1) > place
        shares = "; the weaker ones in it are their section's share" if weaker else ""
        return Verdict(Step.FULL, f"the edition is full{shares}")
    return Verdict(Step.PRINTED, filling.why, section)
