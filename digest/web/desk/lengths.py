"""How long a headline or lead is, against the house form."""

from __future__ import annotations

from dataclasses import dataclass, replace

from digest.models import Edition, Newsletter, Story
from digest.writing import size

CHARACTERS = 12  # a word of a top story, with its space, at the longest mean


@dataclass(frozen=True, slots=True)
class Length:
    """A text's words and characters, and what the form asks for."""

    words: int
    least: int
    most: int
    characters: int
    limit: int

    @property
    def fits(self) -> bool:
        return self.least <= self.words <= self.most and self.characters <= self.limit

    def of(self, text: str) -> Length:
        """Another text against the same form."""
        return replace(self, words=size(text), characters=len(text))

    def __str__(self) -> str:
        over = self.characters - self.limit
        long = f", {over} character{'s' if over > 1 else ''} too long" if over > 0 else ""
        return f"{self.words} {'word' if self.words == 1 else 'words'} of {self.least} to {self.most}{long}"


def headline_length(newsletter: Newsletter, text: str) -> Length:
    """A headline against the house form."""
    form = newsletter.form
    return Length(size(text), *form.headline_words, len(text), form.headline_characters)


def lead_length(newsletter: Newsletter, text: str, *, top: bool) -> Length:
    """A lead against the house form, which gives the day's first stories more room."""
    form = newsletter.form
    if top:
        return Length(size(text), *form.top_words, len(text), CHARACTERS * form.top_words[1])
    return Length(size(text), *form.lead_words, len(text), form.lead_characters)


def topmost(newsletter: Newsletter, edition: Edition) -> frozenset[str]:
    """The keys of the stories that get the room of a top story."""
    top = [story for story in edition.stories if story.section == "top"]
    first: tuple[Story, ...] = tuple(top) or edition.stories[: newsletter.top_stories]
    return frozenset(story.key for story in first)
