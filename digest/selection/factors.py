"""Why an event ranks where it does: factors that multiply to its score, each with a reason for an editor."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from digest.models import Article, Event, Factor, Story
from digest.selection.admission import any_of
from digest.selection.brief import Brief
from digest.selection.duplicates import plain_title, text, voices
from digest.selection.gravity import grave
from digest.selection.nonstories import light, opinion
from digest.selection.press import Press

HALF_LIFE_HOURS = 24.0
FRONT = 5
FRONT_BONUS = 0.15
INTEREST_BONUS = 0.4
GRAVITY_BONUS = 0.4
PINNED = 10.0
OPINION_KEEPS = 0.5
LIGHT_KEEPS = 0.5
LEAD_CHARACTERS = 200
BIGGEST = 10
EVERYBODY = 8
NAMED_OUTLETS = 3
MOST_REPORTED = "most reported"


@dataclass(frozen=True, slots=True)
class Account:
    """An event with who tells it: `speakers` is one article of each independent voice, best first."""

    articles: tuple[Article, ...]
    speakers: tuple[Article, ...]
    outlets: float

    def share(self, found: Iterable[object]) -> float:
        """The share of the reports of which something was found."""
        return sum(map(bool, found)) / len(self.articles)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of article that counts less: how it is told, and what it keeps of its score."""

    name: str
    reason: Callable[[Article], str]
    keeps: float


KINDS = (Kind("opinion", opinion, OPINION_KEEPS), Kind("light", light, LIGHT_KEEPS))


def account(articles: Sequence[Article], press: Press) -> Account:
    """Who tells an event, each independent voice once: `outlets` is their number, weighed."""
    heard = [max(voice, key=press.weight) for voice in voices(articles)]
    speakers = sorted(heard, key=lambda article: (-press.weight(article), article.outlet, article.url))
    return Account(tuple(articles), tuple(speakers), sum(map(press.weight, speakers)))


def biggest(accounts: Iterable[Account]) -> float:
    """How many outlets make an event one of the ten biggest of the day; at least the number of everybody."""
    outlets = sorted((one.outlets for one in accounts), reverse=True)[:BIGGEST]
    return max(outlets[-1], EVERYBODY) if len(outlets) == BIGGEST else EVERYBODY


def big(told: Event | Story) -> bool:
    """Whether an event, or the story of it, is one of the most reported of its day."""
    return any(factor.name == MOST_REPORTED for factor in told.factors)


def factors(told: Account, brief: Brief, most: bool) -> tuple[Factor, ...]:
    """The factors of an event's score. A factor of 1 without a tale to tell is left out.

    What is one of the `most` reported events of the day is news of whatever kind.
    """
    every = (
        _coverage(told),
        _source(told, brief),
        _recency(told, brief),
        _position(told),
        _pinned(told, brief),
        _interest(told, brief),
        _gravity(told),
        *(_kind(kind, told, most) for kind in KINDS),
        Factor(MOST_REPORTED, 1.0, f"one of the {BIGGEST} most reported events of the day" if most else ""),
    )
    return tuple(factor for factor in every if factor.value != 1.0 or factor.name == "coverage" or factor.why)


def score(reasons: Sequence[Factor]) -> float:
    """The product of all factors."""
    return round(math.prod(factor.value for factor in reasons), 6)


def recency(hours: float) -> float:
    """What is left of an event's weight after some hours."""
    return float(0.5 ** (max(hours, 0.0) / HALF_LIFE_HOURS))


def _coverage(told: Account) -> Factor:
    """An outlet of half the weight counts as half an outlet."""
    names = list(dict.fromkeys(article.outlet for article in told.speakers))
    listed = ", ".join(names[:NAMED_OUTLETS])
    more = f" and {len(names) - NAMED_OUTLETS} more" if len(names) > NAMED_OUTLETS else ""
    count = f"{len(told.speakers)} independent outlets" if len(told.speakers) > 1 else "one outlet"
    reports = f" in {len(told.articles)} reports" if len(told.articles) > len(told.speakers) else ""
    return Factor("coverage", round(told.outlets, 3), f"reported by {count}{reports}: {listed}{more}")


