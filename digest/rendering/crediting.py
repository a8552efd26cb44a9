"""Who reported a story, in words that name them in their own letters and directions."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from digest.models import Reference, Story
from digest.rendering.cleaning import plain
from digest.rendering.words import Words

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
NAMED = 1  # outlets named after "also reported by", under a top story; the others are counted


def credit(story: Story, words: Words, *, html: bool, top: bool) -> str:
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
    foreign = marks(words, reference.language, name)
    return Markup("<bdi{}>{}</bdi>").format(foreign, name) if foreign else escape(name)


def marks(words: Words, language: str, text: str) -> Markup:
    """The lang and dir attributes a foreign text needs, and none for our own."""
    foreign = language and language.partition("-")[0].lower() != words.language.partition("-")[0].lower()
    known = foreign and _TAG.fullmatch(language)
    return (Markup(' lang="{}"').format(language) if known else Markup("")) + words.turned(text)
