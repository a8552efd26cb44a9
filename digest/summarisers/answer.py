"""A model's words as an answer: JSON found, its form proved, nothing believed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from digest.summarisers.dialect import refused, unreadable

LONGEST = 20_000  # characters of an answer that are looked at
STARTS = 8  # braces at which JSON may begin; small models think aloud before it


@dataclass(frozen=True, slots=True)
class Told:
    """A headline or a sentence, and the numbers of the source lines it says it rests on."""

    text: str
    rests_on: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote: nothing of it is checked but its form."""

    headline: Told
    sentences: tuple[Told, ...]

    def every(self) -> tuple[Told, ...]:
        """Headline and sentences, in the order of reading."""
        return (self.headline, *self.sentences)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a second reading says of one text: does its source carry it, and where?"""

    number: int
    supported: bool
    rests_on: tuple[int, ...]


def answer(text: str) -> Answer:
    """The answer in this text. Raises Failed: broken, or refused when the model found nothing to say."""
    found = _table(text)
    headline, sentences = found.get("headline"), found.get("sentences")
    if not isinstance(headline, str) or not isinstance(sentences, list):
        raise unreadable("the answer is not in the form that was asked for")
    told = tuple(_told(one) for one in sentences)
    if not headline.strip() or not told:
        raise refused("the model found nothing to say")
    return Answer(Told(_unstopped(headline.strip()), _numbers(found.get("headline_from"))), told)


def verdicts(text: str) -> tuple[Verdict, ...]:
    """The verdicts in this text. Raises Failed for what has another form."""
    found = _table(text).get("verdicts")
    if not isinstance(found, list):
        raise unreadable("the second reading is not in the form that was asked for")
    return tuple(_verdict(one) for one in found)


def _unstopped(headline: str) -> str:
    """Without the full stop of a single sentence, as the house prints every headline."""
    return headline.removesuffix(".") if headline.count(".") == 1 else headline


def _told(one: object) -> Told:
    if not isinstance(one, dict) or not isinstance(one.get("text"), str) or not one["text"].strip():
        raise unreadable("a sentence of the answer is not in the form that was asked for")
    return Told(one["text"].strip(), _numbers(one.get("from")))


def _verdict(one: object) -> Verdict:
    if not isinstance(one, dict) or not isinstance(one.get("supported"), bool):
        raise unreadable("a verdict is not in the form that was asked for")
    return Verdict(_numbers([one.get("text")])[0], one["supported"], _numbers(one.get("from")))


def _numbers(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or any(not isinstance(n, int) or isinstance(n, bool) for n in value):
        raise unreadable("the answer does not number its sources")
    return tuple(dict.fromkeys(value))


def _table(text: str) -> dict[str, Any]:
    """The last JSON object that stands in the text: in a fence or after thoughts, as small models write."""
    text = text[:LONGEST]
    found: dict[str, Any] | None = None
    place = text.find("{")
    for _ in range(STARTS):
        if place < 0:
            break
        value, place = _value(text, place)
        found = value if isinstance(value, dict) else found
    if found is None:
        raise unreadable("the answer is no JSON")
    return found


def _value(text: str, start: int) -> tuple[object, int]:
    """What is read from here on, and the next brace after it."""
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, text.find("{", start + 1)
    return value, text.find("{", end)