def _source(told: Account, brief: Brief) -> Factor:
    best = min(told.speakers, key=lambda article: (-brief.weight(article), article.outlet))
    value = round(math.sqrt(max(brief.weight(best), 0.0)), 3)
    counts = f"more than others ({brief.weight(best):g})" if value > 1.0 else f"less ({brief.weight(best):g})"
    why = f"its best source, {best.outlet}, counts {counts}" if value != 1.0 else ""
    return Factor("source", value, why)


def _recency(told: Account, brief: Brief) -> Factor:
    """By the newest quarter of the reports: what is still being reported is not old, however it began."""
    ages = sorted((brief.now - article.published).total_seconds() / 3600 for article in told.articles)
    hours = max(ages[(len(ages) - 1) // 4], 0.0)
    said = "within the last hour" if hours < 1 else f"about {hours:.0f} hours ago"
    return Factor("recency", round(recency(hours), 3), f"last reported {said}")


def _position(told: Account) -> Factor:
    front = sum(article.position < FRONT for article in told.speakers)
    value = round(1 + FRONT_BONUS * front / len(told.speakers), 3)
    why = f"among the first in the feed of {_some(front, len(told.speakers), 'outlet')}" if front else ""
    return Factor("position", value, why)


def _pinned(told: Account, brief: Brief) -> Factor:
    """By titles, and of half the reports: a pinned word in passing does not make a story one of its kind."""
    wanted = any_of(brief.newsletter.interest.pin_words)
    found = [_words(wanted.findall(article.title)) for article in told.articles]
    if told.share(found) < 1 / 2:
        return Factor("pinned", 1.0, "")
    listed = ", ".join(_commonest(word for words in found for word in words)[:4])
    return Factor("pinned", PINNED, f"{listed} is pinned")


def _interest(told: Account, brief: Brief) -> Factor:
    wanted = any_of(brief.newsletter.interest.raise_words)
    found = [_words(wanted.findall(f"{one.title} {text(one)[:LEAD_CHARACTERS]}")) for one in told.articles]
    value = round(1 + INTEREST_BONUS * told.share(found), 3)
    listed = ", ".join(_commonest(word for words in found for word in words)[:4])
    hits = sum(map(bool, found))
    why = f"{listed} in {_some(hits, len(found), 'report')}" if hits else ""
    return Factor("interest", value, why)


def _gravity(told: Account) -> Factor:
    """By titles alone: a text of any kind names a court or a death somewhere."""
    found = [grave(plain_title(article), article.language) for article in told.articles]
    subjects = _commonest(subject for subject in found if subject)
    value = round(1 + GRAVITY_BONUS * told.share(found), 3)
    titles = _some(sum(map(bool, found)), len(found), "headline")
    why = f"words of {', '.join(subjects[:3])} in {titles}" if subjects else ""
    return Factor("hard news", value, why)


def _kind(kind: Kind, told: Account, most: bool) -> Factor:
    """Nothing happens below a third of the reports. What everybody reports is news, whatever its kind."""
    reasons = [why for why in map(kind.reason, told.articles) if why]
    share = len(reasons) / len(told.articles)
    if share < 1 / 3:
        return Factor(kind.name, 1.0, "")
    said = f"{_commonest(reasons)[0]}, by {_some(len(reasons), len(told.articles), 'report')}"
    if most:
        return Factor(kind.name, 1.0, f"{said}, but everybody reports it")
    value = kind.keeps ** (min(share / 0.5, 1.0) * min(EVERYBODY / max(told.outlets, 1.0), 1.0))
    return Factor(kind.name, round(value, 3), said)


def _some(some: int, of: int, what: str) -> str:
    """So many of them in words, of how many there are."""
    if of == 1:
        return f"its only {what}"
    return f"all {of} {what}s" if some == of else f"{some} of {of} {what}s"


def _words(found: Iterable[str]) -> set[str]:
    return {word.casefold() for word in found}


def _commonest(words: Iterable[str]) -> list[str]:
    counts = Counter(words)
    return sorted(counts, key=lambda word: (-counts[word], word))
