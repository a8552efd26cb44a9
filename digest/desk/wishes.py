"""Changes of the configuration as an editor may ask for them: their bounds, and how they are told."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from digest.errors import IllegalChange
from digest.models import (
    Added,
    Change,
    Filed,
    Listing,
    Paused,
    Quota,
    Removed,
    Setup,
    Weighed,
    Wish,
)

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_WORD = 80, 2000, 60  # characters
MOST_WORDS, MOST_STORIES = 500, 50
WISHES = {Wish.PIN: "pinned", Wish.RAISE: "lifted", Wish.BLOCK: "blocked"}


def require_sound(changes: Sequence[Change]) -> None:
    """Raise IllegalChange, with what to write instead, for what no editor can mean."""
    for change in changes:
        match change:
            case Added():
                require_address(change.url)
                _require(_line(change.name, LONGEST_NAME), f"a source needs a name {_of(LONGEST_NAME)}")
            case Weighed(_, weight):
                _require(0 < weight <= 100, "a weight is a number above 0, and at most 100")
            case Quota(_, most):
                _require(0 <= most <= MOST_STORIES, f"a section holds 0 to {MOST_STORIES} stories")
            case Listing(_, words):
                _require(len(words) <= MOST_WORDS, f"a list holds at most {MOST_WORDS} words")
                for word in words:
                    _require(_line(word, LONGEST_WORD), f"a word or phrase is one line {_of(LONGEST_WORD)}")


def require_address(url: str) -> None:
    """Raise IllegalChange for what is no address of the web."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    _require(
        good and _line(url, LONGEST_ADDRESS) and " " not in url,
        "this is no address of a feed: it begins with https:// or http://",
    )


def told(change: Change, setup: Setup) -> str:
    """The change in words, against what stands; empty where that is so already."""
    match change:
        case Added(name, url):
            return f"{name}: added, from {urlsplit(url).hostname}"
        case Quota(section, most):
            return _quota(section, most, setup)
        case Listing(wish, words):
            stands = getattr(setup.newsletter.interest, f"{wish}_words")
            new = [f"+ {word}" for word in words if word not in stands]
            old = [f"− {word}" for word in stands if word not in words]
            return f"{WISHES[wish]} words: {', '.join((*new, *old))}" if new or old else ""
    return _of_source(change, setup)


def _of_source(change: Weighed | Filed | Paused | Removed, setup: Setup) -> str:
    source = setup.source(change.source)
    if source is None:
        raise IllegalChange("this source is not in the configuration any more")
    match change:
        case Weighed(_, weight) if weight != source.origin.weight:
            return f"{source.name}: weight {weight:g} instead of {source.origin.weight:g}"
        case Filed(_, section) if section != source.origin.section:
            title = setup.newsletter.section_title(section) if section else "decided by the places named"
            return f"{source.name}: section {title}"
        case Paused(_, paused) if paused != source.paused:
            return f"{source.name}: {'paused' if paused else 'used again'}"
        case Removed():
            return f"{source.name}: removed"
    return ""


def _quota(key: str, most: int, setup: Setup) -> str:
    section = next((one for one in setup.newsletter.sections if one.key == key), None)
    if section is None:
        raise IllegalChange("this section is not in the configuration any more")
    if section.most == most:
        return ""
    stories = "story" if most == 1 else "stories"
    return f"{section.title}: at most {most} {stories} instead of {section.most}"


def _line(text: str, most: int) -> bool:
    return bool(text.strip()) and text.isprintable() and len(text) <= most


def _of(most: int) -> str:
    return f"of at most {most} characters, without signs that cannot be printed"


def _require(good: bool, words: str) -> None:
    if not good:
        raise IllegalChange(words)
