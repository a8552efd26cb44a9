"""What a model gets to read: numbered lines of the reports, each with the report it comes from."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from digest.models import Article, Event, Newsletter, Story
from digest.selection.languages import main_language
from digest.writing import allowed, headline_faults
from digest.writing.cleaning import clean_sentences
from digest.writing.style import hard
from digest.writing.titles import cleaned

REPORTS = 8  # of an event, the one of the extracted story first
SENTENCES = 6  # of each report
CHARACTERS = 6000  # of all lines together
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Categories of characters that no reader sees: they may hide words or turn their order around."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A title or a sentence of a report, clean enough to print."""

    text: str
    article: Article


def material(event: Event, story: Story, newsletter: Newsletter) -> tuple[SourceLine, ...]:
    """The lines of an event in the newsletter's language; empty where there are none.

    Only of reports that the story names: what a model makes of them, it can link. A report in another
    language is left out, because what is made of it could not be checked.
    """
    lines: list[SourceLine] = []
    seen, room = set[str](), CHARACTERS
    for article in _named(event, story, newsletter):
        for text in _told(article, event, newsletter):
            if text.casefold() not in seen and len(text) <= room:
                seen.add(text.casefold())
                room -= len(text)
                lines.append(SourceLine(text, article))
    return tuple(lines)


def cited(lines: Sequence[SourceLine], numbers: Iterable[int]) -> tuple[Article, ...]:
    """The reports of these lines (numbered from 1), each with nothing in it but the lines."""
    told: dict[str, list[SourceLine]] = {}
    for number in sorted(set(numbers)):
        line = lines[number - 1]
        told.setdefault(line.article.url, []).append(line)
    return tuple(
        replace(group[0].article, title="", summary="\n".join(line.text for line in group), body="")
        for group in told.values()
    )


def foremost(lines: Sequence[SourceLine], numbers: Sequence[int]) -> Article:
    """The report that most of these lines come from; of equals, the one first used."""
    counts = Counter(lines[number - 1].article.url for number in numbers)
    url = counts.most_common(1)[0][0]
    return next(line.article for line in lines if line.article.url == url)


def _named(event: Event, story: Story, newsletter: Newsletter) -> Iterator[Article]:
    order = {reference.url: place for place, reference in enumerate((story.source, *story.also))}
    articles = sorted((a for a in event.articles if a.url in order), key=lambda a: order[a.url])
    main = main_language(newsletter.language)
    yield from [a for a in articles if main_language(a.language or newsletter.language) == main][:REPORTS]


def _told(article: Article, event: Event, newsletter: Newsletter) -> Iterator[str]:
    language = article.language or newsletter.language
    title = cleaned(article, event.articles)
    if title and not hard(headline_faults(title, language)):
        yield visible(title)
    if allowed(article, event) == 0:
        return
    for sentence in clean_sentences(article, 0, language)[:SENTENCES]:
        yield visible(sentence.text)


def visible(text: str) -> str:
    """The text on one line, without a character that nobody sees."""
    seen = (" " if character.isspace() else character for character in text)
    return " ".join("".join(c for c in seen if unicodedata.category(c) not in UNSEEN).split())
