"""Why an event ranks where it does: factors that multiply to its score, each with a reason for an editor."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from digest.models import Article, Factor
from digest.selection.admission import any_of
from digest.selection.brief import Brief
from digest.selection.duplicates import text, voices
from digest.selection.nonstories import light, opinion

COVERAGE_POWER = 0.8
HALF_LIFE_HOURS = 18.0
FRONT = 5
FRONT_BONUS = 0.15
INTEREST_BONUS = 0.5
OPINION_KEEPS = 0.3
LIGHT_KEEPS = 0.2
LEAD_CHARACTERS = 200
EVERYBODY = 8
NAMED_OUTLETS = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of article that counts less: how it is told, and what it keeps of its score."""

    name: str
    reason: Callable[[Article], str]
    keeps: float


def factors(articles: Sequence[Article], brief: Brief) -> tuple[Factor, ...]:
    """The factors of an event's score. A factor of 1 without a tale to tell is left out."""
    speakers = tuple(max(voice, key=brief.weight) for voice in voices(articles))
    every = (
        _coverage(speakers, len(articles), brief),
        _source(speakers, brief),
        _recency(articles, brief),
        _position(speakers),
        _interest(articles, brief),
        _kind(Kind("opinion", opinion, OPINION_KEEPS), articles, len(speakers)),
        _kind(Kind("light", light, LIGHT_KEEPS), articles, len(speakers)),
    )
    return tuple(factor for factor in every if factor.value != 1.0 or factor.name == "coverage")


def score(reasons: Sequence[Factor]) -> float:
    """The product of all factors."""
    return round(math.prod(factor.value for factor in reasons), 6)


def coverage(outlets: float) -> float:
    """What it is worth to be reported by so many outlets: 1 for one, 6 for ten, 11 for twenty.

    Steeper than a logarithm: under one the biggest events of known days drowned in fresh small ones.
    """
    return float(max(outlets, 0.0) ** COVERAGE_POWER)


def recency(hours: float) -> float:
    """What is left of an event's weight after some hours."""
    return float(0.5 ** (max(hours, 0.0) / HALF_LIFE_HOURS))


def _coverage(speakers: Sequence[Article], articles: int, brief: Brief) -> Factor:
    """A source of half the weight counts as half an outlet."""
    weight = sum(brief.weight(article) for article in speakers)
    ranked = sorted(speakers, key=lambda article: (-brief.weight(article), article.outlet))
    names = list(dict.fromkeys(article.outlet for article in ranked))
    listed = ", ".join(names[:NAMED_OUTLETS])
    more = f" and {len(names) - NAMED_OUTLETS} more" if len(names) > NAMED_OUTLETS else ""
    count = f"{len(speakers)} independent outlets" if len(speakers) > 1 else "one outlet"
    reports = f" in {articles} reports" if articles > len(speakers) else ""
    return Factor("coverage", round(coverage(weight), 3), f"reported by {count}{reports}: {listed}{more}")


def _source(speakers: Sequence[Article], brief: Brief) -> Factor:
    best = min(speakers, key=lambda article: (-brief.weight(article), article.outlet))
    value = round(math.sqrt(max(brief.weight(best), 0.0)), 3)
    return Factor("source", value, f"its best source, {best.outlet}, has weight {brief.weight(best):g}")


def _recency(articles: Sequence[Article], brief: Brief) -> Factor:
    """By the newest quarter of the reports: what is still being reported is not old, however it began."""
    ages = sorted((brief.now - article.published).total_seconds() / 3600 for article in articles)
    hours = max(ages[(len(ages) - 1) // 4], 0.0)
    said = "within the last hour" if hours < 1 else f"about {hours:.0f} hours ago"
    return Factor(
        "recency", round(recency(hours), 3), f"last reported {said} (half the weight after 18 hours)"
    )


def _position(speakers: Sequence[Article]) -> Factor:
    front = [article for article in speakers if article.position < FRONT]
    value = round(1 + FRONT_BONUS * len(front) / len(speakers), 3)
    return Factor(
        "position", value, f"{len(front)} of {len(speakers)} outlets have it at the head of their feed"
    )


def _interest(articles: Sequence[Article], brief: Brief) -> Factor:
    wanted = any_of(brief.newsletter.interest.raise_words)
    found: Counter[str] = Counter()
    hits = 0
    for article in articles:
        words = {
            match[0].casefold()
            for match in wanted.finditer(f"{article.title} {text(article)[:LEAD_CHARACTERS]}")
        }
        found.update(words)
        hits += bool(words)
    value = round(1 + INTEREST_BONUS * hits / len(articles), 3)
    listed = ", ".join(word for word, _ in sorted(found.items(), key=lambda word: (-word[1], word[0]))[:4])
    return Factor("interest", value, f"{hits} of {len(articles)} reports speak of {listed}")


def _kind(kind: Kind, articles: Sequence[Article], outlets: int) -> Factor:
    """Nothing happens below a third of the reports. What everybody reports is news, whatever its kind."""
    reasons = [why for why in map(kind.reason, articles) if why]
    share = len(reasons) / len(articles)
    if share < 1 / 3:
        return Factor(kind.name, 1.0, "")
    commonest = min(set(reasons), key=lambda why: (-reasons.count(why), why))
    value = kind.keeps ** (min(share / 0.5, 1.0) * min(EVERYBODY / outlets, 1.0))
    return Factor(kind.name, round(value, 3), f"{len(reasons)} of {len(articles)} reports are {commonest}")
