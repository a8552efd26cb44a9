"""The lead: of all drafts the best one without a fault, under the headline that will stand above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from digest.models import Article, Event, Newsletter
from digest.writing.closeness import stems
from digest.writing.drafts import Draft, drafts
from digest.writing.grounding import foreign_figures, ungrounded
from digest.writing.passage import Passage
from digest.writing.people import bare, cast, strangers
from digest.writing.rights import within_rights
from digest.writing.style import LEAD_RULES, breaks, faults, hard
from digest.writing.vocabulary import vocabulary

TRIED = 60  # drafts that are judged before we give up
ENOUGH = 1.5  # times the share of the headline's words that a lead holds
ASTRAY = 0.8  # what a lead loses that shares nothing with its headline
BARE = 0.2  # what it loses for each person whom it calls by the surname alone


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead and the report it rests on. An empty text is a headline that stands alone.

    `second` is the report of its last sentence where that is another one: whoever prints the lead names both.
    """

    text: str
    article: Article
    merit: float = 0.0
    second: Article | None = None

    @property
    def articles(self) -> tuple[Article, ...]:
        """The reports it quotes, the one it rests on first."""
        return (self.article, self.second) if self.second else (self.article,)

    def __bool__(self) -> bool:
        return bool(self.text)


def lead(event: Event, newsletter: Newsletter, *, top: bool, headline: str = "") -> Lead:
    """The best lead without a fault; the text is empty where no sentence of the event is fit to print."""
    found = leads(event, newsletter, drafts(event, newsletter, top=top), headline)
    return next(found, Lead("", event.articles[0]))


def leads(event: Event, newsletter: Newsletter, written: Sequence[Draft], headline: str) -> Iterator[Lead]:
    """The drafts without a fault, best first, under this headline; none takes more than its source allows."""
    people = cast(event.articles)
    weighed = sorted(
        (
            (_merit(draft, headline, newsletter.language) - BARE * bare(draft.text, event.articles), draft)
            for draft in written
        ),
        key=_descending,
    )
    lawful = (
        (merit, draft)
        for merit, draft in weighed
        if all(within_rights(draft.text, article, event) for article in draft.articles)
    )
    for merit, draft in islice(lawful, TRIED):
        if not strangers(draft.text, headline, people) and _fit(draft, headline, newsletter.language):
            yield Lead(draft.text, draft.article, merit, draft.second)


def _descending(weighed: tuple[float, Draft]) -> float:
    return -weighed[0]


def _merit(draft: Draft, headline: str, language: str) -> float:
    return draft.merit - ASTRAY * astray(draft.text, headline, draft.article.language or language)


def astray(text: str, headline: str, language: str) -> float:
    """How far a lead is from its headline: 0 when it holds most of its words, 1 when it holds none."""
    common = vocabulary(language).common
    above = stems(headline, common)
    return 1 - min(1.0, ENOUGH * len(above & stems(text, common)) / len(above)) if above else 0.0


def _fit(draft: Draft, headline: str, language: str) -> bool:
    language = draft.article.language or language
    return not breaks(Passage(draft.text, language, headline), LEAD_RULES) and _sound(draft, language)


@lru_cache(maxsize=512)
def _sound(draft: Draft, language: str) -> bool:
    """Whether a draft is clean and true, whatever headline stands above it: asked for each of several."""
    if disputed(draft) or hard(faults(draft.text, language)):
        return False
    return not ungrounded(draft.text, draft.articles)


def disputed(draft: Draft) -> bool:
    """Whether a second report may contradict the first: both tell figures, and it has one of its own."""
    return (
        draft.second is not None
        and bool(foreign_figures(draft.added, [draft.article]))
        and bool(foreign_figures(draft.own, ()))
    )
