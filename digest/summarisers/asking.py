"""Asking a model: once for the same question, in the manners its server understands, within the account."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from digest.summarisers.budget import Account, Slip, estimated
from digest.summarisers.dialect import Dialect, Manners, Question, Said, refused
from digest.summarisers.failures import Failed, Why
from digest.summarisers.line import Line, Rejected
from digest.summarisers.prompt import VERSION

T = TypeVar("T")


class Memory(Protocol):
    """Answers from before, by the question."""

    def recall(self, key: str) -> str | None: ...

    def keep(self, key: str, text: str) -> None: ...


@dataclass
class Asker:
    """Asks one model. What its server turns out not to know is dropped for all questions that follow."""

    dialect: Dialect
    line: Line
    model: str
    account: Account
    memory: Memory | None = None
    _dropped: frozenset[str] = field(default_factory=frozenset, init=False)

    def ask(self, question: Question, read: Callable[[str], T]) -> T:
        """The answer, as `read` makes it of the model's words; from memory where it was asked before.

        Raises Failed. A refusal is kept like an answer, an answer that cannot be read is not.
        """
        key = self._key(question)
        kept = self.memory.recall(key) if self.memory else None
        text = self._said(question) if kept is None else kept
        if kept is not None:
            self.account.remembered()
        try:
            value = _read(text, read)
        except Failed as failure:
            if kept is None and failure.why is Why.REFUSED:
                self._keep(key, text)
            raise
        if kept is None:
            self._keep(key, text)
        return value

    def _said(self, question: Question) -> str:
        """The model's words; none at all for a refusal."""
        slip = self.account.slip(
            estimated(question.rules + question.material + json.dumps(question.shape.schema)),
            question.most_tokens,
        )
        try:
            said = self._answer(question, slip)
        except Failed as failure:
            if failure.mend:
                slip.settle(0, 0)
            if failure.why is not Why.REFUSED:
                raise
            said = Said("")
        tokens_out = estimated(said.text) if said.tokens_out is None else said.tokens_out
        slip.settle(slip.tokens_in if said.tokens_in is None else said.tokens_in, tokens_out)
        return said.text

    def _answer(self, question: Question, slip: Slip) -> Said:
        """The answer to a question that is put more simply each time the server rejects it.

        What was dropped is remembered once it has helped: one story may be rejected for its own sake.
        """
        dropped = self._dropped
        while True:
            manners = Manners(self.model, dropped)
            try:
                answer = self.line.ask(self.dialect.body(question, manners), slip)
            except Rejected as rejected:
                blamed = self.dialect.blamed(rejected.complaint, manners)
                if not blamed:
                    slip.settle(0, 0)
                    raise Failed(Why.DOWN, str(rejected)) from None
                dropped |= {blamed}
            else:
                self._dropped = dropped
                return self.dialect.said(answer)

    def _keep(self, key: str, text: str) -> None:
        self.account.answered()
        if self.memory:
            self.memory.keep(key, text)

    def _key(self, question: Question) -> str:
        """A hash of all that an answer depends on; of the key to the server, nothing."""
        asked = [VERSION, self.dialect.name, self.line.url, self.model, question.rules, question.material]
        asked += [question.shape.schema, question.most_tokens]
        return hashlib.sha256(json.dumps(asked).encode("ascii")).hexdigest()


def _read(text: str, read: Callable[[str], T]) -> T:
    if not text:
        raise refused("the model declined")
    return read(text)
