"""What a template may use: the edition as a page of plain words, cleaned, ordered and counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from digest.models import Edition, Look, Newsletter, Reference, Story
from digest.rendering.cleaning import link, plain
from digest.rendering.links import BLANKS
from digest.rendering.words import Words

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_FURNITURE = re.compile(r"^[=*#>|\s-]+(?=[^\d])")
NAMED = 1  # outlets named after "also reported by", under a top story; the others are counted


@dataclass(frozen=True, slots=True)
class Entry:
    """A story on the page. `marks` are the lang and dir attributes it needs in this letter."""

    number: str
    headline: str
    lead: str
    url: str
    credit: str
    update: str
    rights: str
    marks: Markup


@dataclass(frozen=True, slots=True)
class Part:
    """A titled run of entries; `top` marks the day's first stories, which get more room."""

    title: str
    entries: tuple[Entry, ...]
    top: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the templates of an edition may name."""

    language: str
    direction: str
    cased: bool
    name: str
    tagline: str
    date: str
    subject: str
    preheader: str
    parts: tuple[Part, ...]
    address: str
    worded: str
    leave: str
    view: str
    look: Look
    words: Words


def page(newsletter: Newsletter, edition: Edition, *, html: bool) -> Page:
    """The page of this edition, its names marked up for HTML or bare for text."""
    words = Words(newsletter.language)
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
        parts=tuple(_parts(newsletter, edition, words, html)),
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


def _parts(newsletter: Newsletter, edition: Edition, words: Words, html: bool) -> Iterator[Part]:
    number = 0
    for key, stories, top in _runs(newsletter, edition):
        title = _top_title(newsletter, stories) if key == "top" else newsletter.section_title(key)
        if title == key:
            title = key.replace("-", " ").title()
        entries = tuple(
            _entry(story, words, number + n, html=html, top=top) for n, story in enumerate(stories, start=1)
        )
        number += len(stories)
        yield Part(words(plain(title)), entries, top)


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


def _entry(story: Story, words: Words, number: int, *, html: bool, top: bool) -> Entry:
    headline = _bare(plain(story.headline))
    return Entry(
        number=words.number(number),
        headline=headline,
        lead=_bare(plain(story.lead)),
        url=link(story.source.url),
        credit=_credit(story, words, html=html, top=top),
        update=plain(story.update),
        rights=_bare(plain(story.rights)),
        marks=_marks(words, story.language, headline),
    )


def _bare(text: str) -> str:
    """Without marks in front that would pass for furniture of ours: a rule, a section's heading, a quote."""
    return _FURNITURE.sub("", text)


def _credit(story: Story, words: Words, *, html: bool, top: bool) -> str:
    """Whom the lead quotes, by name; who else reported it: in full under a top story, else a figure."""
    seen = {plain(story.source.outlet).casefold(), ""}
    quoted: list[str] = [_name(story.source, words, html)]
    others: list[str] = []
    for other in story.also:
        if plain(other.outlet).casefold() not in seen:
            seen.add(plain(other.outlet).casefold())
            (quoted if other.quoted else others).append(_name(other, words, html))
    if not html:
        return words.listing(quoted) + (f" +{words.number(len(others))}" if others else "")
    named = NAMED if top else 0
    if len(others) > named + 1:
        others[named:] = [words.more(len(others) - named)]
    full = "%(source)s; also reported by %(others)s"
    told = (
        words(full, source=words.listing(quoted), others=words.listing(others))
        if top and others
        else words.listing([*quoted, *others])
    )
    return Markup(told)  # noqa: S704 - the names were escaped one by one, and the words are ours


def _name(reference: Reference, words: Words, html: bool) -> str:
    name = plain(reference.outlet)
    if not html:
        return name
    marks = _marks(words, reference.language, name)
    return Markup("<bdi{}>{}</bdi>").format(marks, name) if marks else escape(name)


def _marks(words: Words, language: str, text: str) -> Markup:
    """The lang and dir attributes a foreign text needs, and none for our own."""
    foreign = language and language.partition("-")[0].lower() != words.language.partition("-")[0].lower()
    marks = Markup("")
    if foreign and _TAG.fullmatch(language):
        marks += Markup(' lang="{}"').format(language)
    if direction := words.against(text):
        marks += Markup(' dir="{}"').format(direction)
    return marks
