"""The checks before a send: what an editor should look at in an edition, and what must not go out as it is.

What extraction printed stands so in a source: it may be doubted, and never blocks. Words that a hand or a
model wrote block where no report carries them; so does a quotation beyond its source's terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from digest.models import Article, Edition, Event, Finding, Newsletter, Origin, Spot, Story
from digest.writing.above import above
from digest.writing.drafts import Limits
from digest.writing.grounding import carried, doubted
from digest.writing.headline import headline_faults
from digest.writing.rights import overquoted
from digest.writing.sentences import size
from digest.writing.style import Fault, faults

TOP = "top"
SHORT = 2  # words that a headline may be shorter than the house form wishes
HALF = 0.5  # of the wished length, below which a lead is called short


@dataclass(frozen=True, slots=True)
class Terms:
    """By what an edition is judged: the newsletter's form and the terms of its sources."""

    newsletter: Newsletter
    origins: tuple[Origin, ...]


def addresses(*stories: Story) -> tuple[str, ...]:
    """The addresses of the reports behind these stories, each once, those they rest on first.

    An outlet is named with its first report alone: that a word came from its second, only a claim tells.
    """
    references = [one.url for story in stories for one in (story.source, *story.also)]
    claimed = [claim.url for story in stories for claim in story.claims if claim.url]
    return tuple(dict.fromkeys([*references, *claimed]))


def reports_of(story: Story, reports: Sequence[Article]) -> tuple[Article, ...]:
    """Those of its reports whose text is at hand, the one it rests on first.

    Feeds may name one address by several titles, of which one is kept: the story knows the other.
    """
    return _behind(story, {article.url: article for article in reports})


def _behind(story: Story, kept: Mapping[str, Article]) -> tuple[Article, ...]:
    texts = [kept[url] for url in addresses(story) if url in kept]
    titles = [
        replace(kept[one.url], title=one.title, summary="", body="")
        for one in (story.source, *story.also)
        if one.url in kept and one.title.casefold() not in kept[one.url].title.casefold()
    ]
    return (*texts, *titles)


def review(edition: Edition, terms: Terms, reports: Sequence[Article]) -> tuple[Finding, ...]:
    """Everything that is doubtful about the text of an edition; what an editor overruled does not block.

    `reports` are the articles at the `addresses` of its stories, as far as their text is at hand.
    """
    kept = {article.url: article for article in reports}
    behind = [(story, _behind(story, kept)) for story in edition.stories]
    told = tuple((f"{story.headline} {story.lead}", its) for story, its in behind if its)
    found = [*above(edition, terms.newsletter, told), *_twice(edition.stories)]
    found += [one for story, its in behind for one in of_story(story, its, terms)]
    if not edition.stories:
        found.append(Finding("", Spot.EDITION, "the edition holds no story", blocks=True))
    return tuple(ruled(found, edition))


def ruled(found: Iterable[Finding], edition: Edition) -> Iterator[Finding]:
    """The findings, with the word of the editor who overruled one; that one does not block."""
    rulings = {one.key: one for one in edition.overrulings}
    for one in found:
        ruling = rulings.get(one.key) if one.text else None
        said = f"{one.why}; overruled by {ruling.by}: {ruling.reason}" if ruling else one.why
        yield replace(one, why=said, blocks=one.blocks and ruling is None)


def blocking(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that keep an edition from being approved."""
    return tuple(one for one in found if one.blocks)


@lru_cache(maxsize=128)  # a page asks it of every story each time it is drawn
def of_story(story: Story, reports: tuple[Article, ...], terms: Terms) -> tuple[Finding, ...]:
    """What is doubtful about a story, as if no editor had looked at it."""
    return (
        *_grounds(story, reports),
        *_quotations(story, reports, terms),
        *_form(story, terms.newsletter),
        *_style(story, terms.newsletter),
    )


def _grounds(story: Story, reports: tuple[Article, ...]) -> Iterator[Finding]:
    if not reports:
        why = "its reports are not in the archive any more: what it says cannot be checked"
        yield Finding(story.key, Spot.HEADLINE, why)
        return
    for spot, text in ((Spot.HEADLINE, story.headline), (Spot.LEAD, story.lead)):
        for doubt in carried(text, reports):
            sentence, url = doubt.sentence, doubted(doubt, reports)
            why, start, blocks = str(doubt.why), doubt.start, _ours(story) and (doubt.bars or not story.hand)
            yield Finding(story.key, spot, why, doubt.text, start, sentence, url, blocks)


def _quotations(story: Story, reports: tuple[Article, ...], terms: Terms) -> Iterator[Finding]:
    if not (story.lead and reports):
        return
    for one in overquoted(story.lead, Event(reports, story.section, (), 0.0, origins=terms.origins)):
        why = f"it takes more words in a row of {one.outlet} than that allows"
        yield Finding(story.key, Spot.LEAD, why, story.lead, url=one.url, blocks=_ours(story))


def _ours(story: Story) -> bool:
    """Whether a word of it is not a source's own."""
    return bool(story.hand or story.writer)


def _form(story: Story, newsletter: Newsletter) -> Iterator[Finding]:
    """Lengths outside the house form."""
    form, words = newsletter.form, size(story.headline)
    least, most = form.headline_words
    if not least - SHORT <= words <= most or len(story.headline) > form.headline_characters:
        said = f"{words} words, {len(story.headline)} characters"
        wished = f"{least} to {most} words, at most {form.headline_characters} characters"
        yield Finding(story.key, Spot.HEADLINE, f"it has {said}; the house form is {wished}")
    if not story.lead:
        yield Finding(story.key, Spot.LEAD, "there is no lead below the headline")
        return
    limits, words = Limits.of(form, top=story.section == TOP), size(story.lead)
    if words < HALF * limits.words[0] or not limits.hold(story.lead):
        wished = f"{limits.words[0]} to {limits.words[1]} words, at most {limits.characters} characters"
        said = f"{words} words, {len(story.lead)} characters"
        yield Finding(story.key, Spot.LEAD, f"it has {said}; the house form is {wished}")


def _style(story: Story, newsletter: Newsletter) -> Iterator[Finding]:
    language = story.language or newsletter.language
    for fault in headline_faults(story.headline, language):
        yield _faulty(story.key, Spot.HEADLINE, story.headline, fault)
    for fault in faults(story.lead, language, story.headline) if story.lead else ():
        yield _faulty(story.key, Spot.LEAD, story.lead, fault)


def _faulty(key: str, spot: Spot, text: str, fault: Fault) -> Finding:
    return Finding(key, spot, fault.says, fault.where, max(text.find(fault.where), 0))


def _twice(stories: Sequence[Story]) -> Iterator[Finding]:
    """Stories that say or link what one above them does."""
    headlines: dict[str, Story] = {}
    links: dict[str, Story] = {}
    for story in stories:
        above = headlines.get(story.headline.casefold()) or links.get(story.source.url)
        if above:
            why = f"it rests on a report that stands above already, under: {above.headline}"
            yield Finding(story.key, Spot.HEADLINE, why)
        headlines.setdefault(story.headline.casefold(), story)
        for url in (story.source.url, *(one.url for one in story.also)):
            links.setdefault(url, story)
