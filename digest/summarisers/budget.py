"""What an edition may spend on a model: tokens, money, minutes and patience; and what it came to."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from digest.summarisers.failures import ILLNESSES, Failed, Why

BYTES_PER_TOKEN = 3  # at the least: English has four to five, Chinese three


def estimated(text: str) -> int:
    """The tokens of a text, rather too many than too few."""
    return len(text.encode("utf-8", "replace")) // BYTES_PER_TOKEN + 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent. Prices are per million tokens, in the currency of `money`; 0 is no limit."""

    tokens: int = 0
    money: float = 0.0
    seconds: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0
    illnesses: int = 3

    def price(self, tokens_in: int, tokens_out: int) -> float:
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1e6


@dataclass
class Account:
    """One edition's account, shared by all threads. What a call may cost is set aside before it is made."""

    limits: Limits
    clock: Callable[[], float] = monotonic
    tokens: int = 0
    money: float = 0.0
    written: int = 0
    kept: int = 0
    failures: Counter[Why] = field(default_factory=Counter)
    closed: str = ""
    _ill: int = 0
    _until: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def slip(self, tokens_in: int, tokens_out: int) -> Slip:
        """Leave to ask one question, paid in advance. Raises Failed: the model is down, or all is spent."""
        self.set_aside(tokens_in, tokens_out)
        return Slip(self, tokens_in, tokens_out)

    def set_aside(self, tokens_in: int, tokens_out: int) -> None:
        """Set aside what a call may cost, or raise Failed."""
        limits, price = self.limits, self.limits.price(tokens_in, tokens_out)
        with self._lock:
            self._require_open()
            if limits.tokens and self.tokens + tokens_in + tokens_out > limits.tokens:
                raise Failed(Why.BUDGET, f"summariser.most_tokens = {limits.tokens} would be overrun")
            if limits.money and self.money + price > limits.money:
                raise Failed(Why.BUDGET, f"summariser.most_money = {limits.money:g} would be overrun")
            self.tokens += tokens_in + tokens_out
            self.money += price

    def give_back(self, tokens_in: int, tokens_out: int) -> None:
        """Give back what was set aside and not used; less than nothing where more was used."""
        with self._lock:
            self.tokens += -tokens_in - tokens_out
            self.money -= self.limits.price(tokens_in, tokens_out)

    def seconds_left(self) -> float:
        """How long the edition still waits for its model; counted from the first question."""
        with self._lock:
            if not self.limits.seconds:
                return float("inf")
            if self._until is None:
                self._until = self.clock() + self.limits.seconds
            return max(self._until - self.clock(), 0.0)

    def answered(self) -> None:
        """The server gave an answer that can be read: it is well."""
        with self._lock:
            self._ill = 0

    def wrote(self) -> None:
        with self._lock:
            self.written += 1

    def remembered(self) -> None:
        with self._lock:
            self.kept += 1

    def failed(self, failure: Failed) -> bool:
        """Count a story that fell back. True for the one failure after which the model is left alone."""
        with self._lock:
            self.failures[failure.why] += 1
            self._ill += failure.why in ILLNESSES
            if self.closed or not (failure.mend or 0 < self.limits.illnesses <= self._ill):
                return False
            self.closed = str(failure)
            return True

    def told(self) -> str:
        """The account in one line, and an empty one where nothing was asked."""
        with self._lock:
            total = self.written + self.failures.total()
            if not total:
                return ""
            line = f"written by model: {self.written} of {total}"
            if self.failures:
                fell = ", ".join(f"{count} {why}" for why, count in self.failures.most_common())
                line += f"; fell back: {fell}"
            money = f", {self.money:.4f} spent" if self.limits.price_in or self.limits.price_out else ""
            return f"{line}; {self.tokens} tokens{money}, {self.kept} answers kept from before"

    def _require_open(self) -> None:
        if self.closed:
            raise Failed(Why.DOWN, "the model is left alone for this edition")


@dataclass(slots=True)
class Slip:
    """Leave to ask one question: what was set aside for it, in tokens."""

    account: Account
    tokens_in: int
    tokens_out: int

    def seconds_left(self) -> float:
        return self.account.seconds_left()

    def again(self) -> None:
        """Pay once more, as the server may have been at work before the line broke. Raises Failed."""
        self.account.set_aside(self.tokens_in, self.tokens_out)

    def settle(self, tokens_in: int, tokens_out: int) -> None:
        """What it came to; nothing, for a question that was not taken."""
        self.account.give_back(self.tokens_in - tokens_in, self.tokens_out - tokens_out)
