"""A story: the headline and the lead of an event, the report they rest on, and who else reports it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from digest.models import Article, Claim, Event, Factor, Newsletter, Place, Reference, Story
from digest.writing.drafts import Draft, drafts
from digest.writing.grounding import claims, foreign_figures
from digest.writing.headline import Headline, headlines
from digest.writing.lead import Lead, astray, leads
from digest.writing.passage import Passage
from digest.writing.rights import allowed, rights
from digest.writing.sentences import size
from digest.writing.style import ASIDE_RULES, breaks
from digest.writing.titles import cleaned

ALSO = 50  # other outlets that are kept; a letter names few of them and counts the rest
HEADLINES = 8  # that are weighed
LEADS = 3  # that are weighed under each headline
SAME_REPORT = 0.2  # what a headline from the lead's own report is worth: its reader finds it behind the link
APART = 0.35  # how far a lead may be from a headline of another report
ASTRAY = 0.6  # how far from a headline a lead may be before the page is asked for something nearer
KNOWN_BODY = 400  # characters of body that make a page unnecessary
BARE = 0.5  # what a headline alone keeps of its score: readers want to know more than that


def story(event: Event, newsletter: Newsletter, *, top: bool = False) -> Story | None:
    """The story of an event in the house form, or None when no title makes a clean headline."""
    written = _pair(event, newsletter, top=top)
    if written is None:
        return None
    headline, lead = written
    report = lead.article if lead else headline.article
    bare = () if lead else (Factor("lead", BARE, "no sentence fit to print below its headline"),)
    return Story(
        key=key(event.articles[0]),
        section=event.section,
        headline=headline.text,
        lead=lead.text,
        source=_reference(report, event),
        also=_also(event, report, lead.second),
        factors=(*event.factors, *bare),
        score=event.score * (BARE if bare else 1.0),
        update=event.update,
        language=report.language or newsletter.language,
        published=report.published,
        rights=rights(report, event),
        claims=evidence(headline.text, [headline.article], lead.text, lead.articles),
    )


def evidence(
    headline: str, above: Sequence[Article], lead: str, below: Sequence[Article]
) -> tuple[Claim, ...]:
    """What headline and lead claim, each tied to a sentence of the articles it was taken from."""
    return (*claims(headline, above, Place.HEADLINE), *claims(lead, below, Place.LEAD))


def needs_page(event: Event, newsletter: Newsletter, *, top: bool = False) -> bool:
    """Whether the feeds gave too little for a full lead or no news, and the best report's page was not read.

    Nothing is read of a source for headlines only.
    """
    if len(event.articles[0].body) >= KNOWN_BODY or allowed(event.articles[0], event) == 0:
        return False
    written = _pair(event, newsletter, top=top)
    if written is None:
        return False
    headline, lead = written
    fewest = (newsletter.form.top_words if top else newsletter.form.lead_words)[0]
    language = lead.article.language or newsletter.language
    if breaks(Passage(lead.text, language), ASIDE_RULES):
        return True
    return size(lead.text) < fewest or astray(lead.text, headline.text, language) > ASTRAY


def key(article: Article) -> str:
    """A short stable name for the story that this report leads."""
    return hashlib.sha256(article.url.encode()).hexdigest()[:12]


@lru_cache(maxsize=128)  # asked of every event twice: whether it needs a page, and for its story
def _pair(event: Event, newsletter: Newsletter, *, top: bool) -> tuple[Headline, Lead] | None:
    """The headline and lead that go best together; where no lead is fit, the best headline alone."""
    ranked = headlines(event, newsletter)[:HEADLINES]
    if not ranked:
        return None
    written = drafts(event, newsletter, top=top)
    pairs = [(one, lead) for one in ranked for lead in _fitting(one, event, newsletter, written)]
    return max(pairs, key=_worth) if pairs else (ranked[0], Lead("", ranked[0].article))


def _fitting(
    headline: Headline, event: Event, newsletter: Newsletter, written: Sequence[Draft]
) -> Iterator[Lead]:
    """The best leads that may stand under a headline."""
    found = leads(event, newsletter, written, headline.text)
    return islice((lead for lead in found if _belong(headline, lead)), LEADS)


def _worth(pair: tuple[Headline, Lead]) -> float:
    headline, lead = pair
    return headline.merit + lead.merit + SAME_REPORT * (headline.article.url == lead.article.url)


def _belong(headline: Headline, lead: Lead) -> bool:
    """Whether a headline may stand above a lead: one report, or the same matter and figures."""
    if headline.article.url == lead.article.url:
        return True
    if astray(lead.text, headline.text, lead.article.language) > APART:
        return False
    return not foreign_figures(headline.text, lead.articles)


def _also(event: Event, report: Article, second: Article | None) -> tuple[Reference, ...]:
    """The first report of every other outlet, best first; before them the one that the lead quotes too."""
    outlets = {report.outlet.casefold()}
    found = []
    for article in (second, *event.articles) if second else event.articles:
        if article.outlet.casefold() not in outlets:
            outlets.add(article.outlet.casefold())
            found.append(replace(_reference(article, event), quoted=article is second))
    return tuple(found[:ALSO])


def _reference(article: Article, event: Event) -> Reference:
    title = cleaned(article, event.articles) or article.title
    return Reference(article.outlet, article.url, title, article.language)
