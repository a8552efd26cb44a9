"""An account of the ranking: why each report or event that is not among the ranked events is not.

What a step left out is what stood before it and not after it; only the words for it are found here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from digest.models import Article, Edition, Event, Story
from digest.selection.addresses import canonical
from digest.selection.admission import refusal
from digest.selection.brief import Brief
from digest.selection.duplicates import plain_title, text
from digest.selection.events import said
from digest.selection.languages import language, main_language
from digest.selection.ranking import Ranking
from digest.selection.variety import distinct, profiles
from digest.selection.vectors import stems
from digest.selection.verdicts import Candidate, Step, Verdict

READ = 4  # reports of an event that are compared, to name what it is like
TEXT_CHARACTERS = 200
TO_RETURN = "a figure, place or name that several outlets newly agree on, or far more outlets"


def account(articles: Iterable[Article], brief: Brief, ranking: Ranking) -> Iterator[Candidate]:
    """Everything that is in no ranked event: the events best first, step by step, then single reports."""
    various = distinct(ranking.unsent, len(ranking.unsent))
    for event in _left(various, ranking.events):
        yield _out(event, Step.RESERVE, f"{len(ranking.events)} better ones are enough to choose from")
    yield from _repeated(ranking.unsent, tuple(_left(ranking.unsent, various)))
    for event in _left(ranking.judged, ranking.unsent):
        yield _out(event, Step.MEMORY, _sent(event, brief))
    judged = _names(article for event in ranking.judged for article in event.articles)
    fewer = f"{len(ranking.judged)} events with more or fresher reports were judged"
    for reports in ranking.gathered:
        if not judged & _names(reports):
            yield Candidate(tuple(reports), Verdict(Step.SHORTLIST, fewer))
    yield from _refused(articles, brief, ranking.admitted)


def _names(articles: Iterable[Article]) -> set[tuple[str, str]]:
    return {(article.source, article.url) for article in articles}


def _left(before: Sequence[Event], after: Sequence[Event]) -> Iterator[Event]:
    """The events of which nothing came through a step; an update comes through with a part of its reports."""
    through = _names(article for event in after for article in event.articles)
    return (event for event in before if not through & _names(event.articles))


def _out(event: Event, step: Step, why: str) -> Candidate:
    return Candidate(event.articles, Verdict(step, why), event)


def _repeated(ranked: Sequence[Event], repeats: Sequence[Event]) -> Iterator[Candidate]:
    """The events that were passed over, each with the better one that it is most like."""
    rows = profiles([[said(article) for article in event.articles] for event in ranked])
    for at, event in enumerate(ranked):
        if event in repeats:
            nearest = ranked[int((rows[:at] @ rows[at].T).toarray().argmax())] if at else event
            yield _out(event, Step.VARIETY, f"nearly the same as: {nearest.articles[0].title}")


def _sent(event: Event, brief: Brief) -> str:
    """Which edition carried it, and what would have made it an update."""
    addresses = {canonical(article.url) for article in event.articles}
    own = _words(event.articles)

    def nearness(carried: tuple[Edition, Story]) -> tuple[int, float]:
        references = (carried[1].source, *carried[1].also)
        shared = len(addresses & {canonical(reference.url) for reference in references})
        return shared, _likeness(own, set(stems(f"{carried[1].headline} {carried[1].lead}")))

    carried = [(edition, story) for edition in brief.past for story in edition.stories]
    edition, story = max(carried, key=nearness)
    since = sum(article.published > edition.created for article in event.articles)
    return (
        f"sent in {edition.key} as: {story.headline}. "
        f"{since or 'No'} report{'' if since == 1 else 's'} since; an update needs {TO_RETURN}"
    )


def _refused(articles: Iterable[Article], brief: Brief, admitted: Sequence[Article]) -> Iterator[Candidate]:
    kept = _names(admitted)
    twins = {canonical(article.url): article for article in admitted}
    titles = {plain_title(article).casefold(): article for article in admitted}
    for article in articles:
        if (article.source, article.url) not in kept:
            twin = twins.get(canonical(article.url)) or titles.get(plain_title(article).casefold())
            timely = replace(article, published=brief.now)
            why = refusal(timely, brief) or _untimely(article, brief) or _unread(article, brief)
            yield Candidate((article,), Verdict(Step.ADMISSION, why or _twice(twin)))


def _untimely(article: Article, brief: Brief) -> str:
    """What is wrong with its hour, in a report that would be admitted at another."""
    if not refusal(article, brief):
        return ""
    if article.published > brief.now:
        return "dated after the edition was drafted"
    return f"older than {brief.newsletter.window_hours} hours"


def _unread(article: Article, brief: Brief) -> str:
    reads = [main_language(one) for one in brief.newsletter.reads]
    spoken = language(article, brief.origins, reads)
    return "" if spoken in reads else f"in a language that is not read: {spoken}"


def _twice(twin: Article | None) -> str:
    return "the same article came from another source" + (f": {twin.outlet}" if twin else "")


def _words(articles: Sequence[Article]) -> set[str]:
    return set(stems(" ".join(f"{one.title} {text(one)[:TEXT_CHARACTERS]}" for one in articles[:READ])))


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(math.sqrt(len(one) * len(other)), 1.0)
