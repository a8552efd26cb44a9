"""What a template may use: the edition as a page of plain words, cleaned, ordered and counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup

from digest.models import Correction, Edition, Look, Newsletter, Story
from digest.rendering.amending import Erratum, errata
from digest.rendering.cleaning import bare, link, plain
from digest.rendering.crediting import credit, marks
from digest.rendering.links import BLANKS
from digest.rendering.words import Words, words_in


@dataclass(frozen=True, slots=True)
class Entry:
    """A story on the page. `marks` are the lang and dir attributes it needs in this letter.

    `amended` is what was corrected in it since it was sent.
    """

    number: str
    headline: str
    lead: str
    url: str
    credit: str
    update: str
    rights: str
    marks: Markup
    amended: tuple[Erratum, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A titled run of entries; `top` marks the day's first stories, which get more room."""

    title: str
    entries: tuple[Entry, ...]
    top: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the templates of an edition may name.

    `corrected` tells that it was corrected since it was sent, `corrections` what it says of earlier ones.
    """

    language: str
    direction: str
    cased: bool
    name: str
    tagline: str
    date: str
    subject: str
    preheader: str
    note: str
    corrected: bool
    parts: tuple[Part, ...]
    corrections: tuple[Erratum, ...]
    address: str
    worded: str
    leave: str
    view: str
    look: Look
    words: Words


def page(newsletter: Newsletter, edition: Edition, *, html: bool, amended: Sequence[Correction] = ()) -> Page:
    """The page of this edition, its names marked up for HTML or bare for text.

    `amended` are the corrections made to it since it was sent: each stands with its story, or, where the
    story is gone, with those of earlier editions.
    """
    words = words_in(newsletter.language)
    there = {story.key for story in edition.stories}
    astray = tuple(one for one in amended if one.story not in there)
    name, day = plain(newsletter.name), words.date(edition.day)
    return Page(
        language=newsletter.language,
        direction=words.direction,
        cased=words.cased,
        name=name,
        tagline=plain(newsletter.tagline),
        date=day,
        subject=plain(edition.subject) or f"{name}, {day}",
        preheader=plain(edition.preheader),
        note=bare(edition.note),
        corrected=bool(amended),
        parts=tuple(_parts(newsletter, edition, words, html, amended)),
        corrections=errata((*edition.corrections, *astray), newsletter, words),
        address=plain(newsletter.postal_address.replace("\n", ", ")),
        worded=_worded(newsletter, edition, words),
        leave=BLANKS.leave,
        view=BLANKS.view,
        look=newsletter.look,
        words=words,
    )


def _worded(newsletter: Newsletter, edition: Edition, words: Words) -> str:
    """How many stories a model worded, and which; empty where none was, or the newsletter does not say."""
    models = [plain(story.model) for story in edition.stories if story.model]
    if not models or not newsletter.show_writer:
        return ""
    return words(
        "Stories worded by a language model (%(models)s) and checked against their sources: "
        "%(count)s of %(total)s.",
        models=words.listing(sorted(set(models))),
        count=words.number(len(models)),
        total=words.number(len(edition.stories)),
    )


def _parts(
    newsletter: Newsletter, edition: Edition, words: Words, html: bool, amended: Sequence[Correction]
) -> Iterator[Part]:
    number = 0
    for key, stories, top in _runs(newsletter, edition):
        title = _top_title(newsletter, stories) if key == "top" else newsletter.section_title(key)
        if title == key:
            title = key.replace("-", " ").title()
        entries = [
            _entry(story, words, number + n, html=html, top=top) for n, story in enumerate(stories, start=1)
        ]
        for n, story in enumerate(stories if amended else ()):
            own = [one for one in amended if one.story == story.key]
            entries[n] = replace(entries[n], amended=errata(own, newsletter, words))
        number += len(stories)
        yield Part(words(plain(title)), tuple(entries), top)


def _runs(newsletter: Newsletter, edition: Edition) -> Iterator[tuple[str, tuple[Story, ...], bool]]:
    """Sections in their order. Without a section `top`, the first stories of the day are its top."""
    sections = edition.sections()
    if sections and not any(key == "top" for key, _ in sections) and newsletter.top_stories:
        first = tuple(story for _, stories in sections for story in stories)[: newsletter.top_stories]
        yield "top", first, True
        sections = tuple((key, tuple(s for s in stories if s not in first)) for key, stories in sections)
    yield from ((key, stories, key == "top") for key, stories in sections if stories)


def _top_title(newsletter: Newsletter, stories: tuple[Story, ...]) -> str:
    title = newsletter.section_title("top")
    if title != "top":
        return title
    return "Top stories" if len(stories) > 1 else "Top story"


@lru_cache(maxsize=500)  # the desk renders an edition after each change, which is one of one story
def _entry(story: Story, words: Words, number: int, *, html: bool, top: bool) -> Entry:
    headline = bare(story.headline)
    return Entry(
        number=words.number(number),
        headline=headline,
        lead=bare(story.lead),
        url=link(story.source.url),
        credit=credit(story, words, html=html, top=top),
        update=plain(story.update),
        rights=bare(story.rights),
        marks=marks(words, story.language, headline),
    )
