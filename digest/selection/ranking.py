"""From articles to ranked events: admit, gather, judge, remember, and keep them unlike each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from digest.models import Article, Event
from digest.selection.admission import admitted
from digest.selection.brief import Brief
from digest.selection.events import gathered
from digest.selection.factors import Account, account, big, biggest, factors, recency, score
from digest.selection.memory import unsent
from digest.selection.press import Press, press
from digest.selection.reports import ordered
from digest.selection.sections import section
from digest.selection.variety import distinct

RESERVE = 4
SHORTLIST = 15


@dataclass(frozen=True, slots=True)
class Ranking:
    """The events of the day, best first, and what stood after each step before, for whoever asks why."""

    admitted: tuple[Article, ...]
    gathered: tuple[tuple[Article, ...], ...]
    judged: tuple[Event, ...]
    unsent: tuple[Event, ...]
    events: tuple[Event, ...]


def rank(articles: Iterable[Article], brief: Brief) -> tuple[Event, ...]:
    """The events of the day, best first, each once and each explained; at most four times what is printed.

    Nothing stale, unread, unwanted or already sent is among them; the order of the articles does not matter.
    """
    return ranked(articles, brief).events


def ranked(articles: Iterable[Article], brief: Brief) -> Ranking:
    """The same, with the steps that led to it."""
    news = admitted(articles, brief)
    events = gathered(news)
    outlets = press(news, brief)
    told = [account(ordered(event, brief), outlets) for event in _shortlist(events, outlets)]
    largest = biggest(told)
    judged = tuple(sorted((_judged(one, brief, one.outlets >= largest) for one in told), key=_place))
    fresh = unsent(judged, brief)
    return Ranking(news, events, judged, fresh, distinct(fresh, RESERVE * brief.newsletter.stories))


def placed(event: Event, brief: Brief) -> Event:
    """The event in the section that its reports speak for now that pages were read; its score follows."""
    key, where = section(event.articles, brief.newsletter, brief.origins)
    fresh = replace(where, value=1.0) if big(event) else where
    reasons = tuple(fresh if factor.name == where.name else factor for factor in event.factors)
    return replace(event, section=key, factors=reasons, score=score(reasons))


def _shortlist(events: Sequence[Sequence[Article]], outlets: Press) -> list[Sequence[Article]]:
    """The events that can still make the edition, by what is cheap to know of them."""

    def promise(event: Sequence[Article]) -> tuple[float, str]:
        weights: dict[str, float] = {}
        for article in event:
            name = article.outlet.casefold()
            weights[name] = max(weights.get(name, 0.0), outlets.weight(article))
        newest = max(article.published for article in event)
        hours = (outlets.brief.now - newest).total_seconds() / 3600
        return -sum(weights.values()) * recency(hours), event[0].url

    return sorted(events, key=promise)[: SHORTLIST * outlets.brief.newsletter.stories]


def _judged(told: Account, brief: Brief, most: bool) -> Event:
    key, where = section(told.articles, brief.newsletter, brief.origins)
    reasons = (*factors(told, brief, most), replace(where, value=1.0) if most else where)
    return Event(
        articles=told.articles,
        section=key,
        factors=reasons,
        score=score(reasons),
        origins=brief.terms(told.articles),
    )


def _place(event: Event) -> tuple[float, str]:
    return (-event.score, event.articles[0].url)
