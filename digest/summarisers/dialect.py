"""What the two dialects of model servers have in common: what is asked, what is said, what may be dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from digest.summarisers.failures import Failed, Why

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of an answer: a name, and a JSON schema in the part of that language all servers know."""

    name: str
    schema: Table


@dataclass(frozen=True, slots=True)
class Question:
    """One question to a model: our rules, the material, the form of the answer and its longest length."""

    rules: str
    material: str
    shape: Shape
    most_tokens: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a model said. Tokens are None where its server did not count them."""

    text: str
    tokens_in: int | None = None
    tokens_out: int | None = None


@dataclass(frozen=True, slots=True)
class Manners:
    """How a server wants to be asked. `dropped` are the features it turned out not to know."""

    model: str
    dropped: frozenset[str] = field(default_factory=frozenset)


class Dialect(Protocol):
    """A protocol that model servers speak."""

    @property
    def name(self) -> str: ...

    @property
    def address(self) -> str:
        """Where the provider of this protocol itself is reached."""

    @property
    def path(self) -> str: ...

    def headers(self, key: str) -> dict[str, str]: ...

    def body(self, question: Question, manners: Manners) -> dict[str, Any]:
        """The request, without the features that were dropped."""

    def said(self, answer: Table) -> Said:
        """What an answer says. Raises Failed for a refusal, and for one that is cut or not to be read."""

    def blamed(self, complaint: str, manners: Manners) -> str:
        """The feature that a server's complaint is about, or the empty string when none is left to drop."""


def count(table: object, *names: str) -> int | None:
    """The sum of these figures; None where the first is missing or no figure, or they add up to nothing."""
    if not isinstance(table, dict):
        return None
    figures = [table.get(name) for name in names]
    if not _natural(figures[0]):
        return None
    return sum(figure for figure in figures if _natural(figure)) or None  # type: ignore[misc]  # as judged


def cut() -> Failed:
    """The failure of an answer that was longer than allowed."""
    return Failed(
        Why.BROKEN, "the answer was cut off at its longest length: summariser.answer_tokens allows more"
    )


def refused(words: str) -> Failed:
    """The failure of an answer in which the model declines."""
    return Failed(Why.REFUSED, words)


def unreadable(words: str) -> Failed:
    """The failure of an answer that is not as its protocol has it."""
    return Failed(Why.BROKEN, words)


def _natural(figure: object) -> bool:
    return isinstance(figure, int) and not isinstance(figure, bool) and 0 <= figure < 10**9
